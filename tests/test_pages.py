"""What must hold of every page: links, anchors, escaping, and nothing typed lost."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import corpus
from generator.dataset import FOLDER, REPORT_FILES, SITE_FILES, publisher
from generator.exports.files import files
from generator.narrative.text import Narrative
from generator.pages.downloads import Downloads
from generator.pages.prose import prose
from generator.pages.site import pages
from generator.review import baseline
from generator.rules.core import rules
from generator.rules.coverage import ledger
from tests.builders import TODAY, settings, write_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.pages.page import Page

REPOSITORY = Path(__file__).parent.parent
SEED = "suining/commerce/2024"
# Whether they are there, tests/test_site.py asks of what was built.
DOWNLOADS = {
    *(file.name for file in SITE_FILES),
    *(f"{FOLDER}/{file.name}" for file in REPORT_FILES),
}
OWNER = publisher("绩效自评公开")
HOSTILE = '<script>alert(1)</script>"&局'


class Parsed(HTMLParser):
    """The ids and links of a page; raises when tags do not match."""

    VOID = ("br", "wbr", "rect", "meta", "input", "img", "hr")

    def __init__(self, body: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self.feed(body)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if tag == "a" and "href" in values else []
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing to close."""


def site(root: Path, day: date = TODAY) -> dict[str, Page]:
    """Every page of the site at ``root``, by address."""
    portal = portal_of(root)
    made = files(portal, OWNER, root)
    offer = Downloads({path: len(content) for path, content in made.items()}, OWNER)
    return {page.address: page for page in pages(portal, day, offer)}


def portal_of(root: Path) -> corpus.Portal:
    found = settings(root)
    assessments = corpus.assess_all(corpus.folders(found.content), found)
    return baseline.applied(corpus.portal(assessments, found), found)


@cache
def repository() -> dict[str, Page]:
    """The pages of the reports that come with the program."""
    return site(REPOSITORY)


def one_report(root: Path, changes: str = "", narrative: str = "# 报告\n\n正文。\n") -> Page:
    """The page of the consistent report with ``changes``."""
    write_report(root / "content/shi/shangwu/2024", changes, narrative)
    return site(root)["shi/shangwu/2024"]


