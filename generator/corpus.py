"""Owns phase 2: everything that needs more than one report.

Finds the reports of a site, maps phase 1 over them through an executor, and orders them by
region, unit and year. Must not look into files itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from generator.assess import (
    NARRATIVE,
    REPORT,
    Assessment,
    assess,
    hidden_in,
    in_order,
    sorted_out,
)
from generator.findings import Finding, from_refusal
from generator.model.faults import FaultKind
from generator.model.reading import Reader, Record
from generator.model.register import Register, RegisteredUnit, UnitKind
from generator.narrative import sensitive
from generator.rules import core
from generator.rules.core import NO_RULES, LocalRules
from generator.rules.organisation import LEAD
from generator.source import Refusal, Span, Text, is_there, parse, printable, read_text
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.narrative.sensitive import Leak, Secret
    from generator.rules.core import Result
    from generator.settings import Settings

R = TypeVar("R", bound=Record)

REGISTER = "units.yml"
RULES = "rules.yml"
BASELINE = "baseline.yml"
_TOLD_ELSEWHERE = (REGISTER, RULES, BASELINE)


class UnitReports(NamedTuple):
    """One unit with its reports, the newest year first.

    ``leads`` says whether the register has units below it; None where that cannot be told.
    """

    address: str
    title: str
    registered: RegisteredUnit | None
    reports: tuple[Assessment, ...]
    leads: bool | None = None

    @property
    def code(self) -> str:
        """Its code as listed, or else as it states it; blank when there is none."""
        stated = (a.case.report.unit.code.text for a in self.reports if a.case)
        listed = self.registered.code.text if self.registered else ""
        return listed or next(stated, "")


class Region(NamedTuple):
    """One region: its folder name, its title and its units in the order of its register.

    ``own`` are the rules that it added to ours. ``register`` also has the units without a report.
    """

    address: str
    title: str
    note: str
    units: tuple[UnitReports, ...]
    own: LocalRules = NO_RULES
    register: Register | None = None


class Portal(NamedTuple):
    """A whole site: every Assessment, ordered.

    ``findings`` are those that stand in no report, such as faults of a register; ``complete``
    the regions of which every report was looked at.
    """

    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    results: tuple[Result, ...]
    complete: frozenset[str] = frozenset()

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """Every report, by region, unit and year."""
        return tuple(a for region in self.regions for unit in region.units for a in unit.reports)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Findings of all reports, then the others."""
        return (*(f for a in self.assessments for f in a.findings), *self.findings)


def folders(path: Path) -> tuple[Path, ...]:
    """Every report folder at or below ``path``, in order of its address."""
    return tuple(sorted(file.parent for file in path.rglob(REPORT)))


def assess_all(
    paths: Iterable[Path], settings: Settings, executor: Executor | None = None
) -> tuple[Assessment, ...]:
    """Phase 1 over report folders: in this process, or mapped through ``executor``."""
    paths = tuple(paths)
    names = dict.fromkeys(_region_of(path, settings) for path in paths)
    own = {name: own_rules(name, settings) for name in names}
    work = partial(_assess, settings=settings, own=own)
    mapped = executor.map(work, paths, chunksize=50) if executor else map(work, paths)
    return tuple(mapped)


def _assess(path: Path, settings: Settings, own: dict[str, LocalRules]) -> Assessment:
    return assess(path, settings, own[_region_of(path, settings)])


def _region_of(path: Path, settings: Settings) -> str:
    return path.relative_to(settings.content).as_posix().partition("/")[0]


def own_rules(region: str, settings: Settings) -> LocalRules:
    """The rules that a region added, with everything that is wrong with their file."""
    path = settings.content / region / RULES
    if not is_there(path):
        return NO_RULES
    from generator.model.local_rules import RuleFile  # noqa: PLC0415  most regions have none
    from generator.rules import local  # noqa: PLC0415

    file, faults = read_record(path, RuleFile, settings)
    made = local.local_rules(file) if file else NO_RULES
    return made._replace(findings=(*faults, *made.findings))


