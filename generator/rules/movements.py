"""Rules on movements that want a word: budget to adjusted budget, to spending, year to year.

A movement is no error. What the unit explained in 变动说明 is not asked for again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import HUNDRED, ZERO, Cell, Empty, Figure
from generator.findings import Severity
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
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.model.base_table import Row

_EXPLAIN = "增减变动较大的，在变动说明里写明原因；界限见表式"
_SHOWN = 4


class Movement(NamedTuple):
    """An amount and a later one of the same matter; ``stages`` name the two."""

    subject: str
    before: Figure
    after: Figure
    stages: tuple[str, str]

    @property
    def share(self) -> Figure | None:
        """``after`` in percent of ``before``; None where that was zero."""
        return figures.ratio("", self.after, self.before)

    def above(self, percent: Decimal) -> bool:
        """Whether it rose above ``percent`` of what it was, however the two were rounded."""
        share = self.share
        return self.after.exceeds(self.before) if share is None else share.low > percent

    def below(self, percent: Decimal) -> bool:
        """Whether it fell below ``percent`` of what it was, however the two were rounded."""
        share = self.share
        return share is not None and share.high < percent

    @property
    def size(self) -> tuple[bool, Decimal]:
        """For sorting by how many times one is the other; from or to zero counts most."""
        ways = known(self.share, figures.ratio("", self.before, self.after))
        return len(ways) == 1, max(way.value for way in ways)

    def __str__(self) -> str:
        share = self.share
        before, after = self.stages
        rate = f"，为{before}的 {figures.trimmed(share.value)}%" if share else ""
        return f"“{self.subject}”{before} {self.before}、{after} {self.after}{rate}"


@rule("E001", severity=Severity.WARNING, basis=_EXPLAIN)
def adjustment_without_explanation(case: Case) -> Answers:
    """预算调整幅度大而没有说明原因。

    ## 为什么
    全年预算与年初预算相差很大，公众要知道追加或压减了什么、依据什么。
    ## 公式
    |全年预算数 - 年初预算数| ÷ 年初预算数 ≤ 表式界限“预算调整”
    ## 反例
        自评表: {年度预算申请: {年初预算数: 300}}
    ## 正例
        自评表: {年度预算申请: {年初预算数: 300}}
        变动说明:
          - {事项: 预算调整, 说明: 年中追加农贸市场改造专项 120 万元（示财预〔2024〕8号）。}
    ## 边界
        自评表: {年度预算申请: {年初预算数: 350}}
    """
    limit = case.form.thresholds.adjusted
    explained = _explained(case, "年初预算", "预算调整", "全年预算")
    for table in case.tables:
        initial, adjusted = table.funds.initial, table.funds.adjusted
        if isinstance(initial, Empty) or isinstance(adjusted, Empty):
            yield NotEnough(cells.named(table) + missing(initial, adjusted))
        elif not explained and _changed(Movement("", initial, adjusted, ("", "")), limit):
            yield Fault(
                adjusted,
                f"{cells.named(table)}“{adjusted.name}” {adjusted}，"
                f"{_compared(adjusted, initial)}，超过 {limit}，没有说明原因",
                see=(initial,),
                hint="在“变动说明”补一条，事项写“预算调整”，写明追加或压减的文号、金额和用途",
            )


def _explained(case: Case, *subjects: str) -> bool:
    return any(case.report.explained(subject) for subject in subjects)


def _changed(movement: Movement, limit: Cell) -> bool:
    """Whether ``movement`` is more than ``limit`` percent up or down."""
    return any(
        movement.above(HUNDRED + width.value) or movement.below(HUNDRED - width.value)
        for width in known(limit)
    )


def _compared(now: Figure, then: Figure) -> str:
    """``比年初预算数 300 万元增加 120 万元（40%）``."""
    gap = figures.difference("", now, then)
    share = figures.ratio("", gap, then)
    word = "增加" if gap.value > ZERO else "减少"
    percent = f"（{figures.trimmed(abs(share.value))}%）" if share else ""
    return f"比{then.name} {then}{word} {figures.plain(abs(gap.value))} {gap.unit}{percent}"


@rule("E002", severity=Severity.WARNING, basis=_EXPLAIN)
def spending_above_budget(case: Case) -> Answers:
    """决算超过预算而没有说明原因。

    ## 为什么
    部门支出要严格执行预算。决算远超年初预算的，要说明是追加了预算还是超支。
    ## 公式
    本年决算数 ÷ 本年预算数 ≤ 表式界限“超预算”；预算为零的，决算也应为零
    ## 反例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年预算数: 10}}}}
    ## 正例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年预算数: 10}}}}
        变动说明: [{事项: 办公经费, 说明: 办公楼搬迁，年中追加 10 万元。}]
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年预算数: 16.5}}}}
    """
    spending = case.report.base.spending
    public, project = spending.public, spending.project
    items = (public.total, public.office, public.utilities, public.meetings)
    rows = _against_budget((*items, project.work, project.maintenance, spending.basic))
    limit = known(case.form.thresholds.overspent)
    over = [row for row in rows if any(row.above(most.value) for most in limit)]
    yield from _answered(case, rows, over, "决算超过预算")


@rule("E003", severity=Severity.WARNING, basis=_EXPLAIN)
def spending_far_below_budget(case: Case) -> Answers:
    """决算远低于预算而没有说明原因。

    ## 为什么
    安排了预算却没有用出去，要么预算编多了，要么事情没有办，都要说明。
    ## 公式
    本年决算数 ÷ 本年预算数 ≥ 表式界限“低于预算”
    ## 反例
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年预算数: 90}}}}
    ## 正例
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年预算数: 90}}}}
        变动说明: [{事项: 业务工作经费, 说明: 招商活动延期到下年，压减 45 万元。}]
    ## 边界
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年预算数: 88}}}}
    """
    project = case.report.base.spending.project
    rows = _against_budget((project.work, project.maintenance, *project.special.each))
    limit = known(case.form.thresholds.underspent)
    under = [row for row in rows if any(row.below(least.value) for least in limit)]
    yield from _answered(case, rows, under, "决算远低于预算")


def _against_budget(rows: Iterable[Row]) -> list[Movement]:
    return list(_movements(((row, row.budget, row.final) for row in rows), ("预算", "决算")))


def _against_prior(rows: Iterable[Row]) -> list[Movement]:
    return list(_movements(((row, row.prior, row.final) for row in rows), ("上年", "本年")))


def _movements(
    rows: Iterable[tuple[Row, Cell, Cell]], stages: tuple[str, str]
) -> Iterator[Movement]:
    for row, before, after in rows:
        if isinstance(before, Figure) and isinstance(after, Figure):
            yield Movement(row.label, before, after, stages)


def _answered(case: Case, rows: list[Movement], moved: list[Movement], what: str) -> Answers:
    """One finding at the greatest movement that nobody explained, with all the others."""
    open_ = [move for move in moved if not case.report.explained(move.subject)]
    open_.sort(key=lambda move: move.size, reverse=True)
    if not case.report.base.stated:
        yield NotApplicable("没有基础数据表")
    elif not rows:
        yield NotEnough("没有一行同时填了要比较的两列")
    elif open_:
        listed = "；".join(str(move) for move in open_[:_SHOWN])
        more = f"等 {len(open_)} 行" if len(open_) > _SHOWN else ""
        subjects = "、".join(f"“{move.subject}”" for move in open_[:_SHOWN])
        yield Fault(
            open_[0].after,
            f"{what}，没有说明原因：{listed}{more}",
            see=tuple(f for move in open_ for f in (move.before, move.after)),
            hint=f"在“变动说明”逐项补上原因，事项写{subjects}",
            rows=len(open_),
        )


@rule("E004", severity=Severity.WARNING, basis="无预算不采购，没有预算不得支出")
def spending_without_stated_budget(case: Case) -> Answers:
    """有决算而预算格空着。

    ## 为什么
    有支出就应有预算；预算格空着，看不出是没有预算，还是漏填。政府采购尤其不能没有预算。
    ## 公式
    本年决算数 > 0 时，本年预算数须填写
    ## 反例
        基础数据表: {经费控制情况: {政府采购金额: {本年预算数: ""}}}
    ## 正例
        基础数据表: {经费控制情况: {政府采购金额: {本年预算数: "", 本年决算数: 0}}}
    ## 边界
        基础数据表: {经费控制情况: {政府采购金额: {本年预算数: ""}}}
        变动说明: [{事项: 政府采购金额, 说明: 年中追加设备采购 11.8 万元。}]
    """
    spending = case.report.base.spending
    rows = [row for row in (spending.procurement, *spending.rows()) if _spent_unbudgeted(row)]
    open_ = {row.label: row for row in rows if not case.report.explained(row.label)}
    if not case.report.base.stated:
        yield NotApplicable("没有基础数据表")
    elif open_:
        spent = known(*(row.final for row in open_.values()))
        listed = "、".join(f"“{final.name}” {final}" for final in spent)
        yield Fault(
            next(iter(open_.values())).budget,
            f"有支出而本年预算数没有填：{listed}",
            see=spent,
            hint="补填预算数；确实没有预算的写 0，并在“变动说明”写明支出的依据",
            rows=len(open_),
        )


def _spent_unbudgeted(row: Row) -> bool:
    return cells.is_unfilled(row.budget) and any(final.value > ZERO for final in known(row.final))


@rule("E005", severity=Severity.WARNING, basis=_EXPLAIN)
def year_on_year_swing(case: Case) -> Answers:
    """比上年变动大而没有说明原因。

    ## 为什么
    公众会拿今年和上年对比。成倍的增减要么有原因，要么有一年填错。
    ## 公式
    |本年决算数 - 上年决算数| ÷ 上年决算数 ≤ 表式界限“年度变动”，比较各行合计和项目支出各项
    ## 反例
        基础数据表: {经费控制情况: {政府采购金额: {上年决算数: 30}}}
    ## 正例
        基础数据表: {经费控制情况: {政府采购金额: {上年决算数: 30}}}
        变动说明: [{事项: 政府采购金额, 说明: 上年集中更新办公设备，本年没有大额采购。}]
    ## 边界
        基础数据表: {经费控制情况: {政府采购金额: {上年决算数: 23.6}}}
    """
    spending = case.report.base.spending
    three, project = spending.three_public, spending.project
    rows = _against_prior(
        (
            *(three.total, three.vehicles.total, three.abroad, three.reception),
            *(project.total, project.work, project.maintenance, project.special.total),
            *(spending.public.total, spending.procurement, spending.basic),
        )
    )
    moved = [row for row in rows if _changed(row, case.form.thresholds.changed)]
    yield from _answered(case, rows, moved, "比上年变动大")


@rule("E006", severity=Severity.INFO, basis="执行率反映预算执行得怎样，以调整后的预算为分母")
def rate_says_nothing(case: Case) -> Answers:
    """全年预算数就是全年执行数，执行率不说明问题。

    ## 为什么
    年末把预算调整到与执行数一分不差，执行率必然是 100%，看不出年初的安排执行得怎样。
    ## 公式
    全年预算数 = 全年执行数，且与年初预算数不同
    ## 反例
        自评表: {年度预算申请: {全年预算数: 414, 全年执行数: 414}}
    ## 正例
        自评表: {年度预算申请: {年初预算数: 414, 全年预算数: 414, 全年执行数: 414}}
    ## 边界
        自评表: {年度预算申请: {年初预算数: 414.01, 全年预算数: 414, 全年执行数: 414}}
    """
    for table in case.tables:
        funds = table.funds
        found = known(funds.initial, funds.adjusted, funds.executed)
        if len(found) < len(("initial", "adjusted", "executed")):
            where = cells.named(table)
            yield NotEnough(where + missing(funds.initial, funds.adjusted, funds.executed))
            continue
        initial, adjusted, executed = found
        if adjusted.value == executed.value and not adjusted.agrees_with(initial):
            yield Fault(
                adjusted,
                f"{cells.named(table)}“{adjusted.name}”与“{executed.name}”都是 {adjusted}，"
                f"而“{initial.name}”是 {initial}，执行率 100% 由此而来",
                see=(executed, initial),
                hint="不影响得分；建议在报告里写明预算调整的经过和年初预算的执行情况",
            )


@rule("E007", severity=Severity.INFO, basis="“其中”各项不必列全，但应能看出钱花在哪里")
def public_spending_mostly_unlisted(case: Case) -> Answers:
    """公用经费的大部分没有列出去向。

    ## 为什么
    “其中”不必列全；但列出的不到一半，公众看不出公用经费主要花在哪里。
    ## 公式
    办公经费 + 水费、电费、差旅费 + 会议费、培训费 ≥ 公用经费（本年决算数）的一半
    ## 反例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: 5}}}}
    ## 正例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: 9.7}}}}
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: 9.69}}}}
    """
    items = sums.public_items(case.report.base.spending)[-1]
    whole, listed = items.whole, items.computed
    if cells.nothing_stated(whole, *items.parts):
        yield NotApplicable(f"没有填写“{whole.name}”")
    elif isinstance(whole, Empty) or listed is None:
        yield NotEnough(missing(whole, *items.parts))
    elif whole.exceeds(figures.scaled("", listed, figures.TWO)):
        rest = figures.difference("", whole, listed)
        yield Fault(
            whole,
            f"“{whole.name}” {whole}，所列各项共 {listed}，其余 {rest}没有列出去向",
            see=items.counted,
            hint="在报告里说明其余公用经费的主要用途",
        )


@rule("E008", severity=Severity.WARNING, basis=_EXPLAIN)
def large_unspent_budget(case: Case) -> Answers:
    """预算结余多而没有说明原因。

    ## 为什么
    全年预算大量没有用完，说明安排偏多或进度偏慢，也关系到下年预算。
    ## 公式
    （全年预算数 - 全年执行数）÷ 全年预算数 ≤ 表式界限“结余”
    ## 反例
        自评表: {年度预算申请: {全年预算数: 520}}
    ## 正例
        自评表: {年度预算申请: {全年预算数: 520}}
        变动说明: [{事项: 预算结余, 说明: 专项年末下达，106 万元结转下年使用。}]
    ## 边界
        自评表: {年度预算申请: {全年预算数: 517.5}}
    """
    limit = case.form.thresholds.unspent
    explained = _explained(case, "结余", "结转")
    for table in case.tables:
        adjusted, executed = table.funds.adjusted, table.funds.executed
        if isinstance(adjusted, Empty) or isinstance(executed, Empty):
            yield NotEnough(cells.named(table) + missing(adjusted, executed))
        elif not explained and _unspent(Movement("", adjusted, executed, ("", "")), limit):
            yield Fault(
                executed,
                f"{cells.named(table)}“{executed.name}” {executed}，"
                f"{_compared(executed, adjusted)}，结余超过 {limit}，没有说明原因",
                see=(adjusted,),
                hint="在“变动说明”补一条，事项写“预算结余”，写明原因和结转安排",
            )


def _unspent(movement: Movement, limit: Cell) -> bool:
    return any(movement.below(HUNDRED - width.value) for width in known(limit))


@rule("E009", severity=Severity.WARNING, basis="无预算不采购，超预算不采购")
def procurement_above_budget(case: Case) -> Answers:
    """政府采购超过预算而没有说明原因。

    ## 为什么
    政府采购按预算执行；超出预算的采购须有追加的依据。预算格空着的，见 E004，不再重复。
    ## 公式
    政府采购金额 本年决算数 ≤ 本年预算数
    ## 反例
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 12.1}}}
    ## 正例
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 12.1}}}
        变动说明: [{事项: 政府采购, 说明: 年中更换损坏的服务器，追加 0.1 万元。}]
    ## 边界
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: 12.01}}}
    """
    row = case.report.base.spending.procurement
    budget, final = row.budget, row.final
    if cells.nothing_stated(budget, final):
        yield NotApplicable("没有政府采购")
    elif isinstance(budget, Empty) or isinstance(final, Empty):
        yield NotEnough(missing(budget, final))
    elif final.exceeds(budget) and not _explained(case, "政府采购"):
        yield Fault(
            final,
            f"“{final.name}” {final}，{_compared(final, budget)}，没有说明原因",
            see=(budget,),
            hint="在“变动说明”补一条，事项写“政府采购”，写明追加的依据；或核对两列是否填反",
        )


@rule("E010", severity=Severity.WARNING, basis="三公经费只减不增，不得超过预算")
def three_public_increased(case: Case) -> Answers:
    """三公经费超过上年或预算而没有说明原因。

    ## 为什么
    三公经费要求只减不增。比上年多、比预算多的，公众首先要问原因。
    比上年变动很大的，见 E005，不再重复。
    ## 公式
    三公经费 本年决算数 ≤ 上年决算数，且 ≤ 本年预算数
    ## 反例
        基础数据表: {经费控制情况: {三公经费: {合计: {上年决算数: 4}}}}
    ## 正例
        基础数据表: {经费控制情况: {三公经费: {合计: {上年决算数: 4}}}}
        变动说明: [{事项: 三公经费, 说明: 承办跨省招商活动，公务接待比上年多 0.2 万元。}]
    ## 边界
        基础数据表: {经费控制情况: {三公经费: {合计: {上年决算数: 4.2, 本年预算数: 4.2}}}}
    """
    row = case.report.base.spending.three_public.total
    if not case.report.base.stated:
        yield NotApplicable("没有基础数据表")
    elif len(known(row.final, row.budget, row.prior)) < len(row.cells):
        yield NotEnough(missing(*row.cells))
    elif not _explained(case, "三公"):
        yield from _restrained(row, case)


def _restrained(row: Row, case: Case) -> Answers:
    prior, budget, final = known(*row.cells)
    swing = _changed(Movement("", prior, final, ("", "")), case.form.thresholds.changed)
    limits = (budget,) if swing else (budget, prior)
    above = [limit for limit in limits if final.exceeds(limit)]
    if above:
        compared = "，".join(_compared(final, limit) for limit in above)
        yield Fault(
            final,
            f"“{final.name}” {final}，{compared}，没有说明原因",
            see=tuple(above),
            hint="在“变动说明”补一条，事项写“三公经费”，写明哪一项增加、为什么",
        )


@rule("E011", severity=Severity.INFO, basis=_EXPLAIN)
def special_fund_without_initial_budget(case: Case) -> Answers:
    """专项资金年初没有预算。

    ## 为什么
    上级专项资金常在年中下达，年初预算是零不算错；写明下达的文号，公众才知道钱从哪里来。
    预算格空着的，见 E004，不再重复。
    ## 公式
    专项资金 本年预算数 = 0 而 本年决算数 > 0 时，应有变动说明
    ## 反例
        基础数据表:
          经费控制情况:
            项目支出:
              上级专项资金:
                逐项: [{名称: 示例农贸市场改造专项, 本年预算数: 0}]
    ## 正例
        基础数据表:
          经费控制情况:
            项目支出:
              上级专项资金:
                逐项: [{名称: 示例农贸市场改造专项, 本年预算数: 0}]
        变动说明: [{事项: 示例农贸市场改造专项, 说明: 年中下达（示财预〔2024〕8号）。}]
    ## 边界
        基础数据表:
          经费控制情况:
            项目支出:
              上级专项资金:
                逐项: [{名称: 示例农贸市场改造专项, 本年预算数: 0.01}]
    """
    funds = case.report.base.spending.project.special.each
    late = [fund for fund in funds if _without_budget(fund) and not _explained(case, fund.label)]
    if not funds.items:
        yield NotApplicable("没有逐项列出上级专项资金")
    elif late:
        names = "、".join(f"“{fund.label}” {fund.final}" for fund in late)
        yield Fault(
            late[0].final,
            f"年初没有预算而有支出的专项资金：{names}",
            see=tuple(fund.budget for fund in late),
            hint="在“变动说明”写明下达的文号和时间",
            rows=len(late),
        )


def _without_budget(fund: Row) -> bool:
    none = cells.is_declared_none(fund.budget) or any(b.value == ZERO for b in known(fund.budget))
    return none and any(final.value > ZERO for final in known(fund.final))
