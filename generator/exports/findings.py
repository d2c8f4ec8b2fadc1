"""Owns the rows of ``findings.csv``: what is open, explained, and could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.dataset import EXPLAINED, LEGACY, OPEN, REPORT, UNCHECKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.corpus import Portal
    from generator.exports.subject import Subject
    from generator.exports.table import Row
    from generator.findings import Finding, Unchecked
    from generator.model.report import Waiver

_NOBODY = dict.fromkeys(("地区", "单位", "单位编码", "年度", REPORT), "")


def finding_rows(portal: Portal, reports: Iterable[Subject]) -> Iterator[Row]:
    """The reports in order, then what stands in none of them, such as a register."""
    told: set[Finding] = set()
    for subject in reports:
        who = subject.who()
        told.update(subject.findings)
        for finding in subject.findings:
            yield {**who, **_row(finding)}
        for excused in subject.assessment.excused:
            yield {**who, **_row(excused.finding), "结果": EXPLAINED, **_reason(excused.waiver)}
        for finding in subject.assessment.frozen:
            yield {**who, **_row(finding), "结果": LEGACY}
        for unchecked in dict.fromkeys(subject.assessment.unchecked):
            yield {**who, **_open(unchecked)}
    for finding in portal.findings:
        if finding not in told:
            yield {**_NOBODY, **_row(finding)}


def _row(finding: Finding) -> Row:
    return {
        "规则": finding.rule,
        "规则名称": finding.title,
        "结果": OPEN,
        "级别": finding.severity.word,
        "位置": finding.span.place,
        "来源文件": finding.span.file,
        "来源行": str(finding.span.line),
        "来源列": str(finding.span.column),
        "内容": finding.message,
        "填报值": finding.actual or "",
        "应为": finding.expected or "",
        "相差": finding.gap or "",
        "理由": "",
        "岗位": "",
        "截至": "",
    }


def _reason(waiver: Waiver) -> Row:
    return {
        "理由": waiver.reason.text,
        "岗位": str(waiver.role),
        "截至": str(waiver.until),
    }


def _open(unchecked: Unchecked) -> Row:
    places = ("级别", "位置", "来源文件", "来源行", "来源列", "填报值", "应为", "相差")
    return {
        "规则": unchecked.rule,
        "规则名称": unchecked.title,
        "结果": UNCHECKED,
        "内容": unchecked.why,
        **dict.fromkeys((*places, "理由", "岗位", "截至"), ""),
    }
