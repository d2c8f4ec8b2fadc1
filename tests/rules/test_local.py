"""Rules that a region adds: each type, what can be wrong with one, and that no data is blamed."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.corpus import assess_all, folders, portal
from generator.findings import Severity
from generator.model import naming
from tests.builders import marked, places, settings, write_report
from tests.test_pages import site as pages

if TYPE_CHECKING:
    from pathlib import Path

    from generator.corpus import Portal
    from generator.findings import Finding
    from generator.rules.core import Result

FUNDS = "自评表.年度预算申请"
SPENDING = "基础数据表.经费控制情况"
SCORES = '"自评表.绩效指标.*.*[*].得分"'
WEIGHTS = '"自评表.绩效指标.*.*[*].分值"'


def site(root: Path, rules: str, changes: str = "") -> Portal:
    """A site with one report, whose region has ``rules``."""
    write_report(root / "content" / "shili" / "swj" / "2024", changes)
    (root / "content" / "shili" / "rules.yml").write_text(rules, "utf-8")
    found = settings(root)
    return portal(assess_all(folders(found.content), found), found)


def rule(body: str) -> str:
    """A file with one rule: what every rule has, and ``body``."""
    return f"规则:\n  - {{代码: L001, 名称: 某处不对, 级别: 错误, 依据: 某文件, {body}}}\n"


def result(root: Path, body: str, changes: str = "") -> Result:
    found = site(root, rule(body), changes)
    assert [f.message for f in found.findings] == []
    return next(r for r in found.assessments[0].results if r.rule.code == "L001")


def faults(root: Path, body: str) -> list[str]:
    return [f"{f.rule} {f.message}" for f in site(root, rule(body)).findings]


REQUIRED = '类型: 必填, 项: "自评表.绩效指标.*.*[*].佐证"'
SUM = (
    f"类型: 合计相等, 合计: {FUNDS}.全年执行数, "
    f"各项: [{FUNDS}.按支出性质分.基本支出, {FUNDS}.按支出性质分.项目支出]"
)
SPECIAL = (
    f"类型: 合计相等, 合计: {SPENDING}.项目支出.上级专项资金.合计.本年决算数, "
    f'各项: ["{SPENDING}.项目支出.上级专项资金.逐项[*].本年决算数"]'
)
INCOME = (
    f"类型: 合计相等, 合计: {FUNDS}.按收入性质分.其他资金, "
    f"各项: [{FUNDS}.按收入性质分.国有资本经营预算拨款, {FUNDS}.按收入性质分.政府性基金拨款]"
)
AT_MOST = f"类型: 不大于, 项: {SCORES}, 上限: {WEIGHTS}"
LIMIT = f"类型: 不大于, 项: {FUNDS}.全年执行数, 上限: 500"
EACH_LIMIT = f"类型: 不大于, 项: {SCORES}, 上限: 自评表.总分.分值"
RATIO = f"类型: 比率, 分子: {FUNDS}.全年执行数, 分母: {FUNDS}.全年预算数, 不低于: 90, 不高于: 100"
GREATER = f"类型: 比较, 左: {FUNDS}.全年预算数, 关系: ≥, 右: {FUNDS}.年初预算数"
EQUAL = f"类型: 比较, 左: {FUNDS}.全年预算数, 关系: =, 右: {FUNDS}.年初预算数"
FEWER = f"类型: 比较, 左: {FUNDS}.全年执行数, 关系: ≤, 右: 414"
REACHED = (
    '类型: 比较, 左: "自评表.绩效指标.*.*[*].实际完成值", 关系: ≥, '
    '右: "自评表.绩效指标.*.*[*].年度指标值"'
)
BUILDINGS = '类型: 不大于, 项: "基础数据表.楼堂馆所控制情况[*].规模控制率", 上限: 100'
NONE = f"类型: 不大于, 项: {FUNDS}.按收入性质分.国有资本经营预算拨款, 上限: {FUNDS}.全年预算数"


def funds(text: str) -> str:
    return f"自评表: {{年度预算申请: {{{text}}}}}"


def indicator(text: str) -> str:
    return (
        f"自评表: {{绩效指标: {{产出指标: {{数量指标: [{{三级指标: 商贸备案办理量, {text}}}]}}}}}}"
    )


OUTCOMES = [
    (REQUIRED, "", "通过"),
    (REQUIRED, indicator("佐证: "), "不符"),
    (REQUIRED, "自评表: {绩效指标: []}", "不符"),
    ("类型: 必填, 项: 自评表.等级", "", "通过"),
    ("类型: 必填, 项: 自评表.年度预算申请.按收入性质分.国有资本经营预算拨款", "", "通过"),
    ("类型: 必填, 项: 自评表.年度预算申请.执行率", funds("执行率: "), "不符"),
    ("类型: 必填, 项: 发布信息.成文日期", "发布信息: {成文日期: }", "不符"),
    ("类型: 必填, 项: 基础数据表.财政供养人员情况.编制数", "基础数据表: ", "不适用"),
    (SUM, "", "通过"),
    (SUM, funds("全年执行数: 414.01"), "通过"),
    (SUM, funds("全年执行数: 415"), "不符"),
    (SUM, funds("全年执行数: "), "无法核验"),
    (SUM, funds("按支出性质分: {基本支出: , 项目支出: }"), "无法核验"),
    (SUM, funds("按支出性质分: {基本支出: 一}"), "无法核验"),
    (SPECIAL, "", "通过"),
    (SPECIAL, f"{{{SPENDING.replace('.', ': {')}: {{项目支出: {{上级专项资金: }}}}}}}}", "不适用"),
    (INCOME, "", "不符"),
    (INCOME, funds("按收入性质分: {其他资金: 0, 政府性基金拨款: 无此项}"), "通过"),
    (AT_MOST, "", "通过"),
    (AT_MOST, indicator("得分: 16"), "不符"),
    (AT_MOST, indicator("得分: "), "无法核验"),
    (AT_MOST, "自评表: {绩效指标: }", "不适用"),
    (EACH_LIMIT, "", "通过"),
    (EACH_LIMIT, "自评表: {总分: {分值: 9}}", "不符"),
    (LIMIT, "", "通过"),
    (LIMIT, funds("全年执行数: 500.01"), "不符"),
    (BUILDINGS, "", "不适用"),
    (NONE, "", "通过"),
    (RATIO, "", "通过"),
    (RATIO, funds("全年执行数: 370"), "不符"),
    (RATIO, funds("全年执行数: 430"), "不符"),
    (RATIO, funds("全年预算数: 0"), "无法核验"),
    (RATIO, funds("全年预算数: "), "无法核验"),
    (GREATER, "", "通过"),
    (GREATER, funds("全年预算数: 419"), "不符"),
    (EQUAL, "", "通过"),
    (EQUAL, funds("全年预算数: 421"), "不符"),
    (FEWER, "", "通过"),
    (FEWER, funds("全年执行数: 414.02"), "不符"),
    (REACHED, "", "不符"),  # 单件备案办理成本: less is better there
    (REACHED, "自评表: {绩效指标: {产出指标: {成本指标: []}}}", "通过"),
]


@pytest.mark.parametrize(("body", "changes", "outcome"), OUTCOMES)
def test_outcome_of_a_local_rule(body: str, changes: str, outcome: str, tmp_path: Path) -> None:
    assert result(tmp_path, body, changes).outcome.value == outcome


def findings(root: Path, body: str, changes: str) -> list[Finding]:
    return list(result(root, body, changes).findings)


def test_a_finding_stands_at_the_first_item_and_names_the_others(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, SUM, funds("全年执行数: 415"))
    assert found.span.place == "自评表.年度预算申请.全年执行数"
    assert [r.span.place.rpartition(".")[2] for r in found.related] == ["基本支出", "项目支出"]
    assert (found.actual, found.expected, found.gap) == ("415", "414", "1 万元")
    assert found.message == (
        "“全年执行数”为 415 万元，各项之和为 414 万元 = 基本支出 306.00 + 项目支出 108.00"
    )


def test_a_row_is_compared_with_its_own(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, AT_MOST, indicator("得分: 15.5"))
    assert found.span.place == "自评表.绩效指标.产出指标.数量指标[商贸备案办理量].得分"
    assert found.message == "“商贸备案办理量得分”为 15.5 分，应 ≤ “商贸备案办理量分值” 15 分"


def test_a_ratio_says_both_numbers(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, RATIO, funds("全年执行数: 370"))
    assert found.message == ("“全年执行数” 370 万元 ÷ “全年预算数” 420 万元 = 88.1%，应不低于 90%")


def test_the_region_says_how_to_repair_it(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, f"{LIMIT}, 怎么改: 找预算股核对", funds("全年执行数: 501"))
    assert found.hint == "找预算股核对"


# ---- expressions

EXECUTED, ADJUSTED, INITIAL = (f'"{FUNDS}.{w}"' for w in ("全年执行数", "全年预算数", "年初预算数"))
OUTLAY = f"{FUNDS}.按支出性质分"
STAFF = '"基础数据表.财政供养人员情况.实际在职人数"'


def expression(text: str) -> str:
    return f"类型: 表达式, 算式: '{text}'"


EXPRESSIONS = [
    (f"值({EXECUTED}) <= 值({ADJUSTED})", "", "通过"),
    (f"值[{EXECUTED}] <= 值[{ADJUSTED}]", "", "通过"),
    (f"值(“{FUNDS}.全年执行数”) ≤ 值(“{FUNDS}.全年预算数”)", "", "通过"),
    (f'值({EXECUTED}) = 求和("{OUTLAY}.基本支出", "{OUTLAY}.项目支出")', "", "通过"),
    (f"求和({WEIGHTS}) = 90", "", "通过"),
    (f"求和(1, 值({EXECUTED}), {WEIGHTS}) = 505", "", "通过"),
    (f"求和({WEIGHTS}) ≠ 90", "", "不符"),
    (f"最大({WEIGHTS}) ≤ 15 且 最小({WEIGHTS}) ≥ 10", "", "通过"),
    (f"值({EXECUTED}) / 值({STAFF}) < 20", "", "不符"),
    (f"值({EXECUTED}) ÷ 值({STAFF}) ＞ 20", "", "通过"),
    (f"值({EXECUTED}) * 2 > 828.01", "", "不符"),
    (f"绝对值(值({EXECUTED}) - 值({ADJUSTED})) < 7", "", "通过"),
    (f"绝对值(值({ADJUSTED}) － 值({EXECUTED})) < 5.9", "", "不符"),
    (f"四舍五入(值({EXECUTED}), 0) = 414", "", "通过"),
    (f"-值({EXECUTED}) + 1 < 0", "", "通过"),
    (f"1 < 2 <= 值({EXECUTED})", "", "通过"),
    ('有("自评表.等级") and not 有("发布信息.关键词")', "", "通过"),
    (f"值({EXECUTED}) <= 值({ADJUSTED})", funds("全年执行数: "), "无法核验"),
    ('求和("自评表.绩效指标.*.*[*].实际完成值") > 0', "", "无法核验"),
    (f"非 有({INITIAL}) 或 值({INITIAL}) > 1", funds("年初预算数: "), "通过"),
    (f"值({STAFF}) > 0", "基础数据表: ", "不适用"),
    (f'值("{FUNDS}.按收入性质分.国有资本经营预算拨款") = 0', "", "通过"),
    (f'值("{FUNDS}.全年执行数") = 414.0000', funds("全年执行数: 414.004"), "通过"),
]


@pytest.mark.parametrize(("text", "changes", "outcome"), EXPRESSIONS)
def test_outcome_of_an_expression(text: str, changes: str, outcome: str, tmp_path: Path) -> None:
    assert result(tmp_path, expression(text), changes).outcome.value == outcome


def test_a_failing_expression_shows_its_values(tmp_path: Path) -> None:
    text = f"值({EXECUTED}) > 值({ADJUSTED})"
    (found,) = findings(tmp_path, expression(text), "")
    assert found.message == f"“{text}”不成立：“全年执行数”为 414 万元，“全年预算数”为 420 万元"
    assert found.span.place == "自评表.年度预算申请.全年执行数"
    assert [related.note for related in found.related] == ["全年预算数 420 万元"]


def test_an_expression_without_any_value_points_at_the_report(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, expression('有("变动说明[*].说明")'), "")
    assert found.message == '“有("变动说明[*].说明")”不成立'
    assert found.span.line == 1


DIVISION = expression(f"值({EXECUTED}) / 值({STAFF}) < 100")


def test_division_by_zero_is_a_fault_of_the_rule_told_once(tmp_path: Path) -> None:
    nobody = "基础数据表: {财政供养人员情况: {实际在职人数: 0}}"
    write_report(tmp_path / "content" / "shili" / "swj" / "2023", f"年度: 2023\n{nobody}")
    found = site(tmp_path, rule(DIVISION), nobody)
    (fault,) = found.findings
    assert (fault.rule, fault.severity, fault.span.line) == ("M012", Severity.ERROR, 2)
    assert fault.span.file == "content/shili/rules.yml"
    assert fault.message == "地方规则写得不对：除数“实际在职人数”为零"
    assert fault.hint.startswith("示例县商务局 202")
    for assessment in found.assessments:
        assert "L001" not in {finding.rule for finding in assessment.findings}
        assert "L001" in {item.rule for item in assessment.unchecked}


WRONG_EXPRESSIONS = [
    ("值(", "不完整"),
    ("", "不完整"),
    ("值(" + EXECUTED + ")", "算式应是一个比较"),
    ("1 +", "不完整"),
    ("1e3 < 2000", "科学记数法"),
    ("True = 1", "不是数字"),
    ("2 ** 9 < 1000", "不能有“2 ** 9”"),
    ("9 // 2 = 4", "不能有“9 // 2”"),
    ("1 in 2", "不能有“1 in 2”"),
    (f"值({EXECUTED}).real > 1", "不能有"),
    ("x > 1", "不能有“x”"),
    ("长度(1) > 1", "“长度”不能这样用；可用：值、有、求和"),
    ("值(1) > 1", "项名要写在引号里"),
    ("有(1)", "项名要写在引号里"),
    ("值(全年执行数) > 1", "项名要写在引号里"),
    ("求和() > 1", "“求和”不能这样用"),
    ("四舍五入(1.5, 9) > 1", "小数位只能是 0 到 6"),
    ("四舍五入(1.5, 1 + 1) > 1", "小数位只能是 0 到 6"),
    ("绝对值(1, 2) > 1", "“绝对值”不能这样用"),
    ("[1 for x in 1] > 1", "不能有"),
    ('"a" > 1', "不能有"),
    ("1is 1", "不完整"),
    ('有("a\\b")', "不能有“\\”"),
    ("(" * 150 + "1" + ")" * 150 + " > 0 and 1 > 0", ""),
    ("not " * 120 + "1 > 0", ""),
    (" + ".join("1" * 90) + " > 0", "算式太复杂"),
    ("1 > 0 " + "and 1 > 0 " * 60, "最多 500 个"),
    (f'值("{FUNDS}.全年执行") > 1', f"报告里没有“{FUNDS}.全年执行”这一项"),
    ('值("自评表.等级") > 1', "“自评表.等级”不是数字"),
    (f"值({WEIGHTS}) > 1", "代表多项，这里只能用一项"),
]


def test_every_wrong_name_of_an_expression_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, expression('值("甲") > 值("乙")'))
    assert found == [f"M012 地方规则写得不对：报告里没有“{name}”这一项" for name in "甲乙"]


@pytest.mark.parametrize(("text", "why"), WRONG_EXPRESSIONS)
def test_a_wrong_expression_is_a_fault_of_its_file(text: str, why: str, tmp_path: Path) -> None:
    rules = f"规则:\n- {{代码: L001, 名称: 不对, 级别: 错误, 依据: 文件, {expression(text)}}}\n"
    found = site(tmp_path, rules)
    if why:
        assert [(f.rule, f.span.line) for f in found.findings] == [("M012", 2)]
        assert why in found.findings[0].message
    assert "L001" not in {f.rule for a in found.assessments for f in a.findings}


# ---- what can be wrong with a rule

WRONG = """
规则:
- {代码: X001, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等级}  # <- M012
- {代码: L01, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等级}  # <- M012
- {代码: L001, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等级}
- {代码: L001, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等级}  # <- M012
- {代码: L002, 名称: , 级别: , 依据: , 类型: 必填, 项: 自评表.等级}  # <- M012 M012 M012
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等极}  # <- M012
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: }  # <- M012
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填}  # <- M001
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等级, 顶: 1}  # <- M002
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必添, 项: 自评表.等级}  # <- M006
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: , 项: 自评表.等级}  # <- M001
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 项: 自评表.等级}  # <- M001
- 自评表.等级  # <- M003
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 合计相等, 合计: 年度, 各项: []}  # <- M012
- 代码: L003
  名称: 一
  级别: 错误
  依据: 甲
  类型: 合计相等
  合计: 自评表.绩效指标.*.*[*].得分  # <- M012
  各项: [自评表.总分.得分]
