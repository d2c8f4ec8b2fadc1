"""Owns how every score came about: by which method, computed, declared, with which reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Cell, Figure
from generator.forms.form import EXECUTION, Algorithm
from generator.pages.cells import NOTHING, View, view
from generator.pages.facts import stated
from generator.pages.provenance import Piece, Step
from generator.rules.core import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.forms.form import Band, Form
    from generator.model.indicators import Indicator
    from generator.pages.note import Note
    from generator.pages.provenance import Sources
    from generator.rules.core import Table
    from generator.scoring import IndicatorScore

TITLE = "三级指标"


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


def workings(table: Table, form: Form, sources: Sources, unwritten: View) -> tuple[Working, ...]:
    """The execution rate, then every indicator of ``table``."""
    scores = (_indicator(score, sources, unwritten) for score in table.card.indicators)
    return (_execution(table, form, sources), *scores)


def _execution(table: Table, form: Form, sources: Sources) -> Working:
    computed, funds = table.card.execution, table.funds
    method = form.by_algorithm(Algorithm.EXECUTION)
    return Working(
        title=EXECUTION,
        method=method.title.text if method else "",
        steps=tuple(sources.steps(computed)) if computed else (),
        why="" if computed else "执行率或分值未填，不能计算",
        computed=view(computed, sources.anchor),
        declared=view(funds.score, sources.anchor),
        gap=_gap(funds.score, computed),
        cut=cut_words(
            lost(stated(funds.weight, form.weight(EXECUTION)), stated(funds.score, computed))
        ),
        reason=NOTHING,
        notes=sources.notes(span_of(funds.score)),
    )


def _indicator(score: IndicatorScore, sources: Sources, unwritten: View) -> Working:
    indicator, computed = score.indicator, score.computed
    cut = cut_words(score.deduction)
    return Working(
        title=indicator.title.text,
        method=score.method.title.text if score.method else "",
        steps=tuple(_own(indicator, sources.steps(computed))) if computed else (),
        why=_why(score),
        computed=view(computed, sources.anchor),
        declared=view(indicator.score, sources.anchor),
        gap=_gap(indicator.score, computed),
        cut=cut,
        reason=reason_view(indicator, cut, unwritten),
        notes=notes_on(indicator, sources),
    )


def _own(indicator: Indicator, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps without the indicator's name, which stands at the head of the line."""
    name = f"“{indicator.title}”"
    for step in steps:
        pieces = (Piece(piece.text.replace(name, ""), piece.anchor) for piece in step.pieces)
        yield Step(step.result.replace(name, ""), tuple(pieces))


def _why(score: IndicatorScore) -> str:
    """Why there is no computed score; for a band, which part of the weight it allows."""
    if score.band is None:
        return score.why
    return f"“{score.band.title}”：{score.why}（{_part(score.band)}）"


def _part(band: Band) -> str:
    """The part of the weight that a band allows: ``分值的60%至80%，不含80%``."""
    ends = (figures.plain(end) for end in (band.floor, band.ceiling) if end is not None)
    outside = (end for end in (band.above, band.below) if isinstance(end, Figure))
    but = "".join(f"，不含{figures.plain(end.value)}%" for end in outside)
    return f"分值的{'至'.join(f'{end}%' for end in ends)}{but}"


def _gap(declared: Cell, computed: Figure | None) -> str:
    """How far a declared score is from the computed one, blank when they agree."""
    if not isinstance(declared, Figure) or computed is None or declared.agrees_with(computed):
        return ""
    gap = figures.difference("相差", declared, computed).value
    return f"相差{figures.trimmed(abs(gap))}"


def reason_view(indicator: Indicator, cut: str, unwritten: View) -> View:
    """The reason of a deviation; where points were lost without one, the word for that."""
    if indicator.reason:
        return View(indicator.reason.text)
    return unwritten if cut else NOTHING


def notes_on(indicator: Indicator, sources: Sources) -> tuple[Note, ...]:
    """What the check said about any cell of the indicator."""
    span = indicator.title.span
    cells = sources.notes_below(span.file, span.place.removesuffix(f".{TITLE}"))
    return tuple(dict.fromkeys((*sources.notes(indicator.span), *cells)))


def lost(weight: Figure | None, score: Figure | None) -> Decimal | None:
    """Points that a score lacks of its weight."""
    return figures.difference("扣分", weight, score).value if weight and score else None


def cut_words(points: Decimal | None) -> str:
    """``扣2``, blank when nothing was lost."""
    return f"扣{figures.trimmed(points)}" if points and points > ZERO else ""
