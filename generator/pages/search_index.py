"""Owns what the search of a site knows: names, years and addresses, and nothing else.

Prose and amounts stay out: readers look for a unit, a year, a project, an indicator, and the
whole index travels to them. Must not judge what answers a question; js/find.js of the theme does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from generator.pages.facts import projects, report_title
from generator.pages.hub import invented, titled, year_link
from generator.yearbook import years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.assess import Assessment
    from generator.corpus import Portal, Region, UnitReports
    from generator.rules.core import Table
    from generator.yearbook import RegionYear

    Numbers = Mapping[str, int]
    Branch = dict[str, Any]

PATH = "search/index.js"
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index as a script, so that it also loads from a folder, where nothing can be fetched."""

    content: bytes

    @property
    def address(self) -> str:
        """Changes with the content, so that no cache answers with an old index.

        The version follows the name instead of being part of it: a page that a cache kept
        still finds an index after the site was renewed.
        """
        return f"{PATH}?v={sha256(self.content).hexdigest()[:_DIGITS]}"


def index_of(portal: Portal) -> SearchIndex:
    """What can be found in ``portal``, as a tree of folders; regions that are real come first.

    Only the page of a year lies elsewhere, so its ``path`` is whole.

    An indicator is a number into ``names``, because years and units share most of them. The n-th
    of a table has the anchor ``i<n>`` on the page of the report or project that lists it.
    """
    numbers = {name: number for number, name in enumerate(dict.fromkeys(_names(portal)))}
    regions = sorted(portal.regions, key=invented)
    tree = {"names": list(numbers), "regions": [_region(region, numbers) for region in regions]}
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return SearchIndex(f"var jxIndex={text};\n".encode())


def _names(portal: Portal) -> Iterator[str]:
    for assessment in portal.assessments:
        for table in assessment.case.tables if assessment.case else ():
            yield from _indicators(table)


def _indicators(table: Table) -> Iterator[str]:
    return (indicator.title.text for indicator in table.evaluation.indicators)


def _region(region: Region, numbers: Numbers) -> Branch:
    return {
        "path": region.address,
        "title": titled(region),
        "years": [_year(year) for year in years(region)],
        "units": [_unit(unit, region.address, numbers) for unit in region.units],
    }


def _year(year: RegionYear) -> Branch:
    link = year_link(year)
    return {
        "path": link.address,
        "title": f"{titled(year.region)}{link.title}",
        "year": year.year,
    }


def _unit(unit: UnitReports, region: str, numbers: Numbers) -> Branch:
    return {
        "path": _below(region, unit.address),
        "title": unit.title,
        "reports": list(_reports(unit, numbers)),
    }


def _reports(unit: UnitReports, numbers: Numbers) -> Iterator[Branch]:
    for assessment in unit.reports:
        if case := assessment.case:
            yield {
                "path": _below(unit.address, assessment.address),
                "title": report_title(case),
                "year": case.report.fiscal_year,
                "indicators": [numbers[name] for name in _indicators(case.tables[0])],
                "projects": list(_projects(assessment, numbers)),
            }


def _projects(assessment: Assessment, numbers: Numbers) -> Iterator[Branch]:
    for link, table in projects(assessment):
        yield {
            "path": _below(assessment.address, link.address),
            "title": link.title,
            "indicators": [numbers[name] for name in _indicators(table)],
        }


def _below(folder: str, address: str) -> str:
    return address.removeprefix(f"{folder}/")
