"""Owns which figures a report has, and the id of each: pages and downloads share it.

An id is made of the names of the fields that lead to the figure, so that it stays the same
when lines are added or amounts change. Must not know how a figure is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.figures import Figure
from generator.model.reading import Listed, Record, fields_of
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.indicators import Indicator, IndicatorTree
    from generator.rules.core import Case, Table
    from generator.scoring import Scorecard

# The page below a report on which each of its figures has a row.
SOURCES = "sources"
WHOLE = "部门整体支出"


class Entry(NamedTuple):
    """A figure with its id, and with the unit that is typed beside it, if any."""

    anchor: str
    name: str
    figure: Figure
    unit: str = ""


class Group(NamedTuple):
    """Figures under one caption."""

    title: str
    entries: tuple[Entry, ...]


class Sheet(NamedTuple):
    """The figures of one self-evaluation: ``address`` is the page that has a row for each."""

    address: str
    title: str
    table: Table
    groups: tuple[Group, ...]

    def id_of(self, entry: Entry) -> str:
        """The permanent address of a figure: below the site, whatever host it lives on."""
        return f"{self.address}/index.html#{entry.anchor}"


def sheets(address: str, case: Case, slugs: Iterable[str]) -> Iterator[Sheet]:
    """The report's own figures, then those of its projects; ``slugs`` name their pages."""
    unit, *projects = case.tables
    yield Sheet(f"{address}/{SOURCES}", WHOLE, unit, report_groups(case))
    for slug, table in zip(slugs, projects, strict=False):
        yield Sheet(f"{address}/projects/{slug}", table.title, table, table_groups(table))


def report_groups(case: Case) -> tuple[Group, ...]:
    """The figures of the unit's own table and of the base table."""
    money, scores, computed = table_groups(case.tables[0])
    return (money, scores, Group("基础数据表", tuple(_walk("b", case.report.base))), computed)


def table_groups(table: Table) -> tuple[Group, Group, Group]:
    """The figures of a self-evaluation: money, scores, and what the form computes."""
    evaluation = table.evaluation
    scores = (
        *_indicators(evaluation.indicators),
        *_walk("s", evaluation.subtotals),
        *_walk("t", evaluation.total),
    )
    return (
        Group("资金执行情况", tuple(_walk("f", table.funds))),
        Group("指标与得分", scores),
        Group("按表式计算", tuple(_computed(table.card))),
    )


def result_rows(table: Table) -> Iterator[Entry]:
    """What lists of reports show of one: its money and its total, or what the form computes."""
    yield from _walk("f", table.funds)
    yield from _walk("t", table.evaluation.total)
    yield from _entries((("c-rate", table.card.rate), ("c-total", table.card.total)))


def row_anchor(tree: IndicatorTree, indicator: Indicator) -> str:
    """The id of an indicator's row in its table; those of its figures begin with it."""
    return next(f"i{number}" for number, each in enumerate(tree, 1) if each is indicator)


def by_origin(entries: Iterable[tuple[str, Figure]]) -> dict[int, str]:
    """The id of a figure by the identity of its origin; the first of several wins.

    Equal numbers of two cells have two rows, a number that was only renamed or rounded keeps
    its row. Whoever holds the result has to keep the figures alive.
    """
    return {id(figure.origin): key for key, figure in reversed(tuple(entries))}


def _walk(path: str, value: Any) -> Iterator[Entry]:  # noqa: ANN401  any field
    if isinstance(value, Record):
        for item in fields_of(type(value)).values():
            attribute = item.attribute.removeprefix("stated_").replace("_", "-")
            yield from _walk(f"{path}-{attribute}", getattr(value, item.attribute))
    elif isinstance(value, Listed):
        for number, item in enumerate(value, 1):
            yield from _walk(f"{path}-{number}", item)
    elif isinstance(value, Figure):
        yield Entry(path, value.name, value)


def _indicators(tree: IndicatorTree) -> Iterator[Entry]:
    for indicator in tree:
        entries = _walk(row_anchor(tree, indicator), indicator)
        yield from (_indicator_entry(indicator, entry) for entry in entries)


def _indicator_entry(indicator: Indicator, entry: Entry) -> Entry:
    """An entry called by its indicator; values carry the unit typed beside them."""
    title, figure = indicator.title.text, entry.figure
    unit = ""
    if figure is indicator.stated_target:
        unit = indicator.unit.text
    elif figure is indicator.stated_actual:
        unit = actual_unit(indicator)
    name = figure.name if figure.name.startswith(title) else f"{title}{figure.name}"
    return Entry(entry.anchor, name, figure, unit)


def actual_unit(indicator: Indicator) -> str:
    """The unit of what was reached, which may differ from that of the target."""
    return (indicator.actual_unit or indicator.unit).text


def _computed(card: Scorecard) -> Iterator[Entry]:
    yield from _entries((("c-rate", card.rate), ("c-execution", card.execution)))
    yield from _entries((f"c-i{n}", score.computed) for n, score in enumerate(card.indicators, 1))
    for number, cls in enumerate(card.classes, 1):
        yield from _entries(((f"c-k{number}-weight", cls.weight), (f"c-k{number}", cls.score)))
    yield from _entries((("c-weight", card.weight), ("c-total", card.total)))


def _entries(pairs: Iterable[tuple[str, Figure | None]]) -> Iterator[Entry]:
    for anchor, figure in pairs:
        if figure is not None:
            yield Entry(anchor, figure.name, figure)
