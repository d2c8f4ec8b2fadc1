"""Owns what a region came to, year by year: who published by when, and what came out.

Must not know pages or downloads, which both take the same numbers from here.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from generator import figures
from generator.corpus import UnitReports
from generator.model.reading import YesNo
from generator.rules.reports.deadlines import approvals, deadline
from generator.scoring import Standing, standing
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.assess import Assessment
    from generator.corpus import Region
    from generator.figures import Figure
    from generator.forms.form import Band, Form
    from generator.model.register import RegisteredUnit
    from generator.rules.core import Case

AVERAGE_DECIMALS = 2
UNGRADED = "未定"
_PIECES = "个"


class Status(Enum):
    """Whether a unit published its report for a year, and whether in time."""

    IN_TIME = "按期公开"
    LATE = "逾期公开"
    PUBLISHED = "已公开"  # on which day, or by which it had to be, is not known
    AWAITED = "尚未公开"
    OVERDUE = "尚未公开，已逾期"
    ABSENT = "未收录"  # whether there has to be one is not known


class Result(NamedTuple):
    """A report that could be read, and what it came to."""

    assessment: Assessment
    case: Case
    standing: Standing


class Entry(NamedTuple):
    """A unit in a year. ``approved`` is the day from which its time to publish runs.

    ``due`` says whether the register has it publish for this year.
    """

    unit: UnitReports
    year: int
    due: bool
    approved: date | None
    result: Result | None
    status: Status

    @property
    def deadline(self) -> date | None:
        """The last day on which it is in time, where that can be known."""
        return deadline(self.approved) if self.approved else None

    @property
    def published(self) -> date | None:
        """The day on which its report was published, where it says so."""
        return self.result.case.report.disclosure.published.value if self.result else None


class Grade(NamedTuple):
    """How many reports have a grade; ``band`` is None where the form has no such grade."""

    title: str
    band: Band | None
    number: Figure


class Distribution(NamedTuple):
    """The grades of those reports whose forms grade alike."""

    forms: tuple[Form, ...]
    grades: tuple[Grade, ...]


class RegionYear(NamedTuple):
    """One year of a region: every unit of its register, and every other that has a report.

    ``approved`` is None where no register says when the 决算 was approved; who had to publish
    by when is not known then.
    """

    region: Region
    year: int
    approved: date | None
    entries: tuple[Entry, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """What every report of the year came to."""
        return tuple(entry.result for entry in self.entries if entry.result)

    @property
    def due(self) -> Figure:
        """How many units had to publish."""
        return _count("应公开", self._due(), "单位名录里应公开的单位")

    @property
    def published(self) -> Figure:
        """How many of them did."""
        there = (entry for entry in self._due() if entry.result)
        return _count("已公开", there, "应公开的单位里有报告的")

    @property
    def late(self) -> Figure:
        """How many of these were late."""
        late = (entry for entry in self._due() if entry.status is Status.LATE)
        return _count("其中逾期", late, "已公开的单位里发布日期晚于公开期限的")

    @property
    def awaited(self) -> Figure:
        """How many units had to publish and did not yet."""
        return figures.difference("尚未公开", self.due, self.published)

    @property
    def overdue(self) -> Figure:
        """For how many of these the time is over."""
        late = (entry for entry in self._due() if entry.status is Status.OVERDUE)
        return _count("已逾期", late, "尚未公开的单位里公开期限已过的")

    def _due(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.due)


def _count(name: str, entries: Iterable[Entry], formula: str) -> Figure:
    return figures.counted(name, len(tuple(entries)), _PIECES, formula)


def average(scores: Iterable[Figure | None]) -> Figure | None:
    """The mean of the scores that are known; None where none is."""
    known = tuple(score for score in scores if score is not None)
    if not known:
        return None
    formula = f"{len(known)}个得分之和 ÷ {len(known)}"
    return figures.rounded(figures.mean("平均得分", known, formula), AVERAGE_DECIMALS)


def distributions(results: Iterable[Result]) -> tuple[Distribution, ...]:
    """The grades of the reports; only forms that grade alike are counted together."""
    alike: dict[str, list[Result]] = {}
    for result in results:
        alike.setdefault(result.case.form.scale, []).append(result)
    return tuple(_distribution(found) for found in alike.values())


def _distribution(results: list[Result]) -> Distribution:
    forms = {result.case.form.name.text: result.case.form for result in results}
    counts = Counter(result.standing.grade or UNGRADED for result in results)
    bands = {band.title.text: band for band in results[0].case.form.grades}
    grades = tuple(
        Grade(title, bands.get(title), figures.counted(title, counts[title], _PIECES, "报告数"))
        for title in dict.fromkeys((*bands, *counts))
    )
    return Distribution(tuple(forms[name] for name in sorted(forms)), grades)


def years(region: Region) -> tuple[RegionYear, ...]:
    """Every year in which a report was due or is there, the newest first."""
    approved = approvals(region.register) if region.register else {}
    held = {year for unit in region.units for year in reports(unit)}
    return tuple(
        _year(region, year, approved.get(year)) for year in sorted({*approved, *held}, reverse=True)
    )


def expected(of_region: Iterable[RegionYear]) -> dict[str, tuple[Entry, ...]]:
    """The years in which a unit has a report or should have one, by the unit's address."""
    found: dict[str, list[Entry]] = {}
    for year in of_region:
        for entry in year.entries:
            if entry.due or entry.result:
                found.setdefault(entry.unit.address, []).append(entry)
    return {address: tuple(entries) for address, entries in found.items()}


def reports(unit: UnitReports) -> dict[int, Result]:
    """The readable reports of ``unit`` by year."""
    return {
        case.report.fiscal_year: Result(assessment, case, _standing(case))
        for assessment in unit.reports
        if (case := assessment.case) and case.report.fiscal_year
    }


def _standing(case: Case) -> Standing:
    table = case.tables[0]
    return standing(table.evaluation, table.funds, table.card)


def _year(region: Region, year: int, approved: date | None) -> RegionYear:
    today = next((a.case.today for unit in region.units for a in unit.reports if a.case), None)
    entries = (_entry(unit, year, approved) for unit in _units(region))
    return RegionYear(region, year, approved, tuple(_judged(entry, today) for entry in entries))


def _units(region: Region) -> Iterator[UnitReports]:
    """The units in the order of the register, then those that it does not have.

    A unit that must not publish, and does not, is not spoken of.
    """
    found = {unit.address: unit for unit in region.units}
    for listed in region.register.units if region.register else ():
        address = f"{region.address}/{listed.folder}"
        unit = found.pop(address, None)
        if unit or _obliged(listed):
            yield unit or UnitReports(address, listed.title.text, listed, ())
    yield from found.values()


def _obliged(unit: RegisteredUnit | None) -> bool:
    return unit is not None and unit.publishes.value is not YesNo.NO


def _entry(unit: UnitReports, year: int, approved: date | None) -> Entry:
    result = reports(unit).get(year)
    own = result.case.report.disclosure.approved.value if result else None
    due = approved is not None and _obliged(unit.registered)
    status = Status.PUBLISHED if result else Status.AWAITED if due else Status.ABSENT
    return Entry(unit, year, due, own or approved, result, status)


def _judged(entry: Entry, today: date | None) -> Entry:
    """``entry`` with what its dates say, as far as they are known."""
    last, published = entry.deadline, entry.published
    if last is None:
        return entry
    if entry.status is Status.PUBLISHED and published:
        return entry._replace(status=Status.LATE if published > last else Status.IN_TIME)
    if entry.status is Status.AWAITED and today and today > last:
        return entry._replace(status=Status.OVERDUE)
    return entry
