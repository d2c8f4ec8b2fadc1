"""Rules across reports: who has to publish by when, and a 主管部门 with its 所属单位."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Empty
from generator.findings import Severity
from generator.model.reading import YesNo
from generator.model.register import UnitKind
from generator.model.report import Consolidation, State
from generator.rules.core import (
    Answers,
    CorpusCase,
    Fault,
    NotApplicable,
    NotEnough,
    Stage,
    known,
    missing,
    rule,
    sum_formula,
)
from generator.rules.organisation import LEAD
from generator.rules.reports.deadlines import DAYS_TO_PUBLISH, deadline, year_of
from generator.rules.reports.filing import Filed, filed
from generator.rules.tables import each
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.figures import Cell
    from generator.model.evaluation import Funds
    from generator.model.reading import Day
    from generator.model.register import Approval, Register, RegisteredUnit

_IN_TIME = "财政部门批复后二十日内，应公开的单位都须公开"
_UPWARDS = "主管部门在所属单位全部完成之后填报"


@rule("K006", severity=Severity.WARNING, stage=Stage.CORPUS, basis=_IN_TIME)
def unit_has_not_published(case: CorpusCase) -> Answers:
    """应公开的单位到期没有报告。

    ## 为什么
    公众要能查到每个预算单位的绩效自评；没有报告的单位不会自己出现在页面上，要由名录来对。
    依法不公开的单位，在名录里写“应公开: 否”。
    ## 公式
    名录“批复”列出的每个年度，批复日期 + 20 日已过的，每个应公开的单位都有该年度的报告
    ## 反例
        名录:
          批复: [{年度: 2024, 日期: 2025-03-20}]
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024: {年度: 2024}
    ## 正例
        名录:
          批复: [{年度: 2024, 日期: 2025-03-20}]
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 应公开: 否}]
        shili/swj/2024: {年度: 2024}
    ## 边界
        名录:
          批复: [{年度: 2024, 日期: 2025-06-20}]
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024: {年度: 2024}
    """
    yield from each(
        tuple(case.registers.items()), lambda item: _covered(*item, case), "没有单位名录"
    )


def _covered(region: str, register: Register, case: CorpusCase) -> Answers:
    if region not in case.complete:
        yield NotApplicable("只核对了一部分报告")
    elif not register.approvals.items:
        yield NotEnough(f"“{register.region}”的单位名录没有批复日期，不知各年应在何时公开")
    else:
        yield from _published(region, register, case)


def _published(region: str, register: Register, case: CorpusCase) -> Answers:
    here = [one for one in filed(case) if one.region == region]
    due = [a for a in register.approvals if any(_over(a.day, one.case.today) for one in here)]
    there = {(one.folder, one.report.fiscal_year) for one in here}
    for unit in (unit for unit in register.units if _obliged(unit, region, case)):
        if (unit.folder.text, None) in there:  # of a year that could not be read
            continue
        late = [approval for approval in due if (unit.folder.text, year_of(approval)) not in there]
        if late:
            years = "、".join(str(year_of(approval)) for approval in late)
            yield Fault(
                unit.title,
                f"“{unit.title}”{years} 年度没有报告，批复之后已过 {DAYS_TO_PUBLISH} 日",
                see=tuple(approval.day for approval in late),
                hint="补上报告；依法不公开的，在名录里写“应公开: 否”",
                rows=len(late),
            )


def _obliged(unit: RegisteredUnit, region: str, case: CorpusCase) -> bool:
    """Whether a report of ``unit`` can be asked for; of one that cannot be read, more is said."""
    mine = f"{region}/{unit.folder}/"
    unread = any(address.startswith(mine) for address in case.unreadable)
    return unit.publishes.value is not YesNo.NO and not unread


def _over(approved: Day, day: date) -> bool:
    """Whether the time to publish after ``approved`` is over on ``day``."""
    return approved.value is not None and day > deadline(approved.value)


@rule("K007", severity=Severity.WARNING, stage=Stage.CORPUS, basis=_IN_TIME)
def published_late_by_register(case: CorpusCase) -> Answers:
    """发布日期晚于名录所载批复后二十日。

    ## 为什么
    报告自己没有写批复日期的，按本地区的批复日期核对是否按时公开；自己写了的，见 T004。
    ## 公式
    发布日期 ≤ 名录该年度批复日期 + 20 日
    ## 反例
        名录: {批复: [{年度: 2024, 日期: 2025-03-20}]}
        shili/swj/2024: {发布信息: {批复日期: , 发布日期: 2025-04-10}}
    ## 正例
        名录: {批复: [{年度: 2024, 日期: 2025-03-20}]}
        shili/swj/2024: {发布信息: {批复日期: , 发布日期: 2025-04-09}}
    ## 边界
        名录: {批复: [{年度: 2024, 日期: 2025-03-20}]}
        shili/swj/2024: {发布信息: {批复日期: 2025-03-25, 发布日期: 2025-04-14}}
    """
    undated = [
        (one, approval)
        for one in filed(case)
        if not one.report.disclosure.approved
        for approval in _approvals(one, case)
    ]
    yield from each(undated, _in_time, "报告都写了批复日期，或名录没有该年度的批复日期")


def _approvals(one: Filed, case: CorpusCase) -> Iterator[Approval]:
    register = case.registers.get(one.region)
    for approval in register.approvals if register else ():
        if year_of(approval) == one.report.fiscal_year:
            yield approval


def _in_time(pair: tuple[Filed, Approval]) -> Answers:
    one, approval = pair
    published = one.report.disclosure.published
    if published.value is None:
        yield NotEnough(f"“{one.report.unit.title}”没有填发布日期")
    elif _over(approval.day, published.value):
        yield Fault(
            published,
            f"发布日期 {published.chinese}，名录所载批复日期 {approval.day.chinese}，"
            f"相隔超过 {DAYS_TO_PUBLISH} 日",
            see=(approval.day,),
            hint="核对两个日期；本单位批复较晚的，填写“批复日期”",
        )


class Department(NamedTuple):
    """The report of a 主管部门, and of each 所属单位 the report for that year or its entry."""

    lead: Filed
    below: tuple[Filed | RegisteredUnit, ...]


def _with_subordinates(case: CorpusCase) -> list[Department]:
    reports = filed(case)
    return [
        Department(lead, below)
        for lead in reports
        if lead.code.endswith(LEAD) and (below := _below(lead, reports, case))
    ]


def _below(
    lead: Filed, reports: list[Filed], case: CorpusCase
) -> tuple[Filed | RegisteredUnit, ...]:
    register = case.registers.get(lead.region)
    units = [
        unit
        for unit in (register.units if register else ())
        if unit.kind.value is UnitKind.SUBORDINATE and unit.code.text[:3] == lead.code[:3]
    ]
    same = {
        one.folder: one
        for one in reports
        if (one.region, one.report.fiscal_year) == (lead.region, lead.report.fiscal_year)
    }
    return tuple(same.get(unit.folder.text, unit) for unit in units)


_NO_DEPARTMENT = "没有带所属单位的主管部门"


@rule("K008", stage=Stage.CORPUS, basis=_UPWARDS)
def lead_is_final_before_its_subordinates(case: CorpusCase) -> Answers:
    """主管部门终审时所属单位还没有终审。

    ## 为什么
    主管部门的自评建立在所属单位的自评之上；所属单位还没有定稿，主管部门就不能定稿。
    ## 公式
    同一部门同一年度：所属单位的终审日期 ≤ 主管部门的终审日期
    ## 反例
        名录:
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024: {年度: 2024}
        shili/tczx/2024:
          单位: {名称: 示例县投资促进事务中心, 编码: "101002"}
          工作流程: {状态: 送审}
    ## 正例
        名录:
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024: {年度: 2024}
        shili/tczx/2024:
          单位: {名称: 示例县投资促进事务中心, 编码: "101002"}
          工作流程: {状态: 终审}
    ## 边界
        名录:
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024: {年度: 2024}
    """
    final = [
        pair
        for pair in _with_subordinates(case)
        if pair[0].report.workflow.state.value is State.FINAL
    ]
    yield from each(final, _in_order, f"{_NO_DEPARTMENT}，或主管部门没有终审")


def _in_order(department: Department) -> Answers:
    lead, below = department
    for one in below:
        if isinstance(one, Filed):
            yield from _not_after(one, lead)
        else:
            yield NotEnough(f"所属单位“{one.title}”没有这个年度的报告")


def _not_after(one: Filed, lead: Filed) -> Answers:
    state, day, last = one.report.workflow.state, _final_day(one), _final_day(lead)
    title = one.report.unit.title
    if state.value is not State.FINAL:
        yield Fault(
            lead.report.workflow.state,
            f"主管部门已经终审，所属单位“{title}”{f'是“{state}”' if state else '没有填状态'}",
            see=(state,),
            hint="先办完所属单位的终审；已经终审的，改所属单位的状态",
        )
    elif day is None or last is None:
        yield NotEnough(f"没有填“{title}”或主管部门的终审日期")
    elif day.value and last.value and day.value > last.value:
        yield Fault(
            last,
            f"主管部门终审 {last.chinese}，早于所属单位“{title}”的终审 {day.chinese}",
            see=(day,),
            hint="核对两个终审日期",
        )


def _final_day(one: Filed) -> Day | None:
    """When the report became final: the last step that says so and has a date."""
    steps = one.report.workflow.steps
    days = [step.day for step in steps if step.state.value is State.FINAL and step.day]
    return days[-1] if days else None


@rule(
    "K009",
    severity=Severity.WARNING,
    stage=Stage.CORPUS,
    basis="汇总口径：主管部门的数字是本级与所属单位之和",
)
def lead_differs_from_its_subordinates(case: CorpusCase) -> Answers:
    """汇总数与本级、所属单位之和不符。

    ## 为什么
    主管部门写明“口径: 汇总”的，它的资金总额应等于本级加上各所属单位；
    对不上的，不是漏了单位，就是重复计算。
    ## 公式
    主管部门 年度资金总额 = 本级 + Σ 所属单位 年度资金总额，三列分别计算
    ## 反例
        名录:
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024:
          单位: {口径: 汇总}
          自评表:
            年度预算申请:
              年初预算数: 840
              本级: {年初预算数: 420, 全年预算数: 420, 全年执行数: 414}
        shili/tczx/2024: {单位: {名称: 示例县投资促进事务中心, 编码: "101002"}}
    ## 正例
        名录:
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024:
          单位: {口径: 汇总}
          自评表:
            年度预算申请:
              年初预算数: 840
              全年预算数: 840
              全年执行数: 828
              本级: {年初预算数: 420, 全年预算数: 420, 全年执行数: 414}
        shili/tczx/2024: {单位: {名称: 示例县投资促进事务中心, 编码: "101002"}}
    ## 边界
        名录:
          单位: [{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}]
        shili/swj/2024: {单位: {口径: 本级}}
        shili/tczx/2024: {单位: {名称: 示例县投资促进事务中心, 编码: "101002"}}
    """
    whole = [
        pair
        for pair in _with_subordinates(case)
        if pair[0].report.unit.scope.value is Consolidation.ALL
    ]
    yield from each(whole, _rolled_up, f"{_NO_DEPARTMENT}，或口径不是“汇总”")


def _rolled_up(department: Department) -> Answers:
    lead, below = department
    reports = [one for one in below if isinstance(one, Filed)]
    if len(reports) < len(below):
        yield NotEnough(f"“{lead.report.unit.title}”的所属单位没有全部报告")
        return
    funds = lead.report.evaluation.funds
    parts = [one.report.evaluation.funds for one in reports]
    columns = (_amounts(funds), funds.own.cells, *map(_amounts, parts))
    for whole, own, *others in zip(*columns, strict=True):
        yield from _adds_up(whole, own, tuple(others))


def _amounts(funds: Funds) -> tuple[Cell, Cell, Cell]:
    return (funds.initial, funds.adjusted, funds.executed)


def _adds_up(whole: Cell, own: Cell, others: tuple[Cell, ...]) -> Answers:
    parts = known(own, *others)
    if isinstance(whole, Empty) or len(parts) <= len(others):
        yield NotEnough(missing(whole, own, *others))
        return
    computed = figures.total(whole.name, parts)
    if not whole.agrees_with(computed):
        yield Fault(
            whole,
            f"“{whole.name}”填报 {whole}，本级与所属单位之和为 {computed} = {sum_formula(parts)}",
            expected=computed,
            see=parts,
            hint="核对是否漏了所属单位，或把单位之间的拨款算了两次",
        )


@rule("K010", stage=Stage.CORPUS, basis="一个索引号只指一份文件")
def index_number_occurs_twice(case: CorpusCase) -> Answers:
    """两份报告用了同一个索引号。

    ## 为什么
    索引号用来检索；重复了，就不知道指的是哪一份。
    ## 反例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {年度: 2024}
    ## 正例
        shili/swj/2023: {年度: 2023, 发布信息: {索引号: 101001001/2024-00003}}
        shili/swj/2024: {年度: 2024}
    ## 边界
        shili/swj/2023: {年度: 2023, 发布信息: {索引号: }}
        shili/swj/2024: {年度: 2024, 发布信息: {索引号: }}
    """
    first: dict[tuple[str, str], Filed] = {}
    for one in filed(case):
        number = one.report.disclosure.index_number
        other = first.setdefault((one.region, number.text), one)
        if number and other is not one:
            yield Fault(
                number,
                f"索引号“{number}”已经用于 {other.address}",
                see=(other.report.disclosure.index_number,),
                hint="按本单位当年的顺序另编一个",
            )
