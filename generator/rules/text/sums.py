"""Rules about the arithmetic of the text: lists, changes, shares, prices."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Derived, Figure
from generator.findings import Severity
from generator.narrative.concepts import PROJECT, SPECIAL, Bound, Reading
from generator.narrative.statements import rows
from generator.rules.core import Answers, Case, Fault, NotApplicable, rule, sum_formula
from generator.rules.tables import each
from generator.rules.text import told

if TYPE_CHECKING:
    from generator.model.facts import Scope
    from generator.narrative.enumerations import Identity, Listing
    from generator.narrative.statements import Row

_LIST = "“共计”之后“其中”各项之和等于共计数；只写“其中”的，不超过整体"


@rule("N103", basis=_LIST)
def listed_parts_exceed_whole(case: Case) -> Answers:
    """正文所列各项之和超过总数。

    ## 为什么
    部分不会大于整体。所列各项之和超过正文写的总数，或总数写错而各项又超过表格的数，都是错误。
    ## 公式
    Σ 其中各项 ≤ 总数
    ## 反例
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，运行维护经费29.5万元，专项资金44.5万元。
    ## 正例
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，运行维护经费19.5万元，专项资金44.5万元。
    ## 边界
        正文: |
          # 报告

          专项资金44.5万元，其中示例农贸市场改造44.5万元，主要用于农贸市场改造。
    """
    reading = told.read(case)
    lists = told.arithmetic(case).lists
    yield from each(lists, lambda listing: _exceeds(listing, reading), "正文没有“其中”列举")


def _exceeds(listing: Listing, reading: Reading) -> Answers:
    limit = _exceeded(listing, reading)
    if limit is not None:
        whole, parts = listing.whole.figure, tuple(p.figure for p in listing.parts)
        stated = f"正文写 {whole}，" if limit is not whole else ""
        apart = f"，与正文相差 {told.gap(whole, listing.sum)}" if limit is not whole else ""
        yield Fault(
            whole,
            f"{stated}所列各项之和 {told.shown(listing.sum)} = {sum_formula(parts)}，"
            f"超过“{limit.name}” {limit}，多 {told.gap(listing.sum, limit)}{apart}",
            expected=listing.sum,
            see=(*parts, limit),
            hint="核对总数、各项金额，以及有没有列入不属于它的项",
        )


def _exceeded(listing: Listing, reading: Reading) -> Figure | None:
    """What the parts exceed: the number before them, or what the tables have for it."""
    if listing.adds_up:
        return None
    limits = (listing.whole.figure, *reading.of(listing.whole).facts)
    return next((limit for limit in limits if listing.sum.exceeds(limit)), None)


@rule("N104", severity=Severity.WARNING, basis=_LIST)
def listed_parts_fall_short(case: Case) -> Answers:
    """正文共计之下所列各项不足总数。

    ## 为什么
    “共计……其中”应当列全，读者才能自己加一遍；只列一部分的，写“主要有”或写明其余。
    ## 公式
    Σ 其中各项 = 共计
    ## 反例
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，运行维护经费19.5万元。
    ## 正例
        正文: |
          # 报告

          2024年项目支出108万元，其中专项资金44.5万元。
    ## 边界
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，运行维护经费19.5万元，专项资金44.48万元。
    """
    reading = told.read(case)
    totals = [listing for listing in told.arithmetic(case).lists if listing.total]
    yield from each(totals, lambda listing: _short(listing, reading), "正文没有“共计……其中”列举")


def _short(listing: Listing, reading: Reading) -> Answers:
    if not listing.adds_up and _exceeded(listing, reading) is None:
        whole, parts = listing.whole.figure, tuple(p.figure for p in listing.parts)
        yield Fault(
            whole,
            f"共计 {whole}，所列各项之和 {told.shown(listing.sum)} = {sum_formula(parts)}，"
            f"少 {told.gap(whole, listing.sum)}",
            expected=listing.sum,
            see=parts,
            hint="补上没有列出的项，或写明其余用在哪里",
        )


@rule("N107", basis="项目支出已由各项目加满，不会再有别的项目")
def amount_without_support(case: Case) -> Answers:
    """正文有一笔无处对应的项目金额。

    ## 为什么
    同一总数在另一处已经逐项加满，其中没有这一项，表格里也没有，这笔钱就没有出处。
    ## 反例
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，运行维护经费19.5万元，专项资金44.5万元。

          2024年项目支出共计108万元，其中业务工作经费44万元，电子商务公共服务平台99万元。
    ## 正例
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，运行维护经费19.5万元，专项资金44.5万元。
    ## 边界
        正文: |
          # 报告

          2024年项目支出共计108万元，其中业务工作经费44万元，电子商务公共服务平台99万元。
    """
    reading = told.read(case)
    found = [
        one for one in told.arithmetic(case).lists if _whole(one, reading) in (PROJECT, SPECIAL)
    ]
    full = [one for one in found if one.adds_up and _is_right(reading.of(one.whole))]
    if not found:
        yield NotApplicable("正文没有列举项目支出")
    for listing in found:
        other = _made_up(full, listing.whole.scope)
        if not listing.adds_up and other:
            yield from _unsupported(listing, other, reading)


def _whole(listing: Listing, reading: Reading) -> str:
    return reading.of(listing.whole).concept


def _is_right(whole: Bound) -> bool:
    """Whether the tables do not say otherwise."""
    return whole.agrees or not whole.facts


_MOST = 200  # parts that one message can name


def _made_up(full: list[Listing], scope: Scope) -> tuple[Figure, ...]:
    """The parts of all lists that add up, of one kind of money."""
    parts = (p.figure for one in full if one.whole.scope is scope for p in one.parts)
    return tuple(islice(parts, _MOST))


def _unsupported(listing: Listing, other: tuple[Figure, ...], reading: Reading) -> Answers:
    for part in listing.parts:
        bound = reading.of(part)
        if part.words and not told.supported(bound, reading):
            yield Fault(
                part.figure,
                f"“{part.words}” {part.figure} 没有出处：{told.spoken(_whole(listing, reading))}"
                f"在别处已逐项加满（{told.listed(other)}），其中没有它，表格里也没有",
                see=other,
                hint="核对这笔钱是否重复、是否属于别的年度或别的单位",
            )


_AGAIN = "增减额、增减幅度、占比、人均和结余都可以由正文和表格的数字重算"


@rule("N119", basis=_AGAIN)
def computed_number_is_wrong(case: Case) -> Answers:
    """正文的增减、占比、人均或结余算错。

    ## 为什么
    这些数由别的数算出；改了一头没有改另一头，读者一算就不对。
    ## 公式
    增减幅度 = 增减额 ÷ 上年数；占比 = 部分 ÷ 整体；人均 × 人数 = 总额；结余 = 预算 - 执行
    ## 反例
        正文: |
          # 报告

          全年三公经费支出4.2万元，比上年减少0.8万元，下降19%。
    ## 正例
        正文: |
          # 报告

          全年三公经费支出4.2万元，比上年减少0.8万元，下降16%。全年项目支出108万元，占总支出的26.09%。
          资助120人，共发放6万元，人均500元。全年预算数420万元，全年执行数414万元，结余6万元。
    ## 边界
        正文: |
          # 报告

          全年三公经费支出4.2万元，比上年减少0.8万元，下降15.8%。
    """
    found = [one for one in told.arithmetic(case).identities if not one.base_zero]
    yield from each(found, _recomputed, "正文没有可以重算的增减、占比、人均或结余")


def _recomputed(one: Identity) -> Answers:
    computed = one.computed
    rough = one.stated.is_rough
    if computed is not None and not rough and not one.stated.figure.agrees_with(computed):
        short = figures.rounded(computed, 2)
        formula = computed.origin.formula if isinstance(computed.origin, Derived) else ""
        yield Fault(
            one.stated.figure,
            f"正文写“{one.stated.clause}{one.stated.figure}”，应为 {short} = {formula}",
            expected=short,
            see=(computed,),
            hint="核对这个数和算它的各个数",
        )


@rule("N120", severity=Severity.WARNING, basis="基数为零没有增减幅度")
def rate_on_zero(case: Case) -> Answers:
    """基数为零却写增减幅度。

    ## 为什么
    上年为零，今年不为零，没有百分比可言；只能写增加多少。
    ## 反例
        基础数据表: {经费控制情况: {三公经费: {出国经费: {上年决算数: 0, 本年决算数: 0.5}}}}
        正文: |
          # 报告

          出国经费0.5万元，比上年增长100%。
    ## 正例
        正文: |
          # 报告

          公务接待1.7万元，比上年下降15%。
    ## 边界
        基础数据表: {经费控制情况: {三公经费: {出国经费: {上年决算数: 0.01, 本年决算数: 0.5}}}}
        正文: |
          # 报告

          出国经费0.5万元，比上年增长4900%。
    """
    found = told.arithmetic(case).identities
    yield from each(found, _on_zero, "正文没有增减幅度")


def _on_zero(one: Identity) -> Answers:
    if one.base_zero and one.stated.figure.value != ZERO:
        yield Fault(
            one.stated.figure,
            f"上年（或预算）为零，“{one.stated.clause}{one.stated.figure}”没有意义",
            hint="写增加了多少，不写百分比",
        )


@rule("N121", severity=Severity.WARNING, basis="“分别为”前后应一一对应")
def row_of_names_and_numbers_differs(case: Case) -> Answers:
    """“分别为”前后的名称与数字个数不同。

    ## 为什么
    名称和数字对不上，读者不知道哪个数属于哪一项。
    ## 反例
        正文: |
          # 报告

          业务工作经费、运行维护经费分别为44万元、19.5万元、44.5万元。
    ## 正例
        正文: |
          # 报告

          业务工作经费、运行维护经费、专项资金分别为44万元、19.5万元、44.5万元。
    ## 边界
        正文: |
          # 报告

          住房和城乡建设经费、办公经费分别为10万元、20万元。
    """
    reading = told.read(case)
    lines = [line for one in (reading.main, reading.project) for line in one.of_paragraphs()]
    found = [row for line in lines for row in rows(line)]
    yield from each(found, _row, "正文没有“分别为”")


def _row(row: Row) -> Answers:
    if len(row.names) != len(row.statements):
        yield Fault(
            row.statements[0].figure,
            f"“分别”之前有 {len(row.names)} 个名称（{'、'.join(row.names)}），"
            f"之后有 {len(row.statements)} 个数字",
            see=tuple(statement.figure for statement in row.statements[1:]),
            hint="一项一个数，或分开写",
        )
