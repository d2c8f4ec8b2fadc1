"""Owns the rows of ``indicators.csv``: what was planned, reached and scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.exports.subject import cell_text
from generator.inventory import actual_unit
from generator.model.reading import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.exports.subject import Subject
    from generator.exports.table import Row
    from generator.figures import Cell
    from generator.scoring import IndicatorScore


def indicator_rows(subject: Subject) -> Iterator[Row]:
    """One row an indicator: the unit's own, then those of its projects."""
    who = subject.who()
    for sheet in subject.sheets:
        tree = sheet.table.evaluation.indicators
        for number, score in enumerate(sheet.table.card.indicators, 1):
            first, second = tree.path(score.indicator)
            yield {
                **who,
                "对象": sheet.title,
                "页面地址": sheet.address,
                "序号": str(number),
                "一级指标": first,
                "二级指标": second,
                **_row(score),
            }


def _row(score: IndicatorScore) -> Row:
    indicator = score.indicator
    span = indicator.span
    deduction = score.deduction
    return {
        "三级指标": indicator.title.text,
        "年度指标值": cell_text(indicator.stated_target),
        "年度指标值文字": _words(indicator.stated_target),
        "指标值单位": indicator.unit.text,
        "实际完成值": cell_text(indicator.stated_actual),
        "实际完成值文字": _words(indicator.stated_actual),
        "完成值单位": actual_unit(indicator),
        "计分方法": (score.method.title if score.method else indicator.method).text,
        "分值": cell_text(indicator.weight),
        "填报得分": cell_text(indicator.score),
        "计算得分": cell_text(score.computed),
        "扣分": "" if deduction is None else figures.plain(deduction),
        "偏差原因": indicator.reason.text,
        "佐证": indicator.evidence.text,
        "未计算的原因": score.why,
        "来源文件": span.file,
        "来源行": str(span.line),
    }


def _words(value: Cell | Words) -> str:
    return value.text if isinstance(value, Words) else ""
