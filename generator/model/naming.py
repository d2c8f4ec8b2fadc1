"""Owns the names under which a text or a rule may call up values of a report.

A name is the path of Chinese words that leads to a value, such as
``自评表.年度预算申请.全年执行数``; must not know where names are used. In a rule, ``*`` stands
for any word of the path and ``[*]`` for any row of a list.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.figures import Derived, Empty, Figure, plain
from generator.model.indicators import Indicator, IndicatorTree, Tree
from generator.model.reading import (
    Amount,
    Chosen,
    Day,
    Listed,
    Measure,
    Part,
    Record,
    Rows,
    Words,
    Year,
    fields_of,
)
from generator.model.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeGuard

Named = Figure | Words | Day | Chosen
Leaf = Named | Empty

_LEAVES = (Figure, Empty, Words, Day, Chosen)
_ANY_WORD, _ANY_ROW = "*", "[*]"


def values(report: Report) -> dict[str, Named]:
    """Every value of the report that holds something, by name."""
    return {name: leaf for name, leaf in leaves(report) if holds(leaf)}


def each(record: Record) -> Iterator[Named]:
    """Every value below ``record`` that holds something, also in rows that are called alike."""
    for _, leaf in _walk("", record):
        if holds(leaf):
            yield leaf


def spoken(value: Named) -> str:
    """A value in a sentence: figures as typed, dates as official documents write them."""
    if isinstance(value, Figure):
        return plain(value.value) if isinstance(value.origin, Derived) else value.origin.text
    return value.chinese if isinstance(value, Day) else str(value)


def leaves(report: Report) -> Iterator[tuple[str, Leaf]]:
    """Every value of the report by name, also the empty ones, and rows that are called alike."""
    return _walk("", report)


def holds(leaf: Leaf) -> TypeGuard[Named]:
    """Whether there is something in ``leaf``."""
    return isinstance(leaf, Figure) or (not isinstance(leaf, Empty) and bool(leaf))


def _walk(path: str, value: Any) -> Iterator[tuple[str, Leaf]]:  # noqa: ANN401  any field
    if isinstance(value, _LEAVES):
        yield path, value
    elif isinstance(value, Record):
        for item in fields_of(type(value)).values():
            below = f"{path}.{item.word}" if path else item.word
            yield from _walk(below, getattr(value, item.attribute))
    elif isinstance(value, Listed):
        for item in value:
            yield from _walk(f"{path}[{item.label}]", item)
    elif isinstance(value, IndicatorTree):
        yield from _tree(path, value)


def _tree(path: str, tree: IndicatorTree) -> Iterator[tuple[str, Leaf]]:
    for cls in tree.classes:
        for group in cls.groups:
            for indicator in group.indicators:
                place = f"{path}.{cls.title}.{group.title}[{indicator.label}]"
                yield from _walk(place, indicator)


@cache
def possible() -> dict[str, str | None]:
    """Every name that a report can have, with the unit of its numbers; None for texts.

    Read off the model, so a name is right or wrong whatever one report has filled in.
    """
    return dict(_fields("", Report))


def _fields(path: str, record: type[Record]) -> Iterator[tuple[str, str | None]]:
    for item in fields_of(record).values():
        below = f"{path}.{item.word}" if path else item.word
        if isinstance(item.kind, Part):
            yield from _fields(below, item.kind.record)
        elif isinstance(item.kind, Rows):
            yield from _fields(below + _ANY_ROW, item.kind.record)
        elif isinstance(item.kind, Tree):
            place = f"{below}.{_ANY_WORD}.{_ANY_WORD}{_ANY_ROW}"
            yield from _fields(place, Indicator)
        else:
            yield below, _unit(item.kind)


def _unit(kind: object) -> str | None:
    if isinstance(kind, Amount):
        return kind.unit
    if isinstance(kind, Year):
        return "年"
    return "" if isinstance(kind, Measure) else None


@cache
def like(name: str) -> tuple[str, ...]:
    """The possible names that ``name`` can mean; none for one that no report has."""
    if name in possible():
        return (name,)
    steps = _steps(name)
    return tuple(other for other in possible() if _meet(steps, _steps(other)))


def is_open(name: str) -> bool:
    """Whether ``name`` stands for several values."""
    return any(step in (_ANY_WORD, _ANY_ROW) for step in _steps(name))


def row_of(name: str) -> str:
    """What of ``name`` leads to its row: all up to the last open step."""
    return name[: name.rindex(_ANY_WORD)] if is_open(name) else ""


def fits(name: str, wanted: str) -> bool:
    """Whether ``wanted``, which may have open steps, means the value called ``name``."""
    if not name.startswith(wanted.partition(_ANY_WORD)[0]):
        return False
    return _meet(_steps(name), _steps(wanted))


def _steps(name: str) -> list[str]:
    """``自评表.绩效指标.*.*[*]``: words between points, and rows in brackets."""
    return re.findall(r"\[[^\]]*\]|[^.\[\]]+", name)


def _meet(left: list[str], right: list[str]) -> bool:
    return len(left) == len(right) and all(map(_same, left, right))


def _same(left: str, right: str) -> bool:
    if left == right:
        return True
    if left.startswith("[") or right.startswith("["):
        return _ANY_ROW in (left, right) and left[0] == right[0]
    return _ANY_WORD in (left, right)
