"""Rules about 扣分: the reason for one, the ground of a judgement, points that look too good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, ZERO, Empty, Figure
from generator.findings import Severity
from generator.forms.form import Algorithm
from generator.narrative.phrases import cut, says
from generator.rules import cells
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotEnough,
    Table,
    known,
    missing,
    rule,
)
from generator.rules.tables import (
    Row,
    counted,
    each,
    rows,
    shown,
)
from generator.scoring import COST

if TYPE_CHECKING:
    from generator.forms.form import Form
    from generator.model.indicators import Indicator

_ENOUGH_WORDS = 10
_REASONS = "有扣分项的须填写偏差原因分析及改进措施"
_UPWARD = (Algorithm.PROPORTIONAL, Algorithm.EQUAL)
_AHEAD = 5
_STOCK = (
    "(已|均|都|全部|按时|按期|按要求|按计划|按规定|顺利|基本|总体|一切|正常|完成|开展|推进|达标|"
    "达到|年度|预期|目标|任务|工作|指标|情况|要求|良好|较好|无|没有|不存在|偏差|原因|问题|"
    "[，。、；：！,.;:!\\s/-])+"
)
_SHORTFALL = "未完成|未达|未能|没有完成|没完成|不到位|不足|滞后|延期|逾期|推迟|偏低|较慢|缓慢"
_OVERCOME = "无|没有|不存在|未出现|未发生|避免|防止|杜绝|克服|弥补|消除|解决|扭转"


@rule("S005", basis=_REASONS)
def deduction_without_reason(case: Case) -> Answers:
    """扣了分却没有写偏差原因。

    ## 为什么
    扣分说明没有完全做到，公众要看到原因和改进措施；几个字说不清楚，至少写 10 个字。
    ## 公式
    得分 < 分值 时，偏差原因不少于 10 个字
    ## 反例
        自评表:
          绩效指标:
            效益指标:
              社会效益指标: [{三级指标: 群众办事便利程度, 偏差原因: 工作欠细致}]
    ## 正例
        自评表:
          绩效指标:
            效益指标:
              社会效益指标: [{三级指标: 群众办事便利程度, 得分: 15, 偏差原因: }]
    ## 边界
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}}
    """
    yield from each(rows(case), _reasoned)


def _reasoned(row: Row) -> Answers:
    one, lost = row.indicator, row.score.deduction
    if lost is None:
        yield NotEnough(f"“{one.title}”{missing(one.weight, one.score)}")
    elif lost > ZERO and len(one.reason.text) < _ENOUGH_WORDS:
        reason = f"偏差原因只写了“{one.reason}”" if one.reason else "没有写偏差原因"
        yield Fault(
            one.score,
            f"“{one.title}”分值 {one.weight}，扣 {figures.plain(lost)} 分，{reason}",
            see=(one.reason,),
            hint=f"在“偏差原因”写明扣分原因和改进措施（≥{_ENOUGH_WORDS} 字）；没有偏差的改得分",
        )


@rule("S008", severity=Severity.WARNING, basis="自评应如实反映不足")
def every_indicator_has_full_marks(case: Case) -> Answers:
    """全部指标都是满分。

    ## 为什么
    一个单位一年的工作没有一处不足，往往是目标定得过低或没有认真自评。
    ## 反例
        自评表:
          绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: 15}]}}
          总分: {得分: 99.86}
    ## 正例
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: 14}]}}}
    ## 边界
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}}
    """
    filled = [table for table in case.tables if table.card.indicators]
    yield from each(filled, _all_full)


def _all_full(table: Table) -> Answers:
    lost = [score.deduction for score in table.card.indicators]
    if None in lost:
        yield NotEnough("有指标没有分值或得分")
    elif not any(lost):
        yield Fault(
            table.evaluation.total.score,
            f"{len(lost)} 个指标全部满分",
            hint="核对目标是否定得过低；如实写明做得不够的地方",
        )


@rule("S009", severity=Severity.WARNING, basis="大幅超额完成的须说明目标是否定得过低")
def far_above_target_without_reason(case: Case) -> Answers:
    """大幅超额完成而没有说明原因。

    ## 为什么
    完成值远远超过指标值，常因为年初目标定得过低；不说明，满分就没有意义。
    成本远远低于目标也一样；没有发生的成本不问。
    ## 公式
    正向、等于指标 完成值 ÷ 指标值 达到表式界限（如 130%）时，须填偏差原因；
    反向的成本指标 完成值 ÷ 指标值 不高于 200% - 界限（如 70%）时也是
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 实际完成值: 260}]}}}
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标:
                - 三级指标: 商贸备案办理量
                  实际完成值: 260
                  偏差原因: 全县集中换证，办理量一次性增加。
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 年度指标值: 未定}]}}}
        项目: []
    """
    ahead = [row for row in rows(case) if row.algorithm in _UPWARD or _is_cost(row)]
    yield from each(ahead, lambda row: _far_above(row, case.form), "没有正向、等于或成本指标")


def _is_cost(row: Row) -> bool:
    return row.algorithm is Algorithm.LINEAR_REVERSE and COST in "".join(row.path)


def _far_above(row: Row, form: Form) -> Answers:
    one = row.indicator
    share = _reached(one)
    for limit in known(form.thresholds.over_fulfilled):
        if share and not one.reason and (passed := _passed(share, limit, row)):
            yield Fault(
                one.stated_actual,
                f"“{one.title}”指标值{shown(one.target)}，完成值{shown(one.actual)}，"
                f"为目标的 {figures.trimmed(share.value)}%，{passed}，没有说明原因",
                see=(one.stated_target,),
                hint="在“偏差原因”说明超额的原因，以及目标是否定得过低",
            )


def _passed(share: Figure, limit: Figure, row: Row) -> str:
    """Which limit ``share`` has passed, in words; blank when none."""
    if _is_cost(row):
        least = figures.TWO * figures.HUNDRED - limit.value
        return f"不高于 {figures.trimmed(least)}%" if ZERO < share.value <= least else ""
    return f"达到 {limit}" if share.value >= limit.value else ""


def _reached(indicator: Indicator) -> Figure | None:
    """The actual value in percent of the target, when the two can be compared."""
    target, actual = indicator.target, indicator.actual
    if isinstance(target, Figure) and isinstance(actual, Figure) and target.unit == actual.unit:
        return figures.ratio("完成比例", actual, target)
    return None


@rule("S010", severity=Severity.WARNING, basis="指标得分率明显高于预算执行率的，系统列为红色预警")
def results_look_better_than_spending(case: Case) -> Answers:
    """指标得分明显好于预算执行。

    ## 为什么
    钱没有花完，事却几乎都做成了：或者预算编得过大，或者指标打分偏宽，都要说明。
    ## 公式
    （指标得分率 - 预算执行率得分率）÷ 指标得分率 ≤ 5%
    ## 反例
        自评表: {年度预算申请: {全年执行数: 380, 得分: 9.05}}
    ## 正例
        自评表: {年度预算申请: {全年执行数: 414, 得分: 9.86}}
    ## 边界
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}}
    """
    filled = [table for table in case.tables if table.card.indicators]
    yield from each(filled, _ahead_of_spending)


def _ahead_of_spending(table: Table) -> Answers:
    results, spent = _results(table), _spent(table)
    if results is None or spent is None:
        yield NotEnough("有分值或得分没有填，算不出得分率")
        return
    share = figures.ratio("两者之比", spent, results)
    limit = figures.constant("界限", _AHEAD, PERCENT, table.evaluation.span)
    if share and figures.complement("高出", share).exceeds(limit):
        yield Fault(
            table.funds.score,
            f"{cells.named(table)}指标得分率 {figures.trimmed(results.value)}%，"
            f"预算执行率得分率 {figures.trimmed(spent.value)}%，前者高出超过 {limit}",
            hint="说明资金没有用完而效果基本达到的原因，或核对指标得分是否偏宽",
        )


def _results(table: Table) -> Figure | None:
    """The points of all indicators in percent of their weights."""
    scores = table.card.indicators
    earned = known(*(score.counted for score in scores))
    weights = known(*(score.indicator.weight for score in scores))
    if not len(earned) == len(weights) == len(scores):
        return None
    return figures.ratio(
        "指标得分率", figures.total("指标得分", earned), figures.total("指标分值", weights)
    )


def _spent(table: Table) -> Figure | None:
    """The points of 预算执行率 in percent of its weight."""
    score, weight = counted(table.funds.score, table.card.execution), table.funds.weight
    if isinstance(score, Empty) or isinstance(weight, Empty):
        return None
    return figures.ratio("预算执行率得分率", score, weight)


@rule("S011", basis="评判计分的，须写明评判的依据")
def judged_without_ground(case: Case) -> Answers:
    """评判计分而没有写依据。

    ## 为什么
    计分方法是“评判”的，得分由人定；没有偏差原因也没有佐证，公众无从判断。
    扣了分而没有写原因的，见 S005，不再重复。
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 计分方法: 评判, 佐证: }]
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 计分方法: 评判, 佐证: 备案台账}]
    ## 边界
        自评表:
          绩效指标:
            产出指标:
              数量指标:
                - {三级指标: 商贸备案办理量, 计分方法: 评判, 佐证: , 偏差原因: 按备案台账评判。}
    """
    judged = [row for row in rows(case) if row.algorithm is Algorithm.JUDGEMENT]
    yield from each(judged, _grounded, "没有评判计分的指标")


def _grounded(row: Row) -> Answers:
    one = row.indicator
    if not (one.reason or one.evidence or row.score.deduction):
        yield Fault(
            one.method,
            f"“{one.title}”由单位评判得{shown(one.score)}，偏差原因和佐证都空着",
            see=(one.score, one.evidence),
            hint="在“佐证”写明评判依据的材料，或在“偏差原因”写明理由",
        )


@rule("S012", severity=Severity.WARNING, basis=_REASONS)
def reason_is_an_empty_phrase(case: Case) -> Answers:
    """偏差原因只是套话。

    ## 为什么
    扣了分，原因却写“已按要求完成，情况正常”，等于没有写。
    ## 反例
        自评表:
          绩效指标:
            效益指标:
              社会效益指标: [{三级指标: 群众办事便利程度, 偏差原因: 已按要求基本完成，情况正常。}]
    ## 正例
        自评表:
          绩效指标:
            效益指标:
              社会效益指标: [{三级指标: 群众办事便利程度, 偏差原因: 乡镇代办点只覆盖九成村。}]
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 偏差原因: 无}]}}}
    """
    deducted = [row for row in rows(case) if row.score.deduction and _long_enough(row)]
    yield from each(deducted, _says_something, "没有写了偏差原因的扣分项")


def _long_enough(row: Row) -> bool:
    return len(row.indicator.reason.text) >= _ENOUGH_WORDS


def _says_something(row: Row) -> Answers:
    reason = row.indicator.reason
    if re.fullmatch(_STOCK, reason.text):
        yield Fault(
            reason,
            f"“{row.indicator.title}”扣了分，偏差原因却是套话：“{reason}”",
            see=(row.indicator.score,),
            hint="写明哪里没有做到、为什么、怎么改进",
        )


@rule("S013", severity=Severity.WARNING, basis="得分与偏差原因应一致")
def full_marks_despite_shortfall(case: Case) -> Answers:
    """得了满分，偏差原因却说没有做到。

    ## 为什么
    文字说“进度滞后”“未完成”，得分却是满分，两处必有一处不对。
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              时效指标: [{三级指标: 备案按期办结率, 偏差原因: 年底集中申报，部分办理滞后。}]
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              时效指标: [{三级指标: 备案按期办结率, 偏差原因: 增设窗口后提前办结，无滞后。}]
    ## 边界
        自评表:
          绩效指标:
            产出指标:
              时效指标:
                - {三级指标: 备案按期办结率, 得分: 9.99, 偏差原因: 年底集中申报，部分办理滞后。}
    """
    full = [row for row in rows(case) if row.score.deduction == ZERO and row.indicator.reason]
    yield from each(full, _no_shortfall, "满分的指标都没有写偏差原因")


def _shortfall(clause: str) -> str:
    """What a clause says was not done, unless it says that this was overcome."""
    found = says(clause, _SHORTFALL)
    return "" if found and says(clause.partition(found)[0], _OVERCOME) else found


def _no_shortfall(row: Row) -> Answers:
    reason = row.indicator.reason
    found = next(filter(None, map(_shortfall, cut(reason.text, "，。；：,;"))), "")
    if found:
        yield Fault(
            reason,
            f"“{row.indicator.title}”得满分，偏差原因却写“{found}”",
            see=(row.indicator.score,),
            hint="没有做到的应扣分；已经做到的请改偏差原因",
        )
