"""Rules about 口径 in the text: the general budget's chapter beside tables of all money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Cell, Empty, Figure
from generator.findings import Severity
from generator.model.facts import TOTAL_FUNDS, Scope
from generator.narrative.concepts import BASIC, FAMILIES, PROJECT, Bound, Reading, best_name, core
from generator.narrative.phrases import says
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
from generator.rules.tables import each
from generator.rules.text import told
from generator.values import NamedTuple

if TYPE_CHECKING:
    from generator.model.evaluation import Funds
    from generator.narrative.statements import Nothing

_ONE_NAME = "同一项目同一口径只有一个数；口径不同的，写明口径"


class Amount(NamedTuple):
    """An amount of a named fund or project, in the text or in a table.

    ``sure``: under the very name; else under one that is only alike.
    """

    scope: Scope
    figure: Figure
    sure: bool
    bound: Bound | None = None


def _named(reading: Reading) -> dict[str, list[Amount]]:
    """What was spent this year on every fund and project, by name."""
    found: dict[str, list[Amount]] = {}
    for bound in reading.money:
        statement = bound.statement
        this_year = statement.year == reading.year and statement.is_outturn
        if bound.named and this_year and not statement.is_aside:
            found.setdefault(bound.concept, []).append(
                Amount(statement.scope, bound.figure, not bound.loose, bound)
            )
    for key, facts in reading.book.facts.items():
        title = re.fullmatch("指标“(.*)”", key.concept)
        name = best_name(title[1], reading.book.names) if title else key.concept
        if name in found and key.year == reading.year:
            spent = facts if key.stage.value in ("决算", "全年执行") else ()
            sure = not title or core(title[1]) == core(name)
            found[name].extend(Amount(key.scope, figure, sure) for figure in spent)
    return found


@rule("N106", basis=_ONE_NAME)
def one_project_with_two_amounts(case: Case) -> Answers:
    """同一项目在同一口径下有两个金额。

    ## 为什么
    同一笔钱在正文两处写成两个数，读者不知道哪个为准。
    ## 反例
        项目正文: |
          # 项目报告

          以旧换新专项资金28.5万元。

          以旧换新项目支出30万元。
    ## 正例
        项目正文: |
          # 项目报告

          家电以旧换新专项资金28.5万元。

          以旧换新项目支出28.5万元。
    ## 边界
        项目正文: |
          # 项目报告

          以旧换新专项资金28.5万元。

          以旧换新项目支出28.50万元。
    """
    named = _named(told.read(case))
    by_scope = _as_one(named) if _general_alone(case) else _by_scope(named)
    yield from each(by_scope, lambda one: _two(*one), "正文没有写项目的金额")


def _by_scope(named: dict[str, list[Amount]]) -> list[tuple[str, Scope, list[Amount]]]:
    return [
        (name, scope, [a for a in amounts if a.scope is scope and a.sure])
        for name, amounts in named.items()
        for scope in dict.fromkeys(a.scope for a in amounts)
    ]


def _as_one(named: dict[str, list[Amount]]) -> list[tuple[str, Scope, list[Amount]]]:
    """Where the general budget is all the money, its chapter speaks of all of it.

    What N101 compares with a table is left to it.
    """
    return [
        (name, Scope.ALL, [a for a in found if a.sure and not (a.bound and a.bound.facts)])
        for name, found in named.items()
    ]


def _general_alone(case: Case) -> bool:
    """Whether the form states the general budget, and no money of another kind."""
    room = _room(case.report.evaluation.funds)
    return room is not None and room.value == ZERO


def _two(name: str, scope: Scope, amounts: list[Amount]) -> Answers:
    # What differs from a row of a table is said once, by N101.
    if any(a.bound and a.bound.facts for a in amounts):
        return
    told_ = [a for a in amounts if a.bound]
    for one in told_[:1]:
        other = next((a for a in amounts if not a.figure.repeats(one.figure)), None)
        if other is not None:
            at, see = (other, one) if other.bound else (one, other)
            yield Fault(
                at.figure,
                f"“{name}”{scope.value}口径下有两个金额：{at.figure} 和 {see.figure}",
                see=(see.figure,),
                hint="核对哪一处填错；口径不同的，在正文写明",
            )


@rule("N105", severity=Severity.WARNING, basis=_ONE_NAME)
def one_project_under_two_scopes(case: Case) -> Answers:
    """同一项目两处金额不同而没有说明口径。

    ## 为什么
    一般公共预算一章只写一般公共预算的钱，表格和项目报告是全部资金。正文不写明，
    读者看到的是同一项目的两个数。
    ## 反例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          示例农贸市场改造专项资金20万元，用于农贸市场改造。
    ## 正例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          本章只反映一般公共预算，其余见附件1。

          示例农贸市场改造专项资金20万元，用于农贸市场改造。
    ## 边界
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          示例农贸市场改造专项资金44.49万元，用于农贸市场改造。
    """
    reading = told.read(case)
    named = list(_named(reading).items())
    if Scope.GENERAL in reading.main.noted:
        yield NotApplicable("正文写明了口径")
        return
    if _general_alone(case):
        yield NotApplicable("全部是一般公共预算的资金")
        return
    yield from each(named, lambda pair: _across(*pair), "正文没有写项目的金额")


def _across(name: str, amounts: list[Amount]) -> Answers:
    general = [a for a in amounts if a.scope is Scope.GENERAL]
    whole = [a for a in amounts if a.scope is Scope.ALL]
    if general and whole and not general[0].figure.agrees_with(whole[0].figure):
        yield Fault(
            general[0].figure,
            f"“{name}”一般公共预算一章写 {general[0].figure}，全部资金为 {whole[0].figure}，"
            f"相差 {told.gap(whole[0].figure, general[0].figure)}，正文没有说明口径",
            expected=whole[0].figure,
            see=tuple(a.figure for a in whole),
            hint="写明这是一般公共预算的部分，其余由哪类资金安排",
        )


_BRIDGE = "全部资金 - 一般公共预算 = 政府性基金等其他各类资金"


class Pair(NamedTuple):
    """One row of the form: the general budget's part as the text says, and all of it."""

    general: Bound
    whole: Figure

    @property
    def rest(self) -> Figure:
        """What other money paid for."""
        return figures.difference("差额", self.whole, self.general.figure)

    @property
    def apart(self) -> bool:
        """Whether there is more between the two than rounding."""
        return not self.general.figure.agrees_with(self.whole)


