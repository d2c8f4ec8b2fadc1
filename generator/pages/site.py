"""Owns the list of pages: everything a site consists of, in one walk over the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages import catalogue, data, hub, method, report
from generator.pages.environment import Draft, Renderer, drafted
from generator.pages.page import Link, Page, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from generator.corpus import Portal
    from generator.forms.form import Form
    from generator.pages.downloads import Downloads


def pages(
    portal: Portal, today: date, downloads: Downloads, folders: Iterable[Path] = ()
) -> Iterator[Page]:
    """Every page of the site; ``today`` is the day of the check that they report.

    Templates of the site itself, in ``folders``, win over ours.
    """
    renderer = Renderer(folders)
    return map(renderer.page, _drafts(portal, today, downloads))


def _drafts(portal: Portal, today: date, downloads: Downloads) -> Iterator[Draft]:
    forms = _forms(portal)
    yield hub.home(portal)
    for region in portal.regions:
        for unit in region.units:
            yield hub.unit_page(unit, region)
            for assessment in unit.reports:
                place = report.Place(hub.unit_trail(unit), hub.notice(region), downloads)
                yield from report.report_pages(assessment, place, portal.findings)
    yield from method.method_pages(forms)
    yield from catalogue.catalogue_pages(portal, forms)
    yield data.data_page(portal, downloads)
    yield _about(portal, today)


def _forms(portal: Portal) -> tuple[Form, ...]:
    """The forms in use, by name."""
    used = {a.case.form.name.text: a.case.form for a in portal.assessments if a.case}
    return tuple(used[name] for name in sorted(used))


def _about(portal: Portal, today: date) -> Draft:
    page = Page(
        address="about",
        title="核对什么，不核对什么",
        body="",
        description="本站核对数字之间是否一致；通过核对不等于数字真实。",
        kind="about",
        sections=(
            Section("checked", "核对什么"),
            Section("not-checked", "不核对什么"),
            Section("results", "核对结果的四种说法"),
            Section("numbers", "怎么看数字"),
            Section("fidelity", "照原样刊出"),
        ),
        trail=(Link("", "首页"), Link("about", "关于")),
    )
    day = f"{today.year}年{today.month}月{today.day}日"
    return drafted(page, "about", day=day, reports=len(portal.assessments))
