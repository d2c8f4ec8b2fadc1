"""Rules about what surrounds the tables: dates, metadata, workflow, narrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.assess import assess
from tests.builders import settings, write_report
from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("T001", "发布信息: {成文日期: ''}", "无法核验"),
        ("T001", "发布信息: {成文日期: 2024-12-31}", "不符"),
        ("T001", "发布信息: {成文日期: 2025-01-01}", "通过"),
        ("T002", "发布信息: {布置通知文号: ''}", "无法核验"),
        ("T002", "发布信息: {布置通知文号: 示财绩〔2026〕1号, 成文日期: 2024-03-14}", "通过"),
        ("T003", "发布信息: {发布日期: ''}", "无法核验"),
        ("T004", "发布信息: {批复日期: ''}", "无法核验"),
        ("T005", "发布信息: {文号: '', 布置通知文号: ''}", "不适用"),
        ("T006", "发布信息: {标题: ''}", "无法核验"),
        ("T006", "发布信息: {标题: 示例县商务局部门整体支出绩效自评报告}", "通过"),
        ("T006", "项目绩效自评报告: {标题: 2023年项目绩效自评报告}", "不符"),
        ("T007", "工作流程: {经过: [{岗位: 审核岗, 日期: 2052-03-16}]}", "不符"),
        ("P001", "发布信息: {索引号: ''}", "不适用"),
        ("P002", "来源: {类型: 转录自公开文件}\n发布信息: {索引号: ''}", "无法核验"),
        ("O001", "单位: {编码: ''}", "无法核验"),
        ("O002", "来源: {类型: 转录自公开文件}", "无法核验"),
        ("O002", "发布信息: {发布日期: ''}", "不适用"),
        ("O002", "工作流程: {状态: ''}", "不符"),
        ("O003", "工作流程: {经过: 无此项}", "无法核验"),
        ("O004", "工作流程: {经过: 无此项}", "无法核验"),
        ("O005", "发布信息: {标题: '', 发布机构: ''}", "不适用"),
        ("N001", "", "不适用"),
    ],
)
def test_outcome(code: str, changes: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, changes) == expected


@pytest.mark.parametrize(
    ("code", "changes", "message"),
    [
        ("T001", "发布信息: {成文日期: 2024-03-14}", "成文日期 2024年3月14日，早于 2024 年度终了"),
        (
            "T003",
            "发布信息: {发布日期: 2025-03-18}",
            "发布日期 2025年3月18日，早于终审日期 2025年3月20日",
        ),
        (
            "T003",
            "发布信息: {成文日期: 2025-03-29}",
            "发布日期 2025年3月28日，早于成文日期 2025年3月29日",
        ),
        (
            "T004",
            "发布信息: {发布日期: 2025-04-10}",
            "批复日期 2025年3月20日，发布日期 2025年4月10日，相隔 21 日，超过 20 日",
        ),
        ("P002", "发布信息: {索引号: '', 公开方式: ''}", "发布信息未填：索引号、公开方式"),
        (
            "O002",
            "工作流程: {状态: 送审}",
            "发布日期 2025年3月28日，工作流程的状态是“送审”，不是“终审”",
        ),
    ],
)
def test_message(code: str, changes: str, message: str, tmp_path: Path) -> None:
    assert [found.message for found in findings(tmp_path, code, changes)] == [message]


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("示商发[2025]第03号", "应写作“示商发〔2025〕3号”：六角括号，不加“第”，序号前不加 0"),
        ("示商发（2025）3号", "应写作“示商发〔2025〕3号”：六角括号，不加“第”，序号前不加 0"),
        ("三号文", "应写作如“示商发〔2025〕3号”：六角括号，不加“第”，序号前不加 0"),
    ],
)
def test_the_right_document_number_is_proposed(number: str, hint: str, tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "T005", f'发布信息: {{文号: "{number}"}}')
    assert found.hint == hint


def step_findings(root: Path, steps: list[str]) -> list[str]:
    """What O003 says of these steps and no others; each is ``岗位 动作``."""
    folder = write_report(root / "content" / "shili" / "swj" / "2024", "工作流程: {经过: 各步}")
    rows = ", ".join("{{岗位: {}, 动作: {}}}".format(*step.split()) for step in steps)
    file = folder / "report.yml"
    file.write_text(file.read_text("utf-8").replace("各步", f"[{rows}]"), "utf-8")
    return [f.message for f in assess(folder, settings(root)).findings if f.rule == "O003"]


@pytest.mark.parametrize(
    ("steps", "messages"),
    [
        (["经办岗 送审", "审核岗 送审", "主管部门 终审"], []),
        (["经办岗 送审", "审核岗 退回", "经办岗 送审", "审核岗 送审", "财政绩效岗 终审"], []),
        (["审核岗 送审", "财政绩效岗 终审"], ["第一步是“审核岗”，应是“经办岗”"]),
        (["经办岗 送审", "财政绩效岗 终审"], ["“经办岗”之后是“财政绩效岗”，越过了审核岗"]),
        (
            ["经办岗 送审", "审核岗 送审", "经办岗 送审"],
            ["“审核岗”之后是“经办岗”，没有退回就回到下级岗位"],
        ),
        (["经办岗 送审", "审核岗 送审", "经办岗 终审"], ["“经办岗”不能终审"]),
    ],
)
def test_the_order_of_posts(steps: list[str], messages: list[str], tmp_path: Path) -> None:
    assert step_findings(tmp_path, steps) == messages


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("自评表.总分.得份", "是否指：自评表.总分.得分"),
        ("x", "名称是项名的路径，如 自评表.年度预算申请.全年执行数"),
    ],
)
def test_the_nearest_name_is_proposed(name: str, hint: str, tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N001", f"正文: |\n  # 报告\n\n  得 {{{{ {name} }}}} 分。\n")
    assert found.hint.startswith(hint)
    assert (found.span.line, found.span.column) == (3, 3)


def test_the_project_narrative_is_checked_too(tmp_path: Path) -> None:
    folder = write_report(tmp_path / "content" / "shili" / "swj" / "2024")
    (folder / "projects" / "report.md").write_text("没有标题<br>\n", "utf-8")
    found = assess(folder, settings(tmp_path)).findings
    own = [f for f in found if f.rule in {"N001", "N002", "N003"}]
    assert [(f.rule, f.span.file.rpartition("/2024/")[2]) for f in own] == [
        ("N002", "projects/report.md"),
        ("N003", "projects/report.md"),
    ]
