"""Owns how a self-evaluation table is laid out: merged cells, deductions, formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Cell, Empty, EmptyKind, Figure
from generator.forms.form import EXECUTION, Algorithm
from generator.model.evaluation import Funds, ProjectFunds
from generator.model.reading import TOTAL, Record, fields_of
from generator.pages import cells
from generator.pages.cells import NOTHING, View, view
from generator.pages.provenance import Piece, Step, actual_unit
from generator.rules.core import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.forms.form import Form
    from generator.model.indicators import Indicator, IndicatorClass, IndicatorGroup
    from generator.model.reading import Listed, Words
    from generator.pages.provenance import Note, Sources
    from generator.rules.core import Table
    from generator.scoring import IndicatorScore, Scorecard

TITLE = "三级指标"


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


@dataclass(frozen=True, slots=True)
class Heading:
    """A first- or second-level cell that spans ``rows`` rows."""

    title: str
    rows: int
    weight: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator of the table; ``meter`` is the part of the weight that was scored."""

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
class Row:
    """A row of the indicator table: the headings that begin here, and the indicator if any."""

    first: Heading | None
    second: Heading | None
    indicator: Scored | None


@dataclass(frozen=True, slots=True)
class Working:
    """How one score came about: by which method, computed, declared, with which reason."""

    title: str
    method: str
    steps: tuple[Step, ...]
    why: str
    computed: View
    declared: View
    gap: str
    cut: str
    reason: View
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """One self-evaluation table, ready to print."""

    funds: FundsView
    target: View
    actual: View
    rows: tuple[Row, ...]
    total_weight: View
    total_score: View
    cut: str
    grade: View
    classes_weight: str
    classes_score: str
    execution_weight: str
    workings: tuple[Working, ...]


def table_view(table: Table, form: Form, sources: Sources, *, transcribed: bool) -> TableView:
    """``table`` under ``form``. A blank reason of a deduction is named after its origin."""
    maker = _Maker(form, sources, "原表未填" if transcribed else "未填")
    return maker.table(table)


