"""Owns what a rule is: its registration, its answers, and running it over a case.

Must not know any single rule.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import figures
from generator.figures import Empty, Figure
from generator.findings import Finding, Interval, Related, Severity, Unchecked, Working
from generator.model.faults import FaultKind
from generator.model.reading import Chosen, Day, Listed, Words
from generator.values import NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from generator.forms.form import Form
    from generator.model.baseline import Frozen
    from generator.model.evaluation import Evaluation, Execution, Project
    from generator.model.reading import Record
    from generator.model.register import Register
    from generator.model.report import Report
    from generator.narrative.sensitive import Leak
    from generator.narrative.text import Heading, Narrative, Placeholder
    from generator.scoring import Scorecard
    from generator.source import Span

    Spot = Figure | Empty | Words | Day | Chosen | Listed | Record | Placeholder | Heading | Span


class Table(NamedTuple):
    """One self-evaluation table with its computed scores; ``title`` is blank for the unit's."""

    title: str
    evaluation: Evaluation
    funds: Execution
    card: Scorecard


class Case(NamedTuple):
    """One report as rules see it. ``raised`` is filled for rules about waivers only.

    ``local`` are the rules that its region added to ours; ``leaks`` are what no text of its
    files may say in public; ``unread`` says how many project tables could not be read.
    """

    report: Report
    projects: tuple[Project, ...]
    form: Form
    tables: tuple[Table, ...]
    narrative: Narrative
    project_narrative: Narrative
    today: date
    raised: tuple[Finding, ...] = ()
    local: tuple[Rule, ...] = ()
    leaks: tuple[Leak, ...] = ()
    unread: int = 0


class CorpusCase(NamedTuple):
    """All readable reports by address (``region/unit/year``), and the registers.

    ``complete`` are the regions of which every report was looked at, ``unreadable`` the
    addresses of those that could not be read. ``raised`` is filled for rules about waivers only,
    ``leaks`` are of the files that belong to a region and not to one report.
    """

    reports: tuple[tuple[str, Case], ...]
    registers: dict[str, Register]
    complete: frozenset[str] = frozenset()
    unreadable: tuple[str, ...] = ()
    raised: tuple[Finding, ...] = ()
    leaks: tuple[Leak, ...] = ()


class BaselineEntry(NamedTuple):
    """An entry of a region's baseline, and whether this run could say if it still occurs."""

    frozen: Frozen
    judged: bool
    occurs: bool
    known: bool  # its report is there
    allowed: bool  # its rule can be set aside at all


class BaselineCase(NamedTuple):
    """The entries of all baselines, held against what the reports raised."""

    entries: tuple[BaselineEntry, ...]


class Fault(NamedTuple):
    """An answer: something is wrong at ``at``."""

    at: Any
    message: str
    expected: Figure | str | None = None
    see: tuple[Any, ...] = ()
    hint: str = ""
    rows: int = 1
    working: Working | None = None


class NotEnough(NamedTuple):
    """An answer: it could not be checked, because something is not there."""

    why: str


class NotApplicable(NamedTuple):
    """An answer: the report has nothing that this rule could check."""

    why: str


class Broken(NamedTuple):
    """An answer: a region's own rule cannot be worked out; the rule is at fault, no report."""

    at: Any
    why: str
    hint: str


Answer = Fault | NotEnough | NotApplicable | Broken
Answers = Iterator[Answer]


class Stage(Enum):
    """When a rule runs: on one report, then on its waivers; across reports, then on theirs.

    At last on the baselines, which set aside what all the others raised.
    """

    REPORT = "report"
    WAIVERS = "waivers"
    CORPUS = "corpus"
    CORPUS_WAIVERS = "corpus-waivers"
    BASELINES = "baselines"