def _families(reading: Reading) -> list[tuple[Pair, ...]]:
    """The rows that the text gives for the general budget, family by family."""
    return [
        pairs
        for _, members in FAMILIES
        if (pairs := tuple(pair for concept in members if (pair := _pair(concept, reading))))
    ]


def _pair(concept: str, reading: Reading) -> Pair | None:
    general = reading.told(concept, Scope.GENERAL)
    whole = reading.book.outturn(concept, reading.year)
    return None if general is None or whole is None else Pair(general, whole)


def _others(funds: Funds) -> tuple[Figure, ...]:
    """Income of all kinds but the general budget, as far as there is any."""
    return tuple(f for f in known(*funds.income.parts[1:]) if f.value > ZERO)


def _room(funds: Funds) -> Figure | None:
    """The most that other money can have paid for."""
    if isinstance(funds.income.general, Empty):
        return None
    return figures.total(
        "一般公共预算以外的资金",
        _others(funds) or (figures.constant("其他资金", 0, figures.WAN_YUAN, funds.span),),
    )


@rule("N108", severity=Severity.WARNING, basis=_BRIDGE)
def scope_not_explained(case: Case) -> Answers:
    """正文与表格口径不同而没有说明。

    ## 为什么
    正文一般公共预算一章与表格的同名各项是两个数，都对，但读者不知道为什么不同。
    ## 公式
    全部资金（表格） - 一般公共预算（正文） = 由政府性基金、其他资金等安排的部分
    ## 反例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。
    ## 正例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          本章口径为一般公共预算，政府性基金安排的68万元见第三章。

          2024年项目支出共计40万元。
    ## 边界
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计107.99万元。
    """
    reading = told.read(case)
    families = [tuple(p for p in pairs if p.apart) for pairs in _families(reading)]
    families = [pairs for pairs in families if pairs]
    if Scope.GENERAL in reading.main.noted:
        yield NotApplicable("正文写明了口径")
        return
    yield from each(families, lambda pairs: _unexplained(pairs, case), "正文与表格的各项没有不同")