def portal(assessments: tuple[Assessment, ...], settings: Settings) -> Portal:
    """Phase 2: order the reports, and check what only shows across them."""
    registers, faults = _registers(assessments, settings)
    own, rule_faults = _own_rules(assessments)
    texts, unread = _region_texts(own, settings)
    leaks = [*_region_leaks(texts)]
    case = core.CorpusCase(
        reports=tuple((a.address, a.case) for a in assessments if a.case is not None),
        registers=registers,
        complete=_complete(assessments, settings),
        unreadable=tuple(a.address for a in assessments if a.case is None),
        leaks=tuple(leak for _, leak in leaks),
    )
    results = tuple(core.run(rule, case, None) for rule in core.of_stage(core.Stage.CORPUS))
    about_waivers = case._replace(raised=_findings(results))
    results += tuple(
        core.run(rule, about_waivers, None) for rule in core.of_stage(core.Stage.CORPUS_WAIVERS)
    )
    secrets = (*(one for one, _ in leaks), *(s for a in assessments for s in a.secrets))
    if secrets:
        results, faults, rule_faults = sensitive.hidden((results, faults, rule_faults), secrets)
    found = _findings(results)
    complete = tuple(_with_findings(assessment, found) for assessment in assessments)
    homes = {_home(assessment) for assessment in assessments}
    elsewhere = tuple(f for f in found if not any(f.span.file.startswith(h) for h in homes))
    regions = tuple(
        _region(name, registers.get(name), complete)._replace(own=rules)
        for name, rules in own.items()
    )
    misnamed = _misnamed(case.complete, settings)
    others = in_order((*faults, *rule_faults, *unread, *misnamed, *elsewhere))
    return Portal(regions, others, results, case.complete)


def _region_texts(
    regions: Iterable[str], settings: Settings
) -> tuple[tuple[Text, ...], tuple[Finding, ...]]:
    """The files of regions that belong to no single report, and those nobody else tells of."""
    files = [file for name in regions for file in sorted((settings.content / name).glob("*.yml"))]
    read = [read_text(path, path.relative_to(settings.root).as_posix()) for path in files]
    refused = (
        from_refusal(one)
        for path, one in zip(files, read, strict=True)
        if isinstance(one, Refusal) and path.name not in _TOLD_ELSEWHERE
    )
    return tuple(one for one in read if isinstance(one, Text)), tuple(refused)


def _misnamed(regions: Iterable[str], settings: Settings) -> Iterator[Finding]:
    """Files that somebody meant to publish and nobody reads."""
    reader = Reader()
    for name in regions:
        for path in sorted((settings.content / name).rglob("*.*")):
            if _is_meant(path.name) and not _is_read(path.name):
                shown = printable(path.relative_to(settings.root).as_posix())
                reader.fault(FaultKind.FILE_NAME, Span(shown, 1, 1), f"“{printable(path.name)}”")
    yield from reader.findings


def _is_meant(name: str) -> bool:
    """Named as a file of ours, by an editor or a computer that hides or changes its end."""
    bare = name.lower().removesuffix(".txt").removesuffix(".bak")
    return bare == NARRATIVE or bare.endswith((".yml", ".yaml"))


def _is_read(name: str) -> bool:
    if name.lower() in (REPORT, NARRATIVE):
        return name in (REPORT, NARRATIVE)
    return name.endswith(".yml")


def _region_leaks(texts: Iterable[Text]) -> Iterator[tuple[Secret, Leak]]:
    """What the files of a region must not say in public."""
    for text in texts:
        yield from sensitive.leaks(text.content, text.name)
        yield from hidden_in(parse(text)[0], text)


def _own_rules(
    assessments: tuple[Assessment, ...],
) -> tuple[dict[str, LocalRules], tuple[Finding, ...]]:
    """The rules of every region, and their faults: each once, however many reports show it."""
    own, faults = dict[str, LocalRules](), dict[tuple[Span, str], Finding]()
    for assessment in assessments:
        own.setdefault(assessment.address.partition("/")[0], assessment.local)
        for finding in assessment.local.findings:
            faults.setdefault((finding.span, finding.message), finding)
    return own, tuple(faults.values())


