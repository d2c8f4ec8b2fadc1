"""Rules about 绩效指标: whether one stands where it belongs, and what its number rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.figures import PERCENT, Figure
from generator.findings import Severity
from generator.forms.form import Algorithm
from generator.model.reading import Words
from generator.narrative.phrases import says
from generator.rules import cells
from generator.rules.core import Answers, Case, Fault, NotEnough, Table, known, rule
from generator.rules.indicators import survey_lacks
from generator.rules.tables import Row, each, rows, shown

if TYPE_CHECKING:
    from generator.forms.form import Form

_BY_NUMBER = (Algorithm.PROPORTIONAL, Algorithm.LINEAR_REVERSE, Algorithm.EQUAL)


def _named_algorithm(row: Row) -> Algorithm | None:
    """What the named method does; None when the indicator names no method."""
    method = row.score.method
    return method.algorithm.value if method and row.indicator.method else None


@rule("I011", basis="正向、反向、等于三种方法由数字计分")
def method_by_number_without_numbers(case: Case) -> Answers:
    """按数字计分的指标没有数字。

    ## 为什么
    计分方法写“正向”，指标值和完成值却都是文字，得分算不出来。
    一处是文字、一处是数字的，见 I001，不再重复。
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 年度指标值: 完成, 实际完成值: 完成}]
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              数量指标:
                - {三级指标: 商贸备案办理量, 年度指标值: 达成年度指标,
                   实际完成值: 达成年度指标, 计分方法: 定性}
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 年度指标值: 达标}]}}}
    """
    named = [row for row in rows(case) if _named_algorithm(row) in _BY_NUMBER]
    yield from each(named, _has_numbers, "没有写明按数字计分的指标")


def _has_numbers(row: Row) -> Answers:
    one = row.indicator
    if isinstance(one.stated_target, Words) and isinstance(one.stated_actual, Words):
        yield Fault(
            one.stated_target,
            f"“{one.title}”的计分方法是“{one.method}”，"
            f"指标值{shown(one.target)}和完成值{shown(one.actual)}都是文字",
            see=(one.stated_actual, one.method),
            hint="写出数字和单位；确实只能用文字的，计分方法写“定性”",
        )


# Words in a title that do not go with the heading above, and where they belong.
_MISFITS = (
    ("数量", "合格率|及时率|按期率|满意", "质量、时效或满意度指标"),
    ("质量", "及时|按期|按时|时限", "时效指标"),
    ("质量", "支出|支付|拨付|预算执行|资金使用", "资金管理，不是产出的质量"),
    ("质量", "满意", "满意度指标"),
    ("时效", "合格|满意|覆盖率", "质量或满意度指标"),
    ("成本", "及时|合格率|满意|覆盖率", "质量、时效或满意度指标"),
    (
        "经济效益",
        "保工资|工资发放|工资保障|津补贴|机构运转|满意",
        "保障性支出或满意度，不是经济效益",
    ),
    ("社会效益", "满意", "满意度指标"),
    ("生态效益", "满意", "满意度指标"),
    ("可持续", "满意", "满意度指标"),
)


@rule("I012", severity=Severity.INFO, basis="三级指标应反映所在二级指标的内容")
def indicator_does_not_fit_its_heading(case: Case) -> Answers:
    """三级指标与二级指标不匹配。

    ## 为什么
    “支出正确率”说的是资金管理，不是产出的质量；“保工资”不是经济效益。放错了位置，
    该考核的就没有考核。这里只看名称里的字词，是否不匹配请自行判断。
    ## 反例
        自评表:
          绩效指标:
            产出指标: {质量指标: [{三级指标: 备案及时率, 分值: 0.5, 得分: 0.5}]}
    ## 正例
        自评表:
          绩效指标:
            产出指标: {时效指标: [{三级指标: 备案及时率, 分值: 0.5, 得分: 0.5}]}
    ## 边界
        自评表:
          绩效指标:
            效益指标: {经济效益指标: [{三级指标: 商户工资性收入增长率, 分值: 0.5, 得分: 0.5}]}
    """
    yield from each(rows(case), _fits)


def _fits(row: Row) -> Answers:
    title, heading = row.indicator.title, row.path[1]
    for group, words, where in _MISFITS:
        found = says(title.text, words) if group in heading else ""
        if found:
            yield Fault(
                title,
                f"“{heading}”下的“{title}”：“{found}”属于{where}",
                hint="移到相应的二级指标，或换成反映该类内容的指标",
            )
            return


_SAVING = "节约|压减|下降|降低|减少|控制"


@rule("I013", severity=Severity.WARNING, basis="成本指标以不超过目标为好")
def cost_counts_upwards(case: Case) -> Answers:
    """成本指标写成了越高越好。

    ## 为什么
    成本指标用“正向”计分，花得越多得分越高，方向反了。节约率、下降率除外。
    ## 反例
        自评表: {绩效指标: {产出指标: {成本指标: [{三级指标: 单件备案办理成本, 计分方法: 正向}]}}}
    ## 正例
        自评表: {绩效指标: {产出指标: {成本指标: [{三级指标: 单件备案办理成本, 计分方法: 等于}]}}}
    ## 边界
        自评表:
          绩效指标:
            产出指标:
              成本指标: [{三级指标: 办公成本节约率, 计分方法: 正向, 分值: 0.5, 得分: 0.5}]
    """
    costs = [row for row in rows(case) if "成本" in row.path[0] + row.path[1]]
    yield from each(costs, _downwards, "没有成本指标")


def _downwards(row: Row) -> Answers:
    one = row.indicator
    if _named_algorithm(row) is Algorithm.PROPORTIONAL and not says(one.title.text, _SAVING):
        yield Fault(
            one.method,
            f"成本指标“{one.title}”的计分方法是“{one.method}”，花得越多得分越高",
            hint="成本以不超过目标为好，计分方法写“反向”；确是越高越好的，在名称里写明",
        )


_ASKED = "知晓|认可|认同|好评|信任|获得感|安全感|公信"


def _opinions(case: Case) -> list[Row]:
    """Rates that one can only know by asking people; 满意 has rules of its own."""
    return [
        row
        for row in rows(case)
        if says(row.indicator.title.text, _ASKED)
        and not _about_satisfaction(row)
        and any(reached.unit == PERCENT for reached in _number(row))
    ]


def _number(row: Row) -> tuple[Figure, ...]:
    actual = row.indicator.actual
    return (actual,) if isinstance(actual, Figure) else ()


def _about_satisfaction(row: Row) -> bool:
    return "满意" in row.path[0] + row.indicator.title.text


@rule("I014", severity=Severity.WARNING, basis="知晓率、认可度来自调查")
def opinion_without_survey(case: Case) -> Answers:
    """知晓率、认可度没有写明从哪里来。

    ## 为什么
    知不知晓、认不认可，只有问了才知道。没有调查，百分之百只是一个好看的数。
    ## 反例
        自评表:
          绩效指标:
            效益指标:
              社会效益指标:
                - {三级指标: 政策知晓率, 年度指标值: 95, 实际完成值: 100, 单位: "%", 分值: 0.5}
    ## 正例
        自评表:
          绩效指标:
            效益指标:
              社会效益指标:
                - {三级指标: 政策知晓率, 年度指标值: 95, 实际完成值: 96, 单位: "%", 分值: 0.5,
                   佐证: 2025年1月街头问卷200份}
    ## 边界
        自评表:
          绩效指标:
            效益指标:
              社会效益指标:
                - {三级指标: 政策知晓人数, 年度指标值: 500, 实际完成值: 560, 单位: "人", 分值: 0.5}
    """
    yield from each(_opinions(case), _asked, "没有知晓率、认可度一类的指标")


def _asked(row: Row) -> Answers:
    evidence = row.indicator.evidence
    if lacking := survey_lacks(evidence):
        yield Fault(
            evidence,
            f"“{row.indicator.title}”{shown(row.indicator.actual)}，没有写明{lacking}",
            see=(row.indicator.stated_actual,),
            hint="在“佐证”写明，如“2025年1月入户问卷120份”；没有调查过的换一个指标",
        )


@rule("I015", severity=Severity.INFO, basis="三级指标不宜过少或过多，界限见表式")
def too_few_or_too_many_indicators(case: Case) -> Answers:
    """三级指标过少或过多。

    ## 为什么
    太少，说明不了一年的工作；太多，重点就没有了。
    ## 公式
    表式界限“指标最少” ≤ 一张表的三级指标个数 ≤ 表式界限“指标最多”
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: , 质量指标: , 时效指标: }}}
    ## 正例
        自评表: {绩效指标: {产出指标: {数量指标: }}}
    ## 边界
        自评表: {绩效指标: }
        项目: []
    """
    filled = [table for table in case.tables if table.card.indicators]
    yield from each(filled, lambda table: _enough(table, case.form))


def _enough(table: Table, form: Form) -> Answers:
    count = len(table.card.indicators)
    for word, limit, wrong in (
        ("少于", form.thresholds.fewest, _less),
        ("多于", form.thresholds.most, _more),
    ):
        if any(wrong(count, bound) for bound in known(limit)):
            yield Fault(
                table.evaluation.indicators.span,
                f"{cells.named(table)}共 {count} 个三级指标，{word} {limit}",
                hint="补上反映主要工作的指标；过多的合并或删去次要的",
            )


def _less(count: int, bound: Figure) -> bool:
    return count < bound.value


def _more(count: int, bound: Figure) -> bool:
    return count > bound.value


@rule("I016", severity=Severity.INFO, basis="每个指标的完成值应有来源")
def indicators_without_evidence(case: Case) -> Answers:
    """有指标没有写佐证。

    ## 为什么
    完成值从哪份台账、哪份验收单来，写明了才经得起问。
    满意度、知晓率和评判的指标另有规则，不再重复。转录的公开文件没有这一栏，不作核验。
    ## 反例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 佐证: }]}}}
    ## 正例
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 佐证: 台账}]}}}
    ## 边界
        来源: {类型: 转录自公开文件}
        自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 佐证: }]}}}
    """
    if case.report.transcribed:
        yield NotEnough("转录件，表上没有佐证一栏")
        return
    elsewhere = {id(row.indicator) for row in _opinions(case)}
    bare = [
        row.indicator
        for row in rows(case)
        if not row.indicator.evidence
        and not _about_satisfaction(row)
        and _named_algorithm(row) is not Algorithm.JUDGEMENT
        and id(row.indicator) not in elsewhere
    ]
    if bare:
        names = "、".join(f"“{one.title}”" for one in bare[:_SHOWN])
        yield Fault(
            bare[0].evidence,
            f"{names}{f'等 {len(bare)} 个指标' if len(bare) > _SHOWN else ''}没有写佐证",
            see=tuple(one.evidence for one in bare[1:]),
            hint="写明数据来源或证明材料，如“竣工验收单”“备案台账”",
            rows=len(bare),
        )


_SHOWN = 3
_YEAR = re.compile(r"(20\d\d)\s*[年./-]")


@rule("I017", severity=Severity.WARNING, basis="时效指标的时限在所评年度之内")
def deadline_outside_the_year(case: Case) -> Answers:
    """时效指标的日期不在本年度。

    ## 为什么
    自评的是这一年。时限写在上年，多半照搬了上年的表；写在下年，这一年就没有要完成的事。
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              时效指标:
                - {三级指标: 备案按期办结率, 年度指标值: 2023年12月底前, 实际完成值: 12月底,
                   计分方法: 定性}
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              时效指标:
                - {三级指标: 备案按期办结率, 年度指标值: 2024年12月底前, 实际完成值: 12月底,
                   计分方法: 定性}
    ## 边界
        年度: 不详
    """
    timed = [row for row in rows(case) if "时效" in row.path[1]]
    if case.report.fiscal_year is None:
        yield NotEnough("未填：年度")
        return
    yield from each(timed, lambda row: _within(row, str(case.report.fiscal_year)), "没有时效指标")


def _within(row: Row, year: str) -> Answers:
    one = row.indicator
    for value in (one.stated_target, one.stated_actual):
        years = _YEAR.findall(value.text) if isinstance(value, Words) else []
        if years and year not in years:
            yield Fault(
                value,
                f"“{one.title}”的{value.name.removeprefix(one.label)}“{value}”不在 {year} 年度",
                hint="核对年份；跨年的项目写本年度应完成的部分",
            )
