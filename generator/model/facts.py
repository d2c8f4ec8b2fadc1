"""Owns facts: each amount of a report with all that it takes to compare it with another.

A fact is concept x 口径 x stage x year. Only facts with equal keys say the same thing;
all others compare through a declared identity. Must not know any identity or rule.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from generator.figures import Cell, Figure
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.base_table import Row
    from generator.model.evaluation import Execution, Funds, Project
    from generator.model.report import Report

TOTAL_FUNDS = "年度资金总额"


class Scope(Enum):
    """口径: which money a figure speaks of."""

    ALL = "全部资金"
    GENERAL = "一般公共预算"
    GOVERNMENT_FUND = "政府性基金"
    STATE_CAPITAL = "国有资本经营预算"
    SOCIAL_INSURANCE = "社会保险基金预算"
    SPECIAL_ACCOUNT = "财政专户管理资金"
    OTHER = "其他资金"

    @property
    def meaning(self) -> str:
        """What the money is, for readers."""
        return _MONEY_OF[self]


_MONEY_OF = {
    Scope.ALL: "单位的全部资金，不分来源",
    Scope.GENERAL: "一般公共预算安排的资金",
    Scope.GOVERNMENT_FUND: "政府性基金预算安排的资金",
    Scope.STATE_CAPITAL: "国有资本经营预算安排的资金",
    Scope.SOCIAL_INSURANCE: "社会保险基金预算安排的资金，表上没有，只在正文出现",
    Scope.SPECIAL_ACCOUNT: "财政专户管理的非税收入安排的资金",
    Scope.OTHER: "以上各种以外的资金",
}


class Stage(Enum):
    """At which point of the year's budget a figure stands."""

    INITIAL = "年初预算"
    ADJUSTED = "全年预算"
    EXECUTED = "全年执行"
    FINAL = "决算"

    @property
    def meaning(self) -> str:
        """When in the year the number was fixed, for readers."""
        return _TIME_OF[self]


_TIME_OF = {
    Stage.INITIAL: "年初的预算，没有计入年中的调整",
    Stage.ADJUSTED: "计入全年调整以后的预算",
    Stage.EXECUTED: "到年底实际用掉的钱",
    Stage.FINAL: "决算所列的全年支出",
}


class Key(NamedTuple):
    """What a fact is about. ``year`` is None when the report's year could not be read."""

    concept: str
    scope: Scope
    stage: Stage
    year: int | None


class Fact(NamedTuple):
    """A figure and its key."""

    key: Key
    figure: Figure


def facts(report: Report, projects: tuple[Project, ...] = ()) -> tuple[Fact, ...]:
    """Every amount of the tables that has a number, in the order of the forms."""
    year = report.fiscal_year
    rows = (fact for row in report.base.spending.rows() for fact in _row(row, year))
    tables = (fact for project in projects for fact in _project(project, year))
    return (*rows, *_funds(report.evaluation.funds, year), *tables)


def _row(row: Row, year: int | None) -> Iterator[Fact]:
    before = year - 1 if year is not None else None
    yield from _fact(row.prior, Key(row.label, Scope.ALL, Stage.FINAL, before))
    yield from _fact(row.budget, Key(row.label, Scope.ALL, Stage.INITIAL, year))
    yield from _fact(row.final, Key(row.label, Scope.ALL, Stage.FINAL, year))


def _funds(funds: Funds, year: int | None) -> Iterator[Fact]:
    yield from _execution(funds, TOTAL_FUNDS, year)
    income = funds.income
    for cell, scope in (
        (income.total, Scope.ALL),
        (income.general, Scope.GENERAL),
        (income.government_fund, Scope.GOVERNMENT_FUND),
        (income.state_capital, Scope.STATE_CAPITAL),
        (income.special_account, Scope.SPECIAL_ACCOUNT),
        (income.other, Scope.OTHER),
    ):
        yield from _fact(cell, Key(TOTAL_FUNDS, scope, Stage.ADJUSTED, year))
    outlay = funds.outlay
    for cell, concept in (
        (outlay.total, TOTAL_FUNDS),
        (outlay.basic, "基本支出"),
        (outlay.project, "项目支出"),
    ):
        yield from _fact(cell, Key(concept, Scope.ALL, Stage.EXECUTED, year))


def _execution(funds: Execution, concept: str, year: int | None) -> Iterator[Fact]:
    yield from _fact(funds.initial, Key(concept, Scope.ALL, Stage.INITIAL, year))
    yield from _fact(funds.adjusted, Key(concept, Scope.ALL, Stage.ADJUSTED, year))
    yield from _fact(funds.executed, Key(concept, Scope.ALL, Stage.EXECUTED, year))


def _project(project: Project, year: int | None) -> Iterator[Fact]:
    yield from _execution(project.funds, f"项目“{project.title}”", year)


def _fact(cell: Cell, key: Key) -> Iterator[Fact]:
    if isinstance(cell, Figure):
        yield Fact(key, cell)
