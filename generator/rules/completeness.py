"""Rules on what is missing: blank cells, blank texts, template words that were left in."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.figures import ZERO, Cell, Empty, EmptyKind
from generator.findings import Severity
from generator.forms.form import Algorithm
from generator.model import naming
from generator.model.reading import Record, Words, YesNo, shortened
from generator.narrative.phrases import says
from generator.rules import cells
from generator.rules.core import Answers, Case, Fault, NotApplicable, known, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.base_table import Row
    from generator.model.evaluation import FundLine, Project
    from generator.model.indicators import Indicator
    from generator.rules.core import Table
    from generator.scoring import IndicatorScore

_SHOWN = 3
# Left in a form that was not filled in; without one of the signs there is nothing to look for.
_SIGNS = "×|X|*|_|0等方面"
_PLACEHOLDER = (
    r"×{2,}|(?<![A-Za-z])X{2,}(?![A-Za-z])|(?<![\d*])\*{2,}|[X×*](?=[年月日县市区局])"
    r"|_{2,}|(?<![\d.])0等方面"
)


def placeholder(text: str) -> str:
    """The words of the template that were left in ``text``; blank when there are none."""
    narrow = unicodedata.normalize("NFKC", text)
    found = re.search(_PLACEHOLDER, narrow) if says(narrow, _SIGNS) else None
    return found[0] if found else ""


@rule("C001", severity=Severity.INFO, basis="空白、0 和“无此项”是三回事")
def blank_numbers_in_base_table(case: Case) -> Answers:
    """基础数据表有空着的数字格。

    ## 为什么
    空白看不出是零、没有此项，还是漏填。公众和下一年的填报人都只能猜。
    ## 反例
        基础数据表: {经费控制情况: {三公经费: {出国经费: {本年决算数: ""}}}}
    ## 正例
        基础数据表: {经费控制情况: {三公经费: {出国经费: {本年决算数: 无此项}}}}
    ## 边界
        基础数据表: {经费控制情况: {三公经费: {出国经费: {本年决算数: 不适用}}}}
    """
    blank = [cell for cell in _numbers(case) if cells.is_unfilled(cell)]
    if not case.report.base.stated:
        yield NotApplicable("没有基础数据表")
    elif blank:
        names = "、".join(f"“{cell.name}”" for cell in blank[:_SHOWN])
        more = "等" if len(blank) > _SHOWN else ""
        yield Fault(
            blank[0],
            f"基础数据表有 {len(blank)} 个数字格空着：{names}{more}",
            see=tuple(blank[1:]),
            hint="是零的写 0，没有这一项的写“无此项”，漏填的补上",
            rows=len(blank),
        )


def _numbers(case: Case) -> Iterator[Cell]:
    """The number cells of 基础数据表; rows still called ×× have a finding of their own."""
    base = case.report.base
    yield from (base.staffing.quota, base.staffing.on_duty, base.staffing.control_rate)
    for row in base.spending.rows():
        if not placeholder(row.label):
            yield from row.cells
    for building in base.buildings:
        yield from (building.approved_area, building.actual_area, building.area_rate)
        yield from (building.planned_investment, building.actual_investment)
        yield building.investment_rate


@rule("C002", basis="楼堂馆所控制情况须填写，没有当年完工项目的写“无此项”")
def buildings_left_blank(case: Case) -> Answers:
    """楼堂馆所控制情况没有填写。

    ## 为什么
    楼堂馆所是公众关注的事项。空着看不出是没有项目，还是没有填。
    ## 反例
        基础数据表: {楼堂馆所控制情况: ""}
    ## 正例
        基础数据表: {楼堂馆所控制情况: 无此项}
    ## 边界
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 800, 预算投资: 300, 实际投资: 290}
    """
    buildings = case.report.base.buildings
    if case.form.base_table.value is not YesNo.YES or not case.report.base.stated:
        yield NotApplicable("没有基础数据表")
    elif buildings.kind is not EmptyKind.NOT_APPLICABLE and not any(
        known(b.approved_area, b.actual_area, b.planned_investment, b.actual_investment)
        for b in buildings
    ):
        yield Fault(
            buildings,
            "“楼堂馆所控制情况”没有填写",
            hint="没有当年完工项目的写“无此项”；有的，一个项目一行",
        )


@rule("C003", basis="模板里的占位文字应换成实际内容")
def template_words_left(case: Case) -> Answers:
    """还留着模板的占位文字。

    ## 为什么
    “××专项资金”“主要用于0等方面”是模板里等人填写的地方，留在公开的报告里等于没有填写。
    ## 反例
        基础数据表: {厉行节约保障措施: 主要用于0等方面}
    ## 正例
        基础数据表: {厉行节约保障措施: 主要用于10等方面，面积3×4米}
    ## 边界
        自评表: {年度预算申请: {年初预算数: 300}}
        情况说明:
          - {规则: E001, 位置: 自评表, 原值: ××专项资金, 理由: 原件写作××专项资金, 岗位: 审核岗}
    """
    alike: dict[tuple[str, str], list[Words]] = {}
    for words in _own_words(case):
        if placeholder(words.text):
            alike.setdefault((words.name, words.text), []).append(words)
    for first, *others in alike.values():
        yield Fault(
            first,
            f"“{first.name}”写作“{shortened(first.text)}”，"
            f"“{placeholder(first.text)}”是模板的占位文字",
            see=tuple(others),
            hint="换成实际内容；没有这一项的，删去这一行",
            rows=1 + len(others),
        )


def _own_words(case: Case) -> Iterator[Words]:
    """The texts of the report itself; 来源 and 情况说明 may quote what is wrong in it."""
    report = case.report
    parts: tuple[Record, ...] = (report.unit, report.disclosure, report.base, report.evaluation)
    for part in (*parts, report.project_report, *report.explanations, *case.projects):
        for value in naming.each(part):
            if isinstance(value, Words):
                yield value


@rule("C004", basis="自评表的预算数、执行数和每个指标的指标值、完成值、分值都须填写")
def required_cell_blank(case: Case) -> Answers:
    """必须填写的数字或指标内容空着。

    ## 为什么
    缺了预算数、执行数，算不出执行率；缺了指标值、完成值或分值，自评无从谈起。
    ## 反例
        自评表: {年度预算申请: {年初预算数: ""}}
    ## 正例
        自评表: {年度预算申请: {年初预算数: 无此项}}
    ## 边界
        自评表:
          绩效指标:
            产出指标: {数量指标: [{三级指标: 商贸备案办理量, 得分: ""}]}
    """
    for table in case.tables:
        yield from _blank_amounts(table)
        for column, blank in _blank_columns(table).items():
            titles = "、".join(f"“{indicator.title}”" for indicator, _ in blank[:_SHOWN])
            more = f"等 {len(blank)} 个指标" if len(blank) > _SHOWN else ""
            yield Fault(
                blank[0][1],
                f"{cells.named(table)}{titles}{more}没有填“{column}”",
                see=tuple(cell for _, cell in blank[1:]),
                hint=f"补填“{column}”；不涉及的指标可整行删去",
                rows=len(blank),
            )


def _blank_amounts(table: Table) -> Answers:
    for cell in (table.funds.initial, table.funds.adjusted, table.funds.executed):
        if cells.is_unfilled(cell):
            yield Fault(
                cell,
                f"{cells.named(table)}“{cell.name}”没有填",
                hint="请补填；确实没有这笔预算的写 0 或“无此项”",
            )


def _blank_columns(table: Table) -> dict[str, list[tuple[Indicator, Empty]]]:
    """The unfilled cells of the indicators, by the word of their column."""
    found: dict[str, list[tuple[Indicator, Empty]]] = {}
    for score in table.card.indicators:
        for cell in _required(score):
            if cells.is_unfilled(cell):
                column = cell.name.removeprefix(score.indicator.label)
                found.setdefault(column, []).append((score.indicator, cell))
    return found


def _required(score: IndicatorScore) -> Iterable[Cell | Words]:
    """What a person has to fill in; a measured score may be left to be computed."""
    indicator = score.indicator
    yield from (indicator.stated_target, indicator.stated_actual, indicator.weight)
    judged = (Algorithm.BANDS, Algorithm.JUDGEMENT)
    if score.method and score.method.algorithm.value in judged:
        yield indicator.score


@rule("C005", basis="表式规定须填基础数据表")
def base_table_missing(case: Case) -> Answers:
    """缺少基础数据表。

    ## 为什么
    基础数据表是自评表的依据，人员、三公、项目和公用经费都在其中。
    ## 反例
        基础数据表: ""
    ## 正例
        基础数据表: {厉行节约保障措施: ""}
    ## 边界
        表式: mof-2020
        基础数据表: ""
    """
    if case.form.base_table.value is not YesNo.YES:
        yield NotApplicable("表式没有基础数据表")
    elif not case.report.base.stated:
        yield Fault(case.report.base, "没有填“基础数据表”", hint="按模板填写，各表逐项核对")


@rule("C006", basis="年度总体目标须写明年初目标和全年完成情况")
def annual_goal_blank(case: Case) -> Answers:
    """年度总体目标没有填写。

    ## 为什么
    没有目标，就说不上完成得怎样；没有完成情况，公众看不到结果。
    ## 反例
        自评表: {年度总体目标: {全年实际完成情况: ""}}
    ## 正例
        自评表: {年度总体目标: {全年实际完成情况: 市场完工1个。}}
    ## 边界
        自评表: {年度总体目标: {全年实际完成情况: 无。}}
    """
    for table in case.tables:
        for words in (table.evaluation.goals.target, table.evaluation.goals.actual):
            if not words:
                yield Fault(
                    words,
                    f"{cells.named(table)}年度总体目标的“{words.name}”没有填",
                    hint="写明做什么、做到多少，最好有数字",
                )


@rule("C007", basis="专项资金行须新增下级填写，一个专项资金一行")
def special_funds_not_listed(case: Case) -> Answers:
    """有上级专项资金支出而没有逐项列出。

    ## 为什么
    专项资金一个专项一行。只有一个总数，公众看不到是哪些专项、各花了多少。
    ## 反例
        基础数据表: {经费控制情况: {项目支出: {上级专项资金: {逐项: []}}}}
    ## 正例
        基础数据表:
          经费控制情况: {项目支出: {上级专项资金: {逐项: [{名称: 示例冷链专项, 本年决算数: 0}]}}}
    ## 边界
        基础数据表:
          经费控制情况: {项目支出: {上级专项资金: {逐项: [], 合计: {本年决算数: 0}}}}
    """
    spending = case.report.base.spending
    spent, listed = spending.special_spent, spending.project.special.each
    if spent is None:
        yield NotApplicable("没有上级专项资金支出")
    elif not listed.items:
        yield Fault(
            listed,
            f"“{spent.name}” {spent}，但“{listed.name}”没有列出一个专项",
            see=(spent,),
            hint="一个专项资金一行，写明名称、上年决算数、本年预算数、本年决算数",
        )


@rule("C008", severity=Severity.INFO, basis="各类资金逐项公开，没有的写 0 或“无此项”")
def income_class_blank(case: Case) -> Answers:
    """按收入性质分有空着的项。

    ## 为什么
    空着看不出是没有这类资金，还是漏填。国有资本经营预算多数表式没有印这一行，
    没有列出的不算；社会保险基金不在表内，由报告正文写明。
    ## 反例
        自评表: {年度预算申请: {按收入性质分: {纳入专户管理的非税收入拨款: ""}}}
    ## 正例
        自评表: {年度预算申请: {按收入性质分: {纳入专户管理的非税收入拨款: 无此项}}}
    ## 边界
        自评表: {年度预算申请: {按收入性质分: {纳入专户管理的非税收入拨款: 不适用}}}
    """
    income = case.report.evaluation.funds.income
    printed = (c for c in income.parts if c is not income.state_capital or not _left_out(c))
    blank = [cell for cell in printed if cells.is_unfilled(cell)]
    if blank:
        names = "、".join(f"“{cell.name}”" for cell in blank)
        yield Fault(
            blank[0],
            f"按收入性质分没有填：{names}",
            see=tuple(blank[1:]),
            hint="没有的写 0 或“无此项”",
            rows=len(blank),
        )


def _left_out(cell: Cell) -> bool:
    return isinstance(cell, Empty) and cell.kind is EmptyKind.MISSING


@rule("C009", basis="报告里写明附有的项目绩效自评报告须一并公开")
def announced_project_report_missing(case: Case) -> Answers:
    """写明有项目绩效自评报告，却没有正文。

    ## 为什么
    填了项目绩效自评报告的标题或日期，就是说有这份报告；没有正文，公众看不到。
    ## 反例
        项目绩效自评报告: {标题: 2024年项目绩效自评报告}
    ## 正例
        项目绩效自评报告: {标题: 2024年项目绩效自评报告}
        项目正文: |
          # 2024年项目绩效自评报告
    ## 边界
        项目绩效自评报告: {标题: ""}
    """
    announced = case.report.project_report
    if not (announced.title or announced.written):
        yield NotApplicable("没有写明有项目绩效自评报告")
    elif not case.project_narrative.present:
        yield Fault(
            announced.title or announced.written,
            "写明有项目绩效自评报告，但没有正文",
            hint="把正文放入 projects/report.md；没有这份报告的，删去“项目绩效自评报告”一项",
        )


@rule("C010", severity=Severity.WARNING, basis="空白、0 和“无此项”是三回事")
def row_filled_in_part(case: Case) -> Answers:
    """一行里有的格填了，有的空着。

    ## 为什么
    整行空着，也许是没有这一项；同一行里填了两格、空着一格，多半是漏填。
    有支出而没有预算的，见 E004，不再重复。
    ## 反例
        基础数据表: {经费控制情况: {政府采购金额: {本年决算数: ""}}}
    ## 正例
        基础数据表: {经费控制情况: {政府采购金额: {上年决算数: 无此项, 本年预算数: 0}}}
    ## 边界
        基础数据表:
          经费控制情况: {政府采购金额: {上年决算数: "", 本年预算数: "", 本年决算数: ""}}
    """
    blank = [cell for row in _table_rows(case) for cell in row]
    if blank:
        names = "、".join(f"“{cell.name}”" for cell in blank[:_SHOWN])
        more = f"等 {len(blank)} 格" if len(blank) > _SHOWN else ""
        yield Fault(
            blank[0],
            f"同一行的其他格填了，{names}{more}空着",
            see=tuple(blank[1:]),
            hint="补填；是零的写 0，没有的写“无此项”",
            rows=len(blank),
        )


def _table_rows(case: Case) -> Iterator[Iterator[Cell]]:
    """Of every row, the cells that were overlooked."""
    base = case.report.base
    yield _overlooked((base.staffing.quota, base.staffing.on_duty))
    for row in base.spending.rows():
        yield (cell for cell in _overlooked(row.cells) if not _known_elsewhere(cell, row))
    for building in base.buildings:
        yield _overlooked((building.approved_area, building.actual_area))
        yield _overlooked((building.planned_investment, building.actual_investment))
    for project in case.projects:
        yield from (_overlooked(line.cells) for line in _lines(project))


def _known_elsewhere(cell: Cell, row: Row) -> bool:
    """A cell of a total that the form computes was left out, or E004 asks for the budget."""
    unbudgeted = any(final.value > ZERO for final in known(row.final))
    computed = row.label in _COMPUTED and _left_out(cell)
    return computed or (cell is row.budget and unbudgeted)


_COMPUTED = ("三公经费", "公务用车购置和维护经费", "项目支出", "上级专项资金")


def _overlooked(row: tuple[Cell, ...]) -> Iterator[Cell]:
    """The blank cells of a row in which something is filled in."""
    blank = [cell for cell in row if cells.is_unfilled(cell)]
    return iter(blank if len(blank) < len(row) else ())


def _lines(project: Project) -> tuple[FundLine, ...]:
    funds = project.funds
    return (funds.current, funds.carried_over, funds.other)


@rule("C011", severity=Severity.WARNING, basis="表式印出的各行都须填写，没有的写“无此项”")
def printed_row_left_out(case: Case) -> Answers:
    """表式印出的一行没有列出。

    ## 为什么
    少了一行，看不出是没有这一项还是漏填；由系统计算的合计可以不列。
    ## 反例
        项目:
          - 对应专项资金: 示例农贸市场改造专项
            项目资金: {其他资金: }
    ## 正例
        基础数据表: {经费控制情况: {政府采购金额: {上年决算数: 12, 本年预算数: 12, 本年决算数: 12}}}
    ## 边界
        表式: mof-2020
        基础数据表: ""
        项目: []
    """
    left_out = [row for row in _printed_rows(case) if not row.stated]
    if left_out:
        names = "、".join(f"“{row.label}”" for row in left_out)
        yield Fault(
            left_out[0],
            f"没有列出：{names}",
            see=tuple(left_out[1:]),
            hint="补上这一行；没有这一项的写“无此项”",
            rows=len(left_out),
        )


def _printed_rows(case: Case) -> Iterator[Row | FundLine]:
    """The rows that a person fills in: those of 基础数据表, and the sources of projects."""
    spending = case.report.base.spending
    three, project, public = spending.three_public, spending.project, spending.public
    if case.report.base.stated:
        yield from (three.vehicles.purchase, three.vehicles.running)
        yield from (three.abroad, three.reception, project.work, project.maintenance)
        yield from (public.total, public.office, public.utilities, public.meetings)
        yield from (spending.procurement, spending.basic)
    for one in case.projects:
        lines = _lines(one)
        yield from lines if any(line.stated for line in lines) else ()
