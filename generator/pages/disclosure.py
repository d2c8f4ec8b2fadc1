"""Owns 信息公开: what a report says about its own publication, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.reading import Chosen, Day, Words, fields_of
from generator.pages.cells import View

if TYPE_CHECKING:
    from generator.model.report import Report, Step


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and what stands there; ``wide`` facts take a whole line."""

    name: str
    value: View
    wide: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """The block at the foot of a report."""

    facts: tuple[Fact, ...]
    origin: str
    note: str
    workflow: tuple[str, ...]


_WIDE = ("title", "abstract", "keywords")
_ONLY_IF_STATED = ("successor",)


def disclosure_view(report: Report) -> DisclosureView:
    """Every item of 发布信息; a blank one says whether the original lacks it."""
    blank = View("原件未载" if report.transcribed else "未填", empty=True)
    unit = (
        Fact("单位名称", View(report.unit.title.text)),
        Fact("单位编码", _or(report.unit.code, blank)),
    )
    facts = (
        Fact(item.word, _or(getattr(report.disclosure, name), blank), wide=name in _WIDE)
        for name, item in ((f.attribute, f) for f in fields_of(type(report.disclosure)).values())
        if name not in _ONLY_IF_STATED or getattr(report.disclosure, name)
    )
    steps = (_step(step) for step in report.workflow.steps)
    return DisclosureView(
        facts=(*unit, *facts),
        origin=str(report.source.origin),
        note=report.source.note.text,
        workflow=tuple(steps),
    )


def _or(value: Words | Day | Chosen, blank: View) -> View:
    text = value.chinese if isinstance(value, Day) else str(value)
    return View(text) if text else blank


def _step(step: Step) -> str:
    return "，".join(part for part in (step.day.chinese, str(step.role), str(step.state)) if part)