def text_of(html: str) -> str:
    """The text of HTML without white space."""
    return squeezed(unescape(re.sub(r"<[^>]*>", "", html)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def target(page: Page, link: str) -> tuple[str, str]:
    """Address and anchor that ``link`` on ``page`` leads to."""
    path, _, anchor = link.partition("#")
    if not path:
        return page.address, anchor
    file = posixpath.normpath(posixpath.join(page.address, path))
    assert file == "index.html" or file.endswith("/index.html"), link
    return file.removesuffix("index.html").rstrip("/"), anchor


def dead_links(found: dict[str, Page]) -> Iterable[str]:
    parsed = {address: Parsed(page.body) for address, page in found.items()}
    for address, page in found.items():
        for link in parsed[address].links:
            if link in DOWNLOADS:
                continue
            where, anchor = target(page, link)
            if where not in found or (anchor and anchor not in parsed[where].ids):
                yield f"{address}: {link}"


def test_every_link_leads_to_a_page_and_an_anchor() -> None:
    assert list(dead_links(repository())) == []


def test_no_id_stands_twice_on_a_page() -> None:
    for page in repository().values():
        ids = Parsed(page.body).ids
        assert len(ids) == len(set(ids)), page.address


def test_contents_and_trail_name_what_exists() -> None:
    for page in repository().values():
        ids = Parsed(page.body).ids
        assert [s.anchor for s in page.sections if s.anchor not in ids] == [], page.address
        assert [link.address for link in page.trail if link.address not in repository()] == []


def test_a_source_says_line_or_formula() -> None:
    body = repository()[f"{SEED}/sources"].body
    rows = re.findall(r"<tr id=.*?</tr>", body, re.DOTALL)
    assert len(rows) > 90
    assert all("行" in row or "jx-step" in row for row in rows)
    assert 'href="#f-executed">716.83万元</a> ÷ 全年预算数' in body


def test_only_one_title_on_a_page() -> None:
    assert {page.body.count("<h1") for page in repository().values()} == {1}


def test_every_rule_has_a_page() -> None:
    assert [r.code for r in rules() if f"rules/{r.code}" not in repository()] == []


def test_names_cannot_become_markup(tmp_path: Path) -> None:
    unit = f"单位: {{名称: '{HOSTILE}'}}\n发布信息: {{标题: '{HOSTILE}报告'}}"
    indicators = f"自评表: {{年度总体目标: {{年初目标设定: '{HOSTILE}'}}}}\n{unit}"
    text = f"# {HOSTILE}\n\n<img src=x onerror=alert(1)> [坏](javascript:alert(1))\n\n{HOSTILE}\n"
    write_report(tmp_path / "content/shi/shangwu/2024", indicators, text)
    for page in site(tmp_path).values():
        assert not re.search(r"<(script|img|iframe)", page.body), page.address
        assert "javascript:alert(1)" not in [href.strip() for href in Parsed(page.body).links]


@pytest.mark.parametrize("name", ["report.md", "projects/report.md"])
def test_the_narrative_keeps_every_character(name: str) -> None:
    source = (REPOSITORY / "content" / SEED / name).read_text("utf-8")
    html = prose(Narrative(name, source, present=True), {}, lambda _: "")
    shown = re.sub(r"<summary>.*?</summary>", "", html)
    assert text_of(shown) == squeezed(re.sub(r"(?m)^#+ ", "", source))


@pytest.mark.parametrize(
    "line",
    [
        "1.人员经费249.85万元。",
        "3. 上级专项资金\n\n7. 其他",
        "4、 国有资本经营预算支出情况",
        "（1） 成绩一：成效显著。",
        "5*3*2 = 30，A_B_C，> 5%，+ 3，#1标段，C#",
        "绥财绩[2025](1号)和<税后>金额，&nbsp;不是空格",
        "    四个空格开头",
        "[1]: 脚注\n\n标题\n===\n\n---",
        "没有这一项：{{ 自评表.没有 }}",
    ],
)
def test_what_is_no_markdown_of_ours_stands_as_typed(line: str) -> None:
    html = prose(Narrative("report.md", line, present=True), {}, lambda _: "")
    assert text_of(html) == squeezed(line)


def test_a_placeholder_becomes_a_number_with_its_source(tmp_path: Path) -> None:
    text = "# 报告\n\n共{{ 自评表.年度预算申请.全年执行数 }}万元，{{ 发布信息.成文日期 }}。\n"
    body = one_report(tmp_path, narrative=text).body
    assert '共<a class="jx-n" href="sources/index.html#f-executed">414</a>万元' in body
    assert "2025年3月14日。" in body


@pytest.mark.parametrize(
    ("lines", "frames"),
    [
        ("附件：1.甲\n\n2.乙\n\n示例县局\n\n2025年3月1日", ["jx-annexes", "jx-sign"]),
        ("附件：甲\n\n示例县局\n\n2025年3月1日", ["jx-sign"]),
        ("附件：1.甲\n\n2.乙", ["jx-annexes"]),
        ("见附件：1.甲\n\n2.乙", []),
        ("全文完。\n\n2025年3月1日", []),
        ("示例县局\n\n2025年3月1日\n\n下文。", []),
    ],
)
def test_the_end_of_a_narrative_is_framed(lines: str, frames: list[str]) -> None:
    html = prose(Narrative("report.md", f"# 报告\n\n{lines}\n", present=True), {}, lambda _: "")
    assert re.findall(r'<div class="([^"]*)">', html) == frames
    assert text_of(html) == squeezed(f"报告{lines}")


def test_bounds_have_one_wording() -> None:
    """On reports, methods, the years and home; the form's own words stand on its page only."""
    for address in (SEED, "method/hunan-2024", "years/shili/2024", ""):
        assert "不低于60分，低于80分" in text_of(repository()[address].body), address
    assert "按分值的百分比" not in "".join(page.body for page in repository().values())
    sources = text_of(repository()["shili/health/2024/sources"].body)
    assert "得分由单位在档次之内确定（分值的80%至100%）" in sources


def test_headings_of_the_narrative_stand_below_the_title() -> None:
    html = prose(Narrative("report.md", "# 一\n\n###### 二\n", present=True), {}, lambda _: "")
    assert html == "<h2>一</h2>\n<h6>二</h6>"


def test_three_empties_differ(tmp_path: Path) -> None:
    amounts = "{国有资本经营预算拨款: 无此项, 纳入专户管理的非税收入拨款: , 其他资金: 0}"
    body = one_report(tmp_path, f"自评表: {{年度预算申请: {{按收入性质分: {amounts}}}}}").body
    row = re.search(r"国有资本经营预算拨款</span>.*?</td>", body)
    assert row
    assert '<i class="jx-nil">无此项</i>' in row[0]
    blank = re.search(r"纳入专户管理的非税收入拨款</span>.*?</td>", body)
    assert blank
    assert "<i>未填</i>" in blank[0]
    assert re.search(r"其他资金</span> <a[^>]*>0\.00</a>", body)


def test_a_row_that_the_form_does_not_have_is_not_printed() -> None:
    body = repository()[SEED].body
    assert "国有资本经营预算拨款" not in body
    assert "纳入专户管理的非税收入拨款" in body


def test_declared_and_computed_scores_stand_side_by_side() -> None:
    body = repository()[f"{SEED}/sources"].body
    table = re.search(r'class="jx-t jx-wk".*?</table>', body, re.DOTALL)
    assert table
    row = next(row for row in table[0].split("<tr") if ">基本支出</th>" in row)
    assert re.search(r"#c-i5\">10</a>.*#i5-score\">8</a>.*扣2.*相差2", row, re.DOTALL)


def test_pages_do_not_depend_on_the_day_they_are_made(tmp_path: Path) -> None:
    write_report(tmp_path / "content/shi/shangwu/2024")
    first, later = site(tmp_path), site(tmp_path, date(2025, 7, 1))
    assert [a for a in first if first[a] != later[a]] == ["about"]


def test_the_mark_behind_a_number_is_not_shown(tmp_path: Path) -> None:
    text = "# 报告\n\n项目支出108万元{=自评表.年度预算申请.按支出性质分.项目支出}，占四分之一。\n"
    assert "项目支出108万元，占四分之一。" in text_of(one_report(tmp_path, narrative=text).body)
    html = prose(Narrative("report.md", text, present=True), {}, lambda _: "")
    assert "{=" not in html


def test_the_page_says_how_many_amounts_of_its_text_can_be_traced(tmp_path: Path) -> None:
    text = "# 报告\n\n项目支出108万元，门票收入8万元。\n"
    assert "正文金额2处，其中1处已与数据核对对应" in one_report(tmp_path, narrative=text).body
    assert "正文金额" not in one_report(tmp_path / "none").body


def test_what_no_rule_can_check_is_listed_with_its_reason() -> None:
    text = text_of(repository()["rules"].body)
    for item in ledger().by_hand:
        assert squeezed(item.title.text) in text
        assert squeezed(item.by_hand.text) in text


def test_the_own_part_of_a_consolidated_report_has_a_line(tmp_path: Path) -> None:
    own = "{年初预算数: 331.5, 全年预算数: 332.5, 全年执行数: 333.5}"
    text = text_of(one_report(tmp_path, f"自评表: {{年度预算申请: {{本级: {own}}}}}").body)
    assert "其中：本级" in text
    assert "333.5" in text


def test_a_successor_is_shown_only_where_there_is_one(tmp_path: Path) -> None:
    void = "发布信息: {时效: 废止, 代替文件: 更正版报告}"
    assert "代替文件更正版报告" in text_of(one_report(tmp_path / "a", void).body)
    assert "代替文件" not in text_of(one_report(tmp_path / "b").body)
