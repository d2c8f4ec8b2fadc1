"""No secret leaves the site: wherever it stands it stops publication, and nothing prints it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator import corpus
from generator.cli import main
from generator.findings import Severity
from generator.forms import form
from generator.rules import core
from tests.builders import settings, write_report
from tests.sites import mkdocs_build, prepared
from tests.test_pages import site as pages

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD, MOBILE = "Xx000000#", "13800138000"
TOLD = f"默认密码：{PASSWORD}"
ADDRESS = "shili/swj/2024"
NARRATIVE = "# 2024年度示例县商务局部门整体支出绩效自评报告\n\n"
Z_RULES = [rule for rule in core.rules() if rule.code.startswith(core.SENSITIVE_LETTER)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    write_report(tmp_path / "content" / ADDRESS)
    return tmp_path


def appended(site: Path, name: str, line: str) -> None:
    path = site / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{before}{line}\n", "utf-8")


def printed(site: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The worst exit code and all that the command prints of a site, in every format."""
    codes = [
        main(["check", str(site / "content"), *options])
        for options in (["--explain"], ["--format", "json"], ["--format", "github"])
    ]
    captured = capsys.readouterr()
    return max(codes), captured.out + captured.err


PLACES = {
    "正文": (f"{ADDRESS}/report.md", f"\n{TOLD}"),
    "正文的注释": (f"{ADDRESS}/report.md", f"\n<!-- {TOLD} -->"),
    "正文的链接": (f"{ADDRESS}/report.md", f"\n[登录](https://swj:{PASSWORD}@a.gov.cn/)"),
    "正文的图片": (f"{ADDRESS}/report.md", f"\n![{TOLD}](a.png)"),
    "项目正文": (f"{ADDRESS}/projects/report.md", f"# 项目报告\n\n{TOLD}"),
    "数据的注释": (f"{ADDRESS}/report.yml", f"# {TOLD}"),
    "数据的文字": (f"{ADDRESS}/report.yml", f"变动说明: [{{事项: 系统, 说明: '{TOLD}'}}]"),
    "数据的转义": (
        f"{ADDRESS}/report.yml",
        '变动说明: [{事项: 系统, 说明: "默认密\\u7801：\\x58x000000#"}]',
    ),
    "转义旁边": (
        f"{ADDRESS}/report.yml",
        f'变动说明: [{{事项: "系\\u7edf", 说明: "{TOLD}"}}]',
    ),
    "情况说明": (
        f"{ADDRESS}/report.yml",
        f"情况说明: [{{规则: X003, 位置: 自评表, 理由: '{TOLD}'}}]",
    ),
    "不认识的项": (f"{ADDRESS}/report.yml", f"密码: '{PASSWORD}'"),
    "项目表": (f"{ADDRESS}/projects/p1.yml", f"# {TOLD}"),
    "单位名录": ("shili/units.yml", f"地区: 示例县\n说明: '{TOLD}'\n单位: []"),
    "地方规则": ("shili/rules.yml", f"# {TOLD}\n规则: []"),
    "历史遗留": ("shili/baseline.yml", f"说明: '{TOLD}'\n冻结: []"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_password_stops_publication_and_is_not_printed(
    place: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appended(site, *PLACES[place])
    code, out = printed(site, capsys)
    assert code == 1
    assert "Z002" in out or "Z013" in out
    assert PASSWORD not in out


APART = {
    "转义的项名": (
        f"{ADDRESS}/report.yml",
        '变动说明: [{事项: 系统, 说明: 换了系统, "\\x31\\x33800138000": 1}]',
    ),
    "折行": (
        f"{ADDRESS}/report.yml",
        "变动说明:\n- 事项: 系统\n  说明: 请拨138\n    0013\n    8000",
    ),
    "单位名录的转义": (
        "shili/units.yml",
        '地区: 示例县\n说明: "请拨\\x31380013\\x38000"\n单位: []',
    ),
    "地方规则的转义": ("shili/rules.yml", '规则: []\n"请拨\\x31380013\\x38000": 1'),
    "项目的文件名": (f"{ADDRESS}/projects/{MOBILE}.yml", "甲: 乙"),
    "加粗": (f"{ADDRESS}/report.md", "\n请拨138**0013**8000。"),
    "标注": (f"{ADDRESS}/report.md", "\n请拨1380013{=自评表.总分.得分}8000。"),
}


@pytest.mark.parametrize("place", APART)
def test_a_number_that_is_typed_apart_is_found_and_not_printed(
    place: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appended(site, *APART[place])
    code, out = printed(site, capsys)
    assert code == 1
    assert "Z003" in out or "Z013" in out
    assert MOBILE not in out


def test_a_local_rule_is_explained_without_its_secret(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = f"{{代码: L001, 名称: 一, 级别: 错误, 依据: '{TOLD}', 类型: 必填, 项: 自评表.等级}}"
    appended(site, "shili/rules.yml", f"规则: [{rule}]")
    monkeypatch.chdir(site)
    assert main(["explain", "L001"]) == 0
    out = capsys.readouterr().out
    assert "默认密码：*********" in out
    assert PASSWORD not in out


def test_a_link_with_a_short_password_leaves_all_other_words_alone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appended(site, f"{ADDRESS}/report.md", "\n见http://u:o@oa.example.cn/。")
    _, out = printed(site, capsys)
    assert "u:o" not in out
    assert f"file=content/{ADDRESS}/report.md" in out


def test_the_built_site_stays_as_it_was(tmp_path: Path) -> None:
    write_report(tmp_path / "from" / ADDRESS, narrative=f"{NARRATIVE}{TOLD}\n\n电话{MOBILE}。\n")
    (tmp_path / "to").mkdir()
    site = prepared(tmp_path / "to", tmp_path / "from")
    run = mkdocs_build(site)
    assert run.returncode == 1
    assert not (site / "site").exists()
    assert "Z002" in run.stderr
    assert PASSWORD not in run.stdout + run.stderr
    assert MOBILE not in run.stdout + run.stderr


def test_the_caret_stands_under_the_stars(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    appended(site, f"{ADDRESS}/report.md", f"\n{TOLD}\n备用密码：abc123\n")
    _, out = printed(site, capsys)
    lines = out[out.index("Z002") :].split("\n")
    assert lines[2].endswith(f"│ 默认密码：{'*' * len(PASSWORD)}")
    assert lines[3].endswith(f"│           {'^' * len(PASSWORD)}")
    assert "abc123" not in out  # of the line that the next excerpt shows as well


@pytest.mark.parametrize(
    "changes",
    [
        f"基础数据表: {{厉行节约保障措施: '××{TOLD}'}}",
        f"自评表: {{年度预算申请: {{年初预算数: '{PASSWORD}'}}}}\n来源: {{说明: '{TOLD}'}}",
        f"自评表: {{等级: '{MOBILE}'}}",
        f"项目: [{{对应专项资金: '专项{MOBILE}'}}]",
    ],
)
def test_no_other_finding_quotes_it(
    changes: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(site / "content" / ADDRESS, changes)
    code, out = printed(site, capsys)
    assert code == 1
    assert PASSWORD not in out
    assert MOBILE not in out


def test_a_report_that_cannot_be_read_is_not_quoted(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appended(site, f"{ADDRESS}/report.yml", f"年度: '{MOBILE}'\n{MOBILE}: {MOBILE}")
    code, out = printed(site, capsys)
    assert code == 1
    assert MOBILE not in out


def test_rules_across_reports_do_not_quote_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(site / "content" / ADDRESS, f"单位: {{名称: '示例县商务局{MOBILE}'}}")
    appended(site, "shili/units.yml", "地区: 示例县\n单位: [{名称: 示例县商务局, 目录: swj}]")
    _, out = printed(site, capsys)
    assert "K002" in out
    assert MOBILE not in out


WAIVED = f"""
情况说明:
  - {{规则: Z003, 位置: "report.md 手机号：138****8000", 原值: "138****8000",
     理由: 防汛值班手机经局长批准公开, 岗位: 审核岗, 截至: 2099-12-31}}
正文: |
  {NARRATIVE.strip()}

  防汛值班：{MOBILE}
"""


def test_a_telephone_may_be_published_with_an_explanation(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(site / "content" / ADDRESS, WAIVED)
    code, out = printed(site, capsys)
    assert (code, "Z003" in out, MOBILE in out) == (0, True, False)
    body = pages(site)[ADDRESS].body
    assert MOBILE in body.partition('id="waivers"')[0]  # the narrative itself
    assert "138****8000" in body


def test_a_password_cannot_be_explained(site: Path) -> None:
    write_report(
        site / "content" / ADDRESS,
        WAIVED.replace("Z003", "Z002")
        .replace("手机号：138****8000", "口令：*********")
        .replace("138****8000", "*********")
        .replace(MOBILE, TOLD),
    )
    found = settings(site)
    (assessment,) = corpus.assess_all(corpus.folders(found.content), found)
    assert {"Z002", "V004"} <= {finding.rule for finding in assessment.findings}


def test_a_telephone_is_not_set_aside_as_old(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appended(site, f"{ADDRESS}/report.md", f"\n防汛值班：{MOBILE}。")
    assert main(["baseline", str(site / "content")]) == 1
    out = capsys.readouterr().out
    assert "不能冻结，只能改正：Z003" in out
    assert MOBILE not in out
    assert main(["check", str(site / "content")]) == 1


def test_no_form_makes_less_of_a_secret() -> None:
    for name in form.names():
        levels = {rule.code: form.load(name).level(rule.code, rule.severity) for rule in Z_RULES}
        assert levels == {rule.code: rule.severity for rule in Z_RULES}


def test_what_is_no_secret_by_itself_only_warns() -> None:
    levels = {rule.code: rule.severity for rule in Z_RULES}
    warnings = {code for code, level in levels.items() if level is Severity.WARNING}
    assert warnings == {"Z007", "Z009", "Z010", "Z011", "Z012"}


def test_json_says_where_and_what_kind(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    appended(site, f"{ADDRESS}/report.md", f"\n防汛值班：{MOBILE}。")
    main(["check", str(site / "content"), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    (found,) = [one for one in findings if one["rule"] == "Z003"]
    lines = (site / "content" / ADDRESS / "report.md").read_text("utf-8").split("\n")
    assert lines[found["line"] - 1][found["column"] - 1 :] == f"{MOBILE}。"
    assert (found["message"], found["actual"]) == ("这里有手机号“138****8000”", "138****8000")
