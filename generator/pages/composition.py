"""Owns 钱从哪来，用到哪去: the parts of a total, their share, and whether they add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Figure
from generator.model.reading import TOTAL, fields_of
from generator.pages.cells import View, measured, number, on_form, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.evaluation import Funds, Income, Outlay
    from generator.pages.provenance import Sources

_TONES = 3
_GAP = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its share in percent; ``tone`` is the colour of its segment, 0 for none."""

    label: str
    value: View
    share: str
    tone: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar, in thousandths of its length."""

    tone: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Composition:
    """One total with its parts; ``sentence`` says how they add up."""

    title: str
    total: View
    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]
    sentence: str


def compositions(funds: Funds, sources: Sources) -> tuple[Composition, ...]:
    """By source and by use; a side without any number is left out."""
    sides = (funds.income, funds.outlay)
    return tuple(_composition(side, sources) for side in sides if _known(side))


def _known(side: Income | Outlay) -> tuple[Figure, ...]:
    cells = (
        getattr(side, item.attribute)
        for item in fields_of(type(side)).values()
        if item.word != TOTAL
    )
    return tuple(cell for cell in cells if isinstance(cell, Figure))


def _composition(side: Income | Outlay, sources: Sources) -> Composition:
    known = _known(side)
    whole = figures.total("各项之和", known)
    parts = tuple(_parts(side, whole, sources))
    drawable = all(figure.value >= ZERO for figure in known)
    return Composition(
        title=side.label,
        total=view(side.total, sources.anchor),
        segments=tuple(_segments(parts)) if drawable else (),
        parts=parts,
        sentence=_sentence(side, known, whole),
    )


def _parts(side: Income | Outlay, whole: Figure, sources: Sources) -> Iterator[Part]:
    tone = 0
    for item in fields_of(type(side)).values():
        cell = getattr(side, item.attribute)
        if item.word == TOTAL or not on_form(cell):
            continue
        drawn = isinstance(cell, Figure) and cell.value > ZERO
        tone = tone % _TONES + 1 if drawn else tone
        share = figures.ratio("占比", cell, whole) if isinstance(cell, Figure) else None
        text = figures.with_decimals(share.value, 1) if share else ""
        yield Part(item.word, view(cell, sources.anchor), text, tone if drawn else 0)


def _segments(parts: tuple[Part, ...]) -> Iterator[Segment]:
    start = 0
    for part in parts:
        if part.tone:
            length = int(part.share.replace(".", ""))
            yield Segment(part.tone, start, max(length - _GAP, 1))
            start += length


def _sentence(side: Income | Outlay, known: tuple[Figure, ...], whole: Figure) -> str:
    total = side.total
    if not isinstance(total, Figure):
        return ""
    gap = figures.difference("差额", whole, total).value
    if gap == ZERO:
        return f"{len(known)}项相加等于合计。"
    apart = figures.with_decimals(abs(gap), 2)
    words = f"{len(known)}项相加{number(whole)}，与合计差{apart}"
    tail = "，在四舍五入范围内。" if whole.agrees_with(total) else f"，合计填报{measured(total)}。"
    return words + tail
