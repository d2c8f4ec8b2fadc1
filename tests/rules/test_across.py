"""Tables held against each other: what happens when one side is empty, and which cell is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.rules import core
from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path

NO_EXECUTED = "项目: [{对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: }}]"


@pytest.mark.parametrize("code", ["X007", "X009"])
def test_a_project_without_an_amount_is_not_passed(code: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, NO_EXECUTED) == "无法核验"


@pytest.mark.parametrize("code", ["X001", "X002", "X003", "X004", "X005"])
def test_nothing_to_compare_with_where_the_form_has_no_base_table(
    code: str, tmp_path: Path
) -> None:
    assert outcome(tmp_path, code, "表式: mof-2020\n基础数据表: ") == "不适用"


def test_a_weight_that_the_gap_explains_is_the_one_to_mend(tmp_path: Path) -> None:
    changes = (
        "自评表: {绩效指标: {产出指标: {质量指标: [{三级指标: 市场改造验收合格率, 分值: 20}]}}}"
    )
    for code in ("W001", "W002"):
        (found,) = findings(tmp_path, code, changes)
        assert found.span.place == "自评表.绩效指标.产出指标.质量指标[市场改造验收合格率].分值"
        assert (found.actual, found.expected) == ("20", "15")


def test_a_code_is_given_once() -> None:
    with pytest.raises(ValueError, match="X001"):
        core.rule("X001", basis="…")(lambda _: iter(()))


SPLIT = "自评表: {年度预算申请: {按支出性质分: {%s: %s}}}"
COST = "自评表: {绩效指标: {产出指标: {成本指标: [{三级指标: %s, 实际完成值: %s, 单位: 万元}]}}}"


@pytest.mark.parametrize(
    ("code", "same", "other"),
    [
        ("X001", SPLIT % ("基本支出", "'306.00'"), SPLIT % ("基本支出", "306.01")),
        ("X002", SPLIT % ("项目支出", "'108.0'"), SPLIT % ("项目支出", "107.99")),
        (
            "X007",
            "项目: [{对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: '44.50'}}]",
            "项目: [{对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: 44.51}}]",
        ),
        ("I002", COST % ("公用经费", "61"), COST % ("公用经费", "61.01")),
        ("I002", COST % ("支出", "61.01"), COST % ("公用经费支出", "61.01")),
        (
            "N101",
            "正文: |\n  # 报告\n\n  2024年项目支出共计108万元。\n",
            "正文: |\n  # 报告\n\n  2024年项目支出共计108.01万元。\n",
        ),
    ],
)
def test_a_number_stated_twice_is_the_same_to_its_last_digit(
    code: str, same: str, other: str, tmp_path: Path
) -> None:
    assert outcome(tmp_path / "same", code, same) != "不符"
    assert outcome(tmp_path / "other", code, other) == "不符"


def test_no_rounding_is_allowed_for_between_two_statements(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "X001", SPLIT % ("基本支出", "306.01"))
    assert found.working is not None
    assert (found.working.gap, found.working.slack) == ("0.01 万元", "0 万元")
