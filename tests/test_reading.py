"""From YAML to a report: what a clerk can get wrong, and what is read all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.figures import Derived, Empty, EmptyKind, Figure, plain
from generator.model import naming
from generator.model.completing import completed
from generator.model.reading import Listed
from tests.builders import marked, places, read_report

if TYPE_CHECKING:
    from generator.figures import Cell
    from generator.findings import Finding
    from generator.model.report import Report

HEAD = """\
表式: hunan-2024
年度: 2024
单位: {名称: 示例县商务局}
"""
FUNDS = "自评表: {年度预算申请: {}}\n"
SHORTEST = HEAD + FUNDS


def read(text: str) -> Report:
    report, findings = read_report(text)
    assert [(f.rule, f.message) for f in findings] == []
    return report


def the_fault(text: str) -> Finding:
    _, (finding,) = read_report(text)
    return finding


def executed(typed: str) -> str:
    return HEAD + f"自评表:\n  年度预算申请:\n    全年执行数: {typed}\n"


# ------------------------------------------------------------------ faults, line by line

FAULTY = {
    "unknown items": """\
表式: hunan-2024
年度: 2024
单位:
  名称: 示例县商务局
  代码: "101001"            # <- M002
发布时间: 2025-03-28        # <- M002
自评表:
  年度预算申请:
    全年执行: 414           # <- M002
""",
    "required items": """\
表式: hunan-2024            # <- M001
单位:
  编码: "101001"            # <- M001
自评表:
  总分: {得分: 90}          # <- M001
情况说明:
  - 理由: 原件如此          # <- M001
""",
    "levels": """\
表式: hunan-2024
年度: 2024
单位: 示例县商务局          # <- M003
发布信息:
  - 标题: 甲                # <- M003
自评表:
  年度预算申请:
    全年执行数: {金额: 1}   # <- M003
    按收入性质分: 420       # <- M003
  等级: [优秀]              # <- M003
  绩效指标:
    产出指标: 达成          # <- M003
    效益指标:
      社会效益指标: 达成    # <- M003
变动说明: 无变动            # <- M003
工作流程:
  状态: [送审]              # <- M003
  经过:
    - 终审                  # <- M003
基础数据表: [甲]            # <- M003
""",
    "numbers": """\
表式: hunan-2024
年度: 2024
单位: {名称: 示例县商务局}
自评表:
  年度预算申请:
    年初预算数: 420万元     # <- M004
    全年预算数: 1,420       # <- M004
    全年执行数: 约414       # <- M004
    分值: １０
    执行率: 98.57%          # <- M004
  绩效指标:
    产出指标:
      数量指标:
        - 三级指标: 商贸备案办理量
          年度指标值: ≥200  # <- M004
          实际完成值: 210件 # <- M004
        - 三级指标: 备案办理
          年度指标值: 3月底前办结
          实际完成值: {}    # <- M003
""",
    "dates, years and choices": """\
表式: hunan-2024
年度: 二〇二四              # <- M007
单位: {名称: 示例县商务局}
来源: {类型: 网上}          # <- M006
发布信息:
  成文日期: 2025年3月14日   # <- M005
  批复日期: 2025-02-30      # <- M005
  发布日期: ２０２５-03-28  # <- M005
  公开方式: 公开            # <- M006
