"""Every rule's own examples: 反例 must raise its code, 正例 must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.assess import assess
from generator.rules import core
from tests.builders import block, settings, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.assess import Assessment

RULES = [*core.of_stage(core.Stage.REPORT), *core.of_stage(core.Stage.WAIVERS)]


def assessed(root: Path, changes: str) -> Assessment:
    folder = write_report(root / "content" / "shili" / "swj" / "2024", changes)
    return assess(folder, settings(root))


def raised(root: Path, changes: str) -> set[str]:
    assessment = assessed(root, changes)
    excused = (item.finding for item in assessment.excused)
    return {finding.rule for finding in (*assessment.findings, *excused)}


def test_the_consistent_report_raises_nothing(tmp_path: Path) -> None:
    assert [str(f) for f in assessed(tmp_path, "").findings] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_bad_example_raises_the_rule(rule: core.Rule, tmp_path: Path) -> None:
    example = block(rule.check.__doc__ or "", "反例")
    assert example, "a rule needs a 反例"
    assert rule.code in raised(tmp_path, example)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_good_example_does_not_raise_the_rule(rule: core.Rule, tmp_path: Path) -> None:
    example = block(rule.check.__doc__ or "", "正例")
    assert example, "a rule needs a 正例"
    assert rule.code not in raised(tmp_path, example)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_border_example_does_not_raise_the_rule(rule: core.Rule, tmp_path: Path) -> None:
    example = block(rule.check.__doc__ or "", "边界")
    assert rule.code not in raised(tmp_path, example)


@pytest.mark.parametrize("rule", core.rules(), ids=lambda r: r.code)
def test_rule_is_documented(rule: core.Rule) -> None:
    assert rule.title
    assert len(rule.title) <= 30
    assert block(rule.check.__doc__ or "", "为什么")
    assert rule.basis
