"""Owns the pages about rules: the index by family, and a page for each rule.

All of it is generated from the rules' own documentation and from this site's reports.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.pages.codes import INDEX, family_of, has_page
from generator.pages.environment import Draft, drafted
from generator.pages.facts import folder_of, year_of
from generator.pages.own_rules import own_views
from generator.pages.page import Link, Page, Section
from generator.rules import coverage, documentation
from generator.rules.core import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.assess import Assessment
    from generator.corpus import Portal
    from generator.findings import Finding
    from generator.forms.form import Form
    from generator.pages.own_rules import OwnView
    from generator.rules.documentation import Documentation

TITLE = "规则目录"

_BAD, _GOOD, _BORDER = "反例", "正例", "边界"
_EXAMPLES = (_BAD, _GOOD, _BORDER)
_BY_HAND = Section("by-hand", "需要人核对的事项")


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
class ByHand:
    """What no rule can check, and why."""

    title: str
    group: str
    reason: str


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
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True)
class _Tally:
    """What this site's reports came to, by rule; counted once for all pages."""

    hits: dict[str, tuple[Hit, ...]]
    outcomes: Counter[tuple[str, Outcome]]


def catalogue_pages(portal: Portal, forms: tuple[Form, ...]) -> Iterator[Draft]:
    """The index, then every rule by code."""
    tally = _tally(portal)
    yield _index(tally, own_views(portal))
    entries = [entry for entry in documentation.catalogue() if has_page(entry.code)]
    links = [Link(f"{INDEX}/{entry.code}", f"{entry.code} {entry.title}") for entry in entries]
    around = zip([None, *links[:-1]], [*links[1:], None], strict=True)
    for entry, (before, after) in zip(entries, around, strict=True):
        yield _rule_page(replace(_rule_view(entry, tally, forms), before=before, after=after))


def _index(tally: _Tally, owns: tuple[OwnView, ...]) -> Draft:
    entries = documentation.catalogue()
    families = tuple(
        FamilyView(
            f"family-{letter}",
            family_of(letter),
            tuple(_entry(e, tally) for e in entries if e.code[0] == letter),
        )
        for letter in dict.fromkeys(entry.code[0] for entry in entries)
    )
    page = Page(
        address=INDEX,
        title=TITLE,
        body="",
        description="本站核对报告所用的全部规则：查什么、为什么、依据、反例、正例和边界。",
        kind="rules",
        sections=(
            *(Section(family.anchor, family.title) for family in families),
            *(Section(own.anchor, own.title) for own in owns),
            _BY_HAND,
        ),
        trail=(Link("", "首页"), Link(INDEX, "规则")),
    )
    return drafted(
        page, "rules", families=families, owns=owns, section=_BY_HAND, by_hand=_by_hand()
    )


def _by_hand() -> tuple[ByHand, ...]:
    return tuple(
        ByHand(item.title.text, item.group.text, item.by_hand.text)
        for item in coverage.ledger().by_hand
    )


def _entry(entry: Documentation, tally: _Tally) -> Entry:
    return Entry(
        code=entry.code,
        title=entry.title,
        level=entry.severity.word,
        remedy=_joined(entry.section("怎么改")),
        affected=len(tally.hits.get(entry.code, ())),
        page=Link(f"{INDEX}/{entry.code}", entry.title) if has_page(entry.code) else None,
    )


def _rule_page(rule: RuleView) -> Draft:
    address = f"{INDEX}/{rule.code}"
    page = Page(
        address=address,
        title=f"{rule.code} {rule.title}",
        body="",
        description=f"核对规则 {rule.code}：{rule.title}。",
        kind="rule",
        trail=(Link("", "首页"), Link(INDEX, "规则"), Link(address, rule.code)),
    )
    return drafted(page, "rule", rule=rule)


def _rule_view(entry: Documentation, tally: _Tally, forms: tuple[Form, ...]) -> RuleView:
    return RuleView(
        code=entry.code,
        title=entry.title,
        level=entry.severity.word,
        stops=entry.severity is Severity.ERROR,
        waivable=entry.waivable,
        basis=entry.basis,
        formula=_lines(entry.section("公式")),
        texts=tuple(_texts(entry)),
        examples=tuple(
            Example(head, head != _BAD, text) for head, text in entry.sections if head in _EXAMPLES
        ),
        levels=tuple(_level(entry, form) for form in forms),
        counts=tuple((o.value, tally.outcomes[entry.code, o]) for o in Outcome),
        hits=tally.hits.get(entry.code, ()),
    )


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


def _tally(portal: Portal) -> _Tally:
    results = (r for a in portal.assessments for r in a.results)
    hits: dict[str, list[Hit]] = {}
    for assessment in portal.assessments:
        for code, hit in _hits(assessment, portal.findings):
            hits.setdefault(code, []).append(hit)
    return _Tally(
        {code: tuple(found) for code, found in hits.items()},
        Counter((r.rule.code, r.outcome) for r in (*results, *portal.results)),
    )


def _hits(assessment: Assessment, across: tuple[Finding, ...]) -> Iterator[tuple[str, Hit]]:
    """Each rule that spoke of a report, with how often."""
    if assessment.case is None:
        return
    link = Link(
        assessment.address, f"{assessment.case.report.unit.title} {year_of(assessment.case)}"
    )
    mine = (f for f in across if f.span.file.startswith(folder_of(assessment)))
    open_ = Counter(f.rule for f in (*assessment.findings, *assessment.frozen, *mine))
    explained = Counter(item.finding.rule for item in assessment.excused)
    for code in sorted({*open_, *explained}):
        yield code, Hit(link, open_[code], explained[code])
