"""Where every number on a page comes from: a line of a file, or a formula; and who looked at it."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest

from generator.assess import assess
from generator.figures import Derived
from generator.inventory import sheets
from generator.narrative.text import Narrative
from generator.pages.bindings import TextLink
from generator.pages.cells import measured
from generator.pages.checks import checks
from generator.pages.looked import looked
from generator.pages.prose import prose
from tests.builders import settings, write_report
from tests.test_pages import (
    REPOSITORY,
    SEED,
    dead_links,
    one_report,
    portal_of,
    repository,
    site,
    target,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.assess import Assessment
    from generator.inventory import Entry, Sheet
    from generator.pages.page import Page

NUMBER = re.compile(r"[≥≤＞＜]?-?[\d,]+(\.\d+)?(%|[^\d\s%]{0,4})")
VOID = ("br", "wbr", "rect", "img", "input")


class Shown(NamedTuple):
    """A piece of text on a page, the link that it is in, and the tags and classes around it."""

    text: str
    href: str
    around: tuple[str, ...]


class Pieces(HTMLParser):
    """The pieces of text of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.found: list[Shown] = []
        self._open: list[tuple[str, str, tuple[str, ...]]] = []
        self.feed(page.body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = (tag, *(values.get("class") or "").split())
        if tag not in VOID:
            self._open.append((tag, values.get("href") or "", classes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It holds no text."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            href = next((href for _, href, _ in reversed(self._open) if href), "")
            around = tuple(name for *_, classes in self._open for name in classes)
            self.found.append(Shown(data.strip(), href, around))


class Row(NamedTuple):
    """A row of 数字从哪来, as it is published."""

    page: str
    anchor: str
    value: str
    nature: str
    how: str
    links: tuple[str, ...]
    looked: str


ROW = re.compile(
    r'<tr id="([^"]+)"><th scope="row">.*?</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>'
    r"<td>(.*?)</td></tr>",
    re.DOTALL,
)


def rows_of(page: Page) -> Iterator[Row]:
    for anchor, value, nature, how, seen in ROW.findall(page.body):
        links = tuple(re.findall(r'href="#([^"]+)"', how))
        yield Row(page.address, anchor, text_of(value), nature, text_of(how), links, text_of(seen))


@cache
def rows() -> dict[tuple[str, str], Row]:
    """Every row of the shipped site, by page and anchor."""
    return {(row.page, row.anchor): row for page in repository().values() for row in rows_of(page)}


@cache
def reports() -> tuple[Assessment, ...]:
    return tuple(a for a in portal_of(REPOSITORY).assessments if a.case)


def figures(assessment: Assessment) -> Iterator[tuple[Sheet, Entry]]:
    assert assessment.case
    for sheet in sheets(assessment.address, assessment.case, assessment.slugs):
        for group in sheet.groups:
            for entry in group.entries:
                yield sheet, entry


@pytest.mark.parametrize("assessment", reports(), ids=lambda a: a.address)
def test_every_figure_has_its_line_or_its_formula(assessment: Assessment) -> None:
    count = 0
    folder = REPOSITORY / assessment.file.rpartition("/")[0]
    for sheet, entry in figures(assessment):
        row, origin = rows()[sheet.address, entry.anchor], entry.figure.origin
        assert row.value == text_of(measured(entry.figure) + entry.unit)
        if isinstance(origin, Derived):
            assert row.nature == "计算"
            assert row.how
        else:
            assert row.nature == "填报"
            file, _, line = row.how.removesuffix("行").partition("第")
            written = (folder / file).read_text("utf-8").split("\n")[int(line) - 1]
            assert origin.text in written, row
        count += 1
    assert count > 90


def leaves(row: Row, seen: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The rows of typed numbers that a row was computed from, over as many steps as it takes."""
    assert row.anchor not in seen, "a formula that needs itself"
    if row.nature != "计算":
        yield row
    for anchor in row.links:
        yield from leaves(rows()[row.page, anchor], seen | {row.anchor})


def test_every_formula_leads_to_lines_of_files() -> None:
    computed = [row for row in rows().values() if row.nature == "计算"]
    assert len(computed) > 500
    for row in computed:
        found = list(leaves(row))
        assert found, row
        assert all(re.fullmatch(r"\S+\.yml第\d+行", leaf.how) for leaf in found)


REPORT_KINDS = ("report", "project", "sources")
LIST_KINDS = ("unit", "year", "comparison")
# Worked out on the spot, by a formula that stands beside it.
BESIDE = {
    "report": "扣分＝分值－得分",
    "project": "扣分＝分值－得分",
    "comparison": "扣分＝满分减得分",
    "composition": "占比＝各项÷合计",
}


def in_cells(page: Page) -> Iterator[Shown]:
    """The cells of a page that hold nothing but a number, and the large figures above them."""
    for piece in Pieces(page).found:
        if NUMBER.fullmatch(piece.text) and {"td", "jx-big", "jx-w"} & set(piece.around):
            yield piece


@pytest.mark.parametrize("kind", [*REPORT_KINDS, *LIST_KINDS])
def test_every_number_of_a_report_leads_to_the_row_that_has_it(kind: str) -> None:
    followed = 0
    for page in (page for page in repository().values() if page.kind == kind):
        for piece in in_cells(page):
            where = target(page, piece.href) if piece.href else None
            if where in rows():
                assert digits(rows()[where].value) == digits(piece.text), (page.address, piece)
                followed += 1
            else:
                assert excused(page, piece), (page.address, piece)
    assert followed > {"comparison": 90, "unit": 100, "year": 60}.get(kind, 1000)


def digits(text: str) -> str:
    """The number in ``text`` without separators and idle zeros."""
    found = re.search(r"-?[\d,]+(\.\d+)?", text)
    assert found, text
    number = found[0].replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def excused(page: Page, piece: Shown) -> bool:
    """Whether a number needs no row: it stands in one, its formula is beside it, or it is a way on.

    Counts of reports are explained by the recipe, and a score that leads to its report is a link
    to the page that shows it again.
    """
    if "jx-st" in piece.around:
        return page.kind in ("sources", "project")
    if "jx-key3" in piece.around:
        return piece.text.endswith("%") and BESIDE["composition"] in text_of(page.body)
    if "jx-bars" in piece.around or "jx-keys--year" in piece.around:
        return "怎么复算" in page.body
    if page.kind == "year" and piece.href:
        return shown_on(repository()[target(page, piece.href)[0]], piece.text)
    return page.kind == "comparison" and BESIDE["comparison"] in text_of(page.body)


def shown_on(report: Page, number: str) -> bool:
    """Whether the report shows the number large, with a link to the row that has it."""
    large = [piece for piece in in_cells(report) if "jx-big" in piece.around]
    return any(
        digits(piece.text) == digits(number) and target(report, piece.href) in rows()
        for piece in large
    )


def test_the_scores_on_the_home_page_lead_to_reports_that_show_them() -> None:
    home, followed = repository()[""], 0
    for piece in Pieces(home).found:
        score = re.fullmatch(r"([\d.]+)分 .+", piece.text)
        if score:
            assert shown_on(repository()[target(home, piece.href)[0]], score[1])
            followed += 1
    assert followed >= 8


def test_what_is_worked_out_beside_says_how() -> None:
    body = text_of(repository()[SEED].body)
    assert BESIDE["report"] in body
    assert BESIDE["composition"] in body
    assert BESIDE["project"] in text_of(
        repository()["shili/agriculture/2023/projects/farmland"].body
    )


# ------------------------------------------------------------------------------ who looked


def anchored(folder: Path, root: Path) -> dict[str, tuple[Entry, tuple[str, ...]]]:
    """The figures of a report with the rules that compared them, by page and anchor."""
    assessment = assess(folder, settings(root))
    assert assessment.case
    known = looked(assessment.case, assessment, checks(assessment, ()))
    return {
        f"{sheet.address}#{entry.anchor}": (entry, known.rules(entry.figure))
        for sheet, entry in figures(assessment)
    }


def test_a_rule_that_is_said_to_have_looked_speaks_up_when_the_number_is_another(
    tmp_path: Path,
) -> None:
    """No claim is idle: whatever a rule is said to have compared, it compared."""
    folder = write_report(tmp_path / "content/shi/shangwu/2024")
    claims = anchored(folder, tmp_path)
    assert sum(len(codes) for _, codes in claims.values()) > 150
    silent = [
        (anchor, code)
        for anchor, (entry, codes) in claims.items()
        if codes
        for code in sorted(set(codes) - set(heard(entry, tmp_path)))
    ]
    assert silent == []


# What both would say is said by one of them, as its documentation states.
SPEAKS_FOR = {"W001": "W006"}


def heard(entry: Entry, root: Path) -> Iterator[str]:
    """The rules that find fault when the number of ``entry`` is another."""
    span, text = next(entry.figure.spans()), entry.figure.origin
    file = root / span.file
    before = file.read_text("utf-8")
    lines = before.split("\n")
    line, at = lines[span.line - 1], span.column - 1
    assert not isinstance(text, Derived)
    assert text.text in line[at : at + span.width]
    for other in ("0", "7", "999"):
        lines[span.line - 1] = line[:at] + other + line[at + span.width :]
        file.write_text("\n".join(lines), "utf-8")
        found = assess(root / "content/shi/shangwu/2024", settings(root))
        for code in (finding.rule for finding in found.findings):
            yield code
            yield SPEAKS_FOR.get(code, code)
    file.write_text(before, "utf-8")


def row_of(anchor: str, address: str = f"{SEED}/sources") -> Row:
    return rows()[address, anchor]


def test_a_row_names_the_rules_that_compared_its_number() -> None:
    assert row_of("f-rate").looked == "F005通过"
    assert row_of("f-executed").looked.startswith("F004F005F006S003通过")
    assert row_of("b-spending-procurement-prior").looked == ""


def test_a_row_tells_what_was_said_of_a_number_or_of_what_it_was_compared_with() -> None:
    """S004 speaks of the score; target and actual value are what it was computed from."""
    said = re.search(r"情况说明\d+", row_of("i7-target").looked)
    assert said
    assert said[0] in row_of("i7-score").looked
    assert "S004" not in row_of("i7-target").looked


def test_a_rule_that_did_not_run_is_not_named(tmp_path: Path) -> None:
    folder = write_report(
        tmp_path / "content/shi/shangwu/2024", "自评表: {年度预算申请: {执行率: }}"
    )
    claims = anchored(folder, tmp_path)
    report = "shi/shangwu/2024/sources"
    assert f"{report}#f-rate" not in claims
    assert "F005" not in claims[f"{report}#f-executed"][1]


def test_a_row_leads_to_no_remark_that_its_page_does_not_show(tmp_path: Path) -> None:
    """X009 speaks of the report; what it compared stands on the page of the project as well."""
    changes = "项目: [{项目资金: {全年执行数: 500}}]"
    folder = write_report(tmp_path / "content/shi/shangwu/2024", changes)
    found = assess(folder, settings(tmp_path))
    assert "X009" in {finding.rule for finding in found.findings}
    pages = site(tmp_path)
    assert list(dead_links(pages)) == []
    executed = {row.anchor: row for row in rows_of(pages["shi/shangwu/2024/projects/p1"])}
    assert "X009" not in executed["f-executed"].looked


def test_the_page_explains_every_code_it_names() -> None:
    for address in (f"{SEED}/sources", "shili/agriculture/2023/projects/farmland"):
        page = repository()[address]
        codes = {c for row in rows_of(page) for c in re.findall(r"[A-Z]\d{3}", row.looked)}
        explained = set(re.findall(r'class="jx-code"[^>]*>([A-Z]\d{3})<', page.body))
        assert codes
        assert codes <= explained


# ------------------------------------------------------------------------------ numbers of a text


def body_with(root: Path, sentence: str, changes: str = "") -> str:
    return one_report(root, changes, f"# 报告\n\n## 六、部门整体支出绩效情况\n\n{sentence}\n").body


def link(anchor: str, text: str) -> str:
    return f'<a class="jx-n" href="sources/index.html#{anchor}">{text}</a>'


@pytest.mark.parametrize(
    ("sentence", "anchor", "text"),
    [
        ("项目支出108万元。", "b-spending-project-total-final", "108万元"),
        ("年末在职人员18人。", "b-staffing-on-duty", "18人"),
        ("预算执行率98.57%。", "f-rate", "98.57%"),
        ("商贸备案办理量实际完成210件。", "i1-actual", "210件"),
        ("总额414万元{=自评表.年度预算申请.全年执行数}。", "f-executed", "414万元"),
    ],
)
def test_a_number_that_repeats_a_fact_leads_to_its_row(
    sentence: str, anchor: str, text: str, tmp_path: Path
) -> None:
    assert link(anchor, text) in body_with(tmp_path, sentence)


def test_a_fact_of_a_project_leads_to_the_page_of_the_project(tmp_path: Path) -> None:
    body = body_with(tmp_path, "示例农贸市场改造专项44.5万元。")
    found = re.search(r'<a class="jx-n" href="([^"]+)">44.5万元</a>', body)
    assert found
    assert found[1].startswith(("sources/index.html#b-spending", "projects/"))


@pytest.mark.parametrize(
    "sentence",
    [
        "门票收入8万元。",  # in no table
        "2019年项目支出108万元。",  # of another year
        "整改3处，其他资金安排350万元。",  # a part may be meant
        "详见[108万元的项目](https://example.com/108)。",
    ],
)
def test_a_number_that_nobody_bound_stays_plain(sentence: str, tmp_path: Path) -> None:
    assert 'class="jx-n"' not in between_headings(body_with(tmp_path, sentence))


def between_headings(body: str) -> str:
    return body.partition('<div class="jx-prose">')[2].partition("</section>")[0]


def test_a_number_in_a_link_makes_no_link_in_a_link() -> None:
    text = "见[项目支出108万元](https://example.com/a)，项目支出108万元。"
    links = [TextLink(1, text.index("108"), text.index("108") + 5, "#a")]
    links += [TextLink(1, text.rindex("108"), text.rindex("108") + 5, "#b")]
    html = prose(Narrative("report.md", text, present=True), {}, lambda _: "", links)
    assert html == (
        '<p>见<a href="https://example.com/a">项目支出108万元</a>，'
        '项目支出<a class="jx-n" href="#b">108万元</a>。</p>'
    )


def test_a_number_that_differs_leads_to_what_was_said_of_it() -> None:
    text = between_headings(repository()[SEED].body.partition('id="project-text"')[2])
    href = re.search(r'<a class="jx-gap" href="#(w\d+)">471.83万元</a>', text)
    assert href
    said = re.search(rf'<p id="{href[1]}">(.*?)</p>', repository()[SEED].body)
    assert said
    assert "正文写“项目支出” 471.83 万元" in said[1]


def test_the_numbers_of_every_text_say_what_the_rows_say() -> None:
    followed = 0
    for page in repository().values():
        if page.kind != "report":
            continue
        for piece in Pieces(page).found:
            if "jx-prose" in piece.around and "jx-n" in piece.around:
                row = rows()[target(page, piece.href)]
                assert digits(row.value) == digits(piece.text), (page.address, piece, row)
                followed += 1
    assert followed > 300


def test_the_page_counts_the_numbers_that_lead_to_their_source() -> None:
    body = repository()[SEED].body
    links = [p for p in Pieces(repository()[SEED]).found if {"jx-prose", "jx-n"} <= set(p.around)]
    assert f"带虚线的{len(links)}个数" in body
    told = re.findall(r'<a class="jx-gap"', body)
    assert f"另有{len(told)}个数链接到核对结果" in body


# ------------------------------------------------------------------------------ 情况说明


def test_an_explanation_of_two_findings_stands_once_with_both_places() -> None:
    body = repository()[SEED].body
    said = re.search(
        r'<p id="w6">(.*?)</p><p id="w7">(.*?)</p>\s*<p>理由：基本支出471', body, re.DOTALL
    )
    assert said
    assert all("位置：projects/report.md" in words for words in said.groups())
    assert body.count("基本支出471.83万元写成项目支出") == 1


TWO_ROLES = """
基础数据表: {楼堂馆所控制情况: }
自评表: {年度预算申请: {年初预算数: 310}}
情况说明:
  - 规则: C002
    位置: 基础数据表.楼堂馆所控制情况
    原值: ""
    理由: 没有办公楼
    岗位: ROLE
    截至: 2099-12-31
  - 规则: X003
    位置: 自评表.年度预算申请.年初预算数
    原值: "310"
    理由: 年中才成立
    岗位: 审核岗
    截至: 2099-12-31
"""


def test_who_explained_stands_once_where_it_is_the_same(tmp_path: Path) -> None:
    same = text_of(one_report(tmp_path / "a", TWO_ROLES.replace("ROLE", "审核岗")).body)
    assert same.count("说明人：") == 1
    assert "说明人：审核岗，有效期至2099年12月31日，下列各项相同。" in same
    different = text_of(one_report(tmp_path / "b", TWO_ROLES.replace("ROLE", "经办岗")).body)
    assert "理由：没有办公楼说明人：经办岗，有效期至2099年12月31日" in different
    assert "理由：年中才成立说明人：审核岗，有效期至2099年12月31日" in different
    assert "下列各项相同" not in different


def test_a_reader_is_told_why_a_contradiction_is_published(tmp_path: Path) -> None:
    assert "原件里就有的不符之处" in text_of(repository()[SEED].body)
    own = text_of(one_report(tmp_path, TWO_ROLES.replace("ROLE", "审核岗")).body)
    assert "单位作了说明后公开的事项" in own
    assert "原件" not in own.split("情况说明")[-1].split("信息公开")[0]
