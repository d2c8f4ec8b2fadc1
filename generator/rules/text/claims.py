"""Rules about claims: what the narrative says of the year, against the tables and against itself.

The claims and what refutes them stand in one table, ``generator/narrative/claims.py``; a rule
here is one kind of refutation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.figures import HUNDRED, ZERO, Figure
from generator.findings import Severity
from generator.narrative import claims
from generator.narrative.phrases import says, without
from generator.rules import cells, tables
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, known, rule
from generator.rules.movements import Movement
from generator.rules.text import wording
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.model.base_table import Row
    from generator.model.reading import Words
    from generator.narrative.claims import Claim
    from generator.narrative.document import Sentence
    from generator.narrative.text import Narrative
    from generator.rules.text.wording import Said

_AGREES = "正文的说法应与所附各表一致"
_ITSELF = "正文前后的说法应一致"
_SHOWN = 3
_NO_CLAIM = "正文没有这样的说法"

_GRADE = (
    r"(?:绩效|等级|结果|评定|评价)[^，]{0,8}?(?:为|是)\s*[“\"]?"
    r"(优秀|优|良好|良|合格|中|较差|差|不合格)(?=[”\"，。；、）)]|$)"
)


@rule("N201", basis="等级由总分按表式的等级段确定")
def claimed_grade_is_not_the_grade(case: Case) -> Answers:
    """正文所写的等级与得分的等级不同。

    ## 为什么
    公众先读正文。正文写“优秀”而自评表的得分只是“良好”，读者被误导。
    同一句里先写了得分的，见 N118，不再重复。
    ## 反例
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          部门整体支出绩效为“良好”。
    ## 正例
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          部门整体支出绩效为“优秀”。
        项目正文: |
          # 项目报告

          示例农贸市场改造的等级为优秀。
    ## 边界
        正文: |
          # 报告

          资产管理情况良好。
        项目正文: |
          # 项目报告

          各项目等级为优秀。
        自评表: {总分: {得分: 120}}
    """
    found = [
        (text, wording.Said(sentence, *match.span()), match[1])
        for text in wording.texts(case)
        for sentence in wording.sentences_with(text, _GRADE)
        for match in re.finditer(_GRADE, sentence.text)
        if not re.search(r"\d\s*分", _before(sentence, match)) and "考核" not in match[0]
    ]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for text, said, word in found:
        allowed = _grades(case, text, said)
        if allowed and word not in allowed:
            yield Fault(
                said.spot,
                f"正文写等级为“{word}”，按得分应为“{'”或“'.join(allowed)}”",
                expected="、".join(allowed),
                see=known(case.report.evaluation.total.score),
                hint="核对得分，再改正文的等级",
            )


def _before(sentence: Sentence, match: re.Match[str]) -> str:
    """What a sentence says before words of it."""
    return sentence.before(sentence.start + match.start())


def _grades(case: Case, text: Narrative, said: Said) -> list[str]:
    """The grades the sentence may give: of the project named before it, else of any table."""
    named = [
        t
        for t in case.tables[1:]
        if t.title in said.sentence.before(said.sentence.start + said.start)
    ]
    others = case.tables[:1] if text is case.narrative else case.tables
    grades = (table.card.grade for table in named[-1:] or others)
    return list(dict.fromkeys(grade.title.text for grade in grades if grade))


@rule("N202", basis=_AGREES)
def everything_reached_but_indicators_missed(case: Case) -> Answers:
    """正文称目标全部完成，有指标没有达到。

    ## 为什么
    自评表里有没有达到的指标，正文就不能说全部完成。
    ## 反例
        正文: |
          # 报告

          全年各项绩效目标全部完成。
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 实际完成值: 180, 得分: 13.5}]}
    ## 正例
        正文: |
          # 报告

          全年各项绩效目标全部完成。
    ## 边界
        正文: |
          # 报告

          7个市场的改造全部按期完工，未能全面完成年度目标。
    """
    found = [
        (text, said)
        for text in wording.texts(case)
        for said in wording.claimed_in(text, claims.ALL_REACHED)
    ]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for text, said in found:
        missed = [row for row in _rows(case, text) if _missed(row)]
        if missed:
            titles = "、".join(f"“{row.indicator.title}”" for row in missed[:_SHOWN])
            yield Fault(
                said.spot,
                f"正文说“{said.text}”，没有达到的指标有 {len(missed)} 个：{titles}",
                see=tuple(row.indicator.stated_actual for row in missed),
                hint="写明哪些完成、哪些没有完成和原因",
                rows=len(missed),
            )


def _rows(case: Case, text: Narrative) -> list[tables.Row]:
    """The indicators of which a narrative speaks: the unit's, or those of its projects."""
    of_unit = text is case.narrative
    return [row for row in tables.rows(case) if (row.table.title == "") == of_unit]


