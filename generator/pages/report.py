"""Owns the pages of one report: its own, its projects', its checks', its numbers' origins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.figures import Figure
from generator.inventory import SOURCES, report_groups, table_groups
from generator.model import naming
from generator.model.facts import facts
from generator.pages.base_table import BaseView, base_view
from generator.pages.bindings import Rows, links
from generator.pages.cells import View, dated, measured
from generator.pages.checks import CHECKS, Checks, checks
from generator.pages.composition import Composition, compositions
from generator.pages.disclosure import (
    DisclosureView,
    Version,
    corrections,
    disclosure_view,
    last_change,
    versions,
)
from generator.pages.environment import Draft, drafted
from generator.pages.evaluation import TableView, table_view
from generator.pages.facts import (
    ProjectLine,
    folder_of,
    project_lines,
    report_title,
    score_of,
    year_of,
)
from generator.pages.linked_data import Subject, of_report
from generator.pages.looked import legend, looked
from generator.pages.page import Article, Link, LinkedData, Page, Section
from generator.pages.printed import Printed, printed
from generator.pages.prose import prose
from generator.pages.provenance import Sources
from generator.pages.scale import Scale, scale
from generator.pages.scores import Working, workings
from generator.pages.summary import Saying, summary
from generator.pages.waivers import Waivers, waivers
from generator.rules import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.assess import Assessment
    from generator.findings import Finding
    from generator.model.reading import Words
    from generator.narrative.text import Narrative
    from generator.pages.downloads import Download, Downloads
    from generator.rules.core import Case


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report stands: the way to it, its region and what that has to say, the downloads."""

    trail: tuple[Link, ...]
    region: str
    notice: str
    downloads: Downloads


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything on a report's page, in the order of the screen."""

    unit: Link
    title: str
    year: str
    meta: tuple[tuple[View, ...], ...]
    form: Link
    notes: tuple[str, ...]
    table: TableView
    printed: Printed
    scale: Scale | None
    sayings: tuple[Saying, ...]
    compositions: tuple[Composition, ...]
    base: BaseView | None
    text: str
    project_text: str
    coverage: str
    projects: tuple[ProjectLine, ...]
    explanations: tuple[tuple[str, str], ...]
    checks: Checks
    waivers: Waivers
    downloads: tuple[Download, ...]
    disclosure: DisclosureView
    versions: tuple[Version, ...]
    uncorrected: bool


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


def report_pages(
    assessment: Assessment, place: Place, across: Iterable[Finding]
) -> Iterator[Draft]:
    """The report, the origin of its figures, and its projects; nothing if it was unreadable."""
    if assessment.case is not None:
        maker = _Maker(assessment, assessment.case, place, checks(assessment, across))
        yield maker.report()
        yield maker.sources_page()
        yield maker.checks_page()
        yield from maker.projects()


