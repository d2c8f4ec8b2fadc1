"""Rules about 绩效指标: whether they can be compared, are complete, and measure something."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import HUNDRED, PERCENT, WAN_YUAN, Cell, Empty, Figure
from generator.findings import Severity
from generator.forms.form import Algorithm
from generator.model.reading import Words, YesNo
from generator.narrative.phrases import says, without
from generator.rules.core import Answers, Case, Fault, NotEnough, Table, known, missing, rule
from generator.rules.tables import Row, each, rows, shown

if TYPE_CHECKING:
    from generator.forms.form import Form
    from generator.model.indicators import Indicator

_COMPARABLE = "年度指标值与实际完成值须能比较"
_MONEY_UNITS = ("元", "千元", "万元", "亿元")


@rule("I001", basis=_COMPARABLE)
def target_and_actual_cannot_be_compared(case: Case) -> Answers:
    """指标值与完成值无法比较。

    ## 为什么
    一个是文字、一个是数字，或两个数字的单位不同，就看不出完成了没有，得分也就没有依据。
    ## 反例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 年度指标值: 达标}]}
    ## 正例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 年度指标值: 205}]}
    ## 边界
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 实际完成值: }]}
    """
    yield from each(rows(case), lambda row: _comparable(row.indicator, case.form))


def _comparable(one: Indicator, form: Form) -> Answers:
    target, actual = one.target, one.actual
    if isinstance(target, Empty) or isinstance(actual, Empty):
        yield NotEnough(f"“{one.title}”{missing(target, actual)}")
    elif type(target) is not type(actual):
        yield Fault(
            one.stated_actual,
            f"“{one.title}”指标值是{shown(target)}，完成值是{shown(actual)}，"
            "一个是文字，一个是数字，无法比较",
            see=(one.stated_target,),
            hint=f"两处都写数字和单位；定性指标两处都写完成档次（{_labels(form)}）",
        )
    elif _units_differ(target, actual):
        yield Fault(
            one.stated_actual,
            f"“{one.title}”指标值{shown(target)}，完成值{shown(actual)}，单位不同",
            see=(one.stated_target,),
            hint="换算成同一单位，只填“单位”一项",
        )


def _units_differ(target: Cell | Words, actual: Cell | Words) -> bool:
    """Whether both have a unit and it is not the same; a unit left out is another rule's."""
    units = {value.unit for value in (target, actual) if isinstance(value, Figure) and value.unit}
    return len(units) > 1


def _labels(form: Form) -> str:
    method = form.by_algorithm(Algorithm.BANDS)
    return "、".join(band.title.text for band in method.bands) if method else ""


_SUFFIXES = ("", "金额", "总金额", "总额", "总数", "支出", "决算数", "控制数")


@rule("I002", basis="指标与表中同名的总数是同一笔钱，两处应一致")
def indicator_differs_from_total_of_same_name(case: Case) -> Answers:
    """指标的金额与同名的总数不符。

    ## 为什么
    指标叫“基本支出”，读者就会拿它和表里的基本支出比；不是同一笔钱的，名称应当改。
    ## 公式
    以万元计、名为基本支出（项目支出、公用经费、三公经费、政府采购）的指标，完成值 = 本年决算数
    ## 反例
        自评表:
          绩效指标:
            产出指标:
              成本指标:
                - {三级指标: 三公经费, 年度指标值: 4.5, 实际完成值: 4, 单位: 万元, 计分方法: 反向}
    ## 正例
        自评表:
          绩效指标:
            产出指标:
              成本指标:
                - {三级指标: 三公经费, 年度指标值: 4.5, 实际完成值: 4.2, 单位: 万元, 计分方法: 反向}
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: }}}}
        自评表:
          绩效指标:
            产出指标: {成本指标: [{三级指标: 公用经费, 实际完成值: 61, 单位: 万元}]}
    """
    unit = case.tables[0]
    named = [row for row in rows(case) if row.table is unit and _totals(row, case)]
    yield from each(named, lambda row: _same_total(row, case), "没有以总数命名的指标")


def _totals(row: Row, case: Case) -> tuple[Cell, ...]:
    """The cells that carry the name of an indicator in 万元, the best source first."""
    actual = row.indicator.actual
    if not isinstance(actual, Figure) or actual.unit != WAN_YUAN:
        return ()
    spending, outlay = case.report.base.spending, case.report.evaluation.funds.outlay
    totals = {
        "基本支出": (spending.basic.final, outlay.basic),
        "项目支出": (spending.project.total.final, outlay.project),
        "公用经费": (spending.public.total.final,),
        "三公经费": (spending.three_public.total.final,),
        "政府采购": (spending.procurement.final,),
    }
    title = without(row.indicator.title.text, '“”"').removeprefix("部门")
    named = (n for n in totals if title.startswith(n) and title.removeprefix(n) in _SUFFIXES)
    return totals[name] if (name := next(named, "")) else ()