class Rule(NamedTuple):
    """A registered check. The docstring of ``check`` is its documentation."""

    code: str
    name: str
    severity: Severity
    stage: Stage
    basis: str
    waivable: bool
    check: Callable[[Any], Answers]

    @property
    def title(self) -> str:
        """The first line of the docstring: the problem, in Chinese."""
        return (self.check.__doc__ or "").partition("\n")[0].strip().rstrip("。")


class LocalRules(NamedTuple):
    """What a region added to our rules, and what is wrong with it; ``rules`` has no faulty one."""

    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_RULES = LocalRules()
LOCAL_LETTER = "L"
# What these rules find may be explained, but was never old news: no baseline sets it aside.
SENSITIVE_LETTER = "Z"


class Outcome(Enum):
    """What became of a rule on one report."""

    HOLDS = "通过"
    FAULTY = "不符"
    NOT_ENOUGH = "无法核验"
    NOT_APPLICABLE = "不适用"


class Result(NamedTuple):
    """A rule's findings and open questions on one case; ``broken`` are faults of the rule."""

    rule: Rule
    outcome: Outcome
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    broken: tuple[Finding, ...] = ()


_registry: dict[str, Rule] = {}
# No rules in these, and a check that finds nothing needs none of them.
_FAMILIES = (
    ("", "generator.rules"),
    ("text", "generator.rules.text"),
    ("reports", "generator.rules.reports"),
)
_WITHOUT_RULES = ("blame", "coverage", "documentation", "relations")


def rule(  # noqa: PLR0913  what a rule declares about itself, each by keyword
    code: str,
    *,
    severity: Severity = Severity.ERROR,
    stage: Stage = Stage.REPORT,
    basis: str = "",
    waivable: bool = True,
) -> Callable[[Callable[[Any], Answers]], Callable[[Any], Answers]]:
    """Registers a check under ``code`` (letter of the family and three digits, never reused)."""

    def register(check: Callable[[Any], Answers]) -> Callable[[Any], Answers]:
        if code in _registry:
            raise ValueError(code)
        name = check.__name__.replace("_", "-")
        _registry[code] = Rule(code, name, severity, stage, basis, waivable, check)
        return check

    return register


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code. Walks the families, so that a new one needs no list."""
    # Not pkgutil: it loads inspect, which costs a clerk more than all the rules.
    for folder, package in _FAMILIES:
        for path in sorted(Path(__file__).parent.joinpath(folder).glob("[a-z]*.py")):
            if path.stem not in _WITHOUT_RULES:
                importlib.import_module(f"{package}.{path.stem}")
    return tuple(_registry[code] for code in sorted(_registry))


def of_stage(stage: Stage) -> tuple[Rule, ...]:
    """The rules that run at ``stage``, by code."""
    return tuple(r for r in rules() if r.stage is stage)


def run(checked: Rule, case: Any, form: Form | None) -> Result:  # noqa: ANN401  a Case or a corpus
    """What ``checked`` says of ``case``, at the level that the form gives to it."""
    answers = tuple(checked.check(case))
    severity = form.level(checked.code, checked.severity) if form else checked.severity
    faults = tuple(_finding(checked, severity, a) for a in answers if isinstance(a, Fault))
    open_ = tuple(
        Unchecked(checked.code, checked.name, checked.title, a.why)
        for a in answers
        if isinstance(a, NotEnough | Broken)
    )
    broken = tuple(
        broken_rule(span_of(a.at), a.why, a.hint) for a in answers if isinstance(a, Broken)
    )
    return Result(checked, _outcome(answers, faults, open_), faults, open_, broken)


def broken_rule(span: Span, why: str, hint: str = "") -> Finding:
    """A fault of a region's own rule, at its place in the file of rules."""
    kind = FaultKind.LOCAL_RULE
    return Finding(
        rule=kind.code,
        name=kind.slug,
        title=kind.title,
        severity=Severity.ERROR,
        message=f"{kind.title}：{why}",
        span=span,
        hint=hint or kind.remedy,
        waivable=False,
    )


