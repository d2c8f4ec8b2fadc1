"""Owns the page that sums findings up: by level, file and rule, the worst first.

Must not know how one finding is written out, nor who prints the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.findings import Finding

# What a person reads in five minutes, and one sheet of paper holds in small print.
PAGE_LINES = 72
_ROOM = {Severity.ERROR: 36, Severity.WARNING: 30}  # rows
_LINES_NAMED = 4
_VALUE = 14

_MEANING = {
    Severity.ERROR: "不改不能公开",
    Severity.WARNING: "请逐条核对，改正或写明原因",
    Severity.INFO: "供参考，不影响公开",
}


class _Row(NamedTuple):
    """The findings of one rule in one file, in order of their lines."""

    file: str
    findings: tuple[Finding, ...]


def heading(severity: Severity, findings: Sequence[Finding]) -> str:
    """How many findings of one level there are, and what that means; "" if there are none."""
    number = sum(finding.severity is severity for finding in findings)
    return f"{severity.word} {number} 处，{_MEANING[severity]}" if number else ""


def section(severity: Severity, findings: Sequence[Finding]) -> str:
    """The findings of one level: the heading, then a row for each rule in each file.

    Remarks are only counted, so that the page stays one. "" if the level has no finding.
    """
    chosen = [finding for finding in findings if finding.severity is severity]
    rows = _lines(_rows(chosen), _ROOM[severity]) if severity in _ROOM else ()
    return "\n".join([heading(severity, findings), *rows])


def _rows(findings: Sequence[Finding]) -> list[_Row]:
    groups: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        groups.setdefault(finding.span.file, {}).setdefault(finding.rule, []).append(finding)
    return [_Row(file, tuple(row)) for file, rules in groups.items() for row in rules.values()]


def _lines(rows: Sequence[_Row], room: int) -> Iterator[str]:
    shown, rest = rows[:room], rows[room:]
    file = ""
    for row in shown:
        if row.file != file:
            file = row.file
            yield f"  {file}"
        yield _line(row)
    if rest:
        places = sum(len(row.findings) for row in rest)
        yield f"  另有 {places} 处，在 {len({row.file for row in rest})} 个文件里"


def _line(row: _Row) -> str:
    first = row.findings[0]
    number = f" {len(row.findings)} 处" if len(row.findings) > 1 else _values(first)
    return f"{_places(row.findings):>9}  {first.rule}  {first.title}{number}"


def _places(findings: Sequence[Finding]) -> str:
    """The lines of a row; of many the first ones."""
    lines = list(dict.fromkeys(str(finding.span.line) for finding in findings))
    return ", ".join(lines[:_LINES_NAMED]) + (" 等" if len(lines) > _LINES_NAMED else "")


def _values(finding: Finding) -> str:
    """What stands there and what should, where both are short; a number needs the second."""
    stated, due = finding.actual or "", finding.expected or ""
    if not stated or len(stated) > _VALUE:
        return ""
    if due and len(due) <= _VALUE:
        return f"：“{stated}”，应为“{due}”"
    return "" if stated.replace(".", "").isdigit() else f"：“{stated}”"