- 代码: L003
  名称: 一
  级别: 错误
  依据: 甲
  类型: 合计相等
  合计: 自评表.总分.得分
  各项: [自评表.年度预算申请.执行率, 自评表.等级]  # <- M012
- 代码: L003
  名称: 一
  级别: 错误
  依据: 甲
  类型: 不大于
  项: 自评表.年度预算申请.全年执行数
  上限: 自评表.总分.得分  # <- M012
- 代码: L003
  名称: 一
  级别: 错误
  依据: 甲
  类型: 不大于
  项: 自评表.年度预算申请.全年执行数
  上限:  # <- M012
- 代码: L003
  名称: 一
  级别: 错误
  依据: 甲
  类型: 不大于
  项: 自评表.绩效指标.产出指标.*[*].得分
  上限: 自评表.绩效指标.*.*[*].分值  # <- M012
- 代码: L003
  名称: 一
  级别: 错误
  依据: 甲
  类型: 比较
  左: 自评表.总分.得分
  关系:  # <- M012
  右: 自评表.总分.分值
- {代码: L003, 名称: 一, 级别: 错误, 依据: 甲, 类型: 比率, 分子: 年度, 分母: 年度}  # <- M012
- {代码: L004, 名称: 一, 级别: 错误, 依据: 甲, 类型: 必填, 项: 自评表.等级}
"""


def test_everything_wrong_with_a_file_is_told_on_its_line(tmp_path: Path) -> None:
    found = site(tmp_path, WRONG)
    assert places(found.findings) == sorted(marked(WRONG))
    assert all(finding.severity is Severity.ERROR for finding in found.findings)
    assert [rule.code for rule in found.regions[0].own.rules] == ["L001", "L004"]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        (
            "类型: 必填, 项: 自评表.年度预算申请.全年执行",
            "是否指“自评表.年度预算申请.全年执行数”？",
        ),
        ("类型: 必填, 项: 甲", "项名是路径，如 自评表.年度预算申请.全年执行数"),
    ],
)
def test_a_name_that_no_report_has_gets_the_nearest(body: str, hint: str, tmp_path: Path) -> None:
    assert [f.hint for f in site(tmp_path, rule(body)).findings] == [hint]


@pytest.mark.parametrize(
    ("rules", "code"),
    [("规则:\n", None), ("规则: 无此项\n", None), ("规则: 甲\n", "M003"), ("说明: 甲\n", "M001")],
)
def test_a_file_without_rules(rules: str, code: str | None, tmp_path: Path) -> None:
    assert [f.rule for f in site(tmp_path, rules).findings] == ([code] if code else [])


def test_a_file_that_cannot_be_read_stops_publication(tmp_path: Path) -> None:
    assert [f.rule for f in site(tmp_path, "规则: [\n").findings] == ["Y003"]


# ---- a local rule among the others


def test_a_local_rule_can_be_waived_like_ours(tmp_path: Path) -> None:
    changes = """
        自评表: {年度预算申请: {年初预算数: 420, 全年执行数: 414}}
        情况说明:
          - {规则: L001, 位置: 自评表.年度预算申请.全年执行数, 原值: "414", 理由: 年底追加,
             岗位: 审核岗, 截至: 2099-12-31}
        """
    (assessment,) = site(tmp_path, rule(f"{LIMIT[:-3]}400"), changes).assessments
    assert [item.finding.rule for item in assessment.excused] == ["L001"]
    assert [f.rule for f in assessment.findings] == []


def test_a_waiver_of_a_rule_that_does_not_find_anything_is_unused(tmp_path: Path) -> None:
    changes = """
        情况说明:
          - {规则: L001, 位置: 自评表.年度预算申请.全年执行数, 原值: "414", 理由: 年底追加,
             岗位: 审核岗, 截至: 2099-12-31}
        """
    (assessment,) = site(tmp_path, rule(LIMIT), changes).assessments
    assert [f.rule for f in assessment.findings] == ["V001"]


def test_the_level_is_the_one_of_the_file(tmp_path: Path) -> None:
    rules = rule(f"{LIMIT[:-3]}400").replace("错误", "提醒")
    (assessment,) = site(tmp_path, rules).assessments
    assert [(f.rule, f.severity) for f in assessment.findings] == [("L001", Severity.WARNING)]


def test_a_region_checks_its_own_reports_only(tmp_path: Path) -> None:
    write_report(tmp_path / "content" / "jiaxian" / "swj" / "2024")
    found = site(tmp_path, rule(f"{LIMIT[:-3]}400"))
    blamed = [a.address for a in found.assessments if a.findings]
    assert blamed == ["shili/swj/2024"]


def test_an_assessment_can_go_to_another_process(tmp_path: Path) -> None:
    (assessment,) = site(tmp_path, rule(DIVISION)).assessments
    again = pickle.loads(pickle.dumps(assessment))  # noqa: S301
    assert [r.outcome for r in again.results] == [r.outcome for r in assessment.results]


def test_an_unreadable_report_does_not_hide_the_faults_of_the_rules(tmp_path: Path) -> None:
    found = site(tmp_path, "规则: 甲\n", "表式: 没有")
    assert [f.rule for f in found.findings] == ["M003"]


def test_names_are_those_of_the_model() -> None:
    assert naming.possible()["自评表.年度预算申请.全年执行数"] == "万元"
    assert naming.possible()["自评表.绩效指标.*.*[*].得分"] == "分"
    assert naming.possible()["年度"] == "年"
    assert naming.possible()["自评表.等级"] is None
    assert naming.like("自评表.绩效指标.产出指标.数量指标[a.b].得分")
    assert not naming.like("自评表.绩效指标.产出指标.数量指标.得分")


def test_the_index_of_rules_lists_them_by_region(tmp_path: Path) -> None:
    site(tmp_path, rule(f"{LIMIT[:-3]}400"))
    found = pages(tmp_path)
    row = found["rules"].body.partition('id="shili-L001"')[2].partition("</tr>")[0]
    for words in (
        "某处不对",
        "自评表.年度预算申请.全年执行数 ≤ 400",
        "依据：某文件",
        '"jx-num">1<',
    ):
        assert words in row
    linked = [page.address for page in found.values() if "#shili-L001" in page.body]
    assert linked
    assert {address.split("/")[0] for address in linked} == {"shili"}


def test_explain_knows_the_rules_of_the_site_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    site(tmp_path, rule(f"{RATIO}, 为什么: 预算要执行"))
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "l001"]) == 0
    out = capsys.readouterr().out
    for words in (
        "L001  某处不对（错误）",
        "预算要执行",
        "不低于 90%，不高于 100%",
        "某文件",
        "shili",
    ):
        assert words in out
    assert main(["explain", "L002"]) == 2


def test_only_an_expression_loads_what_reads_it(tmp_path: Path) -> None:
    site(tmp_path, rule(LIMIT))
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    script = (
        "import sys; from generator.cli import main; main(['check', sys.argv[1]]);"
        "sys.exit('simpleeval' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "content")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
