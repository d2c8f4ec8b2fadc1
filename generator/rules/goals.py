"""Rules that hold the figures in 年度总体目标 against the indicators of the same table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator import figures
from generator.figures import Figure
from generator.findings import Severity
from generator.rules.core import Answers, Case, Fault, NotApplicable, Table, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.reading import Words

# Before the name of an indicator a clause begins, and after its number the clause ends or
# goes on in a way that leaves the number what it is: “培训人次500人次以上，”.
_BEFORE = r"(?:^|[，。；、;.\s]|实现|确保|全年|其中)"
_LINK = r"(?:达到|达|为|完成|不低于|不少于|不超过|不高于|控制在)?"
_NUMBER = r"\s*(\d{1,12}(?:\.\d{1,6})?)\s*"
_AFTER = r"(?=[，。；、;\s]|以上|以下|以内|左右|$)"


class _Mention(NamedTuple):
    """A figure in the words of a goal, and the figure of the indicator it names."""

    where: Words
    said: Figure
    figure: Figure


@rule("I018", severity=Severity.WARNING, basis="年度总体目标里的数就是绩效指标的数")
def goal_differs_from_indicator(case: Case) -> Answers:
    """年度总体目标的数与同名指标不同。

    ## 为什么
    总体目标写“培训人次 500 人次”，指标表写 50 人次，读者不知道目标究竟是多少；
    常见的是调整了指标，没有改文字。只比较名称与三级指标完全相同、单位也相同的数。
    ## 公式
    年初目标设定 里的数 = 年度指标值；全年实际完成情况 里的数 = 实际完成值
    ## 反例
        自评表: {年度总体目标: {全年实际完成情况: 全年商贸备案办理量达到201件。}}
    ## 正例
        自评表: {年度总体目标: {全年实际完成情况: 全年商贸备案办理量达到210件，商户满意率93.0%。}}
    ## 边界
        自评表:
          年度总体目标: {全年实际完成情况: 商户满意率由上年的87%提高到93%，市场改造后商户数近70户。}
    """
    mentions = [mention for table in case.tables for mention in _mentions(table)]
    if not mentions:
        yield NotApplicable("年度总体目标没有写出同名指标的数")
    for where, said, figure in mentions:
        if not said.agrees_with(figure):
            yield Fault(
                where,
                f"{where.name}写“{said.name}{said}”，指标表的{figure.name}是 {figure}",
                see=(figure,),
                hint="核对文字和指标表哪一处没有改",
            )


def _mentions(table: Table) -> Iterator[_Mention]:
    goals = table.evaluation.goals
    for indicator in table.evaluation.indicators:
        for where, value in ((goals.target, indicator.target), (goals.actual, indicator.actual)):
            if isinstance(value, Figure) and value.unit:
                yield from _said(where, indicator.title.text, value)


def _said(where: Words, title: str, figure: Figure) -> Iterator[_Mention]:
    unit = re.escape(figure.unit)
    if title in where.text:
        shape = f"{_BEFORE}{re.escape(title)}{_LINK}{_NUMBER}{unit}{_AFTER}"
        for found in re.finditer(shape, where.text):
            said = figures.constant(title, found[1], figure.unit, where.span)
            slack = figures.half_unit(figures.decimals_of(said.value))
            yield _Mention(where, said._replace(slack=slack), figure)
