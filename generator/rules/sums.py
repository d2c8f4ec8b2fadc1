"""Owns the sums and rates that a report declares: each total with its parts, stated once.

The rules about totals and the note on rounding tails walk the same identities. Must not know
which rule looks at one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Cell, Empty, EmptyKind, Figure
from generator.rules import cells
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotApplicable,
    NotEnough,
    missing,
    sum_formula,
    worked,
)
from generator.scoring import percentage
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.findings import Working
    from generator.model.base_table import Building, Row, Spending
    from generator.model.evaluation import Funds, Project
    from generator.rules.core import Table


class Sum(NamedTuple):
    """A total as it stands in the report, and its parts. ``where`` opens the message."""

    whole: Cell
    parts: tuple[Cell, ...]
    where: str = ""

    @property
    def counted(self) -> tuple[Figure, ...]:
        """The parts that count: beside a filled part, a blank one counts as nothing."""
        return tuple(figure for cell in self.parts for figure in _counted(cell))

    @property
    def computed(self) -> Figure | None:
        """What the parts add up to; None when none is filled in or one could not be read."""
        if not self.counted or any(_is(cell, EmptyKind.UNREADABLE) for cell in self.parts):
            return None
        return figures.total(self.whole.name, self.counted)

    @property
    def tail(self) -> Figure | None:
        """What rounding alone left between a stated total and its parts, if anything."""
        whole, computed = self.whole, self.computed
        if not cells.is_typed(whole) or computed is None or not whole.agrees_with(computed):
            return None
        left = figures.difference("尾差", whole, computed)
        return left if left.value else None

    def answers(self, hint: str) -> Answers:
        """Whether the total is what its parts add up to."""
        whole, computed = self.whole, self.computed
        if cells.nothing_stated(whole, *self.parts):
            yield NotApplicable(f"没有填写“{whole.name}”")
        elif isinstance(whole, Empty) or computed is None:
            yield NotEnough(missing(whole, *self.parts))
        elif cells.is_typed(whole) and not whole.agrees_with(computed):
            gap = figures.difference("相差", computed, whole)
            yield Fault(
                whole,
                f"{self.where}“{whole.name}”填报 {whole}，应为 {computed}"
                f" = {sum_formula(self.counted)}，相差 {figures.plain(abs(gap.value))} {gap.unit}",
                expected=computed,
                see=self.counted,
                hint=self._blank_hint(gap) or hint,
                working=self._working(whole, computed),
            )

    def _working(self, whole: Figure, computed: Figure) -> Working:
        formula = f"{whole.name} = {sum_formula(self.counted)}"
        blank = tuple(cell.name for cell in self.parts if _is(cell, EmptyKind.BLANK))
        return worked(whole, computed, formula)._replace(missing=blank)

    def _blank_hint(self, gap: Figure) -> str:
        """A blank part is the likely cause when the parts fall short of the total."""
        blank = [f"“{cell.name}”" for cell in self.parts if _is(cell, EmptyKind.BLANK)]
        if not blank or gap.value > figures.ZERO:
            return ""
        return f"{'、'.join(blank)}空着，疑漏填 {figures.plain(abs(gap.value))} {gap.unit}"


def _is(cell: Cell, kind: EmptyKind) -> bool:
    return isinstance(cell, Empty) and cell.kind is kind


def _counted(cell: Cell) -> tuple[Figure, ...]:
    if isinstance(cell, Figure):
        return (cell,)
    if cells.is_declared_none(cell):
        return (figures.constant(cell.name, 0, figures.WAN_YUAN, cell.span),)
    return ()


def answers(sums: Iterable[Sum], hint: str) -> Answers:
    """Whether each of these totals is what its parts add up to."""
    for each in sums:
        yield from each.answers(hint)


def three_public(spending: Spending) -> tuple[Sum, ...]:
    """三公经费, column by column."""
    three = spending.three_public
    return _columns(three.total, (three.vehicles.total, three.abroad, three.reception))


def vehicles(spending: Spending) -> tuple[Sum, ...]:
    """公务用车购置和维护经费, column by column."""
    cars = spending.three_public.vehicles
    return _columns(cars.total, (cars.purchase, cars.running))


def project(spending: Spending) -> tuple[Sum, ...]:
    """项目支出, column by column."""
    rows = spending.project
    return _columns(rows.total, (rows.work, rows.maintenance, rows.special.total))


def special(spending: Spending) -> tuple[Sum, ...]:
    """上级专项资金, column by column; none when no fund is listed."""
    rows = spending.project.special
    return _columns(rows.total, rows.each.items) if rows.each.items else ()


def public_items(spending: Spending) -> tuple[Sum, ...]:
    """公用经费 with its “其中” items, column by column: at most the whole, so not declared."""
    rows = spending.public
    return _columns(rows.total, (rows.office, rows.utilities, rows.meetings))


def _columns(total: Row, parts: tuple[Row, ...]) -> tuple[Sum, ...]:
    columns = zip(*(row.cells for row in parts), strict=True)
    return tuple(Sum(whole, column) for whole, column in zip(total.cells, columns, strict=True))


def income(funds: Funds) -> Sum:
    """按收入性质分."""
    return Sum(funds.income.total, funds.income.parts)


def outlay(funds: Funds) -> Sum:
    """按支出性质分."""
    return Sum(funds.outlay.total, (funds.outlay.basic, funds.outlay.project))


def adjusted(funds: Funds) -> Sum:
    """全年预算数 is the income of all kinds."""
    return Sum(funds.adjusted, (funds.income.total,))


def executed(funds: Funds) -> Sum:
    """全年执行数 is the outlay of all kinds."""
    return Sum(funds.executed, (funds.outlay.total,))


def initial(case: Case) -> Iterator[Sum]:
    """年初预算数 is both budgets of the base table, where there is one."""
    spending = case.report.base.spending
    if case.report.base.stated:
        parts = (spending.basic.budget, spending.project.total.budget)
        yield Sum(case.report.evaluation.funds.initial, parts)


def sources(of: Project) -> tuple[Sum, ...]:
    """年度资金总额 of a project, column by column."""
    funds = of.funds
    wholes = (funds.initial, funds.adjusted, funds.executed)
    lines = zip(funds.current.cells, funds.carried_over.cells, funds.other.cells, strict=True)
    where = cells.named(of)
    return tuple(Sum(whole, parts, where) for whole, parts in zip(wholes, lines, strict=True))


_BASE = (("B003", three_public), ("B004", vehicles), ("B005", project), ("B006", special))
_FUNDS = (("F003", adjusted), ("F004", executed), ("F001", income), ("F002", outlay))


def declared(case: Case) -> Iterator[tuple[str, Sum]]:
    """Every sum that a report declares, with its rule, in the order of the tables."""
    for rule, columns in _BASE:
        for each in columns(case.report.base.spending):
            yield rule, each
    for rule, identity in _FUNDS:
        yield rule, identity(case.report.evaluation.funds)
    for table in case.projects:
        for each in sources(table):
            yield "F011", each


def computed_as(part: Figure, whole: Figure) -> str:
    """``全年执行数 414 万元 ÷ 全年预算数 420 万元``: a rate with the clerk's own numbers."""
    return f"{part.name} {part} ÷ {whole.name} {whole}"


