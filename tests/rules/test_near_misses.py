"""What looks like a fault and is none: beside each wording that is right, one that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.outcomes import across, assessed, codes, outcome

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = "不符"


def text(*lines: str) -> str:
    return "正文: |\n  # 报告\n\n" + "\n\n".join(f"  {line}" for line in lines) + "\n"


def indicator(title: str, level: str, **cells: str) -> str:
    first, second = level.split(".")
    row = "".join(f", {name}: {value}" for name, value in cells.items())
    return f"自评表: {{绩效指标: {{{first}: {{{second}: [{{三级指标: {title}{row}}}]}}}}}}\n"


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (
            "N201",
            "单位年度绩效考核结果为“良好”。",
            "部门整体支出绩效结果为“良好”。",
        ),
        ("N206", "付款及时，不存在拨付不及时的情况。", "付款及时，乡镇拨付不及时。"),
        ("N211", "没有政府采购违规行为。", "没有政府采购。"),
        ("N211", "全年无公务接待超标现象。", "全年无公务接待。"),
        ("N211", "规范公务接待，公务接待从简。", "规范公务接待，全年无公务接待。"),
        ("N111", "2024年度无政府性基金预算结转。", "2024年度无政府性基金预算支出。"),
        ("N310", "表中金额单位均为万元，保留两位小数。", "项目支出为万元，保留两位小数。"),
        ("N311", "为了了解群众意见，达到改造目的的八成。", "逐户了了情况。"),
        ("N313", "2023年度部门决算已于2024年9月公开。", "2023年度部门决算按要求公开。"),
        ("N315", "示例县商务局　2025年3月14日", "2025年3月14日报送审核。"),
        ("N317", "**专款专用，按进度付款。**", "**专款专用，按进度付款**"),
        ("N319", "占地面积1200，税收占全县第3。", "占全县的12.5，居前列。"),
        ("N319", "按装修标准验收，上报消费纠纷3起。", "按装设备，据实报消差旅费。"),
        ("N121", "住房和城乡建设经费、办公经费分别为1万元、2万元。", "甲经费、乙经费分别为1万元。"),
    ],
)
def test_wording(code: str, right: str, wrong: str, tmp_path: Path) -> None:
    assert outcome(tmp_path / "right", code, text(right)) != FAULTY
    assert outcome(tmp_path / "wrong", code, text(wrong)) == FAULTY


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("办公室、财务股、电商股（挂外贸股、口岸股牌子）", "通过"),
        ("办公室、财务股和电商股", "通过"),
        ("办公室、财务股、电商股、外贸股", FAULTY),
        ("住房和城乡建设股、财务股", "通过"),  # may be three: 住房, 城乡建设股, 财务股
        ("办公室、财务股", FAULTY),
    ],
)
def test_names_of_a_count(names: str, found: str, tmp_path: Path) -> None:
    lines = ("内设股室3个。", f"内设股室分别是：{names}。")
    assert outcome(tmp_path, "N116", text(*lines)) == found


@pytest.mark.parametrize(
    ("top", "found"),
    [
        (("# 2024年度部门整体支出绩效自评报告", "（征求意见稿）"), "不适用"),
        (("# 报告", "正文。", "特此报告", "2025年3月14日"), "不适用"),
        (("# 2024年度示例县教育局部门整体支出绩效自评报告",), FAULTY),
        (("# 报告", "（示例县教育局）"), FAULTY),
        (("# 报告", "正文。", "示例县教育局", "2025年3月14日"), FAULTY),
    ],
)
def test_names_of_units(top: tuple[str, ...], found: str, tmp_path: Path) -> None:
    lines = "\n\n".join(f"  {line}" for line in top)
    assert outcome(tmp_path, "N316", f"正文: |\n{lines}\n") == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1.产出指标：按要求完成，详见附件2。", "通过"),
        ("1.产出指标：按要求完成。", FAULTY),
    ],
)
def test_numbers_may_stand_in_an_attachment(body: str, found: str, tmp_path: Path) -> None:
    report = f"项目正文: |\n  # 项目报告\n\n  ## 三、项目绩效指标完成情况\n\n  {body}\n"
    assert outcome(tmp_path, "N214", report) == found


@pytest.mark.parametrize(
    ("first", "found"), [("“农贸市场改造”", "通过"), ("绿洲农贸市场改造", FAULTY)]
)
def test_a_name_in_quotes_is_the_same_name(first: str, found: str, tmp_path: Path) -> None:
    report = (
        f"项目正文: |\n  # 项目报告\n\n  （一）开展范围：招商引资、{first}、企业补助等项目。\n\n"
        "  （二）资金：招商引资27万元，农贸市场改造77.7万元，企业补助97.3万元。\n"
    )
    assert outcome(tmp_path, "N321", report) == found


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("发放问卷120余份", "通过"),
        ("随机走访两百多名群众", "通过"),
        ("问卷调查，样本量200", "通过"),
        ("开展一次问卷调查", FAULTY),
        ("样本量200", FAULTY),
    ],
)
def test_sizes_of_samples(evidence: str, found: str, tmp_path: Path) -> None:
    changes = indicator("商户满意率", "满意度指标.服务对象满意度指标", 佐证=evidence)
    assert outcome(tmp_path, "I008", changes) == found


@pytest.mark.parametrize(
    ("title", "level", "found"),
    [
        ("商户工资性收入增长率", "效益指标.经济效益指标", "通过"),
        ("保工资", "效益指标.经济效益指标", FAULTY),
        ("单件合格产品成本", "产出指标.成本指标", "通过"),
        ("成本核算合格率", "产出指标.成本指标", FAULTY),
    ],
)
def test_words_that_fit_a_heading(title: str, level: str, found: str, tmp_path: Path) -> None:
    changes = indicator(title, level, 分值="0.5", 得分="0.5")
    assert outcome(tmp_path, "I012", changes) == found


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("克服人手不足的困难，全部按期办结。", "通过"),
        ("无明显滞后。", "通过"),
        ("没有按期完成，进度滞后。", FAULTY),
        ("人手不足。", FAULTY),
    ],
)
def test_shortfalls_that_were_overcome(reason: str, found: str, tmp_path: Path) -> None:
    changes = indicator("备案按期办结率", "产出指标.时效指标", 偏差原因=reason)
    assert outcome(tmp_path, "S013", changes) == found


@pytest.mark.parametrize(("cell", "found"), [("420.000", "通过"), ("420.0010", FAULTY)])
def test_zeros_at_the_end_are_no_decimals(cell: str, found: str, tmp_path: Path) -> None:
    changes = f"自评表: {{年度预算申请: {{年初预算数: {cell}}}}}"
    assert outcome(tmp_path, "F009", changes) == found


@pytest.mark.parametrize(
    ("money", "found"),
    [
        ("本年决算数: 0", "通过"),
        ("本年预算数: 0, 本年决算数: 0", "通过"),
        ("本年预算数: 10, 本年决算数: 0", FAULTY),  # nothing of it was spent: that wants a word
        ("本年预算数: 10, 本年决算数: 3", FAULTY),
    ],
)
def test_a_fund_without_any_money_needs_no_project_table(
    money: str, found: str, tmp_path: Path
) -> None:
    changes = f"""
        基础数据表:
          经费控制情况:
            项目支出: {{上级专项资金: {{逐项: [{{名称: 示例冷链专项, {money}}}]}}}}
        """
    assert outcome(tmp_path, "X006", changes) == found


@pytest.mark.parametrize("code", ["X006", "X007", "X008"])
@pytest.mark.parametrize(("typed", "found"), [("（２期）", "通过"), ("（二期）", FAULTY)])
def test_a_fund_is_found_whatever_the_width_of_its_brackets(
    code: str, typed: str, found: str, tmp_path: Path
) -> None:
    changes = f"""
        基础数据表:
          经费控制情况:
            项目支出: {{上级专项资金: {{逐项: [{{名称: 示例冷链专项(2期), 本年决算数: 7}}]}}}}
        项目: [{{}}, {{对应专项资金: 示例冷链专项{typed}, 项目资金: {{全年执行数: 7}}}}]
        """
    expected = "通过" if code == "X007" else found  # under another name there is no pair
    assert outcome(tmp_path, code, changes) == expected


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("示例农贸市场改造二期", "通过"),
        ("示例农贸市场改建一期", FAULTY),
        ("示例农贸市场改造期", FAULTY),
    ],
)
def test_the_next_stage_of_a_project_has_another_name(
    name: str, found: str, tmp_path: Path
) -> None:
    funds = "基础数据表: {{经费控制情况: {{项目支出: {{上级专项资金: {{逐项: [{{名称: {}}}]}}}}}}}}"
    example = f"""
        shili/swj/2023: {{年度: 2023, {funds.format("示例农贸市场改造一期")}}}
        shili/swj/2024: {{年度: 2024, {funds.format(name)}}}
        """
    assert across(tmp_path, "K013", example).outcome.value == found


LESS = "全年三公经费支出4.2万元，比上年下降16%。"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((LESS,), FAULTY),
        ((LESS, "原因是压减公务接待。"), "通过"),
        ((LESS, "车辆维修减少。", "原因是压减公务接待。"), FAULTY),
        (("全年因公出国（境）经费0.6万元，同比增长20%。",), FAULTY),
        (("全年接待游客12万人次，比上年增长16%。",), "不适用"),
        (("全年三公经费支出4.2万元，占预算的93.33%。",), "不适用"),
        (("全年三公经费支出4.2万元，比预算下降16%。",), "不适用"),
        (("上年增长16%后，全年三公经费支出4.2万元。",), "不适用"),
        ((f"{{{{ 年度 }}}}年{LESS}",), FAULTY),
    ],
)
def test_reasons_for_a_change(lines: tuple[str, ...], found: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, "N218", text(*lines)) == found


def test_a_reason_may_stand_in_the_explanations(tmp_path: Path) -> None:
    explained = "变动说明: [{事项: 三公经费支出, 说明: 压减公务接待。}]\n"
    assert outcome(tmp_path, "N218", explained + text(LESS)) == "通过"


@pytest.mark.parametrize(
    ("target", "found"),
    [("改造农贸市场，新建充电桩20个。", FAULTY), ("改造农贸市场，促消费。", "通过")],
)
def test_goals_that_the_result_comes_back_to(target: str, found: str, tmp_path: Path) -> None:
    changes = f"自评表: {{年度总体目标: {{年初目标设定: {target}}}}}"
    assert outcome(tmp_path, "I019", changes) == found


@pytest.mark.parametrize(("spent", "found"), [("0", FAULTY), ("44.5", "通过")])
def test_a_project_table_is_announced_and_missing(spent: str, found: str, tmp_path: Path) -> None:
    """Where a special fund owes the table, X006 says so and N306 does not say it again."""
    fund = f"逐项: [{{名称: 示例农贸市场改造专项, 本年决算数: {spent}}}]"
    total = f"合计: {{本年决算数: {spent}}}"
    changes = f"""
        基础数据表: {{经费控制情况: {{项目支出: {{上级专项资金: {{{total}, {fund}}}}}}}}}
        项目: []
        """
    assert outcome(tmp_path, "N306", changes) == found
    assert outcome(tmp_path / "again", "X006", changes) != found


@pytest.mark.parametrize(("name", "found"), [("(本级)", "通过"), ("(机关)", FAULTY)])
def test_a_unit_is_registered_whatever_the_width_of_its_brackets(
    name: str, found: str, tmp_path: Path
) -> None:
    example = f"""
        名录: {{单位: [{{名称: 示例县商务局（本级）, 目录: benji, 编码: "101001"}}]}}
        shili/benji/2024: {{单位: {{名称: 示例县商务局{name}}}}}
        """
    assert across(tmp_path, "K002", example).outcome.value == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("__加强预算管理__，按月通报。", "通过"),
        ("按月通报（__预算管理__）。", "通过"),
        ("安排资金__万元。", FAULTY),
        ("安排资金__万元，其中县级__万元。", FAULTY),
        ("负责人：__", FAULTY),
        ("负责人：______", FAULTY),
    ],
)
def test_bold_type_is_no_blank_to_fill_in(words: str, found: str, tmp_path: Path) -> None:
    changes = f"正文: |\n  # 报告\n\n  {words}\n"
    assert outcome(tmp_path, "N308", changes) == found


@pytest.mark.parametrize(
    ("words", "code", "found"),
    [
        ("等级为{自评表.等级}}。", "N001", FAULTY),
        ("等级为{{ 自评表.等级 }。", "N001", FAULTY),
        ("得分{ 自评表.总分.得分 }分。", "N001", FAULTY),
        ("等级为｛｛自评表.等级｝｝。", "N001", FAULTY),
        ("等级为{{ 自评表.等级 }}，得分98.86{= 自评表.总分.得分 }分。", "N001", "通过"),
        ("![图](图1.png)", "N308", FAULTY),
        ("见[附件](附件1.docx)。", "N308", FAULTY),
        ("见[门户](https://www.example.gov.cn/)。", "N308", "通过"),
        ("##八、下一步改进措施", "N308", FAULTY),
        ("编号为#8。", "N308", "通过"),
    ],
)
def test_signs_that_the_page_would_show(words: str, code: str, found: str, tmp_path: Path) -> None:
    changes = f"正文: |\n  # 报告\n\n  {words}\n"
    assert outcome(tmp_path, code, changes) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("# 2022年度示例县商务局部门整体支出绩效自评报告", FAULTY),
        ("## 六、2023年度部门整体支出绩效情况", FAULTY),
        ("# 2024年度示例县商务局部门整体支出绩效自评报告", "不适用"),
        ("## 三、2023年度结转资金使用情况", "不适用"),
        ("## 八、2025年工作计划", "不适用"),
    ],
)
def test_a_heading_of_another_year(title: str, found: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, "N313", f'正文: "{title}\\n\\n正文。\\n"') == found


@pytest.mark.parametrize(
    "typed", ["2025年3月14日", "2025.3.14", "2025/3/14", "20250314", "２０２５-3-14"]
)
def test_a_date_in_another_form_is_told_once_and_as_it_should_be(
    typed: str, tmp_path: Path
) -> None:
    changes = f"发布信息: {{成文日期: {typed}}}"
    assert "P002" not in codes(tmp_path, changes)
    (fault,) = [f for f in assessed(tmp_path, changes).findings if f.rule == "M005"]
    assert fault.hint == "请写成 2025-03-14"


@pytest.mark.parametrize("typed", ["2025年13月1日", "明天"])
def test_what_is_no_date_gets_the_usual_remedy(typed: str, tmp_path: Path) -> None:
    (fault,) = [
        f
        for f in assessed(tmp_path, f"发布信息: {{成文日期: {typed}}}").findings
        if f.rule == "M005"
    ]
    assert fault.hint == "请写成 2025-03-15"


def test_a_waiver_with_a_word_that_is_none_is_told_of_that_only(tmp_path: Path) -> None:
    changes = """
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - {规则: X003, 位置: 自评表.年度预算申请.年初预算数, 原值: "310",
             理由: 年初批复时漏列专项资金, 岗位: 经办人, 截至: 2099年12月31日}
        """
    assert not {"V002", "V003"} & codes(tmp_path, changes)


WAIVER = """
情况说明:
  - {规则: RULE, 位置: 自评表.年度预算申请.年初预算数, 原值: "310", 理由: 原件就是这个数,
     岗位: 审核岗, 截至: 2099-12-31}
