"""Owns the pages about rules: the index by family, and a page for each rule.

All of it is generated from the rules' own documentation and from this site's reports.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.pages.codes import INDEX, family_of, has_page
from generator.pages.environment import rendered
from generator.pages.page import Link, Page, Section
from generator.rules import documentation
from generator.rules.core import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.assess import Assessment
    from generator.corpus import Portal
    from generator.forms.form import Form
    from generator.rules.documentation import Documentation

TITLE = "规则目录"

_EXAMPLES = ("反例", "正例")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index."""

    code: str
    title: str
    level: str
    remedy: str
    affected: int
    page: Link | None


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A list of the index."""

    anchor: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Data that break the rule, or that keep it."""

    heading: str
    good: bool
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """How much the rule weighs under one form."""

    form: Link
    level: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that the rule spoke of, with how often it is open and explained."""

    report: Link
    open: int
    explained: int


@dataclass(frozen=True, slots=True)
class RuleView:
    """All that its page says about one rule."""

    code: str
    title: str
    level: str
    stops: bool
    waivable: bool
    basis: str
    formula: tuple[str, ...]
    texts: tuple[Text, ...]
    examples: tuple[Example, ...]
    levels: tuple[Level, ...]
    counts: tuple[tuple[str, int], ...]
    hits: tuple[Hit, ...]
    before: Link | None
    after: Link | None


def catalogue_pages(portal: Portal, forms: tuple[Form, ...]) -> Iterator[Page]:
    """The index, then every rule by code."""
    yield _index(portal)
    entries = [entry for entry in documentation.catalogue() if has_page(entry.code)]
    links = [Link(f"{INDEX}/{entry.code}", f"{entry.code} {entry.title}") for entry in entries]
    around = zip(entries, [None, *links], [*links[1:], None], strict=False)
    for entry, before, after in around:
        yield _rule_page(entry, portal, forms, (before, after))


def _index(portal: Portal) -> Page:
    entries = documentation.catalogue()
    letters = dict.fromkeys(entry.code[0] for entry in entries)
    families = tuple(
        FamilyView(
            f"family-{letter}",
            family_of(letter),
            tuple(_entry(e, portal) for e in entries if e.code[0] == letter),
        )
        for letter in letters
    )
    page = Page(
        address=INDEX,
        title=TITLE,
        body="",
        description="本站核对报告所用的全部规则：查什么、为什么、依据、反例和正例。",
        kind="rules",
        sections=tuple(Section(family.anchor, family.title) for family in families),
        trail=(Link("", "首页"), Link(INDEX, "规则")),
    )
    return rendered(page, "rules", families=families)


def _entry(entry: Documentation, portal: Portal) -> Entry:
    affected = sum(1 for hit in _hits(entry.code, portal))
    remedy = _joined(entry.section("怎么改"))
    link = Link(f"{INDEX}/{entry.code}", entry.title) if has_page(entry.code) else None
    return Entry(entry.code, entry.title, entry.severity.word, remedy, affected, link)


def _rule_page(
    entry: Documentation,
    portal: Portal,
    forms: tuple[Form, ...],
    around: tuple[Link | None, Link | None],
) -> Page:
    view = RuleView(
        code=entry.code,
        title=entry.title,
        level=entry.severity.word,
        stops=entry.severity is Severity.ERROR,
        waivable=entry.waivable,
        basis=entry.basis,
        formula=_lines(entry.section("公式")),
        texts=tuple(_texts(entry)),
        examples=tuple(
            Example(head, head == _EXAMPLES[1], text)
            for head, text in entry.sections
            if head in _EXAMPLES
        ),
        levels=tuple(_level(entry, form) for form in forms),
        counts=_counts(entry.code, portal),
        hits=tuple(_hits(entry.code, portal)),
        before=around[0],
        after=around[1],
    )
    page = Page(
        address=f"{INDEX}/{entry.code}",
        title=f"{entry.code} {entry.title}",
        body="",
        description=f"核对规则 {entry.code}：{entry.title}。",
        kind="rule",
        trail=(Link("", "首页"), Link(INDEX, "规则"), Link(f"{INDEX}/{entry.code}", entry.code)),
    )
    return rendered(page, "rule", rule=view)


def _texts(entry: Documentation) -> Iterator[Text]:
    for heading, text in entry.sections:
        if heading not in (*_EXAMPLES, "公式"):
            yield Text(heading, tuple(_joined(part) for part in text.split("\n\n") if part.strip()))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _joined(text: str) -> str:
    """Wrapped lines of Chinese as one: no blank between them."""
    return "".join(_lines(text))


def _level(entry: Documentation, form: Form) -> Level:
    severity = form.level(entry.code, entry.severity)
    link = Link(f"method/{form.name.text}", form.title.text)
    return Level(link, severity.word, severity is not entry.severity)


def _counts(code: str, portal: Portal) -> tuple[tuple[str, int], ...]:
    """In how many reports the rule holds, does not, could not be checked, does not apply."""
    results = [r for a in portal.assessments for r in a.results]
    found = Counter(r.outcome for r in (*results, *portal.results) if r.rule.code == code)
    return tuple((outcome.value, found[outcome]) for outcome in Outcome)


def _hits(code: str, portal: Portal) -> Iterator[Hit]:
    for assessment in portal.assessments:
        folder = assessment.file.rpartition("/")[0] + "/"
        across = [f for f in portal.findings if f.span.file.startswith(folder)]
        open_ = sum(1 for f in (*assessment.findings, *across) if f.rule == code)
        explained = sum(1 for item in assessment.excused if item.finding.rule == code)
        if (open_ or explained) and assessment.case:
            yield Hit(report_link(assessment), open_, explained)


def report_link(assessment: Assessment) -> Link:
    """The report's page, called by its unit and year."""
    case = assessment.case
    title = (
        f"{case.report.unit.title} {case.report.fiscal_year or ''}" if case else assessment.address
    )
    return Link(assessment.address, f"{title}年度" if case else title)