class Rate(NamedTuple):
    """A rate as it stands in the report, and the two numbers it is made of."""

    stated: Cell
    part: Cell
    whole: Cell
    where: str = ""

    def answers(self) -> Answers:
        """Whether the rate is ``part`` ÷ ``whole``."""
        stated, part, whole = self.stated, self.part, self.whole
        computed = percentage(stated.name, part, whole)
        if isinstance(stated, Empty):
            yield NotApplicable(f"“{stated.name}”未填，由系统计算")
        elif isinstance(part, Empty) or isinstance(whole, Empty):
            yield NotEnough(missing(part, whole))
        elif computed is None:
            yield NotEnough(f"“{whole.name}”为零，算不出“{stated.name}”")
        elif cells.is_typed(stated) and not stated.agrees_with(computed):
            yield Fault(
                stated,
                f"{self.where}“{stated.name}”填报 {stated}，应为 {computed}"
                f" = {computed_as(part, whole)}",
                expected=computed,
                see=(part, whole),
                hint=f"请改正，或删去“{stated.name}”，由系统计算",
                working=worked(
                    stated, computed, f"{stated.name} = {computed_as(part, whole)}", "按算式得"
                ),
            )


def staffing(case: Case) -> Rate:
    """控制率 of the staff."""
    staff = case.report.base.staffing
    return Rate(staff.control_rate, staff.on_duty, staff.quota)


def building(of: Building) -> tuple[Rate, Rate]:
    """规模控制率 and 投资概算控制率 of a building."""
    return (
        Rate(of.area_rate, of.actual_area, of.approved_area),
        Rate(of.investment_rate, of.actual_investment, of.planned_investment),
    )


def execution(table: Table) -> Rate:
    """执行率 of a table."""
    funds = table.funds
    return Rate(funds.rate, funds.executed, funds.adjusted, cells.named(table))


def declared_rates(case: Case) -> Iterator[tuple[str, Rate]]:
    """Every rate that a report declares, with its rule."""
    yield "B001", staffing(case)
    for one in case.report.base.buildings:
        for rate in building(one):
            yield "B008", rate
    for table in case.tables:
        yield "F005", execution(table)
