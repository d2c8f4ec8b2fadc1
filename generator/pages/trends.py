"""Owns the charts of a unit: its years side by side, on a line that stands for zero.

A chart is 300 units wide and its highest column 100 high. A year without a number is a dashed
box, never a column of no height, and a dashed line parts years that are unlike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.comparison import Change, breaks
from generator.figures import HUNDRED, POINT, WAN_YUAN, Empty, Figure
from generator.pages.bars import drawn, length
from generator.pages.cells import grouped
from generator.pages.results import UNSCORED
from generator.yearbook import Status, reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.comparison import Break
    from generator.corpus import UnitReports
    from generator.yearbook import Result

SHOWN = 5
_FULL_MARKS = "满分100"
_ENOUGH = 2  # years with a report, to show a change

_WIDTH, _COLUMN, _BOX, _BOX_HEIGHT, _BOX_TEXT = 300, 40, 50, 28, 10
_ZERO_LINE, _YEAR_LINE, _FIRST_WORD, _NEXT_WORD, _MARGIN = 127, 144, 162, 15, 8
_ABOVE = 6  # from a column to its number
# An amount of 10 000 万元 and more is too long to stand above a column.
_YI_YUAN, _LARGE, _DECIMALS = "亿元", HUNDRED * HUNDRED, 2


_MEANING = {
    Change.FORM: "前后的得分不能直接比",
    Change.WEIGHTS: "前后的得分不能直接比",
    Change.SCOPE: "前后的金额和得分不能直接比",
    Change.UNSTATED: "前后的金额和得分不知能不能直接比",
    Change.NAME: "职责可能有变，前后的金额和得分要谨慎比较",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A year: a column with its number above it, or a box that says why there is none."""

    year: int
    middle: int
    left: int
    top: str
    width: int
    height: str
    text: str
    text_at: str
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A dashed line between two years, with what changed: one word below the other."""

    at: int
    words: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """One chart."""

    title: str
    unit: str
    height: int
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """The charts of a unit, and what their signs mean."""

    charts: tuple[Trend, ...]
    changes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a chart shows."""

    title: str
    unit: str
    measure: Callable[[Result], figures.Cell | None]


_KINDS = (
    _Kind("全年预算", WAN_YUAN, lambda result: result.case.tables[0].funds.adjusted),
    _Kind("全年执行", WAN_YUAN, lambda result: result.case.tables[0].funds.executed),
    _Kind("自评得分", POINT, lambda result: result.standing.score),
)


@dataclass(frozen=True, slots=True)
class _Years:
    """The years of the charts from left to right, and the reports there are."""

    shown: tuple[int, ...]
    held: Mapping[int, Result]

    def middle(self, year: int) -> int:
        """Where the column of ``year`` stands."""
        return _WIDTH * (2 * self.shown.index(year) + 1) // (2 * len(self.shown))

    def before(self, year: int) -> int:
        """Where a line stands that parts ``year`` from the one before."""
        return _WIDTH * self.shown.index(year) // len(self.shown)


def trends(unit: UnitReports, expected: tuple[int, ...]) -> Trends | None:
    """The charts of ``unit`` over the ``expected`` years; None where nothing can change."""
    held = reports(unit)
    if len(held) < _ENOUGH:
        return None
    every = tuple(range(min(expected), max(expected) + 1))
    years, found = _Years(every[-SHOWN:], held), breaks(unit)
    return Trends(
        charts=tuple(_trend(kind, years, found) for kind in _KINDS),
        changes=tuple(map(words_of, found)),
        notes=tuple(_notes(years, every)),
    )


def words_of(parting: Break) -> str:
    """``2023年度起表式变：由“A”变为“B”，前后的得分不能直接比。``"""
    change = f"由“{parting.before}”变为“{parting.after}”"
    return f"{parting.year}年度起{parting.change.value}：{change}，{_MEANING[parting.change]}。"


def _notes(years: _Years, every: tuple[int, ...]) -> Iterator[str]:
    if any(year not in years.held for year in years.shown):
        yield "虚线框＝本站没有收录这一年的报告，不等于0。"
    if len(every) > len(years.shown):
        yield f"图上是最近{SHOWN}年，更早的在下表。"


def _trend(kind: _Kind, years: _Years, found: tuple[Break, ...]) -> Trend:
    cells = {year: kind.measure(result) for year, result in years.held.items()}
    known = (cell for year in years.shown if isinstance(cell := cells.get(year), Figure))
    most = max(known, key=lambda figure: figure.value, default=None)
    unit = _YI_YUAN if kind.unit == WAN_YUAN and most and most.value >= _LARGE else kind.unit
    chart = _Chart(years, cells, most, unit)
    marks = tuple(_marks(years, [b for b in found if b.change.of_money or unit == POINT]))
    words = max((len(mark.words) for mark in marks), default=0)
    return Trend(
        title=kind.title,
        unit=_FULL_MARKS if unit == POINT else unit,
        height=_YEAR_LINE + _MARGIN + words * _NEXT_WORD,
        columns=tuple(map(chart.column, years.shown)),
        marks=marks,
    )


@dataclass(frozen=True, slots=True)
class _Chart:
    """Draws the years of one chart; ``most`` is its highest column."""

    years: _Years
    cells: Mapping[int, figures.Cell | None]
    most: Figure | None
    unit: str

    def column(self, year: int) -> Column:
        """A column, or a box where there is no number."""
        cell = self.cells.get(year)
        return self._bar(year, cell) if isinstance(cell, Figure) else self._box(year)

    def _bar(self, year: int, figure: Figure) -> Column:
        height, middle = length(figure, self.most), self.years.middle(year)
        return Column(
            year=year,
            middle=middle,
            left=middle - _COLUMN // 2,
            top=drawn(_ZERO_LINE - height),
            width=_COLUMN,
            height=drawn(height),
            text=self._label(figure),
            text_at=drawn(_ZERO_LINE - height - _ABOVE),
            tone="now" if year == self.years.shown[-1] else "was",
        )

    def _label(self, figure: Figure) -> str:
        if self.unit == _YI_YUAN:
            return figures.with_decimals(figures.in_unit(figure, _YI_YUAN).value, _DECIMALS)
        return grouped(figure) if self.unit == WAN_YUAN else figures.trimmed(figure.value)

    def _box(self, year: int) -> Column:
        middle = self.years.middle(year)
        return Column(
            year=year,
            middle=middle,
            left=middle - _BOX // 2,
            top=str(_ZERO_LINE - _BOX_HEIGHT),
            width=_BOX,
            height=str(_BOX_HEIGHT),
            text=self._why(year),
            text_at=str(_ZERO_LINE - _BOX_TEXT),
            tone="none",
        )

    def _why(self, year: int) -> str:
        cell = self.cells.get(year)
        if isinstance(cell, Empty):
            return cell.kind.value
        return UNSCORED if year in self.years.held else Status.ABSENT.value


def _marks(years: _Years, found: Iterable[Break]) -> Iterator[Mark]:
    """The breaks between the years shown; several between the same two are one line."""
    words: dict[int, list[str]] = {}
    for parting in found:
        if parting.year in years.shown[1:]:
            words.setdefault(parting.year, []).append(parting.change.value)
    for year, changes in words.items():
        lines = ((_FIRST_WORD + n * _NEXT_WORD, word) for n, word in enumerate(changes))
        yield Mark(years.before(year), tuple(lines))
