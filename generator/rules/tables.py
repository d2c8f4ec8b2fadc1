"""Owns what rules about evaluation tables share: walking over tables and their indicators.

Must not judge any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from generator import figures
from generator.figures import ZERO, Figure
from generator.rules.core import Answers, Case, NotApplicable, Table, known
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.figures import Cell
    from generator.forms.form import Algorithm
    from generator.model.evaluation import Subtotal
    from generator.model.indicators import Indicator
    from generator.model.reading import Words
    from generator.scoring import IndicatorScore

T = TypeVar("T")


class Row(NamedTuple):
    """An indicator in its table, with its score."""

    table: Table
    score: IndicatorScore

    @property
    def algorithm(self) -> Algorithm | None:
        """How the method of the form computes it; None where there is no such method."""
        method = self.score.method
        return method.algorithm.value if method else None

    @property
    def indicator(self) -> Indicator:
        """What the unit wrote."""
        return self.score.indicator

    @property
    def path(self) -> tuple[str, str]:
        """The first- and second-level headings above."""
        return self.table.evaluation.indicators.path(self.indicator)


class Printed(NamedTuple):
    """A subtotal that the form prints, and the indicators below the heading it names."""

    stated: Subtotal
    scores: tuple[IndicatorScore, ...]


def subtotals(case: Case) -> list[Printed]:
    """Every stated subtotal of every table."""
    return [
        Printed(one, _below(one.title.text, table))
        for table in case.tables
        for one in table.evaluation.subtotals
    ]


def _below(heading: str, table: Table) -> tuple[IndicatorScore, ...]:
    tree = table.evaluation.indicators
    return tuple(s for s in table.card.indicators if heading in tree.path(s.indicator))


def rows(case: Case) -> tuple[Row, ...]:
    """Every indicator of every table, in file order."""
    return tuple(Row(table, score) for table in case.tables for score in table.card.indicators)


def each(
    items: Sequence[T], check: Callable[[T], Answers], nothing: str = "没有绩效指标"
) -> Answers:
    """What ``check`` says of every item; not applicable when there is none."""
    if not items:
        yield NotApplicable(nothing)
    for item in items:
        yield from check(item)


def counted(stated: Cell, computed: Figure | None) -> Cell:
    """The score as it counts: stated, else computed; empty when there is neither."""
    return stated if isinstance(stated, Figure) or computed is None else computed


def shown(value: Cell | Words) -> str:
    """A value of an indicator, to follow a word of a message: `` 77.7 万元``, ``“达标”``."""
    return f" {value}".rstrip() if isinstance(value, Figure) else f"“{value}”"


def points(figure: Figure) -> str:
    """Computed points for a message, without the zeros that rounding left: ``10 分``."""
    return f"{figures.trimmed(figure.value)} {figure.unit}"


def in_range(score: Figure, weight: Cell) -> bool:
    """Scores outside the range are S001's and S002's; no other rule repeats them."""
    return score.value >= ZERO and not any(score.exceeds(figure) for figure in known(weight))
