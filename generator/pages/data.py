"""Owns the data page: downloads, what their columns mean, and how to recompute what pages show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.dataset import FOLDER, MISSING, TABLES
from generator.pages.environment import Draft, drafted
from generator.pages.linked_data import Subject, of_site
from generator.pages.page import Link, Page, Section
from generator.pages.recipe import STEPS, program

if TYPE_CHECKING:
    from datetime import date

    from generator.corpus import Portal
    from generator.dataset import Column, Table
    from generator.pages.downloads import Downloads
    from generator.pages.page import LinkedData


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A line of the dictionary."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of the dictionary."""

    anchor: str
    file: str
    title: str
    meaning: str
    columns: tuple[ColumnView, ...]


def data_page(portal: Portal, downloads: Downloads, changed: date | None) -> Draft:
    """The one page about data; ``changed`` is the last change of any report."""
    page = Page(
        address=FOLDER,
        title="数据",
        body="",
        description="全部报告的数字、指标、得分和核对结果，可以下载；每一列的含义，和怎样从数据复算页面上的计数和平均。",
        kind="data",
        sections=(
            Section("files", "全部报告"),
            Section("each", "单份报告"),
            Section("about", "说明"),
            Section("dictionary", "数据字典"),
            Section("recipe", "怎么复算"),
        ),
        trail=(Link("", "首页"), Link(FOLDER, "数据")),
        changed=changed,
    )
    return drafted(
        replace(page, linked_data=_linked_data(page, portal, downloads)),
        "data",
        downloads=downloads.of_site(),
        licence=downloads.publisher.licence,
        reports=sum(1 for a in portal.assessments if a.case),
        empties=[word for word in MISSING if word],
        tables=tuple(map(_table, TABLES)),
        steps=STEPS,
        program=program(),
    )


def _linked_data(page: Page, portal: Portal, downloads: Downloads) -> LinkedData:
    cases = [assessment.case for assessment in portal.assessments if assessment.case]
    subject = Subject(
        name=f"{downloads.publisher.title}{page.title}",
        description=page.description,
        years=tuple(case.report.fiscal_year for case in cases if case.report.fiscal_year),
        places=tuple(region.title for region in portal.regions),
    )
    return of_site(page, subject, downloads.of_site(), downloads.publisher)


def _table(table: Table) -> TableView:
    columns = tuple(map(_column, table.columns))
    return TableView(f"t-{table.name}", table.file, table.title, table.meaning, columns)


def _column(column: Column) -> ColumnView:
    options = f"（{'、'.join(column.options)}）" if column.options else ""
    return ColumnView(column.name, column.kind.word, column.unit, column.meaning + options)
