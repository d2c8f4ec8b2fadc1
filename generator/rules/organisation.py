"""Rules about 单位 and 工作流程: codes, posts, and the order of the steps."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.report import Role, State
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, rule
from generator.rules.tables import each

if TYPE_CHECKING:
    from generator.model.reading import Words
    from generator.model.report import Report, Step

UNIT_CODE = re.compile("[0-9]{6}")
LEAD = "001"  # how the code of a 主管部门 ends
_PATH = "经办岗填报送审，审核岗审核，主管部门或财政绩效岗终审"
_RANK = {Role.EDITOR: 0, Role.REVIEWER: 1, Role.LEAD: 2, Role.FINANCE: 2}


@rule("O001", basis="预算单位编码 6 位，前三位是部门，001 结尾的是主管部门")
def unit_code_is_malformed(case: Case) -> Answers:
    """单位编码不是6位数字。

    ## 为什么
    编码用来对应单位名录、上年的报告和所属单位，写错就对不上。
    ## 反例
        单位: {编码: "10100"}
    ## 正例
        单位: {编码: "101001"}
    ## 边界
        单位: {编码: }
    """
    code = case.report.unit.code
    if not code:
        yield NotEnough("未填：单位编码")
    elif not UNIT_CODE.fullmatch(code.text):
        yield Fault(code, f"单位编码“{code}”不是 6 位数字", hint="写预算单位编码，如 101001")


@rule("O002", basis="经终审才能公开")
def published_without_final_approval(case: Case) -> Answers:
    """没有终审就发布。

    ## 为什么
    没有走完流程的报告不能公开。
    ## 反例
        工作流程: {状态: 送审}
    ## 正例
        工作流程: {状态: 终审}
    ## 边界
        来源: {类型: 转录自公开文件}
        工作流程: {状态: }
    """
    published, state = case.report.disclosure.published, case.report.workflow.state
    if case.report.transcribed:
        yield NotEnough("转录件，原件未载明工作流程")
    elif not published:
        yield NotApplicable("没有发布日期")
    elif state.value is not State.FINAL:
        now = f"是“{state}”" if state else "没有填"
        yield Fault(
            state,
            f"发布日期 {published.chinese}，工作流程的状态{now}，不是“终审”",
            see=(published,),
            hint="终审后改状态；没有终审的删去发布日期",
        )


@rule("O003", basis=_PATH)
def steps_do_not_follow_the_path(case: Case) -> Answers:
    """流程没有按岗位顺序进行。

    ## 为什么
    填报和审批不能是同一个岗位，也不能越过审核；退回之后从下级岗位重新开始。
    ## 反例
        工作流程: {经过: [{岗位: 经办岗, 动作: 终审, 日期: 2025-03-14}]}
    ## 正例
        工作流程: {经过: [{岗位: 主管部门, 动作: 终审, 日期: 2025-03-20}]}
    ## 边界
        工作流程: {经过: 无此项}
    """
    steps = _steps(case.report)
    if not steps:
        yield NotEnough("没有填工作流程的经过")
        return
    for step in steps:
        if step.role.value is Role.EDITOR and step.state.value is State.FINAL:
            yield Fault(step.role, f"“{step.role}”不能终审", hint=f"流程是：{_PATH}")
    if steps[0].role.value is not Role.EDITOR:
        yield Fault(
            steps[0].role, f"第一步是“{steps[0].role}”，应是“经办岗”", hint=f"流程是：{_PATH}"
        )
    for before, step in pairwise(steps):
        yield from _follows(before, step)


def _steps(report: Report) -> tuple[Step, ...]:
    return tuple(step for step in report.workflow.steps if step.role)


def _follows(before: Step, step: Step) -> Answers:
    up = _RANK[step.role.value] - _RANK[before.role.value]
    returned = before.state.value is State.RETURNED
    final_by_editor = step.role.value is Role.EDITOR and step.state.value is State.FINAL
    if up > 1 or (up < 0 and not returned and not final_by_editor):
        what = "越过了审核岗" if up > 1 else "没有退回就回到下级岗位"
        yield Fault(
            step.role,
            f"“{before.role}”之后是“{step.role}”，{what}",
            see=(before.role,),
            hint=f"流程是：{_PATH}；补上缺的一步，或核对先后",
        )


@rule("O004", basis="流程各步按先后填写")
def steps_go_back_in_time(case: Case) -> Answers:
    """流程各步的日期先后颠倒。

    ## 为什么
    后一步不会早于前一步；颠倒的，日期或顺序必有一处填错。
    ## 反例
        工作流程: {经过: [{岗位: 审核岗, 日期: 2025-03-01}]}
    ## 正例
        工作流程: {经过: [{岗位: 审核岗, 日期: 2025-03-14}]}
    ## 边界
        工作流程: {经过: [{岗位: 审核岗, 日期: }]}
    """
    days = [step.day for step in case.report.workflow.steps if step.day]
    if len(days) <= 1:
        yield NotEnough("没有填两步以上的日期")
    for before, day in pairwise(days):
        if day.value < before.value:
            yield Fault(
                day,
                f"这一步在 {day.chinese}，早于上一步 {before.chinese}",
                see=(before,),
                hint="核对日期，或按先后排列各步",
            )


@rule("O005", severity=Severity.WARNING, basis="标题和发布机构写单位全称")
def publication_does_not_name_the_unit(case: Case) -> Answers:
    """标题或发布机构没有单位名称。

    ## 为什么
    名称不一致，读者不知道是哪个单位的报告；也可能照搬了别的单位。
    ## 反例
        发布信息: {发布机构: 示例县教育局}
    ## 正例
        发布信息: {发布机构: 示例县商务局}
    ## 边界
        发布信息: {标题: , 发布机构: }
    """
    disclosure = case.report.disclosure
    named = [words for words in (disclosure.title, disclosure.publisher) if words]
    yield from each(
        named, lambda words: _names(words, case.report.unit.title), "没有标题和发布机构"
    )


def _names(words: Words, unit: Words) -> Answers:
    if unit.text not in words.text:
        yield Fault(
            words,
            f"{words.name}“{words}”里没有单位名称“{unit}”",
            see=(unit,),
            hint="写单位全称，并与“单位”的名称一致",
        )


@rule("O006", severity=Severity.WARNING, basis="退回之后重新填报、重新送审")
def final_right_after_return(case: Case) -> Answers:
    """退回之后没有重新送审就终审。

    ## 为什么
    退回是因为有错；没有改正、重新送审，就直接终审，得分和等级可能还是旧的。
    ## 反例
        工作流程: {经过: [{岗位: 审核岗, 动作: 退回, 日期: 2025-03-16}]}
    ## 正例
        工作流程: {经过: [{岗位: 审核岗, 动作: 送审, 日期: 2025-03-16}]}
    ## 边界
        工作流程: {经过: 无此项}
    """
    steps = case.report.workflow.steps
    if not steps.items:
        yield NotEnough("没有填工作流程的经过")
    for before, step in pairwise(steps):
        if before.state.value is State.RETURNED and step.state.value is State.FINAL:
            yield Fault(
                step.state,
                f"“{before.role}”退回之后，“{step.role}”直接终审",
                see=(before.state,),
                hint="补上重新填报、送审的各步；没有改正的不能终审",
            )


@rule("O007", basis="状态是最后一步的结果")
def state_differs_from_last_step(case: Case) -> Answers:
    """工作流程的状态与最后一步不符。

    ## 为什么
    状态写“终审”，经过的最后一步却是“送审”，说不清报告是不是定稿。
    已经发布而状态不是终审的，见 O002，不再重复。
    ## 反例
        工作流程: {经过: [{岗位: 财政绩效岗, 动作: 送审}]}
    ## 正例
        工作流程: {经过: [{岗位: 财政绩效岗, 动作: 终审}]}
    ## 边界
        工作流程: {状态: 送审}
    """
    flow, published = case.report.workflow, case.report.disclosure.published
    done = [step.state for step in flow.steps if step.state]
    if not (flow.state and done):
        yield NotEnough("没有填工作流程的状态或经过")
    elif flow.state.value is not done[-1].value and (
        flow.state.value is State.FINAL or not published
    ):
        yield Fault(
            flow.state,
            f"状态是“{flow.state}”，最后一步是“{done[-1]}”",
            see=(done[-1],),
            hint="补上缺的一步，或改状态",
        )


@rule("O008", basis="主管部门的报告由财政绩效岗终审，所属单位的由主管部门终审")
def final_by_another_post(case: Case) -> Answers:
    """终审的岗位不对。

    ## 为什么
    主管部门的报告报财政部门终审，所属单位的报主管部门终审；岗位不对，等于没有审到位。
    经办岗终审的，见 O003，不再重复。
    ## 反例
        单位: {编码: "101002"}
    ## 正例
        单位: {编码: "101001"}
    ## 边界
        单位: {编码: }
    """
    code = case.report.unit.code
    final = [step for step in _steps(case.report) if step.state.value is State.FINAL]
    if not (UNIT_CODE.fullmatch(code.text) and final):
        yield NotEnough("没有单位编码，或经过里没有终审")
        return
    due = Role.FINANCE if code.text.endswith(LEAD) else Role.LEAD
    last = final[-1].role
    if last.value not in (due, Role.EDITOR):
        yield Fault(
            last,
            f"编码“{code}”的单位由“{last}”终审，应由“{due.value}”终审",
            see=(code,),
            hint="核对单位编码和终审的岗位",
        )
