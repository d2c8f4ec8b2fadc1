"""Movements: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("E001", "自评表: {年度预算申请: {年初预算数: ''}}", "无法核验"),
        ("E001", "自评表: {年度预算申请: {年初预算数: 0}}", "不符"),
        ("E001", "自评表: {年度预算申请: {年初预算数: 600}}", "不符"),
        ("E002", "基础数据表: ''", "不适用"),
        ("E002", "基础数据表: {经费控制情况: ''}", "无法核验"),
        ("E002", "基础数据表: {经费控制情况: {公用经费: {办公经费: {本年预算数: 0}}}}", "不符"),
        ("E003", "基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年决算数: 0}}}}", "不符"),
        ("E004", "基础数据表: ''", "不适用"),
        ("E004", "基础数据表: {经费控制情况: {政府采购金额: {本年预算数: 无此项}}}", "通过"),
        ("E005", "基础数据表: {经费控制情况: {三公经费: {出国经费: {本年决算数: 1}}}}", "不符"),
        ("E006", "自评表: {年度预算申请: {年初预算数: ''}}", "无法核验"),
        ("E007", "基础数据表: ''", "不适用"),
        ("E007", "基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: ''}}}}", "无法核验"),
        ("E008", "自评表: {年度预算申请: {全年执行数: ''}}", "无法核验"),
    ],
)
def test_border_cases(code: str, changes: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, changes) == expected


@pytest.mark.parametrize(
    ("initial", "words"),
    [
        ("300", "比年初预算数 300 万元增加 120 万元（40%），超过 20%，没有说明原因"),
        ("600", "比年初预算数 600 万元减少 180 万元（30%），超过 20%，没有说明原因"),
        ("0", "比年初预算数 0 万元增加 420 万元，超过 20%，没有说明原因"),
    ],
)
def test_an_adjustment_is_told_in_money_and_percent(
    initial: str, words: str, tmp_path: Path
) -> None:
    (found,) = findings(tmp_path, "E001", f"自评表: {{年度预算申请: {{年初预算数: {initial}}}}}")
    assert found.message == f"“全年预算数” 420 万元，{words}"


def test_overspent_rows_are_one_finding_at_the_worst(tmp_path: Path) -> None:
    rows = """
    基础数据表: {经费控制情况: {公用经费: {
      办公经费: {本年预算数: 10}, "水费、电费、差旅费": {本年预算数: 2}}}}
    """
    (found,) = findings(tmp_path, "E002", rows)
    assert found.rows == 2
    assert found.actual == "15.9"
    assert "“水费、电费、差旅费”预算 2 万元、决算 15.9 万元，为预算的 795%；“办公" in found.message


def test_spending_without_any_budget_counts_as_the_worst(tmp_path: Path) -> None:
    rows = """
    基础数据表: {经费控制情况: {公用经费: {
      办公经费: {本年预算数: 10}, "会议费、培训费": {本年预算数: 0}}}}
    """
    (found,) = findings(tmp_path, "E002", rows)
    assert found.actual == "4.9"
    assert "“会议费、培训费”预算 0 万元、决算 4.9 万元；" in found.message


def test_explained_rows_are_left_out(tmp_path: Path) -> None:
    rows = """
    基础数据表: {经费控制情况: {公用经费: {
      办公经费: {本年预算数: 10}, "会议费、培训费": {本年预算数: 1}}}}
    变动说明: [{事项: "会议费、培训费", 说明: 承办全县商贸工作会议，追加 3.9 万元。}]
    """
    (found,) = findings(tmp_path, "E002", rows)
    assert (found.rows, found.actual) == (1, "19.8")


def test_a_long_list_of_swings_is_cut(tmp_path: Path) -> None:
    halved = "{合计: {上年决算数: 1000}}"
    rows = f"""
    基础数据表: {{经费控制情况: {{
      三公经费: {halved}, 项目支出: {halved}, 公用经费: {halved},
      政府采购金额: {{上年决算数: 1000}}, 部门基本支出预算调整: {{上年决算数: 1000}}}}}}
    """
    (found,) = findings(tmp_path, "E005", rows)
    assert found.rows == 5
    assert found.message.endswith("等 5 行")


def test_procurement_without_budget_comes_first(tmp_path: Path) -> None:
    rows = """
    基础数据表: {经费控制情况: {
      公用经费: {办公经费: {本年预算数: ""}}, 政府采购金额: {本年预算数: ""}}}
    """
    (found,) = findings(tmp_path, "E004", rows)
    assert found.rows == 2
    assert found.span.place.endswith("政府采购金额.本年预算数")


@pytest.mark.parametrize("code", ["E001", "E006", "E008"])
def test_project_tables_are_checked_too(code: str, tmp_path: Path) -> None:
    funds = {
        "E001": "{年初预算数: 10}",
        "E006": "{年初预算数: 10, 全年执行数: 45}",
        "E008": "{全年执行数: 10}",
    }[code]
    project = f"{{对应专项资金: 示例农贸市场改造专项, 项目资金: {funds}}}"
    (found,) = findings(tmp_path, code, f"项目: [{project}]")
    assert found.message.startswith("项目“示例农贸市场改造”：")