def _unexplained(pairs: tuple[Pair, ...], case: Case) -> Answers:
    funds = case.report.evaluation.funds
    room = _room(funds)
    if room is None or not _bridged(pairs, room):
        return
    words = "；".join(
        f"{told.spoken(p.general.concept)} 正文 {p.general.figure}，表格 {p.whole}，差 {_short(p)}"
        for p in pairs
    )
    yield Fault(
        pairs[0].general.figure,
        f"{words}。差额可由一般公共预算以外的资金解释（{told.listed(_others(funds))}），"
        "不是算错，但正文没有说明口径",
        expected=pairs[0].whole,
        see=(*(p.general.figure for p in pairs[1:]), *(p.whole for p in pairs), *_others(funds)),
        hint="在本章开头写明只反映一般公共预算，其余由哪类资金安排、见哪一章",
        rows=len(pairs),
    )


def _short(pair: Pair) -> str:
    return told.gap(pair.whole, pair.general.figure)


def _bridged(pairs: tuple[Pair, ...], room: Figure) -> bool:
    """Whether other money can have paid for every difference."""
    return not any(p.rest.exceeds(room) or p.rest.high < ZERO for p in pairs)


@rule("N109", basis=_BRIDGE)
def scope_difference_impossible(case: Case) -> Answers:
    """正文与表格之差超出其他资金。

    ## 为什么
    正文一般公共预算一章与表格之差只能是其他各类资金安排的部分；差得比这些资金还多，
    或正文比表格还大，就有一处填错。
    ## 公式
    0 ≤ 全部资金 - 一般公共预算 ≤ 政府性基金 + 国有资本 + 专户 + 其他
    ## 反例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计20万元。
    ## 正例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。
    ## 边界
        自评表: {年度预算申请: {按收入性质分: {一般公共预算: }}}
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。
    """
    room = _room(case.report.evaluation.funds)
    families = _families(told.read(case))
    if not families:
        yield NotApplicable("正文与表格的各项没有不同")
    elif room is None:
        yield NotEnough(missing(case.report.evaluation.funds.income.general))
    else:
        yield from each(families, lambda pairs: _impossible(pairs, room))


def _impossible(pairs: tuple[Pair, ...], room: Figure) -> Answers:
    wrong = next((pair for pair in pairs if not _possible(pair, room)), None)
    if wrong is not None:
        yield Fault(
            wrong.general.figure,
            f"“{told.spoken(wrong.general.concept)}”一般公共预算一章写 {wrong.general.figure}，"
            f"表格全部资金为 {wrong.whole}；一般公共预算以外的资金只有 {room}，解释不了这个差",
            expected=wrong.whole,
            see=(wrong.whole, room),
            hint="核对正文和表格哪一处填错",
        )


def _possible(pair: Pair, room: Figure) -> bool:
    """Without other money both are one number, stated twice; with it, it may fill the gap."""
    if room.value == ZERO:
        return pair.general.figure.repeats(pair.whole)
    return not pair.apart or _bridged((pair,), room)


