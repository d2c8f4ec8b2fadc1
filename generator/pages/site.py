"""Owns the list of pages: everything a site consists of, in one walk over the portal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.pages import catalogue, data, hub, method
from generator.pages.about import about_page, accessibility_page
from generator.pages.behind import checks_page, sources_page
from generator.pages.compare import compare_pages
from generator.pages.corrections import corrections_page
from generator.pages.disclosure import last_change
from generator.pages.dossier import Dossier, Place, dossier
from generator.pages.environment import Draft, Renderer
from generator.pages.feed import FEED, feed
from generator.pages.glossary import glossary_page
from generator.pages.home import home
from generator.pages.project import project_pages
from generator.pages.report import report_page
from generator.pages.root_files import ROBOTS, SECURITY, robots, security
from generator.pages.unit import unit_page
from generator.pages.years import year_pages
from generator.yearbook import expected, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.corpus import Portal, Region
    from generator.dataset import Publisher
    from generator.forms.form import Form
    from generator.imprint import Imprint
    from generator.pages.downloads import Downloads
    from generator.pages.page import Page
    from generator.yearbook import RegionYear


def pages(
    portal: Portal, today: date, downloads: Downloads, folders: Iterable[Path] = ()
) -> Iterator[Page]:
    """Every page of the site; ``today`` is the day of the check that they report.

    Templates of the site itself, in ``folders``, win over ours.
    """
    renderer, changes = Renderer(folders), _changes(portal)
    for draft in _drafts(portal, today, downloads, changes.get("")):
        page = draft.page
        changed = page.changed or changes.get(page.address)
        yield renderer.page(draft._replace(page=replace(page, changed=changed)))


def companions(made: Sequence[Page], publisher: Publisher, today: date) -> dict[str, bytes]:
    """What stands beside the pages for machines, by its path below the site."""
    described = ((page.address, page.linked_data) for page in made if page.linked_data)
    files = {
        **{f"{where}/{data.file}": data.text.encode() for where, data in described if data.file},
        FEED: feed(made, publisher),
        ROBOTS: robots(publisher).encode(),
        SECURITY: security(publisher, today).encode(),
    }
    return {path: content for path, content in files.items() if content}


def _changes(portal: Portal) -> dict[str, date]:
    """The last day on which a report was published or corrected, by each folder above it."""
    last: dict[str, date] = {}
    for assessment in portal.assessments:
        day = last_change(assessment.case.report.disclosure) if assessment.case else None
        if day:
            parts = assessment.address.split("/")
            for depth in range(len(parts)):
                folder = "/".join(parts[:depth])
                last[folder] = max(day, last.get(folder, day))
    return last


def _drafts(
    portal: Portal, today: date, downloads: Downloads, changed: date | None
) -> Iterator[Draft]:
    forms, books = _forms(portal), _books(portal)
    yield home(books)
    yield from year_pages(books)
    yield from compare_pages(books)
    by_region = {region.address: found for region, found in books}
    for region in portal.regions:
        entries = expected(by_region.get(region.address, ()))
        for unit in region.units:
            yield unit_page(unit, region, entries.get(unit.address, ()))
            for assessment in unit.reports:
                trail, notice = hub.unit_trail(unit), hub.notice(region)
                place = Place(trail, region.title, notice, downloads)
                yield from _of_report(dossier(assessment, place, portal.findings))
    yield from method.method_pages(forms)
    yield from catalogue.catalogue_pages(portal, forms)
    yield data.data_page(portal, downloads, changed)
    yield from _about_the_site(portal, today, downloads.publisher.imprint)


def _of_report(of: Dossier | None) -> Iterator[Draft]:
    """The pages of one report; none if it could not be read."""
    if of is not None:
        yield report_page(of)
        yield sources_page(of)
        yield checks_page(of)
        yield from project_pages(of)


def _books(portal: Portal) -> tuple[tuple[Region, tuple[RegionYear, ...]], ...]:
    """The years of every region that has any, real regions first."""
    real_first = sorted(portal.regions, key=hub.invented)
    return tuple((region, found) for region in real_first if (found := years(region)))


def _about_the_site(portal: Portal, today: date, imprint: Imprint) -> Iterator[Draft]:
    yield about_page(portal, today, imprint)
    yield corrections_page(portal, imprint)
    yield glossary_page()
    yield accessibility_page(imprint)


def _forms(portal: Portal) -> tuple[Form, ...]:
    """The forms in use, by name."""
    used = {a.case.form.name.text: a.case.form for a in portal.assessments if a.case}
    return tuple(used[name] for name in sorted(used))
