"""Owns the grade scale: the bands of a form drawn to scale, with the mark of one score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import HUNDRED, ZERO, Figure

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.forms.form import Band, Form

# The drawing is 400 units wide: 4 for a point, and a unit of air between bands.
_PER_POINT = 4
_TONES = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A band: its bounds in words, its place on the scale, its tone."""

    title: str
    words: str
    start: int
    width: int
    percent: int
    tone: int
    current: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The bands from the lowest, and where the score stands."""

    steps: tuple[Step, ...]
    mark: str
    sentence: str


def scale(form: Form, score: Figure | None) -> Scale | None:
    """The scale of ``form`` with ``score`` on it, when there is a score to show."""
    if score is None:
        return None
    steps = _steps(form, score)
    grade = next((step.title for step in steps if step.current), "")
    place = figures.limited(score, ZERO, HUNDRED).value * _PER_POINT
    words = f"本报告{figures.trimmed(score.value)}分" + (f"，{grade}" if grade else "")
    return Scale(steps, figures.with_decimals(place, 1), words)


def bands_of(form: Form) -> Scale:
    """The scale of ``form`` without any score."""
    return Scale(_steps(form, None), "", "")


def _steps(form: Form, score: Figure | None) -> tuple[Step, ...]:
    bands = sorted(form.grades, key=lambda band: band.floor or ZERO)
    return tuple(_step(band, min(len(bands) - n, _TONES), score) for n, band in enumerate(bands))


def _step(band: Band, tone: int, score: Figure | None) -> Step:
    start, end = _ends(band)
    return Step(
        title=band.title.text,
        words=in_words(band, "分"),
        start=start * _PER_POINT,
        width=max((end - start) * _PER_POINT - 1, 1),
        percent=end - start,
        tone=tone,
        current=score is not None and band.holds(score.value),
    )


def _ends(band: Band) -> tuple[int, int]:
    floor: Decimal = band.floor if band.floor is not None else ZERO
    ceiling: Decimal = band.ceiling if band.ceiling is not None else HUNDRED
    return int(floor), int(ceiling)


def in_words(band: Band, unit: str) -> str:
    """Both ends in words, each open or closed: ``高于90分，至多100分``."""
    ends = (
        ("高于", band.above),
        ("不低于", band.at_least),
        ("低于", band.below),
        ("至多", band.at_most),
    )
    return "，".join(f"{w}{figures.plain(c.value)}{unit}" for w, c in ends if isinstance(c, Figure))