自评表: {年度预算申请: {}}
""",
}


@pytest.mark.parametrize("text", FAULTY.values(), ids=FAULTY)
def test_each_fault_is_found_on_its_line(text: str) -> None:
    _, findings = read_report(text)
    assert places(findings) == sorted(marked(text))
    assert all(finding.hint and not finding.waivable for finding in findings)


@pytest.mark.parametrize("year", ["24", "1999", "2100", "2024年", "２０２４", '""', "[2024]"])
def test_a_year_has_four_digits(year: str) -> None:
    text = f"表式: hunan-2024\n年度: {year}\n单位: {{名称: 甲}}\n{FUNDS}"
    _, findings = read_report(text)
    assert "M007" in {finding.rule for finding in findings}


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("12万元", "“12万元”数字后面带了单位", "只写数字"),
        ("1,234.5", "“1,234.5”含有千分位逗号", "去掉逗号"),
        ("'1e3'", "“1e3”用了科学记数法", "写出全部数字"),
        ("八百", "“八百”不是数字", "没有此项写“无此项”"),
        ("[1]", "这里应是一个数字", "缩进"),
    ],
)
def test_a_number_fault_shows_what_to_write(typed: str, message: str, hint: str) -> None:
    finding = the_fault(executed(typed))
    assert (finding.span.line, finding.span.column) == (6, 12)
    assert message in finding.message
    assert hint in finding.hint


def test_a_misspelt_item_gets_a_suggestion() -> None:
    finding = the_fault(HEAD + "自评表:\n  年度预算申请:\n    全年执行: 414\n")
    assert (finding.span.line, finding.span.column, finding.span.width) == (6, 5, 4)
    assert finding.hint == "是否指“全年执行数”？"


def test_an_item_like_no_other_gets_the_list() -> None:
    finding = the_fault(SHORTEST + "x: 1\n")
    assert finding.hint.startswith("此处可用：表式、年度、单位")


def test_a_missing_item_is_named() -> None:
    finding = the_fault("年度: 2024\n单位: {名称: 甲}\n" + FUNDS)
    assert finding.message == "缺少必填项：“表式”"
    assert finding.hint == "请在这一层补上“表式:”"


def test_a_wrong_choice_gets_the_choices() -> None:
    finding = the_fault(SHORTEST + "来源: {类型: 网上}\n")
    assert finding.message == "不在可选的内容之中：“网上”"
    assert finding.hint == "可选：单位填报、转录自公开文件"


def test_a_long_text_is_cut_in_a_message() -> None:
    assert the_fault(executed("甲" * 50)).message.count("甲") == 20


def test_a_report_that_is_no_mapping_is_one_fault() -> None:
    finding = the_fault("- 表式: hunan-2024\n")
    assert (finding.rule, finding.span.line) == ("M003", 1)
    assert finding.message.endswith("现为用“-”列出的若干行")


def test_one_faulty_cell_leaves_the_others_readable() -> None:
    report, findings = read_report(executed("约414\n    全年预算数: 420"))
    assert [finding.rule for finding in findings] == ["M004"]
    assert kind(report.evaluation.funds.executed) is EmptyKind.UNREADABLE
    assert shown(report.evaluation.funds.adjusted) == "420"


# ------------------------------------------------------------------ nothing, none and zero


def kind(cell: object) -> EmptyKind | None:
    return cell.kind if isinstance(cell, Empty | Listed) else None


def shown(cell: object) -> str:
    assert isinstance(cell, Figure)
    return plain(cell.value)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", EmptyKind.BLANK),
        ('""', EmptyKind.BLANK),
        ("'  '", EmptyKind.BLANK),
        ("无此项", EmptyKind.NOT_APPLICABLE),
        ("不适用", EmptyKind.NOT_APPLICABLE),
        ("0", None),
        ("0.00", None),
    ],
)
def test_blank_none_and_zero_are_three_things(typed: str, expected: EmptyKind | None) -> None:
    cell = read(executed(typed)).evaluation.funds.executed
    assert kind(cell) is expected
    assert isinstance(cell, Figure) == (expected is None)


def test_what_was_not_written_is_missing_and_points_at_what_it_is_missing_from() -> None:
    cell = read(executed("414")).evaluation.funds.adjusted
    assert isinstance(cell, Empty)
    assert (cell.kind, cell.name, cell.span.line) == (EmptyKind.MISSING, "全年预算数", 6)


@pytest.mark.parametrize(
    ("typed", "expected", "count"),
    [
        ("变动说明: [{事项: 甲, 说明: 乙}]", None, 1),
        ("变动说明: []", EmptyKind.BLANK, 0),
        ("变动说明:", EmptyKind.BLANK, 0),
        ("变动说明: 无此项", EmptyKind.NOT_APPLICABLE, 0),
        ("", EmptyKind.MISSING, 0),
    ],
)
def test_lists_know_the_same_empties(typed: str, expected: EmptyKind | None, count: int) -> None:
    listed = read(f"{SHORTEST}{typed}\n").explanations
    assert (kind(listed), len(listed)) == (expected, count)


def test_a_measure_is_a_number_some_words_or_empty() -> None:
    report = read(
        HEAD
        + """\
