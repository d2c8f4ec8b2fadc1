"""Owns phase 1: one report folder in, one immutable Assessment out. The only orchestration.

A pure function of the folder's files, its form and the day; it may run in any process.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Finding, Unchecked, from_refusal
from generator.forms import form as forms
from generator.model.completing import completed
from generator.model.evaluation import Evaluation, Execution, Project
from generator.model.faults import FaultKind
from generator.model.reading import Reader
from generator.model.report import Report, Waiver
from generator.narrative import sensitive
from generator.narrative.text import Narrative, narrative
from generator.rules import core, waivers
from generator.rules.core import NO_RULES, LocalRules
from generator.scoring import score
from generator.source import (
    Mapping,
    Node,
    Refusal,
    Scalar,
    Span,
    Text,
    is_there,
    keys,
    parse,
    printable,
    read_text,
    walk,
)
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from generator.forms.form import Form
    from generator.narrative.sensitive import Leak, Secret
    from generator.rules.core import Case, Result, Table
    from generator.settings import Settings

REPORT, NARRATIVE = "report.yml", "report.md"
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LEVELS = 3  # region, unit and year, at least
# Folders of the site itself, beside those of the regions.
RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "assets",
        "compare",
        "corrections",
        "css",
        "data",
        "glossary",
        "js",
        "method",
        "rules",
        "schema",
        "search",
        "years",
    }
)


class Excused(NamedTuple):
    """A finding that the unit explained, and the explanation."""

    finding: Finding
    waiver: Waiver


class Assessment(NamedTuple):
    """Everything known about one report. ``case`` is None when it could not be read.

    ``local`` are the rules of its region, with what this report showed to be wrong with them;
    ``frozen`` are findings of old years that no longer stop publication. ``secrets`` stand in its
    files and must be shown nowhere.
    """

    address: str
    file: str
    case: Case | None
    findings: tuple[Finding, ...]
    excused: tuple[Excused, ...] = ()
    results: tuple[Result, ...] = ()
    slugs: tuple[str, ...] = ()
    local: LocalRules = NO_RULES
    frozen: tuple[Finding, ...] = ()
    secrets: tuple[Secret, ...] = ()

    @property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """The checks that could not be made."""
        return tuple(open_ for result in self.results for open_ in result.unchecked)


class _Files:
    """Reads the files of one folder and collects what is wrong with them."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.root = settings.root
        self.findings: list[Finding] = []
        self.secrets: list[Secret] = []
        self.leaks: list[Leak] = []

    def shown(self, name: str) -> str:
        """The path of a file as people see it."""
        return (self.folder / name).relative_to(self.root).as_posix()

    def text(self, name: str) -> Text | None:
        """The text of a file, or None with a finding; a missing file is just None."""
        path = self.folder / name
        if not is_there(path):
            return None
        text = read_text(path, self.shown(name))
        if isinstance(text, Refusal):
            self.findings.append(from_refusal(text))
            return None
        for found in (*sensitive.leaks(text.content, text.name), *self._in_path(text.name)):
            self._note(*found)
        return text

    def _in_path(self, path: str) -> Iterator[tuple[Secret, Leak]]:
        """What the name of a file tells: it is the address of a page."""
        for one, leak in sensitive.leaks(path, path):
            yield one, leak._replace(span=Span(path, 1, 1, 1, leak.span.place))

    def _note(self, one: Secret, leak: Leak) -> None:
        self.secrets.append(one)
        self.leaks.append(leak)

    def tree(self, name: str) -> Node | None:
        """The tree of a YAML file, or None with findings."""
        text = self.text(name)
        if text is None:
            return None
        node, refusals = parse(text)
        self.findings.extend(from_refusal(refusal) for refusal in refusals)
        for found in hidden_in(node, text):
            self._note(*found)
        return node

    def narrative(self, name: str) -> Narrative:
        """A Markdown file; absent when the folder has none."""
        return narrative(self.text(name), self.shown(name))

    def project_names(self) -> tuple[str, ...]:
        """The project tables that can have a page, in the order of their file names."""
        return tuple(name for name in self._project_files() if _is_address(_slug(name)))

    def misnamed(self) -> tuple[str, ...]:
        """The project tables whose names are no address of a page, as they can be shown."""
        names = (name for name in self._project_files() if not _is_address(_slug(name)))
        return tuple(sensitive.masked(printable(name)) for name in names)

    def _project_files(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "projects").glob("*.yml"))


def hidden_in(node: Node | None, text: Text) -> Iterator[tuple[Secret, Leak]]:
    """What the values and keys of a file say and its text does not: signs can be spelled out."""
    if node is None or "\\" not in text.content:
        return
    for scalar in (*walk(node), *keys(node)):
        for one, leak in sensitive.leaks(scalar.text, text.name):
            if one.raw not in text.content:
                span = scalar.span._replace(place=leak.span.place)
                yield one, sensitive.Leak(one.kind, span, leak.shown)


def assess(folder: Path, settings: Settings, own: LocalRules = NO_RULES) -> Assessment:
    """The Assessment of the report in ``folder``, which holds ``report.yml``.

    ``own`` are the rules of its region. Faults of content never raise: all of them, in all
    files, come back as findings.
    """
    files = _Files(folder, settings)
    address = folder.relative_to(settings.content).as_posix()
    _check_address(address, files)
    root = files.tree(REPORT)
    form = _form(root, files)
    placed = address.count("/") >= _LEVELS - 1
    case = _case(root, form, files, settings.today) if root and form and placed else None
    if case is None or form is None:
        unread = Assessment(address, files.shown(REPORT), None, tuple(files.findings), local=own)
        return _veiled(unread, tuple(files.secrets))
    judged = _judged(address, files, case._replace(local=own.rules), form)
    broken = tuple(finding for result in judged.results for finding in result.broken)
    told = judged._replace(local=own._replace(findings=(*own.findings, *broken)))
    return _veiled(told, tuple(files.secrets))


