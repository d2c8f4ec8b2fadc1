"""Baselines: old findings no longer block, new ones do, and the list only shrinks."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from generator import corpus, schema, source
from generator.cli import main
from generator.console import Outcome, github, text
from generator.findings import Severity
from generator.review import baseline
from tests.builders import load, settings, write_report
from tests.test_pages import site as pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.corpus import Portal

    Run = Callable[..., tuple[int, str]]

OLD = "shili/swj/2024"
FAULTY = "自评表: {年度预算申请: {年初预算数: 310}, 等级: 良好}"
BETTER = "自评表: {年度预算申请: {年初预算数: 420}, 等级: 良好}"
WORSE = "自评表: {年度预算申请: {年初预算数: 310, 全年执行数: 300}, 等级: 良好}"
CHANGED = "自评表: {年度预算申请: {年初预算数: 311}, 等级: 良好}"
INITIAL = "自评表.年度预算申请.年初预算数"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one report of an old year, in which two things are wrong."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    write_report(tmp_path / "content" / OLD, FAULTY)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command: exit code and output."""

    def command(*arguments: object) -> tuple[int, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return command


def checked(root: Path) -> Portal:
    found = settings(root)
    assessments = corpus.assess_all(corpus.folders(found.content), found)
    return baseline.applied(corpus.portal(assessments, found), found)


def errors(root: Path) -> list[str]:
    return [f.rule for f in checked(root).all_findings if f.severity is Severity.ERROR]


def frozen(root: Path) -> list[dict[str, str]]:
    content: list[dict[str, str]] = load(file(root).read_text("utf-8"))["冻结"]
    return content


def file(root: Path) -> Path:
    return root / "content" / "shili" / "baseline.yml"


def change(root: Path, changes: str) -> None:
    write_report(root / "content" / OLD, changes)


# ---- the file


def test_the_first_call_freezes_what_is_wrong(site: Path, run: Run) -> None:
    assert errors(site) == ["X003", "G001"]
    code, out = run("baseline", site / "content")
    assert code == 0
    assert "冻结 2 处，删去已改正的 0 处" in out
    first = {"规则": "X003", "报告": OLD, "位置": INITIAL, "原值": "310", "应为": "420"}
    assert frozen(site)[0] == first
    assert errors(site) == []
    assert run("check", site / "content")[0] == 0


def test_a_site_without_errors_gets_no_file(site: Path, run: Run) -> None:
    change(site, "")
    assert run("baseline", site / "content")[0] == 0
    assert not file(site).exists()


def test_a_later_call_removes_what_was_corrected(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    change(site, BETTER)
    assert errors(site) == ["V006"]
    code, out = run("baseline", site / "content" / "shili")
    assert code == 0
    assert "冻结 1 处，删去已改正的 1 处" in out
    assert [entry["规则"] for entry in frozen(site)] == ["G001"]
    assert errors(site) == []


def test_the_same_value_beside_other_numbers_blocks_again(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    spending = "基础数据表: {经费控制情况: {部门基本支出预算调整: {本年预算数: 250}}}"
    change(site, f"{FAULTY}\n{spending}")
    assert "X003" in errors(site)


def test_a_later_call_does_not_add(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    before = file(site).read_text("utf-8")
    change(site, WORSE)
    code, out = run("baseline", site / "content")
    assert code == 1
    assert f"新的不符之处不能加入：F004  {OLD}  自评表.年度预算申请.全年执行数  “300”" in out
    assert file(site).read_text("utf-8") == before
    assert run("baseline", site / "content", "--start-over")[0] == 0
    assert "F004" in {entry["规则"] for entry in frozen(site)}


def test_an_emptied_list_stays_so_that_nothing_new_slips_in(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    change(site, "")
    assert run("baseline", site / "content")[0] == 0
    assert frozen(site) == []
    change(site, FAULTY)
    assert run("baseline", site / "content")[0] == 1
    assert frozen(site) == []
    assert errors(site) == ["X003", "G001"]


def test_what_cannot_be_waived_is_not_frozen(site: Path, run: Run) -> None:
    change(site, '自评表: {年度预算申请: {年初预算数: "3,100"}, 等级: 良好}')
    code, out = run("baseline", site / "content")
    assert code == 1
    assert "不能冻结，只能改正：M004  content/shili/swj/2024/report.yml:" in out
    assert [entry["规则"] for entry in frozen(site)] == ["G001"]
    assert errors(site) == ["M004"]


def test_a_list_is_made_of_all_reports_of_a_region(site: Path, run: Run) -> None:
    write_report(site / "content" / "shili" / "swj" / "2023", "年度: 2023")
    code, out = run("baseline", site / "content" / OLD)
    assert code == 2
    assert "请给出内容文件夹或地区的文件夹" in out
    assert not file(site).exists()


def test_a_broken_file_is_left_alone(site: Path, run: Run) -> None:
    file(site).write_text("冻结: [\n", "utf-8")
    assert errors(site)[-1] == "Y003"
    assert run("baseline", site / "content")[0] == 2
    assert file(site).read_text("utf-8") == "冻结: [\n"
    assert run("baseline", site / "content", "--start-over")[0] == 0
    assert errors(site) == []


def test_a_note_of_the_region_is_kept(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    old = file(site).read_text("utf-8")
    note = next(line for line in old.split("\n") if line.startswith("说明"))
    file(site).write_text(old.replace(note, "说明: 2024 年前的报告"), "utf-8")
    change(site, BETTER)
    run("baseline", site / "content")
    assert load(file(site).read_text("utf-8"))["说明"] == "2024 年前的报告"


def test_a_write_that_fails_leaves_the_old_file(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("baseline", site / "content")
    before = file(site).read_text("utf-8")
    change(site, BETTER)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, out = run("baseline", site / "content")
    assert (code, "写不了" in out) == (2, True)
    assert file(site).read_text("utf-8") == before
    assert [path.name for path in file(site).parent.glob(".baseline*")] == []


def test_a_list_too_long_to_read_is_not_written(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = settings(site)
    portal = corpus.portal(corpus.assess_all(corpus.folders(found.content), found), found)
    monkeypatch.setattr(source, "MAX_NODES", 12)
    with pytest.raises(baseline.TooManyError):
        baseline.written(portal.regions[0], found, start_over=False)
    assert not file(site).exists()


def test_every_character_survives_the_file(site: Path, run: Run) -> None:
    odd = '自评表: {等级: "良\\"好：{}#\'\\\\-"}'
    change(site, odd)
    run("baseline", site / "content")
    assert errors(site) == []


# ---- what is frozen


def test_an_entry_whose_value_changed_does_not_match(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    change(site, CHANGED)
    assert sorted(errors(site)) == ["V006", "X003"]


def test_one_entry_freezes_one_finding(site: Path) -> None:
    twice = f"{{规则: G001, 报告: {OLD}, 位置: 自评表.等级, 原值: 良好, 应为: 优秀}}\n"
    one = f"{{规则: X003, 报告: {OLD}, 位置: {INITIAL}, 原值: '310', 应为: '420'}}\n"
    file(site).write_text(f"冻结:\n  - {twice}  - {twice}  - {one}", "utf-8")
    assert errors(site) == ["V006"]


def test_a_waived_finding_needs_no_entry(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    waiver = f"""
情况说明:
  - {{规则: X003, 位置: {INITIAL}, 原值: "310", 理由: 原件如此, 岗位: 审核岗, 截至: 2099-12-31}}
"""
    change(site, FAULTY + waiver)
    assert errors(site) == ["V006"]


def test_one_report_is_not_blamed_for_entries_of_others(site: Path, run: Run) -> None:
    write_report(site / "content" / "shili" / "jyj" / "2024")
    run("baseline", site / "content")
    assert run("check", site / "content" / "shili" / "jyj" / "2024")[0] == 0
    assert run("check", site / "content" / OLD)[0] == 0


def test_what_shows_across_reports_is_judged_when_all_are_there(site: Path, run: Run) -> None:
    change(site, "")
    write_report(site / "content" / "shili" / "swj" / "2023", "年度: 2023")
    assert set(errors(site)) >= {"K003"}
    assert run("baseline", site / "content")[0] == 0
    assert errors(site) == []
    assert "V006" not in run("check", site / "content" / OLD)[1]
    shutil.rmtree(site / "content" / "shili" / "swj" / "2023")
    assert "V006" in errors(site)


@pytest.mark.parametrize("report", ["shili/swj/2019", "jiaxian/swj/2024"])
def test_an_entry_of_a_report_that_is_not_there(site: Path, report: str) -> None:
    change(site, "")
    entry = f"冻结:\n  - {{规则: X003, 报告: {report}, 位置: {INITIAL}, 原值: '310'}}\n"
    file(site).write_text(entry, "utf-8")
    (found,) = checked(site).findings
    assert found.message == f"没有报告“{report}”，或它不属于本地区"
    assert (found.rule, found.span.file, found.span.line) == (
        "V006",
        "content/shili/baseline.yml",
        2,
    )


# ---- what people and machines see


def outcome(root: Path) -> Outcome:
    return Outcome(checked(root), lambda _: (), "0.0")


def test_text_counts_what_is_frozen(site: Path, run: Run) -> None:
    assert "历史遗留" not in text(outcome(site))
    run("baseline", site / "content")
    shown = text(outcome(site))
    assert "已作情况说明 0 · 历史遗留 2 · 无法核验" in shown
    assert re.search("错误 0 处，提醒 [01] 处，历史遗留 2 处", shown)
    assert "X003" not in shown + github(outcome(site))


def test_json_lists_what_is_frozen_as_warnings(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    code, out = run("check", site / "content", "--format", "json")
    document: dict[str, Any] = json.loads(out)
    jsonschema.validate(document, schema.check())
    legacy = [f for f in document["findings"] if f["hint"].startswith("历史遗留")]
    warnings = [f for f in document["findings"] if f["severity"] == "warning"]
    assert [(f["rule"], f["severity"]) for f in legacy] == [
        ("X003", "warning"),
        ("G001", "warning"),
    ]
    assert (code, document["counts"]["error"]) == (0, 0)
    assert document["counts"]["warning"] == len(warnings)


def test_editor_accepts_the_file(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    content = load(file(site).read_text("utf-8"))
    jsonschema.validate(content, json.loads(schema.documents()["baseline.json"]))


def test_the_page_lists_what_is_frozen(site: Path, run: Run) -> None:
    run("baseline", site / "content")
    body = pages(site)[OLD].body
    legacy = body.partition('id="legacy"')[2].partition("</section>")[0]
    assert "年初预算数与基础数据表不符" in legacy
    assert legacy.count("<li ") == 2
