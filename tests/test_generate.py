"""No false alarms: random reports that contradict themselves nowhere raise nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.corpus import assess_all, folders, portal
from generator.findings import Severity
from generator.forms import form as forms
from tests import generate
from tests.builders import settings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.findings import Finding

# Each site holds two reports: 30 for each form, and as many as asked for by `make soak`.
SITES = int(os.environ.get("REPORTS", "30")) // 2


def alarms(site: generate.Site, root: Path) -> list[Finding]:
    own = settings(root)
    generate.write(own.content, generate.texts(site))
    findings = portal(assess_all(folders(own.content), own), own).all_findings
    return [finding for finding in findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize("form", forms.names())
def test_consistent_reports_raise_neither_error_nor_warning(form: str, tmp_path: Path) -> None:
    found = [
        (seed, finding.rule, finding.span.place, finding.message)
        for seed in range(SITES)
        for finding in alarms(generate.site(form, seed), tmp_path / str(seed))
    ]
    assert found == []


def test_a_seed_always_gives_the_same_site() -> None:
    assert generate.site("hunan-2024", 7) == generate.site("hunan-2024", 7)
    assert generate.site("hunan-2024", 7) != generate.site("hunan-2024", 8)


@pytest.mark.parametrize(
    "words",
    [
        *("计分方法: 正向", "计分方法: 反向", "计分方法: 等于", "计分方法: 定性", "计分方法: 评判"),
        *("偏差原因", "预算调整", "预算结余", "规模控制率", "动作: 退回", "等级: 差"),
        *("无此项", "本年决算数: ''", "本年决算数: '0'", "执行率: '100'", "上年结转资金"),
        *("其中示例", "政府性基金安排", "比上年增加", "比上年减少", "{{ 自评表"),
    ],
)
def test_what_units_do_occurs_among_the_sites(words: str) -> None:
    sites = (generate.site("hunan-2024", seed) for seed in range(60))
    assert any(words in text for site in sites for text in generate.texts(site).values())
