"""Owns the glossary: every word of the forms with its meaning, read off the model.

Meaning and unit are those of the field; 口径 and 阶段 are those under which the checks compare
its number. Nothing is said here a second time. Must not know how a glossary is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from generator import figures
from generator.model.evaluation import Project
from generator.model.facts import facts
from generator.model.indicators import Indicator, Tree
from generator.model.reading import (
    Amount,
    Calendar,
    Choice,
    Measure,
    Part,
    Prose,
    Record,
    Rows,
    Year,
    absent_record,
    fields_of,
)
from generator.model.report import Report
from generator.source import Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.facts import Key
    from generator.model.reading import Field

R = TypeVar("R", bound=Record)

_REPORT, _PROJECT = "report.yml", "projects/*.yml"
_NOWHERE = Span("", 1, 1)
SPECIMEN_YEAR = 2000  # what a key of the glossary calls the year of the report


class Term(NamedTuple):
    """One word: what it means and what is written there.

    ``key`` says under which 口径 and 阶段, and of which year, its number is compared.
    """

    path: str
    word: str
    meaning: str
    unit: str
    key: Key | None


class Group(NamedTuple):
    """The words of one part of a form, in its order; ``path`` is the way to it in the file."""

    path: str
    title: str
    meaning: str
    terms: tuple[Term, ...]


class Chapter(NamedTuple):
    """One form or block of a data file."""

    title: str
    file: str
    groups: tuple[Group, ...]


def glossary() -> tuple[Chapter, ...]:
    """Everything that a report and the table of a project can state, in the order of the forms."""
    keys = _keys()
    walk = _Walk(keys)
    top = Chapter("报告", _REPORT, tuple(walk.own("", "报告", Report)))
    parts = (
        Chapter(item.word, _REPORT, tuple(walk.below(item.word, item)))
        for item in fields_of(Report).values()
    )
    return (top, *(part for part in parts if part.groups), _project(_Walk(keys)))


def _project(walk: _Walk) -> Chapter:
    title = "项目支出绩效自评表"
    groups = list(walk.own("", title, Project))
    for item in fields_of(Project).values():
        groups.extend(walk.below(item.word, item))
    return Chapter(title, _PROJECT, tuple(groups))


class _Walk:
    """Goes down through records; it remembers of which rows it has explained the columns."""

    def __init__(self, keys: dict[str, Key]) -> None:
        self._keys = keys
        self._explained: set[type[Record]] = set()

    def below(self, path: str, item: Field) -> Iterator[Group]:
        """The groups that the field ``item`` opens; none for a single value."""
        kind: object = item.kind
        match kind:
            case Part(record=record) if record.is_row:
                yield from self._columns(path, record)
            case Part(record=record):
                yield from self._inside(path, item, record)
            case Rows(record=record):
                yield from self._inside(f"{path}[*]", item, record)
            case Tree():
                yield from self._inside(f"{path}.*.*[*]", item, Indicator)

    def _inside(self, path: str, item: Field, record: type[Record]) -> Iterator[Group]:
        yield from self.own(path, item.word, record, item.note)
        for field in fields_of(record).values():
            yield from self.below(f"{path}.{field.word}", field)

    def own(self, path: str, title: str, record: type[Record], note: str = "") -> Iterator[Group]:
        """The single values and the rows of ``record``."""
        terms = tuple(self._terms(path, record))
        if terms:
            meaning = "。".join(filter(None, (_first_line(record), note)))
            yield Group(path, title, meaning, terms)

    def _columns(self, path: str, record: type[Record]) -> Iterator[Group]:
        """What the columns of a row mean, once for all rows that are alike."""
        if record not in self._explained:
            self._explained.add(record)
            terms = tuple(self._terms(path, record))
            title = f"各列：{'、'.join(term.word for term in terms)}"
            yield Group(path.rpartition(".")[0], title, _first_line(record), terms)

    def _terms(self, path: str, record: type[Record]) -> Iterator[Term]:
        for item in fields_of(record).values():
            unit = _unit(item.kind)
            if unit:
                where = f"{path}.{item.word}" if path else item.word
                yield Term(where, item.word, item.note, unit, self._keys.get(where))


def _first_line(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().partition("\n")[0].rstrip("。")


def _unit(kind: object) -> str:
    """What is written: the unit of a number, or the kind of text; blank where more follows."""
    match kind:
        case Amount(unit=unit):
            return unit
        case Part(record=record) if record.is_row:
            units = dict.fromkeys(_unit(item.kind) for item in fields_of(record).values())
            return "、".join(units)
        case Part() | Rows() | Tree():
            return ""
        case Choice(options=options):
            return "、".join(str(member.value) for member in options)
        case _:
            return _WRITTEN[type(kind)]


_WRITTEN = {Prose: "文字", Calendar: "日期", Year: "年", Measure: "数或文字"}


def _keys() -> dict[str, Key]:
    """The key of every number that facts are made of, by the way to it."""
    report = _filled(absent_record(Report, _NOWHERE), "")
    project = _filled(absent_record(Project, _NOWHERE), "")
    return {fact.figure.name: fact.key for fact in facts(report, (project,))}


def _filled(record: R, path: str) -> R:
    """A record with a number in every cell, which is called by the way to it."""
    below = f"{path}." if path else ""
    values = {
        item.attribute: _value(item, getattr(record, item.attribute), below + item.word)
        for item in fields_of(type(record)).values()
    }
    return record.replaced(**values)


def _value(item: Field, value: Any, path: str) -> Any:  # noqa: ANN401  any field
    kind: object = item.kind
    match kind:
        case Amount(unit=unit):
            return figures.constant(path, 0, unit, _NOWHERE)
        case Year():
            return figures.constant(path, SPECIMEN_YEAR, "年", _NOWHERE)
        case Part():
            return _filled(value, path)
        case Rows(record=record):
            row = _filled(absent_record(record, _NOWHERE), f"{path}[*]")
            return value.with_items((row,))
        case _:
            return value
