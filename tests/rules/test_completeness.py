"""What is missing: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.rules.completeness import placeholder
from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("C001", "基础数据表: ''", "不适用"),
        ("C001", "基础数据表: {楼堂馆所控制情况: [{名称: 示例用房, 批复规模: 800}]}", "不符"),
        ("C002", "基础数据表: ''", "不适用"),
        ("C002", "{表式: mof-2020, 基础数据表: {楼堂馆所控制情况: ''}}", "不适用"),
        ("C002", "基础数据表: {楼堂馆所控制情况: [{名称: 示例用房}]}", "不符"),
        ("C005", "表式: mof-2020", "不适用"),
        ("C007", "基础数据表: ''", "不适用"),
        (
            "C007",
            """
         基础数据表: {经费控制情况: {项目支出: {上级专项资金: {
           合计: {本年决算数: ""}, 逐项: 无此项}}}}
         """,
            "不适用",
        ),
    ],
)
def test_border_cases(code: str, changes: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, changes) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("××专项资金", "××"),
        ("20××年度", "××"),
        ("XX县商务局", "XX"),
        ("ＸＸ县商务局", "XX"),
        ("成文于X月X日", "X"),
        ("** 项目", "**"),
        ("金额______万元", "______"),
        ("主要用于0等方面", "0等方面"),
        ("主要用于10等方面", ""),
        ("长3×4米", ""),
        ("FAXXING 系统", ""),
        ("电话 138****0000", ""),
    ],
)
def test_template_words(text: str, left: str) -> None:
    assert placeholder(text) == left


def test_rows_with_the_same_template_words_are_one_finding(tmp_path: Path) -> None:
    rows = """
    基础数据表: {经费控制情况: {项目支出: {上级专项资金: {逐项: [
      {本年预算数: 0, 名称: ××专项资金}, {本年预算数: 1, 名称: ××专项资金}]}}}}
    """
    (found,) = findings(tmp_path, "C003", rows)
    assert (found.rows, len(found.related)) == (2, 1)


def test_rows_with_template_words_are_not_blank_cells_as_well(tmp_path: Path) -> None:
    rows = """
    基础数据表: {经费控制情况: {项目支出: {上级专项资金: {逐项: [{名称: ××专项资金}]}}}}
    """
    assert outcome(tmp_path, "C001", rows) == "通过"


def test_blank_cells_are_one_finding_with_the_first_few(tmp_path: Path) -> None:
    blank = "基础数据表: {经费控制情况: {三公经费: {出国经费: '', 公务接待: ''}}}"
    (found,) = findings(tmp_path, "C001", blank)
    assert found.rows == 6
    assert found.message == (
        "基础数据表有 6 个数字格空着："
        "“出国经费上年决算数”、“出国经费本年预算数”、“出国经费本年决算数”等"
    )


def test_a_column_of_blank_indicators_is_one_finding(tmp_path: Path) -> None:
    blank = """
    自评表: {绩效指标: {产出指标: {
      数量指标: [{三级指标: 商贸备案办理量, 实际完成值: ""}],
      质量指标: [{三级指标: 市场改造验收合格率, 实际完成值: ""}],
      时效指标: [{三级指标: 备案按期办结率, 实际完成值: ""}],
      成本指标: [{三级指标: 单件备案办理成本, 实际完成值: "", 分值: ""}]}}}
    """
    actual, weight = findings(tmp_path, "C004", blank)
    assert actual.rows == 4
    assert actual.message == (
        "“商贸备案办理量”、“市场改造验收合格率”、“备案按期办结率”等 4 个指标没有填“实际完成值”"
    )
    assert weight.message == "“单件备案办理成本”没有填“分值”"


def test_a_judged_score_must_be_given(tmp_path: Path) -> None:
    blank = """
    自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: ""}]}}}
    """
    (found,) = findings(tmp_path, "C004", blank)
    assert found.message == "“群众办事便利程度”没有填“得分”"


def test_an_unknown_method_asks_for_no_score_here(tmp_path: Path) -> None:
    unknown = """
    自评表: {绩效指标: {效益指标: {社会效益指标: [
      {三级指标: 群众办事便利程度, 计分方法: 没有的, 得分: ""}]}}}
    """
    assert outcome(tmp_path, "C004", unknown) == "通过"


def test_a_missing_base_table_is_one_finding(tmp_path: Path) -> None:
    codes = ("C001", "C002", "C007", "B003", "B005", "E002", "E004", "E007")
    outcomes = {outcome(tmp_path, code, "基础数据表: ''") for code in codes}
    assert outcomes == {"不适用"}
