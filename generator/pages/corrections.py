"""Owns the page of corrections: what one is, how it is made, and every one that was stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.pages.disclosure import versions
from generator.pages.environment import Draft, drafted
from generator.pages.facts import report_title
from generator.pages.page import Link, Page, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus import Portal
    from generator.imprint import Imprint
    from generator.pages.disclosure import Version

CORRECTIONS = Link("corrections", "更正")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in the list of all."""

    report: Link
    version: Version


def corrections_page(portal: Portal, imprint: Imprint) -> Draft:
    """The one page of corrections; the newest stands first."""
    made = tuple(sorted(_made(portal), key=lambda line: line.version.day.iso, reverse=True))
    page = Page(
        address=CORRECTIONS.address,
        title="更正",
        body="",
        description="公开以后改过的报告：改了哪一处、为什么改；怎样更正，发现数字有误怎么办。",
        kind="corrections",
        sections=(
            Section("what", "什么是更正"),
            Section("how", "怎样更正"),
            Section("tell", "发现数字有误"),
            Section("list", "全部更正"),
        ),
        trail=(Link("", "首页"), CORRECTIONS),
        changed=date.fromisoformat(made[0].version.day.iso) if made else None,
    )
    return drafted(page, "corrections", made=made, contact=imprint.contact)


def _made(portal: Portal) -> Iterator[Corrected]:
    for assessment in portal.assessments:
        if assessment.case is not None:
            report = Link(assessment.address, report_title(assessment.case))
            after_the_first = versions(assessment.case.report.disclosure)[:-1]
            yield from (Corrected(report, version) for version in after_the_first)
