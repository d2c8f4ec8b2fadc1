"""Owns the pages that set units of one year side by side, sorted in several ways.

Every way of sorting is a page of its own, so that it needs no script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.comparison import Reason, deduction, groups, left_out, ranked
from generator.figures import Figure
from generator.model.report import Consolidation
from generator.pages.bars import drawn, within
from generator.pages.cells import NOTHING, View, even
from generator.pages.environment import Draft, drafted
from generator.pages.hub import (
    HOME,
    anchor_of,
    notice,
    titled,
    unit_link,
    year_link,
)
from generator.pages.page import Link, Page, Section
from generator.pages.results import ResultLine, last_of, result_line
from generator.pages.year_figures import coverage, mean_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.comparison import Group, LeftOut, Measure
    from generator.corpus import Region
    from generator.yearbook import RegionYear, Result

    Years = tuple[RegionYear, ...]

INDEX = Link("compare", "比较")
_ALL = "all"  # below the page of a form: the units that count the money of those below them


@dataclass(frozen=True, slots=True)
class _Order:
    """A way to sort, the folder of its pages, and by what."""

    folder: str
    words: str
    measure: Measure


def _executed(result: Result) -> Figure | None:
    cell = result.case.tables[0].funds.executed
    return cell if isinstance(cell, Figure) else None


_ORDERS = (
    _Order("", "自评得分", lambda result: result.standing.score),
    _Order("by-spend", "全年执行数", _executed),
    _Order("by-rate", "执行率", lambda result: result.standing.rate),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A comparison that can be made: its page, and what is compared."""

    link: Link
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the table; the widths are those of the bars below its numbers."""

    unit: Link
    result: ResultLine
    cut: View
    rate_width: str
    score_width: str


@dataclass(frozen=True, slots=True)
class Left:
    """A unit that is not in the table, why, and where it is instead."""

    unit: Link
    why: str
    instead: Link | None


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice among pages like this one."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A page to choose, or the one that is shown."""

    link: Link
    current: bool


@dataclass(frozen=True, slots=True)
class CompareView:
    """One comparison, sorted in one way."""

    region: str
    title: str
    notice: str
    form: Link
    year: Link
    scope: str
    picks: tuple[Pick, ...]
    caption: str
    score: Option
    spend: Option
    rate: Option
    rows: tuple[Row, ...]
    mean: str
    left: tuple[Left, ...]


def compare_pages(regions: Iterable[tuple[Region, Years]]) -> Iterator[Draft]:
    """The index, then each comparison in each order."""
    regions = tuple(regions)
    yield _index(regions)
    for _, years in regions:
        for year in years:
            for group in groups(year):
                for order in _ORDERS:
                    yield _page(_Comparison(year, group, order), years)


