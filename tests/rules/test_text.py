"""正文: what the rules say beside their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import codes, findings, outcome

if TYPE_CHECKING:
    from pathlib import Path

GENERAL = "## 二、一般公共预算支出情况"
ALONE = "自评表: {年度预算申请: {按收入性质分: {一般公共预算: 420, 政府性基金拨款: 无此项}}}\n"


def text(*lines: str, project: tuple[str, ...] = (), more: str = "") -> str:
    """The keys of a test: the lines of the two texts, and ``more`` of the report."""
    parts = [("正文", ("# 报告", *lines))]
    parts += [("项目正文", ("# 项目报告", *project))] if project else []
    written = "".join(
        f"{key}: |\n" + "".join(f"  {line}\n\n" for line in body) for key, body in parts
    )
    return written + more


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("N101", text("正文。"), "不适用"),
        ("N101", text("累计三公经费支出9万元。"), "不适用"),
        ("N101", text("三公经费控制在本年预算数4.5万元以内。"), "通过"),
        ("N101", text("三公经费控制在本年预算数4.6万元以内。"), "不符"),
        ("N101", text("编制20人，在职人员18人，执行率98.57%。"), "通过"),
        ("N101", text("在职人员17人。"), "不符"),
        ("N101", text("全年预算420万元，其中基本支出310万元，项目支出110万元。"), "通过"),
        ("N101", text("2024年预算总额420万元，其中基本支出310万元。"), "通过"),
        ("N101", text("2024年部门预算420万元，包括基本支出310万元和项目支出110万元。"), "通过"),
        ("N101", text("安排公用经费62万元，实际支出61万元。"), "通过"),
        ("N101", text("公用经费62万元，支出61万元，结余1万元。"), "通过"),
        ("N101", text("公用经费62万元，三公经费支出4.2万元。"), "不符"),
        ("N101", text("公用经费62万元。支出61万元。"), "不符"),
        ("N101", text("2024年基本支出306万元、项目支出188万元。"), "不符"),
        ("N101", text("2024年基本支出306万元和项目支出108万元。"), "通过"),
        ("N114", text("安排公用经费62万元，实际支出61万元。"), "通过"),
        ("N114", text("2024年安排项目支出110万元，支出108万元。"), "通过"),
        ("N102", text("2023年项目支出107万元。"), "通过"),
        ("N103", text("正文。"), "不适用"),
        ("N104", text("正文。"), "不适用"),
        ("N104", text("支出共计10万元，其中甲4万元，乙8万元。"), "通过"),
        ("N107", text("正文。"), "不适用"),
        ("N107", text("项目支出共计108万元，其中业务工作经费9万元。"), "通过"),
        ("N112", text("正文。"), "不适用"),
        ("N112", text(GENERAL, "项目支出40万元，政府性基金另有70万元。"), "通过"),
        ("N113", text("正文。"), "不适用"),
        ("N113", text("## 三、政府性基金预算支出情况", "政府性基金预算支出0万元。"), "不适用"),
        ("N114", text("县财政安排的项目支出108万元。"), "通过"),
        ("N115", text("正文。"), "不适用"),
        ("N116", text("内设股室3个。"), "不适用"),
        ("N117", text("自评得分比上年提高2分。"), "不适用"),
        ("N117", text("保教质量评估92.5分。"), "不适用"),
        ("N117", text("正文。", project=("自评得分90分。",), more="项目: []\n"), "不适用"),
        ("N117", text("示例农贸市场改造项目90分。"), "不符"),
        ("N118", text("自评得分98.86分，等级为{{ 自评表.等级 }}。"), "通过"),
        ("N118", text("示例农贸市场改造项目96.89分，等级为良好。"), "不符"),
        ("N118", text("自评得分98.86分，等级为优秀。", more="自评表: {等级: ''}\n"), "通过"),
        (
            "N118",
            text("自评得分98.86分，等级为优秀。", more="自评表: {等级: '', 总分: {得分: 120}}\n"),
            "通过",
        ),
        ("N119", text("正文。"), "不适用"),
        ("N120", text("出国经费0万元，比上年增长0%。"), "通过"),
        ("N121", text("正文。"), "不适用"),
        ("N123", text("正文。"), "不适用"),
        ("N124", text("正文。"), "不适用"),
        ("N124", text("三公经费支出4.2万元，比上年减少0.8万元。"), "通过"),
        ("N105", text("正文。"), "不适用"),
        ("N106", text("家电以旧换新资金5万元。", "促进家电以旧换新9万元。"), "通过"),
        ("N106", text(GENERAL, "促进古建筑修缮资金5万元。"), "通过"),
        ("N106", text("正文。"), "不适用"),
        ("N108", text(GENERAL, "项目支出108万元。"), "不适用"),
        ("N108", text(GENERAL, "项目支出9万元。"), "通过"),
        ("N109", text(GENERAL, "项目支出108万元。"), "通过"),
        ("N109", text(GENERAL, "项目支出109万元。"), "不符"),
        ("N109", text(GENERAL, "项目支出108.00万元。", more=ALONE), "通过"),
        ("N109", text(GENERAL, "项目支出108.01万元。", more=ALONE), "不符"),
        ("N105", text(GENERAL, "示例农贸市场改造专项44.49万元。", more=ALONE), "不适用"),
        ("N106", text(GENERAL, "示例农贸市场改造专项44.50万元。", more=ALONE), "通过"),
        ("N106", text(GENERAL, "示例农贸市场改造专项44.49万元。", more=ALONE), "不符"),
        ("N106", text(GENERAL, "示例农贸市场改造专项44.49万元。"), "通过"),
        (
            "N109",
            text(
                GENERAL,
                "项目支出9万元。",
                more="自评表: {年度预算申请: {按收入性质分: {政府性基金拨款: 0}}}\n",
            ),
            "不符",
        ),
        ("N110", text("正文。"), "不适用"),
        ("N110", text(GENERAL, "项目支出40万元。"), "不适用"),
        (
            "N110",
            text(
                GENERAL,
                "项目支出40万元，基本支出306万元。",
                more="自评表: {年度预算申请: {按收入性质分: {一般公共预算: ''}}}\n",
            ),
            "无法核验",
        ),
        ("N110", text(GENERAL, "项目支出30万元，基本支出306万元。"), "不符"),
        ("N111", text("正文。"), "不适用"),
    ],
)
def test_outcomes(code: str, changes: str, expected: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, code, changes) == expected


def test_a_number_of_another_row_or_year_is_named(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N101", text("2024年项目支出共计306万元。"))
    assert found.message == (
        "正文写“项目支出” 306 万元，2024年“项目支出本年决算数”为 108 万元，相差 198 万元；"
        "306 万元 是“基本支出”2024年的数"
    )
    assert (found.expected, found.actual, found.hint) == (
        "108",
        "306",
        "项名写错的改项名，数字写错的改数字",
    )
    assert found.span.place == "report.md ：2024年项目支出共计306万元"
    (last_year,) = findings(tmp_path, "N101", text("2024年项目支出共计100万元。"))
    assert "100 万元 是“项目支出”2023年的数" in last_year.message
    (unknown,) = findings(tmp_path, "N101", text("2024年项目支出共计107万元。"))
    assert (unknown.hint, "；" in unknown.message) == ("核对正文和表格哪一处填错", False)


def test_a_wrong_year_is_said_once_for_its_sentence(tmp_path: Path) -> None:
    wrong = text("2023年项目支出108万元，其中专项资金44.5万元，三公经费5万元。")
    (found,) = findings(tmp_path, "N102", wrong)
    assert (found.actual, found.expected, found.rows) == ("2023年", "2024年", 2)
    assert "项目支出 108.00、专项资金 44.50 都是2024年的数" in found.message


def test_a_list_over_the_tables_names_both_gaps(tmp_path: Path) -> None:
    wrong = text("项目支出共计306万元，其中招商引资27万元，电子商务平台125万元。")
    (found,) = findings(tmp_path, "N103", wrong)
    assert "超过“项目支出本年决算数” 108 万元，多 44 万元，与正文相差 154 万元" in found.message
    assert findings(tmp_path, "N104", wrong) == ()


def test_an_amount_that_a_table_or_another_place_knows_has_support(tmp_path: Path) -> None:
    full = "项目支出共计108万元，其中业务工作经费44万元，运行维护经费19.5万元，专项资金44.5万元。"
    less = "项目支出共计108万元，其中农贸市场改造44.5万元，古建筑修缮专项9万元。"
    (found,) = findings(tmp_path, "N107", text(full, less))
    assert "“古建筑修缮专项” 9 万元 没有出处" in found.message
    assert findings(tmp_path, "N107", text(full, less, "古建筑修缮项目9万元。")) == ()


def test_two_amounts_of_one_project_also_in_an_indicator(tmp_path: Path) -> None:
    indicator = """自评表:
  绩效指标:
    产出指标:
      成本指标:
        - {三级指标: 以旧换新支出, 年度指标值: 9, 实际完成值: 9, 单位: 万元, 分值: 5}
