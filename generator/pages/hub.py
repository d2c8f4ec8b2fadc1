"""Owns what pages call a region, a unit and a year, and the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages.page import Link

if TYPE_CHECKING:
    from generator.corpus import Region, UnitReports
    from generator.yearbook import RegionYear

HOME = Link("", "首页")
YEARS = Link("years", "年度")
_INVENTED = "虚构"


def invented(region: Region) -> bool:
    """Whether the register says that the region is made up, to show what a site looks like."""
    return _INVENTED in region.title or _INVENTED in region.note


def titled(region: Region) -> str:
    """The title of a region where it stands alone: it tells what is made up from what is real."""
    told = not invented(region) or _INVENTED in region.title
    return region.title if told else f"{region.title}（{_INVENTED}）"


def notice(region: Region) -> str:
    """What every page of an invented region has to say; nothing for a real one."""
    return (region.note or region.title) if invented(region) else ""


def anchor_of(region: Region) -> str:
    """The id of a region where a page lists several."""
    return f"r-{region.address}"


def unit_trail(unit: UnitReports) -> tuple[Link, ...]:
    """The way to a unit."""
    return (HOME, Link(unit.address, unit.title))


def unit_link(unit: UnitReports) -> Link:
    """The page of a unit; its address is blank where it has no report, and so no page."""
    return Link(unit.address if unit.reports else "", unit.title)


def year_link(year: RegionYear) -> Link:
    """The page of a year."""
    return Link(f"{YEARS.address}/{year.region.address}/{year.year}", f"{year.year}年度")