def choices(year: RegionYear) -> tuple[Choice, ...]:
    """What can be compared in a year."""
    return tuple(_choice(_Comparison(year, group, _ORDERS[0])) for group in groups(year))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What is compared, and how it is sorted."""

    year: RegionYear
    group: Group
    order: _Order

    @property
    def address(self) -> str:
        """Its page."""
        form, scope = self.group.key
        all_ = _ALL if scope is Consolidation.ALL else ""
        parts = (INDEX.address, self.year.region.address, str(self.year.year), form)
        return "/".join(filter(None, (*parts, all_, self.order.folder)))

    def sorted(self, order: _Order) -> Option:
        """The page that sorts in this order."""
        other = _Comparison(self.year, self.group, order)
        return Option(Link(other.address, order.words), order is self.order)

    def of(self, year: RegionYear, group: Group, words: str) -> Option:
        """The page of another year or group in the same order."""
        current = year is self.year and group.key == self.group.key
        return Option(Link(_Comparison(year, group, self.order).address, words), current)


def _choice(comparison: _Comparison) -> Choice:
    group = comparison.group
    scope = f"，{group.scope.value}口径" if group.scope is Consolidation.ALL else ""
    words = f"{len(group.entries)}个单位{scope}"
    return Choice(Link(comparison.address, group.form.title.text), words)


def _index(regions: tuple[tuple[Region, Years], ...]) -> Draft:
    lists = [
        (anchor_of(region), region.title, notice(region), found)
        for region, years in regions
        if (found := [(year_link(year), made) for year in years if (made := choices(year))])
    ]
    page = Page(
        address=INDEX.address,
        title=INDEX.title,
        body="",
        description="同一年度、同一表式、同一口径的单位放在一起，按得分、全年执行数或执行率排序。",
        kind="comparisons",
        sections=tuple(Section(anchor, title) for anchor, title, *_ in lists),
        trail=(HOME, INDEX),
        changed=last_of(result for _, years in regions for y in years for result in y.results),
    )
    return drafted(page, "comparisons", regions=lists)


def _page(comparison: _Comparison, years: Years) -> Draft:
    year, group, order = comparison.year, comparison.group, comparison.order
    title = f"{year.year}年度各单位比较"
    page = Page(
        address=comparison.address,
        title=f"{titled(year.region)}{title}，按{order.words}：{group.form.title}",
        body="",
        description=f"{year.region.title}{title}，按{order.words}从高到低；没有列入的单位和原因。",
        kind="comparison",
        sections=(Section("table", "比较"), Section("left-out", "没有列入的单位")),
        trail=(HOME, INDEX, Link(comparison.address, f"{year.region.title}{year.year}年度")),
        changed=last_of(group.results),
    )
    return drafted(page, "comparison", view=_view(comparison, years))


def _view(comparison: _Comparison, years: Years) -> CompareView:
    year, group, order = comparison.year, comparison.group, comparison.order
    score, spend, rate = map(comparison.sorted, _ORDERS)
    return CompareView(
        region=year.region.title,
        title=f"{year.year}年度各单位比较",
        notice=notice(year.region),
        form=Link(f"method/{group.form.name}", group.form.title.text),
        year=year_link(year),
        scope=group.scope.value,
        picks=tuple(pick for pick in _picks(comparison, years) if len(pick.options) > 1),
        caption=f"{len(group.entries)}个单位，按{order.words}从高到低（万元）",
        score=score,
        spend=spend,
        rate=rate,
        rows=tuple(_row(result) for result in ranked(group.results, order.measure)),
        mean=_mean(group),
        left=tuple(_left(item, year) for item in left_out(year, group)),
    )


def _picks(comparison: _Comparison, years: Years) -> Iterator[Pick]:
    here, group = comparison.year, comparison.group
    same = [(y, g) for y in years for g in groups(y) if g.key == group.key]
    yield Pick("年度", tuple(comparison.of(y, g, str(y.year)) for y, g in same))
    forms = [g for g in groups(here) if g.scope is group.scope]
    yield Pick("表式", tuple(comparison.of(here, g, g.form.title.text) for g in forms))
    scopes = [g for g in groups(here) if g.form is group.form]
    yield Pick("口径", tuple(comparison.of(here, g, g.scope.value) for g in scopes))


def _row(result: Result) -> Row:
    standing, unit, cut = result.standing, result.case.report.unit, deduction(result)
    return Row(
        unit=Link(result.assessment.address, unit.title.text),
        result=result_line(result),
        cut=View(even(cut)) if cut else NOTHING,
        rate_width=drawn(within(standing.rate)) if standing.rate else "",
        score_width=drawn(within(standing.score)) if standing.score else "",
    )


def _mean(group: Group) -> str:
    mean = mean_of(group.results)
    return f"平均得分{even(mean)}分（{coverage(group.results)}）。" if mean else ""


def _left(item: LeftOut, year: RegionYear) -> Left:
    result, why = item.entry.result, item.reason.value
    if result and item.reason is Reason.FORM:
        why = f"用“{result.case.form.title}”，分值或等级的规定不同"
    instead = _Comparison(year, item.group, _ORDERS[0]).address if item.group else ""
    unit = unit_link(item.entry.unit)
    return Left(
        unit=Link(result.assessment.address, unit.title) if result else unit,
        why=why,
        instead=Link(instead, "另表比较") if instead else None,
    )