自评表:
  年度预算申请: {}
  绩效指标:
    产出指标:
      时效指标:
        - {三级指标: 甲, 年度指标值: 95, 实际完成值: "9７", 单位: "%"}
        - {三级指标: 乙, 年度指标值: 3月底前, 实际完成值: ""}
        - {三级指标: 丙, 年度指标值: 3, 实际完成值: 8, 单位: 个, 完成值单位: 家}
    效益指标:
"""
    )
    a, b, c = report.evaluation.indicators
    assert (str(a.target), str(a.actual)) == ("95%", "97%")
    assert (str(b.target), kind(b.actual)) == ("3月底前", EmptyKind.BLANK)
    assert (str(c.target), str(c.actual), kind(c.score)) == ("3 个", "8 家", EmptyKind.MISSING)
    assert report.evaluation.indicators.path(b) == ("产出指标", "时效指标")
    assert [cls.title for cls in report.evaluation.indicators.classes] == ["产出指标", "效益指标"]


@pytest.mark.parametrize(
    ("field", "typed", "slack"),
    [
        ("全年执行数", "27", "0.005"),
        ("全年执行数", "27.00", "0.005"),
        ("执行率", "98.6", "0.05"),
        ("执行率", "99", "0.5"),
        ("得分", "9.86", "0"),
    ],
)
def test_the_form_says_how_exact_a_number_is(field: str, typed: str, slack: str) -> None:
    report = read(HEAD + f"自评表: {{年度预算申请: {{{field}: {typed}}}}}\n")
    names = naming.values(report)
    figure = names[f"自评表.年度预算申请.{field}"]
    assert isinstance(figure, Figure)
    assert plain(figure.slack) == slack


def test_words_and_dates_print_as_typed_and_are_false_when_blank() -> None:
    report = read(SHORTEST + "发布信息: {成文日期: 2025-03-05, 批复日期: '', 标题: ' 甲 '}\n")
    made = report.disclosure
    assert (str(made.written), made.written.chinese) == ("2025-03-05", "2025年3月5日")
    assert str(made.title) == "甲"
    assert (str(made.approved), made.approved.chinese, bool(made.approved)) == ("", "", False)
    assert (str(made.openness), bool(made.openness)) == ("", False)


def test_a_blank_part_is_a_part_in_which_nothing_was_written() -> None:
    for text in (SHORTEST, SHORTEST + "基础数据表:\n"):
        base = read(text).base
        assert not base.stated
        assert kind(base.staffing.quota) is EmptyKind.MISSING
    assert read(SHORTEST + BASE).base.stated


# ------------------------------------------------------------------ records stay as they were


def test_a_record_cannot_be_changed() -> None:
    report = read(SHORTEST)
    with pytest.raises(AttributeError):
        report.year = report.evaluation.funds.executed  # type: ignore[misc]
    with pytest.raises(AttributeError):
        report.evaluation.funds.executed = report.year  # type: ignore[misc]


def test_a_changed_copy_leaves_the_record_alone() -> None:
    report = read(SHORTEST)
    other = report.replaced(year=report.evaluation.funds.executed)
    assert (report.fiscal_year, other.fiscal_year) == (2024, None)
    assert other.unit is report.unit


# ------------------------------------------------------------------ sums and rates left out

BASE = """\
基础数据表:
  财政供养人员情况: {编制数: 13, 实际在职人数: 11}
  经费控制情况:
    三公经费:
      公务用车购置和维护经费:
        公车购置: {本年决算数: 1}
        公车运行维护: {本年决算数: 2.5}
      出国经费: {本年决算数: 0}
      公务接待: {本年决算数: 1.7}
    项目支出:
      合计: {本年决算数: 99}
      业务工作经费: {本年决算数: 44}
      运行维护经费: {本年决算数: 无此项}
      上级专项资金:
        逐项: [{名称: 甲, 本年决算数: 4.5}, {名称: 乙, 本年决算数: 40}]
  楼堂馆所控制情况:
    - {名称: 办公楼, 批复规模: 300, 实际规模: 290, 预算投资: 0, 实际投资: 5}
