"""Rules that look at several reports, run through the whole portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.rules import core
from tests.rules.outcomes import portal_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.findings import Finding

RULES = (*core.of_stage(core.Stage.CORPUS), *core.of_stage(core.Stage.CORPUS_WAIVERS))


def found(root: Path, example: str) -> tuple[Finding, ...]:
    across = {rule.code for rule in RULES}
    return tuple(f for f in portal_of(root, example).all_findings if f.rule in across)


def codes(root: Path, example: str) -> set[str]:
    return {finding.rule for finding in found(root, example)}


def test_a_row_that_does_not_continue_is_named_with_both_numbers(tmp_path: Path) -> None:
    example = """
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {年度: 2024}
        """
    messages = [f.message for f in found(tmp_path, example) if f.rule == "K003"]
    assert "“政府采购金额上年决算数”填报 12 万元，2023 年度报告的本年决算数为 11.8 万元" in messages


def test_a_row_continues_to_its_last_digit(tmp_path: Path) -> None:
    example = """
        shili/swj/2023:
          年度: 2023
          基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 11.99}}}
        shili/swj/2024: {年度: 2024}
        """
    messages = [f.message for f in found(tmp_path, example) if f.rule == "K003"]
    assert any("填报 12 万元，2023 年度报告的本年决算数为 11.99 万元" in m for m in messages)


def test_a_fund_of_another_name_is_not_compared(tmp_path: Path) -> None:
    example = """
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          年度: 2024
          基础数据表:
            经费控制情况:
              项目支出:
                上级专项资金:
                  逐项: [{名称: 示例冷链专项, 上年决算数: 1}]
        """
    places = [f.span.place for f in found(tmp_path, example) if f.rule == "K003"]
    assert not any("示例冷链专项" in place for place in places)
    assert any("示例农贸市场改造专项" in place for place in places)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ("单位: {名称: 示例县商务和粮食局}", "单位名称“示例县商务和粮食局”，名录为“示例县商务局”"),
        ('单位: {编码: "101009"}', "单位编码“101009”，名录为“101001”"),
    ],
)
def test_a_name_or_code_unlike_the_register(tmp_path: Path, over: str, words: str) -> None:
    messages = [f.message for f in found(tmp_path, f"shili/swj/2024: {{{over}}}")]
    assert messages == [words]


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ('目录: tczx, 编码: "10102"', "“某中心”的编码“10102”不是 6 位数字"),
        ('目录: tczx, 编码: "102002"', "“某中心”的编码“102002”，名录里没有主管部门 102001"),
        ('目录: tczx, 编码: "102001", 性质: 所属单位', "“某中心”是所属单位，编码是“102001”"),
    ],
)
def test_a_code_that_does_not_fit(tmp_path: Path, unit: str, words: str) -> None:
    example = f"""
        名录: {{单位: [{{名称: 某中心, {unit}}}]}}
        shili/swj/2024: {{年度: 2024}}
        """
    assert [f.message for f in found(tmp_path, example)] == [words]


def test_a_cell_that_is_blank_in_one_year_is_not_passed(tmp_path: Path) -> None:
    example = """
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          年度: 2024
          基础数据表: {经费控制情况: {政府采购金额: {上年决算数: }}}
        """
    places = [f.span.place for f in found(tmp_path, example) if f.rule == "K003"]
    assert not any("政府采购" in place for place in places)


def test_rows_that_are_blank_in_both_years_agree(tmp_path: Path) -> None:
    example = """
        shili/swj/2023: {年度: 2023, 基础数据表: }
        shili/swj/2024: {年度: 2024, 基础数据表: }
        """
    assert "K003" not in codes(tmp_path, example)


def test_a_break_between_years_can_be_explained_on_the_later_report(tmp_path: Path) -> None:
    broken = """
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          年度: 2024
          基础数据表: {经费控制情况: {政府采购金额: {上年决算数: 11.9}}}
          情况说明:
            - {规则: K003, 位置: 基础数据表.经费控制情况.政府采购金额.上年决算数, 原值: "11.9",
               理由: 上年报告漏列一笔, 岗位: 审核岗, 截至: 2099-12-31}
        """
    place = "基础数据表.经费控制情况.政府采购金额.上年决算数"
    open_ = [(f.rule, f.span.place) for f in found(tmp_path, broken)]
    assert ("K003", place) not in open_
    assert "V005" not in {code for code, _ in open_}
