"""Owns what every page calls a report by: its year, its title, its folder, its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.figures import Cell, Figure
from generator.inventory import by_origin, result_rows
from generator.pages.cells import View, aligned, view
from generator.pages.page import Link
from generator.scoring import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.assess import Assessment
    from generator.pages.cells import Anchors
    from generator.rules.core import Case, Table


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list, with its result."""

    link: Link
    executed: View
    rate: View
    score: View
    grade: View


def year_of(case: Case) -> str:
    """``2024年度``, or nothing when the year could not be read."""
    return f"{case.report.fiscal_year}年度" if case.report.fiscal_year else ""


def report_title(case: Case) -> str:
    """The title as published; without one, made of unit and year."""
    stated = case.report.disclosure.title.text
    return stated or f"{year_of(case)}{case.report.unit.title}部门整体支出绩效自评报告"


def folder_of(assessment: Assessment) -> str:
    """The folder of its files with a slash, to tell which findings are on it."""
    return assessment.file.rpartition("/")[0] + "/"


def stated(cell: Cell, computed: Figure | None) -> Figure | None:
    """What somebody stated, else what the form computes."""
    return cell if isinstance(cell, Figure) else computed


def score_of(table: Table) -> Figure | None:
    """The total of ``table``."""
    return standing(table.evaluation, table.funds, table.card).score


def rate_of(table: Table) -> Figure | None:
    """The rate of execution of ``table``."""
    return standing(table.evaluation, table.funds, table.card).rate


def grade_of(table: Table) -> View:
    """The grade as stated, else the one the form gives."""
    return View(standing(table.evaluation, table.funds, table.card).grade)


def rows_of(table: Table) -> Anchors:
    """The row of each figure that a list shows of ``table``, on the page of its sources."""
    rows = by_origin((entry.anchor, entry.figure) for entry in result_rows(table))
    return lambda figure: rows.get(id(figure.origin), "")


def project_lines(
    assessment: Assessment, money: Callable[[Cell, Anchors], View] = view
) -> tuple[ProjectLine, ...]:
    """The projects of a report with their results; ``money`` writes an amount."""
    return tuple(_project_line(link, table, money) for link, table in projects(assessment))


def projects(assessment: Assessment) -> Iterator[tuple[Link, Table]]:
    """The projects of a report: the page of each, and what stands on it."""
    tables = assessment.case.tables[1:] if assessment.case else ()
    for slug, table in zip(assessment.slugs, tables, strict=False):
        yield Link(f"{assessment.address}/projects/{slug}", table.title or slug), table


def _project_line(link: Link, table: Table, money: Callable[[Cell, Anchors], View]) -> ProjectLine:
    rows = rows_of(table)
    return ProjectLine(
        link=link,
        executed=money(table.funds.executed, rows),
        rate=aligned(rate_of(table), rows),
        score=aligned(score_of(table), rows),
        grade=grade_of(table),
    )
