"""Owns the documentation of everything that has a code: rules, refusals and faults.

Read from the docstrings and tables where they are defined; nothing is written twice.
"""

from __future__ import annotations

import textwrap
from functools import cache

from generator.findings import Severity
from generator.forms.form import FORM_FAULT
from generator.model.faults import FaultKind
from generator.rules.core import Rule, rules
from generator.source import RefusalKind
from generator.values import NamedTuple


class Documentation(NamedTuple):
    """What readers are told about one code; ``sections`` are heading and text, in order."""

    code: str
    name: str
    title: str
    severity: Severity
    basis: str
    waivable: bool
    sections: tuple[tuple[str, str], ...]

    def section(self, heading: str) -> str:
        """The text under ``heading``, blank when there is none."""
        return next((text for title, text in self.sections if title == heading), "")


@cache
def catalogue() -> tuple[Documentation, ...]:
    """Every code that a finding can carry, in order."""
    reading = [_table_entry(kind) for kind in (*RefusalKind, *FaultKind)]
    entries = [*(documented(rule) for rule in rules()), *reading, _form_entry()]
    return tuple(sorted(entries, key=lambda entry: entry.code))


def explain(code: str) -> Documentation | None:
    """The documentation of ``code``, or None when there is no such code."""
    return next((entry for entry in catalogue() if entry.code == code.upper()), None)


def documented(rule: Rule) -> Documentation:
    """A rule's docstring, taken apart at its ``##`` headings."""
    body = textwrap.dedent((rule.check.__doc__ or "").partition("\n")[2])
    parts = ("\n" + body).split("\n## ")[1:]
    sections = tuple(
        (head.strip(), textwrap.dedent(text).strip("\n"))
        for head, _, text in (part.partition("\n") for part in parts)
    )
    return Documentation(
        rule.code, rule.name, rule.title, rule.severity, rule.basis, rule.waivable, sections
    )


def _table_entry(kind: RefusalKind | FaultKind) -> Documentation:
    sections = (("怎么改", kind.remedy),)
    return Documentation(
        kind.code,
        kind.slug,
        kind.title,
        Severity.ERROR,
        "数据文件的写法",
        waivable=False,
        sections=sections,
    )


def _form_entry() -> Documentation:
    code, slug, title, remedy = FORM_FAULT
    sections = (("怎么改", remedy),)
    return Documentation(
        code, slug, title, Severity.ERROR, "表式文件的写法", waivable=False, sections=sections
    )
