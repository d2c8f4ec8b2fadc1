"""Rules about 等级: the form's words and bands, and totals near or on a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Figure
from generator.findings import Severity
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, Table, rule
from generator.rules.tables import counted, each

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.forms.form import Form

_SCALE = "表式说明规定的等级和分数段"


@rule("G001", basis=_SCALE)
def grade_differs_from_total(case: Case) -> Answers:
    """等级与总分不符。

    ## 为什么
    等级由总分所在的分数段决定，没有评判的余地；没有填等级的由系统给出。
    ## 反例
        自评表: {等级: 良好}
    ## 正例
        自评表: {等级: 优秀}
    ## 边界
        自评表: {总分: {得分: 120}}
    """
    graded = [table for table in case.tables if _known_word(table, case.form)]
    yield from each(graded, _grade, "没有填等级，或等级不是表式的用语")


def _known_word(table: Table, form: Form) -> bool:
    return any(table.evaluation.grade.text == band.title.text for band in form.grades)


def _grade(table: Table) -> Answers:
    stated, band, total = table.evaluation.grade, table.card.grade, _total(table)
    if band is None:
        yield NotEnough("没有总分，或总分不在 0 至 100 分之间")
    elif stated.text != band.title.text:
        yield Fault(
            stated,
            f"总分 {total}，应为“{band.title}”（{band.words}），填报“{stated}”",
            expected=band.title.text,
            see=(total,),
            hint="核对总分和等级哪一处填错",
        )


def _total(table: Table) -> Figure | None:
    total = counted(table.evaluation.total.score, table.card.total)
    return total if isinstance(total, Figure) else None


@rule("G002", basis=_SCALE)
def grade_is_not_a_word_of_the_form(case: Case) -> Answers:
    """等级不是表式的用语。

    ## 为什么
    各地等级的叫法不同：有的是优、良、中、差，有的是优秀、良好、较差、差，不能混用。
    ## 反例
        自评表: {等级: 优}
    ## 正例
        自评表: {等级: 优秀}
    ## 边界
        自评表: {等级: }
        项目: []
    """
    graded = [table for table in case.tables if table.evaluation.grade]
    yield from each(graded, lambda table: _word(table, case.form), "没有填等级，由系统给出")


def _word(table: Table, form: Form) -> Answers:
    if not _known_word(table, form):
        words = "、".join(f"{band.title}（{band.words}）" for band in form.grades)
        yield Fault(
            table.evaluation.grade,
            f"“{table.evaluation.grade}”不是表式规定的等级",
            hint=f"可用：{words}",
        )


@rule("G003", severity=Severity.INFO, basis=_SCALE)
def grade_bands_of_the_form_overlap(case: Case) -> Answers:
    """表式原文的等级段有重叠或空缺。

    ## 为什么
    这是表式的疏漏，不是填报单位的错。转录的报告保留了原文，须告诉读者本站怎样理解；
    由单位填报的，只在总分恰好落在界限上、等级取决于怎样理解时说明。
    ## 反例
        来源: {类型: 转录自公开文件}
    ## 正例
        来源: {类型: 单位填报}
    ## 边界
        表式: mof-2020
        来源: {类型: 转录自公开文件}
        自评表: {等级: 优}
    """
    if not case.form.ambiguity:
        yield NotApplicable("表式的等级段没有疑义")
        return
    unit, *_ = case.tables
    on_bound = [table for table in case.tables if _on_bound(table, case.form)]
    for table in [unit] if case.report.transcribed else on_bound:
        yield Fault(
            table.evaluation.grade,
            str(case.form.ambiguity),
            see=(case.form.ambiguity,),
            hint="请制定表式的财政部门写明每一段含不含两端",
        )


def _on_bound(table: Table, form: Form) -> bool:
    total = _total(table)
    return total is not None and total.value in _bounds(form)


def _bounds(form: Form) -> tuple[Decimal, ...]:
    """Where one grade ends and the next begins."""
    floors = (band.floor for band in form.grades)
    return tuple(floor for floor in floors if floor)


@rule("G004", severity=Severity.INFO, basis=_SCALE)
def total_is_next_to_a_bound(case: Case) -> Answers:
    """总分紧靠等级的界限。

    ## 为什么
    总分保留一位小数就到了另一等级的界限，一项得分的细小出入就会改变等级，请仔细核对。
    ## 公式
    总分四舍五入到一位小数 = 等级的界限
    ## 反例
        自评表:
          绩效指标:
            满意度指标:
              服务对象满意度指标: [{三级指标: 商户满意率, 得分: 1.17}]
          总分: {得分: 90.03}
    ## 正例
        自评表:
          绩效指标:
            满意度指标:
              服务对象满意度指标: [{三级指标: 商户满意率, 得分: 1.27}]
          总分: {得分: 90.13}
    ## 边界
        自评表: {总分: {得分: }, 绩效指标: {满意度指标: {服务对象满意度指标: [{分值: 10}]}}}
    """
    for table in case.tables:
        total = _total(table)
        if total is None:
            yield NotEnough("没有总分")
            continue
        near = figures.rounded(total, 1).value
        if near in _bounds(case.form) and not (case.form.ambiguity and total.value == near):
            yield Fault(
                total,
                f"总分 {total}，紧靠等级的界限 {figures.trimmed(near)} 分，现为“{_title(table)}”",
                hint="逐项核对得分后再定等级",
            )


def _title(table: Table) -> str:
    return table.card.grade.title.text if table.card.grade else ""
