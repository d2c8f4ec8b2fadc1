"""Owns 计分办法: what a form prescribes, in words, with its citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Figure
from generator.forms.form import Algorithm, Verified
from generator.model.reading import YesNo, fields_of
from generator.pages.cells import measured
from generator.pages.environment import Draft, drafted
from generator.pages.page import Link, Page, Section
from generator.pages.scale import Scale, bands_of, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.forms.form import Citation, Form, Method

INDEX = "method"
TITLE = "计分办法"

# What each algorithm does, for readers; the numbers in it come from the form.
_FORMULAS = {
    Algorithm.EXECUTION: "得分 = 执行率 × 分值，执行率 = 全年执行数 ÷ 全年预算数",
    Algorithm.PROPORTIONAL: "完成值达到指标值得满分；未达到的，得分 = 完成值 ÷ 指标值 × 分值",
    Algorithm.LINEAR_REVERSE: "完成值不超过指标值得满分；超过的，按超过的比例扣分",
    Algorithm.EQUAL: "指标值为零的，完成值为零得满分，否则不得分；指标值不为零的，同正向",
    Algorithm.BANDS: "按完成情况归入一个档次，在该档的范围之内给分",
    Algorithm.JUDGEMENT: "由单位评判给分，并说明理由；不能计算",
}


@dataclass(frozen=True, slots=True)
class CitationView:
    """A document with its number, and whether somebody has seen the original."""

    title: str
    number: str
    verified: str
    unseen: bool


@dataclass(frozen=True, slots=True)
class MethodView:
    """A way of scoring in the form's words."""

    title: str
    symbol: str
    formula: str
    details: tuple[str, ...]
    bands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """All that its page says about one form."""

    title: str
    scope: tuple[str, ...]
    citations: tuple[CitationView, ...]
    weights: tuple[tuple[str, str], ...]
    adjustable: str
    grades: tuple[tuple[str, str, str], ...]
    steps: Scale
    ambiguity: str
    methods: tuple[MethodView, ...]
    defaults: tuple[str, ...]
    thresholds: tuple[tuple[str, str, str], ...]
    decimals: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


_SECTIONS = (
    Section("weights", "权重"),
    Section("grades", "等级"),
    Section("methods", "计分方法"),
    Section("thresholds", "须说明的界限"),
    Section("citations", "依据"),
)


def method_pages(forms: tuple[Form, ...]) -> Iterator[Draft]:
    """The index, and a page for each form in use."""
    links = tuple(Link(f"{INDEX}/{form.name.text}", form.title.text) for form in forms)
    regions = tuple(form.region.text or "未限定" for form in forms)
    index = Page(
        address=INDEX,
        title=TITLE,
        body="",
        description="各表式规定的权重、等级、计分方法和依据。",
        kind="methods",
        trail=(Link("", "首页"), Link(INDEX, TITLE)),
    )
    yield drafted(index, "methods", forms=tuple(zip(links, regions, strict=True)))
    for form, link in zip(forms, links, strict=True):
        yield _form_page(form, link)


def _form_page(form: Form, link: Link) -> Draft:
    page = Page(
        address=link.address,
        title=f"{TITLE}：{form.title}",
        body="",
        description=f"{form.title}：权重、等级、计分方法、界限和依据。",
        kind="method",
        sections=_SECTIONS,
        trail=(Link("", "首页"), Link(INDEX, TITLE), Link(link.address, form.title.text)),
    )
    return drafted(page, "method", form=_form_view(form))


def _form_view(form: Form) -> FormView:
    return FormView(
        title=form.title.text,
        scope=tuple(_scope(form)),
        citations=tuple(_citation(citation) for citation in form.citations),
        weights=tuple((weight.name, measured(weight)) for weight in form.weights),
        adjustable="单位可以按批复调整权重"
        if form.adjustable.value is YesNo.YES
        else "权重不得调整",
        grades=tuple((b.title.text, in_words(b, "分"), b.wording.text) for b in form.grades),
        steps=bands_of(form),
        ambiguity=form.ambiguity.text,
        methods=tuple(_method(method) for method in form.methods),
        defaults=(
            f"指标值是数字而没有写计分方法的，按“{form.defaults.number}”",
            f"指标值是文字而没有写计分方法的，按“{form.defaults.text}”",
        ),
        thresholds=tuple(_thresholds(form)),
        decimals=(f"金额 {form.money_decimals} 位小数", f"得分 {form.score_decimals} 位小数"),
        levels=tuple((change.rule.text, str(change.level)) for change in form.levels),
        notes=tuple(note.text for note in (*form.notes, *form.base_notes)),
    )


def _scope(form: Form) -> Iterator[str]:
    if form.region:
        yield f"适用地区：{form.region}"
    if form.since or form.until:
        until = f"至{form.until}年度" if form.until else "起"
        yield f"适用年度：{form.since}年度{until}"
    if form.parent:
        yield f"未写的部分取自表式 {form.parent}"


def _citation(citation: Citation) -> CitationView:
    unseen = citation.verified.value is Verified.UNSEEN
    return CitationView(citation.title.text, citation.number.text, str(citation.verified), unseen)


def _method(method: Method) -> MethodView:
    algorithm: Algorithm = method.algorithm.value
    return MethodView(
        title=method.title.text,
        symbol=method.symbol.text,
        formula=_FORMULAS[algorithm],
        details=tuple(_details(method)),
        bands=tuple((band.title.text, f"分值的{in_words(band, '%')}") for band in method.bands),
    )


def _details(method: Method) -> Iterator[str]:
    if isinstance(method.cap, Figure):
        yield f"执行率最多按{measured(method.cap)}计"
    if isinstance(method.zero_at, Figure):
        yield f"完成值达到指标值的{figures.plain(method.zero_at.value)}倍时得零分，其间按直线递减"


def _thresholds(form: Form) -> Iterator[tuple[str, str, str]]:
    for item in fields_of(type(form.thresholds)).values():
        cell = getattr(form.thresholds, item.attribute)
        if isinstance(cell, Figure):
            yield item.word, measured(cell), item.note
