"""The words of a narrative: what the rules say beside their own examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.assess import assess
from generator.findings import Severity
from generator.narrative import claims, outline, project_lists
from generator.narrative.document import Paragraph
from generator.rules import core
from tests.builders import settings, write_report
from tests.rules.outcomes import findings, outcome

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = re.compile(r"N[23]\d\d")
CODES = [rule.code for rule in core.rules() if FAMILY.fullmatch(rule.code)]
TIMELY = """
自评表: {绩效指标: {产出指标: {时效指标: [
  {三级指标: 支出及时率, 年度指标值: 100, 实际完成值: 100, 单位: "%", 分值: 10, 得分: 10}]}}}
"""


def narrative(*lines: str) -> str:
    return "正文: |\n" + "".join(f"  {line}\n\n" for line in ("# 报告", *lines))


def of_projects(*lines: str) -> str:
    return "项目" + narrative(*lines)


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, 1, "report.md", ())


def test_without_a_narrative_no_rule_about_words_says_that_it_holds(tmp_path: Path) -> None:
    folder = write_report(tmp_path / "content" / "shili" / "swj" / "2024")
    (folder / "report.md").unlink()
    outcomes = {r.rule.code: r.outcome for r in assess(folder, settings(tmp_path)).results}
    holding = {code for code in CODES if outcomes[code] is not core.Outcome.NOT_APPLICABLE}
    assert holding == {"N203"}  # it looks at 厉行节约保障措施 as well


def test_remarks_on_style_are_no_more_than_remarks() -> None:
    style = {"N303", "N304", "N305", "N311", "N312", "N317", "N318", "N319", "N320", "N321"}
    levels = {rule.code: rule.severity for rule in core.rules()}
    assert {levels[code] for code in style} == {Severity.INFO}


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("N201", "自评等级为优。", "不符"),
        ("N201", "评定结果为“优秀”。", "通过"),
        ("N201", "自评得分98.86分，等级为良好。", "不适用"),
        ("N202", "各项目标任务均已完成。", "通过"),
        ("N203", "全年没有超支。", "通过"),
        ("N204", "资金专款专用，没有被截留、挤占和挪用。", "通过"),
        ("N204", "资金专款专用，个别项目挤占公用经费。", "不符"),
        ("N207", "目标设定科学，避免没有立项就申报。", "通过"),
        ("N210", "全年三公经费4.2万元，同比增长。", "不符"),
        ("N210", "其中公务接待1.7万元，较上年减少0.3万元。", "通过"),
        ("N211", "全年未发生公务接待支出。", "不符"),
        ("N212", "群众对代办点人人满意。", "不符"),
        ("N212", "政策大家都知晓。", "不符"),
        ("N212", "商户满意率100%。", "通过"),
        ("N212", "商户满意率93%。", "不适用"),
        ("N308", "比上年增加（减少）3万元。", "不符"),
        ("N308", "[image: ]", "不符"),
        ("N308", "电话 138****0000，共3×4米。", "通过"),
        ("N309", "运行维护经费10.0万元，主要用于网络。", "通过"),
        ("N310", "单位：万元，人员经费200万元、公用经费106万元。", "通过"),
        ("N313", "与2023年度项目支出持平。", "通过"),
        ("N313", "《关于开展2023年度财政支出绩效自评工作的通知》。", "不符"),
        ("N313", "2026年项目支出50万元。", "不符"),
        ("N317", "报告完毕", "通过"),
        ("N319", "占比32.5%，占全部支出的32.5。", "不符"),
    ],
)
def test_sentences(code: str, text: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, narrative(text)) == expected


def test_a_fault_admitted_twice_is_one_finding_with_both_places(tmp_path: Path) -> None:
    text = narrative("拨款有时不及时。", "付款手续繁杂，常有滞后。")
    (found,) = findings(tmp_path, "N205", TIMELY + text)
    assert found.message == "正文说“拨款有时不及时”，“支出及时率”100%却得满分"
    assert (found.rows, [r.note for r in found.related]) == (
        2,
        ["正文 付款手续繁杂，常有滞后", "支出及时率得分 10 分"],
    )


def test_a_place_in_a_text_survives_edits_elsewhere(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N204", narrative("## 四、资金管理", "专款专用，时有占用。"))
    assert found.span.place == "report.md 四、资金管理：专款专用，时有占用"
    assert found.actual == "专款专用，时有占用"


def test_only_the_rows_that_a_sentence_names_are_held_against_it(tmp_path: Path) -> None:
    over = "基础数据表: {经费控制情况: {公用经费: {办公经费: {本年预算数: 10}}}}\n"
    text = "三公经费严格执行部门预算。"
    assert (
        outcome(tmp_path, "N203", over + narrative(text)) == "不符"
    )  # 厉行节约保障措施 is general
    places = [f.span.file for f in findings(tmp_path, "N203", over + narrative(text))]
    assert not any(place.endswith("report.md") for place in places)


def test_many_rows_over_budget_are_counted(tmp_path: Path) -> None:
    over = (
        "基础数据表: {厉行节约保障措施: 厉行节约。, 经费控制情况: {政府采购金额: {本年预算数: 1},"
        " 公用经费: {办公经费: {本年预算数: 1}, 会议费、培训费: {本年预算数: 0},"
        " 水费、电费、差旅费: {本年预算数: 1}}}}\n"
    )
    (found,) = findings(tmp_path, "N203", over + narrative("严格控制一般性支出。"))
    assert found.message.endswith("等 4 行")


def test_a_grade_is_the_one_of_the_project_named_before_it(tmp_path: Path) -> None:
    second = "项目: [{}, {项目名称: 示例冷链, 对应专项资金: 示例冷链专项, 总分: {得分: 85}}]\n"
    text = of_projects("示例冷链的等级为优秀；示例农贸市场改造的等级为优秀。")
    (found,) = findings(tmp_path, "N201", second + text)
    assert found.expected == "良好"


def test_indicators_missed_are_those_of_the_text(tmp_path: Path) -> None:
    text = of_projects("各项绩效指标全部完成。")
    (found,) = findings(tmp_path, "N202", text)
    assert "市场周边投诉下降率" in found.message


def test_budget_left_blank_is_said_so(tmp_path: Path) -> None:
    blank = "基础数据表: {经费控制情况: {项目支出: {运行维护经费: {本年预算数: ''}}}}\n"
    (found,) = findings(tmp_path, "N208", blank + narrative("所有项目均与批复下达相符。"))
    assert "预算没有填，决算 19.5 万元" in found.message


def test_chapters_that_a_project_report_lacks(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N301", of_projects("## 一、绩效目标分解下达情况", "见批复。"))
    assert found.message == "正文缺少 5 章：自评工作、目标完成情况、问题、改进措施、应用"


def test_a_text_without_headings_lacks_chapters_at_its_start(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N301", "正文: 只有一段。")
    assert (found.span.line, found.rows) == (1, 8)


def test_a_series_is_followed_through_what_lies_below_it(tmp_path: Path) -> None:
    text = narrative(
        "1.产出。", "（1）数量。", "（2）质量。", "2.效益。", "（1）经济。", "4.满意度。"
    )
    (found,) = findings(tmp_path, "N302", text)
    assert found.message == "有 1 处序号与前面接不上：“4.满意度。”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十、改进", (1, 10, "一、")),
        ("二十一、改进", (1, 21, "一、")),
        ("（十二）改进", (2, 12, "（一）")),
        ("(三)改进", (2, 3, "(一)")),
        (" 4、改进", (3, 4, "1、")),
        ("4.改进", (3, 4, "1.")),
        ("(5)改进", (4, 5, "(1)")),
        ("（5）改进", (4, 5, "（1）")),
        ("4.5万元", None),
        ("一一、改进", None),
    ],
)
def test_marks(text: str, expected: tuple[int, int, str] | None) -> None:
    mark = outline.mark(text)
    assert (mark and (mark.level, mark.value, mark.style)) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("范围：招商引资、市场改造、企业补助。", ["招商引资", "市场改造", "企业补助"]),
        ("围绕、招商引资、市场改造等项目开展。", ["招商引资", "市场改造"]),
        ("招商引资、市场改造、企业补助等3个项目。", ["招商引资", "市场改造", "企业补助"]),
        ("负责流通、市场、招商。", []),
        (
            "专项资金218万元，其中市场改造资金77.7万元，企业补助97.3万元；以旧换新28.5万元。",
            ["市场改造资金", "企业补助", "以旧换新"],
        ),
        ("市场改造资金77.7万元，企业补助97.3万元。", []),
    ],
)
def test_lists_of_projects(text: str, names: list[str]) -> None:
    found = [named for listed in project_lists.lists(paragraph(text)) for named in listed]
    assert [named.name for named in found] == (names if len(names) > 2 else [])
    assert all(text[n.start : n.start + len(n.name)] == n.name for n in found)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ("附件：1.部门整体支出绩效自评表", "2.项目绩效自评报告"),
            (
                "附件说明与附件不一致：没有列“部门整体支出绩效评价基础数据表”；"
                "没有列“项目支出绩效自评表”；列了“项目绩效自评报告”，报告里没有"
            ),
        ),
        (
            ("附件：部门整体支出绩效自评表",),
            "附件说明与附件不一致：没有列“部门整体支出绩效评价基础数据表”；没有列“项目支出绩效自评表”",
        ),
    ],
)
def test_lists_of_attachments(lines: tuple[str, ...], message: str, tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N306", narrative("正文。", *lines))
    assert found.message == message


def test_a_report_without_tables_has_fewer_attachments(tmp_path: Path) -> None:
    text = narrative("正文。", "附件：1.部门整体支出绩效自评表")
    assert outcome(tmp_path, "N306", "基础数据表: ''\n项目: []\n" + text) == "通过"


def test_a_number_that_two_attachments_have(tmp_path: Path) -> None:
    lines = [
        "得分详见附件2。",
        "附件：1.部门整体支出绩效评价基础数据表",
        "2.部门整体支出绩效自评表",
        "3.项目支出绩效自评表",
        "4.项目绩效自评报告",
    ]
    report = "项目正文: |\n  附件2\n  # 项目报告\n\n  见附件1。\n"
    text = narrative(*lines) + report
    (found,) = findings(tmp_path, "N307", text)
    assert found.message == (
        "正文写“详见附件2”，附件说明里它是“部门整体支出绩效自评表”，标着附件2的却是项目绩效自评报告"
    )
    (found,) = findings(tmp_path, "N306", text)
    assert found.message == (
        "附件说明与附件不一致：附件2列为“部门整体支出绩效自评表”，项目绩效自评报告也是附件2"
    )
    right = text.replace("附件2\n  #", "附件4\n  #")
    assert {outcome(tmp_path, code, right) for code in ("N306", "N307")} == {"通过"}


def test_amounts_of_this_year_under_last_years_name_are_said_once(tmp_path: Path) -> None:
    text = narrative("安排2023年度项目支出共计108万元。")
    assert outcome(tmp_path, "N102", text) == "不符"
    assert outcome(tmp_path, "N313", text) == "通过"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("（示例县教育局）", "正文。"), "示例县教育局"),
        (("正文。", "示例县教育局", "2025年3月14日"), "示例县教育局"),
    ],
)
def test_another_unit_signs(lines: tuple[str, ...], name: str, tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N316", narrative(*lines))
    assert found.message == f"这里的单位是“{name}”，填报单位是“示例县商务局”"


def test_repetition_is_told_from_its_first_character(tmp_path: Path) -> None:
    same = "组织实施重要消费品市场调控和重要生产资料流通管理"
    text = narrative(f"负责{same}。", f"承担{same}的责任。", f"承担{same}")
    (found,) = findings(tmp_path, "N320", text)
    assert found.message == f"有 2 段与前面重复，如“{same}”"


def test_every_topic_and_promise_is_a_word_of_a_clerk() -> None:
    assert all(len(topic) == 2 for topic in claims.TOPICS)
    assert all(re.compile(promise.words) for promise in claims.PROMISES)
