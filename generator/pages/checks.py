"""Owns 核对了什么: what passed, what was explained, what stays open; each with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.pages.cells import NOTHING, View, dated
from generator.pages.codes import family_of
from generator.pages.facts import folder_of
from generator.pages.note import Note
from generator.rules.core import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.assess import Assessment, Excused
    from generator.findings import Finding
    from generator.rules.core import Result
    from generator.source import Span

# The page below a report that says what the check said.
CHECKS = "checks"
# Neutral on a public page: a difference is not an accusation.
_WORDS = {Severity.ERROR: "不符", Severity.WARNING: "提醒", Severity.INFO: "说明"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that stands open; ``place`` is the way to it in the words of the file."""

    anchor: str
    level: str
    code: str
    title: str
    message: str
    place: str
    where: Span


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding with the unit's explanation: both figures, the reason, by whom, until when."""

    number: int
    code: str
    title: str
    message: str
    place: str
    gap: str
    reason: str
    role: str
    until: View
    where: Span

    @property
    def anchor(self) -> str:
        """The id of its line."""
        return f"w{self.number}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by code and title."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one family."""

    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A rule that could not be checked, and everything that was missing."""

    code: str
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything that the check of one report said."""

    passed: tuple[Family, ...]
    passed_count: int
    explained: tuple[Explained, ...]
    unchecked: tuple[Open, ...]
    unchecked_count: int
    remarks: tuple[Remark, ...]
    legacy: tuple[Remark, ...]
    not_applicable: tuple[Rule, ...]

    @property
    def levels(self) -> tuple[tuple[str, int], ...]:
        """How many remarks there are of each level, the gravest first."""
        counts = Counter(remark.level for remark in self.remarks)
        return tuple((word, counts[word]) for word in _WORDS.values() if counts[word])

    def said(self) -> Iterator[tuple[str, Span, Note]]:
        """Which rule said something, and where, for the rows of 数字从哪来."""
        for e in self.explained:
            yield e.code, e.where, Note(f"情况说明{e.number}", e.anchor)
        for r in self.remarks:
            yield r.code, r.where, Note(f"{r.level}{r.anchor[1:]}", r.anchor, open=True)
        for r in self.legacy:
            yield r.code, r.where, Note(f"历史遗留{r.anchor[1:]}", r.anchor)

    def spots(self) -> tuple[tuple[Span, Note], ...]:
        """Where the check said something."""
        return tuple((span, note) for _, span, note in self.said())

    def within(self, file: str) -> Checks:
        """Only what concerns one file, such as the table of a project."""
        return replace(
            self,
            explained=tuple(item for item in self.explained if item.where.file == file),
            remarks=tuple(item for item in self.remarks if item.where.file == file),
            legacy=tuple(item for item in self.legacy if item.where.file == file),
        )


def checks(assessment: Assessment, across: Iterable[Finding]) -> Checks:
    """What the check of ``assessment`` said; ``across`` are findings that need more reports."""
    folder = folder_of(assessment)
    mine = (finding for finding in across if finding.span.file.startswith(folder))
    passed = tuple(r for r in assessment.results if r.outcome is Outcome.HOLDS)
    idle = (r for r in assessment.results if r.outcome is Outcome.NOT_APPLICABLE)
    return Checks(
        passed=_families(passed),
        passed_count=len(passed),
        explained=tuple(_explained(n, item) for n, item in enumerate(assessment.excused, 1)),
        unchecked=_open(assessment),
        unchecked_count=len(set(assessment.unchecked)),
        remarks=tuple(_remark(f"n{n}", f) for n, f in enumerate((*assessment.findings, *mine), 1)),
        legacy=tuple(_remark(f"h{n}", f) for n, f in enumerate(assessment.frozen, 1)),
        not_applicable=tuple(_rule(result) for result in idle),
    )


def _families(results: tuple[Result, ...]) -> tuple[Family, ...]:
    letters = dict.fromkeys(result.rule.code[0] for result in results)
    return tuple(
        Family(family_of(letter), tuple(_rule(r) for r in results if r.rule.code[0] == letter))
        for letter in letters
    )


def _rule(result: Result) -> Rule:
    return Rule(result.rule.code, result.rule.title)


def _open(assessment: Assessment) -> tuple[Open, ...]:
    """One entry a rule, however many places it could not check."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for item in assessment.unchecked:
        reasons.setdefault((item.rule, item.title), []).append(item.why)
    return tuple(
        Open(code, title, tuple(dict.fromkeys(why))) for (code, title), why in reasons.items()
    )


def _explained(number: int, item: Excused) -> Explained:
    finding, waiver = item.finding, item.waiver
    return Explained(
        number=number,
        code=finding.rule,
        title=finding.title,
        message=finding.message,
        place=_path(finding),
        gap=_gap(finding),
        reason=waiver.reason.text,
        role=str(waiver.role),
        until=dated(waiver.until.value) if waiver.until.value else NOTHING,
        where=finding.span,
    )


def _gap(finding: Finding) -> str:
    """How far the figures are apart, unless the message has said so."""
    return f"相差{finding.gap}" if finding.gap and "相差" not in finding.message else ""


def _remark(anchor: str, finding: Finding) -> Remark:
    return Remark(
        anchor=anchor,
        level=_WORDS[finding.severity],
        code=finding.rule,
        title=finding.title,
        message=finding.message,
        place=_path(finding),
        where=finding.span,
    )


def _path(finding: Finding) -> str:
    """The way to the place: ``自评表·总分·得分``; the file's name where there is none."""
    file, place = finding.span.file.rpartition("/")[2], finding.span.place
    if ".md " in place:  # a sentence of the narrative, quoted
        return place
    return place.replace(".", "·") or f"{file} 第{finding.span.line}行"