"""
    (found,) = findings(tmp_path, "N106", text("以旧换新资金28.5万元。", more=indicator))
    assert found.actual == "28.5"
    assert found.message == "“以旧换新资金”全部资金口径下有两个金额：28.5 万元 和 9 万元"
    alike = indicator.replace("以旧换新支出", "家电以旧换新")
    assert findings(tmp_path, "N106", text("以旧换新资金28.5万元。", more=alike)) == ()


def test_a_fund_that_differs_from_its_row_is_accused_once(tmp_path: Path) -> None:
    wrong = text("示例农贸市场改造专项44.6万元。")
    assert len(findings(tmp_path, "N101", wrong)) == 1
    assert findings(tmp_path, "N106", wrong) == ()


def test_a_scope_bridge_shows_both_numbers_and_what_paid_for_the_rest(tmp_path: Path) -> None:
    line = "项目支出40万元，其中专项资金20万元，运行维护经费19.5万元。"
    (found,) = findings(tmp_path, "N108", text(GENERAL, line))
    assert found.rows == 2
    assert found.severity.value == "warning"
    assert found.message == (
        "项目支出 正文 40 万元，表格 108 万元，差 68 万元；"
        "上级专项资金 正文 20 万元，表格 44.5 万元，差 24.5 万元。"
        "差额可由一般公共预算以外的资金解释（政府性基金拨款 70.00），"
        "不是算错，但正文没有说明口径"
    )


def test_outturn_presented_as_budget_says_what_the_budget_is(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N114", text("县财政安排项目支出108万元，三公经费4.2万元。"))
    assert found.rows == 2
    assert "项目支出本年预算数 110.00、三公经费本年预算数 4.50" in found.message
    blank = "基础数据表: {经费控制情况: {项目支出: {合计: {本年预算数: ''}}}}\n"
    (found,) = findings(tmp_path, "N114", text("县财政下达项目支出108万元。", more=blank))
    assert found.message.endswith("预算数是 空白")


def test_amounts_that_nobody_can_trace_are_counted_and_listed(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N124", text("项目支出108万元，门票收入8.1亿元，预留3元。"))
    assert found.message == ("正文金额 3 处，已与数据对应 1 处，未对应：门票收入8.1亿元、预留3元")
    assert "年度、日期、文号" in found.hint


@pytest.mark.parametrize("line", ["备案办理成本降到48元。", "每单48元的备案办理成本。"])
def test_an_amount_that_an_indicator_has_is_traced(line: str, tmp_path: Path) -> None:
    found = findings(tmp_path, "N124", text(line))
    assert bool(found) == line.startswith("每单")


def test_an_amount_is_told_in_the_unit_of_the_text(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "N125", text("单件备案办理成本58元。"))
    assert found.message == (
        "正文写“单件备案办理成本” 58 元，“单件备案办理成本”完成值为 48 元，相差 10 元"
    )
    assert found.expected == "48"
    (found,) = findings(tmp_path, "N101", text("全年执行数0.0441亿元。"))
    assert "正文写“年度资金总额” 0.0441 亿元" in found.message


@pytest.mark.parametrize(
    "line",
    [
        "部门整体支出年初预算数420万元，其中：基本支出310万元，项目支出110万元。",
        "支出414万元，其中基本支出306万元（人员经费245万元，公用经费61万元），项目支出108万元。",
        "年初预算安排基本支出310万元，项目支出110万元。",
        "2023年项目支出共计100万元。其中专项资金40万元，业务工作经费40万元；运行维护经费20万元。",
        "农贸市场改造专项已支付工程款20万元，农贸市场改造设备购置5万元。",
        "共有干部职工50人，其中党员30人，女职工25人。",
        "支出108万元，其中政府采购60万元，面向中小企业采购50万元。",
        "三公经费支出约4万元，比上年下降近20%。",
        "项目支出年初预算110万元，实际支出108万元，结余2万元。",
        "培训项目全年预算数10万元，全年执行数9万元。",
        "开展培训，全年支出10万元，培训1200人。",
        "预算执行（10分）：得分9.86分。产出指标自评得分50分。2023年自评得分90分。",
        "一是拨付奖励共计30万元（甲公司10万元、乙公司20万元）；二是发放消费券5万元。",
        "公务接待费1.7万元，接待12批次、96人次，人均177元。",
        "全年共争取上级资金1200万元，其中中央资金800万元，省级资金400万元。",
        "编制20人，实有在职人员18人，其中行政8人、事业10人。",
        "2024年度无政府性基金预算支出。",
    ],
)
def test_ordinary_sentences_are_not_accused(line: str, tmp_path: Path) -> None:
    unspent = "自评表: {年度预算申请: {按收入性质分: {政府性基金拨款: 5}}}\n"
    found = codes(tmp_path, text(line, more=unspent if "无政府" in line else ""))
    assert [code for code in sorted(found) if code.startswith("N1") and code != "N124"] == []
