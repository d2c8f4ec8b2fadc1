"""Owns the cells that a form computes and a clerk may leave out: sums and rates.

Only cells that were not written at all are filled, with derived figures; what somebody
stated stays as stated. Must not compute scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Cell, Empty, EmptyKind, Figure

if TYPE_CHECKING:
    from generator.model.base_table import BaseTable, Building, Row, Spending, Staffing
    from generator.model.evaluation import Funds
    from generator.model.report import Report


def completed(report: Report) -> Report:
    """The report with every omitted sum and rate filled in."""
    evaluation = report.evaluation.replaced(funds=_funds(report.evaluation.funds))
    return report.replaced(base=_base(report.base), evaluation=evaluation)


def _base(base: BaseTable) -> BaseTable:
    buildings = tuple(_building(building) for building in base.buildings)
    return base.replaced(
        staffing=_staffing(base.staffing),
        spending=_spending(base.spending),
        buildings=base.buildings.with_items(buildings),
    )


def _staffing(staffing: Staffing) -> Staffing:
    rate = filled_rate(staffing.control_rate, staffing.on_duty, staffing.quota)
    return staffing.replaced(control_rate=rate)


def _building(building: Building) -> Building:
    return building.replaced(
        area_rate=filled_rate(building.area_rate, building.actual_area, building.approved_area),
        investment_rate=filled_rate(
            building.investment_rate, building.actual_investment, building.planned_investment
        ),
    )


def _spending(spending: Spending) -> Spending:
    three, project = spending.three_public, spending.project
    vehicles = three.vehicles.replaced(
        total=_row(three.vehicles.total, (three.vehicles.purchase, three.vehicles.running)),
    )
    special = project.special.replaced(
        total=_row(project.special.total, project.special.each.items)
    )
    return spending.replaced(
        three_public=three.replaced(
            vehicles=vehicles,
            total=_row(three.total, (vehicles.total, three.abroad, three.reception)),
        ),
        project=project.replaced(
            special=special,
            total=_row(project.total, (project.work, project.maintenance, special.total)),
        ),
    )


def _row(total: Row, parts: tuple[Row, ...]) -> Row:
    return total.replaced(
        prior=filled_sum(total.prior, tuple(part.prior for part in parts)),
        budget=filled_sum(total.budget, tuple(part.budget for part in parts)),
        final=filled_sum(total.final, tuple(part.final for part in parts)),
    )


def _funds(funds: Funds) -> Funds:
    income, outlay = funds.income, funds.outlay
    return funds.replaced(
        income=income.replaced(total=filled_sum(income.total, income.parts)),
        outlay=outlay.replaced(total=filled_sum(outlay.total, (outlay.basic, outlay.project))),
    )


def filled_sum(total: Cell, parts: tuple[Cell, ...]) -> Cell:
    """``total`` as stated; if it was left out, the sum of the parts that hold a number.

    Not when a part could not be read: the sum would be too small, and other rules accuse it.
    """
    known = tuple(part for part in parts if isinstance(part, Figure))
    if not _left_out(total) or not known or any(_unreadable(part) for part in parts):
        return total
    return figures.total(total.name, known)


def filled_rate(rate: Cell, part: Cell, whole: Cell) -> Cell:
    """``rate`` as stated; if it was left out, ``part`` ÷ ``whole``, to two decimals."""
    if not _left_out(rate) or isinstance(part, Empty) or isinstance(whole, Empty):
        return rate
    quotient = figures.ratio(rate.name, part, whole)
    return figures.rounded(quotient, 2) if quotient else rate


def _left_out(cell: Cell) -> bool:
    return isinstance(cell, Empty) and cell.kind is EmptyKind.MISSING


def _unreadable(cell: Cell) -> bool:
    return isinstance(cell, Empty) and cell.kind is EmptyKind.UNREADABLE
