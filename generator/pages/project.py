"""Owns the page of a project: its form, how its scores came about, and its numbers' origins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.inventory import table_groups
from generator.model.facts import facts
from generator.pages.environment import Draft, drafted
from generator.pages.evaluation import TableView, table_view
from generator.pages.facts import folder_of, score_of, year_of
from generator.pages.looked import legend
from generator.pages.page import Link, Section
from generator.pages.printed import Printed, printed
from generator.pages.provenance import Sources
from generator.pages.scale import Scale, scale
from generator.pages.scores import Working, workings
from generator.pages.waivers import Waivers, waivers
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.evaluation import Project
    from generator.pages.checks import Checks
    from generator.pages.dossier import Dossier
    from generator.rules.core import Table


@dataclass(frozen=True, slots=True)
class ProjectView:
    """Everything on a project's page."""

    title: str
    year: str
    facts: tuple[tuple[str, str], ...]
    form: Link
    report: Link
    notes: tuple[str, ...]
    table: TableView
    printed: Printed
    workings: tuple[Working, ...]
    scale: Scale | None
    checks: Checks
    waivers: Waivers


_SECTIONS = (
    Section("form", "项目支出绩效自评表"),
    Section("scoring", "得分怎么算的"),
    Section("sources", "数字从哪来"),
)


class _Sheet(NamedTuple):
    """The form of one project, with what the check said about it and where its numbers lead."""

    project: Project
    table: Table
    found: Checks
    sources: Sources


def project_pages(of: Dossier) -> Iterator[Draft]:
    """A page for each project of the report."""
    tables = of.case.tables[1:]
    for slug, project, table in zip(of.assessment.slugs, of.case.projects, tables, strict=False):
        yield _page(of, slug, _sheet(of, project, table))


def _sheet(of: Dossier, project: Project, table: Table) -> _Sheet:
    found = of.found.within(project.span.file)
    sources = Sources(
        folder_of(of.assessment),
        table_groups(table),
        found.spots(),
        facts(of.report, (project,)),
        of.looked.within(found),
    )
    return _Sheet(project, table, found, sources)


def _page(of: Dossier, slug: str, sheet: _Sheet) -> Draft:
    title = sheet.project.title.text
    page = of.page(
        "project",
        f"{title}：{year_of(of.case)}项目支出绩效自评表",
        f"{of.named}项目“{title}”的绩效自评。",
        _SECTIONS,
    )
    return drafted(
        of.below(Link(f"projects/{slug}", title), page),
        "project",
        project=_view(of, sheet),
        notice=of.place.notice,
        src="",
        found="",
        groups=sheet.sources.table(),
        legend=legend(sheet.sources.rules()),
    )


def _view(of: Dossier, sheet: _Sheet) -> ProjectView:
    form, named = of.case.form, _named(sheet.project)
    view = table_view(sheet.table, form, sheet.sources, of.unwritten)
    return ProjectView(
        title=sheet.project.title.text,
        year=year_of(of.case),
        facts=named,
        form=of.form,
        report=of.link,
        notes=of.notes,
        table=view,
        printed=printed(view, named, of.notes),
        workings=workings(sheet.table, form, sheet.sources, of.unwritten),
        scale=scale(form, score_of(sheet.table)),
        checks=sheet.found,
        waivers=waivers(sheet.found.explained, of.report),
    )


def _named(project: Project) -> tuple[tuple[str, str], ...]:
    """What was written at the head of the form, by its name."""
    stated = (project.title, project.department, project.unit, project.special_fund)
    return tuple((words.name, words.text) for words in stated if words)
