"""The real report as it was published: what an auditor found in it, found again.

The case file names, on the line where it stands, each contradiction (F) that these rules can
see, and the rule; for the two texts ``expected*.yml`` do. Identities that hold (H) must not be
accused.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.assess import Assessment, assess
from generator.findings import Severity
from generator.rules.core import Outcome
from tests.builders import HERE, load, settings
from tests.sites import mkdocs_build

if TYPE_CHECKING:
    from pathlib import Path

CASE = HERE / "cases" / "suining-as-published"
REPORT = CASE / "content" / "suining" / "commerce" / "2024" / "report.yml"
EXPECTED = re.compile(r"[FH]\d\d ([A-Z]\d{3})")

# Identity, and the rule that would accuse it.
IDENTITIES = {
    "H03 控制率 17 ÷ 20 = 85%": "B001",
    "H09 收入各类之和在四舍五入范围内": "F001",
    "H11 基本支出 + 项目支出 = 716.83": "F002",
    "H12 716.83 写了四次，全都一致": "F003",
    "H12 执行数与支出合计一致": "F004",
    "H12 执行率 100%": "F005",
    "H12 执行率得 10 分": "S003",
    "H13 三公经费三列": "B003",
    "H14-H16 项目支出三列": "B005",
    "H18 基本支出两表一致": "X001",
    "H16 项目支出两表一致": "X002",
    "H19 “其中”各项不超过公用经费": "B007",
    "H20 公用经费不超过基本支出": "X004",
    "H21 各类分值 50、30、10": "W002",
    "H22 分值合计 100": "W001",
    "H23 总分 96": "S006",
    "H25 得分不超过分值": "S001",
    "H25 得分不小于零": "S002",
    "H27 96 分为优秀": "G001",
    "H01 编制 7 + 12 + 1 = 20，正文各项共计": "N104",
    "H04 内设股室 4 个、事业单位 1 个": "N116",
    "H08 452.72 + 139.26 与 591.97、H28 政府性基金 109.35": "N110",
    "H26 96 分写了三次": "N117",
    "H27 正文写优秀": "N118",
    "H30 各项金额同一口径处处一致": "N106",
    "H31-H33 口径之差由其他资金解释": "N109",
    "H38 无国有资本经营和社会保险基金": "N111",
    "H37 布置通知为 2025 年": "T005",
    "H39 标题、表和项目报告的单位名称一致": "N316",
    "H41 未用的二级指标可以空着": "I004",
}


def published() -> Assessment:
    return assess(REPORT.parent, settings(CASE))


def expected() -> list[tuple[str, int, str]]:
    lines = REPORT.read_text("utf-8").split("\n")
    marks = ((n, line.partition("# <- ")[2]) for n, line in enumerate(lines, 1))
    tables = [(REPORT.name, n, code) for n, mark in marks for code in EXPECTED.findall(mark)]
    lists = [load(path.read_text("utf-8")) for path in sorted(CASE.glob("expected*.yml"))]
    told = [
        (file, int(one["line"]), one["rule"])
        for texts in lists
        for file in texts
        for one in texts[file]
    ]
    return sorted((*tables, *told))


def test_every_contradiction_is_found_on_its_line_and_nothing_else() -> None:
    folder = REPORT.parent.relative_to(CASE).as_posix()
    found = sorted(
        (finding.span.file.removeprefix(f"{folder}/"), finding.span.line, finding.rule)
        for finding in published().findings
    )
    assert found == expected()


@pytest.mark.parametrize("identity", IDENTITIES)
def test_no_identity_is_accused(identity: str) -> None:
    results = {result.rule.code: result for result in published().results}
    assert results[IDENTITIES[identity]].outcome is Outcome.HOLDS


def test_what_holds_within_rounding_is_at_most_a_remark() -> None:
    tails = [finding for finding in published().findings if finding.rule == "F012"]
    assert [finding.severity for finding in tails] == [Severity.INFO]


def test_the_build_fails_and_names_every_error(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(CASE, site)
    run = mkdocs_build(site)
    assert run.returncode == 1
    assert not (site / "site").exists()
    for finding in published().findings:
        if finding.severity is Severity.ERROR:
            line = f"{finding.span.file}:{finding.span.line}:{finding.span.column}  错误"
            assert f"{line} {finding.rule}" in run.stderr
