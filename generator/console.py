"""Owns how findings are written for people and machines: text, JSON, GitHub annotations.

Must not decide anything: order, level and wording arrive ready.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from generator import overview
from generator.findings import JSON_VERSION, Severity
from generator.narrative import sensitive
from generator.source import Text, read_text
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.assess import Assessment
    from generator.corpus import Portal
    from generator.findings import Finding, Interval
    from generator.source import Span

    Sources = Callable[[str], tuple[str, ...]]

_GUTTER = 5


class Outcome(NamedTuple):
    """What a check of a site came to; ``lines_of`` gives the lines of a file for excerpts."""

    portal: Portal
    lines_of: Sources
    seconds: str

    @property
    def failed(self) -> bool:
        """Whether anything stops publication."""
        return any(f.severity is Severity.ERROR for f in self.portal.all_findings)


def text(outcome: Outcome, *, unchecked: bool = False, explain: bool = False) -> str:
    """Errors with excerpt and caret, the others in brief, one line per report, the verdict.

    ``explain`` writes all of them out and adds how the numbers were compared.
    """
    write = _explained if explain else _written
    blocks = [write(finding, outcome.lines_of) for finding in outcome.portal.all_findings]
    lists = _lists(outcome) if unchecked else []
    return _joined([*blocks, *lists, summary(outcome)])


def page(outcome: Outcome, *, unchecked: bool = False) -> str:
    """What ``text`` says if that is no longer than a page, else as much of it as fits on one.

    What is left out is summed up: first the remarks, then the warnings, the errors last.
    """
    written = next(filter(_fits, _ever_shorter(outcome)), "") or _summed_up(outcome)
    return _joined([written.rstrip("\n"), *_lists(outcome)]) if unchecked else written


def stopped(outcome: Outcome) -> str:
    """What ended a build: every error written out, the others only counted."""
    return _errors_and(outcome, overview.heading)


def _ever_shorter(outcome: Outcome) -> Iterator[str]:
    yield text(outcome)
    yield _errors_and(outcome, overview.section)
    yield _errors_and(outcome, overview.heading)


def _errors_and(outcome: Outcome, told: Callable[[Severity, Sequence[Finding]], str]) -> str:
    findings = outcome.portal.all_findings
    errors = [_written(f, outcome.lines_of) for f in findings if f.severity is Severity.ERROR]
    others = [told(level, findings) for level in (Severity.WARNING, Severity.INFO)]
    return _joined([*errors, *others, _MORE if any(others) else "", summary(outcome)])


def _summed_up(outcome: Outcome) -> str:
    levels = (overview.section(level, outcome.portal.all_findings) for level in Severity)
    return _joined([*levels, _MORE, summary(outcome)])


_MORE = "逐处的原文、相关各行和改法：jixiao check --full；只看一份报告，再写上它的文件夹"


def _fits(written: str) -> bool:
    return written.count("\n") <= overview.PAGE_LINES


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _lists(outcome: Outcome) -> list[str]:
    return [_unchecked(assessment) for assessment in outcome.portal.assessments]


def summary(outcome: Outcome) -> str:
    """One line per report that has something to say, then the verdict."""
    return "\n".join([*_tallies(outcome.portal.assessments), _verdict(outcome)])


def _written(finding: Finding, lines_of: Sources) -> str:
    if finding.severity is Severity.ERROR:
        return _block(finding, lines_of, [])
    return _brief(finding)


def _explained(finding: Finding, lines_of: Sources) -> str:
    return _block(finding, lines_of, [*_working(finding)])


def _head(finding: Finding) -> str:
    span = finding.span
    place = f"{span.file}:{span.line}:{span.column}"
    return f"{place}  {finding.severity.word} {finding.rule}  {finding.title}"


_BRIEF = 110


def _brief(finding: Finding) -> str:
    """What does not stop publication: what it is, and for a warning how to mend it."""
    message = shortened(finding.message, _BRIEF)
    lines = [_head(finding), f"{'':{_GUTTER}} │   {message}"]
    if finding.severity is Severity.WARNING and finding.hint:
        lines.append(f"{'':{_GUTTER}} = {finding.hint}")
    return "\n".join(lines)


def _block(finding: Finding, lines_of: Sources, working: list[str]) -> str:
    span = finding.span
    lines = lines_of(span.file)
    marked = [_head(finding), *_excerpt(span, lines), f"{'':{_GUTTER}} │   {finding.message}"]
    if finding.gap and "相差" not in finding.message and not working:
        marked.append(f"{'':{_GUTTER}} │   相差 {finding.gap}")
    marked.extend(f"{'':{_GUTTER}} │   {line}" for line in working)
    marked.extend(_see(finding))
    notes = [
        *finding.suspects,
        finding.hint,
        f"依据：{finding.basis}    详见 jixiao explain {finding.rule}" if finding.basis else "",
        _waiver_hint(finding),
    ]
    return "\n".join([*marked, *(f"{'':{_GUTTER}} = {note}" for note in notes if note)])


def _working(finding: Finding) -> Iterator[str]:
    """The formula, and what each side of it may stand for."""
    working = finding.working
    if working is None:
        return
    yield f"算式：{working.formula}"
    sides = f"填报 {_interval(working.stated)}；{working.kind} {_interval(working.computed)}"
    yield f"{sides}；相差 {working.gap}，可容许 {working.slack}"
    if working.missing:
        yield f"空着、没有计入：{'、'.join(working.missing)}"


def _interval(of: Interval) -> str:
    """What a number may stand for; an exact one stands for itself."""
    return of.value if of.low == of.high else f"{of.value}，可代表 {of.low} 至 {of.high}"


def _excerpt(span: Span, lines: tuple[str, ...]) -> Iterator[str]:
    """The line before, the line itself and carets under the token, aligned by width."""
    if not 0 < span.line <= len(lines):
        return
    if span.line > 1:
        yield f"{span.line - 1:{_GUTTER}} │ {shortened(lines[span.line - 2])}"
    before, token = _window(lines[span.line - 1], span)
    yield f"{span.line:{_GUTTER}} │ {before}{token[0]}{token[1]}"
    yield f"{'':{_GUTTER}} │ {_blank(before)}{'^' * max(_width(token[0]), 1)}"


def _waiver_hint(finding: Finding) -> str:
    """What a waiver would have to quote; only errors need one."""
    if finding.severity is not Severity.ERROR or not finding.waivable:
        return ""
    return f"确有原因的写情况说明，位置: {finding.span.place}，原值: “{finding.actual or ''}”"


_EXCERPT = 60


def _window(line: str, span: Span) -> tuple[str, tuple[str, str]]:
    """The part of a long line around the token: text before, the token, text after."""
    start, end = span.column - 1, span.column - 1 + span.width
    before, token, after = line[:start], line[start:end], line[end:]
    if len(before) > _EXCERPT:
        before = "…" + before[-_EXCERPT // 2 :]
    return before, (
        shortened(token),
        after if len(after) <= _EXCERPT // 2 else after[: _EXCERPT // 2] + "…",
    )


def shortened(line: str, limit: int = _EXCERPT) -> str:
    """A line, cut at a readable length."""
    return line if len(line) <= limit else line[:limit] + "…"


def _width(text_: str) -> int:
    """Columns on a terminal: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text_)


