"""Rules about 得分: its limits, subtotals and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Cell, Empty, Figure
from generator.findings import Severity
from generator.forms.form import EXECUTION
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
    counted,
    each,
    subtotals,
)
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


_RANGE = "每项得分在 0 分和该项分值之间"


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
