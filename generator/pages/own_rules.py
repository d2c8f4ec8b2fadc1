"""Owns the lists of the rules that regions added to ours, for the index of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.codes import family_of, own_anchor
from generator.rules.core import LOCAL_LETTER
from generator.rules.documentation import documented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.assess import Assessment
    from generator.corpus import Portal, Region
    from generator.rules.core import Rule


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A rule of a region; ``notes`` say what has to hold, why, and on what basis."""

    anchor: str
    code: str
    title: str
    level: str
    notes: tuple[str, ...]
    affected: int


@dataclass(frozen=True, slots=True)
class OwnView:
    """The rules of one region."""

    anchor: str
    title: str
    entries: tuple[OwnEntry, ...]


def own_views(portal: Portal) -> tuple[OwnView, ...]:
    """The regions that have rules of their own."""
    return tuple(_view(region) for region in portal.regions if region.own.rules)


def _view(region: Region) -> OwnView:
    return OwnView(
        anchor=f"own-{region.address}",
        title=f"{family_of(LOCAL_LETTER)}：{region.title}",
        entries=tuple(_entry(rule, region) for rule in region.own.rules),
    )


def _entry(rule: Rule, region: Region) -> OwnEntry:
    reports = (report for unit in region.units for report in unit.reports)
    spoken = sum(rule.code in _codes(report) for report in reports)
    return OwnEntry(
        anchor=own_anchor(region.address, rule.code),
        code=rule.code,
        title=rule.title,
        level=rule.severity.word,
        notes=tuple(_notes(rule)),
        affected=spoken,
    )


def _codes(report: Assessment) -> set[str]:
    explained = (item.finding for item in report.excused)
    return {finding.rule for finding in (*report.findings, *report.frozen, *explained)}


def _notes(rule: Rule) -> Iterator[str]:
    for heading, text in documented(rule).sections:
        yield f"{heading}：{text}"
    yield f"依据：{rule.basis}"