@rule("N110", basis="各类资金的支出在该类收入之内，且不少于收入减全年结余")
def spending_by_source_differs_from_income(case: Case) -> Answers:
    """正文各章支出与该类收入不符。

    ## 为什么
    一般公共预算一章的基本支出加项目支出，就是表格“一般公共预算”的支出；
    政府性基金一章同样。全年预算数没有全部执行的，可以少，但不会少过全年结余。
    ## 公式
    收入 - （全年预算数 - 全年执行数） ≤ 本章支出 ≤ 收入
    ## 反例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年基本支出306万元，项目支出55万元。
    ## 正例
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年基本支出306万元，项目支出40万元。

          ## 三、政府性基金预算支出情况

          2024年度政府性基金预算支出68万元。
    ## 边界
        自评表: {年度预算申请: {全年执行数: }}
        正文: |
          # 报告

          ## 三、政府性基金预算支出情况

          2024年度政府性基金预算支出68万元。
    """
    sums = _by_source(told.read(case), case.report.evaluation.funds)
    yield from each(sums, lambda pair: _within(*pair, case), "正文没有按资金来源写支出")


def _by_source(reading: Reading, funds: Funds) -> list[tuple[tuple[Figure, ...], Cell]]:
    """What each chapter spends, and the income of that kind."""
    basic, project = (reading.told(c, Scope.GENERAL) for c in (BASIC, PROJECT))
    income = funds.income
    found: list[tuple[tuple[Figure, ...], Cell]] = []
    if basic is not None and project is not None:
        found.append(((basic.figure, project.figure), income.general))
    for scope, cell in (
        (Scope.GOVERNMENT_FUND, income.government_fund),
        (Scope.STATE_CAPITAL, income.state_capital),
    ):
        told_ = reading.told(f"{scope.value}合计", scope)
        if told_ is not None:
            found.append(((told_.figure,), cell))
    return found


def _within(parts: tuple[Figure, ...], income: Cell, case: Case) -> Answers:
    funds = case.report.evaluation.funds
    spent = figures.total("本章支出", parts)
    if isinstance(funds.adjusted, Empty) or isinstance(funds.executed, Empty):
        yield NotEnough(missing(funds.adjusted, funds.executed))
    elif isinstance(income, Empty):
        yield NotEnough(missing(income))
    else:
        left = figures.difference("全年结余", funds.adjusted, funds.executed)
        least = figures.difference("该类收入减全年结余", income, left)
        if spent.exceeds(income) or least.exceeds(spent):
            yield Fault(
                parts[0],
                f"正文本章支出 {spent}（{told.listed(parts)}），表格“{income.name}”为 {income}，"
                f"全年结余 {left}",
                expected=income,
                see=(*parts[1:], income, funds.adjusted, funds.executed),
                hint="核对本章各数与自评表按收入性质分哪一处填错",
            )


@rule("N111", basis="正文写“无”的，表格里也应没有")
def none_in_text_but_some_in_table(case: Case) -> Answers:
    """正文写没有，表格里却有。

    ## 为什么
    正文说没有这类预算支出，自评表却列了收入，有一处是沿用旧文字。
    ## 反例
        正文: |
          # 报告

          2024年度无政府性基金预算支出。
    ## 正例
        正文: |
          # 报告

          2024年度无国有资本经营预算支出。2024年度无社会保险基金预算支出。
    ## 边界
        自评表: {年度预算申请: {按收入性质分: {一般公共预算: 414, 政府性基金拨款: 6}}}
        正文: |
          # 报告

          2024年度无政府性基金预算支出。
    """
    reading = told.read(case)
    nothings = [*reading.main.nothings, *reading.project.nothings]
    funds = case.report.evaluation.funds
    yield from each(nothings, lambda one: _nothing(one, reading, funds), "正文没有写“无……支出”")


def _nothing(nothing: Nothing, reading: Reading, funds: Funds) -> Answers:
    left = [
        figures.difference("全年结余", adjusted, executed)
        for adjusted in known(funds.adjusted)
        for executed in known(funds.executed)
    ]
    some = [
        figure
        for key, facts in reading.book.facts.items()
        for figure in facts
        if (key.concept, key.scope) == (TOTAL_FUNDS, nothing.scope) and figure.value > ZERO
    ]
    # What came in may not have been spent.
    if some and not any(gap.value >= some[0].value for gap in left):
        yield Fault(
            nothing.span,
            f"正文写没有，自评表“{some[0].name}”为 {some[0]}",
            see=tuple(some),
            hint="改正文，或核对表格",
        )


