"""Owns the page of a unit: its years in charts and in a table, and the projects of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.comparison import breaks
from generator.figures import Figure
from generator.inventory import SOURCES, by_origin, report_groups
from generator.pages.environment import Draft, drafted
from generator.pages.facts import ProjectLine, project_lines, year_of
from generator.pages.hub import notice, unit_trail
from generator.pages.page import Page, Section
from generator.pages.provenance import Piece
from generator.pages.results import ResultLine, amount, late, result_line
from generator.pages.trends import trends
from generator.yearbook import Status, reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus import Region, UnitReports
    from generator.pages.trends import Trends
    from generator.yearbook import Entry, Result


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year in the table; ``changed`` are the words for what is unlike the year before.

    Without a ``result``, ``status`` says what became of the report.
    """

    title: str
    result: ResultLine | None
    status: str
    late: bool
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """The page of a unit."""

    title: str
    region: str
    notice: str
    facts: tuple[tuple[Piece, ...], ...]
    sources: str
    trends: Trends | None
    lines: tuple[YearLine, ...]
    projects: tuple[tuple[str, tuple[ProjectLine, ...]], ...]


def unit_page(unit: UnitReports, region: Region, entries: tuple[Entry, ...]) -> Draft:
    """The years of one unit; ``entries`` are those with a report, or in which one was due."""
    charts = trends(unit, tuple(entry.year for entry in entries)) if entries else None
    view = UnitView(
        title=unit.title,
        region=region.title,
        notice=notice(region),
        facts=tuple(_facts(unit)),
        sources=f"{_latest(unit).assessment.address}/{SOURCES}" if reports(unit) else "",
        trends=charts,
        lines=tuple(_lines(unit, entries)),
        projects=tuple(
            (year_of(a.case), lines)
            for a in unit.reports
            if a.case and (lines := project_lines(a, amount))
        ),
    )
    page = Page(
        address=unit.address,
        title=unit.title,
        body="",
        description=f"{unit.title}各年度的绩效自评：预算、执行、得分和等级。",
        kind="unit",
        sections=tuple(_sections(view)),
        trail=unit_trail(unit),
    )
    return drafted(page, "unit", unit=view)


def _sections(view: UnitView) -> Iterator[Section]:
    if view.trends:
        yield Section("changes", "各年变化")
    yield Section("years", "各年报告")
    for number, (year, _) in enumerate(view.projects, 1):
        yield Section(f"projects-{number}", f"{year}的项目")


def _lines(unit: UnitReports, entries: tuple[Entry, ...]) -> Iterator[YearLine]:
    """The expected years, the newest first, and those between them that nobody speaks of."""
    found, partings = {entry.year: entry for entry in entries}, breaks(unit)
    every = range(min(found), max(found) + 1) if found else range(0)
    for year in reversed(every):
        entry = found.get(year)
        yield YearLine(
            title=f"{year}年度",
            result=result_line(entry.result) if entry and entry.result else None,
            status=entry.status.value if entry else Status.ABSENT.value,
            late=entry is not None and late(entry),
            changed=tuple(p.change.value for p in partings if p.year == year),
        )


def _facts(unit: UnitReports) -> Iterator[tuple[Piece, ...]]:
    if unit.registered and unit.registered.kind:
        yield (Piece(str(unit.registered.kind)),)
    if reports(unit):
        yield from _people(_latest(unit))


def _latest(unit: UnitReports) -> Result:
    held = reports(unit)
    return held[max(held)]


def _people(result: Result) -> Iterator[tuple[Piece, ...]]:
    """How many the unit has, each number with its row among the sources of the report."""
    case = result.case
    staffing = case.report.base.staffing
    if isinstance(staffing.quota, Figure) and isinstance(staffing.on_duty, Figure):
        entries = (entry for group in report_groups(case) for entry in group.entries)
        rows = by_origin((entry.anchor, entry.figure) for entry in entries)
        quota, on_duty = (
            Piece(figures.plain(each.value), rows.get(id(each.origin), ""))
            for each in (staffing.quota, staffing.on_duty)
        )
        yield (Piece("编制"), quota, Piece("人，在职"), on_duty, Piece(f"人（{year_of(case)}）"))
