"""Owns 信息公开 and 版本: what a report says about its publication, its origin, its corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.reading import Chosen, Day, Listed, Words, fields_of
from generator.pages.cells import NOTHING, View, dated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.model.report import Correction, Disclosure, Report, Step


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and what stands there; ``wide`` facts take a whole line."""

    name: str
    value: View
    wide: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the workflow: when, and who did what."""

    day: View
    words: str


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """The block at the foot of a report."""

    facts: tuple[Fact, ...]
    origin: str
    note: str
    workflow: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report: the first as published, then one for each correction."""

    title: str
    day: View
    change: str = ""
    reason: str = ""
    role: str = ""


_WIDE = ("title", "abstract", "keywords")
_ONLY_IF_STATED = ("successor",)


def disclosure_view(report: Report) -> DisclosureView:
    """Every item of 发布信息; the blank ones come last, and say whether the original lacks them."""
    facts = (
        Fact("单位名称", _or(report.unit.title, NOTHING)),
        Fact("单位编码", _or(report.unit.code, NOTHING)),
        *_facts(report.disclosure),
    )
    blank = "、".join(fact.name for fact in facts if not fact.value.text)
    lacking = Fact("原件未载" if report.transcribed else "未填", View(blank), wide=True)
    return DisclosureView(
        facts=tuple(fact for fact in (*facts, lacking) if fact.value.text),
        origin=str(report.source.origin),
        note=report.source.note.text,
        workflow=tuple(map(_step, report.workflow.steps)),
    )


def _facts(disclosure: Disclosure) -> Iterator[Fact]:
    for item in fields_of(type(disclosure)).values():
        name, value = item.attribute, getattr(disclosure, item.attribute)
        left_out = name in _ONLY_IF_STATED and not value
        if not left_out and not isinstance(value, Listed):
            yield Fact(item.word, _or(value, NOTHING), wide=name in _WIDE)


def _or(value: Words | Day | Chosen, blank: View) -> View:
    if isinstance(value, Day):
        return dated(value.value) if value.value else blank
    return View(str(value)) if value else blank


def _step(step: Step) -> StepView:
    words = "，".join(part for part in (str(step.role), str(step.state)) if part)
    return StepView(_or(step.day, NOTHING), words)


def corrections(disclosure: Disclosure) -> tuple[Correction, ...]:
    """The corrections of a published report that say when, the oldest first."""
    if not disclosure.published:
        return ()
    stated: Iterator[Correction] = iter(disclosure.corrections)
    return tuple(sorted((c for c in stated if c.day), key=lambda c: str(c.day)))


def last_change(disclosure: Disclosure) -> date | None:
    """The day of the last correction, or else of publication."""
    made = corrections(disclosure)
    return made[-1].day.value if made else disclosure.published.value


def versions(disclosure: Disclosure) -> tuple[Version, ...]:
    """Every version of a corrected report, the newest first; none of one as first published."""
    first = Version("第1版", _or(disclosure.published, NOTHING))
    later = tuple(_version(n, c) for n, c in enumerate(corrections(disclosure), 2))
    return tuple(reversed((first, *later))) if later else ()


def _version(number: int, correction: Correction) -> Version:
    return Version(
        title=f"第{number}版",
        day=_or(correction.day, NOTHING),
        change=correction.change.text,
        reason=correction.reason.text,
        role=str(correction.role),
    )