def _veiled(told: Assessment, secrets: tuple[Secret, ...]) -> Assessment:
    """The same, with no secret in anything that is said about the report."""
    if not secrets:
        return told
    return told._replace(
        findings=sensitive.hidden(told.findings, secrets),
        excused=sensitive.hidden(told.excused, secrets),
        results=sensitive.hidden(told.results, secrets),
        local=sensitive.hidden(told.local, secrets),
        secrets=secrets,
    )


def _check_address(address: str, files: _Files) -> None:
    reader, span, parts = Reader(), Span(files.shown(REPORT), 1, 1), address.split("/")
    for part in parts:
        if not _is_address(part):
            reader.fault(FaultKind.ADDRESS, span, f"“{printable(part)}”")
    if len(parts) < _LEVELS:
        hint = "报告放在 content/地区/单位/年度/ 里，如 content/shili/jiaoyu/2024"
        reader.fault(FaultKind.ADDRESS, span, "少一层文件夹", hint)
    for name in files.misnamed():
        reader.fault(FaultKind.PROJECT_FILE, span, f"projects/{name}")
    if parts[0] in RESERVED:
        hint = "本站自己的页面用了这个名称，请给地区的文件夹换一个"
        reader.fault(FaultKind.ADDRESS, span, f"“{parts[0]}”", hint)
    files.findings.extend(reader.findings)


def _is_address(name: str) -> bool:
    """Whether a page can stand at ``name``: it is part of a URL, in the same letters everywhere."""
    return bool(_ADDRESS.fullmatch(name))


def _slug(name: str) -> str:
    return name.removesuffix(".yml")


def _form(root: Node | None, files: _Files) -> Form | None:
    """The form that the report names; it decides how the rest is read."""
    named = root.get("表式") if isinstance(root, Mapping) else None
    if isinstance(named, Scalar) and named.text in forms.names():
        return forms.load(named.text)
    reader = Reader()
    if root is not None:
        span = named.span if named is not None else root.span
        shown = f"“{named.text}”" if isinstance(named, Scalar) else ""
        reader.fault(FaultKind.FORM, span, shown, f"可用的表式：{'、'.join(forms.names())}")
    files.findings.extend(reader.findings)
    return None


def _case(root: Node, form: Form, files: _Files, today: date) -> Case:
    reader = Reader(form.money_decimals)
    report = completed(reader.record(Report, root))
    trees = [files.tree(f"projects/{name}") for name in files.project_names()]
    projects = tuple(reader.record(Project, tree) for tree in trees if tree is not None)
    text = files.narrative(NARRATIVE)
    if text.present and not text.content.strip():
        reader.fault(FaultKind.NARRATIVE, Span(text.name, 1, 1), "文件是空的")
    elif not text.present and not is_there(files.folder / NARRATIVE):
        reader.fault(FaultKind.NARRATIVE, Span(files.shown(REPORT), 1, 1))
    files.findings.extend(reader.findings)
    unit = _table("", report.evaluation, report.evaluation.funds, form)
    tables = tuple(_table(p.title.text, p, p.funds, form) for p in projects)
    return core.Case(
        report=report,
        projects=projects,
        form=form,
        tables=(unit, *tables),
        narrative=text,
        project_narrative=files.narrative("projects/report.md"),
        today=today,
        leaks=tuple(files.leaks),
        unread=trees.count(None) + len(files.misnamed()),
    )


def _table(title: str, evaluation: Evaluation, funds: Execution, form: Form) -> Table:
    return core.Table(title, evaluation, funds, score(evaluation, funds, form))


def _judged(address: str, files: _Files, case: Case, form: Form) -> Assessment:
    results = tuple(core.run(rule, case, form) for rule in core.of_stage(core.Stage.REPORT))
    if case.local:
        from generator.rules import local  # noqa: PLC0415  most regions have none

        results += local.checked(case)
    raised = tuple(finding for result in results for finding in result.findings)
    about_waivers = case._replace(raised=raised)
    waiver_results = tuple(
        core.run(rule, about_waivers, form) for rule in core.of_stage(core.Stage.WAIVERS)
    )
    raised += tuple(finding for result in waiver_results for finding in result.findings)
    excused, open_ = sorted_out(raised, case)
    if any(finding.working for finding in open_):
        from generator.rules import blame  # noqa: PLC0415  only when numbers contradict each other

        open_ = blame.pointed(open_, case)
    return Assessment(
        address=address,
        file=files.shown(REPORT),
        case=case,
        findings=in_order((*files.findings, *open_)),
        excused=excused,
        results=(*results, *waiver_results),
        slugs=tuple(map(_slug, files.project_names())),
    )


def sorted_out(
    raised: tuple[Finding, ...], case: Case
) -> tuple[tuple[Excused, ...], tuple[Finding, ...]]:
    """The findings that a valid waiver of the report covers, and those that stay open."""
    pairs = [(finding, waivers.covering(finding, case)) for finding in raised]
    excused = tuple(Excused(finding, waiver) for finding, waiver in pairs if waiver is not None)
    return excused, tuple(finding for finding, waiver in pairs if waiver is None)


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Files in reading order, worst first within a file, then by line."""
    files = {f.span.file: n for n, f in reversed(tuple(enumerate(findings)))}
    return tuple(
        sorted(
            findings,
            key=lambda f: (files[f.span.file], f.severity.rank, f.span.line, f.span.column, f.rule),
        )
    )
