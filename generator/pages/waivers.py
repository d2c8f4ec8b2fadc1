"""Owns 情况说明 as a page prints it: by rule, each explanation once, with all its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.report import Report
    from generator.pages.cells import View
    from generator.pages.checks import Explained


@dataclass(frozen=True, slots=True)
class Signed:
    """Who explained, and until when that holds."""

    role: str
    until: View


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words of the unit, and everything that they explain.

    ``signed`` is None where all explanations of the page are signed alike.
    """

    reason: str
    items: tuple[Explained, ...]
    signed: Signed | None


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """What was explained under one rule."""

    code: str
    title: str
    explanations: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class Waivers:
    """Every explanation; ``signed`` holds for all of them, or is None.

    ``transcribed``: what they explain stands in a published original, not in a unit's own form.
    """

    count: int
    transcribed: bool
    signed: Signed | None
    rules: tuple[ExplainedRule, ...]


def waivers(explained: Sequence[Explained], report: Report) -> Waivers:
    """``explained``, in the order of the rules that raised it."""
    signatures = {_signed(item) for item in explained}
    common = signatures.pop() if len(signatures) == 1 else None
    by_rule: dict[tuple[str, str], list[Explained]] = {}
    for item in explained:
        by_rule.setdefault((item.code, item.title), []).append(item)
    rules = (
        ExplainedRule(code, title, tuple(_explanations(items, common)))
        for (code, title), items in by_rule.items()
    )
    return Waivers(len(explained), report.transcribed, common, tuple(rules))


def _explanations(items: Sequence[Explained], common: Signed | None) -> Iterator[Explanation]:
    by_words: dict[tuple[str, Signed], list[Explained]] = {}
    for item in items:
        by_words.setdefault((item.reason, _signed(item)), []).append(item)
    for (reason, signed), alike in by_words.items():
        yield Explanation(reason, tuple(alike), None if common else signed)


def _signed(item: Explained) -> Signed:
    return Signed(item.role, item.until)
