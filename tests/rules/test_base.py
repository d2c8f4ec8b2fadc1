"""基础数据表: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path

DECLARED_NONE = "{上年决算数: 无此项, 本年预算数: 无此项, 本年决算数: 无此项}"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("B001", "基础数据表: {财政供养人员情况: {编制数: ''}}", "无法核验"),
        ("B001", "基础数据表: {财政供养人员情况: {编制数: 0}}", "无法核验"),
        ("B001", "基础数据表: {财政供养人员情况: {控制率: ''}}", "不适用"),
        ("B002", "基础数据表: {财政供养人员情况: {编制数: ''}}", "无法核验"),
        ("B002", "基础数据表: ''", "不适用"),
        ("B003", "基础数据表: ''", "不适用"),
        (
            "B004",
            f"""
         基础数据表: {{经费控制情况: {{三公经费: {{公务用车购置和维护经费: {{
           合计: {DECLARED_NONE}, 公车购置: {DECLARED_NONE}, 公车运行维护: {DECLARED_NONE}}}}}}}}}
         """,
            "不适用",
        ),
        ("B005", "基础数据表: {经费控制情况: {项目支出: {合计: {本年决算数: ''}}}}", "无法核验"),
        ("B005", "基础数据表: {经费控制情况: {项目支出: {合计: ''}}}", "通过"),
        (
            "B005",
            "基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年决算数: 四十四}}}}",
            "无法核验",
        ),
        ("B006", "基础数据表: {经费控制情况: {项目支出: {上级专项资金: {逐项: []}}}}", "不适用"),
        ("B007", "基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: ''}}}}", "无法核验"),
        ("B007", "基础数据表: ''", "不适用"),
        ("B008", "基础数据表: {楼堂馆所控制情况: [{名称: 示例用房, 实际规模: 760}]}", "不适用"),
        ("B009", "基础数据表: {楼堂馆所控制情况: [{名称: 示例用房, 实际规模: 760}]}", "无法核验"),
    ],
)
def test_what_cannot_be_checked_is_not_passed(
    code: str, changes: str, expected: str, tmp_path: Path
) -> None:
    assert outcome(tmp_path, code, changes) == expected


def test_a_sum_names_the_right_total_the_parts_and_the_gap(tmp_path: Path) -> None:
    wrong = "基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 4.3}}}}"
    (found,) = findings(tmp_path, "B003", wrong)
    assert found.message == (
        "“三公经费本年决算数”填报 4.3 万元，应为 4.2 万元 = 公务用车购置和维护经费本年决算数 2.50"
        " + 出国经费本年决算数 0.00 + 公务接待本年决算数 1.70，相差 0.1 万元"
    )
    assert (found.expected, found.actual, found.gap) == ("4.2", "4.3", "0.1 万元")
    assert len(found.related) == 3


def test_a_blank_part_is_the_likely_cause_of_a_shortfall(tmp_path: Path) -> None:
    blank = "基础数据表: {经费控制情况: {三公经费: {公务接待: {本年决算数: ''}}}}"
    (found,) = findings(tmp_path, "B003", blank)
    assert found.hint == "“公务接待本年决算数”空着，疑漏填 1.7 万元"


def test_a_blank_part_does_not_explain_an_excess(tmp_path: Path) -> None:
    blank = """
    基础数据表: {经费控制情况: {三公经费: {
      合计: {本年决算数: 2}, 公务接待: {本年决算数: ''}}}}
    """
    (found,) = findings(tmp_path, "B003", blank)
    assert "核对" in found.hint


def test_a_building_is_called_by_its_name(tmp_path: Path) -> None:
    over = "基础数据表: {楼堂馆所控制情况: [{名称: 示例用房, 批复规模: 800, 实际规模: 820}]}"
    (found,) = findings(tmp_path, "B009", over)
    assert found.message == ("“示例用房实际规模” 820 ㎡，超过“示例用房批复规模” 800 ㎡，多 20 ㎡")
