"""The command as a clerk and a machine call it: exit codes, formats, words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator import __version__, schema
from generator.cli import main
from tests.builders import write_register, write_report

FAULTY = "自评表: {年度预算申请: {年初预算数: 310}}"
UNREADABLE = '自评表: {年度预算申请: {年初预算数: "3,100"}}'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one consistent report."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    write_report(tmp_path / "content" / "shili" / "swj" / "2024")
    return tmp_path


def spoilt(site: Path, changes: str = FAULTY) -> Path:
    write_report(site / "content" / "shili" / "swj" / "2024", changes)
    return site


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["check", *arguments])
    return code, capsys.readouterr().out


def test_nothing_wrong_exits_with_0(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = check(capsys, str(site / "content"))
    assert code == 0
    assert "没有错误，可以公开。" in out


def test_a_finding_exits_with_1_and_points_at_the_token(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = check(capsys, str(spoilt(site) / "content"))
    found = re.search(r"^(\S+):(\d+):(\d+)  错误 X003 ", out, re.MULTILINE)
    assert code == 1
    assert found
    typed = (site / found[1]).read_text("utf-8").split("\n")[int(found[2]) - 1]
    assert typed[int(found[3]) - 1 :] == "'310'"
    assert "应为 420" in out
    assert "有错误，不能公开。" in out


def test_carets_line_up_under_full_width_text(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = check(capsys, str(spoilt(site, "自评表: {等级: 良好}") / "content"))
    line, carets = out.split("\n")[2:4]
    before = line.split("良好")[0].partition("│")[2]
    width = sum(2 if ord(c) > 0x2E80 else 1 for c in before)
    assert carets.partition("│")[2] == " " * width + "^^^^"


def test_a_single_report_folder_will_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = check(capsys, str(spoilt(site) / "content" / "shili" / "swj" / "2024"))
    assert code == 1
    assert "content/shili/swj/2024/report.yml:" in out


def test_an_unreadable_number_says_what_to_write(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = check(capsys, str(spoilt(site, UNREADABLE) / "content"))
    assert code == 1
    assert "千分位逗号" in out
    assert "1234.56" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere"], "没有文件夹"),
        (["check", "--format", "pdf"], "不可用的选项"),
        (["check", "--what"], "没有这个参数"),
        (["explain"], "缺少参数"),
        (["explain", "Z999"], "没有规则“Z999”"),
    ],
)
def test_a_wrong_call_exits_with_2_and_one_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("command", [[], ["check"], ["explain"], ["baseline"], ["export"], ["new"]])
def test_help_is_in_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith("用法：jixiao")
    assert not re.search("usage|positional|options|show", out)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"jixiao {__version__}\n"


def test_a_folder_without_reports_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "没有报告" in capsys.readouterr().err


def test_json_follows_the_published_schema(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waived = """
    自评表: {年度预算申请: {年初预算数: 350}, 等级: 良好}
    情况说明:
      - {规则: X003, 位置: 自评表.年度预算申请.年初预算数, 原值: "350", 理由: 原件如此,
         岗位: 审核岗, 截至: 2099-12-31}
    """
    code, out = check(capsys, str(spoilt(site, waived) / "content"), "--format", "json")
    document: dict[str, Any] = json.loads(out)
    jsonschema.validate(document, schema.check())
    assert code == 1
    assert document["counts"]["error"] == 1
    assert document["counts"]["waived"] == 1
    grade, excused = document["findings"]
    assert (grade["rule"], grade["actual"], grade["waiver"]) == ("G001", "良好", None)
    assert (excused["expected"], excused["actual"]) == ("420", "350")
    assert excused["waiver"]["reason"] == "原件如此"


def test_github_annotations_carry_file_line_and_remedy(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = check(capsys, str(spoilt(site) / "content"), "--format", "github")
    annotation = next(line for line in out.split("\n") if "X003" in line)
    assert annotation.startswith("::error file=content/shili/swj/2024/report.yml,line=")
    assert "%0A" in annotation


def test_output_goes_to_a_file(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = site / "out" / "findings.json"
    code, out = check(capsys, str(site / "content"), "--format", "json", "--output", str(target))
    assert (code, out) == (0, "")
    assert json.loads(target.read_text("utf-8"))["version"] == 1


def test_unchecked_lists_what_could_not_be_checked(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = "基础数据表: {经费控制情况: {部门基本支出预算调整: {本年预算数: }}}"
    _, out = check(capsys, str(spoilt(site, changes) / "content"), "--unchecked")
    assert "X003  年初预算数与基础数据表不符：未填：部门基本支出预算调整本年预算数" in out


def test_explain_prints_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "x003"]) == 0
    out = capsys.readouterr().out
    for words in ("年初预算数与基础数据表不符", "为什么", "反例", "正例", "依据"):
        assert words in out


def test_new_makes_a_site_that_passes_its_own_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    assert main(["new", str(folder)]) == 0
    capsys.readouterr()
    code, out = check(capsys, str(folder / "content"))
    assert code == 0
    assert "错误 0 · 提醒 0 · 说明 0" in out
    assert main(["new", str(folder)]) == 2
    assert "不是空文件夹" in capsys.readouterr().err


def test_check_imports_neither_mkdocs_nor_templates_nor_exporters() -> None:
    """A clerk checks after each edit: what only pages need stays out of its way."""
    report = Path(__file__).parents[1] / "content" / "suining" / "commerce" / "2024"
    script = (
        "import sys; from generator.cli import main; main(['check', sys.argv[1]]);"
        "heavy = {'mkdocs', 'jinja2', 'markdown', 'nh3', 'pydantic', 'dataclasses'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    command = [sys.executable, "-c", script, str(report)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_explain_shows_formula_intervals_and_what_is_blank(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = "{合计: {本年决算数: 5}, 公务接待: {本年决算数: ''}}"
    changes = f"基础数据表: {{经费控制情况: {{三公经费: {blank}}}}}"
    place = str(spoilt(site, changes) / "content")
    _, out = check(capsys, place, "--explain")
    assert "算式：三公经费本年决算数 = 公务用车购置和维护经费本年决算数 2.50" in out
    assert "填报 5 万元，可代表 4.995 至 5.005；各项之和 2.5 万元，可代表 2.49 至 2.51" in out
    assert "；相差 2.5 万元，可容许 0.015 万元\n" in out
    assert "空着、没有计入：公务接待本年决算数" in out
    assert "算式" not in check(capsys, place)[1]


def test_explain_shows_an_exact_number_without_an_interval(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(spoilt(site, "自评表: {总分: {得分: 99}, 等级: 良好}") / "content")
    _, out = check(capsys, place, "--explain")
    assert "填报 99 分；各项之和 98.86 分；相差 0.14 分，可容许 0 分" in out
    assert re.search("= 可能.*“总分得分”（第 205 行）.*填错", out)


@pytest.mark.parametrize("year", ["2024年", "二〇二四"])
def test_a_year_that_cannot_be_read_is_not_called_none(
    year: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_register(site / "content" / "shili", "批复: [{年度: 2023, 日期: 2024-06-20}]")
    _, out = check(capsys, str(spoilt(site, f"年度: {year}") / "content"))
    assert "错误 M007" in out
    assert "None" not in out
    assert "K006" not in out


def test_an_empty_narrative_cannot_be_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content" / "shili" / "swj" / "2024" / "report.md").write_text("\n", "utf-8")
    code, out = check(capsys, str(site / "content"))
    assert code == 1
    assert "report.md:1:1  错误 M010" in out


def test_a_narrative_that_cannot_be_read_is_not_called_missing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "content" / "shili" / "swj" / "2024" / "report.md"
    path.write_bytes("# 报告\n\n正文\n".encode("gbk"))
    _, out = check(capsys, str(site / "content"))
    assert "错误 Y001" in out
    assert "M010" not in out


def test_a_comma_between_thousands_is_told_within_braces_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "new")]) == 0
    (path,) = (tmp_path / "new").rglob("2024/report.yml")
    text, count = re.subn(
        r"{上年决算数: \d+", "{上年决算数: 1,000", path.read_text("utf-8"), count=1
    )
    path.write_text(text, "utf-8")
    _, out = check(capsys, str(tmp_path / "new" / "content"), "--full")
    assert count == 1
    assert "错误 M004" in out
    assert "千分位逗号，如 1000" in out
    assert "没有这一项" not in out


@pytest.mark.parametrize(
    "content", ["名称: 示例农贸市场改造\n".encode("gbk"), b"a: {b: 1\n", b"a: [\n"]
)
def test_a_project_table_that_cannot_be_read_is_not_called_missing(
    content: bytes, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = site / "content" / "shili" / "swj" / "2024"
    (home / "projects" / "p1.yml").write_bytes(content)
    code, out = check(capsys, str(site / "content"), "--unchecked")
    assert code == 1
    assert "错误 Y00" in out
    assert "错误 X006" not in out
    assert "X006  专项资金没有项目支出绩效自评表：有 1 份项目表读不出来" in out
