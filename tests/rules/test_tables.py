"""Rules about the evaluation tables: weights, scores, grades, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path


def indicator(place: str, changes: str) -> str:
    """Changes of one indicator of the unit's table."""
    cls, group, title = place.split("/")
    return f"自评表: {{绩效指标: {{{cls}: {{{group}: [{{三级指标: {title}, {changes}}}]}}}}}}"


QUANTITY = "产出指标/数量指标/商贸备案办理量"
COST = "产出指标/成本指标/单件备案办理成本"
BENEFIT = "效益指标/社会效益指标/群众办事便利程度"
NEW_COST = "产出指标/成本指标"
NO_INDICATORS = "自评表: {绩效指标: ''}\n项目: []"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("W001", indicator(QUANTITY, "分值: ''"), "无法核验"),
        ("W002", "表式: mof-2020", "不适用"),
        ("W002", indicator(QUANTITY, "分值: ''"), "无法核验"),
        ("W003", indicator(QUANTITY, "分值: ''"), "无法核验"),
        ("W003", NO_INDICATORS, "不适用"),
        ("W004", NO_INDICATORS, "不适用"),
        ("W005", "自评表: {年度预算申请: {分值: ''}}", "无法核验"),
        ("W006", indicator(QUANTITY, "分值: ''"), "无法核验"),
        ("W006", "自评表: {总分: {分值: ''}}\n项目: []", "不适用"),
        ("S001", indicator(QUANTITY, "分值: ''"), "无法核验"),
        ("S002", indicator(BENEFIT, "得分: ''"), "无法核验"),
        ("S003", "自评表: {年度预算申请: {全年预算数: 0}}", "无法核验"),
        ("S003", "自评表: {年度预算申请: {全年预算数: ''}}", "无法核验"),
        ("S003", "自评表: {年度预算申请: {得分: ''}}\n项目: []", "不适用"),
        ("S004", indicator(QUANTITY, "实际完成值: 未统计"), "无法核验"),
        ("S004", indicator(COST, "计分方法: ''"), "无法核验"),
        ("S004", indicator(COST, "计分方法: '', 年度指标值: 48"), "通过"),
        ("S005", indicator(BENEFIT, "得分: ''"), "无法核验"),
        ("S006", indicator(BENEFIT, "得分: ''"), "无法核验"),
        ("S007", indicator(BENEFIT, "得分: ''"), "无法核验"),
        ("S007", indicator(BENEFIT, "实际完成值: 较好"), "无法核验"),
        ("S008", indicator(BENEFIT, "得分: ''"), "无法核验"),
        ("S010", indicator(BENEFIT, "得分: ''"), "无法核验"),
        ("S010", "自评表: {年度预算申请: {得分: '', 全年执行数: ''}}", "无法核验"),
        ("S011", "", "不适用"),
        ("S013", "", "不适用"),
        ("S015", "项目: []", "不适用"),
        ("S015", "自评表: {总分: {得分: ''}}", "通过"),
        (
            "S015",
            "自评表: {总分: {得分: ''}, 年度预算申请: {全年执行数: '', 得分: ''}}",
            "无法核验",
        ),
        ("G001", "自评表: {等级: 优}\n项目: []", "不适用"),
        ("G001", "自评表: {总分: {得分: 120}}", "无法核验"),
        ("G002", "自评表: {等级: ''}\n项目: []", "不适用"),
        ("G003", "表式: mof-2020", "不适用"),
        ("G003", "自评表: {总分: {得分: 80}}", "不符"),
        ("G004", "自评表: {总分: {得分: 80}}", "通过"),
        ("G004", "表式: mof-2020\n自评表: {总分: {得分: 80}}", "不符"),
        ("I001", indicator(QUANTITY, "实际完成值: ''"), "无法核验"),
        ("I001", indicator(QUANTITY, "单位: '', 完成值单位: 件"), "通过"),
        ("I001", indicator(QUANTITY, "完成值单位: 户"), "不符"),
        ("I002", "", "不适用"),
        ("I004", "自评表: {绩效指标: {过程指标: {资金管理: ''}}}", "不符"),
        ("I006", indicator("产出指标/质量指标/市场改造验收合格率", "年度指标值: 101"), "不符"),
        ("I009", NO_INDICATORS, "不适用"),
    ],
)
def test_outcome(code: str, changes: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, changes) == expected


