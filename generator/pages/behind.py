"""Owns the two pages behind a report: where its numbers come from, and what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.inventory import SOURCES
from generator.pages.checks import CHECKS
from generator.pages.environment import Draft, drafted
from generator.pages.looked import legend
from generator.pages.page import Link, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages.checks import Checks
    from generator.pages.dossier import Dossier
    from generator.pages.provenance import Sources

_SOURCES, _CHECKS = "数字从哪来", "核对结果"


def sources_page(of: Dossier) -> Draft:
    """Every figure of the report with its line or its formula, and how each score came about."""
    page = of.page(
        "sources",
        f"{_SOURCES}：{of.link.title}",
        f"{of.named}每个数字的来源：填报的行号或计算的公式。",
        (Section("scoring", "得分怎么算的"), *_groups(of.sources)),
    )
    return drafted(
        of.below(Link(SOURCES, _SOURCES), page),
        "sources",
        notice=of.place.notice,
        report=of.link,
        form=of.form,
        workings=of.workings,
        groups=of.sources.table(),
        legend=legend(of.sources.rules()),
        file=of.assessment.file,
    )


def checks_page(of: Dossier) -> Draft:
    """Every rule and what came of it."""
    page = of.page(
        "checks",
        f"{_CHECKS}：{of.link.title}",
        f"{of.named}自评报告的核对结果：通过的、提醒的和无法核验的，逐条列出。",
        _kinds(of.found),
    )
    return drafted(
        of.below(Link(CHECKS, _CHECKS), page),
        "checks",
        notice=of.place.notice,
        report=of.link,
        checks=of.found,
    )


def _groups(sources: Sources) -> Iterator[Section]:
    for number, group in enumerate(sources.table(), 1):
        yield Section(f"g{number}", group.title)


def _kinds(found: Checks) -> Iterator[Section]:
    if found.remarks:
        yield Section("remarks", "提醒和说明")
    yield Section("unchecked", "无法核验")
    yield Section("passed", "通过")
    if found.not_applicable:
        yield Section("idle", "不适用")
