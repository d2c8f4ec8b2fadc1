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
    """A band: its words as the form prints them, its place on the scale, its tone."""

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
        words=band_words(band),
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


def band_words(band: Band) -> str:
    """The bounds as the form prints them, else with open and closed ends in words."""
    return band.wording.text or f"{band.words}分"