def _same_total(row: Row, case: Case) -> Answers:
    cells, actual = _totals(row, case), row.indicator.actual
    filled = known(*cells)
    if not filled:
        yield NotEnough(missing(*cells))
    elif isinstance(actual, Figure) and not actual.repeats(filled[0]):
        yield Fault(
            actual,
            f"指标“{row.indicator.title}”完成值 {actual}，“{filled[0].name}”为 {filled[0]}",
            expected=filled[0],
            see=(filled[0],),
            hint=_composed_of(actual, row),
        )


def _composed_of(actual: Figure, row: Row) -> str:
    """Names the indicators of the table whose amounts make up ``actual``, if some do."""
    others = [i.actual for i in row.table.evaluation.indicators if i is not row.indicator]
    amounts = [a for a in others if isinstance(a, Figure) and a.unit == WAN_YUAN][:12]
    for size in (1, 2, 3, 4):
        for parts in combinations(amounts, size):
            if figures.total("合计", parts).agrees_with(actual):
                sums = " + ".join(f"{p.name.removesuffix('完成值')} {p}" for p in parts)
                return f"恰等于{sums}，请改指标名称，写明是这几项的支出"
    return "核对金额；不是同一笔钱的，请改指标名称"


@rule("I003", severity=Severity.WARNING, basis="数量指标反映产出的数量，金额属于成本指标")
def quantity_is_measured_in_money(case: Case) -> Answers:
    """数量指标用金额计量。

    ## 为什么
    花了多少钱不是做成了多少事；数量指标应是件、户、个、人次这样的产出。
    ## 反例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 单位: 万元}]}
    ## 正例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 单位: 户}]}
    ## 边界
        自评表: {绩效指标: {产出指标: {数量指标: }}}
        项目: []
    """
    quantities = [row for row in rows(case) if "数量" in row.path[1]]
    yield from each(quantities, _counts_things, "没有数量指标")


def _counts_things(row: Row) -> Answers:
    one = row.indicator
    unit = one.actual_unit or one.unit
    if unit.text in _MONEY_UNITS:
        yield Fault(
            unit,
            f"数量指标“{one.title}”以“{unit}”计量，是花的钱，不是做成的事",
            see=(one.stated_actual,),
            hint="改为件数、户数、面积等；金额放到成本指标",
        )


@rule("I004", basis="表式规定的一级指标")
def indicator_classes_differ_from_form(case: Case) -> Answers:
    """一级指标与表式不一致。

    ## 为什么
    表式规定的一级指标下都应有指标，也不能自设一级指标；否则分值无从分配，各单位不能比较。
    表式允许调整权重的，可以不设某一类，把分值移给别的类。
    ## 反例
        自评表: {绩效指标: {满意度指标: }}
    ## 正例
        自评表: {绩效指标: {效益指标: {生态效益指标: }}}
    ## 边界
        表式: mof-2020
        自评表: {绩效指标: {满意度指标: }}
    """
    for table in case.tables:
        yield from _classes_missing(table, case.form)
        yield from _classes_unknown(table, case.form)


def _classes_missing(table: Table, form: Form) -> Answers:
    tree = table.evaluation.indicators
    filled = {cls.title for cls in tree.classes if cls.indicators}
    spans = {cls.title: cls.span for cls in tree.classes}
    for prescribed in form.classes:
        if prescribed.name not in filled and form.adjustable.value is not YesNo.YES:
            yield Fault(
                spans.get(prescribed.name, tree.span),
                f"“{prescribed.name}”下没有指标，表式规定它占 {prescribed}",
                hint=f"在“{prescribed.name}”下至少设一个三级指标",
            )


def _classes_unknown(table: Table, form: Form) -> Answers:
    names = [prescribed.name for prescribed in form.classes]
    for cls in table.evaluation.indicators.classes:
        if cls.title not in names:
            yield Fault(
                cls.span, f"表式没有一级指标“{cls.title}”", hint=f"可用：{'、'.join(names)}"
            )


