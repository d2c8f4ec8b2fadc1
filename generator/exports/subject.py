"""Owns what every row of a report begins with, and how one value of it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.dataset import REPORT
from generator.figures import Empty, Figure
from generator.inventory import Sheet, by_origin, sheets
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.assess import Assessment
    from generator.corpus import Portal, Region, UnitReports
    from generator.exports.table import Row
    from generator.findings import Finding
    from generator.model.reading import Words
    from generator.rules.core import Case


class Subject(NamedTuple):
    """A report that could be read, with what is known of it from the whole site.

    ``findings`` are its own, and those that need several reports and stand in its files.
    ``ids`` are its figures' addresses by the identity of their origins.
    """

    region: Region
    unit: UnitReports
    assessment: Assessment
    case: Case
    findings: tuple[Finding, ...]
    sheets: tuple[Sheet, ...]
    ids: dict[int, str]

    @property
    def address(self) -> str:
        """Its folder below the site."""
        return self.assessment.address

    def who(self) -> Row:
        """The columns that all tables begin with."""
        report = self.case.report
        return {
            "地区": self.region.title,
            "单位": report.unit.title.text,
            "单位编码": report.unit.code.text,
            "年度": str(report.fiscal_year or ""),
            REPORT: self.address,
        }


def subjects(portal: Portal) -> Iterator[Subject]:
    """Every report that could be read, by region, unit and year."""
    for region in portal.regions:
        for unit in region.units:
            for assessment in unit.reports:
                if assessment.case is not None:
                    mine = _across(assessment, portal)
                    yield _subject(region, unit, assessment, assessment.case)._replace(
                        findings=(*assessment.findings, *mine)
                    )


def _subject(region: Region, unit: UnitReports, assessment: Assessment, case: Case) -> Subject:
    found = tuple(sheets(assessment.address, case, assessment.slugs))
    entries = (
        (sheet.id_of(entry), entry.figure)
        for sheet in found
        for group in sheet.groups
        for entry in group.entries
    )
    return Subject(region, unit, assessment, case, (), found, by_origin(entries))


def _across(assessment: Assessment, portal: Portal) -> tuple[Finding, ...]:
    folder = assessment.file.rpartition("/")[0] + "/"
    return tuple(f for f in portal.findings if f.span.file.startswith(folder))


def cell_text(value: figures.Cell | Words | None) -> str:
    """A value of a column of numbers: its digits, or which empty it is."""
    if isinstance(value, Figure):
        return figures.plain(value.value)
    return value.kind.value if isinstance(value, Empty) else ""
