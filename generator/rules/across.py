"""Rules that hold 自评表 against 基础数据表, and the report against its project tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import ZERO, Cell, Empty, Figure
from generator.findings import Severity
from generator.rules import cells
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotApplicable,
    NotEnough,
    known,
    missing,
    rule,
    sum_formula,
    worked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.findings import Working
    from generator.forms.form import Form
    from generator.model.base_table import SpecialFund


_SAME_SCOPE = "自评表与基础数据表同一口径，两处应一致"


@rule("X001", basis=_SAME_SCOPE)
def basic_spending_differs_between_tables(case: Case) -> Answers:
    """基本支出在两张表里不一致。

    ## 为什么
    自评表的“基本支出”与基础数据表的“部门基本支出预算调整”本年决算数是同一笔钱，
    两处常由不同人填写，只改一处时读者无从判断哪个为准。
    ## 公式
    自评表 基本支出 = 基础数据表 部门基本支出预算调整（本年决算数）
    ## 反例
        自评表: {年度预算申请: {按支出性质分: {基本支出: 307}}}
    ## 正例
        自评表: {年度预算申请: {按支出性质分: {基本支出: 306}}}
    ## 边界
        自评表: {年度预算申请: {按支出性质分: {基本支出: "306.00"}}}
    """
    yield from _same(
        case, case.report.evaluation.funds.outlay.basic, case.report.base.spending.basic.final
    )


@rule("X002", basis=_SAME_SCOPE)
def project_spending_differs_between_tables(case: Case) -> Answers:
    """项目支出在两张表里不一致。

    ## 为什么
    自评表的“项目支出”与基础数据表“项目支出”本年决算数是同一笔钱。
    ## 公式
    自评表 项目支出 = 基础数据表 项目支出（本年决算数）
    ## 反例
        自评表: {年度预算申请: {按支出性质分: {项目支出: 109}}}
    ## 正例
        自评表: {年度预算申请: {按支出性质分: {项目支出: 108}}}
    ## 边界
        自评表: {年度预算申请: {按支出性质分: {项目支出: "108.00"}}}
    """
    yield from _same(
        case,
        case.report.evaluation.funds.outlay.project,
        case.report.base.spending.project.total.final,
    )


_NO_BASE = NotApplicable("没有基础数据表")


def _same(case: Case, stated: Cell, other: Cell) -> Answers:
    if not case.report.base.stated:
        yield _NO_BASE
    elif isinstance(stated, Empty) or isinstance(other, Empty):
        yield NotEnough(missing(stated, other))
    elif not stated.repeats(other):
        yield Fault(
            stated,
            f"“{stated.name}”填报 {stated}，基础数据表“{other.name}”为 {other}",
            expected=other,
            see=(other,),
            hint="核对两张表哪一处填错；两处口径不同的，在情况说明里写明",
            working=_copied(stated, other),
        )


def _copied(stated: Figure, other: Figure) -> Working:
    """Two statements of one number: no rounding lies between them, so none is allowed for."""
    one, two = figures.as_stated(stated), figures.as_stated(other)
    return worked(one, two, f"{stated.name} = {other.name}", "另一处填报")


@rule("X003", basis="自评表年初预算数为全部资金，应等于基础数据表两项预算之和")
def initial_budget_differs_between_tables(case: Case) -> Answers:
    """年初预算数与基础数据表不符。

    ## 为什么
    年度资金总额包括基本支出和项目支出；常见的错误是只填了基本支出。
    ## 公式
    年初预算数 = 部门基本支出预算调整（本年预算数） + 项目支出（本年预算数）
    ## 反例
        自评表: {年度预算申请: {年初预算数: 310}}
    ## 正例
        自评表: {年度预算申请: {年初预算数: 420}}
    ## 边界
        自评表: {年度预算申请: {年初预算数: 420.01}}
    """
    stated, spending = case.report.evaluation.funds.initial, case.report.base.spending
    basic, project = spending.basic.budget, spending.project.total.budget
    if not case.report.base.stated:
        yield _NO_BASE
        return
    if isinstance(stated, Empty) or isinstance(basic, Empty) or isinstance(project, Empty):
        yield NotEnough(missing(stated, basic, project))
        return
    parts = figures.total("按基础数据表", (basic, project))
    if not stated.repeats(parts):
        yield Fault(
            stated,
            f"填报 {stated}，按基础数据表应为 {parts} = {sum_formula((basic, project))}",
            expected=parts,
            see=(basic, project),
            hint="核对年初预算数和基础数据表的本年预算数；全年资金包括基本支出和项目支出",
            working=worked(stated, parts, f"{stated.name} = {sum_formula((basic, project))}"),
        )


@rule("X004", basis="公用经费是基本支出的一部分")
def public_spending_exceeds_basic_spending(case: Case) -> Answers:
    """公用经费大于基本支出。

    ## 为什么
    公用经费是基本支出里的一般商品和服务支出，部分不会大于整体。
    ## 公式
    公用经费 ≤ 部门基本支出预算调整，三列分别比较
    ## 反例
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: 307}}}}
    ## 正例
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: 61}}}}
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: 306.01}}}}
    """
    spending = case.report.base.spending
    if not case.report.base.stated:
        yield _NO_BASE
        return
    yield from _columns_at_most(spending.public.total.cells, spending.basic.cells)


def _columns_at_most(parts: tuple[Cell, ...], wholes: tuple[Cell, ...]) -> Answers:
    for part, whole in zip(parts, wholes, strict=True):
        if isinstance(part, Empty) or isinstance(whole, Empty):
            yield NotEnough(missing(part, whole))
        elif part.exceeds(whole):
            yield Fault(
                part,
                f"“{part.name}” {part}，大于“{whole.name}” {whole}",
                see=(whole,),
                hint="核对两行是否填反、单位是否都是万元",
            )


@rule("X005", basis="三公经费在公用经费和项目支出中列支")
def three_public_exceeds_its_sources(case: Case) -> Answers:
    """三公经费大于公用经费与项目支出之和。

    ## 为什么
    三公经费只能在公用经费和项目支出中列支，不会超过两者之和。
    ## 公式
    三公经费（本年决算数） ≤ 公用经费 + 项目支出
    ## 反例
        基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 200}}}}
    ## 正例
        基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 4.2}}}}
    ## 边界
        基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 169.01}}}}
    """
    spending = case.report.base.spending
    part = spending.three_public.total.final
    sources = known(spending.public.total.final, spending.project.total.final)
    if not case.report.base.stated:
        yield _NO_BASE
        return
    if isinstance(part, Empty) or len(sources) < len(("公用经费", "项目支出")):
        yield NotEnough("三公经费、公用经费或项目支出的本年决算数未填")
        return
    whole = figures.total("公用经费与项目支出之和", sources)
    if part.exceeds(whole):
        yield Fault(
            part,
            f"“{part.name}” {part}，大于{whole.name} {whole}",
            see=sources,
            hint="核对三公经费的单位是否为万元",
        )


@rule("X006", basis="一个专项资金填一份项目支出绩效自评表")
def special_fund_without_project_table(case: Case) -> Answers:
    """专项资金没有项目支出绩效自评表。

    ## 为什么
    单位有专项资金的，每个专项都要单独自评、单独公开；缺了这张表，公众看不到钱花得怎样。
    ## 反例
        项目: []
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项}
    ## 边界
        基础数据表:
          经费控制情况:
            项目支出: {上级专项资金: {逐项: [{名称: 另一专项, 本年决算数: 无此项}]}}
    """
    special = case.report.base.spending.special_spent
    if special is None:
        yield NotApplicable("没有上级专项资金支出")
    elif case.unread:
        yield NotEnough(f"有 {case.unread} 份项目表读不出来")
    elif not case.projects:
        yield Fault(
            special,
            f"“{special.name}” {special}，但没有一份项目支出绩效自评表",
            hint="在 projects/ 文件夹为每个专项资金填一份，如 projects/nongmao.yml",
        )
    else:
        yield from _funds_without_table(case)


def _funds_without_table(case: Case) -> Iterator[Fault]:
    covered = {cells.name_of(project.special_fund) for project in case.projects}
    for fund in case.report.base.spending.project.special.each:
        if cells.name_of(fund.title) not in covered and _at_stake(fund):
            yield Fault(
                fund.title,
                f"专项资金“{fund.title}”没有项目支出绩效自评表",
                hint=f"填一份项目表，并写“对应专项资金: {fund.title}”",
            )


def _at_stake(fund: SpecialFund) -> bool:
    """Whether there was money to evaluate: what was budgeted may be all unspent."""
    money = known(fund.budget, fund.final)
    return bool(known(fund.final)) and any(figure.value for figure in money)


@rule("X007", basis="项目支出绩效自评表的资金是专项资金的一部分")
def project_table_differs_from_special_fund(case: Case) -> Answers:
    """项目表的全年执行数与专项资金不一致。

    ## 为什么
    项目表与基础数据表“上级专项资金”里的同名专项是同一笔钱。
    ## 公式
    项目表 全年执行数 = 同名专项资金（本年决算数）
    ## 反例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: 30}}
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: 44.5}}
    ## 边界
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: "44.50"}}
    """
    funds = {
        cells.name_of(fund.title): fund for fund in case.report.base.spending.project.special.each
    }
    named = [(project, cells.name_of(project.special_fund)) for project in case.projects]
    paired = [(project, funds[name]) for project, name in named if name in funds]
    if not paired:
        yield NotApplicable("没有对应到专项资金的项目表")
    for project, fund in paired:
        executed, final = project.funds.executed, fund.final
        if isinstance(executed, Empty) or isinstance(final, Empty):
            yield NotEnough(missing(executed, final))
        elif not executed.repeats(final):
            yield Fault(
                executed,
                f"项目“{project.title}”全年执行数 {executed}，专项资金“{fund.title}”为 {final}",
                expected=final,
                see=(final,),
                hint="核对项目表和基础数据表哪一处填错",
                working=_copied(executed, final),
            )


@rule("X008", basis="对应专项资金应是基础数据表列出的名称")
def project_names_unknown_special_fund(case: Case) -> Answers:
    """项目表对应的专项资金不在基础数据表中。

    ## 为什么
    名称对不上，同一笔专项就会在两张表里各说各话，也无法核对金额。
    ## 反例
        项目:
          - {对应专项资金: 示例农贸市场专项}
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项}
    ## 边界
        基础数据表:
          经费控制情况:
            项目支出: {上级专项资金: {逐项: [{名称: 示例冷链专项(2期), 本年决算数: 0}]}}
        项目:
          - {对应专项资金: 示例冷链专项（２期）}
    """
    titles = [fund.title for fund in case.report.base.spending.project.special.each]
    names = {cells.name_of(title) for title in titles}
    named = [p.special_fund for p in case.projects if p.special_fund]
    if not named:
        yield NotApplicable("没有写明对应专项资金的项目表")
    for words in named:
        if cells.name_of(words) not in names:
            yield Fault(
                words,
                f"“{words}”不在基础数据表“上级专项资金”的逐项之中",
                hint=f"可用的名称：{'、'.join(sorted(map(str, titles))) or '（逐项未填）'}",
            )


@rule("X009", basis="各项目执行数之和不会超过项目支出")
def project_tables_exceed_project_spending(case: Case) -> Answers:
    """各项目表执行数之和大于项目支出。

    ## 为什么
    项目支出包括所有项目；各项目表加起来不会超过它。
    ## 公式
    Σ 项目表 全年执行数 ≤ 自评表 项目支出
    ## 反例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: 144.5}}
    ## 正例
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: 44.5}}
    ## 边界
        项目:
          - {对应专项资金: 示例农贸市场改造专项, 项目资金: {全年执行数: 108.01}}
    """
    whole = case.report.evaluation.funds.outlay.project
    parts = known(*(project.funds.executed for project in case.projects))
    if not case.projects:
        yield NotApplicable("没有项目表")
    elif isinstance(whole, Empty) or not parts:
        yield NotEnough(missing(whole, *(p.funds.executed for p in case.projects)))
    else:
        total = figures.total("各项目执行数之和", parts)
        if total.exceeds(whole):
            yield Fault(
                whole,
                f"“{whole.name}” {whole}，各项目表全年执行数之和为 {total}",
                expected=total,
                see=parts,
                hint="核对项目表是否重复，或项目支出少填",
            )


@rule("X010", severity=Severity.INFO, basis="人员经费 = 基本支出 - 公用经费，界限见表式")
def personnel_spending_per_head_is_unusual(case: Case) -> Answers:
    """推算的人均人员经费不合常情。

    ## 为什么
    基本支出减去公用经费就是人员经费。平均到在职人员，过高或过低的，
    多半是基本支出、公用经费或人数有一处填错，或者含有大额的离退休、抚恤支出。
    公用经费大于基本支出的，见 X004，不再重复。
    ## 公式
    （部门基本支出预算调整 - 公用经费）÷ 实际在职人数，在表式的两个界限之内（本年决算数）
    ## 反例
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: 300}}}}
    ## 正例
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: 100}}}}
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {合计: {本年决算数: 310}}}}
    """
    spending, staff = case.report.base.spending, case.report.base.staffing.on_duty
    basic, public = spending.basic.final, spending.public.total.final
    if not case.report.base.stated:
        yield _NO_BASE
    elif isinstance(basic, Empty) or isinstance(public, Empty) or isinstance(staff, Empty):
        yield NotEnough(missing(basic, public, staff))
    elif staff.value <= ZERO:
        yield NotEnough("没有在职人员")
    elif not public.exceeds(basic):
        yield from _per_head(figures.difference("人员经费", basic, public), staff, case.form)


def _per_head(personnel: Figure, staff: Figure, form: Form) -> Answers:
    least, most = form.thresholds.least_per_head, form.thresholds.most_per_head
    low = any(figures.scaled("", f, staff.value).exceeds(personnel) for f in known(least))
    high = any(personnel.exceeds(figures.scaled("", f, staff.value)) for f in known(most))
    each = figures.ratio("", personnel, figures.scaled("", staff, figures.HUNDRED))
    if each and (low or high):
        yield Fault(
            personnel,
            f"推算人员经费 {personnel}，在职 {staff}，人均 {figures.trimmed(each.value)} 万元，"
            f"{f'低于 {least}' if low else f'高于 {most}'}",
            see=(personnel, staff),
            hint="核对基本支出、公用经费和在职人数；含离退休、抚恤支出的，在报告里写明",
        )
