"""Owns the page of a report: a summary, the official tables, the texts, what was checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.figures import Figure
from generator.inventory import SOURCES
from generator.model import naming
from generator.pages.base_table import BaseView, base_view
from generator.pages.cells import View, dated, measured
from generator.pages.checks import CHECKS, Checks
from generator.pages.composition import Composition, compositions
from generator.pages.disclosure import (
    DisclosureView,
    Version,
    corrections,
    disclosure_view,
    versions,
)
from generator.pages.environment import Draft, drafted
from generator.pages.evaluation import TableView, table_view
from generator.pages.facts import ProjectLine, project_lines, report_title, score_of, year_of
from generator.pages.linked_data import Subject, of_report
from generator.pages.page import Link, LinkedData, Page, Section
from generator.pages.printed import Printed, printed
from generator.pages.prose import prose
from generator.pages.scale import Scale, scale
from generator.pages.summary import Saying, summary
from generator.pages.waivers import Waivers, waivers
from generator.rules.text import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.text import Narrative
    from generator.pages.dossier import Dossier
    from generator.pages.downloads import Download


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


def report_page(of: Dossier) -> Draft:
    """The page of the report itself."""
    shown = _view(of)
    page = of.page("report", of.link.title, _description(of), _sections(shown))
    return drafted(
        replace(page, linked_data=_linked_data(of, page)),
        "report",
        report=shown,
        notice=of.place.notice,
        src=f"{SOURCES}/index.html",
        found=f"{CHECKS}/index.html",
    )


def _view(of: Dossier) -> ReportView:
    case, report = of.case, of.report
    table = table_view(case.tables[0], case.form, of.sources, of.unwritten)
    parts = compositions(report.evaluation.funds, of.sources)
    return ReportView(
        unit=Link(of.address.rpartition("/")[0], report.unit.title.text),
        title=_heading(of),
        year=year_of(case),
        meta=tuple(_meta(of)),
        form=of.form,
        notes=of.notes,
        table=table,
        printed=printed(table, (("单位名称", report.unit.title.text),), of.notes),
        scale=scale(case.form, score_of(case.tables[0])),
        sayings=summary(table, of.workings, parts, case.narrative),
        compositions=parts,
        base=base_view(report, case.form, of.sources),
        text=_prose(of, case.narrative),
        project_text=_prose(of, case.project_narrative),
        coverage="".join(_coverage(of)),
        projects=project_lines(of.assessment),
        explanations=tuple((e.subject.text, e.text.text) for e in report.explanations),
        checks=of.found,
        waivers=waivers(of.found.explained, report),
        downloads=_downloads(of),
        disclosure=disclosure_view(report),
        versions=versions(report.disclosure),
        uncorrected=bool(report.disclosure.published) and not corrections(report.disclosure),
    )


def _downloads(of: Dossier) -> tuple[Download, ...]:
    return of.place.downloads.of_report(of.address)


def _linked_data(of: Dossier, page: Page) -> LinkedData:
    report, place = of.report, of.place
    subject = Subject(
        name=page.title,
        description="。".join(filter(None, (place.notice, page.description))),
        years=(report.fiscal_year,) if report.fiscal_year else (),
        places=(place.region,),
        creator=report.unit.title.text,
        number=report.disclosure.index_number.text,
    )
    return of_report(page, subject, _downloads(of), place.downloads.publisher)


def _heading(of: Dossier) -> str:
    """The title without the unit's name, which stands above it as a link."""
    unit, title = of.report.unit.title.text, report_title(of.case)
    return title.replace(unit, "", 1) if unit and title != unit else title


def _meta(of: Dossier) -> Iterator[tuple[View, ...]]:
    disclosure = of.report.disclosure
    if disclosure.published.value:
        yield (dated(disclosure.published.value), View("公开"))
    if corrections(disclosure):
        newest = versions(disclosure)[0]
        yield (View(f"{newest.title}，"), newest.day, View("更正"))
    if disclosure.document_number:
        yield (View(disclosure.document_number.text),)
    if of.report.source.origin:
        yield (View(f"{of.report.source.origin}"),)
    yield (View("口径：全部资金"),)
    yield (View("金额单位：万元"),)


def _description(of: Dossier) -> str:
    table = of.case.tables[0]
    parts = [f"{of.named}部门整体支出绩效自评"]
    score = score_of(table)
    if score:
        parts.append(f"得分{measured(score)}")
    if isinstance(table.funds.executed, Figure):
        parts.append(f"全年执行{measured(table.funds.executed)}")
    return "，".join(parts) + "。"


def _prose(of: Dossier, narrative: Narrative) -> str:
    bound = of.links.get(narrative.name, ())
    return prose(narrative, naming.values(of.report), of.rows.href, bound)


def _coverage(of: Dossier) -> Iterator[str]:
    """How many amounts can be traced to the tables, and how many numbers lead there."""
    found = told.coverage(of.case)
    every = tuple(link for links in of.links.values() for link in links)
    off = sum(link.told for link in every)
    same = len(every) - off
    if found.amounts:
        bound = f"{found.bound}处已与数据核对对应"
        yield f"正文金额{found.amounts}处，其中{bound}；年度、日期、文号、序号等不计。"
    if same:
        yield f"带虚线的{same}个数（含比率、得分、人数）与表中的数相同，点开可看来源。"
    if off:
        yield f"另有{off}个数链接到核对结果。"


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
