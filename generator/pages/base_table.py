"""Owns how 基础数据表 is laid out: levels, numbers before the labels, years over the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.figures import PERCENT, EmptyKind
from generator.model.base_table import Building
from generator.model.reading import Amount, YesNo, fields_of
from generator.pages.cells import View, on_form, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.forms.form import Form
    from generator.model.base_table import Row, Spending, Staffing
    from generator.model.reading import Field, Listed
    from generator.model.report import Report
    from generator.pages.provenance import Sources


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A row of three amounts; ``level`` is 1 to 3, ``total`` marks sums of rows below."""

    label: str
    level: int
    total: bool
    values: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class BuildingsView:
    """The buildings with their columns; without any, the word for it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[View, ...], ...]
    none: View | None

    @property
    def others(self) -> int:
        """Columns beside the first."""
        return len(self.columns) - 1


@dataclass(frozen=True, slots=True)
class BaseView:
    """The whole table, ready to print."""

    staffing: tuple[tuple[str, View], ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[BaseRow, ...]
    buildings: BuildingsView | None
    saving: tuple[str, View]
    notes: tuple[str, ...]


def base_view(report: Report, form: Form, sources: Sources) -> BaseView | None:
    """The table of ``report``; None where neither form nor report has one."""
    base, year = report.base, report.fiscal_year
    if not base.stated and form.base_table.value is not YesNo.YES:
        return None
    notes = tuple(note.text for note in form.base_notes)
    saving = base.saving_measures
    text = View(saving.text) if saving else View(EmptyKind.BLANK.value, empty=True)
    return BaseView(
        staffing=tuple(_staffing(base.staffing, year, sources)),
        columns=_columns(year),
        rows=tuple(_rows(base.spending, sources)),
        buildings=_buildings(base.buildings, year, sources),
        saving=(saving.name, text),
        notes=notes,
    )


def _columns(year: int | None) -> tuple[tuple[str, str], ...]:
    """Year and word of each column; the words are those of the form where no year is known."""
    if year is None:
        return (("上年", "决算数"), ("本年", "预算数"), ("本年", "决算数"))
    return ((f"{year - 1}年", "决算数"), (f"{year}年", "预算数"), (f"{year}年", "决算数"))


def _staffing(staffing: Staffing, year: int | None, sources: Sources) -> Iterator[tuple[str, View]]:
    for item in fields_of(type(staffing)).values():
        cell = getattr(staffing, item.attribute)
        prefix = f"{year}年" if year and item.attribute == "on_duty" else ""
        yield f"{prefix}{item.word}", view(cell, sources.anchor)


def _rows(spending: Spending, sources: Sources) -> Iterator[BaseRow]:
    for label, row, level, total in _order(spending):
        if any(on_form(cell) for cell in row.cells):
            values = tuple(view(cell, sources.anchor) for cell in row.cells)
            yield BaseRow(label, level, total, values)


def _order(spending: Spending) -> Iterator[tuple[str, Row, int, bool]]:
    """Label, row, level, and whether it sums up, in the order of the form."""
    three, project, public = spending.three_public, spending.project, spending.public
    vehicles = three.vehicles
    yield three.label, three.total, 1, True
    yield f"1、{vehicles.label}", vehicles.total, 2, True
    yield f"其中：{vehicles.purchase.label}", vehicles.purchase, 3, False
    yield vehicles.running.label, vehicles.running, 3, False
    yield f"2、{three.abroad.label}", three.abroad, 2, False
    yield f"3、{three.reception.label}", three.reception, 2, False
    yield project.label, project.total, 1, True
    yield f"1、{project.work.label}", project.work, 2, False
    yield f"2、{project.maintenance.label}", project.maintenance, 2, False
    yield f"3、{project.special.label}", project.special.total, 2, True
    for number, fund in enumerate(project.special.each):
        yield f"{'' if number else '其中：'}{fund.title}", fund, 3, False
    yield public.label, public.total, 1, False
    yield f"其中：{public.office.label}", public.office, 2, False
    yield public.utilities.label, public.utilities, 2, False
    yield public.meetings.label, public.meetings, 2, False
    yield spending.procurement.label, spending.procurement, 1, False
    yield spending.basic.label, spending.basic, 1, False


def _buildings(buildings: Listed, year: int | None, sources: Sources) -> BuildingsView | None:
    if not on_form(buildings):
        return None
    first, *others = fields_of(Building).values()
    when = f"{year}年" if year else "当年"
    columns = (f"{buildings.name}（{when}完工项目）", *map(_with_unit, others))
    rows = tuple(
        tuple(view(getattr(row, item.attribute), sources.anchor) for item in (first, *others))
        for row in buildings
    )
    none = View(buildings.kind.value, empty=True) if buildings.kind else None
    return BuildingsView(columns, rows, none)


def _with_unit(item: Field) -> str:
    unit = item.kind.unit if isinstance(item.kind, Amount) else ""
    return item.word if unit in ("", PERCENT) else f"{item.word}（{unit}）"
