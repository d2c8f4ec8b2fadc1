"""Owns what rules across reports share: whose report it is, and which report came before it.

Must not judge any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.values import NamedTuple

if TYPE_CHECKING:
    from generator.model.register import RegisteredUnit
    from generator.model.report import Report
    from generator.rules.core import Case, CorpusCase


class Filed(NamedTuple):
    """A report with its address taken apart, and its unit's entry in the register."""

    address: str
    region: str
    folder: str
    case: Case
    entry: RegisteredUnit | None

    @property
    def report(self) -> Report:
        """What the unit wrote."""
        return self.case.report

    @property
    def unit(self) -> tuple[str, str]:
        """What identifies the unit: its region, and its code or else its title."""
        return self.region, self.report.unit.code.text or self.report.unit.title.text

    @property
    def code(self) -> str:
        """The unit's code: its own, or else that of the register; blank when there is none."""
        listed = self.entry.code.text if self.entry else ""
        return self.report.unit.code.text or listed


class Years(NamedTuple):
    """Two reports of one unit, a year apart."""

    before: Filed
    after: Filed


def filed(case: CorpusCase) -> list[Filed]:
    """Every readable report, by address."""
    return [_file(address, one, case) for address, one in case.reports]


def _file(address: str, one: Case, case: CorpusCase) -> Filed:
    region, *parts, _ = address.split("/")
    folder, register = "/".join(parts), case.registers.get(region)
    units = register.units if register else ()
    entry = next((unit for unit in units if unit.folder.text == folder), None)
    return Filed(address, region, folder, one, entry)


def consecutive(case: CorpusCase) -> list[Years]:
    """Every report whose unit also has one for the year before, with that one."""
    reports = {(one.unit, one.report.fiscal_year): one for one in filed(case)}
    return [
        Years(reports[unit, year - 1], one)
        for (unit, year), one in reports.items()
        if year and (unit, year - 1) in reports
    ]


ONE_YEAR_ONLY = "没有同一单位相邻两年的报告"
