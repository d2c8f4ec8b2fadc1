"""Rules about 分值: what the form prescribes, and what a table adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Empty, Figure
from generator.findings import Severity
from generator.forms.form import EXECUTION
from generator.model.reading import YesNo
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
from generator.rules.tables import Printed, Row, each, rows, subtotals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.forms.form import Form
    from generator.model.indicators import Indicator, IndicatorClass
    from generator.scoring import ClassScore

_FULL_MARKS = "自评表满分 100 分：预算执行率的分值加上各指标的分值"
_PRESCRIBED = "表式规定的权重"
_HEAVY = 20


@rule("W001", basis=_FULL_MARKS, waivable=False)
def weights_do_not_add_up(case: Case) -> Answers:
    """各项分值之和不是表式的满分。

    ## 为什么
    分值合计不是 100 分，总分就不是百分制，等级也无从谈起。
    ## 公式
    预算执行率分值 + Σ 指标分值 = 100
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: 13, 得分: 13}]}}}
    ## 正例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: 15, 得分: 15}]}}}
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: }]}}}
    """
    for table in case.tables:
        yield from _adds_up(table, _full(case.form))


def _full(form: Form) -> Figure:
    return figures.total("表式满分", form.weights)


def _adds_up(table: Table, full: Figure) -> Answers:
    weight = table.card.weight
    if weight is None:
        indicators = table.evaluation.indicators
        yield NotEnough(missing(table.funds.weight, *(i.weight for i in indicators)))
    elif not weight.agrees_with(full):
        parts = sum_formula(_parts(table))
        gap = figures.difference("相差", weight, full)
        at, due = _suspect(weight, full, table.evaluation.indicators)
        yield Fault(
            at,
            f"分值合计 {weight}，应为 {full}，相差 {figures.plain(abs(gap.value))} 分：{parts}",
            expected=due,
            see=(weight,),
            hint="按表式的权重重新分配各指标的分值",
            working=worked(weight, full, f"{parts} = {full}", _PRESCRIBED),
        )


def _parts(table: Table) -> tuple[Figure, ...]:
    """The weights of a table as they add up: 预算执行率, then class by class."""
    execution = (figures.renamed(figure, EXECUTION) for figure in known(table.funds.weight))
    return (*execution, *known(*(cls.weight for cls in table.card.classes)))


def _suspect(total: Figure, due: Figure, indicators: Iterable[Indicator]) -> tuple[Figure, Figure]:
    """The weight to point at, and what it should be.

    It is the one that the gap alone explains: without the gap it would equal its own score.
    Where there is none, the total, which stands for all of them.
    """
    gap = figures.difference("相差", total, due)
    for indicator in indicators:
        weight, score = indicator.weight, indicator.score
        if isinstance(weight, Figure) and isinstance(score, Figure):
            mended = figures.difference("分值", weight, gap)
            if mended.value == score.value:
                return weight, mended
    return total, due


@rule("W002", basis=_PRESCRIBED)
def class_weight_differs_from_form(case: Case) -> Answers:
    """一级指标的分值与表式规定不同。

    ## 为什么
    表式规定了产出、效益、满意度各占多少分，各单位才能相互比较；二、三级指标的分值在此之内自定。
    ## 公式
    Σ 一级指标下各指标的分值 = 表式规定的权重
    ## 反例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: 10, 得分: 10}]}
            效益指标: {经济效益指标: [{三级指标: 市场改造后商户数, 分值: 20, 得分: 20}]}
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 分值: 10, 得分: 10}]
              质量指标: [{三级指标: 市场改造验收合格率, 分值: 20, 得分: 20}]
    ## 边界
        表式: mof-2020
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: 10, 得分: 10}]}
            效益指标: {经济效益指标: [{三级指标: 市场改造后商户数, 分值: 20, 得分: 20}]}
    """
    if case.form.adjustable.value is YesNo.YES:
        yield NotApplicable("表式允许单位调整各类指标的权重")
        return
    for table in case.tables:
        for score, cls in zip(table.card.classes, table.evaluation.indicators.classes, strict=True):
            yield from _as_prescribed(score, cls, case.form.weight(cls.title))


def _as_prescribed(score: ClassScore, cls: IndicatorClass, prescribed: Figure | None) -> Answers:
    if score.weight is None:
        yield NotEnough(f"“{cls.title}”没有指标，或有指标没有分值")
    elif prescribed is not None and not score.weight.agrees_with(prescribed):
        at, due = _suspect(score.weight, prescribed, cls.indicators)
        yield Fault(
            at,
            f"“{cls.title}”各指标分值之和 {score.weight}，表式规定 {prescribed}",
            expected=due,
            see=(score.weight,),
            hint=f"调整“{cls.title}”下各指标的分值，使其合计为 {prescribed}",
            working=worked(
                score.weight,
                prescribed,
                f"{sum_formula(known(*(i.weight for i in cls.indicators)))} = {prescribed}",
                _PRESCRIBED,
            ),
        )


@rule("W003", basis="每个指标都应有分值")
def weight_is_not_positive(case: Case) -> Answers:
    """指标的分值不大于零。

    ## 为什么
    没有分值的指标不影响得分，等于没有考核；负的分值没有意义。
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: 0, 得分: 0}]}}}
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 分值: 0.5, 得分: 0.5}]
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: }]}}}
    """
    yield from each(rows(case), _positive)


def _positive(row: Row) -> Answers:
    weight = row.indicator.weight
    if isinstance(weight, Empty):
        yield NotEnough(missing(weight))
    elif weight.value <= ZERO:
        yield Fault(
            weight,
            f"“{row.indicator.title}”的分值是 {weight}",
            hint="给它大于零的分值；不考核的指标请整行删去",
        )


@rule("W004", severity=Severity.INFO, basis="权重应分散，避免一个指标决定结果")
def indicator_dominates_its_class(case: Case) -> Answers:
    """一个指标的分值过重。

    ## 为什么
    同类还有别的指标，而一个指标超过 20 分时，得分主要由它决定，其余指标形同虚设。
    某类只有一个指标的不在此列，它的分值由表式规定。
    ## 公式
    同类不止一个指标时，指标分值 ≤ 20
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 分值: 9, 得分: 9}]
              质量指标: [{三级指标: 市场改造验收合格率, 分值: 21, 得分: 21}]
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 分值: 10, 得分: 10}]
              质量指标: [{三级指标: 市场改造验收合格率, 分值: 20, 得分: 20}]
    ## 边界
        自评表: {绩效指标: {产出指标: , 效益指标: , 满意度指标: }}
        项目: []
    """
    classes = [cls for table in case.tables for cls in table.evaluation.indicators.classes]
    shared = [cls for cls in classes if len(cls.indicators) > 1]
    yield from each(shared, _dominating, "没有含多个指标的一级指标")


def _dominating(cls: IndicatorClass) -> Answers:
    for weight, indicator in ((w, i) for i in cls.indicators for w in known(i.weight)):
        if weight.value > _HEAVY:
            yield Fault(
                weight,
                f"“{indicator.title}”一项占 {weight}，“{cls.title}”共 {len(cls.indicators)} 个指标",
                hint=f"单个指标一般不超过 {_HEAVY} 分，可拆成几个指标",
            )


@rule("W005", basis=_PRESCRIBED)
def execution_weight_differs_from_form(case: Case) -> Answers:
    """预算执行率的分值与表式规定不同。

    ## 为什么
    预算执行率的分值由表式固定，各单位一样。
    ## 公式
    年度资金总额一行的分值 = 表式规定的预算执行率权重
    ## 反例
        自评表: {年度预算申请: {分值: 20}}
    ## 正例
        自评表: {年度预算申请: {分值: 10}}
    ## 边界
        自评表: {年度预算申请: {分值: }}
    """
    for table in case.tables:
        stated, prescribed = table.funds.weight, case.form.weight(EXECUTION)
        if isinstance(stated, Empty) or prescribed is None:
            yield NotEnough(missing(stated))
        elif not stated.agrees_with(prescribed):
            yield Fault(
                stated,
                f"{EXECUTION}的分值填报 {stated}，表式规定 {prescribed}",
                expected=prescribed,
                hint=f"改为 {prescribed}，其余分值分给各指标",
                working=worked(stated, prescribed, f"{EXECUTION}分值 = {prescribed}", _PRESCRIBED),
            )


@rule("W006", basis=_FULL_MARKS, waivable=False)
def stated_total_weight_differs_from_sum(case: Case) -> Answers:
    """总分一行的分值与各项分值之和不符。

    ## 为什么
    总分一行是上面各行的合计。各项之和本身不是满分的，见 W001，不再重复。
    ## 公式
    总分的分值 = 预算执行率分值 + Σ 指标分值
    ## 反例
        自评表: {总分: {分值: 90}}
    ## 正例
        自评表: {总分: {分值: 100}}
    ## 边界
        自评表:
          总分: {分值: 100}
          绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: 13, 得分: 13}]}}
    """
    stated = [table for table in case.tables if known(table.evaluation.total.weight)]
    full = _full(case.form)
    yield from each(stated, lambda table: _total_weight(table, full), "总分一行没有填分值")


def _total_weight(table: Table, full: Figure) -> Answers:
    summed = table.card.weight
    if summed is None:
        yield NotEnough("有指标或预算执行率没有分值")
    for stated in known(table.evaluation.total.weight):
        if summed is not None and summed.agrees_with(full) and not stated.agrees_with(summed):
            yield Fault(
                stated,
                f"总分的分值填报 {stated}，各项分值之和为 {summed}",
                expected=summed,
                see=(summed,),
                hint=f"改为 {summed}",
                working=worked(stated, summed, f"{stated.name} = {sum_formula(_parts(table))}"),
            )


@rule("W007", basis="小计等于其下各指标的分值之和")
def subtotal_of_weights_differs(case: Case) -> Answers:
    """分值小计与各指标分值之和不符。

    ## 为什么
    表上印出的一级、二级指标小计，是其下各指标分值的合计；不符的，有一处填错。
    ## 公式
    小计的分值 = Σ 该一级或二级指标下各指标的分值
    ## 反例
        自评表: {小计: [{名称: 数量指标, 分值: 20}]}
    ## 正例
        自评表: {小计: [{名称: 数量指标, 分值: 15}, {名称: 产出指标, 分值: 50}]}
    ## 边界
        自评表:
          小计: [{名称: 数量指标, 分值: 15}]
          绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: }]}}
    """
    yield from each(subtotals(case), _subtotal, "没有填小计")


def _subtotal(printed: Printed) -> Answers:
    stated, scores = printed
    weights = known(*(score.indicator.weight for score in scores))
    if not scores:
        yield Fault(stated.title, f"表里没有一级或二级指标“{stated.title}”", hint="核对小计的名称")
    elif len(weights) < len(scores):
        yield NotEnough(f"“{stated.title}”下有指标没有分值")
    else:
        summed = figures.total(f"{stated.title}分值", weights)
        for figure in known(stated.weight):
            if not figure.agrees_with(summed):
                yield Fault(
                    figure,
                    f"“{stated.title}”的分值小计填报 {figure}，各指标之和为 {summed}",
                    expected=summed,
                    see=weights,
                    hint="核对小计和各指标的分值哪一处填错",
                )


_MANY = 4


@rule("W008", severity=Severity.INFO, basis="分值按重要程度分配")
def weights_are_all_equal(case: Case) -> Answers:
    """同类指标的分值全都一样。

    ## 为什么
    四个以上的指标平均分配分值，看不出哪个重要；分值应按重要程度拉开。
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 分值: 12.5, 得分: 12.5}]
              质量指标: [{三级指标: 市场改造验收合格率, 分值: 12.5, 得分: 12.5}]
              时效指标: [{三级指标: 备案按期办结率, 分值: 12.5, 得分: 12.5}]
              成本指标: [{三级指标: 单件备案办理成本, 分值: 12.5, 得分: 12.5}]
    ## 正例
        自评表: {绩效指标: {效益指标: {经济效益指标: [{三级指标: 市场改造后商户数, 分值: 15}]}}}
    ## 边界
        自评表: {绩效指标: {产出指标: }}
        项目: []
    """
    classes = [cls for table in case.tables for cls in table.evaluation.indicators.classes]
    many = [cls for cls in classes if len(cls.indicators) >= _MANY]
    yield from each(many, _spread, "没有含四个以上指标的一级指标")


def _spread(cls: IndicatorClass) -> Answers:
    weights = known(*(indicator.weight for indicator in cls.indicators))
    if len(weights) < len(cls.indicators):
        yield NotEnough(f"“{cls.title}”有指标没有分值")
    elif len({weight.value for weight in weights}) == 1:
        yield Fault(
            weights[0],
            f"“{cls.title}”的 {len(weights)} 个指标都是 {weights[0]}",
            see=weights[1:],
            hint="按重要程度分配分值",
        )
