"""Who publishes, and departments: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.corpus import assess_all, folders, portal
from tests.builders import settings
from tests.rules.outcomes import across, portal_of

if TYPE_CHECKING:
    from pathlib import Path

CENTRE = '{名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}'
REGISTER = f"名录: {{单位: [{CENTRE}]}}"
DUE = f"名录: {{批复: [{{年度: 2024, 日期: 2025-03-20}}], 单位: [{CENTRE}]}}"
LEAD = "shili/swj/2024: {年度: 2024}"
UNIT = '单位: {名称: 示例县投资促进事务中心, 编码: "101002"}'


def lines(*parts: str) -> str:
    return "\n".join(parts)


def rolled_up(own: str, subordinate: str = "") -> str:
    """A 主管部门 that says 汇总, with these amounts of its own and of its 所属单位."""
    lead = f"{{年初预算数: 840, 全年预算数: 840, 全年执行数: 828, 本级: {{{own}}}}}"
    return lines(
        REGISTER,
        f"shili/swj/2024: {{单位: {{口径: 汇总}}, 自评表: {{年度预算申请: {lead}}}}}",
        f"shili/tczx/2024: {{{UNIT}, 自评表: {{年度预算申请: {{{subordinate}}}}}}}",
    )


OWN = "年初预算数: 420, 全年预算数: 420, 全年执行数: 414"


@pytest.mark.parametrize(
    ("code", "example", "expected"),
    [
        ("K006", lines("名录:", LEAD), "不适用"),
        ("K006", LEAD, "无法核验"),
        ("K006", DUE.replace("2025-03-20", "''") + "\n" + LEAD, "通过"),
        ("K006", DUE.replace("年度: 2024", "年度: 不详") + "\n" + LEAD, "不符"),
        ("K007", LEAD, "不适用"),
        ("K007", lines("名录:", "shili/swj/2024: {发布信息: {批复日期: }}"), "不适用"),
        (
            "K007",
            lines(
                "名录: {批复: [{年度: 2023, 日期: 2024-03-20}]}",
                "shili/swj/2024: {发布信息: {批复日期: }}",
            ),
            "不适用",
        ),
        ("K007", lines(DUE, "shili/swj/2024: {发布信息: {批复日期: , 发布日期: }}"), "无法核验"),
        ("K008", LEAD, "不适用"),
        ("K008", lines("名录:", LEAD), "不适用"),
        ("K008", lines(REGISTER, LEAD), "无法核验"),
        ("K008", lines(REGISTER, "shili/swj/2024: {工作流程: {状态: 送审}}"), "不适用"),
        (
            "K008",
            lines(REGISTER, LEAD, f"shili/tczx/2024: {{{UNIT}, 工作流程: {{经过: 无此项}}}}"),
            "无法核验",
        ),
        (
            "K008",
            lines(REGISTER, LEAD, f"shili/tczx/2024: {{{UNIT}, 工作流程: {{状态: }}}}"),
            "不符",
        ),
        (
            "K008",
            lines(
                REGISTER,
                LEAD,
                f"shili/tczx/2024: {{{UNIT}, 工作流程: {{经过: [{{岗位: 财政绩效岗, "
                "动作: 终审, 日期: 2025-03-21}]}}",
            ),
            "不符",
        ),
        ("K009", LEAD, "不适用"),
        ("K009", lines(REGISTER, "shili/swj/2024: {单位: {口径: 汇总}}"), "无法核验"),
        ("K009", rolled_up(OWN), "通过"),
        ("K009", rolled_up(""), "无法核验"),
        ("K009", rolled_up(OWN, "全年执行数: "), "无法核验"),
        ("K009", rolled_up(OWN, "全年执行数: 400"), "不符"),
    ],
)
def test_outcome(code: str, example: str, expected: str, tmp_path: Path) -> None:
    assert across(tmp_path, code, example).outcome.value == expected


@pytest.mark.parametrize(
    ("code", "example", "message"),
    [
        (
            "K006",
            lines(DUE, LEAD),
            "“示例县投资促进事务中心”2024 年度没有报告，批复之后已过 20 日",
        ),
        (
            "K007",
            lines(DUE, "shili/swj/2024: {发布信息: {批复日期: , 发布日期: 2025-04-10}}"),
            "发布日期 2025年4月10日，名录所载批复日期 2025年3月20日，相隔超过 20 日",
        ),
        (
            "K008",
            lines(REGISTER, LEAD, f"shili/tczx/2024: {{{UNIT}, 工作流程: {{状态: 送审}}}}"),
            "主管部门已经终审，所属单位“示例县投资促进事务中心”是“送审”",
        ),
        (
            "K009",
            rolled_up(OWN, "全年执行数: 400"),
            (
                "“全年执行数”填报 828 万元，本级与所属单位之和为 814 万元"
                " = 本级全年执行数 414.00 + 全年执行数 400.00"
            ),
        ),
    ],
)
def test_message(code: str, example: str, message: str, tmp_path: Path) -> None:
    assert [f.message for f in across(tmp_path, code, example).findings] == [message]


def test_a_missing_report_is_found_at_its_line_of_the_register(tmp_path: Path) -> None:
    (found,) = portal_of(tmp_path, lines(DUE, LEAD)).findings
    assert (found.rule, found.span.file) == ("K006", "content/shili/units.yml")


def test_a_report_that_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    example = lines(DUE, LEAD, f"shili/tczx/2024: {{{UNIT}, 表式: 没有的}}")
    assert across(tmp_path, "K006", example).outcome.value == "通过"


def test_nobody_is_missing_when_only_some_reports_are_checked(tmp_path: Path) -> None:
    portal_of(tmp_path, lines(DUE, LEAD, f"shili/tczx/2024: {{{UNIT}}}"))
    site = settings(tmp_path)
    one = [folder for folder in folders(site.content) if "swj" in folder.parts]
    results = {r.rule.code: r for r in portal(assess_all(one, site), site).results}
    assert results["K006"].outcome.value == "不适用"


def test_waivers_across_reports_are_judged_only_when_all_were_read(tmp_path: Path) -> None:
    waiver = "{规则: K003, 位置: x, 原值: y, 理由: 上年报告有误, 岗位: 审核岗, 截至: 2099-12-31}"
    used = f"shili/swj/2024: {{情况说明: [{waiver}]}}"
    assert across(tmp_path, "V005", used).outcome.value == "不符"
    (tmp_path / "content" / "shili" / "swj" / "2023").mkdir()
    (tmp_path / "content" / "shili" / "swj" / "2023" / "report.yml").write_text("", "utf-8")
    site = settings(tmp_path)
    one = [site.content / "shili" / "swj" / "2024"]
    results = {r.rule.code: r for r in portal(assess_all(one, site), site).results}
    assert results["V005"].outcome.value == "不适用"