@rule("I005", severity=Severity.WARNING, basis="同一指标只考核一次")
def indicator_occurs_twice(case: Case) -> Answers:
    """同一指标写了两次。

    ## 为什么
    同一件事重复计分，分值就偏向了它。
    ## 反例
        自评表:
          绩效指标:
            产出指标: {时效指标: [{三级指标: 商贸备案办理量, 分值: 0.5, 得分: 0.5}]}
    ## 正例
        自评表:
          绩效指标:
            产出指标: {时效指标: [{三级指标: 商贸备案办理时长, 分值: 0.5, 得分: 0.5}]}
    ## 边界
        项目:
          - 对应专项资金: 示例农贸市场改造专项
            绩效指标: {产出指标: {时效指标: [{三级指标: 商贸备案办理量, 分值: 0.5, 得分: 0.5}]}}
    """
    filled = [table for table in case.tables if table.card.indicators]
    yield from each(filled, _unique)


def _unique(table: Table) -> Answers:
    seen: dict[str, Words] = {}
    for title in (indicator.title for indicator in table.evaluation.indicators):
        first = seen.setdefault(title.text, title)
        if first is not title:
            yield Fault(
                title,
                f"三级指标“{title}”在本表已经有了",
                see=(first,),
                hint="合并为一个，或写明两者的区别",
            )


_RELATIVE = "增长|增幅|增速|增加|提高|提升|上升|下降|降低|减少|降幅|变动"


@rule("I006", severity=Severity.WARNING, basis="比率最多为 100%，增长率、下降率除外")
def percentage_above_100(case: Case) -> Answers:
    """百分比大于100%。

    ## 为什么
    合格率、及时率、覆盖率不会大于 100%；大于的，多半是单位填错或小数点错位。
    ## 反例
        自评表:
          绩效指标:
            产出指标: {质量指标: [{三级指标: 市场改造验收合格率, 实际完成值: 1000}]}
    ## 正例
        自评表:
          绩效指标:
            产出指标: {质量指标: [{三级指标: 市场改造面积增长率, 实际完成值: 120, 单位: "%"}]}
    ## 边界
        自评表:
          绩效指标:
            产出指标: {质量指标: [{三级指标: 市场改造验收合格率, 单位: 处}]}
    """
    yield from each(rows(case), lambda row: _within_100(row.indicator))


def _within_100(one: Indicator) -> Answers:
    values = (v for v in (one.actual, one.target) if isinstance(v, Figure) and v.unit == PERCENT)
    above = next((value for value in values if value.value > HUNDRED), None)
    if above is not None and not says(one.title.text, _RELATIVE):
        yield Fault(
            above,
            f"{above.name} {above}，大于 100%",
            hint="核对数字和单位；是增长率的，请在名称中写明",
        )


def _satisfaction(case: Case) -> list[Row]:
    return [row for row in rows(case) if "满意" in row.path[0] + row.indicator.title.text]


@rule("I007", severity=Severity.INFO, basis="满意度应来自调查")
def satisfaction_is_100_percent(case: Case) -> Answers:
    """满意度为百分之百。

    ## 为什么
    调查了足够多的人而人人满意的很少见，读者会问是怎么调查的。
    ## 反例
        自评表:
          绩效指标:
            满意度指标: {服务对象满意度指标: [{三级指标: 商户满意率, 实际完成值: 100}]}
    ## 正例
        自评表:
          绩效指标:
            满意度指标: {服务对象满意度指标: [{三级指标: 商户满意率, 实际完成值: 99.5}]}
    ## 边界
        表式: mof-2020
        自评表: {绩效指标: {满意度指标: }}
        项目: []
    """
    yield from each(_satisfaction(case), _all_content, "没有满意度指标")


def _all_content(row: Row) -> Answers:
    actual = row.indicator.actual
    if isinstance(actual, Figure) and actual.unit == PERCENT and actual.value == HUNDRED:
        yield Fault(
            actual,
            f"“{row.indicator.title}”为 {actual}",
            see=(row.indicator.evidence,),
            hint="核对调查的方式和样本数，在“佐证”写明",
        )


SURVEY = "问卷|调查|调研|访谈|走访|抽样|抽查|回访|测评|座谈|评价|电话"
_SAMPLE = r"\d(?:份|人|户|名|件|个|次|条|家|位)|样本\D{0,4}\d"
_NUMERALS = "一二三四五六七八九十百千万两"
# 一百二十余户 is a number as well; 一次 counts surveys, not who was asked.
_AS_DIGITS = str.maketrans(_NUMERALS, "1" * len(_NUMERALS), "多余 ")


