"""Owns how a region's year is summed up: its figures and its grades, on home and year pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.pages.bars import drawn, length
from generator.pages.cells import even, number
from generator.pages.scale import in_words
from generator.yearbook import average, distributions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.figures import Figure
    from generator.yearbook import Distribution, Grade, RegionYear, Result

_ENOUGH = 2  # of one report, neither the mean nor the grades say more than the report


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that stands large, its unit, and what keeps it honest."""

    name: str
    text: str
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A grade with its bounds, and how many reports have it; ``width`` is of 100."""

    title: str
    words: str
    number: str
    width: str


@dataclass(frozen=True, slots=True)
class GradeTable:
    """The grades of those forms that grade alike."""

    caption: str
    forms: tuple[str, ...]
    lines: tuple[GradeLine, ...]


def key_figures(year: RegionYear) -> tuple[KeyFigure, ...]:
    """Who had to publish and did, as far as that is known, and the mean of the scores."""
    counts = _publication(year) if year.approved else (_held(year),)
    return (*counts, *_average(year.results))


def _publication(year: RegionYear) -> Iterator[KeyFigure]:
    yield _key(year.due)
    yield _key(year.published)
    yield _key(year.late)
    overdue = year.overdue
    note = f"其中{overdue.name}{number(overdue)}个" if overdue.value else ""
    yield _key(year.awaited, note)


def _held(year: RegionYear) -> KeyFigure:
    return KeyFigure("收录报告", str(len(year.results)), "份")


def _key(figure: Figure, note: str = "") -> KeyFigure:
    return KeyFigure(figure.name, number(figure), figure.unit, note)


def _average(results: tuple[Result, ...]) -> Iterator[KeyFigure]:
    mean = mean_of(results)
    if mean:
        forms = len({result.case.form.name.text for result in results})
        several = f"，{forms}种表式" if forms > 1 else ""
        yield KeyFigure(mean.name, even(mean), mean.unit, f"{coverage(results)}{several}")


def mean_of(results: tuple[Result, ...]) -> Figure | None:
    """The mean of the scores; None where there are not several."""
    known = _scores(results)
    return average(known) if len(known) >= _ENOUGH else None


def coverage(results: tuple[Result, ...]) -> str:
    """What a mean covers."""
    return f"{len(results)}份报告中{len(_scores(results))}份有得分"


def _scores(results: Iterable[Result]) -> tuple[Figure, ...]:
    scores = (result.standing.score for result in results)
    return tuple(score for score in scores if score)


def grade_tables(year: RegionYear) -> tuple[GradeTable, ...]:
    """The grades of a year's reports, once for each way of grading; none for a single report."""
    if len(year.results) < _ENOUGH:
        return ()
    return tuple(map(_table, distributions(year.results)))


def _table(distribution: Distribution) -> GradeTable:
    numbers = tuple(grade.number for grade in distribution.grades)
    most = max(numbers, key=lambda figure: figure.value)
    whole = number(figures.total("报告数", numbers))
    return GradeTable(
        caption=f"{whole}份报告的等级",
        forms=tuple(form.title.text for form in distribution.forms),
        lines=tuple(_line(grade, most) for grade in distribution.grades),
    )


def _line(grade: Grade, most: Figure) -> GradeLine:
    words = in_words(grade.band, "分") if grade.band else ""
    return GradeLine(grade.title, words, number(grade.number), drawn(length(grade.number, most)))