class _Maker:
    """Makes the pages of one report; it holds what all of them need."""

    def __init__(self, assessment: Assessment, case: Case, place: Place, found: Checks) -> None:
        self.assessment = assessment
        self.case = case
        self.address = assessment.address
        self.folder = folder_of(assessment)
        self.found = found
        self.region = place.region
        self.notice = place.notice
        self.publisher = place.downloads.publisher
        self.downloads = place.downloads.of_report(self.address)
        self.trail = (*place.trail, Link(self.address, year_of(case) or self.address))
        self.form = Link(f"method/{case.form.name.text}", case.form.title.text)
        known = facts(case.report)
        self.looked = looked(case, assessment, found)
        self.sources = Sources(self.folder, report_groups(case), found.spots(), known, self.looked)
        self.unwritten = View("原表未填" if case.report.transcribed else "未填", empty=True)
        self.rows = Rows(case, assessment.slugs)
        self.links = links(case, self.rows, found.spots())
        self.workings = workings(case.tables[0], case.form, self.sources, self.unwritten)

    def report(self) -> Draft:
        shown = self.report_view()
        page = Page(
            address=self.address,
            title=report_title(self.case),
            body="",
            description=self.description(),
            kind="report",
            sections=tuple(_sections(shown)),
            trail=self.trail,
            article=self.article(),
            changed=self.changed(),
        )
        return drafted(
            replace(page, linked_data=self.linked_data(page)),
            "report",
            report=shown,
            notice=self.notice,
            src=f"{SOURCES}/index.html",
            found=f"{CHECKS}/index.html",
        )

    def report_view(self) -> ReportView:
        case, report = self.case, self.case.report
        table = table_view(case.tables[0], case.form, self.sources, self.unwritten)
        parts = compositions(report.evaluation.funds, self.sources)
        return ReportView(
            unit=Link(self.address.rpartition("/")[0], report.unit.title.text),
            title=self.heading(),
            year=year_of(case),
            meta=tuple(self.meta()),
            form=self.form,
            notes=tuple(note.text for note in case.form.notes),
            table=table,
            printed=printed(table, (("单位名称", report.unit.title.text),)),
            scale=scale(case.form, score_of(case.tables[0])),
            sayings=summary(table, self.workings, parts, case.narrative),
            compositions=parts,
            base=base_view(report, case.form, self.sources),
            text=self.prose(case.narrative),
            project_text=self.prose(case.project_narrative),
            coverage="".join(self.coverage()),
            projects=project_lines(self.assessment),
            explanations=tuple((e.subject.text, e.text.text) for e in report.explanations),
            checks=self.found,
            waivers=waivers(self.found.explained, case.report),
            downloads=self.downloads,
            disclosure=disclosure_view(report),
            versions=versions(report.disclosure),
            uncorrected=bool(report.disclosure.published) and not corrections(report.disclosure),
        )

    def article(self) -> Article:
        report = self.case.report
        made = corrections(report.disclosure)
        return Article(
            published=report.disclosure.published.value,
            changed=self.changed(),
            source=report.disclosure.publisher.text or report.unit.title.text,
            author=report.unit.title.text,
            keywords=report.disclosure.keywords.text,
            correction=f"{made[-1].day.chinese}更正：{made[-1].change}" if made else "",
        )

    def changed(self) -> date | None:
        return last_change(self.case.report.disclosure)

    def linked_data(self, page: Page) -> LinkedData:
        report = self.case.report
        subject = Subject(
            name=page.title,
            description="。".join(filter(None, (self.notice, page.description))),
            years=(report.fiscal_year,) if report.fiscal_year else (),
            places=(self.region,),
            creator=report.unit.title.text,
            number=report.disclosure.index_number.text,
        )
        return of_report(page, subject, self.downloads, self.publisher)

    def heading(self) -> str:
        """The title without the unit's name, which stands above it as a link."""
        unit = self.case.report.unit.title.text
        title = report_title(self.case)
        return title.replace(unit, "", 1) if unit and title != unit else title

    def meta(self) -> Iterator[tuple[View, ...]]:
        disclosure = self.case.report.disclosure
        if disclosure.published.value:
            yield (dated(disclosure.published.value), View("公开"))
        if corrections(disclosure):
            newest = versions(disclosure)[0]
            yield (View(f"{newest.title}，"), newest.day, View("更正"))
        if disclosure.document_number:
            yield (View(disclosure.document_number.text),)
        if self.case.report.source.origin:
            yield (View(f"{self.case.report.source.origin}"),)
        yield (View("口径：全部资金"),)
        yield (View("金额单位：万元"),)

    def description(self) -> str:
        table = self.case.tables[0]
        parts = [f"{self.case.report.unit.title}{year_of(self.case)}部门整体支出绩效自评"]
        score = score_of(table)
        if score:
            parts.append(f"得分{measured(score)}")
        if isinstance(table.funds.executed, Figure):
            parts.append(f"全年执行{measured(table.funds.executed)}")
        return "，".join(parts) + "。"

    def prose(self, narrative: Narrative) -> str:
        bound = self.links.get(narrative.name, ())
        return prose(narrative, naming.values(self.case.report), self.rows.href, bound)

    def coverage(self) -> Iterator[str]:
        """How many amounts can be traced to the tables, and how many numbers lead there."""
        found = told.coverage(self.case)
        every = tuple(link for links_ in self.links.values() for link in links_)
        off = sum(link.told for link in every)
        same = len(every) - off
        if found.amounts:
            bound = f"{found.bound}处已与数据核对对应"
            yield f"正文金额{found.amounts}处，其中{bound}；年度、日期、文号、序号等不计。"
        if same:
            yield f"带虚线的{same}个数（含比率、得分、人数）与表中的数相同，点开可看来源。"
        if off:
            yield f"另有{off}个数链接到核对结果。"

    def sources_page(self) -> Draft:
        address = f"{self.address}/{SOURCES}"
        page = Page(
            address=address,
            title=f"数字从哪来：{report_title(self.case)}",
            body="",
            description=f"{self.case.report.unit.title}{year_of(self.case)}每个数字的来源：填报的行号或计算的公式。",
            kind="sources",
            sections=(Section("scoring", "得分怎么算的"), *_groups(self.sources)),
            trail=(*self.trail, Link(address, "数字从哪来")),
            article=self.article(),
            changed=self.changed(),
        )
        report = Link(self.address, report_title(self.case))
        return drafted(
            page,
            "sources",
            notice=self.notice,
            report=report,
            form=self.form,
            workings=self.workings,
            groups=self.sources.table(),
            legend=legend(self.sources.rules()),
            file=self.assessment.file,
        )

    def checks_page(self) -> Draft:
        address = f"{self.address}/{CHECKS}"
        page = Page(
            address=address,
            title=f"核对结果：{report_title(self.case)}",
            body="",
            description=f"{self.case.report.unit.title}{year_of(self.case)}自评报告的核对结果：通过的、提醒的和无法核验的，逐条列出。",
            kind="checks",
            sections=tuple(_check_sections(self.found)),
            trail=(*self.trail, Link(address, "核对结果")),
            article=self.article(),
            changed=self.changed(),
        )
        report = Link(self.address, report_title(self.case))
        return drafted(page, "checks", notice=self.notice, report=report, checks=self.found)

    def projects(self) -> Iterator[Draft]:
        for number, slug in enumerate(self.assessment.slugs[: len(self.case.projects)]):
            yield self.project(number, slug)

    def project(self, number: int, slug: str) -> Draft:
        case, table = self.case, self.case.tables[number + 1]
        project = case.projects[number]
        groups = table_groups(table)
        found = self.found.within(project.span.file)
        known = facts(case.report, (project,))
        seen = self.looked.within(found)
        sources = Sources(self.folder, groups, found.spots(), known, seen)
        stated = (project.title, project.department, project.unit, project.special_fund)
        view = table_view(table, case.form, sources, self.unwritten)
        shown = ProjectView(
            title=project.title.text,
            year=year_of(case),
            facts=_named(stated),
            form=self.form,
            report=Link(self.address, report_title(case)),
            notes=tuple(note.text for note in case.form.notes),
            table=view,
            printed=printed(view, _named(stated)),
            workings=workings(table, case.form, sources, self.unwritten),
            scale=scale(case.form, score_of(table)),
            checks=found,
            waivers=waivers(found.explained, case.report),
        )
        address = f"{self.address}/projects/{slug}"
        page = Page(
            address=address,
            title=f"{project.title}：{year_of(case)}项目支出绩效自评表",
            body="",
            description=f"{case.report.unit.title}{year_of(case)}项目“{project.title}”的绩效自评。",
            kind="project",
            sections=_PROJECT_SECTIONS,
            trail=(*self.trail, Link(address, project.title.text)),
            article=self.article(),
            changed=self.changed(),
        )
        return drafted(
            page,
            "project",
            project=shown,
            notice=self.notice,
            src="",
            found="",
            groups=sources.table(),
            legend=legend(sources.rules()),
        )