@rule("I008", severity=Severity.WARNING, basis="满意度应来自调查")
def satisfaction_without_survey(case: Case) -> Answers:
    """满意度没有写明调查方式和样本数。

    ## 为什么
    没有调查就没有满意度；不写怎么调查、调查了多少人，数字就没有依据。
    ## 反例
        自评表:
          绩效指标:
            满意度指标: {服务对象满意度指标: [{三级指标: 商户满意率, 佐证: 问卷调查}]}
    ## 正例
        自评表:
          绩效指标:
            满意度指标: {服务对象满意度指标: [{三级指标: 商户满意率, 佐证: 电话回访60户}]}
    ## 边界
        自评表:
          绩效指标:
            满意度指标:
              服务对象满意度指标: [{三级指标: 商户满意率, 佐证: 随机走访一百二十余户}]
    """
    yield from each(_satisfaction(case), _surveyed, "没有满意度指标")


def survey_lacks(evidence: Words) -> str:
    """What ``evidence`` does not say about a survey: 调查方式, 样本数, both, or nothing."""
    counted = evidence.text.replace("一次", "").translate(_AS_DIGITS)
    stated = {
        "调查方式": says(evidence.text, SURVEY),
        "样本数": re.search(_SAMPLE, counted),
    }
    return "和".join(word for word, found in stated.items() if not found)


def _surveyed(row: Row) -> Answers:
    evidence = row.indicator.evidence
    if lacking := survey_lacks(evidence):
        yield Fault(
            evidence,
            f"“{row.indicator.title}”没有写明{lacking}",
            see=(row.indicator.stated_actual,),
            hint="在“佐证”写明，如“2025年1月入户问卷120份”",
        )


@rule("I009", severity=Severity.WARNING, basis="绩效指标应以定量为主")
def few_indicators_have_numbers(case: Case) -> Answers:
    """一半以上的指标没有数字。

    ## 为什么
    “达标”“完成”这样的目标谁都可以说做到了；能用数字的应当用数字。
    ## 公式
    年度指标值是数字的指标 ≥ 全部指标的一半
    ## 反例
        项目:
          - 对应专项资金: 示例农贸市场改造专项
            绩效指标:
              产出指标:
                数量指标: [{三级指标: 改造农贸市场个数, 年度指标值: 完成}]
                质量指标: [{三级指标: 工程验收合格率, 年度指标值: 合格}]
                时效指标: [{三级指标: 完工及时率, 年度指标值: 按期}]
                成本指标: [{三级指标: 每平方米改造成本, 年度指标值: 节约}]
    ## 正例
        项目:
          - 对应专项资金: 示例农贸市场改造专项
            绩效指标: {产出指标: {数量指标: [{三级指标: 改造农贸市场个数, 年度指标值: 完成}]}}
    ## 边界
        项目:
          - 对应专项资金: 示例农贸市场改造专项
            绩效指标:
              产出指标:
                数量指标: [{三级指标: 改造农贸市场个数, 年度指标值: 完成}]
                质量指标: [{三级指标: 工程验收合格率, 年度指标值: 合格}]
                时效指标: [{三级指标: 完工及时率, 年度指标值: 按期}]
    """
    filled = [table for table in case.tables if table.card.indicators]
    yield from each(filled, _mostly_numbers)


def _mostly_numbers(table: Table) -> Answers:
    targets = [indicator.stated_target for indicator in table.evaluation.indicators]
    words = [target for target in targets if isinstance(target, Words)]
    if len(words) * 2 > len(targets):
        yield Fault(
            table.evaluation.indicators.span,
            f"{len(targets)} 个指标中有 {len(words)} 个的指标值是文字，超过一半",
            see=tuple(words),
            hint="尽量改用件数、比率、时限等能够计量的指标值",
        )


@rule("I010", severity=Severity.WARNING, basis="数字须有计量单位")
def number_without_unit(case: Case) -> Answers:
    """指标的数字没有单位。

    ## 为什么
    只写“200”，读者不知道是件、户还是万元。
    ## 反例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 单位: }]}
    ## 正例
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 单位: 件}]}
    ## 边界
        自评表:
          绩效指标:
            产出指标:
              数量指标: [{三级指标: 商贸备案办理量, 年度指标值: 完成, 实际完成值: 完成, 单位: }]
    """
    yield from each(rows(case), lambda row: _has_unit(row.indicator))


def _has_unit(one: Indicator) -> Answers:
    bare = [v for v in (one.target, one.actual) if isinstance(v, Figure) and not v.unit]
    if bare:
        yield Fault(
            one.unit,
            f"“{one.title}”的{'和'.join(v.name.partition('”')[2] for v in bare)}没有单位",
            see=(one.stated_target, one.stated_actual),
            hint="在“单位”写明，如 件、户、%、万元",
        )
