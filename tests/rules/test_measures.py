"""Indicators, subtotals and money: what the newer rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import findings, outcome
from tests.rules.test_tables import BENEFIT, COST, NO_INDICATORS, QUANTITY, indicator

if TYPE_CHECKING:
    from pathlib import Path

SPENDING = "基础数据表: {经费控制情况: {%s}}"
PROCUREMENT = SPENDING % "政府采购金额: {%s}"
THREE = SPENDING % "三公经费: {合计: {%s}}"
FUND = SPENDING % "项目支出: {上级专项资金: {逐项: [{名称: 示例农贸市场改造专项, %s}]}}"
STAFF = "基础数据表: {财政供养人员情况: {实际在职人数: %s}}"
AWARE = "效益指标/社会效益指标/政策知晓率"
TIMELY = "产出指标/时效指标/备案按期办结率"
DECLARED_NONE = "上年决算数: 无此项, 本年预算数: 无此项, 本年决算数: 无此项"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("C008", "自评表: {年度预算申请: {按收入性质分: {国有资本经营预算拨款: ''}}}", "不符"),
        ("C009", "", "不适用"),
        ("C009", "项目绩效自评报告: {成文日期: 2025-03-15}", "不符"),
        ("X010", "基础数据表: ''", "不适用"),
        ("X010", STAFF % "''", "无法核验"),
        ("X010", STAFF % "0", "无法核验"),
        ("X010", STAFF % "4", "不符"),
        ("E009", PROCUREMENT % DECLARED_NONE, "不适用"),
        ("E009", PROCUREMENT % "本年预算数: ''", "无法核验"),
        ("E010", "基础数据表: ''", "不适用"),
        ("E010", THREE % "本年预算数: ''", "无法核验"),
        ("E010", THREE % "上年决算数: 2", "通过"),
        ("E010", THREE % "上年决算数: 2, 本年预算数: 3", "不符"),
        ("E011", SPENDING % "项目支出: {上级专项资金: {逐项: []}}", "不适用"),
        ("E011", FUND % "本年预算数: 无此项", "不符"),
        ("E011", FUND % "本年预算数: 0, 本年决算数: 0", "通过"),
        ("W007", "", "不适用"),
        ("W007", "自评表: {小计: [{名称: 没有的指标, 分值: 1}]}", "不符"),
        ("W007", "自评表: {小计: [{名称: 数量指标, 得分: 1}]}", "通过"),
        (
            "W007",
            (
                "自评表: {小计: [{名称: 数量指标}], 绩效指标: {产出指标: {数量指标: "
                "[{三级指标: 商贸备案办理量, 分值: ''}]}}}"
            ),
            "无法核验",
        ),
        ("W008", NO_INDICATORS, "不适用"),
        ("W008", indicator(QUANTITY, "分值: ''"), "无法核验"),
        ("S016", "自评表: {小计: [{名称: 没有的指标, 得分: 1}]}", "不适用"),
        ("S016", "自评表: {小计: [{名称: 数量指标, 分值: 15}]}", "通过"),
        (
            "S016",
            (
                "自评表: {小计: [{名称: 社会效益指标}], 绩效指标: {效益指标: {社会效益指标: "
                "[{三级指标: 群众办事便利程度, 得分: ''}]}}}"
            ),
            "无法核验",
        ),
        ("S017", "", "不适用"),
        ("I011", NO_INDICATORS, "不适用"),
        ("I012", indicator(QUANTITY, "").replace("商贸备案办理量", "办理满意率"), "不符"),
        ("I013", NO_INDICATORS, "不适用"),
        ("I013", indicator(COST, "计分方法: ''"), "通过"),
        ("I014", "", "不适用"),
        ("I014", indicator(AWARE, "实际完成值: 100, 单位: '%', 佐证: 问卷"), "不符"),
        ("I014", indicator(AWARE, "实际完成值: 较高"), "不适用"),
        ("I016", indicator(BENEFIT, "佐证: '', 计分方法: 评判"), "通过"),
        ("I016", indicator(AWARE, "实际完成值: 100, 单位: '%'"), "通过"),
        ("I017", "年度: 不详", "无法核验"),
        ("I017", NO_INDICATORS, "不适用"),
        ("I017", indicator(TIMELY, "实际完成值: 2025年1月"), "不符"),
        ("O006", "工作流程: {经过: 无此项}", "无法核验"),
        ("O007", "工作流程: {状态: ''}", "无法核验"),
        ("O007", "工作流程: {状态: 送审}\n发布信息: {发布日期: ''}", "不符"),
        ("O008", "工作流程: {经过: 无此项}", "无法核验"),
        ("P003", "发布信息: {索引号: ''}", "无法核验"),
        ("P004", "来源: {类型: 转录自公开文件}", "无法核验"),
        ("P004", "发布信息: {发布日期: ''}", "不适用"),
        ("P004", "发布信息: {时效: ''}", "不符"),
    ],
)
def test_outcome(code: str, changes: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, changes) == expected


@pytest.mark.parametrize(
    ("code", "changes", "message"),
    [
        (
            "X010",
            STAFF % "4",
            "推算人员经费 245 万元，在职 4 人，人均 61.25 万元，高于 50 万元",
        ),
        (
            "X010",
            SPENDING % "公用经费: {合计: {本年决算数: 300}}",
            "推算人员经费 6 万元，在职 18 人，人均 0.33 万元，低于 2 万元",
        ),
        (
            "E010",
            THREE % "上年决算数: 4, 本年预算数: 4.1",
            (
                "“三公经费本年决算数” 4.2 万元，"
                "比三公经费本年预算数 4.1 万元增加 0.1 万元（2.44%），"
                "比三公经费上年决算数 4 万元增加 0.2 万元（5%），没有说明原因"
            ),
        ),
        (
            "O008",
            "单位: {编码: '101002'}",
            "编码“101002”的单位由“财政绩效岗”终审，应由“主管部门”终审",
        ),
        (
            "P003",
            "发布信息: {索引号: 101001001/2024-00003}",
            "索引号“101001001/2024-00003”是 2024 年的，发布日期是 2025年3月28日",
        ),
        (
            "I014",
            indicator(AWARE, "实际完成值: 100, 单位: '%'"),
            "“政策知晓率” 100%，没有写明调查方式和样本数",
        ),
    ],
)
def test_message(code: str, changes: str, message: str, tmp_path: Path) -> None:
    assert [found.message for found in findings(tmp_path, code, changes)] == [message]


def test_a_long_list_without_evidence_is_cut(tmp_path: Path) -> None:
    rows = "商贸备案办理量；市场改造验收合格率；备案按期办结率；单件备案办理成本"
    groups = ("数量指标", "质量指标", "时效指标", "成本指标")
    bare = ", ".join(
        f"{group}: [{{三级指标: {title}, 佐证: ''}}]"
        for group, title in zip(groups, rows.split("；"), strict=True)
    )
    (found,) = findings(tmp_path, "I016", f"自评表: {{绩效指标: {{产出指标: {{{bare}}}}}}}")
    assert found.message == (
        "“商贸备案办理量”、“市场改造验收合格率”、“备案按期办结率”等 4 个指标没有写佐证"
    )


def test_too_many_indicators(tmp_path: Path) -> None:
    many = ", ".join(f"{{三级指标: 指标{n}, 分值: 0.1}}" for n in range(30))
    changes = f"自评表: {{绩效指标: {{产出指标: {{数量指标: [{many}]}}}}}}"
    (found,) = findings(tmp_path, "I015", changes)
    assert found.message == "共 37 个三级指标，多于 30 个"
