"""What becomes of one rule when a test's keys are laid over the consistent report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assess import assess
from generator.corpus import assess_all, folders, portal
from generator.review import baseline
from generator.rules.core import Stage
from tests.builders import dump, load, settings, write_register, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.assess import Assessment
    from generator.corpus import Portal
    from generator.findings import Finding
    from generator.rules.core import Result, Rule


def raised(root: Path, rule: Rule, example: str) -> set[str]:
    """The codes that an example of ``rule`` raises, explained or not."""
    if rule.stage in (Stage.REPORT, Stage.WAIVERS):
        return codes(root, example)
    return {finding.rule for finding in portal_of(root, example).all_findings}


def codes(root: Path, changes: str) -> set[str]:
    """The codes that a report raises, explained or not."""
    assessment = assessed(root, changes)
    excused = (item.finding for item in assessment.excused)
    return {finding.rule for finding in (*assessment.findings, *excused)}


def portal_of(root: Path, example: str) -> Portal:
    """The site of an example.

    It maps addresses (``region/unit/year``) to what is laid over the consistent report; ``名录``
    is laid over the consistent register, and left blank leaves the region without one; ``冻结``
    is the list in its baseline.
    """
    reports = load(example)
    site = settings(root)
    register, frozen = dump(reports.pop("名录", {})), reports.pop("冻结", None)
    for address, changes in reports.items():
        region = site.content / address.partition("/")[0]
        write_report(site.content / address, dump(changes))
        write_register(region, register)
        if frozen is not None:
            (region / baseline.FILE).write_text(dump({"冻结": frozen}), "utf-8")
    return baseline.applied(portal(assess_all(folders(site.content), site), site), site)


def across(root: Path, code: str, example: str) -> Result:
    """What became of one rule that looks at several reports."""
    return next(r for r in portal_of(root, example).results if r.rule.code == code)


def assessed(root: Path, changes: str) -> Assessment:
    folder = write_report(root / "content" / "shili" / "swj" / "2024", changes)
    return assess(folder, settings(root))


def result(root: Path, code: str, changes: str) -> Result:
    return next(r for r in assessed(root, changes).results if r.rule.code == code)


def outcome(root: Path, code: str, changes: str) -> str:
    return result(root, code, changes).outcome.value


def findings(root: Path, code: str, changes: str) -> tuple[Finding, ...]:
    """What the rule finds and no waiver covers, worst first."""
    return tuple(f for f in assessed(root, changes).findings if f.rule == code)
