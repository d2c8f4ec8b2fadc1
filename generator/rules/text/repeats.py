"""Rules about what a text says again: the value of an indicator, an amount that it gave before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.narrative.statements import OUTTURN
from generator.rules.core import Answers, Case, Fault, rule
from generator.rules.tables import each
from generator.rules.text import told

if TYPE_CHECKING:
    from generator.narrative.concepts import Bound


@rule("N125", basis="正文重复自评表的指标值，应当相同")
def text_differs_from_indicator(case: Case) -> Answers:
    """正文的指标值与自评表不符。

    ## 为什么
    正文第六章逐项写指标完成情况。只改了表格没有改正文，同一个指标就有两个完成值。
    名称须与三级指标相同；“年度指标值”“目标值”“计划”后面的数与指标值比，其余与完成值比。
    ## 反例
        正文: |
          # 报告

          1.商贸备案办理量201件，年度指标值200件。
    ## 正例
        正文: |
          # 报告

          1.商贸备案办理量210件，年度指标值200件。
    ## 边界
        正文: |
          # 报告

          2023年商贸备案办理量112件。网上商贸备案办理量10件。商贸备案办理量超过200件。
    """
    checked = [b for b in told.read(case).bound if b.measured and _is_plain(b)]
    yield from each(checked, _against_table, "正文没有写指标值")


def _is_plain(bound: Bound) -> bool:
    """Whether a number says what was, neither roughly nor as a limit."""
    return bool(bound.facts) and not bound.statement.is_rough and not bound.statement.change


def _against_table(bound: Bound) -> Answers:
    if not bound.agrees:
        fact, stated = (told.as_told(bound, f) for f in (bound.facts[0], bound.figure))
        yield Fault(
            bound.figure,
            f"正文写“{bound.concept}” {told.typed(bound)}，{fact.name}为 {told.shown(fact)}，"
            f"相差 {told.gap(stated, fact)}",
            expected=figures.trimmed(fact.value),
            see=tuple(told.as_told(bound, one) for one in bound.facts),
            hint="核对正文和自评表哪一处填错",
        )


@rule("N126", basis="同一项目、同一口径、同一年度的数，前后应当相同")
def text_differs_from_itself(case: Case) -> Answers:
    """正文对同一项写了两个数。

    ## 为什么
    “其中公用经费61万元”，下一段又写“公用经费16万元”，读者不知道哪个为准。
    表格里有同一口径的数的，由 N101 逐个核对；项目由 N106 核对。
    ## 反例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元，其中业务工作经费12万元。

          1.业务工作经费21万元。
    ## 正例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元，其中业务工作经费12万元。

          1.业务工作经费12万元。
    ## 边界
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          业务工作经费12万元，年初预算21万元，2023年业务工作经费15万元。
    """
    again: dict[tuple[object, ...], list[Bound]] = {}
    for bound in filter(_is_told_alone, told.read(case).bound):
        statement = bound.statement
        key = (bound.concept, statement.scope, statement.year, statement.paragraph.file)
        again.setdefault((*key, bound.figure.unit), []).append(bound)
    repeated = [found for found in again.values() if len(found) > 1]
    yield from each(repeated, _twice, "正文没有把一项写两次")


def _is_told_alone(bound: Bound) -> bool:
    """Whether a row of a form is named of which no table has this money."""
    said = bound.statement
    own = bound.concept and not (bound.facts or bound.named or bound.loose or bound.measured)
    return bool(own and said.stages == OUTTURN and not said.is_aside and not said.is_rough)


def _twice(found: list[Bound]) -> Answers:
    first = found[0]
    other = next((b for b in found[1:] if not b.figure.repeats(first.figure)), None)
    if other is not None:
        yield Fault(
            other.figure,
            f"“{told.spoken(other.concept)}”前面写 {first.figure}，这里写 {other.figure}，"
            f"相差 {told.gap(other.figure, first.figure)}",
            expected=first.figure,
            see=(first.figure,),
            hint="核对哪一处填错；不是同一项的，写明是什么",
        )
