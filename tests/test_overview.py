"""A page of findings: what is summed up, in what order, and what is written out after all."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.findings import Finding, Severity
from generator.overview import section
from generator.source import Span
from tests.builders import write_report
from tests.sites import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "content/shili/swj/2024/report.yml"


def a_finding(
    line: int = 1,
    rule: str = "X003",
    severity: Severity = Severity.ERROR,
    file: str = REPORT,
    actual: str | None = None,
    expected: str | None = None,
) -> Finding:
    span = Span(file, line, 1, 1, "自评表")
    return Finding(
        rule, "name", "年初预算数不符", severity, "说明", span, expected=expected, actual=actual
    )


def rows(*findings: Finding, level: Severity = Severity.ERROR) -> list[str]:
    return section(level, findings).split("\n")


def test_a_level_without_findings_says_nothing() -> None:
    assert section(Severity.WARNING, [a_finding()]) == ""


def test_one_rule_in_one_file_is_one_row() -> None:
    assert rows(a_finding(8), a_finding(12)) == [
        "错误 2 处，不改不能公开",
        f"  {REPORT}",
        "    8, 12  X003  年初预算数不符 2 处",
    ]


def test_a_line_with_two_findings_is_named_once() -> None:
    assert rows(a_finding(8), a_finding(8))[-1] == "        8  X003  年初预算数不符 2 处"


def test_of_many_lines_the_first_are_named() -> None:
    assert rows(*map(a_finding, range(1, 7)))[-1].split("  ")[0] == "1, 2, 3, 4 等"


def test_each_file_has_its_heading_once() -> None:
    other = "content/shili/swj/2024/report.md"
    found = rows(a_finding(1), a_finding(2, "X001"), a_finding(3, file=other))
    assert [line.strip() for line in found if "content" in line] == [REPORT, other]


@pytest.mark.parametrize(
    ("actual", "expected", "ending"),
    [
        ("264.01", "338.01", "：“264.01”，应为“338.01”"),
        ("其中万元", None, "：“其中万元”"),
        ("218", None, ""),  # a bare number says nothing without what it should be
        ("一" * 15, "二", ""),
        ("一", "二" * 15, "：“一”"),
        (None, "338.01", ""),
    ],
)
def test_a_single_finding_shows_its_values_where_they_are_short(
    actual: str | None, expected: str | None, ending: str
) -> None:
    assert rows(a_finding(actual=actual, expected=expected))[-1].endswith(f"年初预算数不符{ending}")


def test_remarks_are_only_counted() -> None:
    remark = a_finding(severity=Severity.INFO)
    assert rows(remark, remark, level=Severity.INFO) == ["说明 2 处，供参考，不影响公开"]


def test_a_county_full_of_errors_still_fits_a_page() -> None:
    found = [a_finding(1, file=f"content/shili/{n}/2024/report.yml") for n in range(100)]
    lines = rows(*found)
    assert lines[-1] == "  另有 64 处，在 64 个文件里"
    assert sum(" X003 " in line for line in lines) == 36


# ---------------------------------------------------------------- what the command prints


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    return tmp_path


def check(site: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    main(["check", str(site / "content"), *options])
    return capsys.readouterr().out


def reports(site: Path, number: int) -> None:
    """So many units, each with the wrong grade."""
    for n in range(number):
        changes = f"{{单位: {{编码: '10{n}001'}}, 自评表: {{等级: 良好}}}}"
        write_report(site / "content" / "shili" / f"swj{n}" / "2024", changes)


def test_one_fault_is_written_out(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(site / "content" / "shili" / "swj" / "2024", "自评表: {等级: 良好}")
    out = check(site, capsys)
    assert "^^^^" in out
    assert "--full" not in out


def test_errors_are_written_out_beside_a_summary_of_the_rest(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "content" / "suining", site / "content" / "suining")
    report = site / "content" / "suining" / "commerce" / "2024" / "report.yml"
    report.write_text(report.read_text("utf-8").replace("等级: 优秀", "等级: 良好"), "utf-8")
    out = check(site, capsys)
    assert "report.yml:140:7  错误 G001" in out
    assert "^^^^" in out
    assert re.search("(?m)^提醒 .*请逐条核对|^说明 .*不影响公开", out)
    assert "jixiao check --full" in out


def test_many_faults_are_summed_up_and_the_way_to_the_rest_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports(site, 9)
    out = check(site, capsys)
    assert "^^^^" not in out
    assert re.search(r"(?m)^错误 \d+ 处，不改不能公开$", out)
    assert "jixiao check --full" in out
    assert check(site, capsys, "--full").count("^^^^") >= 9
    assert "^^^^" in check(site, capsys, "--explain")


def test_a_build_that_stops_writes_out_every_error(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports(site, 9)
    code = main(["export", str(site / "content"), "--output", str(site / "out")])
    err = capsys.readouterr().err
    assert code == 1
    assert len(re.findall(r"(?m)^\S+:\d+:\d+  错误 G001", err)) == 9
    assert not (site / "out").exists()


def test_a_build_that_stops_only_counts_the_others(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(
        site / "content" / "shili" / "swj" / "2024",
        "自评表: {等级: 良好}\n正文: |\n  # 报告\n\n  （1）安排资金__万元。\n",
    )
    main(["export", str(site / "content"), "--output", str(site / "out")])
    err = capsys.readouterr().err
    assert re.search(r"(?m)^提醒 \d+ 处，请逐条核对，改正或写明原因$", err)
    assert "N308" not in err
    assert "jixiao check --full" in err
