"""Owns phase 2: everything that needs more than one report.

Finds the reports of a site, maps phase 1 over them through an executor, and orders them by
region, unit and year. Must not look into files itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.assess import REPORT, Assessment, assess, in_order, sorted_out
from generator.findings import Finding, from_refusal
from generator.model.reading import Reader
from generator.model.register import Register, RegisteredUnit
from generator.rules import core
from generator.source import Refusal, parse, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.rules.core import Result
    from generator.settings import Settings

REGISTER = "units.yml"


class UnitReports(NamedTuple):
    """One unit with its reports, the newest year first."""

    address: str
    title: str
    registered: RegisteredUnit | None
    reports: tuple[Assessment, ...]


class Region(NamedTuple):
    """One region: its folder name, its title and its units in the order of its register."""

    address: str
    title: str
    note: str
    units: tuple[UnitReports, ...]


class Portal(NamedTuple):
    """A whole site: every Assessment, ordered.

    ``findings`` are those that stand in no report, such as faults of a register.
    """

    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    results: tuple[Result, ...]

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
    work = partial(assess, settings=settings)
    mapped = executor.map(work, paths, chunksize=50) if executor else map(work, paths)
    return tuple(mapped)


def portal(assessments: tuple[Assessment, ...], settings: Settings) -> Portal:
    """Phase 2: order the reports, and check what only shows across them."""
    registers, faults = _registers(assessments, settings)
    case = core.CorpusCase(
        reports=tuple((a.address, a.case) for a in assessments if a.case is not None),
        registers=registers,
    )
    results = tuple(core.run(rule, case, None) for rule in core.of_stage(core.Stage.CORPUS))
    about_waivers = case._replace(raised=_findings(results))
    results += tuple(
        core.run(rule, about_waivers, None) for rule in core.of_stage(core.Stage.CORPUS_WAIVERS)
    )
    found = _findings(results)
    complete = tuple(_with_findings(assessment, found) for assessment in assessments)
    files = {assessment.file for assessment in assessments}
    elsewhere = tuple(f for f in found if f.span.file not in files)
    regions = tuple(
        _region(name, registers.get(name), complete)
        for name in dict.fromkeys(a.address.partition("/")[0] for a in assessments)
    )
    return Portal(regions, in_order((*faults, *elsewhere)), results)


def _findings(results: tuple[Result, ...]) -> tuple[Finding, ...]:
    return tuple(finding for result in results for finding in result.findings)


def _with_findings(assessment: Assessment, found: tuple[Finding, ...]) -> Assessment:
    """What was found across reports at a place in this one belongs to it, waivers included."""
    mine = tuple(finding for finding in found if finding.span.file == assessment.file)
    if assessment.case is None or not mine:
        return assessment
    excused, open_ = sorted_out(mine, assessment.case)
    return assessment._replace(
        findings=in_order((*assessment.findings, *open_)),
        excused=(*assessment.excused, *excused),
    )


def _registers(
    assessments: tuple[Assessment, ...], settings: Settings
) -> tuple[dict[str, Register], tuple[Finding, ...]]:
    registers, findings = {}, list[Finding]()
    for name in dict.fromkeys(a.address.partition("/")[0] for a in assessments):
        register, faults = _register(settings.content / name / REGISTER, settings)
        findings.extend(faults)
        if register is not None:
            registers[name] = register
    return registers, tuple(findings)


def _register(path: Path, settings: Settings) -> tuple[Register | None, tuple[Finding, ...]]:
    if not path.exists():
        return None, ()
    text = read_text(path, path.relative_to(settings.root).as_posix())
    if isinstance(text, Refusal):
        return None, (from_refusal(text),)
    node, refusals = parse(text)
    reader = Reader()
    register = reader.record(Register, node) if node is not None else None
    return register, (*map(from_refusal, refusals), *reader.findings)


def _region(name: str, register: Register | None, assessments: tuple[Assessment, ...]) -> Region:
    mine = tuple(a for a in assessments if a.address.partition("/")[0] == name)
    known = {unit.folder.text: unit for unit in register.units} if register else {}
    here = dict.fromkeys(_unit_folder(a) for a in mine)
    order = [*(f for f in known if f in here), *(f for f in here if f not in known)]
    units = tuple(_unit(f"{name}/{folder}", known.get(folder), mine, folder) for folder in order)
    title = register.region.text if register else name
    return Region(name, title, register.note.text if register else "", units)


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