def _blank(text_: str) -> str:
    return " " * _width(text_)


_SHOWN = 4


def _see(finding: Finding) -> Iterator[str]:
    for related in finding.related[:_SHOWN]:
        span = related.span
        place = (
            f"第 {span.line} 行" if span.file == finding.span.file else f"{span.file}:{span.line}"
        )
        yield f"{'':{_GUTTER}} │   见{place}：{related.note}"
    if len(finding.related) > _SHOWN:
        yield f"{'':{_GUTTER}} │   另有 {len(finding.related) - _SHOWN} 处"


def _tallies(assessments: tuple[Assessment, ...]) -> Iterator[str]:
    """One line for each report with something to mend or to explain; the others are counted."""
    telling = [a for a in assessments if _tells(a)] or assessments[:1]
    yield from map(_tally, telling)
    if rest := len(assessments) - len(telling):
        yield f"其余 {rest} 份报告没有错误和提醒。"


def _tells(assessment: Assessment) -> bool:
    alarms = any(f.severity is not Severity.INFO for f in assessment.findings)
    return bool(alarms or assessment.excused or assessment.frozen)


def _tally(assessment: Assessment) -> str:
    case = assessment.case
    unit = sensitive.masked(case.report.unit.title.text) if case else ""
    year = case.report.fiscal_year if case else None
    title = f"{unit} {year}" if year else assessment.address
    counts = Counter(finding.severity for finding in assessment.findings)
    words = [f"{level.word} {counts[level]}" for level in Severity]
    words.append(f"已作情况说明 {len(assessment.excused)}")
    if assessment.frozen:
        words.append(f"历史遗留 {len(assessment.frozen)}")
    words.append(f"无法核验 {len(assessment.unchecked)}")
    return f"{title}：{' · '.join(words)}"