"""
WRONG = "自评表: {年度预算申请: {年初预算数: 310}}"


@pytest.mark.parametrize(
    ("rule", "message", "hint"),
    [
        ("x003", "没有规则“x003”", "是否指 X003？"),
        ("X999", "没有规则“X999”", "代码写在每一处不符的后面，如 X003"),
        ("S006", "规则“S006”不能作情况说明", "请改正报告本身；规则目录列出了可作情况说明的规则"),
    ],
)
def test_a_waiver_of_no_such_rule_is_told_once(
    rule: str, message: str, hint: str, tmp_path: Path
) -> None:
    found = assessed(tmp_path, WRONG + WAIVER.replace("RULE", rule)).findings
    (fault,) = [f for f in found if f.rule.startswith("V")]
    assert (fault.rule, fault.message, fault.hint) == ("V004", message, hint)


def test_the_same_waiver_twice_is_once_too_often(tmp_path: Path) -> None:
    twice = WAIVER + WAIVER.replace("情况说明:\n", "")
    found = assessed(tmp_path, WRONG + twice.replace("RULE", "X003").replace("\n\n", "\n")).findings
    (fault,) = [f for f in found if f.rule.startswith("V")]
    assert fault.rule == "V001"
    assert "已经有一条情况说明" in fault.message


def test_a_quotation_is_quoted_to_its_end(tmp_path: Path) -> None:
    found = assessed(tmp_path, text("部门整体支出绩效等级为“良好”。")).findings
    (fault,) = [f for f in found if f.rule == "N201"]
    assert fault.actual is not None
    assert fault.actual.endswith("“良好”")
