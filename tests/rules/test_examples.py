"""Every rule's own examples, at whatever stage it runs: 反例 raises it, 正例 and 边界 do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.rules import core
from tests.builders import block, dump, load
from tests.rules.outcomes import assessed, portal_of, raised

if TYPE_CHECKING:
    from pathlib import Path

BAD, GOOD, BORDER = "反例", "正例", "边界"
every_rule = pytest.mark.parametrize("rule", core.rules(), ids=lambda rule: rule.code)


def example(rule: core.Rule, heading: str) -> str:
    return block(rule.check.__doc__ or "", heading)


def test_the_consistent_report_raises_nothing(tmp_path: Path) -> None:
    assert [str(f) for f in assessed(tmp_path, "").findings] == []


def test_the_consistent_site_raises_nothing(tmp_path: Path) -> None:
    assert portal_of(tmp_path, "shili/swj/2024: {年度: 2024}").all_findings == ()


@every_rule
def test_rule_is_documented(rule: core.Rule) -> None:
    assert rule.title
    assert len(rule.title) <= 30
    assert example(rule, "为什么")
    assert rule.basis


@every_rule
def test_rule_has_three_different_examples(rule: core.Rule) -> None:
    examples = [example(rule, heading) for heading in (BAD, GOOD, BORDER)]
    assert all(examples), f"a rule needs a {BAD}, a {GOOD} and a {BORDER}"
    assert len({dump(load(text)) for text in examples}) == len(examples)


@every_rule
def test_bad_example_raises_the_rule(rule: core.Rule, tmp_path: Path) -> None:
    assert rule.code in raised(tmp_path, rule, example(rule, BAD))


@pytest.mark.parametrize("heading", [GOOD, BORDER])
@every_rule
def test_other_examples_do_not_raise_the_rule(
    rule: core.Rule, heading: str, tmp_path: Path
) -> None:
    assert rule.code not in raised(tmp_path, rule, example(rule, heading))
