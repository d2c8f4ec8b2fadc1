"""Owns the rows of ``facts.csv``: every figure with all that it takes to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.dataset import COMPUTED, FIXED, STATED
from generator.figures import Derived, Figure
from generator.model.facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.exports.subject import Subject
    from generator.exports.table import Row
    from generator.inventory import Entry
    from generator.model.facts import Key

_FORMS = "forms/"


def fact_rows(subject: Subject) -> Iterator[Row]:
    """One row a figure, in the order of the pages."""
    who = subject.who()
    year = who["年度"]
    keys = keys_of(subject)
    for sheet in subject.sheets:
        for group in sheet.groups:
            for entry in group.entries:
                key = keys.get(id(entry.figure.origin))
                yield {
                    **who,
                    "对象": sheet.title,
                    "名称": entry.name,
                    **_about(key, entry, year),
                    "数值": figures.plain(entry.figure.value),
                    "计量单位": unit_of(entry),
                    **_origin(entry.figure, subject),
                    "稳定编号": sheet.id_of(entry),
                }


def keys_of(subject: Subject) -> dict[int, Key]:
    """What the amounts of a report are about, by the identity of their origins."""
    case = subject.case
    return {id(f.figure.origin): f.key for f in facts(case.report, case.projects)}


def unit_of(entry: Entry) -> str:
    """The unit of a figure, also where it is typed beside the number."""
    return entry.figure.unit or entry.unit


def nature(figure: Figure) -> str:
    """Whether somebody stated it, the form fixes it, or it was computed."""
    if isinstance(figure.origin, Derived):
        return COMPUTED
    return FIXED if figure.origin.span.file.startswith(_FORMS) else STATED


def _about(key: Key | None, entry: Entry, year: str) -> Row:
    if key is None:
        return {"概念": entry.name, "口径": "", "阶段": "", "事实年度": year}
    return {
        "概念": key.concept,
        "口径": key.scope.value,
        "阶段": key.stage.value,
        "事实年度": str(key.year or ""),
    }


def _origin(figure: Figure, subject: Subject) -> Row:
    if isinstance(figure.origin, Derived):
        steps = (figure.origin.formula, *dict.fromkeys(_steps(figure, subject)))
        file = line = ""
    else:
        steps = ()
        file, line = figure.origin.span.file, str(figure.origin.span.line)
    return {
        "填报或计算": nature(figure),
        "公式": "；".join(steps),
        "来源文件": file,
        "来源行": line,
    }


def _steps(figure: Figure, subject: Subject) -> Iterator[str]:
    """How what went in was computed, where it has no row of its own."""
    if isinstance(figure.origin, Derived):
        for part in figure.origin.inputs:
            if isinstance(part.origin, Derived) and id(part.origin) not in subject.ids:
                yield f"{part.name} = {part.origin.formula}"
                yield from _steps(part, subject)
