"""Rules that hold what the text says against the tables: amounts, years, scores, grades."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.figures import Figure
from generator.findings import Severity
from generator.model.facts import Stage
from generator.model.reading import Words
from generator.narrative.concepts import SCORE, best_name, core
from generator.narrative.enumerations import Roll, rolls
from generator.narrative.numbers import NumberKind
from generator.narrative.phrases import cut, says
from generator.narrative.statements import place_of
from generator.rules.core import Answers, Case, Fault, NotApplicable, Table, rule
from generator.rules.tables import counted, each
from generator.rules.text import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.concepts import Bound, Reading
    from generator.narrative.statements import Mark, Statement

_SAME = "正文与表格说的是同一笔钱、同一年度、同一口径时，数字应当相同"


@rule("N101", basis=_SAME)
def text_differs_from_tables(case: Case) -> Answers:
    """正文的数字与表格不符。

    ## 为什么
    读者先读正文。正文把一个数说成另一项，或只改了表格没有改正文，读者就被误导。
    只比较同一项目、同一口径、同一阶段、同一年度的数；一般公共预算一章的数不与全部资金的表格直接比较。
    ## 反例
        正文: |
          # 报告

          2024年项目支出共计306万元。
    ## 正例
        正文: |
          # 报告

          2024年项目支出共计108万元，其中专项资金44.5万元。2023年项目支出100万元。
    ## 边界
        正文: |
          # 报告

          ## 二、一般公共预算支出情况

          2024年项目支出共计40万元。
    """
    checked = [b for b in told.read(case).bound if _is_comparable(b)]
    yield from each(checked, lambda bound: _against(bound, case), "正文没有与表格同一口径的数字")


def _is_comparable(bound: Bound) -> bool:
    staged = not bound.is_outturn
    return bool(
        bound.facts
        and not bound.loose
        and not bound.marked
        and not bound.measured
        and not bound.statement.is_rough
        and (staged or not bound.statement.is_aside)
    )


def _against(bound: Bound, case: Case) -> Answers:
    if bound.agrees:
        return
    fact = bound.facts[0]
    same = told.read(case).book.same_value(bound.statement)
    year = f"{bound.statement.year}年"
    others = {
        f"“{told.spoken(key.concept)}”{key.year}年的数"
        for key, _ in same
        if key.concept != bound.concept or key.year != bound.statement.year
    }
    what = f"{bound.figure} 是{'、'.join(sorted(others))}" if others else ""
    yield Fault(
        bound.figure,
        f"正文写“{told.spoken(bound.concept)}” {told.typed(bound)}，{year}“{fact.name}”为 {fact}，"
        f"相差 {told.gap(bound.figure, fact)}" + (f"；{what}" if what else ""),
        expected=fact,
        see=(*bound.facts, *(figure for _, figure in same)),
        hint="项名写错的改项名，数字写错的改数字" if what else "核对正文和表格哪一处填错",
    )


@rule("N102", basis="正文写明的年度应是所列数字的年度")
def amounts_of_another_year(case: Case) -> Answers:
    """正文写的年度与所列数字的年度不符。

    ## 为什么
    沿用上年的文字而只改了数字，句子里就留下上年的年度；读者会把本年的数当作上年的数。
    ## 反例
        正文: |
          # 报告

          2023年项目支出共计108万元。
    ## 正例
        正文: |
          # 报告

          2023年项目支出共计100万元，2024年项目支出共计108万元。
    ## 边界
        基础数据表: {经费控制情况: {项目支出: {合计: {上年决算数: 108.00}}}}
        正文: |
          # 报告

          2023年项目支出共计108万元。
    """
    wrong = [b for b in told.read(case).bound if b.misdated]
    for bound in told.by_sentence(wrong):
        yield from _misdated(bound, case)


def _misdated(bound: tuple[Bound, ...], case: Case) -> Iterator[Fault]:
    right = [b for b in bound if b.facts and b.agrees]
    written = next(b.statement.stated_year for b in bound if b.statement.stated_year)
    sentence = bound[0].statement.sentence
    span = sentence.find(f"{written}年") or sentence.span
    clause = next(c for c in cut(sentence.text, "，：；。") if f"{written}年" in c)
    place = place_of(sentence.paragraph, clause)
    yield Fault(
        Words("年度", f"{written}年", span._replace(place=place)),
        f"这句写的是{written}年，但{told.listed(b.figure for b in right)}"
        f" 都是{case.report.fiscal_year}年的数",
        expected=f"{case.report.fiscal_year}年",
        see=tuple(fact for b in right for fact in b.facts if b.figure.repeats(fact)),
        hint=f"数字是本年的，把年度改为{case.report.fiscal_year}年",
        rows=len(right),
    )


@rule("N114", severity=Severity.WARNING, basis="预算数和决算数是两个阶段的数，不能互相代替")
def outturn_called_budget(case: Case) -> Answers:
    """把决算数写成安排或下达的预算。

    ## 为什么
    “安排”“下达”说的是预算。写上决算数，读者以为预算就是这么多，看不出预算与决算的差距。
    ## 反例
        正文: |
          # 报告

          县财政安排项目支出共计108万元。
    ## 正例
        正文: |
          # 报告

          县财政安排项目支出预算110万元，全年项目支出共计108万元。
    ## 边界
        正文: |
          # 报告

          县财政安排示例农贸市场改造专项44.5万元。
        基础数据表:
          经费控制情况:
            项目支出:
              上级专项资金:
                逐项:
                  - {名称: 示例农贸市场改造专项, 本年预算数: 44.5}
    """
    reading = told.read(case)
    spent = [b for b in _arranged(reading) if b.statement.is_money and b.agrees]
    for bound in told.by_sentence(filter(_is_comparable, spent)):
        yield from _budget(bound, reading)


def _arranged(reading: Reading) -> Iterator[Bound]:
    """What has 安排 or 下达 before it in its sentence, and no budget in between."""
    for sentence in told.by_sentence(reading.bound):
        start = sentence[0].statement.sentence.start
        for bound in sentence:
            statement = bound.statement
            before = statement.sentence.before(statement.start)
            before = before[max(len(before) - (statement.start - start), 0) :]
            if not bound.is_outturn:
                start = statement.end
            elif re.search(_ARRANGED, cut(before, "：:")[-1]) and not _is_spent(statement):
                yield bound


_ARRANGED = "(?:安排|下达)(?!的|情况)"


def _is_spent(statement: Statement) -> bool:
    """安排62万元，实际支出61万元: said to be spent, in a clause that arranges nothing."""
    spent = says(statement.clause, "实际|执行|决算|支付|完成") or not statement.words
    return bool(spent) and not re.search(_ARRANGED, statement.clause)


def _budget(bound: tuple[Bound, ...], reading: Reading) -> Iterator[Fault]:
    stages = (Stage.INITIAL, Stage.ADJUSTED)
    budgets = [
        (b, [reading.book.at(b.concept, stage, b.statement.year) for stage in stages])
        for b in bound
    ]
    wrong = [
        (b, [f for f in found if f is not None])
        for b, found in budgets
        if not any(f is not None and f.agrees_with(b.figure) for f in found)
    ]
    if wrong:
        known = [figure for _, found in wrong for figure in found]
        yield Fault(
            wrong[0][0].figure,
            f"用“安排”“下达”引出的 {told.listed(b.figure for b, _ in wrong)} 是决算数，"
            f"预算数是 {told.listed(known) or '空白'}",
            see=tuple(known),
            hint="写预算就用预算数，写支出就不用“安排”“下达”",
            rows=len(wrong),
        )


@rule("N116", basis="机构数应与列出的名称一致")
def count_differs_from_names(case: Case) -> Answers:
    """写的个数与列出的名称个数不一致。

    ## 为什么
    机构改革后只改了个数或只改了名单，读者不知道哪个为准。
    ## 反例
        正文: |
          # 报告

          内设股室4个。

          内设股室分别是：办公室、电商股、行业管理股。
    ## 正例
        正文: |
          # 报告

          内设股室3个，所属事业单位1个。

          内设股室分别是：办公室、电商股、行业管理股。

          所属事业单位是：投资促进事务中心。
    ## 边界
        正文: |
          # 报告

          内设股室4个。

          内设股室分别是：办公室、电商股、行业管理股和财务股。
    """
    reading = told.read(case)
    found = [roll for story in (reading.main, reading.project) for roll in rolls(story)]
    yield from each(found, _roll, "正文没有列名单")


def _roll(roll: Roll) -> Answers:
    # 住房和城乡建设股 is one name, 电商股和财务股 are two: whichever fits is right.
    joined = sum(bool(says(name, "和|及|与")) for name in roll.names)
    if not len(roll.names) <= roll.counted.figure.value <= len(roll.names) + joined:
        yield Fault(
            roll.counted.figure,
            f"写 {roll.counted.figure}，列出 {len(roll.names)} 个：{'、'.join(roll.names)}",
            expected=str(len(roll.names)),
            hint="核对个数和名单",
        )


_TOTAL = "正文的自评得分和等级来自自评表"


@rule("N117", basis=_TOTAL)
def score_in_text_differs(case: Case) -> Answers:
    """正文的得分与自评表不符。

    ## 为什么
    得分只有一个，就是自评表的总分；正文是另一个数，读者不知道该信哪个。
    ## 反例
        正文: |
          # 报告

          自评得分96分。
    ## 正例
        正文: |
          # 报告

          自评得分98.86分，示例农贸市场改造项目96.89分。
    ## 边界
        正文: |
          # 报告

          2023年自评得分96分，2024年自评得分98.860分。
    """
    scored = list(_scored(case))
    yield from each(scored, lambda pair: _score(*pair), "正文没有写自评得分")


def _scored(case: Case) -> Iterator[tuple[Statement, Table]]:
    """Each score of the text with the table that it is of."""
    reading = told.read(case)
    of_unit = {statement.span: statement for statement in reading.main.statements}
    titles = tuple(table.title for table in case.tables[1:])
    for bound in reading.bound:
        statement = bound.statement
        if not _is_score(statement) or statement.year != reading.year:
            continue
        title = best_name(statement.subject, titles) if core(statement.subject) else ""
        if title:
            yield statement, next(t for t in case.tables if t.title == title)
        elif _is_total(bound) and of_unit.get(statement.span) == statement:
            yield statement, case.tables[0]


def _is_score(statement: Statement) -> bool:
    return statement.kind is NumberKind.SCORE and not statement.is_aside


def _is_total(bound: Bound) -> bool:
    """Whether it is said of the whole table, not of one indicator."""
    statement = bound.statement
    before = statement.sentence.before(statement.start)
    whole = says(before, "自评|总分|综合评价")
    part = says(statement.clause, "指标|产出|效益|满意度|执行|管理|过程")
    return bound.concept == SCORE and bool(whole) and not part


def _score(statement: Statement, table: Table) -> Answers:
    total = counted(table.evaluation.total.score, table.card.total)
    if isinstance(total, Figure) and not statement.figure.agrees_with(total):
        yield Fault(
            statement.figure,
            f"正文写 {statement.figure}，自评表总分为 {total}",
            expected=total,
            see=(total,),
            hint="改正文；写 {{ 自评表.总分.得分 }} 可以自动取数",
        )


@rule("N118", basis=_TOTAL)
def grade_in_text_differs(case: Case) -> Answers:
    """正文的等级与自评表不符。

    ## 为什么
    等级由总分决定，正文不能写另一个等级。
    ## 反例
        正文: |
          # 报告

          自评得分98.86分，等级为良好。
    ## 正例
        正文: |
          # 报告

          自评得分98.86分，部门整体支出绩效为“优秀”。
    ## 边界
        正文: |
          # 报告

          自评得分98.86分。等级划分见表式。
    """
    yield from each(list(_scored(case)), lambda pair: _grade(*pair, case), "正文没有写自评得分")


def _grade(statement: Statement, table: Table, case: Case) -> Answers:
    words = "|".join(sorted((b.title.text for b in case.form.grades), key=len, reverse=True))
    after = statement.sentence.after(statement.end)
    found = re.search(f'^[^\\d]*?(?:绩效|等级|评定|评级|结果)(?:评定)?为[“"]?({words})', after)
    band = table.card.grade
    grade = table.evaluation.grade.text or (band.title.text if band else "")
    if found and grade and found[1] != grade:
        start = statement.end + found.start(1)
        span = statement.paragraph.span(start, start + len(found[1]))
        place = f"{statement.span.place}等级为{found[1]}"
        yield Fault(
            span._replace(place=place),
            f"正文写等级“{found[1]}”，自评表为“{grade}”",
            expected=grade,
            see=(table.evaluation.grade,),
            hint="等级由总分所在的分数段决定",
        )


@rule("N115", severity=Severity.WARNING, basis="项目支出绩效自评表满分100分，单独计分")
def project_report_takes_over_score(case: Case) -> Answers:
    """项目报告的得分是部门整体的得分。

    ## 为什么
    每个项目有自己的自评表，单独计100分。没有项目表而写部门的得分，这个分数没有依据。
    ## 反例
        正文: |
          # 报告

          自评得分98.86分。
        项目正文: |
          # 项目报告

          自评得分98.86分。
        项目: []
    ## 正例
        项目正文: |
          # 项目报告

          示例农贸市场改造自评得分96.89分。
    ## 边界
        项目正文: |
          # 项目报告

          自评得分90分。
        项目: []
    """
    reading = told.read(case)
    unit = case.tables[0]
    total = counted(unit.evaluation.total.score, unit.card.total)
    of_project = {statement.span: statement for statement in reading.project.statements}
    scored = [b for b in reading.bound if b.concept == SCORE]
    own = [b for b in scored if of_project.get(b.statement.span) == b.statement]
    if case.projects or not own:
        yield NotApplicable("有项目表，或项目报告没有写得分")
        return
    for bound in own:
        if isinstance(total, Figure) and bound.figure.agrees_with(total):
            yield Fault(
                bound.figure,
                f"项目报告写自评得分 {bound.figure}，这是部门整体支出自评表的总分，没有项目表支持",
                see=(total,),
                hint="填项目支出绩效自评表，写项目自己的得分",
            )


_MARK = "金额后的 {=名称} 说明它是报告里的哪一个数"


@rule("N122", basis=_MARK, waivable=False)
def unknown_mark(case: Case) -> Answers:
    """正文的标记引用了报告里没有的项。

    ## 为什么
    标记的名称不对，就没有什么可以核对。
    ## 反例
        正文: |
          # 报告

          项目支出108万元{=自评表.年度预算申请.项目支出}。
    ## 正例
        正文: |
          # 报告

          项目支出108万元{=自评表.年度预算申请.按支出性质分.项目支出}。
    ## 边界
        正文: |
          # 报告

          项目支出108万元{= 自评表.年度预算申请.按支出性质分.项目支出 }。
    """
    marks = list(told.read(case).marks())
    yield from each(marks, lambda mark: _known(mark, case), "正文没有标记")


def _known(mark: Mark, case: Case) -> Answers:
    if not isinstance(told.read(case).book.values.get(mark.name), Figure):
        yield Fault(
            mark.span,
            f"报告里没有“{mark.name}”这个数，或它没有填",
            hint="名称是项名的路径，如 自评表.年度预算申请.全年执行数",
        )


@rule("N123", basis=_MARK)
def marked_amount_differs(case: Case) -> Answers:
    """正文的数字与标记的数不符。

    ## 为什么
    经办人写明了这个数出自哪里，两处就应当一样；改了表格没有改正文，在这里就会发现。
    ## 反例
        正文: |
          # 报告

          项目支出109万元{=自评表.年度预算申请.按支出性质分.项目支出}。
    ## 正例
        正文: |
          # 报告

          项目支出108万元{=自评表.年度预算申请.按支出性质分.项目支出}。
    ## 边界
        正文: |
          # 报告

          项目支出0.01亿元{=自评表.年度预算申请.按支出性质分.项目支出}。
    """
    marked = [b for b in told.read(case).bound if b.marked and b.facts]
    yield from each(marked, _marked, "正文没有标记")


def _marked(bound: Bound) -> Answers:
    if not bound.agrees:
        fact = bound.facts[0]
        yield Fault(
            bound.figure,
            f"正文写 {bound.figure}，标记的“{bound.concept}”为 {fact}",
            expected=fact,
            see=(fact,),
            hint="核对正文和表格；标记指错的，改标记",
        )


@rule("N124", severity=Severity.INFO, basis="正文的每一个金额都应说得出来自哪里")
def amounts_not_bound(case: Case) -> Answers:
    """正文有金额对不上报告里的数据。

    ## 为什么
    没有对应的金额无法核对。可以改用表里的项名，或在金额后写 {=名称} 指明。
    年度、日期、文号、序号、附件号、电话、编码和名称里的数字不算金额，不在统计之内。
    ## 反例
        正文: |
          # 报告

          全年旅游综合收入8.1亿元。
    ## 正例
        正文: |
          # 报告

          2024年项目支出共计108万元。
    ## 边界
        正文: |
          # 报告

          市场改造和商贸管理花去108万元{=自评表.年度预算申请.按支出性质分.项目支出}。
    """
    reading = told.read(case)
    money, loose = reading.money, told.unbound(case)
    if not money:
        yield NotApplicable(told.NO_AMOUNT)
    elif loose:
        names = [f"{b.statement.words}{b.statement.typed}" for b in loose]
        yield Fault(
            loose[0].figure,
            f"正文金额 {len(money)} 处，已与数据对应 {len(money) - len(loose)} 处，"
            f"未对应：{'、'.join(names)}",
            see=tuple(b.figure for b in loose[1:]),
            hint="请改用表里的项名，或在金额后写 {=自评表.……} 指明是哪个数；"
            "年度、日期、文号、序号、附件号、电话、编码和名称里的数字不在统计之内",
            rows=len(loose),
        )
