"""Rules across the years of one unit: indicators, staff, scores and texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Empty, Figure
from generator.findings import Severity
from generator.forms.form import Algorithm
from generator.narrative.phrases import HAN
from generator.rules.core import Answers, CorpusCase, Fault, NotEnough, Stage, known, missing, rule
from generator.rules.reports.filing import ONE_YEAR_ONLY, Years, consecutive
from generator.rules.tables import Row, counted, each, rows, shown
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.figures import Cell
    from generator.model.reading import Words
    from generator.narrative.text import Narrative
    from generator.rules.reports.filing import Filed

_RECURRING = "沿用的指标口径应一致，目标应逐年提高或持平"
_NOT_RECURRING = f"{ONE_YEAR_ONLY}，或没有沿用的指标"


class Recurring(NamedTuple):
    """An indicator that this year's table has taken over from last year's."""

    last: Row
    this: Row
    explained: bool


def _recurring(case: CorpusCase) -> list[Recurring]:
    return [pair for years in consecutive(case) for pair in _taken_over(years)]


def _taken_over(years: Years) -> Iterator[Recurring]:
    last = _by_title(years.before)
    for key, this in _by_title(years.after).items():
        if key in last:
            explained = years.after.report.explained(this.indicator.title.text)
            yield Recurring(last[key], this, explained)


def _by_title(one: Filed) -> dict[tuple[str, str, str], Row]:
    """The indicators of all tables of a report, by table, class and title."""
    return {(r.table.title, r.path[0], r.indicator.title.text): r for r in rows(one.case)}


@rule("K011", severity=Severity.WARNING, stage=Stage.CORPUS, basis=_RECURRING)
def indicator_changed_its_measure(case: CorpusCase) -> Answers:
    """沿用的指标换了单位或计分方法。

    ## 为什么
    同一个指标今年按件、去年按户，或去年按比例、今年由人评判，两年就不能比较。
    改了的，在变动说明里写明。
    ## 反例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          自评表:
            绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 单位: 户}]}}
    ## 正例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          自评表:
            绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, 单位: 户}]}}
          变动说明: [{事项: 商贸备案办理量, 说明: 本年起按办理备案的商户数统计。}]
    ## 边界
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          自评表:
            绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办结量, 单位: 户}]}}
    """
    yield from each(_recurring(case), _same_measure, _NOT_RECURRING)


def _same_measure(pair: Recurring) -> Answers:
    last, this = pair.last.indicator, pair.this.indicator
    for before, now in ((last.unit, this.unit), (last.method, this.method)):
        if before and now and before.text != now.text and not pair.explained:
            yield Fault(
                now,
                f"“{this.title}”上年的{before.name}是“{before}”，本年是“{now}”",
                see=(before,),
                hint=f"改回原来的口径；确实要改的，在“变动说明”补一条，事项写“{this.title}”",
            )


@rule("K012", severity=Severity.INFO, stage=Stage.CORPUS, basis=_RECURRING)
def indicator_target_was_lowered(case: CorpusCase) -> Answers:
    """沿用的指标降低了目标。

    ## 为什么
    目标比上年低，完成起来就容易；公众会问为什么。反向指标是目标比上年高。
    只比较百分比；件数、面积和成本随任务和价格变化，不比较。
    ## 公式
    正向：本年指标值 ≥ 上年指标值；反向：本年指标值 ≤ 上年指标值
    ## 反例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          自评表:
            绩效指标: {产出指标: {时效指标: [{三级指标: 备案按期办结率, 年度指标值: 90}]}}
    ## 正例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          自评表:
            绩效指标: {产出指标: {时效指标: [{三级指标: 备案按期办结率, 年度指标值: 96}]}}
    ## 边界
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          自评表:
            绩效指标: {产出指标: {成本指标: [{三级指标: 单件备案办理成本, 年度指标值: 55}]}}
    """
    yield from each(_recurring(case), _not_lowered, _NOT_RECURRING)


def _not_lowered(pair: Recurring) -> Answers:
    last, this = pair.last.indicator.target, pair.this.indicator.target
    if not (isinstance(last, Figure) and isinstance(this, Figure)) or last.unit != this.unit:
        return
    down = pair.this.score.method
    reverse = down is not None and down.algorithm.value is Algorithm.LINEAR_REVERSE
    easier = this.exceeds(last) if reverse else last.exceeds(this)
    if easier and this.unit == figures.PERCENT and not pair.explained:
        word = "高" if reverse else "低"
        yield Fault(
            this,
            f"“{pair.this.indicator.title}”的指标值{shown(this)}，比上年的{shown(last)}{word}",
            see=(last,),
            hint="在“变动说明”写明原因，或维持上年的目标",
        )


@rule("K013", severity=Severity.INFO, stage=Stage.CORPUS, basis="同一事项各年用同一个名称")
def name_almost_like_last_year(case: CorpusCase) -> Answers:
    """名称与上年只差一个字。

    ## 为什么
    指标、项目和专项资金的名称差一个字，就会被当成两件事，各年不能对照；多半是笔误。
    ## 反例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          基础数据表:
            经费控制情况:
              项目支出:
                上级专项资金: {逐项: [{名称: 示例农贸市场改专项, 本年决算数: 0}]}
    ## 正例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          基础数据表:
            经费控制情况:
              项目支出:
                上级专项资金: {逐项: [{名称: 示例废品回收站点专项, 本年决算数: 0}]}
    ## 边界
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          基础数据表:
            经费控制情况:
              项目支出:
                上级专项资金: {逐项: [{名称: 示例农贸市场新建专项, 本年决算数: 0}]}
    """
    yield from each(consecutive(case), _names_kept, ONE_YEAR_ONLY)


def _names_kept(years: Years) -> Answers:
    last, this = _names(years.before), _names(years.after)
    for name, words in this.items():
        likely = next((old for old in last if _one_apart(old, name)), None)
        if name not in last and likely is not None:
            yield Fault(
                words,
                f"{words.name}“{name}”，上年写作“{likely}”",
                see=(last[likely],),
                hint="是同一件事的，用同一个名称",
            )


def _names(one: Filed) -> dict[str, Words]:
    """The titles of funds, projects and indicators."""
    funds = (fund.title for fund in one.report.base.spending.project.special.each)
    projects = (project.title for project in one.case.projects)
    indicators = (row.indicator.title for row in rows(one.case))
    return {words.text: words for words in (*funds, *projects, *indicators)}


_SHORT = 5
# 一期 and 二期, 2023年 and 2024年 are two things, and no slip.
_COUNTING = frozenset("0123456789一二三四五六七八九十")


def _one_apart(one: str, other: str) -> bool:
    """Whether two names of some length differ by one character: changed, added or left out.

    A number that went on counting makes another name.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORT or len(long) - len(short) > 1:
        return False
    head = next(
        (n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    rest = long[head + 1 :]
    if rest == short[head:]:
        return True
    counted = head < len(short) and {short[head], long[head]} <= _COUNTING
    return rest == short[head + 1 :] and not counted


@rule("K014", severity=Severity.INFO, stage=Stage.CORPUS, basis="编制由机构编制部门核定")
def quota_changed_without_explanation(case: CorpusCase) -> Answers:
    """编制数比上年有变动而没有说明。

    ## 为什么
    编制不会自己变化；变了的应有文件，没有文件的多半填错。
    ## 反例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {基础数据表: {财政供养人员情况: {编制数: 22, 控制率: 81.82}}}
    ## 正例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          基础数据表: {财政供养人员情况: {编制数: 22, 控制率: 81.82}}
          变动说明: [{事项: 编制数, 说明: 机构改革划入2名（示编发〔2024〕2号）。}]
    ## 边界
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {基础数据表: {财政供养人员情况: {编制数: , 控制率: }}}
    """
    yield from each(consecutive(case), _same_quota, ONE_YEAR_ONLY)


def _same_quota(years: Years) -> Answers:
    last, this = (one.report.base.staffing.quota for one in years)
    if isinstance(last, Empty) or isinstance(this, Empty):
        yield NotEnough(missing(last, this))
    elif last.value != this.value and not years.after.report.explained("编制"):
        yield Fault(
            this,
            f"编制数 {this}，上年是 {last}，没有说明",
            see=(last,),
            hint="在“变动说明”补一条，事项写“编制数”，写明文号；填错的改正",
        )


@rule("K015", severity=Severity.INFO, stage=Stage.CORPUS, basis="各年用同样的尺度自评")
def total_far_from_last_year(case: CorpusCase) -> Answers:
    """总分比上年大起大落。

    ## 为什么
    一年之间相差很多分，或者工作确有变化，或者打分的尺度变了，读者会想知道是哪一种。
    ## 公式
    |本年总分 - 上年总分| ≤ 表式界限“总分变动”
    ## 反例
        shili/swj/2023: {年度: 2023, 自评表: {总分: {得分: 80}}}
        shili/swj/2024: {年度: 2024}
    ## 正例
        shili/swj/2023: {年度: 2023, 自评表: {总分: {得分: 84}}}
        shili/swj/2024: {年度: 2024}
    ## 边界
        shili/swj/2023: {年度: 2023, 自评表: {年度预算申请: {全年执行数: , 得分: }, 总分: {得分: }}}
        shili/swj/2024: {年度: 2024}
    """
    yield from each(consecutive(case), _steady, ONE_YEAR_ONLY)


def _steady(years: Years) -> Answers:
    last, this = (_total(one) for one in years)
    if isinstance(last, Empty) or isinstance(this, Empty):
        yield NotEnough("有一年没有总分")
        return
    ordered = sorted((last, this), key=lambda total: total.value)
    gap = figures.difference("相差", *reversed(ordered))
    limit = known(years.after.case.form.thresholds.score_changed)
    if any(gap.exceeds(most) for most in limit) and not years.after.report.explained("总分"):
        yield Fault(
            this,
            f"总分 {this}，上年 {last}，相差 {gap}",
            see=(last,),
            hint="核对两年的打分尺度；有原因的，在“变动说明”补一条，事项写“总分”",
        )


def _total(one: Filed) -> Cell:
    unit, *_ = one.case.tables
    return counted(unit.evaluation.total.score, unit.card.total)


@rule("K016", severity=Severity.WARNING, stage=Stage.CORPUS, basis="每年的报告写当年的事")
def results_copied_from_last_year(case: CorpusCase) -> Answers:
    """绩效、问题和措施照搬上年。

    ## 为什么
    数字改了而文字照旧，等于没有总结。只比较正文第六章至第八章的汉字，数字不算。
    ## 公式
    与上年相同的四字片段 ÷ 本年的四字片段 ≤ 表式界限“文字雷同”
    ## 反例
        shili/swj/2023:
          年度: 2023
          正文: |
            # 报告

            ## 六、部门整体支出绩效情况

            农贸市场改造完工12个摊位并通过验收，商户满意率比上年提高，备案办理时间缩短。

            ## 七、存在的问题及原因分析

            乡镇代办点覆盖不全，偏远村群众办事仍要进城；专项资金下达较晚，支付集中在年底。
        shili/swj/2024:
          正文: |
            # 报告

            ## 六、部门整体支出绩效情况

            农贸市场改造完工15个摊位并通过验收，商户满意率比上年提高，备案办理时间缩短。

            ## 七、存在的问题及原因分析

            乡镇代办点覆盖不全，偏远村群众办事仍要进城；专项资金下达较晚，支付集中在年底。

            附件：1.部门整体支出绩效评价基础数据表
    ## 正例
        shili/swj/2023:
          年度: 2023
          正文: |
            ## 六、部门整体支出绩效情况

            全年办理备案207件，按期办结率97%；新建电子商务服务站4个，覆盖4个乡镇，带动就业。

            ## 七、存在的问题及原因分析

            电子商务服务站日常运营缺少专职人员，两个站点第四季度没有开展培训活动。
        shili/swj/2024:
          正文: |
            ## 六、部门整体支出绩效情况

            农贸市场改造完工15个摊位并通过验收，商户满意率比上年提高，备案办理时间缩短。

            ## 七、存在的问题及原因分析

            乡镇代办点覆盖不全，偏远村群众办事仍要进城；专项资金下达较晚，支付集中在年底。
    ## 边界
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {年度: 2024}
    """
    yield from each(consecutive(case), _written_anew, ONE_YEAR_ONLY)


def _written_anew(years: Years) -> Answers:
    last, this = (_pieces(one.case.narrative) for one in years)
    if min(len(last), len(this)) < _ENOUGH_PIECES:
        yield NotEnough("有一年的正文没有第六章至第八章，或写得太短")
        return
    start, limit = years.after.case.narrative.start, years.after.case.form.thresholds.copied
    whole = figures.constant("本年片段", len(this), "", start)
    same = figures.ratio("", figures.constant("相同片段", len(this & last), "", start), whole)
    if same and any(same.exceeds(most) for most in known(limit)):
        yield Fault(
            start,
            f"第六章至第八章有 {figures.trimmed(same.value, 0)}% 的文字与上年相同",
            see=(years.before.case.narrative.start,),
            hint="写本年做了什么、还有什么问题；上年的措施落实得怎样，也要交代",
        )


_ENOUGH_PIECES = 50
_PIECE = 4


def _pieces(text: Narrative) -> frozenset[str]:
    """Every run of four characters in the chapters on results, without figures and signs."""
    first = next((h.span.line for h in text.headings() if h.title.startswith("六")), None)
    if first is None:
        return frozenset()
    chapters = "\n".join(text.lines[first:]).partition("\n附件")[0]
    written = "".join(re.findall(HAN, chapters))
    return frozenset(written[n : n + _PIECE] for n in range(len(written) - _PIECE + 1))
