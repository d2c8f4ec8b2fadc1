"""Owns the data page: downloads, what their columns mean, and how to recompute what pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.dataset import FOLDER, MISSING, RECIPE, SUMS, TABLES
from generator.pages.environment import Draft, drafted
from generator.pages.page import Link, Page, Section

if TYPE_CHECKING:
    from generator.corpus import Portal
    from generator.dataset import Column, Table
    from generator.pages.downloads import Downloads


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


def data_page(portal: Portal, downloads: Downloads) -> Draft:
    """The one page about data."""
    page = Page(
        address=FOLDER,
        title="数据",
        body="",
        description="全部报告的数字、指标、得分和核对结果，可以下载；每一列的含义，和怎样从数据重算页面上的合计。",
        kind="data",
        sections=(
            Section("files", "全部报告"),
            Section("each", "单份报告"),
            Section("about", "说明"),
            Section("dictionary", "数据字典"),
            Section("recipe", "重算"),
        ),
        trail=(Link("", "首页"), Link(FOLDER, "数据")),
    )
    return drafted(
        page,
        "data",
        downloads=downloads.of_site(),
        licence=downloads.publisher.licence,
        reports=sum(1 for a in portal.assessments if a.case),
        empties=[word for word in MISSING if word],
        tables=tuple(map(_table, TABLES)),
        sums=SUMS,
        recipe=RECIPE,
    )


def _table(table: Table) -> TableView:
    columns = tuple(map(_column, table.columns))
    return TableView(f"t-{table.name}", table.file, table.title, table.meaning, columns)


def _column(column: Column) -> ColumnView:
    options = f"（{'、'.join(column.options)}）" if column.options else ""
    return ColumnView(column.name, column.kind.word, column.unit, column.meaning + options)
