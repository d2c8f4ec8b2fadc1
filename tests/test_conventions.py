"""What a government site has to carry: page tags, footer, feed, sitemap, and its small pages.

Most is read from one site that its owner configured in full, as `mkdocs build` made it.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml

from generator.dataset import REPORT_FILES, SITE_FILES, Publisher
from generator.imprint import FOOTER_LINKS, ITEMS, LICENCE, Imprint, imprint
from generator.model import naming
from generator.model.facts import Scope, Stage
from generator.model.glossary import glossary
from generator.model.reading import chinese
from generator.pages.about import TESTED
from generator.pages.feed import ENTRIES, feed
from generator.pages.page import Article, Page
from generator.pages.root_files import robots, security
from tests.builders import write_report
from tests.rules.outcomes import findings
from tests.serving import served
from tests.sites import ROOT, build, built, mkdocs_build, prepared
from tests.test_pages import HOSTILE, one_report, site, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ADDRESS = "https://jixiao.example.gov.cn/"
OWNER = f"""\
site_url: {ADDRESS}
extra:
  generator: false
  host: 某县财政局
  operator: 某县财政局绩效管理股
  contact: 0700-0000000
  site_domain: jixiao.example.gov.cn
  site_id_code: "4300000000"
  icp: 湘ICP备00000000号-1
  police_record: 湘公网安备43000000000000号
  column_name: 绩效自评
  column_description: 预算部门绩效自评的公开
  column_keywords: 绩效自评,信息公开
  column_type: 政府信息公开
  security_contact: mailto:security@example.gov.cn
  footer_links: [{{title: 网站地图, url: "https://www.example.gov.cn/map"}}]
  data_licence: {{name: CC-BY-4.0, path: "https://creativecommons.org/licenses/by/4.0/"}}
"""
BUILD_DAY = date(2025, 6, 30)  # see tests/sites.py
CORRECTED = "shili/market-regulation/2023"
SMALL_PAGES = ("about", "method", "rules", "glossary", "corrections", "data", "accessibility")
ATOM = "{http://www.w3.org/2005/Atom}"


def owned(folder: Path, settings: str = OWNER) -> Path:
    """A site with the reports of the made-up region, and ``settings`` of its owner."""
    prepared(folder, ROOT / "content" / "shili", "shili")
    return configured(folder, settings)


def configured(folder: Path, settings: str) -> Path:
    path = folder / "mkdocs.yml"
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    path.write_text(text.replace("extra:\n  generator: false\n", settings), "utf-8")
    return folder


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an owner who stated everything. Tests must not change it."""
    return built(owned(tmp_path_factory.mktemp("owned")))


