"""Rules about 计分方法: what the method of the form gives, against what was filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Cell, Derived, Empty, Figure
from generator.forms.form import EXECUTION, Algorithm
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotEnough,
    Table,
    known,
    missing,
    rule,
    worked,
)
from generator.rules.tables import (
    Row,
    each,
    in_range,
    points,
    rows,
    shown,
)
from generator.scoring import execution_points, in_band

if TYPE_CHECKING:
    from generator.findings import Working
    from generator.forms.form import Band, Form
    from generator.model.indicators import Indicator

_BY_PERSON = (Algorithm.BANDS, Algorithm.JUDGEMENT)


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
        if in_range(stated, funds.weight) and not _earned(stated, table, form):
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
        if in_range(stated, weight) and not stated.agrees_with(computed):
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
    banded = [row for row in rows(case) if row.algorithm is Algorithm.BANDS]
    yield from each(banded, _banded, "没有定性指标")


def _banded(row: Row) -> Answers:
    one, band = row.indicator, row.score.band
    if band is None:
        yield NotEnough(f"“{one.title}”{row.score.why}")
    elif isinstance(one.score, Empty) or isinstance(one.weight, Empty):
        yield NotEnough(f"“{one.title}”{missing(one.weight, one.score)}")
    elif in_range(one.score, one.weight) and not in_band(one.score, one.weight, band):
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
    if row.algorithm in (None, Algorithm.EXECUTION):
        usable = (m for m in form.methods if m.algorithm.value is not Algorithm.EXECUTION)
        yield Fault(
            row.indicator.method,
            f"“{row.indicator.title}”的计分方法“{row.indicator.method}”不能用于指标",
            hint=f"可用：{'、'.join(m.title.text for m in usable)}；不写的按表式默认",
        )