def _verdict(outcome: Outcome) -> str:
    number = len(outcome.portal.assessments)
    counts = Counter(f.severity for f in outcome.portal.all_findings)
    ending = "有错误，不能公开。" if outcome.failed else "没有错误，可以公开。"
    errors = f"错误 {counts[Severity.ERROR]} 处，提醒 {counts[Severity.WARNING]} 处"
    if frozen := sum(len(a.frozen) for a in outcome.portal.assessments):
        errors += f"，历史遗留 {frozen} 处"
    return f"共核验 {number} 份报告，{errors}，用时 {outcome.seconds} 秒。{ending}"


def _unchecked(assessment: Assessment) -> str:
    rows = (f"  {u.rule}  {u.title}：{u.why}" for u in assessment.unchecked)
    body = "\n".join(dict.fromkeys(rows))
    return f"{assessment.file} 无法核验：\n{body}" if body else ""


def as_json(outcome: Outcome) -> str:
    """The stable machine format; numbers are strings, so that none loses a digit."""
    import json  # noqa: PLC0415  not needed for text

    return json.dumps(_document(outcome), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _document(outcome: Outcome) -> dict[str, Any]:
    portal = outcome.portal
    frozen = [(a, f) for a in portal.assessments for f in a.frozen]
    counts = Counter(f.severity for f in (*portal.all_findings, *(f for _, f in frozen)))
    excused = [(a, item) for a in portal.assessments for item in a.excused]
    open_ = [(a, u) for a in portal.assessments for u in a.unchecked]
    return {
        "version": JSON_VERSION,
        "counts": {
            **{level.value: counts[level] for level in Severity},
            "waived": len(excused),
            "not_enough_data": len(open_),
        },
        "findings": [
            *(_entry(f, a.address) for a in portal.assessments for f in a.findings),
            *(_entry(f, None) for f in portal.findings),
            *(_entry(f, a.address) for a, f in frozen),
            *(_entry(i.finding, a.address) | {"waiver": _waiver(i.waiver)} for a, i in excused),
        ],
        "unchecked": [{"rule": u.rule, "report": a.address, "why": u.why} for a, u in open_],
    }


def _entry(finding: Finding, report: str | None) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "report": report,
        **_position(finding.span),
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "hint": finding.hint,
        "basis": finding.basis,
        "related": [_position(related.span) for related in finding.related],
        "waiver": None,
    }


def _position(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line, "column": span.column}


def _waiver(waiver: Any) -> dict[str, Any]:  # noqa: ANN401  a model.Waiver
    return {
        "reason": sensitive.masked(waiver.reason.text),
        "role": str(waiver.role),
        "until": str(waiver.until),
        **_position(waiver.span),
    }


_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(outcome: Outcome) -> str:
    """One workflow command a finding: an annotation on its line in the pull request."""
    return "".join(_annotation(finding) + "\n" for finding in outcome.portal.all_findings)


def _annotation(finding: Finding) -> str:
    span = finding.span
    place = f"file={_property(span.file)},line={span.line},col={span.column}"
    title = _property(f"{finding.rule} {finding.title}")
    body = _data(f"{finding.message}\n{finding.hint}".strip())
    return f"::{_GITHUB[finding.severity]} {place},title={title}::{body}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def explanation(title: str, sections: Iterable[tuple[str, str]]) -> str:
    """The documentation of a rule for the terminal."""
    blocks = (f"{heading}\n{_indented(body)}" for heading, body in sections if body)
    return "\n\n".join([title, *blocks]) + "\n"


def _indented(body: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in body.split("\n"))


def file_lines(root: Path) -> Sources:
    """Reads the lines of a shown file for excerpts, secrets masked; none if it is no text."""

    def lines(name: str) -> tuple[str, ...]:
        text_ = read_text(root / name, name)
        shown = sensitive.masked(text_.content) if isinstance(text_, Text) else ""
        return tuple(shown.split("\n")) if shown else ()

    return cache(lines)