_PROJECT_SECTIONS = (
    Section("form", "项目支出绩效自评表"),
    Section("scoring", "得分怎么算的"),
    Section("sources", "数字从哪来"),
)


def _groups(sources: Sources) -> Iterator[Section]:
    for number, group in enumerate(sources.table(), 1):
        yield Section(f"g{number}", group.title)


def _named(stated: Iterable[Words]) -> tuple[tuple[str, str], ...]:
    """What was written, by its name."""
    return tuple((words.name, words.text) for words in stated if words)


def _check_sections(found: Checks) -> Iterator[Section]:
    if found.remarks:
        yield Section("remarks", "提醒和说明")
    yield Section("unchecked", "无法核验")
    yield Section("passed", "通过")
    if found.not_applicable:
        yield Section("idle", "不适用")


def _sections(view: ReportView) -> Iterator[Section]:
    """The table of contents: what this report has."""
    wanted = (
        ("summary", "一分钟看懂", view.sayings),
        ("checks", "核对了什么", True),
        ("form", "自评表", True),
        ("fund", "钱从哪来，用到哪去", view.compositions),
        ("base", "基础数据表", view.base),
        ("text", "报告正文", view.text),
        ("project-text", "项目绩效自评报告", view.project_text),
        ("projects", "项目", view.projects),
        ("explanations", "变动说明", view.explanations),
        ("waivers", "情况说明", view.checks.explained),
        ("legacy", "历史遗留", view.checks.legacy),
        ("info", "信息公开", True),
        ("history", "版本", view.versions),
    )
    for anchor, title, there in wanted:
        if there:
            yield Section(anchor, title)
