"""Owns the home page: what the site is, and of each region the year in figures and its units.

The units are plain lists: they are the search that needs no script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.figures import Figure
from generator.pages.cells import View, dated, even, grouped
from generator.pages.compare import choices
from generator.pages.disclosure import corrections
from generator.pages.environment import Draft, drafted
from generator.pages.facts import year_of
from generator.pages.hub import anchor_of, invented, unit_link, year_link
from generator.pages.page import Link, Page
from generator.pages.results import UNSCORED, late
from generator.pages.year_figures import grade_tables, key_figures
from generator.pages.years import held
from generator.yearbook import Status, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.corpus import Region, UnitReports
    from generator.pages.compare import Choice
    from generator.pages.year_figures import GradeTable, KeyFigure
    from generator.yearbook import Entry, RegionYear, Result

    Years = tuple[RegionYear, ...]

_NEWS = 5


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its result of the year, or in words why there is none."""

    unit: Link
    report: Link | None
    year: str
    executed: str
    status: str
    late: bool


@dataclass(frozen=True, slots=True)
class News:
    """A report that was published or corrected."""

    day: View
    report: Link


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region on the home page, with its latest year."""

    anchor: str
    title: str
    note: str
    invented: bool
    year: Link
    keys: tuple[KeyFigure, ...]
    grades: tuple[GradeTable, ...]
    comparisons: tuple[Choice, ...]
    news: tuple[News, ...]
    kinds: tuple[tuple[str, tuple[UnitLine, ...]], ...]
    years: tuple[tuple[Link, str], ...]


def home(regions: Iterable[tuple[Region, Years]]) -> Draft:
    """Every region that has a report of some year."""
    page = Page(
        address="",
        title="绩效自评公开",
        body="",
        description="预算部门绩效自评报告：花了多少、得了几分、为什么扣分、每个数字从哪来。",
        kind="home",
    )
    return drafted(page, "home", regions=[_region(region, years) for region, years in regions])


def _region(region: Region, years: Years) -> RegionView:
    latest = years[0]
    return RegionView(
        anchor=anchor_of(region),
        title=region.title,
        note=region.note,
        invented=invented(region),
        year=year_link(latest),
        keys=key_figures(latest),
        grades=grade_tables(latest),
        comparisons=choices(latest),
        news=_news(region),
        kinds=tuple(_kinds(latest)),
        years=tuple((year_link(year), held(year)) for year in years),
    )


def _kinds(year: RegionYear) -> Iterator[tuple[str, tuple[UnitLine, ...]]]:
    kinds: dict[str, list[UnitLine]] = {}
    for entry in year.entries:
        kinds.setdefault(_kind(entry.unit), []).append(_line(entry))
    return ((kind, tuple(lines)) for kind, lines in kinds.items())


def _kind(unit: UnitReports) -> str:
    stated = unit.registered.kind if unit.registered else None
    return str(stated) if stated else ""


def _line(entry: Entry) -> UnitLine:
    result = entry.result
    report = _report(entry) or (_newest(entry.unit) if entry.status is Status.ABSENT else None)
    return UnitLine(
        unit=unit_link(entry.unit),
        report=report,
        year=year_of(result.case) if result else "",
        executed=_executed(result) if result else "",
        status=entry.status.value,
        late=late(entry),
    )


def _executed(result: Result) -> str:
    """What was spent, blank where nobody says so."""
    cell = result.case.tables[0].funds.executed
    return f"{grouped(cell)}{cell.unit}" if isinstance(cell, Figure) else ""


def _report(entry: Entry) -> Link | None:
    result = entry.result
    return Link(result.assessment.address, _words(result)) if result else None


def _words(result: Result) -> str:
    standing = result.standing
    return f"{even(standing.score)}分 {standing.grade}" if standing.score else UNSCORED


def _newest(unit: UnitReports) -> Link | None:
    """The last report of a unit that has none for the year."""
    found = reports(unit)
    if not found:
        return None
    newest = found[max(found)]
    return Link(newest.assessment.address, year_of(newest.case))


def _news(region: Region) -> tuple[News, ...]:
    happened = sorted(_happened(region), key=lambda item: item[0], reverse=True)
    return tuple(News(dated(day), link) for day, link in happened[:_NEWS])


def _happened(region: Region) -> Iterator[tuple[date, Link]]:
    """Every publication and correction, and the report that it was of."""
    for unit in region.units:
        for result in reports(unit).values():
            address, report = result.assessment.address, result.case.report
            title = f"{year_of(result.case)}报告"
            if day := report.disclosure.published.value:
                yield day, Link(address, f"{report.unit.title}公开{title}")
            for correction in corrections(report.disclosure):
                if day := correction.day.value:
                    yield day, Link(address, f"{report.unit.title}更正{title}")
