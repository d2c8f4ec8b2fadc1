"""Owns how a report stands in a list of many: its amounts, its score, its grade, its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.figures import Figure
from generator.inventory import SOURCES
from generator.pages.cells import NOTHING, View, aligned, dated, grouped, view
from generator.pages.disclosure import last_change
from generator.pages.facts import rows_of, year_of
from generator.pages.page import Link
from generator.yearbook import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator import figures
    from generator.pages.cells import Anchors
    from generator.yearbook import Entry, Result

UNSCORED = "未评分"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A report in a list. ``year`` leads to it, ``sources`` to the rows of its figures."""

    year: Link
    sources: str
    initial: View
    adjusted: View
    executed: View
    rate: View
    score: View
    grade: View
    published: View


def result_line(result: Result) -> ResultLine:
    """``result`` with every number as a table shows it."""
    table, standing = result.case.tables[0], result.standing
    rows = rows_of(table)
    published = result.case.report.disclosure.published.value
    return ResultLine(
        year=Link(result.assessment.address, year_of(result.case)),
        sources=f"{result.assessment.address}/{SOURCES}",
        initial=amount(table.funds.initial, rows),
        adjusted=amount(table.funds.adjusted, rows),
        executed=amount(table.funds.executed, rows),
        rate=aligned(standing.rate, rows),
        score=aligned(standing.score, rows) if standing.score else View(UNSCORED, empty=True),
        grade=View(standing.grade),
        published=dated(published) if published else NOTHING,
    )


def amount(cell: figures.Cell, rows: Anchors) -> View:
    """Money on a page that sums up, with thousands separators."""
    return View(grouped(cell), rows(cell)) if isinstance(cell, Figure) else view(cell, rows)


def late(entry: Entry) -> bool:
    """Whether a unit did not publish in time, so that readers have to see it."""
    return entry.status in (Status.LATE, Status.OVERDUE)


def last_of(results: Iterable[Result]) -> date | None:
    """The last day on which one of the reports was published or corrected."""
    days = (last_change(result.case.report.disclosure) for result in results)
    return max((day for day in days if day), default=None)