def _missed(row: tables.Row) -> bool:
    weight, computed = row.indicator.weight, row.score.computed
    return isinstance(weight, Figure) and computed is not None and computed.value < weight.value


class _Over(NamedTuple):
    """A claim of strict spending, and the rows of 基础数据表 that went over their budgets."""

    spot: Words
    claim: str
    rows: list[Row]


@rule("N203", severity=Severity.WARNING, basis=_AGREES)
def strict_spending_claimed_but_over_budget(case: Case) -> Answers:
    """称严格执行预算，决算超过预算。

    ## 为什么
    正文和“厉行节约保障措施”说严格执行预算、超预算不予支出，基础数据表的决算却远超预算。
    年中追加了预算的，写明追加的依据，说法才站得住。
    ## 公式
    本年决算数 ÷ 本年预算数 ≤ 表式界限“超预算”；
    称“未超预算”“控制在预算以内”的，本年决算数 ≤ 本年预算数
    ## 反例
        正文: |
          # 报告

          公用经费支出严格执行部门预算，厉行节约。
        基础数据表: {经费控制情况: {公用经费: {合计: {本年预算数: 40}}}}
    ## 正例
        正文: |
          # 报告

          公用经费支出严格执行部门预算，厉行节约。
        基础数据表: {经费控制情况: {公用经费: {合计: {本年预算数: 40}}}}
        变动说明: [{事项: 公用经费, 说明: 年中追加搬迁经费 20 万元。}]
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年预算数: 17}, 会议费、培训费: ""}}}
        正文: |
          # 报告

          “三公”经费4.2万元，控制在本年预算数4.5万元以内。公用经费严格执行预算。

          ## 八、下一步改进措施

          杜绝超支。
    """
    if not case.report.base.stated:
        yield NotApplicable("没有基础数据表")
    for over in _claims_of_strictness(case):
        listed = "；".join(
            f"“{row.label}”预算 {row.budget}，决算 {row.final}" for row in over.rows[:_SHOWN]
        )
        more = f"等 {len(over.rows)} 行" if len(over.rows) > _SHOWN else ""
        if over.rows:
            yield Fault(
                over.spot,
                f"称“{over.claim}”，决算超过预算：{listed}{more}",
                see=known(*(row.final for row in over.rows)),
                hint="追加了预算的，在“变动说明”写明依据；没有追加的，改写这句话",
                rows=len(over.rows),
            )


def _claims_of_strictness(case: Case) -> Iterator[_Over]:
    measures = case.report.base.saving_measures
    overspent = (limit.value for limit in known(case.form.thresholds.overspent))
    for words, limit in (*((claims.STRICT, most) for most in overspent), (claims.WITHIN, HUNDRED)):
        for said in wording.claimed(case, words):
            yield _Over(said.spot, said.text, _over(case, said.sentence.text, limit))
        found = re.search(words, measures.text)
        if found:
            yield _Over(measures, found[0], _over(case, measures.text, limit))


def _over(case: Case, text: str, limit: Decimal) -> list[Row]:
    """The rows over ``limit`` percent that nobody explained; those ``text`` names, if it does."""
    rows = [row for row in case.report.base.spending.rows() if row.label]
    named = [row for row in rows if row.label in _unquoted(text)]
    over = [row for row in named or rows if any(m.above(limit) for m in _spent(row))]
    return [row for row in over if not case.report.explained(row.label)]


def _unquoted(text: str) -> str:
    """``“三公”经费`` is 三公经费."""
    return without(text, '“”"')


def _spent(row: Row) -> Iterator[Movement]:
    """From budget to final, where both are given."""
    if isinstance(row.budget, Figure) and isinstance(row.final, Figure):
        yield Movement(row.label, row.budget, row.final, ("预算", "决算"))


