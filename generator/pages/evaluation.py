"""Owns how a self-evaluation table is laid out: merged cells, deductions, formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Cell, Empty, EmptyKind, Figure
from generator.forms.form import EXECUTION
from generator.inventory import actual_unit, row_anchor
from generator.model.evaluation import Funds, ProjectFunds
from generator.model.reading import TOTAL, Record, fields_of
from generator.pages.cells import NOTHING, View, on_form, view
from generator.pages.facts import grade_of, score_of, stated
from generator.pages.scores import cut_words, lost, notes_on, reason_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.forms.form import Form
    from generator.model.evaluation import Execution, FundLine
    from generator.model.reading import Words
    from generator.pages.note import Note
    from generator.pages.provenance import Sources
    from generator.rules.core import Table
    from generator.scoring import IndicatorScore


@dataclass(frozen=True, slots=True)
class Item:
    """A label with one amount."""

    label: str
    value: View
    top: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A label with several amounts."""

    label: str
    values: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class FundsView:
    """The money of a table: the total line, then its parts side by side or line by line."""

    initial: View
    adjusted: View
    executed: View
    weight: View
    rate: View
    score: View
    pairs: tuple[tuple[Item | None, Item | None], ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def height(self) -> int:
        """Rows of the block: headings, total, parts."""
        return 2 + len(self.pairs) + len(self.lines)


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """The words of a first- or second-level cell; each cell is one object."""

    title: str
    weight: View = NOTHING
    score: View = NOTHING


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator of the table; ``meter`` is the part of the weight that was scored."""

    anchor: str
    title: str
    target: View
    actual: View
    weight: View
    score: View
    cut: str
    meter: str
    reason: View
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row of the indicator table: the cells that it stands in, and the indicator if any."""

    first: Label
    second: Label
    indicator: Scored | None


@dataclass(frozen=True, slots=True)
class TableView:
    """One self-evaluation table with its words ready."""

    funds: FundsView
    target: View
    actual: View
    leaves: tuple[Leaf, ...]
    total_weight: View
    total_score: View
    cut: str
    grade: View
    classes_weight: str
    classes_score: str
    execution_weight: str


def table_view(table: Table, form: Form, sources: Sources, unwritten: View) -> TableView:
    """``table`` under ``form``; ``unwritten`` stands where a deduction has no reason."""
    return _Maker(form, sources, unwritten).table(table)


class _Maker:
    """Makes the views of one table; it holds what all of them need."""

    def __init__(self, form: Form, sources: Sources, unwritten: View) -> None:
        self.form = form
        self.sources = sources
        self.unwritten = unwritten

    def view(self, value: Cell | None) -> View:
        return view(value, self.sources.anchor)

    def either(self, stated: Cell, computed: Figure | None) -> View:
        """What was stated; where it was left out, what the form computes."""
        left_out = isinstance(stated, Empty) and stated.kind is EmptyKind.MISSING
        return self.view(computed if left_out and computed else stated)

    def table(self, table: Table) -> TableView:
        evaluation, card, total = table.evaluation, table.card, table.evaluation.total
        indicators = tuple(score.indicator for score in card.indicators)
        return TableView(
            funds=self.funds(table),
            target=view(evaluation.goals.target, self.sources.anchor),
            actual=view(evaluation.goals.actual, self.sources.anchor),
            leaves=tuple(self.leaves(table)),
            total_weight=self.either(total.weight, card.weight),
            total_score=self.either(total.score, card.total),
            cut=cut_words(lost(stated(total.weight, card.weight), score_of(table))),
            grade=grade_of(table),
            classes_weight=_points(tuple(i.weight for i in indicators)),
            classes_score=_points(tuple(score.counted for score in card.indicators)),
            execution_weight=_points((table.funds.weight,)),
        )

    def funds(self, table: Table) -> FundsView:
        funds, card = table.funds, table.card
        return FundsView(
            initial=self.view(funds.initial),
            adjusted=self.view(funds.adjusted),
            executed=self.view(funds.executed),
            weight=self.either(funds.weight, self.form.weight(EXECUTION)),
            rate=self.either(funds.rate, card.rate),
            score=self.either(funds.score, card.execution),
            pairs=self.pairs(funds) if isinstance(funds, Funds) else (),
            lines=tuple(self.lines(funds)),
        )

    def pairs(self, funds: Funds) -> tuple[tuple[Item | None, Item | None], ...]:
        return tuple(zip_longest(self.items(funds.income), self.items(funds.outlay)))

    def items(self, part: Record) -> Iterator[Item]:
        """The total under the name of the part, then each class that the form has."""
        first = True
        for item in fields_of(type(part)).values():
            cell = getattr(part, item.attribute)
            if item.word == TOTAL:
                yield Item(part.label, self.view(cell), top=True)
            elif on_form(cell):
                yield Item(f"其中：{item.word}" if first else item.word, self.view(cell))
                first = False

    def lines(self, funds: Execution) -> Iterator[Line]:
        """The parts of the total that have a line of their own: sources, or 本级."""
        parts: tuple[FundLine, ...] = ()
        if isinstance(funds, ProjectFunds):
            parts = (funds.current, funds.carried_over, funds.other)
        elif isinstance(funds, Funds):
            parts = (funds.own,)
        for part in (part for part in parts if part.stated):
            yield Line(part.label, tuple(map(self.view, part.cells)))

    def leaves(self, table: Table) -> Iterator[Leaf]:
        card = table.card
        for cls, scores in zip(table.evaluation.indicators.classes, card.classes, strict=True):
            first = Label(cls.title, self.view(scores.weight), self.view(scores.score))
            if not cls.groups:
                yield Leaf(first, Label(""), None)
            for group in cls.groups:
                second = Label(group.title)
                if not group.indicators:
                    yield Leaf(first, second, None)
                for indicator in group.indicators:
                    anchor = row_anchor(table.evaluation.indicators, indicator)
                    yield Leaf(first, second, self.scored(card.of(indicator), anchor))

    def scored(self, score: IndicatorScore, anchor: str) -> Scored:
        indicator = score.indicator
        cut = cut_words(score.deduction)
        return Scored(
            anchor=anchor,
            title=indicator.title.text,
            target=self.value(indicator.stated_target, indicator.unit.text, _sign(score)),
            actual=self.value(indicator.stated_actual, actual_unit(indicator)),
            weight=self.view(indicator.weight),
            score=self.either(indicator.score, score.computed),
            cut=cut,
            meter=_meter(indicator.weight, score.counted),
            reason=reason_view(indicator, cut, self.unwritten),
            notes=notes_on(indicator, self.sources) if cut else (),
        )

    def value(self, value: Cell | Words, unit: str, sign: str = "") -> View:
        """A target or a result: a number with sign and unit, or the words as typed."""
        plain = view(value, self.sources.anchor)
        return replace(plain, text=f"{sign}{plain.text}{unit}") if plain.anchor else plain


def _sign(score: IndicatorScore) -> str:
    """The sign that the form prints before a target, if the report names the method."""
    named = score.indicator.method and score.method
    return score.method.symbol.text if named and score.method else ""


def _points(values: tuple[Cell | None, ...]) -> str:
    """The sum, blank when one part is unknown."""
    known = tuple(value for value in values if isinstance(value, Figure))
    if not known or len(known) != len(values):
        return ""
    return figures.trimmed(figures.total("", known).value)


def _meter(weight: Cell, score: Figure | None) -> str:
    """Percent of the weight, for a bar; blank when it cannot be drawn."""
    if not isinstance(weight, Figure) or score is None:
        return ""
    part = figures.ratio("", score, weight)
    return figures.trimmed(part.value, 1) if part and part.value >= ZERO else ""
