"""Rules about 得分: limits, what the method gives, the reason for a deduction, the total."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, ZERO, Cell, Derived, Empty, Figure
from generator.findings import Severity
from generator.forms.form import EXECUTION, Algorithm
from generator.narrative.phrases import cut, says
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotApplicable,
    NotEnough,
    Table,
    known,
    missing,
    rule,
    sum_formula,
    worked,
)
from generator.rules.tables import (
    Printed,
    Row,
    counted,
    each,
    points,
    rows,
    shown,
    subtotals,
)
from generator.scoring import COST, execution_points, in_band
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.findings import Working
    from generator.forms.form import Band, Form
    from generator.model.indicators import Indicator

ENOUGH_WORDS = 10
_RANGE = "每项得分在 0 分和该项分值之间"
_REASONS = "有扣分项的须填写偏差原因分析及改进措施"


class _Scored(NamedTuple):
    """A line of a table that earns points: 预算执行率 or an indicator."""

    title: str
    weight: Cell
    score: Cell


def _lines(case: Case) -> tuple[_Scored, ...]:
    return tuple(line for table in case.tables for line in _lines_of(table))


def _lines_of(table: Table) -> Iterator[_Scored]:
    funds = table.funds
    yield _Scored(EXECUTION, funds.weight, counted(funds.score, table.card.execution))
    for score in table.card.indicators:
        one = score.indicator
        yield _Scored(one.title.text, one.weight, counted(one.score, score.computed))


def _in_range(score: Figure, weight: Cell) -> bool:
    """Scores outside the range are S001's and S002's; no other rule repeats them."""
    return score.value >= ZERO and not any(score.exceeds(figure) for figure in known(weight))


@rule("S001", basis=_RANGE)
def score_exceeds_weight(case: Case) -> Answers:
    """得分大于分值。

    ## 为什么
    一项最多得到它的分值；超额完成也不加分。
    ## 公式
    得分 ≤ 分值
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 得分: 16}]}}}
    ## 正例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 得分: 15}]}}}
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: }]}}}
    """
    yield from each(_lines(case), _not_above_weight)


def _not_above_weight(line: _Scored) -> Answers:
    score, weight = line.score, line.weight
    if isinstance(score, Empty) or isinstance(weight, Empty):
        yield NotEnough(f"“{line.title}”{missing(weight, score)}")
    elif score.exceeds(weight):
        yield Fault(
            score,
            f"“{line.title}”得分 {score}，大于分值 {weight}",
            expected=weight,
            see=(weight,),
            hint=f"得分最多为 {weight}",
        )


@rule("S002", basis=_RANGE)
def score_is_negative(case: Case) -> Answers:
    """得分小于零。

    ## 为什么
    一项最少得 0 分，不倒扣。
    ## 公式
    得分 ≥ 0
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 得分: -1}]}}}
    ## 正例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 得分: 0}]}}}
    ## 边界
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}}
    """
    yield from each(_lines(case), _not_below_zero)


def _not_below_zero(line: _Scored) -> Answers:
    if isinstance(line.score, Empty):
        yield NotEnough(f"“{line.title}”{missing(line.score)}")
    elif line.score.value < ZERO:
        yield Fault(line.score, f"“{line.title}”得分 {line.score}", hint="得分最少为 0 分")


@rule("S003", basis="预算执行率得分由执行率和分值算出，最多得满分")
def execution_score_differs_from_rate(case: Case) -> Answers:
    """预算执行率的得分与执行率不符。

    ## 为什么
    这一项没有评判的余地，由执行率算出；执行率超过 100% 的按 100% 计。
    ## 公式
    得分 = 全年执行数 ÷ 全年预算数 × 分值
    ## 反例
        自评表: {年度预算申请: {得分: 10}}
    ## 正例
        自评表: {年度预算申请: {得分: 9.86}}
    ## 边界
        自评表: {年度预算申请: {全年预算数: 0}}
    """
    stated = [table for table in case.tables if known(table.funds.score)]
    yield from each(stated, lambda table: _execution(table, case.form), "没有填得分，由系统计算")


def _execution(table: Table, form: Form) -> Answers:
    computed, funds = table.card.execution, table.funds
    if computed is None:
        empty = [c for c in (funds.adjusted, funds.executed) if isinstance(c, Empty)]
        yield NotEnough(missing(*empty) if empty else "全年预算数为零，没有执行率可比")
        return
    for stated in known(funds.score):
        if _in_range(stated, funds.weight) and not _earned(stated, table, form):
            yield Fault(
                stated,
                f"{EXECUTION}得分填报 {stated}，按执行率 {table.card.rate} 应为 {points(computed)}",
                expected=computed,
                see=(funds.executed, funds.adjusted),
                hint=f"改为 {points(computed)}，或核对全年预算数和全年执行数",
                working=_computed(stated, computed, f"执行率 {table.card.rate}", funds.weight),
            )


def _computed(stated: Figure, computed: Figure, share: str, weight: Cell) -> Working:
    return worked(stated, computed, f"{stated.name} = {share} × 分值 {weight}", "按算式得")


def _earned(stated: Figure, table: Table, form: Form) -> bool:
    """Whether ``stated`` is what the rate earns, rounded once.

    The amounts are rounded, too: 98.649 % earn 9.86 points and 98.651 % earn 9.87, while both
    may be what 414.33 ÷ 420 stands for. A stated rate that agrees with them is as good as ours.
    """
    rates = [rate for rate in known(table.card.rate, table.funds.rate) if _agrees(rate, table)]
    exact = known(*(execution_points(rate, table.funds, form) for rate in rates))
    rounding = figures.half_unit(form.score_decimals)
    return any(stated._replace(slack=rounding).agrees_with(one) for one in exact)


def _agrees(rate: Figure, table: Table) -> bool:
    return any(rate.agrees_with(computed) for computed in known(table.card.rate))


@rule("S004", basis="表式规定的计分方法：达标得满分，不足按方法扣分")
def score_differs_from_method(case: Case) -> Answers:
    """得分与计分方法算出的不符。

    ## 为什么
    已达标却扣分、未达标却得满分，读者都无从理解；正向、反向、等于三种方法的得分由数字算出。
    确有理由由人评判的，计分方法写“评判”并说明理由。
    成本类指标没有写计分方法的，看不出越高越好还是越低越好，不作核验。
    ## 公式
    正向：完成值 ≥ 指标值 得满分，否则 完成值 ÷ 指标值 × 分值；
    反向：完成值 ≤ 指标值 得满分，否则按超出的比例扣，到零分倍数为 0 分
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              数量指标:
                - 三级指标: 商贸备案办理量
                  得分: 13
                  偏差原因: 办理周期偏长，群众有意见，明年增设窗口。
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标:
                - 三级指标: 商贸备案办理量
                  实际完成值: 180
                  得分: 13.5
                  偏差原因: 下半年备案申请减少，明年上门宣传。
    ## 边界
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 实际完成值: 未统计}]
              成本指标: [{三级指标: 单件备案办理成本, 计分方法: }]
    """
    measured = [row for row in rows(case) if _measured(row) and known(row.indicator.score)]
    yield from each(measured, _by_method, "没有按数字计分的指标，或得分由系统计算")


_BY_PERSON = (Algorithm.BANDS, Algorithm.JUDGEMENT)


def _measured(row: Row) -> bool:
    method = row.score.method
    return method is not None and method.algorithm.value not in _BY_PERSON


def _by_method(row: Row) -> Answers:
    computed = row.score.computed
    if computed is None:
        yield NotEnough(f"“{row.indicator.title}”{row.score.why}")
    elif _direction_unknown(row):
        yield NotEnough(
            f"“{row.indicator.title}”是成本指标，没有写计分方法，不知越高越好还是越低越好"
        )
    else:
        yield from _against(computed, row)


def _direction_unknown(row: Row) -> bool:
    target, actual = known(*_numbers(row.indicator))
    undeclared = not row.indicator.method and "成本" in "".join(row.path)
    return undeclared and target.value != actual.value


def _numbers(indicator: Indicator) -> tuple[Figure | Empty | None, ...]:
    cells = (indicator.target, indicator.actual)
    return tuple(cell if isinstance(cell, Figure) else None for cell in cells)


def _against(computed: Figure, row: Row) -> Answers:
    one = row.indicator
    for stated, weight in zip(known(one.score), known(one.weight), strict=True):
        if _in_range(stated, weight) and not stated.agrees_with(computed):
            verdict, hint = _verdict(stated, computed, weight)
            yield Fault(
                stated,
                f"“{one.title}”指标值{shown(one.target)}，完成值{shown(one.actual)}，{verdict}："
                f"分值 {weight}，按“{row.score.method.title if row.score.method else ''}”应得 "
                f"{points(computed)}，填报 {stated}",
                expected=computed,
                see=known(*_numbers(one)),
                hint=hint,
                working=_computed(stated, computed, _share(computed), weight),
            )


def _share(computed: Figure) -> str:
    """The part of the weight that is earned, in the words of the method: ``完成比例 90%``."""
    shares = computed.origin.inputs[:1] if isinstance(computed.origin, Derived) else ()
    return "、".join(f"{share.name} {figures.trimmed(share.value)}%" for share in shares)


def _verdict(stated: Figure, computed: Figure, weight: Figure) -> tuple[str, str]:
    """What is odd about the score, and how to mend it."""
    if computed.agrees_with(weight):
        lost = figures.plain(figures.difference("扣分", weight, stated).value)
        hint = f"改为 {points(computed)}；有理由扣分的，计分方法写“评判”，并在“偏差原因”写明"
        return f"已达标，却扣 {lost} 分", hint
    if stated.agrees_with(weight):
        hint = f"改为 {points(computed)}；越低越好的指标，计分方法写“反向”"
        return "未达标，却得满分", hint
    return "得分与计分方法不符", f"改为 {points(computed)}，或核对完成值和计分方法"


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
    elif lost > ZERO and len(one.reason.text) < ENOUGH_WORDS:
        reason = f"偏差原因只写了“{one.reason}”" if one.reason else "没有写偏差原因"
        yield Fault(
            one.score,
            f"“{one.title}”分值 {one.weight}，扣 {figures.plain(lost)} 分，{reason}",
            see=(one.reason,),
            hint=f"在“偏差原因”写明扣分原因和改进措施（≥{ENOUGH_WORDS} 字）；没有偏差的改得分",
        )


@rule("S006", basis="总分等于预算执行率得分加上各指标得分", waivable=False)
def total_score_differs_from_sum(case: Case) -> Answers:
    """总分与各项得分之和不符。

    ## 为什么
    总分由本表的得分直接相加，错了只能改正，不能说明。
    ## 公式
    总分 = 预算执行率得分 + Σ 指标得分
    ## 反例
        自评表: {总分: {得分: 99}}
    ## 正例
        自评表: {总分: {得分: 98.86}}
    ## 边界
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}}
    """
    stated = [table for table in case.tables if known(table.evaluation.total.score)]
    yield from each(stated, _sum, "没有填总分，由系统计算")


def _sum(table: Table) -> Answers:
    summed, scores = table.card.total, (cls.score for cls in table.card.classes)
    if summed is None:
        yield NotEnough("有指标没有得分，或预算执行率没有得分")
        return
    for stated in known(table.evaluation.total.score):
        if not stated.agrees_with(summed):
            execution = known(counted(table.funds.score, table.card.execution))
            parts = (*(figures.renamed(f, f"{EXECUTION}得分") for f in execution), *known(*scores))
            gap = figures.difference("相差", stated, summed)
            yield Fault(
                stated,
                f"总分填报 {stated}，应为 {summed} = {sum_formula(parts)}，"
                f"相差 {figures.plain(abs(gap.value))} 分",
                expected=summed,
                see=(summed,),
                hint=f"改为 {summed}，并核对等级",
                working=worked(stated, summed, f"{stated.name} = {sum_formula(parts)}"),
            )


@rule("S007", basis="定性指标按完成档次在规定的范围内给分")
def qualitative_score_outside_its_band(case: Case) -> Answers:
    """定性指标的得分不在完成档次的范围内。

    ## 为什么
    定性指标由单位在档次之内给分，出了范围，得分和档次必有一处不对。
    ## 公式
    得分 ÷ 分值 在该档次的百分比之内
    ## 反例
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: 11}]}}}
    ## 正例
        自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: 12}]}}}
    ## 边界
        自评表:
          绩效指标:
            效益指标:
              社会效益指标: [{三级指标: 群众办事便利程度, 实际完成值: 完成较好}]
              可持续影响指标:
                - {三级指标: 长效管护机制, 计分方法: 定性, 实际完成值: 达成年度指标, 分值: 5}
    """
    banded = [row for row in rows(case) if _algorithm(row) is Algorithm.BANDS]
    yield from each(banded, _banded, "没有定性指标")


def _algorithm(row: Row) -> Algorithm | None:
    method = row.score.method
    return method.algorithm.value if method else None


def _banded(row: Row) -> Answers:
    one, band = row.indicator, row.score.band
    if band is None:
        yield NotEnough(f"“{one.title}”{row.score.why}")
    elif isinstance(one.score, Empty) or isinstance(one.weight, Empty):
        yield NotEnough(f"“{one.title}”{missing(one.weight, one.score)}")
    elif _in_range(one.score, one.weight) and not in_band(one.score, one.weight, band):
        yield Fault(
            one.score,
            f"“{one.title}”完成值“{band.title}”，得分应在 {_points(band, one.weight)}之间"
            f"（占分值的百分比{band.words}），填报 {one.score}",
            see=(one.stated_actual, one.weight),
            hint="核对完成档次和得分哪一处填错",
        )


def _points(band: Band, weight: Figure) -> str:
    ends = known(band.above, band.at_least, band.below, band.at_most)
    edges = (figures.share_of("界限", end, weight, "分值 × 档次").value for end in ends)
    return "至 ".join(f"{figures.trimmed(edge)} 分" for edge in edges)


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
    ahead = [row for row in rows(case) if _algorithm(row) in _UPWARD or _is_cost(row)]
    yield from each(ahead, lambda row: _far_above(row, case.form), "没有正向、等于或成本指标")


_UPWARD = (Algorithm.PROPORTIONAL, Algorithm.EQUAL)


def _is_cost(row: Row) -> bool:
    return _algorithm(row) is Algorithm.LINEAR_REVERSE and COST in "".join(row.path)


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


_AHEAD = 5


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
            f"指标得分率 {figures.trimmed(results.value)}%，"
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
    judged = [row for row in rows(case) if _algorithm(row) is Algorithm.JUDGEMENT]
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


_STOCK = (
    "(已|均|都|全部|按时|按期|按要求|按计划|按规定|顺利|基本|总体|一切|正常|完成|开展|推进|达标|"
    "达到|年度|预期|目标|任务|工作|指标|情况|要求|良好|较好|无|没有|不存在|偏差|原因|问题|"
    "[，。、；：！,.;:!\\s/-])+"
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
    return len(row.indicator.reason.text) >= ENOUGH_WORDS


def _says_something(row: Row) -> Answers:
    reason = row.indicator.reason
    if re.fullmatch(_STOCK, reason.text):
        yield Fault(
            reason,
            f"“{row.indicator.title}”扣了分，偏差原因却是套话：“{reason}”",
            see=(row.indicator.score,),
            hint="写明哪里没有做到、为什么、怎么改进",
        )


_SHORTFALL = "未完成|未达|未能|没有完成|没完成|不到位|不足|滞后|延期|逾期|推迟|偏低|较慢|缓慢"
# Says in the same clause that it was not so, or did not stay so.
_OVERCOME = "无|没有|不存在|未出现|未发生|避免|防止|杜绝|克服|弥补|消除|解决|扭转"


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


@rule("S014", basis="计分方法只能用表式列出的")
def unknown_scoring_method(case: Case) -> Answers:
    """表式没有这种计分方法。

    ## 为什么
    计分方法决定得分怎么算；不认识的方法，得分无法核对。
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 计分方法: 比例法}]}}}
    ## 正例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 计分方法: 正向}]}}}
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 计分方法: }]}}}
    """
    yield from each(rows(case), lambda row: _known_method(row, case.form))


def _known_method(row: Row, form: Form) -> Answers:
    if _algorithm(row) in (None, Algorithm.EXECUTION):
        usable = (m for m in form.methods if m.algorithm.value is not Algorithm.EXECUTION)
        yield Fault(
            row.indicator.method,
            f"“{row.indicator.title}”的计分方法“{row.indicator.method}”不能用于指标",
            hint=f"可用：{'、'.join(m.title.text for m in usable)}；不写的按表式默认",
        )


@rule("S015", severity=Severity.INFO, basis="单位和项目分别打分")
def same_total_for_unit_and_project(case: Case) -> Answers:
    """部门整体与项目的总分相同。

    ## 为什么
    两张表的指标不同，总分分毫不差的，常是把部门的得分照抄到了项目表。
    ## 反例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 总分: {得分: 98.86}}
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 总分: {得分: 96.89}}
    ## 边界
        自评表:
          总分: {得分: }
          绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}
    """
    unit, *projects = case.tables
    whole = _total(unit)
    yield from each(projects, lambda table: _differs(whole, table), "没有项目表")


def _total(table: Table) -> Cell:
    return counted(table.evaluation.total.score, table.card.total)


def _differs(whole: Cell, table: Table) -> Answers:
    total = _total(table)
    if isinstance(whole, Empty) or isinstance(total, Empty):
        yield NotEnough("没有总分")
    elif total.agrees_with(whole):
        yield Fault(
            total,
            f"项目“{table.title}”总分 {total}，与部门整体的总分相同",
            see=(whole,),
            hint="核对项目表是否照抄了部门的得分",
        )


@rule("S016", basis="小计等于其下各指标的得分之和")
def subtotal_of_scores_differs(case: Case) -> Answers:
    """得分小计与各指标得分之和不符。

    ## 为什么
    表上印出的一级、二级指标小计，是其下各指标得分的合计；不符的，有一处填错。
    小计的名称对不上的，见 W007，不再重复。
    ## 公式
    小计的得分 = Σ 该一级或二级指标下各指标的得分
    ## 反例
        自评表: {小计: [{名称: 效益指标, 得分: 30}]}
    ## 正例
        自评表: {小计: [{名称: 效益指标, 得分: 29}]}
    ## 边界
        自评表:
          小计: [{名称: 效益指标, 得分: 29}]
          绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}
    """
    found = [printed for printed in subtotals(case) if printed.scores]
    yield from each(found, _subtotal, "没有填小计")


def _subtotal(printed: Printed) -> Answers:
    stated, scores = printed
    earned = known(*(score.counted for score in scores))
    if len(earned) < len(scores):
        yield NotEnough(f"“{stated.title}”下有指标没有得分")
        return
    summed = figures.total(f"{stated.title}得分", earned)
    for figure in known(stated.score):
        if not figure.agrees_with(summed):
            yield Fault(
                figure,
                f"“{stated.title}”的得分小计填报 {figure}，各指标之和为 {summed}",
                expected=summed,
                see=(summed,),
                hint="核对小计和各指标的得分哪一处填错",
            )


@rule("S017", severity=Severity.INFO, basis="各个项目分别打分")
def projects_have_the_same_total(case: Case) -> Answers:
    """几个项目的总分相同。

    ## 为什么
    各项目的指标不同，总分分毫不差的，常是复制了另一个项目的表。
    与部门整体相同的，见 S015；全部满分的，见 S008，不再重复。
    ## 反例
        项目:
          - {对应专项资金: 示例农贸市场改造专项}
          - {项目名称: 示例废品回收站点}
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项}
          - {项目名称: 示例废品回收站点, 总分: {得分: 95.1}}
    ## 边界
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 总分: {得分: 100}}
          - {项目名称: 示例废品回收站点, 总分: {得分: 100}}
    """
    unit, *projects = case.tables
    taken = {figures.HUNDRED, *(total.value for total in known(_total(unit)))}
    first: dict[Decimal, Figure] = {}
    for table in projects:
        for total in known(_total(table)):
            other = first.setdefault(total.value, total)
            if other is not total and total.value not in taken:
                yield Fault(
                    total,
                    f"项目“{table.title}”总分 {total}，与另一个项目的总分相同",
                    see=(other,),
                    hint="核对项目表是否照抄了另一个项目",
                )
    if len(projects) < len(("一个", "另一个")):
        yield NotApplicable("没有两个以上的项目表")