@rule("N204", basis=_ITSELF)
def sentence_contradicts_itself(case: Case) -> Answers:
    """一句话里两种说法相反。

    ## 为什么
    “专款专用，时有占用”，读者不知道该信哪一半。
    ## 反例
        正文: |
          # 报告

          1.资金使用：专款专用，时有占用。
    ## 正例
        正文: |
          # 报告

          1.资金使用：专款专用，无截留、挤占、挪用。
    ## 边界
        正文: |
          # 报告

          市场改造占用耕地。
    """
    found = [
        (claim, said)
        for claim in claims.IN_ONE_SENTENCE
        for said in wording.claimed(case, claim.words)
    ]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for claim, good in found:
        bad = wording.said(good.sentence, claim.against)
        if bad:
            ends = min(good.start, bad.start), max(good.end, bad.end)
            yield Fault(
                wording.Said(good.sentence, *ends).spot,
                f"同一句里既说“{good.text}”，又说“{bad.text}”",
                hint=claim.hint,
            )


@rule("N205", basis=_AGREES)
def admitted_fault_but_full_marks(case: Case) -> Answers:
    """正文承认的问题，指标得了满分。

    ## 为什么
    正文说时有占用、付款不及时，自评表的支出正确率、支出及时率却是满分，两处必有一处不实。
    ## 反例
        正文: |
          # 报告

          2.资金拨付：手续繁杂，拨款有时不及时。
        自评表:
          绩效指标:
            产出指标:
              时效指标: [{三级指标: 支出及时率, 年度指标值: 100, 实际完成值: 100, 单位: "%",
                分值: 10, 得分: 10}]
    ## 正例
        正文: |
          # 报告

          2.资金拨付：手续繁杂，拨款有时不及时。
        自评表:
          绩效指标:
            产出指标:
              时效指标: [{三级指标: 支出及时率, 年度指标值: 100, 实际完成值: 90, 单位: "%",
                分值: 10, 得分: 9}]
    ## 边界
        正文: |
          # 报告

          ## 一、部门基本情况

          查处时有占用专项资金的行为。

          ## 二、资金管理

          没有出现拨款不及时的情况。
    """
    admitted = [(claim, wording.admitted(case, claim.words)) for claim in claims.AGAINST_INDICATORS]
    found = [(claim, said) for claim, said in admitted if said]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for claim, said in found:
        rows = [row for row in tables.rows(case) if _perfect(row, claim.against)]
        if rows:
            marks = "、".join(f"“{row.indicator.title}”{row.indicator.actual}" for row in rows)
            yield Fault(
                said[0].spot,
                f"正文说“{said[0].text}”，{marks}却得满分",
                see=(*(s.spot for s in said[1:]), *known(*(r.indicator.score for r in rows))),
                hint=claim.hint,
                rows=len(said),
            )


def _perfect(row: tables.Row, titles: str) -> bool:
    """Whether an indicator called ``titles`` got full marks."""
    lost = row.score.deduction
    return lost is not None and lost <= ZERO and bool(re.search(titles, row.indicator.title.text))


@rule("N206", basis=_ITSELF)
def narrative_contradicts_itself(case: Case) -> Answers:
    """正文前后两处说法相反。

    ## 为什么
    一处说项目没有立项，一处说所有项目与批复相符；公众看得出来，审核的人应先看出来。
    ## 反例
        项目正文: |
          # 项目报告

          项目都没立项。

          所有项目均与批复下达相符。
    ## 正例
        项目正文: |
          # 项目报告

          项目都已立项，所有项目均与批复下达相符，付款及时。
    ## 边界
        项目正文: |
          # 项目报告

          项目都没立项。

          ## 五、下一步改进措施

          所有项目均与批复下达相符后再开工。
    """
    yield from _contradictions(case, claims.IN_ONE_REPORT)


@rule("N207", severity=Severity.WARNING, basis=_ITSELF)
def narrative_hardly_agrees_with_itself(case: Case) -> Answers:
    """正文前后两处说法难以并存。

    ## 为什么
    说目标设定规范、合理，又说项目没有立项、没有前瞻性，读者要问目标是怎样设定的。
    ## 反例
        项目正文: |
          # 项目报告

          资金项目绩效目标设定规范、合理。

          项目没有立项，没有前瞻性。
    ## 正例
        项目正文: |
          # 项目报告

          资金项目绩效目标设定规范、合理。
    ## 边界
        项目正文: |
          # 项目报告

          资金项目绩效目标设定规范、合理。

          ## 五、下一步改进措施

          没有立项的，不安排资金。
    """
    yield from _contradictions(case, claims.HARDLY_TOGETHER)


