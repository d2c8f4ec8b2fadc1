"""Rules that hold the figures in 年度总体目标 against the indicators of the same table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Figure
from generator.findings import Severity
from generator.narrative.phrases import HAN, cut
from generator.rules import cells
from generator.rules.core import Answers, Case, Fault, NotApplicable, Table, rule
from generator.rules.tables import each
from generator.values import NamedTuple

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


_LONG_ENOUGH = 4  # characters: a shorter clause is no goal of its own


@rule("I019", severity=Severity.INFO, basis="年度总体目标逐项说明完成得怎样")
def goal_without_result(case: Case) -> Answers:
    """年初目标有一项，完成情况没有说到。

    ## 为什么
    年初设了几项目标，年末只说其中几项，公众不知道其余的做了没有。
    只看字词：一项目标里没有一处相邻两字在完成情况里出现的，视为没有说到，是否如此请自行判断。
    ## 反例
        自评表: {年度总体目标: {年初目标设定: 改造农贸市场1个；新建充电桩20个。}}
    ## 正例
        自评表: {年度总体目标: {年初目标设定: 完成农贸市场改造1个；商贸备案200件。}}
    ## 边界
        自评表: {年度总体目标: {年初目标设定: 新建充电桩20个。, 全年实际完成情况: 充电方便了。}}
    """
    stated = [table for table in case.tables if table.evaluation.goals.actual]
    yield from each(stated, _results, "没有写年度总体目标的完成情况")


def _results(table: Table) -> Answers:
    goals = table.evaluation.goals
    lacking = [
        c for c in cut(goals.target.text, "，。；、,;") if not _covered(c, goals.actual.text)
    ]
    if lacking:
        quoted = "、".join(f"“{clause}”" for clause in lacking)
        yield Fault(
            goals.actual,
            f"{cells.named(table)}年初目标的{quoted}，完成情况没有说到",
            see=(goals.target,),
            hint="逐项写完成了多少；没有完成的写原因",
            rows=len(lacking),
        )


def _covered(clause: str, told: str) -> bool:
    """Whether ``told`` comes back to what ``clause`` promises; short clauses say too little."""
    words = "".join(re.findall(HAN, clause))
    pairs = {words[n : n + 2] for n in range(len(words) - 1)}
    return len(words) < _LONG_ENOUGH or any(pair in told for pair in pairs)


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