@rule("N112", severity=Severity.WARNING, basis="部门整体支出包括全部资金")
def text_leaves_money_out(case: Case) -> Answers:
    """正文没有全部支出的总数，又漏写一类资金。

    ## 为什么
    各章加起来少一类资金，又没有总数，读者从正文看不出这笔钱。
    ## 反例
        自评表:
          年度预算申请:
            按收入性质分: {政府性基金拨款: 60, 其他资金: 10}
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。

          ## 三、政府性基金预算支出情况

          2024年度政府性基金预算支出58万元。
    ## 正例
        自评表:
          年度预算申请:
            按收入性质分: {政府性基金拨款: 60, 其他资金: 10}
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。

          ## 六、部门整体支出绩效情况

          全年预算数420万元。
    ## 边界
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。

          ## 六、部门整体支出绩效情况

          全年执行数{{ 自评表.年度预算申请.全年执行数 }}万元。
    """
    reading = told.read(case)
    if not any(reading.told(concept, Scope.GENERAL) for concept in (BASIC, PROJECT)):
        yield NotApplicable("正文没有写一般公共预算支出")
    elif not _total_told(reading, case):
        income = case.report.evaluation.funds.income
        sentences = dict.fromkeys(b.statement.sentence for b in reading.money)
        text = "".join(sentence.text for sentence in sentences)
        left_out = [
            cell
            for cell, word in (
                (income.government_fund, "政府性基金"),
                (income.state_capital, "国有资本"),
                (income.special_account, "专户"),
                (income.other, "其他资金"),
            )
            if isinstance(cell, Figure) and cell.value > ZERO and word not in text
        ]
        if left_out:
            yield Fault(
                left_out[0],
                f"正文没有写全部支出 {case.report.evaluation.funds.executed}，"
                f"也没有提到 {told.listed(left_out)}",
                see=(*left_out[1:], case.report.evaluation.funds.executed),
                hint="在正文写明全年支出总数和各类资金各多少",
            )


def _total_told(reading: Reading, case: Case) -> bool:
    totals = [
        figure
        for key, facts in reading.book.facts.items()
        for figure in facts
        if (key.concept, key.scope, key.year) == (TOTAL_FUNDS, Scope.ALL, reading.year)
    ]
    typed = any(b.figure.agrees_with(t) for b in reading.money for t in totals)
    called = any("年度预算申请.全年" in p.name for p in case.narrative.placeholders())
    return typed or called


@rule("N113", severity=Severity.WARNING, basis="每一类支出都要写明用在哪里")
def fund_without_use(case: Case) -> Answers:
    """政府性基金只有一个金额，没有用途。

    ## 为什么
    一句“支出多少万元”之外没有用途、没有项目、没有成效，公众无从判断。
    ## 反例
        正文: |
          # 报告

          ## 三、政府性基金预算支出情况

          2024年度政府性基金预算支出68万元。
    ## 正例
        正文: |
          # 报告

          ## 三、政府性基金预算支出情况

          2024年度政府性基金预算支出68万元，全部用于农贸市场改造。
    ## 边界
        正文: |
          # 报告

          ## 三、政府性基金预算支出情况

          2024年度政府性基金预算支出0万元。
    """
    reading = told.read(case)
    bound = reading.told(f"{Scope.GOVERNMENT_FUND.value}合计", Scope.GOVERNMENT_FUND)
    if bound is None or bound.figure.value == ZERO:
        yield NotApplicable("正文没有写政府性基金支出")
        return
    chapter = bound.statement.paragraph.chapter
    text = "".join(p.text for p in reading.main.paragraphs if p.chapter == chapter)
    if not says(text, "用于|用在|用作|投向|支付|主要|其中|支持"):
        yield Fault(
            bound.figure,
            f"政府性基金 {bound.figure} 只有一句话，没有用途、项目和成效",
            hint="写明用在哪些项目、各多少、取得什么成效",
        )