@pytest.mark.parametrize(
    ("code", "changes", "message"),
    [
        (
            "W001",
            indicator(QUANTITY, "分值: 13, 得分: 13"),
            (
                "分值合计 98 分，应为 100 分，相差 2 分：预算执行率 10.00 + 产出指标分值 48.00"
                " + 效益指标分值 30.00 + 满意度指标分值 10.00"
            ),
        ),
        (
            "W002",
            indicator(QUANTITY, "分值: 13, 得分: 13"),
            "“产出指标”各指标分值之和 48 分，表式规定 50 分",
        ),
        (
            "S003",
            "自评表: {年度预算申请: {得分: 10}}",
            "预算执行率得分填报 10 分，按执行率 98.57% 应为 9.86 分",
        ),
        (
            "S004",
            indicator(QUANTITY, "得分: 13"),
            (
                "“商贸备案办理量”指标值 200 件，完成值 210 件，已达标，却扣 2 分："
                "分值 15 分，按“正向”应得 15 分，填报 13 分"
            ),
        ),
        (
            "S004",
            indicator(QUANTITY, "实际完成值: 180"),
            (
                "“商贸备案办理量”指标值 200 件，完成值 180 件，未达标，却得满分："
                "分值 15 分，按“正向”应得 13.5 分，填报 15 分"
            ),
        ),
        (
            "S004",
            indicator(COST, "实际完成值: 60, 得分: 9"),
            (
                "“单件备案办理成本”指标值 50 元，完成值 60 元，得分与计分方法不符："
                "分值 10 分，按“反向”应得 8 分，填报 9 分"
            ),
        ),
        (
            "S005",
            indicator(BENEFIT, "偏差原因: ''"),
            "“群众办事便利程度”分值 15 分，扣 1 分，没有写偏差原因",
        ),
        (
            "S005",
            indicator(BENEFIT, "偏差原因: 工作欠细致"),
            "“群众办事便利程度”分值 15 分，扣 1 分，偏差原因只写了“工作欠细致”",
        ),
        (
            "S006",
            "自评表: {总分: {得分: 99}}",
            (
                "总分填报 99 分，应为 98.86 分 = 预算执行率得分 9.86 + 产出指标得分 50.00"
                " + 效益指标得分 29.00 + 满意度指标得分 10.00，相差 0.14 分"
            ),
        ),
        (
            "S007",
            indicator(BENEFIT, "实际完成值: 部分达成并具有一定效果"),
            (
                "“群众办事便利程度”完成值“部分达成并具有一定效果”，得分应在 9 分至 12 分之间"
                "（占分值的百分比不低于 60，低于 80），填报 14 分"
            ),
        ),
        (
            "S009",
            indicator(QUANTITY, "实际完成值: 300"),
            "“商贸备案办理量”指标值 200 件，完成值 300 件，为目标的 150%，达到 130%，没有说明原因",
        ),
        (
            "S010",
            "自评表: {年度预算申请: {得分: 9}}",
            "指标得分率 98.89%，预算执行率得分率 90%，前者高出超过 5%",
        ),
        (
            "G001",
            "自评表: {等级: 良好}",
            "总分 98.86 分，应为“优秀”（高于 90，至多 100），填报“良好”",
        ),
        (
            "I002",
            (
                "自评表: {绩效指标: {产出指标: {成本指标: ["
                "{三级指标: 部门“三公”经费, 实际完成值: 4, 单位: 万元}]}}}"
            ),
            "指标“部门“三公”经费”完成值 4 万元，“三公经费本年决算数”为 4.2 万元",
        ),
        (
            "I010",
            indicator(QUANTITY, "单位: ''"),
            "“商贸备案办理量”的指标值和完成值没有单位",
        ),
    ],
)
def test_message(code: str, changes: str, message: str, tmp_path: Path) -> None:
    assert [found.message for found in findings(tmp_path, code, changes)] == [message]


@pytest.mark.parametrize(
    ("codes", "changes"),
    [
        (("S001",), indicator(QUANTITY, "得分: 16")),
        (("S002",), indicator(QUANTITY, "得分: -1")),
        (("S003",), "自评表: {年度预算申请: {得分: 10}}"),
        (("S005",), indicator(QUANTITY, "计分方法: 评判, 得分: 13, 佐证: ''")),
        (("W006",), "自评表: {总分: {分值: 90}}"),
    ],
)
def test_one_cause_is_one_finding(codes: tuple[str, ...], changes: str, tmp_path: Path) -> None:
    family = ("W001", "W006", "S001", "S002", "S003", "S004", "S007", "S011", "S005")
    raised = {code for code in family if findings(tmp_path / code, code, changes)}
    assert raised - {"S005"} == set(codes) - {"S005"}


def test_an_amount_made_up_of_other_indicators_is_explained(tmp_path: Path) -> None:
    over = """
        自评表:
          绩效指标:
            产出指标:
              数量指标:
                - {三级指标: 市场改造投入, 年度指标值: 达标, 实际完成值: 44.5, 完成值单位: 万元}
                - {三级指标: 备案窗口投入, 年度指标值: 达标, 实际完成值: 12.3, 完成值单位: 万元}
              成本指标:
                - {三级指标: 基本支出, 年度指标值: 56.8, 实际完成值: 56.8, 单位: 万元}
        """
    (found,) = findings(tmp_path, "I002", over)
    assert found.hint == (
        "恰等于“市场改造投入” 44.5 万元 + “备案窗口投入” 12.3 万元，"
        "请改指标名称，写明是这几项的支出"
    )
