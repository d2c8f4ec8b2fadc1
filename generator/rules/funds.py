"""Rules on the arithmetic of money in the self-evaluation tables, and on how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import (
    HUNDRED,
    PERCENT,
    PERSON,
    POINT,
    SQUARE_METRE,
    WAN_YUAN,
    ZERO,
    Empty,
    Figure,
)
from generator.findings import Severity
from generator.model import naming
from generator.rules import cells, sums
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotApplicable,
    NotEnough,
    known,
    missing,
    rule,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.figures import Cell

_FUNDS = "自评表年度预算申请：合计等于各项之和，全年预算数对应收入，全年执行数对应支出"
_SLIP = HUNDRED * 50  # between a slip by 10,000 and any movement that a budget can make


@rule("F001", basis=_FUNDS)
def income_by_kind_does_not_add_up(case: Case) -> Answers:
    """按收入性质分的合计与各项之和不符。

    ## 为什么
    资金从哪里来要逐项公开，合计与各项不符，就有一笔来源没有说清。
    ## 公式
    按收入性质分 = 一般公共预算 + 政府性基金拨款 + 国有资本经营预算拨款
    + 纳入专户管理的非税收入拨款 + 其他资金
    ## 反例
        自评表: {年度预算申请: {按收入性质分: {政府性基金拨款: 60}}}
    ## 正例
        自评表: {年度预算申请: {按收入性质分: {政府性基金拨款: 70.00}}}
    ## 边界
        自评表:
          年度预算申请: {按收入性质分: {一般公共预算: 349.98, 纳入专户管理的非税收入拨款: ""}}
    """
    identity = sums.income(case.report.evaluation.funds)
    yield from identity.answers("核对各项收入和合计哪一处填错")


@rule("F002", basis=_FUNDS)
def spending_by_nature_does_not_add_up(case: Case) -> Answers:
    """按支出性质分的合计与基本、项目支出之和不符。

    ## 为什么
    全部支出只有基本支出和项目支出两类，合计与两项不符，读者无从判断哪个为准。
    ## 公式
    按支出性质分 = 基本支出 + 项目支出
    ## 反例
        自评表: {年度预算申请: {按支出性质分: {合计: 306}}}
    ## 正例
        自评表: {年度预算申请: {按支出性质分: {合计: 414.00}}}
    ## 边界
        自评表: {年度预算申请: {按支出性质分: {合计: 414.01}}}
    """
    identity = sums.outlay(case.report.evaluation.funds)
    yield from identity.answers("核对基本支出、项目支出和合计哪一处填错")


@rule("F003", basis=_FUNDS)
def adjusted_budget_differs_from_income(case: Case) -> Answers:
    """全年预算数与按收入性质分的合计不符。

    ## 为什么
    调整后的全年预算就是全年各项收入安排的总额，两处是同一笔钱。
    ## 公式
    全年预算数 = 按收入性质分（合计）
    ## 反例
        自评表: {年度预算申请: {全年预算数: 430}}
    ## 正例
        自评表: {年度预算申请: {全年预算数: 420.00}}
    ## 边界
        自评表: {年度预算申请: {全年预算数: 420.01}}
    """
    identity = sums.adjusted(case.report.evaluation.funds)
    yield from identity.answers("核对全年预算数和各项收入哪一处没有随预算调整更新")


@rule("F004", basis=_FUNDS)
def executed_differs_from_spending(case: Case) -> Answers:
    """全年执行数与按支出性质分的合计不符。

    ## 为什么
    全年执行数就是基本支出与项目支出的总额，两处是同一笔钱。
    ## 公式
    全年执行数 = 按支出性质分（合计）
    ## 反例
        自评表: {年度预算申请: {全年执行数: 400}}
    ## 正例
        自评表: {年度预算申请: {全年执行数: 414.00}}
    ## 边界
        自评表: {年度预算申请: {全年执行数: 414.01}}
    """
    identity = sums.executed(case.report.evaluation.funds)
    yield from identity.answers("核对全年执行数和各项支出哪一处填错")


@rule("F005", basis="执行率 = 全年执行数 ÷ 全年预算数")
def execution_rate_differs_from_amounts(case: Case) -> Answers:
    """执行率与执行数、预算数算出的不符。

    ## 为什么
    执行率决定预算执行率得分，填错一处，总分和等级都可能跟着错。
    ## 公式
    执行率 = 全年执行数 ÷ 全年预算数
    ## 反例
        自评表: {年度预算申请: {执行率: 100}}
    ## 正例
        自评表: {年度预算申请: {执行率: 98.6}}
    ## 边界
        自评表: {年度预算申请: {执行率: 99}}
    """
    for table in case.tables:
        yield from sums.execution(table).answers()


@rule("F006", basis="支出不得超过调整后的预算")
def executed_exceeds_adjusted_budget(case: Case) -> Answers:
    """全年执行数大于全年预算数。

    ## 为什么
    没有预算不得支出。执行数大于调整后的预算，多半是预算数没有随追加更新。
    ## 公式
    全年执行数 ≤ 全年预算数
    ## 反例
        自评表: {年度预算申请: {全年执行数: 421}}
    ## 正例
        自评表: {年度预算申请: {全年执行数: 420}}
    ## 边界
        自评表: {年度预算申请: {全年执行数: 420.01}}
    """
    for table in case.tables:
        executed, adjusted = table.funds.executed, table.funds.adjusted
        if isinstance(executed, Empty) or isinstance(adjusted, Empty):
            yield NotEnough(cells.named(table) + missing(executed, adjusted))
        elif adjusted.value > ZERO and executed.exceeds(adjusted):
            yield Fault(
                executed,
                f"{cells.named(table)}“{executed.name}” {executed}，大于“{adjusted.name}” "
                f"{adjusted}，多 {figures.difference('超出', executed, adjusted)}",
                see=(adjusted,),
                hint="年中追加的预算应计入全年预算数；否则核对执行数",
            )


@rule("F007", basis="没有预算不得支出")
def executed_without_budget(case: Case) -> Answers:
    """全年预算数为零而有执行数。

    ## 为什么
    没有预算不得支出；预算数为零也算不出执行率，预算执行率这 10 分就没有依据。
    ## 公式
    全年执行数 > 0 时，全年预算数 > 0
    ## 反例
        自评表: {年度预算申请: {全年预算数: 0}}
    ## 正例
        自评表: {年度预算申请: {全年预算数: 420}}
    ## 边界
        自评表: {年度预算申请: {全年预算数: 0, 全年执行数: 0}}
    """
    for table in case.tables:
        executed, adjusted = table.funds.executed, table.funds.adjusted
        if isinstance(executed, Empty) or not _decided(adjusted):
            yield NotEnough(cells.named(table) + missing(executed, adjusted))
        elif executed.value > ZERO and not any(budget.value for budget in known(adjusted)):
            yield Fault(
                adjusted,
                f"{cells.named(table)}“{executed.name}” {executed}，而“{adjusted.name}”为零",
                see=(executed,),
                hint="填写调整后的预算数，包括年中追加和上年结转",
            )


def _decided(cell: Cell) -> bool:
    return isinstance(cell, Figure) or cells.is_declared_none(cell)


@rule("F008", basis="表内金额、人数、面积、分值和比率都不为负")
def negative_number(case: Case) -> Answers:
    """出现负数。

    ## 为什么
    预算、支出、人数和得分都不会小于零。确有冲销、退回的，要写明原因。
    ## 反例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: -19.8}}}}
    ## 正例
        自评表: {年度总体目标: {年初目标设定: 投诉同比下降，增幅 -5%。}}
    ## 边界
        基础数据表: {经费控制情况: {三公经费: {出国经费: {本年决算数: -0.00}}}}
    """
    for figure in _printed(case):
        if figure.value < ZERO:
            yield Fault(
                figure,
                f"“{figure.name}”填报 {figure}，是负数",
                hint="核对正负号；确为冲销、退回的，在情况说明里写明",
            )


@rule("F009", severity=Severity.INFO, basis="表式印出的小数位")
def more_decimals_than_the_form(case: Case) -> Answers:
    """小数位多于表式。

    ## 为什么
    表式的金额和得分印两位小数。多填的位数印不出来，读者按印出的数加总会有尾差。
    ## 反例
        自评表: {年度预算申请: {年初预算数: 420.001}}
    ## 正例
        自评表: {年度预算申请: {年初预算数: 420.00}}
    ## 边界
        自评表: {年度预算申请: {年初预算数: 420.000}}
    """
    places = {WAN_YUAN: case.form.money_decimals, POINT: case.form.score_decimals}
    printed = (f for f in _printed(case) if f.unit in places)
    longer = [f for f in printed if _is_longer(f, places[f.unit])]
    if longer:
        first, *others = longer
        yield Fault(
            first,
            f"有 {len(longer)} 个数的小数位多于表式的 {places[first.unit]} 位，"
            f"如“{first.name}” {first}",
            see=tuple(others),
            hint="按四舍五入保留到表式的小数位",
            rows=len(longer),
        )


def _is_longer(figure: Figure, places: int) -> bool:
    """Whether printing loses a digit of it; zeros at its end say nothing."""
    if figures.decimals_of(figure.value) <= places:
        return False
    return figures.rounded(figure, places).value != figure.value


def _printed(case: Case) -> Iterator[Figure]:
    """The numbers that someone wrote into the tables, but for the measures of indicators."""
    units = (WAN_YUAN, PERSON, SQUARE_METRE, POINT, PERCENT)
    for record in (case.report, *case.projects):
        for value in naming.each(record):
            if isinstance(value, Figure) and value.unit in units and cells.is_typed(value):
                yield value


@rule("F010", severity=Severity.WARNING, basis="表内金额的单位是万元")
def amount_looks_like_yuan(case: Case) -> Answers:
    """同一行的金额相差上万倍，疑似按元填写。

    ## 为什么
    表式的单位是万元。按元填写的一个数会使合计、执行率和各年对比全部失真。
    ## 公式
    同一行中，最大的金额 ÷ 最小的金额 < 5000（零不计）
    ## 反例
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 118000}}}
    ## 正例
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 1180}}}
    ## 边界
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 60025}}}
    """
    for row in _related_amounts(case):
        amounts = sorted((f for f in known(*row) if f.value > ZERO), key=lambda f: f.value)
        if amounts and amounts[-1].exceeds(figures.scaled("", amounts[0], _SLIP)):
            least, most = amounts[0], amounts[-1]
            yield Fault(
                most,
                f"“{most.name}” {most}，是“{least.name}” {least} 的上万倍",
                see=(least,),
                hint=f"疑按元填写；如是，请改为 {figures.trimmed(most.value.scaleb(-4))} 万元",
            )


def _related_amounts(case: Case) -> Iterator[tuple[Cell, ...]]:
    """The amounts that stand side by side in one row of a table."""
    yield from (row.cells for row in case.report.base.spending.rows())
    for table in case.tables:
        yield (table.funds.initial, table.funds.adjusted, table.funds.executed)
    for project in case.projects:
        for line in (project.funds.current, project.funds.carried_over, project.funds.other):
            yield line.cells


@rule("F011", basis="年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金")
def project_funds_do_not_add_up(case: Case) -> Answers:
    """项目资金总额与各来源之和不符。

    ## 为什么
    项目的钱有当年拨款、上年结转和其他三个来源，合计不等于各来源之和，就有一笔钱没有说清。
    ## 公式
    年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金，三列分别计算
    ## 反例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {其他资金: {全年执行数: 3}}}
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {其他资金: {全年执行数: 无此项}}}
    ## 边界
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {其他资金: {全年执行数: 0.02}}}
    """
    if not case.projects:
        yield NotApplicable("没有项目表")
    for project in case.projects:
        yield from sums.answers(sums.sources(project), "核对各资金来源和合计哪一处填错")


@rule("F012", severity=Severity.INFO, basis="每个四舍五入到两位小数的数最多差 0.005")
def rounding_tails(case: Case) -> Answers:
    """合计有四舍五入的尾差。

    ## 为什么
    各项分别四舍五入后再加总，与合计可能差一两分钱。这不是错误，只在此说明一次，
    免得读者以为算错。超出四舍五入能解释的范围，才作为不符报告。
    ## 公式
    尾差 ≤ 0.005 ×（相加的项数 + 1）
    ## 反例
        自评表: {年度预算申请: {按收入性质分: {合计: 419.99}}}
    ## 正例
        自评表: {年度预算申请: {按收入性质分: {合计: 420}}}
    ## 边界
        自评表: {年度预算申请: {按收入性质分: {合计: 419.97}}}
    """
    identities = (*(each for _, each in sums.declared(case)), *sums.initial(case))
    found = [(each, tail) for each in identities if (tail := each.tail)]
    if found:
        sizes = sorted(abs(tail.value) for _, tail in found)
        span = " 至 ".join(dict.fromkeys(figures.plain(size) for size in (sizes[0], sizes[-1])))
        first, *others = (each.whole for each, _ in found)
        yield Fault(
            first,
            f"{len(found)} 处尾差（{span} 万元）{'均' if others else ''}在四舍五入范围内",
            see=tuple(others),
            hint="无须改动",
            rows=len(found),
        )