def _contradictions(case: Case, table: tuple[Claim, ...]) -> Answers:
    """One finding at each claim, with every place that speaks against it."""
    found = [(claim, said) for claim in table for said in wording.admitted(case, claim.words)]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for claim, said in found:
        against = wording.admitted(case, claim.against)
        if against:
            yield Fault(
                said.spot,
                f"这里说“{said.text}”，另一处说“{against[0].text}”",
                see=tuple(other.spot for other in against),
                hint=claim.hint,
            )


@rule("N208", basis=_AGREES)
def as_approved_but_budget_and_final_differ(case: Case) -> Answers:
    """称所有项目与批复相符，预算与决算相差大。

    ## 为什么
    “所有项目均与批复下达相符”只要有一个项目的决算与预算差得远就不成立。
    ## 公式
    每个项目的本年决算数 ÷ 本年预算数在表式界限“低于预算”和“超预算”之间；没有预算的没有决算
    ## 反例
        正文: |
          # 报告

          所有项目均与批复下达相符。
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年预算数: 100}}}}
    ## 正例
        正文: |
          # 报告

          所有项目均与批复下达相符。
    ## 边界
        正文: |
          # 报告

          并非所有项目都与批复相符。
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年预算数: 100}}}}
    """
    found = wording.claimed(case, claims.AS_APPROVED)
    project = case.report.base.spending.project
    rows = (project.work, project.maintenance, project.special.total, *project.special.each)
    apart = [row for row in rows if _apart(case, row)]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for said in found if apart else ():
        listed = "；".join(
            f"“{row.label}”预算{_budget(row)}，决算 {row.final}" for row in apart[:_SHOWN]
        )
        yield Fault(
            said.spot,
            f"称“{said.text}”，{listed}",
            see=known(*(cell for row in apart for cell in (row.budget, row.final))),
            hint="写明哪些项目与批复不同、差多少和原因",
            rows=len(apart),
        )


def _budget(row: Row) -> str:
    return f" {row.budget}" if isinstance(row.budget, Figure) else "没有填"


def _apart(case: Case, row: Row) -> bool:
    """Whether a project spent far more or far less than its budget, or without one."""
    if cells.is_unfilled(row.budget):
        return any(final.value > ZERO for final in known(row.final))
    limits = case.form.thresholds
    return any(
        movement.above(most.value) or movement.below(least.value)
        for movement in _spent(row)
        for most in known(limits.overspent)
        for least in known(limits.underspent)
    )


@rule("N209", severity=Severity.WARNING, basis=_AGREES)
def slow_payment_but_everything_paid(case: Case) -> Answers:
    """称拨付慢，执行率和支出及时率却是百分之百。

    ## 为什么
    钱全部付出、付得及时，拨付就不是问题；拨付是问题，这两个百分之百就要解释。
    ## 反例
        正文: |
          # 报告

          预算执行：拨付时又要级级审批，工作重复繁琐。
        自评表:
          年度预算申请: {全年预算数: 414, 执行率: 100, 得分: 10}
          绩效指标:
            产出指标:
              时效指标: [{三级指标: 支出及时率, 年度指标值: 100, 实际完成值: 100, 单位: "%",
                分值: 10, 得分: 10}]
    ## 正例
        正文: |
          # 报告

          预算执行：拨付时又要级级审批，工作重复繁琐。
    ## 边界
        正文: |
          # 报告

          预算执行：拨付时又要级级审批，工作重复繁琐。
        自评表:
          年度预算申请: {全年预算数: 414.03, 执行率: , 得分: }
          绩效指标:
            产出指标:
              时效指标: [{三级指标: 支出及时率, 年度指标值: 100, 实际完成值: 100, 单位: "%",
                分值: 10, 得分: 10}]
    """
    found = [
        said
        for text in wording.texts(case)
        for sentence in wording.sentences_with(text, claims.SLOW_PAYMENT)
        if (said := wording.said(sentence, claims.SLOW_PAYMENT))
    ]
    yield from wording.nothing(case, found, _NO_CLAIM)
    rate = case.tables[0].card.rate
    timely = [row for row in tables.rows(case) if _perfect(row, claims.TIMELY)]
    if found and timely and rate is not None and rate.value == HUNDRED:
        yield Fault(
            found[0].spot,
            f"这里说“{found[0].text}”，而执行率 100%，"
            f"“{timely[0].indicator.title}”{timely[0].indicator.actual}",
            see=(*(s.spot for s in found[1:]), *known(*(r.indicator.score for r in timely))),
            hint="写明拨付慢在哪里、为什么全年仍全部付出；或核对两个百分之百",
            rows=len(found),
        )