"""


def test_sums_and_rates_left_out_are_filled_in() -> None:
    base = completed(read(SHORTEST + BASE)).base
    three, project = base.spending.three_public, base.spending.project
    assert shown(base.staffing.control_rate) == "84.62"
    assert shown(three.vehicles.total.final) == "3.5"
    assert shown(three.total.final) == "5.2"
    assert shown(project.special.total.final) == "44.5"
    (building,) = base.buildings
    assert shown(building.area_rate) == "96.67"
    assert kind(building.investment_rate) is EmptyKind.MISSING


def test_a_filled_cell_says_where_it_comes_from() -> None:
    total = completed(read(SHORTEST + BASE)).base.spending.three_public.total.final
    assert isinstance(total, Figure)
    assert isinstance(total.origin, Derived)
    assert [span.line for span in total.spans()] == [10, 11, 12, 13]


def test_what_is_stated_or_blank_stays() -> None:
    report = completed(
        read(
            HEAD
            + """\
自评表:
  年度预算申请:
    按收入性质分: {合计: 400, 一般公共预算: 420}
    按支出性质分: {合计: "", 基本支出: 306, 项目支出: 108}
"""
            + BASE
        )
    )
    funds = report.evaluation.funds
    assert shown(report.base.spending.project.total.final) == "99"
    assert shown(funds.income.total) == "400"
    assert kind(funds.outlay.total) is EmptyKind.BLANK


def test_a_stated_rate_stays_even_when_it_is_wrong() -> None:
    staffing = "{编制数: 13, 实际在职人数: 11, 控制率: 90}"
    report = completed(read(SHORTEST + f"基础数据表: {{财政供养人员情况: {staffing}}}\n"))
    assert shown(report.base.staffing.control_rate) == "90"


def test_funds_left_out_are_summed() -> None:
    funds = "{按收入性质分: {一般公共预算: 350, 其他资金: 70}, 按支出性质分: {基本支出: 306}}"
    report = completed(read(HEAD + f"自评表: {{年度预算申请: {funds}}}\n"))
    totals: tuple[Cell, ...] = (
        report.evaluation.funds.income.total,
        report.evaluation.funds.outlay.total,
    )
    assert [shown(total) for total in totals] == ["420", "306"]


def test_nothing_is_summed_out_of_nothing() -> None:
    report = completed(read(SHORTEST))
    assert kind(report.base.spending.three_public.total.final) is EmptyKind.MISSING
    assert kind(report.evaluation.funds.income.total) is EmptyKind.MISSING


# ------------------------------------------------------------------ names of values


def test_every_value_has_the_path_of_words_as_its_name() -> None:
    report = read(
        HEAD
        + """\
来源: {类型: 单位填报}
发布信息: {成文日期: 2025-03-14, 标题: ""}
自评表:
  年度预算申请: {全年执行数: 414, 全年预算数: ""}
  绩效指标:
    产出指标:
      数量指标:
        - {三级指标: 备案量, 实际完成值: 210}
变动说明:
  - {事项: 采购, 说明: 追加}
"""
    )
    assert {name: str(value) for name, value in naming.values(report).items()} == {
        "表式": "hunan-2024",
        "年度": "2024 年",
        "单位.名称": "示例县商务局",
        "来源.类型": "单位填报",
        "发布信息.成文日期": "2025-03-14",
        "自评表.年度预算申请.全年执行数": "414 万元",
        "自评表.绩效指标.产出指标.数量指标[备案量].三级指标": "备案量",
        "自评表.绩效指标.产出指标.数量指标[备案量].实际完成值": "210",
        "变动说明[采购].事项": "采购",
        "变动说明[采购].说明": "追加",
    }


def test_the_name_of_a_value_is_its_place_in_the_file() -> None:
    for name, value in naming.values(read(SHORTEST + BASE)).items():
        span = next(value.spans()) if isinstance(value, Figure) else value.span
        assert span.place == name


def test_rows_that_are_called_alike_are_all_walked() -> None:
    report = read(SHORTEST + "变动说明: [{事项: 采购, 说明: 甲}, {事项: 采购, 说明: 乙}]\n")
    texts = [str(value) for value in naming.each(report)]
    assert {"甲", "乙"} <= set(texts)
    assert report.explained("采购")
    assert not report.explained("会议费")