def _findings(results: tuple[Result, ...]) -> tuple[Finding, ...]:
    return tuple(finding for result in results for finding in result.findings)


def _with_findings(assessment: Assessment, found: tuple[Finding, ...]) -> Assessment:
    """What was found across reports at a place in this one belongs to it, waivers included."""
    mine = tuple(finding for finding in found if finding.span.file.startswith(_home(assessment)))
    if assessment.case is None or not mine:
        return assessment
    excused, open_ = sorted_out(mine, assessment.case)
    return assessment._replace(
        findings=in_order((*assessment.findings, *open_)),
        excused=(*assessment.excused, *excused),
    )


def _home(assessment: Assessment) -> str:
    """The folder of a report, as it opens the paths of its files."""
    return assessment.file.removesuffix(REPORT)


def _complete(assessments: tuple[Assessment, ...], settings: Settings) -> frozenset[str]:
    """The regions of which no report was left out. Stops looking at the first that was."""
    seen = {assessment.address for assessment in assessments}
    return frozenset(
        name
        for name in dict.fromkeys(a.address.partition("/")[0] for a in assessments)
        if all(
            file.parent.relative_to(settings.content).as_posix() in seen
            for file in (settings.content / name).rglob(REPORT)
        )
    )


def _registers(
    assessments: tuple[Assessment, ...], settings: Settings
) -> tuple[dict[str, Register], tuple[Finding, ...]]:
    registers, findings = {}, list[Finding]()
    for name in dict.fromkeys(a.address.partition("/")[0] for a in assessments):
        register, faults = read_record(settings.content / name / REGISTER, Register, settings)
        findings.extend(faults)
        if register is not None:
            registers[name] = register
    return registers, tuple(findings)


def read_record(
    path: Path, record: type[R], settings: Settings
) -> tuple[R | None, tuple[Finding, ...]]:
    """A file of a region as a ``record``, with everything wrong in it; None where there is none."""
    if not is_there(path):
        return None, ()
    text = read_text(path, path.relative_to(settings.root).as_posix())
    if isinstance(text, Refusal):
        return None, (from_refusal(text),)
    node, refusals = parse(text)
    reader = Reader()
    read = reader.record(record, node) if node is not None else None
    return read, (*map(from_refusal, refusals), *reader.findings)


def _region(name: str, register: Register | None, assessments: tuple[Assessment, ...]) -> Region:
    mine = tuple(a for a in assessments if a.address.partition("/")[0] == name)
    known = {unit.folder.text: unit for unit in register.units} if register else {}
    here = dict.fromkeys(_unit_folder(a) for a in mine)
    order = [*(f for f in known if f in here), *(f for f in here if f not in known)]
    units = tuple(
        _led(_unit(f"{name}/{folder}", known.get(folder), mine, folder), register)
        for folder in order
    )
    title = register.region.text if register else name
    note = register.note.text if register else ""
    return Region(name, title, note, units, register=register)


def _led(unit: UnitReports, register: Register | None) -> UnitReports:
    """``unit``, now saying whether ``register`` has units below it, if that can be told."""
    kind = unit.registered.kind.value if unit.registered else None
    if register is None or kind is None:
        return unit
    if kind is UnitKind.SUBORDINATE:
        return unit._replace(leads=False)
    codes = [u.code.text for u in register.units if u.kind.value is UnitKind.SUBORDINATE]
    department = unit.code[: -len(LEAD)]
    if department and any(code.startswith(department) for code in codes):
        return unit._replace(leads=True)
    return unit._replace(leads=False if department and all(codes) else None)


def _unit_folder(assessment: Assessment) -> str:
    return "/".join(assessment.address.split("/")[1:-1])


def _unit(
    address: str, registered: RegisteredUnit | None, mine: tuple[Assessment, ...], folder: str
) -> UnitReports:
    reports = tuple(
        sorted(
            (a for a in mine if _unit_folder(a) == folder), key=lambda a: a.address, reverse=True
        )
    )
    named = next((a.case.report.unit.title.text for a in reports if a.case), folder)
    title = registered.title.text if registered else named
    return UnitReports(address, title, registered, reports)
