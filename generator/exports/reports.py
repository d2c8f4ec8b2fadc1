"""Owns the rows of ``reports.csv``: what each report came to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.comparison import scope_of
from generator.exports.subject import cell_text
from generator.figures import Figure
from generator.findings import Severity
from generator.scoring import standing

if TYPE_CHECKING:
    from generator.exports.subject import Subject
    from generator.exports.table import Row
    from generator.rules.core import Table


def report_row(subject: Subject) -> Row:
    """One report."""
    case = subject.case
    disclosure = case.report.disclosure
    registered, scope = subject.unit.registered, scope_of(subject.unit, case)
    return {
        **subject.who(),
        "单位性质": str(registered.kind) if registered else "",
        "口径": scope.value if scope else "",
        "标题": disclosure.title.text,
        "表式": case.form.name.text,
        "资料来源": str(case.report.source.origin),
        **_result(case.tables[0]),
        "等级标准": case.form.scale,
        "项目数": str(len(case.projects)),
        **_checks(subject),
        "成文日期": str(disclosure.written),
        "发布日期": str(disclosure.published),
        "文号": disclosure.document_number.text,
    }


def _result(table: Table) -> Row:
    funds, card = table.funds, table.card
    result = standing(table.evaluation, funds, card)
    points = funds.score if isinstance(funds.score, Figure) else card.execution
    return {
        "年初预算数": cell_text(funds.initial),
        "全年预算数": cell_text(funds.adjusted),
        "全年执行数": cell_text(funds.executed),
        "执行率": cell_text(result.rate),
        "执行率得分": cell_text(points),
        "得分": cell_text(result.score),
        "计算得分": cell_text(card.total),
        "等级": result.grade,
        "指标数": str(len(card.indicators)),
    }


def _checks(subject: Subject) -> Row:
    levels = Counter(finding.severity for finding in subject.findings)
    assessment = subject.assessment
    return {
        **{level.word: str(levels[level]) for level in Severity},
        "情况说明": str(len(assessment.excused)),
        "历史遗留": str(len(assessment.frozen)),
        "无法核验": str(len(set(assessment.unchecked))),
    }
