"""Owns the pages of years: who published, what came out, and every unit with its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.cells import NOTHING, View, dated
from generator.pages.compare import choices
from generator.pages.environment import Draft, drafted
from generator.pages.hub import (
    HOME,
    YEARS,
    anchor_of,
    notice,
    titled,
    unit_link,
    year_link,
)
from generator.pages.page import Link, Page, Section
from generator.pages.results import ResultLine, last_of, late, result_line
from generator.pages.year_figures import GradeTable, KeyFigure, grade_tables, key_figures
from generator.rules.reports.deadlines import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.corpus import Region
    from generator.pages.compare import Choice
    from generator.yearbook import Entry, RegionYear

    Years = tuple[RegionYear, ...]


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region in the index, with its years."""

    anchor: str
    title: str
    notice: str
    years: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A unit of the year: its result, or in words why there is none.

    ``unit`` leads to its page; the address is blank where it has none yet.
    """

    unit: Link
    kind: str
    result: ResultLine | None
    status: str
    late: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """The page of a year. ``approved`` and ``deadline`` are blank where nobody states them."""

    region: str
    title: str
    notice: str
    approved: View
    deadline: View
    keys: tuple[KeyFigure, ...]
    grades: tuple[GradeTable, ...]
    lines: tuple[EntryLine, ...]
    comparisons: tuple[Choice, ...]
    others: tuple[Link, ...]


def year_pages(regions: Iterable[tuple[Region, Years]]) -> Iterator[Draft]:
    """The index, then a page for each region and year."""
    regions = tuple(regions)
    yield _index(regions)
    for region, years in regions:
        for year in years:
            yield _page(region, year, years)


def held(year: RegionYear) -> str:
    """How many reports there are."""
    return f"{len(year.results)}份报告"


def entry_line(entry: Entry) -> EntryLine:
    """A unit of the year with its result."""
    registered = entry.unit.registered
    return EntryLine(
        unit=unit_link(entry.unit),
        kind=str(registered.kind) if registered else "",
        result=result_line(entry.result) if entry.result else None,
        status=entry.status.value,
        late=late(entry),
    )


def _index(regions: tuple[tuple[Region, Years], ...]) -> Draft:
    page = Page(
        address=YEARS.address,
        title=YEARS.title,
        body="",
        description="各年度的绩效自评：应公开多少、已公开多少、平均得分和等级。",
        kind="years",
        sections=tuple(Section(anchor_of(region), region.title) for region, _ in regions),
        trail=(HOME, YEARS),
        changed=last_of(result for _, years in regions for y in years for result in y.results),
    )
    return drafted(page, "years", regions=[_line(region, years) for region, years in regions])


def _line(region: Region, years: Years) -> RegionLine:
    links = tuple((year_link(year), held(year)) for year in years)
    return RegionLine(anchor_of(region), region.title, notice(region), links)


def _page(region: Region, year: RegionYear, years: Years) -> Draft:
    link = year_link(year)
    view = _view(region, year, years)
    page = Page(
        address=link.address,
        title=f"{titled(region)}{link.title}绩效自评",
        body="",
        description=f"{region.title}{link.title}绩效自评：各单位的得分、等级和公开情况。",
        kind="year",
        sections=tuple(_sections(view)),
        trail=(HOME, YEARS, Link(link.address, f"{region.title}{link.title}")),
        changed=last_of(year.results),
    )
    return drafted(page, "year", year=view)


def _view(region: Region, year: RegionYear, years: Years) -> YearView:
    return YearView(
        region=region.title,
        title=f"{year.year}年度绩效自评",
        notice=notice(region),
        approved=dated(year.approved) if year.approved else NOTHING,
        deadline=dated(deadline(year.approved)) if year.approved else NOTHING,
        keys=key_figures(year),
        grades=grade_tables(year),
        lines=tuple(entry_line(entry) for entry in year.entries),
        comparisons=choices(year),
        others=tuple(year_link(other) for other in years if other is not year),
    )


def _sections(view: YearView) -> Iterator[Section]:
    yield Section("figures", "公开和得分")
    if view.grades:
        yield Section("grades", "等级分布")
    yield Section("units", "各单位")
    if view.comparisons:
        yield Section("compare", "比较")
    if view.others:
        yield Section("others", "其他年度")
