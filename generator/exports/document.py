"""Owns ``report.json``: everything stated and computed in one report, and where it is from.

Its keys are as stable as those of ``jixiao check --format json``, and mean the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import __version__, figures
from generator.exports.facts import keys_of, nature, unit_of
from generator.exports.inputs import input_hashes
from generator.figures import Derived, Empty, EmptyKind, Figure
from generator.inventory import WHOLE
from generator.model import naming
from generator.model.reading import Listed, Record, fields_of
from generator.narrative.text import fill, unmarked
from generator.rules.core import Outcome
from generator.scoring import standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.exports.subject import Subject
    from generator.exports.table import Row
    from generator.figures import Cell
    from generator.findings import Finding, Unchecked
    from generator.inventory import Entry, Sheet
    from generator.model.facts import Key
    from generator.model.report import Report, Waiver
    from generator.narrative.text import Narrative
    from generator.source import Span

# Goes up only when a reader of the old one would break.
VERSION = 1
_NATURES = {"填报": "stated", "计算": "computed", "表式规定": "form"}


def report_document(subject: Subject, root: Path) -> dict[str, Any]:
    """The document of one report; ``root`` is what the names of files are relative to."""
    case, assessment = subject.case, subject.assessment
    report = case.report
    return {
        "version": VERSION,
        "generator": {"name": "jixiao", "version": __version__},
        "report": {
            "address": subject.address,
            "region": subject.region.title,
            "unit": report.unit.title.text,
            "unit_code": report.unit.code.text,
            "year": str(report.fiscal_year or ""),
            "form": case.form.name.text,
            "form_title": case.form.title.text,
        },
        "inputs": input_hashes(subject, root),
        "tables": [_table(sheet) for sheet in subject.sheets],
        "figures": list(_figures(subject)),
        "blanks": list(_blanks(subject)),
        "texts": list(_texts(subject)),
        "narratives": [
            {"file": text.name, "text": _as_read(text, report)}
            for text in _narratives(case.narrative, case.project_narrative)
        ],
        "checks": {
            outcome.name.lower(): [r.rule.code for r in assessment.results if r.outcome is outcome]
            for outcome in Outcome
        },
        "findings": [
            *(_finding(f) for f in subject.findings),
            *(_finding(e.finding) | {"waiver": _waiver(e.waiver)} for e in assessment.excused),
        ],
        "legacy": [_finding(finding) for finding in assessment.frozen],
        "unchecked": [_unchecked(item) for item in dict.fromkeys(assessment.unchecked)],
    }


def _table(sheet: Sheet) -> dict[str, Any]:
    """What one self-evaluation came to."""
    result = standing(sheet.table.evaluation, sheet.table.funds, sheet.table.card)
    return {
        "object": sheet.title,
        "page": sheet.address,
        "rate": _digits(result.rate),
        "score": _digits(result.score),
        "computed_score": _digits(sheet.table.card.total),
        "grade": result.grade,
        "methods": [
            {
                "indicator": str(number),
                "title": score.indicator.title.text,
                "method": score.method.title.text if score.method else None,
                "not_computed": score.why or None,
            }
            for number, score in enumerate(sheet.table.card.indicators, 1)
        ],
    }


def _digits(figure: Figure | None) -> str | None:
    return figures.plain(figure.value) if figure else None


def _figures(subject: Subject) -> Iterator[dict[str, Any]]:
    keys = keys_of(subject)
    for sheet in subject.sheets:
        for group in sheet.groups:
            for entry in group.entries:
                key = keys.get(id(entry.figure.origin))
                yield _entry(sheet, entry, key) | {"origin": _origin(entry.figure, subject)}


def _entry(sheet: Sheet, entry: Entry, key: Key | None) -> dict[str, Any]:
    return {
        "id": sheet.id_of(entry),
        "object": sheet.title,
        "name": entry.name,
        "value": figures.plain(entry.figure.value),
        "unit": unit_of(entry),
        "slack": figures.plain(entry.figure.slack),
        "about": _about(key) if key else None,
    }


def _about(key: Key) -> Row:
    return {
        "concept": key.concept,
        "scope": key.scope.value,
        "stage": key.stage.value,
        "year": str(key.year or ""),
    }


def _origin(figure: Figure, subject: Subject) -> dict[str, Any]:
    kind = {"kind": _NATURES[nature(figure)]}
    if isinstance(figure.origin, Derived):
        inputs = [_input(part, subject) for part in figure.origin.inputs]
        return {**kind, "formula": figure.origin.formula, "inputs": inputs}
    span = figure.origin.span
    return {**kind, **_position(span), "place": span.place, "text": figure.origin.text}


def _input(part: Figure, subject: Subject) -> dict[str, Any]:
    """What went into a formula: by its id, or with its own origin where it has none."""
    known = subject.ids.get(id(part.origin))
    where = {"id": known} if known else {"origin": _origin(part, subject)}
    return {"name": part.name, "value": figures.plain(part.value), "unit": part.unit, **where}


def _blanks(subject: Subject) -> Iterator[dict[str, Any]]:
    """Cells that stand in the files without a number; which of the empties they are."""
    case = subject.case
    records = ((WHOLE, case.report), *((p.title.text, p) for p in case.projects))
    for title, record in records:
        for cell in _cells(record):
            if isinstance(cell, Empty) and cell.kind is not EmptyKind.MISSING:
                yield {
                    "object": title,
                    "name": cell.name,
                    "kind": cell.kind.name.lower(),
                    "place": cell.span.place,
                    **_position(cell.span),
                }


def _cells(value: Any) -> Iterator[Cell]:  # noqa: ANN401  any field
    if isinstance(value, Record):
        for item in fields_of(type(value)).values():
            yield from _cells(getattr(value, item.attribute))
    elif isinstance(value, Figure | Empty):
        yield value
    elif isinstance(value, Listed) or hasattr(value, "classes"):
        for item in value:
            yield from _cells(item)


def _texts(subject: Subject) -> Iterator[dict[str, Any]]:
    """Everything else that was stated: texts, dates and choices."""
    for record in (subject.case.report, *subject.case.projects):
        for leaf in naming.each(record):
            if not isinstance(leaf, Figure):
                yield {
                    "name": leaf.name,
                    "text": str(leaf),
                    "place": leaf.span.place,
                    **_position(leaf.span),
                }


def _narratives(*texts: Narrative) -> Iterator[Narrative]:
    return (text for text in texts if text.present)


def _as_read(text: Narrative, report: Report) -> str:
    """The text as on the page: without marks, with values for the names that stand for them."""
    values = {name: naming.spoken(value) for name, value in naming.values(report).items()}
    return fill(unmarked(text.content), values)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "severity": finding.severity.value,
        **_position(finding.span),
        "place": finding.span.place,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "gap": finding.gap,
        "hint": finding.hint,
        "basis": finding.basis,
        "related": [_position(related.span) for related in finding.related],
        "waiver": None,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason.text,
        "role": str(waiver.role),
        "until": str(waiver.until),
        **_position(waiver.span),
    }


def _unchecked(item: Unchecked) -> Row:
    return {"rule": item.rule, "name": item.name, "title": item.title, "why": item.why}


def _position(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line, "column": span.column}
