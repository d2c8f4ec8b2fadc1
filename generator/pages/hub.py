"""Owns the pages that lead to reports: home and the page of a unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Figure
from generator.pages.cells import View, grouped, view
from generator.pages.environment import Draft, drafted
from generator.pages.facts import (
    ProjectLine,
    grade_of,
    project_lines,
    rate_of,
    score_of,
    unlinked,
    year_of,
)
from generator.pages.page import Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.assess import Assessment
    from generator.corpus import Portal, Region, UnitReports
    from generator.rules.core import Case

HOME = Link("", "首页")
_INVENTED = "虚构"


@dataclass(frozen=True, slots=True)
class Result:
    """A report in a list: its year and what came out."""

    link: Link
    initial: View
    adjusted: View
    executed: View
    rate: View
    score: View
    grade: View
    published: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit on the home page, with its latest result and its earlier years."""

    link: Link
    kind: str
    latest: Result | None
    earlier: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """What the reports of one region and year sum up to."""

    title: str
    reports: int
    executed: str
    grades: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region on the home page."""

    anchor: str
    title: str
    note: str
    invented: bool
    year: YearView | None
    units: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """The page of a unit."""

    title: str
    region: str
    notice: str
    facts: tuple[str, ...]
    results: tuple[Result, ...]
    projects: tuple[tuple[str, tuple[ProjectLine, ...]], ...]


def home(portal: Portal) -> Draft:
    """Every region with its units as plain lists: they are the search that needs no script."""
    real_first = sorted(portal.regions, key=invented)
    regions = tuple(_region(region) for region in real_first)
    page = Page(
        address="",
        title="绩效自评公开",
        body="",
        description="预算部门绩效自评报告：花了多少、得了几分、为什么扣分、每个数字从哪来。",
        kind="home",
    )
    return drafted(page, "home", regions=regions)


def unit_page(unit: UnitReports, region: Region) -> Draft:
    """The years of one unit, and the projects of each."""
    view_ = UnitView(
        title=unit.title,
        region=region.title,
        notice=notice(region),
        facts=tuple(_facts(unit)),
        results=tuple(r for r in map(_result, unit.reports) if r),
        projects=tuple(
            (year_of(a.case), lines) for a in unit.reports if a.case and (lines := project_lines(a))
        ),
    )
    page = Page(
        address=unit.address,
        title=unit.title,
        body="",
        description=f"{unit.title}各年度的绩效自评：预算、执行、得分和等级。",
        kind="unit",
        trail=unit_trail(unit),
    )
    return drafted(page, "unit", unit=view_)


def invented(region: Region) -> bool:
    """Whether the register says that the region is made up, to show what a site looks like."""
    return _INVENTED in region.title or _INVENTED in region.note


def notice(region: Region) -> str:
    """What every page of an invented region has to say; nothing for a real one."""
    return (region.note or region.title) if invented(region) else ""


def unit_trail(unit: UnitReports) -> tuple[Link, ...]:
    """The way to a unit."""
    return (HOME, Link(unit.address, unit.title))


def _region(region: Region) -> RegionView:
    return RegionView(
        anchor=f"r-{region.address}",
        title=region.title,
        note=region.note,
        invented=invented(region),
        year=_year(region),
        units=tuple(_unit(unit) for unit in region.units),
    )


def _unit(unit: UnitReports) -> UnitLine:
    results = [result for result in map(_result, unit.reports) if result]
    kind = unit.registered.kind if unit.registered else None
    return UnitLine(
        link=Link(unit.address, unit.title),
        kind=str(kind) if kind else "",
        latest=results[0] if results else None,
        earlier=tuple(result.link for result in results[1:]),
    )


def _result(assessment: Assessment) -> Result | None:
    case = assessment.case
    if case is None:
        return None
    table = case.tables[0]
    funds = table.funds
    return Result(
        link=Link(assessment.address, year_of(case) or assessment.address),
        initial=_amount(funds.initial),
        adjusted=_amount(funds.adjusted),
        executed=_amount(funds.executed),
        rate=view(rate_of(table), unlinked),
        score=view(score_of(table), unlinked),
        grade=grade_of(table),
        published=case.report.disclosure.published.chinese,
    )


def _amount(cell: figures.Cell) -> View:
    return View(grouped(cell)) if isinstance(cell, Figure) else view(cell, unlinked)


def _year(region: Region) -> YearView | None:
    """The latest year of a region: how many reports, how much money, which grades."""
    cases = [a.case for unit in region.units for a in unit.reports if a.case]
    years = [case.report.fiscal_year for case in cases if case.report.fiscal_year]
    if not years:
        return None
    latest = [case for case in cases if case.report.fiscal_year == max(years)]
    executed = [c.tables[0].funds.executed for c in latest]
    known = tuple(cell for cell in executed if isinstance(cell, Figure))
    return YearView(
        title=f"{max(years)}年度",
        reports=len(latest),
        executed=grouped(figures.total("全年执行", known)) if known else "",
        grades=tuple(_grades(latest)),
    )


def _grades(cases: list[Case]) -> Iterator[tuple[str, int]]:
    """How many reports have each grade, in the order of the forms' bands."""
    counts = Counter(grade_of(case.tables[0]).text for case in cases)
    order = dict.fromkeys(band.title.text for case in cases for band in case.form.grades)
    for grade in dict.fromkeys((*order, *counts)):
        if counts[grade]:
            yield grade or "未定", counts[grade]


def _facts(unit: UnitReports) -> Iterator[str]:
    latest = next((a.case for a in unit.reports if a.case), None)
    if unit.registered and unit.registered.kind:
        yield str(unit.registered.kind)
    if latest is None:
        return
    staffing = latest.report.base.staffing
    if isinstance(staffing.quota, Figure) and isinstance(staffing.on_duty, Figure):
        people = f"编制{figures.plain(staffing.quota.value)}人"
        yield f"{people}，在职{figures.plain(staffing.on_duty.value)}人（{year_of(latest)}）"
