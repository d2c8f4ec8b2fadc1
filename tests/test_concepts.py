"""Which fact a statement is bound to, and which names mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.assess import assess
from generator.narrative.concepts import best_name, concept_of, core, same_name
from generator.rules.text import told
from tests.builders import settings, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.narrative.concepts import Bound, Reading

MARKET = "示例农贸市场改造专项"


def read(root: Path, text: str, changes: str = "") -> Reading:
    folder = write_report(
        root / "content" / "shili" / "swj" / "2024", changes, f"# 报告\n\n{text}\n"
    )
    case = assess(folder, settings(root)).case
    assert case is not None
    return told.read(case)


def bound(root: Path, text: str, changes: str = "") -> list[Bound]:
    return list(read(root, text, changes).bound)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("绿洲农贸市场改造专项资金", "绿洲农贸市场改专项资金"),
        ("绿洲农贸市场改造专项资金", "农贸市场改造"),
        ("绿洲农贸市场改造专项资金", "农贸市改造"),
        ("企业补助资金专项资金", "企业补助资金"),
        ("企业补助资金专项资金", "对企业的补助"),
        ("以旧换新项目专项资金", "家电以旧换新"),
        ("客运班线运营补贴资金", "偏远村客运班线运营补贴"),
        ("义务教育学生营养改善计划资金", "农村义务教育学生营养改善计划"),
        ("公路", "公路项目"),
    ],
)
def test_same_fund_under_two_names(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农村公路提质改造资金", "农村公路养护资金"),
        ("电子商务进农村县级公共服务平台", "企业补助资金"),
        ("家庭经济困难学生资助资金", "学前教育幼儿资助资金"),
        ("基本公共卫生服务", "公共文化场馆免费开放"),
        ("公路", "公路养护"),
    ],
)
def test_two_funds(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_the_closest_name_wins() -> None:
    names = ("农村公路提质改造资金", "农村公路养护资金", "公路养护机械")
    assert best_name("农村公路养护", names) == "农村公路养护资金"
    assert best_name("教师培训", names) == ""
    assert core("专项资金") == "专项资金"


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("基本支出", "部门基本支出预算调整"),
        ("三公”经费支出", "三公经费"),
        ("专项资金", "上级专项资金"),
        ("绩效自评得分", "得分"),
        ("生均公用经费", ""),
        ("教育项目支出", ""),
    ],
)
def test_only_whole_words_of_the_table_name_a_row(words: str, concept: str) -> None:
    assert concept_of(words) == concept


@pytest.mark.parametrize(
    ("text", "concept", "facts"),
    [
        ("项目支出108万元。", "项目支出", ["108", "108"]),
        ("2023年项目支出100万元。", "项目支出", ["100"]),
        ("项目支出年初预算110万元。", "项目支出", ["110"]),
        ("人员经费245万元。", "人员经费", ["245"]),
        ("全年预算数420万元。", "年度资金总额", ["420", "420"]),
        ("编制20人。", "编制数", ["20"]),
        ("执行率98.57%。", "执行率", ["98.57"]),
        ("农贸市场改造44.5万元。", MARKET, ["44.5", "44.5"]),
        ("资金到位，其中政府性基金70万元。", "政府性基金合计", ["70"]),
        ("财政专户管理的保教费62.4万元。", "财政专户管理资金合计", ["0"]),
        ("旅游收入8万元。", "", []),
        ("人均农贸市场改造44.5万元。", "", []),
        ("比上年增加44.5万元。", "", []),
    ],
)
def test_binding(text: str, concept: str, facts: list[str], tmp_path: Path) -> None:
    (found,) = bound(tmp_path, text)
    assert (found.concept, [str(f.value) for f in found.facts]) == (concept, facts)


def test_a_rate_belongs_to_the_fund_before_it(tmp_path: Path) -> None:
    assert bound(tmp_path, "农贸市场改造执行数44.5万元，执行率98.89%。")[1].concept == ""


def test_a_mark_overrides_the_words(tmp_path: Path) -> None:
    path = "自评表.年度预算申请.按支出性质分.基本支出"
    (found,) = bound(tmp_path, f"项目支出306万元{{={path}}}。")
    assert (found.concept, found.marked, found.agrees) == (path, True, True)
    (found,) = bound(tmp_path, "项目支出306万元{=自评表.无}。")
    assert (found.marked, found.facts) == (True, ())


def test_a_row_may_be_called_by_what_it_was_for(tmp_path: Path) -> None:
    text = "1.业务工作经费44万元。主要用于招商引资等方面。\n\n招商引资44万元，电子商务44万元。"
    found = bound(tmp_path, text)
    assert [b.concept for b in found] == ["业务工作经费", "业务工作经费", ""]
    assert found[1].loose


def test_amounts_of_this_year_in_a_sentence_of_last_year(tmp_path: Path) -> None:
    found = bound(tmp_path, "2023年项目支出108万元，其中专项资金44.5万元，三公经费5万元。")
    assert [(b.misdated, b.agrees) for b in found] == [(True, True), (True, True), (True, False)]
    assert not any(b.misdated for b in bound(tmp_path, "2023年项目支出100万元。"))
    path = "自评表.年度预算申请.按支出性质分.项目支出"
    marked = bound(tmp_path, f"2023年项目支出108万元，专项资金44.5万元{{={path}}}。")
    assert [b.misdated for b in marked] == [True, False]


def test_placeholder_names_of_the_form_are_no_funds(tmp_path: Path) -> None:
    changes = """
    基础数据表:
      经费控制情况: {项目支出: {上级专项资金: {逐项: [{名称: ××专项资金}]}}}
    项目:
      - {项目名称: 公园改造, 对应专项资金: ""}
      - {项目名称: 农贸市场改造, 对应专项资金: 示例农贸市场改造专项}
    """
    names = read(tmp_path, "古建筑修缮专项5万元。", changes).book.names
    assert names == (MARKET, "公园改造", "古建筑修缮专项")


def test_indicators_in_money_are_facts_unless_they_are_prices_or_rows(tmp_path: Path) -> None:
    indicator = "年度指标值: 9, 实际完成值: 9, 单位: 万元, 分值: 5"
    changes = f"""
    自评表:
      绩效指标:
        产出指标:
          成本指标:
            - {{三级指标: 公园改造支出, {indicator}}}
            - {{三级指标: 每公里成本, {indicator}}}
            - {{三级指标: 基本支出, {indicator}}}
    """
    keys = read(tmp_path, "正文。", changes).book.facts
    assert [k.concept for k in keys if k.concept.startswith("指标")] == ["指标“公园改造支出”"]


def test_nothing_is_bound_without_tables(tmp_path: Path) -> None:
    found = bound(tmp_path, "编制20人，公用经费61万元，人员经费245万元。", "基础数据表: ''")
    assert [b.facts for b in found] == [(), (), ()]