def _outcome(
    answers: tuple[Answer, ...], faults: tuple[Finding, ...], open_: tuple[Unchecked, ...]
) -> Outcome:
    if faults:
        return Outcome.FAULTY
    if open_:
        return Outcome.NOT_ENOUGH
    return Outcome.NOT_APPLICABLE if answers else Outcome.HOLDS


def _finding(checked: Rule, severity: Severity, fault: Fault) -> Finding:
    expected = fault.expected
    return Finding(
        rule=checked.code,
        name=checked.name,
        title=checked.title,
        severity=severity,
        message=fault.message,
        span=span_of(fault.at),
        related=tuple(dict.fromkeys(r for spot in fault.see for r in _related(spot))),
        expected=figures.plain(expected.value) if isinstance(expected, Figure) else expected,
        actual=text_of(fault.at),
        gap=_gap(fault.at, expected),
        hint=fault.hint,
        basis=checked.basis,
        waivable=checked.waivable,
        rows=fault.rows,
        working=fault.working,
    )


def span_of(spot: Any) -> Span:  # noqa: ANN401  any value of the model
    """Where ``spot`` stands: for a computed figure, its first typed input."""
    if isinstance(spot, Figure):
        return next(spot.spans())
    span: Span = getattr(spot, "span", spot)
    return span


def text_of(spot: Any) -> str | None:  # noqa: ANN401  any value of the model
    """What is written at ``spot``: what a waiver has to quote. None for what is no value."""
    if isinstance(spot, Figure):
        return figures.plain(spot.value)
    if isinstance(spot, Words | Day | Chosen):
        return str(spot)
    return "" if isinstance(spot, Empty | Listed) else None


def _related(spot: Any) -> Iterator[Related]:  # noqa: ANN401  any value of the model
    if isinstance(spot, Figure) and isinstance(spot.origin, figures.Derived):
        for part in spot.origin.inputs:
            yield from _related(part)
    elif isinstance(spot, Figure):
        yield Related(span_of(spot), f"{spot.name} {spot}")
    else:
        text = text_of(spot)
        yield Related(span_of(spot), f"{getattr(spot, 'name', '')} {text or ''}".strip())


def _gap(at: Any, expected: Figure | str | None) -> str | None:  # noqa: ANN401
    if not (isinstance(at, Figure) and isinstance(expected, Figure)):
        return None
    gap = figures.difference("相差", at, expected)
    return str(gap._replace(value=abs(gap.value)))


_FINEST = 6  # decimals at which the end of an interval is shown


def worked(stated: Figure, computed: Figure, formula: str, kind: str = "各项之和") -> Working:
    """The two numbers with their intervals; ``formula`` has the clerk's own numbers."""
    gap = figures.difference("相差", stated, computed)
    return Working(
        formula=formula,
        stated=_interval(stated),
        kind=kind,
        computed=_interval(computed),
        gap=_shown(abs(gap.value), gap.unit),
        slack=_shown(gap.slack, gap.unit),
    )


def _interval(figure: Figure) -> Interval:
    low, high = (figures.trimmed(end, _FINEST) for end in (figure.low, figure.high))
    return Interval(_shown(figure.value, figure.unit), low, high)


def _shown(value: Decimal, unit: str) -> str:
    return figures.with_unit(figures.trimmed(value, _FINEST), unit)


def known(*cells: Figure | Empty | None) -> tuple[Figure, ...]:
    """The cells that hold a number."""
    return tuple(cell for cell in cells if isinstance(cell, Figure))


def missing(*cells: Any) -> str:  # noqa: ANN401  cells of any kind
    """The names of the cells that hold none, for a NotEnough."""
    names = (cell.name for cell in cells if isinstance(cell, Empty))
    return "未填：" + "、".join(dict.fromkeys(names))


def sum_formula(parts: tuple[Figure, ...]) -> str:
    """``基本支出 264.01 + 项目支出 74.00``: the sum with the clerk's own numbers."""
    return " + ".join(f"{part.name} {figures.with_decimals(part.value, 2)}" for part in parts)
