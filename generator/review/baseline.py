"""Owns the baseline of a region: which findings of old years no longer block, and its file.

A finding is frozen by rule, report, place, value and what it should be, one entry for each.
The list only shrinks: what it names and nobody finds any more is a finding of the list itself.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from generator import corpus
from generator.assess import REPORT
from generator.corpus import Region
from generator.findings import Finding, Severity
from generator.model.baseline import Baseline, Frozen
from generator.rules import core
from generator.source import MAX_BYTES, Text, parse
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.assess import Assessment
    from generator.corpus import Portal
    from generator.settings import Settings

FILE = corpus.BASELINE
WORD = "历史遗留"
_HINT = f"{WORD}：规则启用之前的不符之处，已冻结在 {FILE}，改正后删去"
_NOTE = f"{WORD}：规则启用之前已经公开的报告中的不符之处，只减不增"


class Key(NamedTuple):
    """What makes two findings the same."""

    rule: str
    report: str
    place: str
    value: str
    due: str  # so that the same value beside other numbers is another contradiction


class UnreadableError(Exception):
    """The file that is there cannot be read, so nobody knows what it froze."""


class TooManyError(Exception):
    """The list would be longer than a data file may be."""


# ---- setting findings aside


def applied(portal: Portal, settings: Settings) -> Portal:
    """The portal with frozen findings set aside, and what is wrong with the baselines."""
    entries, faults = list[core.BaselineEntry](), list[Finding]()
    regions = list[Region]()
    for region in portal.regions:
        path = settings.content / region.address / FILE
        read, found = corpus.read_record(path, Baseline, settings)
        faults.extend(found)
        frozen = tuple(read.frozen) if read else ()
        shrunk, occurring = _set_aside(region, Counter(map(_key_of, frozen)))
        regions.append(shrunk)
        judge = _Judge(region, portal, settings, occurring)
        entries.extend(map(judge.entry, frozen))
    case = core.BaselineCase(tuple(entries))
    results = tuple(core.run(rule, case, None) for rule in core.of_stage(core.Stage.BASELINES))
    faults.extend(finding for result in results for finding in result.findings)
    return portal._replace(
        regions=tuple(regions),
        findings=(*portal.findings, *faults),
        results=(*portal.results, *results),
    )


def _set_aside(region: Region, frozen: Counter[Key]) -> tuple[Region, Counter[Key]]:
    """The region without the findings in ``frozen``, and how often each of them occurred."""
    left = frozen.copy()
    if not left:
        return region, left
    units = tuple(
        unit._replace(reports=tuple(_shrunk(report, left) for report in unit.reports))
        for unit in region.units
    )
    return region._replace(units=units), frozen - left


def _shrunk(assessment: Assessment, left: Counter[Key]) -> Assessment:
    """The assessment without findings in ``left``, each of which covers one and is used up."""
    open_, frozen = list[Finding](), list[Finding]()
    for finding in assessment.findings:
        key = _key(finding, assessment.address)
        if _freezable(finding) and left[key] > 0:
            left[key] -= 1
            frozen.append(finding._replace(severity=Severity.WARNING, hint=_HINT))
        else:
            open_.append(finding)
    return assessment._replace(findings=tuple(open_), frozen=tuple(frozen))


def _freezable(finding: Finding) -> bool:
    sensitive = finding.rule.startswith(core.SENSITIVE_LETTER)
    return finding.severity is Severity.ERROR and finding.waivable and not sensitive


def _key(finding: Finding, report: str) -> Key:
    actual, due = finding.actual or "", finding.expected or ""
    return Key(finding.rule, report, finding.span.place, actual, due)


def _key_of(frozen: Frozen) -> Key:
    words = (frozen.rule, frozen.report, frozen.place, frozen.value, frozen.due)
    return Key(*map(str, words))


class _Judge:
    """Says of each entry of one region whether it still occurs, as far as this run can tell."""

    def __init__(
        self, region: Region, portal: Portal, settings: Settings, occurring: Counter[Key]
    ) -> None:
        self._region = region.address
        self._complete = region.address in portal.complete
        self._content = settings.content
        self._seen = {a.address for unit in region.units for a in unit.reports}
        self._occurring = occurring
        waivable = (rule for rule in (*core.rules(), *region.own.rules) if rule.waivable)
        codes = (rule.code for rule in waivable)
        self._allowed = {code for code in codes if not code.startswith(core.SENSITIVE_LETTER)}
        self._across = {rule.code for rule in core.of_stage(core.Stage.CORPUS)}

    def entry(self, frozen: Frozen) -> core.BaselineEntry:
        """``frozen`` with what is to be said of it; uses up one occurrence."""
        key = _key_of(frozen)
        occurs = self._occurring[key] > 0
        self._occurring[key] -= occurs
        known = self._is_known(key.report)
        return core.BaselineEntry(
            frozen=frozen,
            judged=self._is_judged(key) or not known,
            occurs=occurs,
            known=known,
            allowed=key.rule in self._allowed,
        )

    def _is_known(self, report: str) -> bool:
        own = report.startswith(f"{self._region}/")
        return own and (report in self._seen or (self._content / report / REPORT).exists())

    def _is_judged(self, key: Key) -> bool:
        """What shows across reports only shows when all of them were looked at."""
        return self._complete or (key.report in self._seen and key.rule not in self._across)


# ---- writing the file


class Written(NamedTuple):
    """What became of the baseline of one region."""

    path: Path
    entries: tuple[Key, ...]
    removed: int
    refused: tuple[Key, ...]  # new since the file was written
    unfreezable: tuple[Finding, ...]  # errors that no baseline can set aside


def written(region: Region, settings: Settings, *, start_over: bool) -> Written:
    """Writes the baseline of ``region``, all of whose reports were looked at, or shrinks it.

    A file that is there only ever loses entries, unless it is to be started over.
    """
    path = settings.content / region.address / FILE
    note, before = (_NOTE, None) if start_over else _present(path, settings)
    reports = tuple(a for unit in region.units for a in unit.reports)
    raised = tuple(_key(f, a.address) for a in reports for f in a.findings if _freezable(f))
    entries = raised if before is None else _still(before, Counter(raised))
    if entries != (before or ()) or start_over:
        _write(path, _text(note, entries))
    return Written(
        path=path,
        entries=entries,
        removed=len(before) - len(entries) if before else 0,
        refused=tuple((Counter(raised) - Counter(entries)).elements()),
        unfreezable=tuple(
            f
            for a in reports
            for f in a.findings
            if f.severity is Severity.ERROR and not _freezable(f)
        ),
    )


def _present(path: Path, settings: Settings) -> tuple[str, tuple[Key, ...] | None]:
    """The note and the entries of the file; None where there is no file yet."""
    read, faults = corpus.read_record(path, Baseline, settings)
    if faults:
        raise UnreadableError(path)
    if read is None:
        return _NOTE, None
    return read.note.text or _NOTE, tuple(map(_key_of, read.frozen))


def _still(before: Iterable[Key], raised: Counter[Key]) -> tuple[Key, ...]:
    left = raised.copy()
    kept = list[Key]()
    for key in before:
        if left[key] > 0:
            left[key] -= 1
            kept.append(key)
    return tuple(kept)


def _text(note: str, entries: tuple[Key, ...]) -> str:
    lines = [
        "# yaml-language-server: $schema=../.schema/baseline.json",
        "# 由 jixiao baseline 写出。只减不增：改正一处，再运行一次，它就删去一条。",
        f"说明: {_quoted(note)}",
        "冻结:" if entries else "冻结: []",
        *map(_line, entries),
    ]
    return "\n".join(lines) + "\n"


def _line(key: Key) -> str:
    words = zip(("规则", "报告", "位置", "原值", "应为"), key, strict=True)
    return "  - {" + ", ".join(f"{word}: {_quoted(text)}" for word, text in words) + "}"


def _quoted(text: str) -> str:
    """A text as YAML reads it back: JSON's strings are YAML's."""
    import json  # noqa: PLC0415  not needed to check

    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    """All of the file or nothing of it, whatever happens meanwhile."""
    node, refusals = parse(Text(path.name, text))
    if refusals or node is None or len(text.encode()) > MAX_BYTES:
        raise TooManyError(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
