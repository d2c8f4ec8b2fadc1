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
