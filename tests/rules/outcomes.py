"""What becomes of one rule when a test's keys are laid over the consistent report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assess import assess
from tests.builders import settings, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.findings import Finding
    from generator.rules.core import Result


def result(root: Path, code: str, changes: str) -> Result:
    folder = write_report(root / "content" / "shili" / "swj" / "2024", changes)
    return next(r for r in assess(folder, settings(root)).results if r.rule.code == code)


def outcome(root: Path, code: str, changes: str) -> str:
    return result(root, code, changes).outcome.value


def findings(root: Path, code: str, changes: str) -> tuple[Finding, ...]:
    return result(root, code, changes).findings
