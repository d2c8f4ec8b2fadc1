"""From year to year: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import across, portal_of

if TYPE_CHECKING:
    from pathlib import Path

LAST = "shili/swj/2023: {年度: 2023}\n"
RATE = "绩效指标: {产出指标: {时效指标: [{三级指标: 备案按期办结率, %s}]}}"


def this(changes: str) -> str:
    return f"{LAST}shili/swj/2024: {{{changes}}}"


@pytest.mark.parametrize(
    ("code", "example", "expected"),
    [
        ("K011", "shili/swj/2024: {年度: 2024}", "不适用"),
        ("K011", this("自评表: {%s}" % (RATE % "计分方法: 评判")), "不符"),
        ("K011", this("自评表: {%s}" % (RATE % "计分方法: ''")), "通过"),
        ("K012", this("自评表: {%s}" % (RATE % "年度指标值: 尽快")), "通过"),
        ("K012", this("自评表: {%s}" % (RATE % "单位: 件")), "通过"),
        ("K012", this("自评表: {%s}" % (RATE % "年度指标值: 90, 计分方法: 没有的")), "不符"),
        ("K012", this("自评表: {%s}" % (RATE % "年度指标值: 99, 计分方法: 反向")), "不符"),
        (
            "K012",
            this(
                "自评表: {%s}, 变动说明: [{事项: 备案按期办结率, 说明: 口径调整。}]"
                % (RATE % "年度指标值: 90")
            ),
            "通过",
        ),
        ("K014", this("基础数据表: {财政供养人员情况: {编制数: ''}}"), "无法核验"),
        ("K015", this("自评表: {总分: {得分: 80}}"), "不符"),
        ("K016", this("正文: 没有章节的正文。"), "无法核验"),
        (
            "K015",
            this("自评表: {总分: {得分: 80}}, 变动说明: [{事项: 总分, 说明: 新增三项指标。}]"),
            "通过",
        ),
    ],
)
def test_outcome(code: str, example: str, expected: str, tmp_path: Path) -> None:
    assert across(tmp_path, code, example).outcome.value == expected


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("示例农贸市场改专项", True),  # one left out
        ("示例农贸市场的改造专项", True),  # one added
        ("示例农贸市场改选专项", True),  # one changed
        ("示例农贸市场改造专项资", True),  # one added at the end
        ("示例农贸市场改造专项资金", False),
        ("示例农贸市集改选专项", False),
        ("改造", False),
    ],
)
def test_names_one_character_apart(title: str, found: bool, tmp_path: Path) -> None:
    fund = f"{{名称: {title}, 本年决算数: 0}}"
    rows = f"基础数据表: {{经费控制情况: {{项目支出: {{上级专项资金: {{逐项: [{fund}]}}}}}}}}"
    assert bool(across(tmp_path, "K013", this(rows)).findings) is found


def test_what_is_found_in_a_project_belongs_to_its_report_and_can_be_explained(
    tmp_path: Path,
) -> None:
    indicator = "{三级指标: 完工及时率, 单位: 天}"
    example = this(
        "项目: [{对应专项资金: 示例农贸市场改造专项, 绩效指标: {产出指标: {时效指标: ["
        + indicator
        + "]}}}], 情况说明: [{规则: K011, 位置: '绩效指标.产出指标.时效指标[完工及时率].单位',"
        " 原值: 天, 理由: 本年改按天数考核, 岗位: 审核岗, 截至: 2099-12-31}]"
    )
    site = portal_of(tmp_path, example)
    (report,) = [a for a in site.assessments if a.address.endswith("2024")]
    assert [e.finding.rule for e in report.excused] == ["K011"]
    assert not {"K011", "V005"} & {f.rule for f in site.all_findings}