class Html(HTMLParser):
    """The elements of a page, with the text inside each of some kinds."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._inside: list[str] = []
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        self._inside.append(tag)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts.append((self._inside[-1], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def tags(self) -> dict[str, str]:
        """The page tags; each may stand once only."""
        named = [meta for meta in self.all("meta") if meta.get("name", "")[:1].isupper()]
        names = [meta["name"] for meta in named]
        assert len(names) == len(set(names)), names
        return {meta["name"]: meta["content"] for meta in named}


def page_of(folder: Path, address: str = "") -> Html:
    return Html(folder / address / "index.html")


# ---- the tags of every page


SITE_TAGS = {
    "SiteName": "绩效自评公开",
    "SiteDomain": "jixiao.example.gov.cn",
    "SiteIDCode": "4300000000",
}
COLUMN_TAGS = {"ColumnName": "绩效自评", "ColumnType": "政府信息公开"}


def test_a_report_has_the_tags_of_an_article(public: Path) -> None:
    assert page_of(public, CORRECTED).tags() == {
        **SITE_TAGS,
        **COLUMN_TAGS,
        "ArticleTitle": "2023年度示例县市场监督管理局部门整体支出绩效自评报告",
        "PubDate": "2024-04-16",
        "ContentSource": "示例县市场监督管理局",
        "Keywords": "绩效自评、市场监管、食品抽检、信用监管",
        "Description": "示例县市场监督管理局2023年度部门整体支出绩效自评，"
        "得分72.56分，全年执行1120.20万元。",
        "Url": f"{ADDRESS}{CORRECTED}/index.html",
    }


@pytest.mark.parametrize("below", ["sources", "checks", "projects/*"])
def test_what_belongs_to_a_report_was_published_with_it(below: str, public: Path) -> None:
    found = [page_of(path) for path in (public / CORRECTED).glob(below)]
    assert found
    for page in found:
        tags = page.tags()
        assert tags["PubDate"] == "2024-04-16"
        assert "ArticleTitle" in tags
        assert "ColumnDescription" not in tags


@pytest.mark.parametrize("address", ["", "shili/education", *SMALL_PAGES])
def test_every_other_page_has_the_tags_of_a_column(address: str, public: Path) -> None:
    assert page_of(public, address).tags() == {
        **SITE_TAGS,
        **COLUMN_TAGS,
        "ColumnDescription": "预算部门绩效自评的公开",
        "ColumnKeywords": "绩效自评,信息公开",
    }


def test_the_page_for_a_wrong_address_has_the_tags_of_the_site(public: Path) -> None:
    assert Html(public / "404.html").tags() == SITE_TAGS


def test_an_author_who_is_not_the_source_is_named(tmp_path: Path) -> None:
    article = one_report(tmp_path, "发布信息: {发布机构: 示例县财政局}").article
    assert article
    assert (article.source, article.author) == ("示例县财政局", "示例县商务局")


def test_what_nobody_stated_is_left_out(shipped: Path) -> None:
    tags = page_of(shipped, "suining/commerce/2024").tags()
    assert set(tags) == {
        "SiteName",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "ContentSource",
        "Description",
    }
    footer = (shipped / "index.html").read_text("utf-8").partition("<footer")[2]
    assert "备" not in footer
    assert "单位：" not in footer


def test_texts_of_the_owner_cannot_become_markup(tmp_path: Path) -> None:
    title = HOSTILE.replace('"', '\\"')
    settings = f'extra: {{generator: false, host: "{title}", column_name: "{title}"}}\n'
    html = (built(owned(tmp_path, settings)) / "about" / "index.html").read_text("utf-8")
    assert html.count("alert(1)") == 3  # in a tag, on the page, at its foot
    assert "<script>alert" not in html
    assert html.count("<script") == html.count("<script src")


# ---- values that cannot be used


WRONG = [
    ("site_id_code", 4300000000, "应是一段文字，现为数 4300000000，要加引号"),
    ("site_id_code", "43000", "“43000”的写法不对"),
    ("site_id_code", "430000000000", "“430000000000”的写法不对"),
    ("site_domain", "https://www.example.gov.cn/", "“https://www.example.gov.cn/”的写法不对"),
    ("host", ["甲局", "乙局"], "应是一段文字，现为列表"),
    ("host", {"名称": "甲局"}, "应是一段文字，现为若干“项: 值”"),
    ("host", True, "应是一段文字，现为是或否"),
    ("contact", 1.5, "应是一段文字，现为数 1.5，要加引号"),
    ("contact", date(2025, 1, 2), "应是一段文字，现为日期 2025-01-02，要加引号"),
    ("contact", "一行\n又一行", "的写法不对"),
    ("icp", "备案号00000000", "“备案号00000000”的写法不对"),
    ("police_record", "43000000000000", "“43000000000000”的写法不对"),
    ("security_contact", "security@example.gov.cn", "的写法不对"),
    ("security_contact", "javascript:alert(1)", "的写法不对"),
    ("footer_links", "https://www.example.gov.cn", "应是若干链接，现为文字“https://www.exampl"),
    ("footer_links", {"title": "地图"}, "应是若干链接，现为若干“项: 值”"),
    ("footer_links", [{"title": "地图"}], "每个链接应有 title 和 url 两项文字"),
    ("footer_links", [{"title": "地图", "url": "javascript:alert(1)"}], "每个链接应有"),
    ("footer_links", ["地图"], "每个链接应有"),
    ("data_licence", 4, "应是一段文字，现为数 4，要加引号"),
    ("data_licence", {"title": "署名"}, "name 必填"),
    ("data_licence", {"name": "CC", "url": "https://x"}, "只能有 name、title、path"),
    ("data_licence", {"name": "CC", "path": "javascript:x"}, "path 是网址"),
]


@pytest.mark.parametrize(("key", "value", "what"), WRONG)
def test_a_value_that_cannot_be_used_is_named_with_its_remedy(
    key: str, value: Any, what: str
) -> None:
    _, faults = imprint({"generator": False, key: value})
    assert len(faults) == 1
    item = next(i for i in (*ITEMS, FOOTER_LINKS, LICENCE) if i.key == key)
    assert faults[0].startswith(f"extra.{key}（{item.word}）")
    assert what in faults[0]
    assert faults[0].endswith(f"请写成 {key}: {item.example}")


def test_wrong_values_stop_the_build_all_at_once_and_keep_the_old_site(tmp_path: Path) -> None:
    old = built(owned(tmp_path)) / "index.html"
    configured(tmp_path, "extra: {generator: false, host: [甲], site_id_code: 0430}\n")
    before = old.read_bytes()
    run = mkdocs_build(tmp_path)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "mkdocs.yml：extra.host（主办单位）应是一段文字，现为列表；" in run.stderr
    assert "mkdocs.yml：extra.site_id_code（网站标识码）应是一段文字，现为数 " in run.stderr
    assert old.read_bytes() == before


@pytest.mark.parametrize("item", [*ITEMS, FOOTER_LINKS, LICENCE], ids=lambda item: item.key)
def test_every_value_is_documented_and_its_example_can_be_used(item: Any) -> None:
    example = yaml.safe_load(f"{item.key}: {item.example}")
    stated, faults = imprint(example)
    assert faults == ()
    assert item is LICENCE or getattr(stated, item.key)
    for name in ("README.md", "README.zh.md", "generator/scaffold/site/mkdocs.yml"):
        assert f" {item.key}: " in (ROOT / name).read_text("utf-8"), name


def test_blank_values_count_as_not_stated() -> None:
    assert imprint({"host": None, "contact": " ", "footer_links": None}) == (Imprint(), ())


# ---- the foot of every page


def test_the_foot_names_the_owner_and_leads_everywhere(public: Path) -> None:
    foot = (public / CORRECTED / "index.html").read_text("utf-8").partition("<footer")[2]
    text = text_of(foot)
    for words in (
        "主办单位：某县财政局",
        "承办单位：某县财政局绩效管理股",
        "联系方式：0700-0000000",
        "网站标识码：4300000000",
    ):
        assert words in text
    links = dict(re.findall(r'<a href="([^"]+)">([^<]+)</a>', foot))
    up = "../../../"
    assert [f"{up}{address}/index.html" in links for address in SMALL_PAGES] == [True] * 7
    assert links[f"{up}feed.xml"] == "订阅（Atom）"
    assert links["https://www.example.gov.cn/map"] == "网站地图"
    assert links["https://beian.miit.gov.cn/"] == "湘ICP备00000000号-1"
    police = "https://beian.mps.gov.cn/#/query/webSearch?code=43000000000000"
    assert links[police] == "湘公网安备43000000000000号"


# ---- dates


def test_every_date_is_chinese_for_people_and_iso_for_machines(public: Path) -> None:
    seen = set()
    for path in public.rglob("index.html"):
        html = path.read_text("utf-8")
        for iso, text in re.findall(r'<time datetime="([^"]*)">([^<]*)</time>', html):
            assert text == chinese(date.fromisoformat(iso)), path
            seen.add(path.relative_to(public).as_posix())
    assert {f"{CORRECTED}/index.html", "shili/education/index.html", "about/index.html"} <= seen


DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")


def test_no_date_of_the_data_stands_without_its_iso_form(public: Path) -> None:
    html = (public / CORRECTED / "index.html").read_text("utf-8")
    parts = re.findall(
        r'<(?:section class="jx-(?:info|hist)|p class="jx-meta).*?</p>', html, re.DOTALL
    )
    assert len(parts) == 3
    assert DATE.search("".join(parts))
    assert not DATE.search(re.sub(r"<time.*?</time>", "", "".join(parts)))


# ---- the feed


def xml(written: bytes) -> ET.Element:
    return ET.fromstring(written)  # noqa: S314  our own file


def elements(parent: ET.Element, tag: str) -> list[ET.Element]:
    return parent.findall(f"{ATOM}{tag}")


def said(parent: ET.Element, tag: str) -> str:
    (only,) = elements(parent, tag)
    assert only.text
    return only.text


def instant(parent: ET.Element, tag: str) -> datetime:
    written = said(parent, tag)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", written)
    return datetime.fromisoformat(written)


def obey_atom(root: ET.Element) -> None:
    """The rules of RFC 4287 that bear on what we write, each with its section."""
    assert root.tag == f"{ATOM}feed"
    entries = elements(root, "entry")
    for part in (root, *entries):  # 4.1.1, 4.1.2: exactly one of each
        assert urlsplit(said(part, "id")).netloc  # 4.2.6: an absolute IRI
        assert said(part, "title").strip()
        instant(part, "updated")
        assert said(elements(part, "author")[0], "name")  # 3.2.1
        alternates = [e for e in elements(part, "link") if e.get("rel") == "alternate"]
        assert len({(e.get("type"), e.get("hreflang")) for e in alternates}) == len(alternates) == 1
        assert all(e.get("href") for e in elements(part, "link"))  # 4.2.7.1
    ids = [said(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    known = {"id", "title", "updated", "published", "author", "link", "summary", "entry"}
    assert {e.tag.removeprefix(ATOM) for part in (root, *entries) for e in part} <= known


def test_the_feed_obeys_atom(public: Path) -> None:
    root = xml((public / "feed.xml").read_bytes())
    obey_atom(root)
    assert len(elements(root, "entry")) == 24


def test_the_feed_leads_to_the_reports_the_newest_first(public: Path) -> None:
    root = xml((public / "feed.xml").read_bytes())
    entries = elements(root, "entry")
    changed = [instant(entry, "updated") for entry in entries]
    assert changed == sorted(changed, reverse=True)
    assert instant(root, "updated") == changed[0]
    for entry in entries:
        address = elements(entry, "link")[0].get("href", "")
        assert address == said(entry, "id")
        assert (public / address.removeprefix(ADDRESS)).is_file()
    itself = next(e for e in elements(root, "link") if e.get("rel") == "self")
    assert itself.get("href") == f"{ADDRESS}feed.xml"


def test_a_correction_is_an_update_of_its_entry(public: Path) -> None:
    root = xml((public / "feed.xml").read_bytes())
    entry = next(e for e in elements(root, "entry") if CORRECTED in said(e, "id"))
    assert said(entry, "published") == "2024-04-16T00:00:00+08:00"
    assert said(entry, "updated") == "2024-05-13T00:00:00+08:00"
    assert said(entry, "summary").startswith("2024年5月13日更正：自评表“服务对象满意率”")


def test_pages_announce_the_feed(public: Path, shipped: Path) -> None:
    links = page_of(public, CORRECTED).all("link")
    atom = [link for link in links if link.get("type") == "application/atom+xml"]
    assert [link["href"] for link in atom] == ["../../../feed.xml"]
    assert not (shipped / "feed.xml").exists()
    assert "atom" not in (shipped / "index.html").read_text("utf-8").lower()


def a_page(number: int, title: str = "报告") -> Page:
    day = date(2024, 1, 1) + timedelta(days=number)
    article = Article(day, day, "某局", "某局")
    return Page(f"shi/ju/{number}", title, "", "说明", "report", article=article)


def test_the_feed_keeps_to_the_newest_reports() -> None:
    made = feed([a_page(n) for n in range(ENTRIES + 5)], Publisher("公开", address=ADDRESS))
    entries = elements(xml(made), "entry")
    assert len(entries) == ENTRIES
    assert said(entries[0], "id").endswith(f"/{ENTRIES + 4}/index.html")


def test_names_cannot_become_markup_in_the_feed() -> None:
    made = feed([a_page(1, f"{HOSTILE} ]]> &amp;")], Publisher(HOSTILE, address=ADDRESS))
    root = xml(made)
    obey_atom(root)
    assert said(root, "title") == HOSTILE
    assert said(elements(root, "entry")[0], "title") == f"{HOSTILE} ]]> &amp;"


def test_without_an_address_or_a_report_there_is_no_feed() -> None:
    assert feed([a_page(1)], Publisher("公开")) == b""
    assert feed([], Publisher("公开", address=ADDRESS)) == b""


# ---- what robots and others look for


def last_changes(folder: Path) -> dict[str, str]:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = xml((folder / "sitemap.xml").read_bytes()).findall("s:url", names)
    return {url.findtext("s:loc", "", names): url.findtext("s:lastmod", "", names) for url in urls}


def test_the_sitemap_names_every_page_with_the_last_change_of_its_data(public: Path) -> None:
    changes = last_changes(public)
    pages = {path.relative_to(public).as_posix() for path in public.rglob("index.html")}
    assert set(changes) == {ADDRESS + page for page in pages}
    newest = max(day for address, day in changes.items() if address.startswith(f"{ADDRESS}shili"))
    for page, day in {
        f"{CORRECTED}/index.html": "2024-05-13",
        f"{CORRECTED}/sources/index.html": "2024-05-13",
        "index.html": newest,
        "data/index.html": newest,
        "corrections/index.html": "2024-05-13",
        "about/index.html": BUILD_DAY.isoformat(),  # it states the day of the check
        "rules/F001/index.html": "",
        "glossary/index.html": "",
    }.items():
        assert changes[ADDRESS + page] == day, page
    assert [a for a, day in changes.items() if day == BUILD_DAY.isoformat()] == [
        f"{ADDRESS}about/index.html"
    ]


def test_a_unit_changed_when_its_newest_report_did(public: Path) -> None:
    changes = last_changes(public)
    unit = f"{ADDRESS}shili/market-regulation/"
    reports = [changes[f"{unit}{year}/index.html"] for year in (2022, 2023, 2024)]
    assert changes[f"{unit}index.html"] == max(reports)


def test_robots_learn_where_the_sitemap_is(public: Path, shipped: Path) -> None:
    lines = (public / "robots.txt").read_text("utf-8").split("\n")
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {ADDRESS}sitemap.xml", ""]
    assert not (shipped / "robots.txt").exists()
    assert robots(Publisher("公开", address="https://www.example.gov.cn/jixiao/")) == ""


def fields(written: str) -> dict[str, str]:
    pairs = [line.split(": ", 1) for line in written.splitlines()]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_security_txt_says_whom_to_tell_and_until_when(public: Path) -> None:
    stated = fields((public / ".well-known" / "security.txt").read_text("utf-8"))
    expires = datetime.fromisoformat(stated.pop("Expires")).date()
    assert BUILD_DAY < expires < BUILD_DAY.replace(year=BUILD_DAY.year + 1)
    assert stated == {
        "Contact": "mailto:security@example.gov.cn",
        "Preferred-Languages": "zh",
        "Canonical": f"{ADDRESS}.well-known/security.txt",
    }


def test_security_txt_needs_a_contact_and_the_root_of_a_host(shipped: Path) -> None:
    assert not (shipped / ".well-known").exists()
    contact = Imprint(security_contact="tel:+86-700-0000000")
    here = Publisher("公开", imprint=contact)
    assert "Canonical" not in fields(security(here, BUILD_DAY))
    assert security(here._replace(address=f"{ADDRESS}jixiao/"), BUILD_DAY) == ""


def test_a_file_of_the_site_itself_wins(tmp_path: Path) -> None:
    owned(tmp_path)
    (tmp_path / "theme_overrides").unlink()
    (tmp_path / "theme_overrides").mkdir()
    (tmp_path / "theme_overrides" / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    assert (built(tmp_path) / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


# ---- the data, for machines


def described(folder: Path, address: str) -> tuple[dict[str, Any], Path]:
    """The JSON-LD of a page, and the folder that its addresses are seen from."""
    html = (folder / address / "index.html").read_text("utf-8")
    inside = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    if inside:
        return json.loads(inside[0]), folder / address
    links = [e for e in page_of(folder, address).all("link") if e.get("rel") == "describedby"]
    assert [link["type"] for link in links] == ["application/ld+json"]
    file = folder / address / links[0]["href"]
    return json.loads(file.read_text("utf-8")), file.parent


def test_a_report_describes_its_data(public: Path) -> None:
    data, _ = described(public, CORRECTED)
    files = data.pop("distribution")
    assert data.pop("description").startswith("本地区为演示而虚构")
    assert data == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "2023年度示例县市场监督管理局部门整体支出绩效自评报告",
        "url": f"{ADDRESS}{CORRECTED}/index.html",
        "identifier": "601001001/2024-00005",
        "inLanguage": "zh-CN",
        "temporalCoverage": "2023",
        "spatialCoverage": [{"@type": "Place", "name": "示例县（虚构示例）"}],
        "creator": {"@type": "Organization", "name": "示例县市场监督管理局"},
        "publisher": {"@type": "Organization", "name": "某县财政局"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "datePublished": "2024-04-16",
        "dateModified": "2024-05-13",
    }
    start = f"{ADDRESS}{CORRECTED}/data/"
    assert [(f["contentUrl"], f["encodingFormat"]) for f in files] == [
        (start + file.name, file.media_type) for file in REPORT_FILES
    ]


def test_the_data_page_describes_all_reports(public: Path) -> None:
    data, _ = described(public, "data")
    assert data["temporalCoverage"] == "2022/2024"
    assert [file["contentUrl"] for file in data["distribution"]] == [
        f"{ADDRESS}data/{file.name}" for file in SITE_FILES
    ]


def test_a_site_without_an_address_points_to_its_files_all_the_same(shipped: Path) -> None:
    for address, offered in (("data", SITE_FILES), ("suining/commerce/2024", REPORT_FILES)):
        data, start = described(shipped, address)
        assert not {"url", "license", "publisher", "datePublished"} & set(data)
        files = [start / file["contentUrl"] for file in data["distribution"]]
        assert len(files) == len(offered)
        assert all(file.is_file() for file in files)


@pytest.mark.browser
def test_a_strict_policy_has_nothing_against_the_description(
    browser: Browser, public: Path
) -> None:
    page, said = browser.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    with served(public) as url:
        page.goto(f"{url}data/index.html")
        assert page.locator("script[type='application/ld+json']").count() == 1
        assert said == []
        # What the policy does have something against is told in just this way.
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: '0'}))"
        )
        assert "Content Security Policy" in said[0]
    page.close()


def test_names_cannot_leave_the_description(tmp_path: Path) -> None:
    page = one_report(tmp_path, f"发布信息: {{标题: '</script>{HOSTILE}'}}")
    assert page.linked_data
    assert "<" not in page.linked_data.text
    assert json.loads(page.linked_data.text)["name"] == f"</script>{HOSTILE}"


# ---- corrections


def test_a_corrected_report_shows_its_versions(public: Path) -> None:
    html = (public / CORRECTED / "index.html").read_text("utf-8")
    head = text_of(re.findall(r'<p class="jx-meta">.*?</p>', html)[0])
    assert "2024年4月16日公开" in head
    assert "第2版，2024年5月13日更正" in head
    history = text_of(re.findall(r'<section class="jx-hist.*?</section>', html, re.DOTALL)[0])
    first, second = (
        history.index("第1版2024年4月16日首次公开"),
        history.index("第2版2024年5月13日更正"),
    )
    assert second < first
    for words in ("由78.8%改为78.5%", "原因：满意度问卷有3份重复录入", "经办岗更正"):
        assert words in history


def test_all_corrections_are_on_one_page_the_newest_first(tmp_path: Path) -> None:
    for unit, days in (("shangwu", "2025-05-12 2025-06-02"), ("caizheng", "2025-05-20")):
        made = "".join(
            f"{{日期: {day}, 改动: 改动{day}, 原因: 错字, 岗位: 经办岗}}, " for day in days.split()
        )
        write_report(tmp_path / f"content/shi/{unit}/2024", f"发布信息: {{更正: [{made}]}}")
    shown = site(tmp_path)["corrections"].body
    assert re.findall(r"改动(2025-\d\d-\d\d)", shown) == ["2025-06-02", "2025-05-20", "2025-05-12"]
    assert 'href="../shi/shangwu/2024/index.html#history"' in shown
    assert "第3版" in shown


def test_a_site_without_corrections_says_so(tmp_path: Path) -> None:
    write_report(tmp_path / "content/shi/shangwu/2024")
    pages = site(tmp_path)
    assert "还没有更正" in pages["corrections"].body
    assert pages["corrections"].changed is None
    body = pages["shi/shangwu/2024"].body
    assert "公开以后没有" in body
    assert 'id="history"' not in body


def test_what_was_never_published_has_no_versions(tmp_path: Path) -> None:
    page = one_report(tmp_path, "发布信息: {发布日期: }")
    assert "公开以后没有" not in page.body
    assert page.article
    assert page.article.published is None


LATE = "{日期: 2025-07-01, 改动: 改字, 原因: 错字, 岗位: 经办岗}"
BARE = "{日期: 2025-05-12, 改动: 改字}"


@pytest.mark.parametrize(
    ("code", "changes", "messages"),
    [
        ("P005", f"发布信息: {{更正: [{BARE}]}}", ["更正“改字”未填：原因、岗位"]),
        ("P006", f"发布信息: {{发布日期: , 更正: [{LATE}]}}", ["没有发布日期，却有更正"]),
        ("T007", f"发布信息: {{更正: [{LATE}]}}", ["日期 2025年7月1日，还没有到"]),
        ("T007", "发布信息: {更正: 无此项}", []),
    ],
)
def test_a_correction_is_checked(
    code: str, changes: str, messages: list[str], tmp_path: Path
) -> None:
    assert [finding.message for finding in findings(tmp_path, code, changes)] == messages


# ---- words


def test_every_name_of_the_model_is_explained() -> None:
    words = {term.word for chapter in glossary() for g in chapter.groups for term in g.terms}
    names = {re.split(r"[.\]]", name)[-1] for name in naming.possible()}
    assert names - words == set()


@pytest.mark.parametrize("chapter", glossary(), ids=lambda chapter: chapter.title)
def test_every_word_has_a_meaning_and_a_unit(chapter: Any) -> None:
    terms = [term for group in chapter.groups for term in group.terms]
    assert [term.path for term in terms if not (term.meaning and term.unit)] == []
    assert [group.title for group in chapter.groups if not group.meaning] == []


def test_the_page_of_words_shows_all_that_the_model_says(public: Path) -> None:
    shown = text_of((public / "glossary" / "index.html").read_text("utf-8"))
    for chapter in glossary():
        for group in chapter.groups:
            for term in group.terms:
                assert text_of(f"{term.word}{term.meaning}{term.unit}") in shown, term.path
    for word in (*Scope, *Stage):
        assert f"{word.value}{word.meaning}。" in shown


@pytest.mark.parametrize(
    ("path", "scope", "stage", "years_before"),
    [
        ("基础数据表.经费控制情况.三公经费.合计.上年决算数", Scope.ALL, Stage.FINAL, 1),
        ("基础数据表.经费控制情况.三公经费.合计.本年预算数", Scope.ALL, Stage.INITIAL, 0),
        ("自评表.年度预算申请.全年预算数", Scope.ALL, Stage.ADJUSTED, 0),
        ("自评表.年度预算申请.按收入性质分.一般公共预算", Scope.GENERAL, Stage.ADJUSTED, 0),
        ("自评表.年度预算申请.按支出性质分.项目支出", Scope.ALL, Stage.EXECUTED, 0),
        ("项目资金.年初预算数", Scope.ALL, Stage.INITIAL, 0),
    ],
)
def test_a_word_says_as_what_its_number_is_compared(
    path: str, scope: Scope, stage: Stage, years_before: int
) -> None:
    terms = {t.path: t for chapter in glossary() for g in chapter.groups for t in g.terms}
    key, own = terms[path].key, terms["自评表.年度预算申请.全年执行数"].key
    assert key
    assert own
    assert (key.scope, key.stage) == (scope, stage)
    assert (own.year or 0) - (key.year or 0) == years_before


# ---- the site about itself


# What is claimed of accessibility, by its first words, and the tests that check it.
CLAIMS = {
    "用 axe 检查": ("test_axe_has_nothing_to_say",),
    "在 360 像素宽": ("test_a_phone_never_scrolls_sideways",),
    "只用键盘": (
        "test_keyboards_reach_everything_in_reading_order",
        "test_a_folded_part_opens_by_keyboard",
    ),
    "第一个链接": ("test_the_skip_link_comes_first_and_leads_to_the_content",),
    "不运行脚本": (
        "test_without_scripts_the_text_is_the_same",
        "test_without_scripts_the_system_decides_on_dark",
    ),
    "标题逐级": ("test_pages_are_well_built",),
    "打印的报告页": (
        "test_the_printed_report_is_the_official_document",
        "test_a_long_table_fills_three_sheets_each_with_its_headings",
    ),
}


def test_every_claim_of_accessibility_is_tested() -> None:
    files = (ROOT / "tests" / name for name in ("test_browser.py", "test_print.py"))
    nodes = (node for file in files for node in ast.parse(file.read_text("utf-8")).body)
    tests = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    for claim in TESTED:
        named = [names for start, names in CLAIMS.items() if claim.startswith(start)]
        assert len(named) == 1, claim
        assert set(named[0]) <= tests, claim
    assert len(TESTED) == len(CLAIMS)


@pytest.mark.parametrize("address", ["about", "corrections", "accessibility"])
def test_readers_learn_whom_to_ask(address: str, public: Path, shipped: Path) -> None:
    main, without = (
        text_of(
            (folder / address / "index.html").read_text("utf-8").partition("<main")[2]
        ).partition("主办单位：")[0]
        for folder in (public, shipped)
    )
    assert "0700-0000000" in main
    assert "0700-0000000" not in without
    assert "没有注明" in without or "请告诉报告的发布机构" in without


# ---- the whole site


def references(page: Html) -> Iterator[str]:
    """Every address that a page mentions or loads."""
    for _, attributes in page.elements:
        for name in ("href", "src", "data-index"):
            if name in attributes:
                yield attributes[name]


def landing(folder: Path, path: Path, reference: str) -> tuple[Path, str] | None:
    """The file and fragment that a reference leads to inside the site; None elsewhere."""
    parts = urlsplit(reference.removeprefix(ADDRESS.rstrip("/")))
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        file = folder / parts.path.lstrip("/")
    else:
        file = path.parent / parts.path if parts.path else path
    return (file / "index.html" if file.is_dir() else file).resolve(), unquote(parts.fragment)


@pytest.fixture(scope="module")
def parsed(public: Path) -> dict[Path, Html]:
    return {path.resolve(): Html(path) for path in public.rglob("*.html")}


def test_every_reference_leads_to_a_file_and_a_place_in_it(
    public: Path, parsed: dict[Path, Html]
) -> None:
    ids = {path: {e["id"] for _, e in p.elements if "id" in e} for path, p in parsed.items()}
    assert len(ids) > 300
    dead = []
    for path, page in parsed.items():
        for reference in set(references(page)):
            place = landing(public, path, reference)
            if place and not (place[0].is_file() and (not place[1] or place[1] in ids[place[0]])):
                dead.append(f"{path.relative_to(public.resolve())}: {reference}")
    assert dead == []


def test_no_page_loads_anything_from_elsewhere(parsed: dict[Path, Html]) -> None:
    """Links may lead away; nothing that a browser fetches by itself may."""
    quiet = {"alternate", "canonical", "describedby"}
    for path, page in parsed.items():
        loaded = [e for name, e in page.elements if "src" in e or "srcset" in e or name == "object"]
        loaded += [link for link in page.all("link") if link.get("rel") not in quiet]
        for element in loaded:
            address = element.get("src") or element.get("href") or element.get("data") or ""
            assert not re.match(r"(?:[a-z]+:)?//", address), path


def test_ids_are_unique_and_labels_find_them(parsed: dict[Path, Html]) -> None:
    for path, page in parsed.items():
        ids = [e["id"] for _, e in page.elements if "id" in e]
        assert len(ids) == len(set(ids)), path
        for name in ("aria-labelledby", "aria-describedby", "for", "headers"):
            wanted = {word for _, e in page.elements for word in e.get(name, "").split()}
            assert wanted <= set(ids), path


def test_times_and_lists_are_what_html_allows(parsed: dict[Path, Html]) -> None:
    """First children that a list or a row may not have, which a parser lets pass."""
    allowed = {"ul": {"li"}, "ol": {"li"}, "tr": {"th", "td"}, "dl": {"div", "dt", "dd"}}
    for path, page in parsed.items():
        for (outer, _), (inner, _) in pairwise(page.elements):
            assert inner in allowed.get(outer, {inner}), f"{path}: {inner} in {outer}"
        for element in page.all("time"):
            date.fromisoformat(element["datetime"])


GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def contents(folder: Path) -> dict[str, bytes]:
    """Every file, but for the name of the program that put the page together."""
    return {
        path.relative_to(folder).as_posix(): GENERATOR.sub(b"", path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


def test_properdocs_builds_the_same_site(public: Path, tmp_path: Path) -> None:
    """The fork of MkDocs 1.x runs the same plugin and theme, byte for byte."""
    owned(tmp_path)
    command = [str(Path(sys.executable).with_name("properdocs")), "build", "-f", "mkdocs.yml"]
    run = build(tmp_path, command)
    assert run.returncode == 0, run.stderr
    theirs, ours = contents(tmp_path / "site"), contents(public)
    assert b"ProperDocs" in (tmp_path / "site" / "index.html").read_bytes()
    assert set(theirs) == set(ours)
    assert [name for name in ours if ours[name] != theirs[name]] == []
