"""Owns what all pages of one report share: its case, what the check said, where numbers lead.

Must not know what any of these pages shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.inventory import report_groups
from generator.model.facts import facts
from generator.pages.bindings import Rows, TextLink, links
from generator.pages.cells import View
from generator.pages.checks import Checks, checks
from generator.pages.disclosure import corrections, last_change
from generator.pages.facts import folder_of, report_title, year_of
from generator.pages.looked import Looked, looked
from generator.pages.page import Article, Link, Page, Section
from generator.pages.provenance import Sources
from generator.pages.scores import Working, workings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.assess import Assessment
    from generator.findings import Finding
    from generator.model.report import Report
    from generator.pages.downloads import Downloads
    from generator.rules.core import Case


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report stands: the way to it, its region and what that has to say, the downloads."""

    trail: tuple[Link, ...]
    region: str
    notice: str
    downloads: Downloads


@dataclass(frozen=True)
class Dossier:
    """One report that could be read, on its way to pages; what pages share is made once."""

    assessment: Assessment
    case: Case
    place: Place
    found: Checks

    @property
    def report(self) -> Report:
        """What the unit filled in."""
        return self.case.report

    @property
    def address(self) -> str:
        """The folder of the report's own page."""
        return self.assessment.address

    @property
    def link(self) -> Link:
        """The report's own page, by its title."""
        return Link(self.address, report_title(self.case))

    @property
    def named(self) -> str:
        """Whose report it is and of which year, to begin a sentence with."""
        return f"{self.report.unit.title}{year_of(self.case)}"

    @property
    def trail(self) -> tuple[Link, ...]:
        """The way from the home page to the report."""
        return (*self.place.trail, Link(self.address, year_of(self.case) or self.address))

    @property
    def form(self) -> Link:
        """The page of the form that the report was made with."""
        return Link(f"method/{self.case.form.name.text}", self.case.form.title.text)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is printed below the form's tables."""
        return tuple(note.text for note in self.case.form.notes)

    @property
    def unwritten(self) -> View:
        """What stands where a reason was due and none was written."""
        return View("原表未填" if self.report.transcribed else "未填", empty=True)

    @cached_property
    def looked(self) -> Looked:
        """Which rules compared which figures."""
        return looked(self.case, self.assessment, self.found)

    @cached_property
    def sources(self) -> Sources:
        """The origin of every figure but those of the projects."""
        folder = folder_of(self.assessment)
        known = facts(self.report)
        return Sources(folder, report_groups(self.case), self.found.spots(), known, self.looked)

    @cached_property
    def rows(self) -> Rows:
        """Where each figure stands."""
        return Rows(self.case, self.assessment.slugs)

    @cached_property
    def links(self) -> dict[str, tuple[TextLink, ...]]:
        """The numbers of each text that lead somewhere."""
        return links(self.case, self.rows, self.found.spots())

    @cached_property
    def workings(self) -> tuple[Working, ...]:
        """How every score of the main table came about."""
        return workings(self.case.tables[0], self.case.form, self.sources, self.unwritten)

    def page(self, kind: str, title: str, description: str, sections: Iterable[Section]) -> Page:
        """A page at the report's own address, before its body."""
        return Page(
            address=self.address,
            title=title,
            body="",
            description=description,
            kind=kind,
            sections=tuple(sections),
            trail=self.trail,
            article=self._article(),
            changed=last_change(self.report.disclosure),
        )

    def below(self, at: Link, page: Page) -> Page:
        """``page`` at an address below the report's, in its trail by its short title."""
        address = f"{self.address}/{at.address}"
        return replace(page, address=address, trail=(*self.trail, Link(address, at.title)))

    def _article(self) -> Article:
        disclosure = self.report.disclosure
        made = corrections(disclosure)
        return Article(
            published=disclosure.published.value,
            changed=last_change(disclosure),
            source=disclosure.publisher.text or self.report.unit.title.text,
            author=self.report.unit.title.text,
            keywords=disclosure.keywords.text,
            correction=f"{made[-1].day.chinese}更正：{made[-1].change}" if made else "",
        )


def dossier(assessment: Assessment, place: Place, across: Iterable[Finding]) -> Dossier | None:
    """The dossier of ``assessment`` and of what was found ``across`` reports; None if unread."""
    if assessment.case is None:
        return None
    return Dossier(assessment, assessment.case, place, checks(assessment, across))
