"""Money in the self-evaluation tables: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = "{对应专项资金: 示例农贸市场改造专项, 项目资金: %s}"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("F001", "自评表: {年度预算申请: {按收入性质分: {合计: ''}}}", "无法核验"),
        ("F001", "自评表: {年度预算申请: {按收入性质分: ''}}", "不适用"),
        ("F003", "自评表: {年度预算申请: {按收入性质分: ''}}", "无法核验"),
        ("F005", "自评表: {年度预算申请: {全年预算数: 0}}", "无法核验"),
        ("F006", "自评表: {年度预算申请: {全年预算数: ''}}", "无法核验"),
        ("F006", "自评表: {年度预算申请: {全年预算数: 0}}", "通过"),
        ("F007", "自评表: {年度预算申请: {全年预算数: ''}}", "无法核验"),
        ("F007", "自评表: {年度预算申请: {全年预算数: 无此项}}", "不符"),
        ("F007", "自评表: {年度预算申请: {全年预算数: -1}}", "通过"),
        ("F011", "项目: []", "不适用"),
    ],
)
def test_what_cannot_be_checked_is_not_passed(
    code: str, changes: str, expected: str, tmp_path: Path
) -> None:
    assert outcome(tmp_path, code, changes) == expected


def test_a_total_left_out_is_computed_and_holds(tmp_path: Path) -> None:
    other_form = "自评表: {年度预算申请: {按支出性质分: {合计: 414}}}"
    assert outcome(tmp_path, "F002", other_form) == "通过"


@pytest.mark.parametrize(
    ("code", "funds"),
    [
        ("F005", "{执行率: 90}"),
        ("F006", "{全年执行数: 46}"),
        ("F007", "{全年预算数: 0}"),
        ("F008", "{其他资金: {年初预算数: -1}}"),
        ("F010", "{年初预算数: 450000}"),
        ("F010", "{当年财政拨款: {年初预算数: 450000}}"),
        ("F011", "{全年预算数: 50}"),
    ],
)
def test_project_tables_are_checked_too(code: str, funds: str, tmp_path: Path) -> None:
    (found,) = findings(tmp_path, code, f"项目: [{PROJECT % funds}]")
    assert found.span.file.endswith("projects/p1.yml")


def test_every_negative_number_is_named_also_in_rows_called_alike(tmp_path: Path) -> None:
    alike = """
    基础数据表: {经费控制情况: {项目支出: {上级专项资金: {逐项: [
      {名称: "", 本年决算数: -3}, {名称: " ", 本年决算数: -4}]}}}}
    """
    assert [f.actual for f in findings(tmp_path, "F008", alike)] == ["-3", "-4"]


def test_long_decimals_are_counted_in_one_finding(tmp_path: Path) -> None:
    long = "自评表: {年度预算申请: {年初预算数: 420.001, 得分: 9.857, 执行率: 98.571}}"
    (found,) = findings(tmp_path, "F009", long)
    assert found.rows == 2
    assert found.message == "有 2 个数的小数位多于表式的 2 位，如“年初预算数” 420.001 万元"


def test_an_amount_in_yuan_is_shown_in_wan_yuan(tmp_path: Path) -> None:
    slip = "基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 118000}}}"
    (found,) = findings(tmp_path, "F010", slip)
    assert found.hint == "疑按元填写；如是，请改为 11.8 万元"


def test_tails_of_all_tables_are_one_note(tmp_path: Path) -> None:
    tails = """
    自评表: {年度预算申请: {按收入性质分: {其他资金: 0.02}, 按支出性质分: {合计: 414.01}}}
    """
    (found,) = findings(tmp_path, "F012", tails)
    assert found.rows == 3
    assert found.message == "3 处尾差（0.01 至 0.02 万元）均在四舍五入范围内"


def test_a_tail_between_the_two_tables_is_told(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "F012", "自评表: {年度预算申请: {年初预算数: 420.01}}")
    assert "1 处尾差（0.01 万元）" in found.message


def test_tails_of_one_size_name_it_once(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path, "F012", "自评表: {年度预算申请: {按收入性质分: {其他资金: 0.02}}}"
    )
    assert found.message == "1 处尾差（0.02 万元）在四舍五入范围内"


def test_a_gap_beyond_rounding_is_no_tail(tmp_path: Path) -> None:
    beyond = "自评表: {年度预算申请: {按收入性质分: {其他资金: 0.04}}}"
    assert outcome(tmp_path, "F012", beyond) == "通过"
    assert outcome(tmp_path, "F001", beyond) == "不符"