class _Maker:
    """Makes the views of one table; it holds what all of them need."""

    def __init__(self, form: Form, sources: Sources, unwritten: str) -> None:
        self.form = form
        self.sources = sources
        self.unwritten = View(unwritten, empty=True)

    def view(self, value: Cell | None) -> View:
        return view(value, self.sources.anchor)

    def either(self, stated: Cell, computed: Figure | None) -> View:
        """What was stated; where it was left out, what the form computes."""
        left_out = isinstance(stated, Empty) and stated.kind is EmptyKind.MISSING
        return self.view(computed if left_out and computed else stated)

    def table(self, table: Table) -> TableView:
        evaluation, card = table.evaluation, table.card
        indicators = tuple(score.indicator for score in card.indicators)
        return TableView(
            funds=self.funds(table),
            target=view(evaluation.goals.target, self.sources.anchor),
            actual=view(evaluation.goals.actual, self.sources.anchor),
            rows=tuple(self.rows(table)),
            total_weight=self.either(evaluation.total.weight, card.weight),
            total_score=self.either(evaluation.total.score, card.total),
            cut=_cut(lost(evaluation.total.weight, evaluation.total.score)),
            grade=grade_view(table),
            classes_weight=_points(tuple(i.weight for i in indicators)),
            classes_score=_points(tuple(score.counted for score in card.indicators)),
            execution_weight=_points((table.funds.weight,)),
            workings=(self.execution(table), *map(self.working, card.indicators)),
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
            lines=self.lines(funds) if isinstance(funds, ProjectFunds) else (),
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

    def lines(self, funds: ProjectFunds) -> tuple[Line, ...]:
        parts = (p for p in (funds.current, funds.carried_over, funds.other) if p.stated)
        return tuple(Line(part.label, tuple(map(self.view, part.cells))) for part in parts)

    def rows(self, table: Table) -> Iterator[Row]:
        card = table.card
        for cls, scores in zip(table.evaluation.indicators.classes, card.classes, strict=True):
            first: Heading | None = Heading(
                cls.title, _height(cls), _maybe(scores.weight), _maybe(scores.score)
            )
            for group in cls.groups:
                for row in self.group_rows(group, card):
                    yield Row(first, row.second, row.indicator)
                    first = None

    def group_rows(self, group: IndicatorGroup, card: Scorecard) -> Iterator[Row]:
        second: Heading | None = Heading(group.title, max(len(group.indicators), 1))
        if not group.indicators:
            yield Row(None, second, None)
        for indicator in group.indicators:
            yield Row(None, second, self.scored(card.of(indicator)))
            second = None

    def scored(self, score: IndicatorScore) -> Scored:
        indicator = score.indicator
        cut = _cut(score.deduction)
        return Scored(
            title=indicator.title.text,
            target=self.value(indicator.stated_target, indicator.unit.text, _sign(score)),
            actual=self.value(indicator.stated_actual, actual_unit(indicator)),
            weight=self.view(indicator.weight),
            score=self.either(indicator.score, score.computed),
            cut=cut,
            meter=_meter(indicator.weight, score.counted),
            reason=self.reason(indicator, cut),
            notes=self.notes(indicator) if cut else (),
        )

    def value(self, value: Cell | Words, unit: str, sign: str = "") -> View:
        """A target or a result: a number with sign and unit, or the words as typed."""
        plain = view(value, self.sources.anchor)
        return replace(plain, text=f"{sign}{plain.text}{unit}") if plain.anchor else plain

    def reason(self, indicator: Indicator, cut: str) -> View:
        if indicator.reason:
            return View(indicator.reason.text)
        return self.unwritten if cut else NOTHING

    def notes(self, indicator: Indicator) -> tuple[Note, ...]:
        """What the check said about any cell of the indicator."""
        span = indicator.title.span
        cells = self.sources.notes_below(span.file, span.place.removesuffix(f".{TITLE}"))
        return tuple(dict.fromkeys((*self.sources.notes(indicator.span), *cells)))

    def execution(self, table: Table) -> Working:
        card, funds = table.card, table.funds
        method = self.form.by_algorithm(Algorithm.EXECUTION)
        return Working(
            title=EXECUTION,
            method=method.title.text if method else "",
            steps=tuple(self.sources.steps(card.execution)) if card.execution else (),
            why="" if card.execution else "执行率或分值未填，不能计算",
            computed=self.view(card.execution),
            declared=self.view(funds.score),
            gap=_gap(funds.score, card.execution),
            cut=_cut(lost(funds.weight, funds.score)),
            reason=NOTHING,
            notes=self.sources.notes(span_of(funds.score)),
        )

    def working(self, score: IndicatorScore) -> Working:
        indicator = score.indicator
        cut = _cut(score.deduction)
        return Working(
            title=indicator.title.text,
            method=score.method.title.text if score.method else "",
            steps=tuple(_own(indicator, self.sources.steps(score.computed)))
            if score.computed
            else (),
            why=_why(score),
            computed=self.view(score.computed),
            declared=self.view(indicator.score),
            gap=_gap(indicator.score, score.computed),
            cut=cut,
            reason=self.reason(indicator, cut),
            notes=self.notes(indicator),
        )


def grade_view(table: Table) -> View:
    """The grade as stated, else the one the form gives."""
    stated, band = table.evaluation.grade, table.card.grade
    return View(stated.text or (band.title.text if band else ""))


def on_form(value: Cell | Listed) -> bool:
    """Whether the file has the item at all; what the form does not have is not printed."""
    return isinstance(value, Figure) or value.kind is not EmptyKind.MISSING


def _own(indicator: Indicator, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps without the indicator's name, which stands at the head of the line."""
    name = f"“{indicator.title}”"
    for step in steps:
        pieces = (Piece(piece.text.replace(name, ""), piece.anchor) for piece in step.pieces)
        yield Step(step.result.replace(name, ""), tuple(pieces))


def _height(cls: IndicatorClass) -> int:
    return sum(max(len(group.indicators), 1) for group in cls.groups)


def _sign(score: IndicatorScore) -> str:
    """The sign that the form prints before a target, if the report names the method."""
    named = score.indicator.method and score.method
    return score.method.symbol.text if named and score.method else ""


def _why(score: IndicatorScore) -> str:
    """Why there is no computed score; for a band, which part of the weight it allows."""
    if score.band is None:
        return score.why
    return f"“{score.band.title}”：{score.why}（{score.band.words}，按分值的百分比）"


def _maybe(figure: Figure | None) -> str:
    return cells.number(figure) if figure else ""


def _points(values: tuple[Cell | None, ...]) -> str:
    """The sum, blank when one part is unknown."""
    known = tuple(value for value in values if isinstance(value, Figure))
    if not known or len(known) != len(values):
        return ""
    return figures.trimmed(figures.total("", known).value)


def lost(weight: Cell, score: Cell | None) -> Decimal | None:
    """Points that a score lacks of its weight."""
    if isinstance(weight, Figure) and isinstance(score, Figure):
        return figures.difference("扣分", weight, score).value
    return None


def _cut(points: Decimal | None) -> str:
    return f"扣{figures.trimmed(points)}" if points and points > ZERO else ""


def _gap(stated: Cell, computed: Figure | None) -> str:
    """How far a stated score is from the computed one, blank when they agree."""
    if not isinstance(stated, Figure) or computed is None or stated.agrees_with(computed):
        return ""
    gap = figures.difference("相差", stated, computed).value
    return f"相差{figures.trimmed(abs(gap))}"


def _meter(weight: Cell, score: Figure | None) -> str:
    """Percent of the weight, for a bar; blank when it cannot be drawn."""
    if not isinstance(weight, Figure) or score is None:
        return ""
    part = figures.ratio("", score, weight)
    return figures.with_decimals(part.value, 1) if part and part.value >= ZERO else ""