@rule("N210", basis=_AGREES)
def direction_of_change_is_wrong(case: Case) -> Answers:
    """正文所说的增减方向与两年的数字相反。

    ## 为什么
    基础数据表上年和本年两列都在，正文说下降而数字是增加，读者一比就知道。
    ## 公式
    称增加的，本年决算数 ≥ 上年决算数；称减少的，本年决算数 ≤ 上年决算数
    ## 反例
        正文: |
          # 报告

          全年“三公”经费比上年增加。
    ## 正例
        正文: |
          # 报告

          全年三公经费比上年减少。
    ## 边界
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          项目支出比上年减少。

          ## 三、其他

          年中投诉同比减少20件，公务接待比上年减少。
        基础数据表: {经费控制情况: {三公经费: {公务接待: {上年决算数: ""}}}}
    """
    found = [item for text in wording.texts(case) for item in _comparisons(case, text)]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for row, said in found:
        prior, final = row.prior, row.final
        if not (isinstance(prior, Figure) and isinstance(final, Figure)):
            yield NotEnough(f"“{row.label}”没有填上年或本年决算数")
            continue
        less, more = (final, prior) if said.text.endswith(claims.UP) else (prior, final)
        if more.exceeds(less):
            yield Fault(
                said.spot,
                f"正文说“{row.label}”{said.text}，而上年 {prior}、本年 {final}",
                see=(prior, final),
                hint="核对增减的方向，或核对上年决算数",
            )


# Chapters on one kind of money: the table counts all of it.
_OF_ONE_SCOPE = "一般公共|政府性基金|国有资本|社会保险|财政专户"


def _comparisons(case: Case, text: Narrative) -> Iterator[tuple[Row, Said]]:
    """Rows of 基础数据表 that a sentence compares with last year, with the words for it."""
    rows = {row.label: row for row in case.report.base.spending.rows() if row.label}
    for sentence in wording.sentences_with(text, claims.COMPARED):
        for match in re.finditer(claims.COMPARED, sentence.text):
            label = _last_label(_before(sentence, match), rows)
            if label and not says(sentence.paragraph.chapter, _OF_ONE_SCOPE):
                yield rows[label], wording.Said(sentence, *match.span())


def _last_label(text: str, labels: Iterable[str]) -> str:
    """The row that is named last, at the start of a clause; blank when there is none."""
    words = "|".join(re.escape(label) for label in labels)
    shape = rf"(?:^|[，。；：、.]|全年|年度?|其中)({words})"
    found = re.findall(shape, _unquoted(text))
    return found[-1] if found else ""


@rule("N211", basis=_AGREES)
def denied_but_spent(case: Case) -> Answers:
    """正文称没有这项支出，表里有金额。

    ## 为什么
    正文写没有公务接待，基础数据表却有金额，一处必是照抄模板。
    ## 反例
        正文: |
          # 报告

          全年没有公务接待支出。
    ## 正例
        正文: |
          # 报告

          全年未发生因公出国支出，没有公车购置。
    ## 边界
        正文: |
          # 报告

          没有政府采购。
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: ""}}}
    """
    found = [
        (denial.cell(case.report), said)
        for denial in claims.DENIALS
        for said in wording.denied(case, denial.phrases, claims.OF_IT)
    ]
    yield from wording.nothing(case, found, _NO_CLAIM)
    for cell, said in found:
        if isinstance(cell, Figure) and cell.value > ZERO:
            yield Fault(
                said.spot,
                f"正文说“{said.text}”，“{cell.name}”却是 {cell}",
                see=(cell,),
                hint="核对有没有这项支出，改正文或改表",
            )
