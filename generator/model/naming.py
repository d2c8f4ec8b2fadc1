"""Owns the names under which a text may call up values of its report.

A name is the path of Chinese words that leads to a value, such as
``自评表.年度预算申请.全年执行数``; must not know where names are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.figures import Figure
from generator.model.indicators import IndicatorTree
from generator.model.reading import Chosen, Day, Listed, Record, Words, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.report import Report

Named = Figure | Words | Day | Chosen


def values(report: Report) -> dict[str, Named]:
    """Every value of the report that holds something, by name."""
    return dict(_walk("", report))


def each(record: Record) -> Iterator[Named]:
    """Every value below ``record`` that holds something, also in rows that are called alike."""
    for _, value in _walk("", record):
        yield value


def _walk(path: str, value: Any) -> Iterator[tuple[str, Named]]:  # noqa: ANN401  any field
    if isinstance(value, Record):
        for item in fields_of(type(value)).values():
            below = f"{path}.{item.word}" if path else item.word
            yield from _walk(below, getattr(value, item.attribute))
    elif isinstance(value, Listed):
        for item in value:
            yield from _walk(f"{path}[{item.label}]", item)
    elif isinstance(value, IndicatorTree):
        yield from _tree(path, value)
    elif isinstance(value, Figure) or (isinstance(value, Words | Day | Chosen) and value):
        yield path, value


def _tree(path: str, tree: IndicatorTree) -> Iterator[tuple[str, Named]]:
    for cls in tree.classes:
        for group in cls.groups:
            for indicator in group.indicators:
                place = f"{path}.{cls.title}.{group.title}[{indicator.label}]"
                yield from _walk(place, indicator)
