"""The published pages in a real browser: readable by everybody, and quiet.

The largest page of every kind is opened, under the strictest policy that a server may send.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

SEED = "suining/commerce/2024/index.html"
PROJECT = "shili/agriculture/2023/projects/farmland/index.html"
REPORT = "shili/agriculture/2023/index.html"
CUT = "shili/agriculture/2022/index.html"  # its form fills two sheets
RESTACKED = (SEED, PROJECT)
MISSING = "no-such-unit/index.html"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
PAGE_LIMIT, VISIT_LIMIT = 60_000, 500_000

# Violations that we accept, by axe's name of the rule, each with its reason. Aim: none.
ACCEPTED: dict[str, str] = {}


@pytest.fixture(scope="module")
def address(shipped: Path) -> Iterator[str]:
    with served(shipped) as url:
        yield url


@pytest.fixture(scope="module")
def kinds(shipped: Path) -> tuple[str, ...]:
    """The largest page of every kind, two reports, a project, and the page for a wrong address."""
    largest: dict[str, Path] = {}
    for page in sorted(shipped.rglob("index.html")):
        kind = kind_of(page.relative_to(shipped))
        if kind not in largest or page.stat().st_size > largest[kind].stat().st_size:
            largest[kind] = page
    named = {"", "*/*", "*/*/*/projects/*", "rules/*", "method/*", "years/*/*", "compare/*/*/*"}
    assert named <= set(largest)
    paths = {page.relative_to(shipped).as_posix() for page in largest.values()}
    return (*sorted(paths | {SEED, REPORT, PROJECT}), MISSING)


def kind_of(page: Path) -> str:
    """The address with a star for whatever differs between pages of one kind."""
    fixed = {
        "about",
        "accessibility",
        "by-rate",
        "by-spend",
        "checks",
        "compare",
        "corrections",
        "data",
        "glossary",
        "method",
        "projects",
        "rules",
        "sources",
        "years",
    }
    return "/".join(part if part in fixed else "*" for part in page.parent.parts)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A page without animations, whose colours would be measured half way."""
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


def look(tab: Page, name: str, *, on: bool) -> None:
    """Sets 大字 or 深色 by its button, which also keeps it for the pages that follow."""
    button = tab.locator(f"[data-jx-look={name}]")
    if (button.get_attribute("aria-pressed") == "true") != on:
        button.click()


def violations(tab: Page, *only: str) -> list[str]:
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if only:
        options["runOnly"] = list(only)
    found = Axe().run(tab, options=options).response["violations"]
    return [
        f"{item['id']} × {len(item['nodes'])}: {item['nodes'][0]['html'][:160]}"
        for item in found
        if item["id"] not in ACCEPTED
    ]


def test_axe_has_nothing_to_say(tab: Page, address: str, kinds: tuple[str, ...]) -> None:
    faults: list[tuple[str, str, list[str]]] = []
    for kind in kinds:
        tab.set_viewport_size(WIDE)
        tab.goto(address + kind)
        faults.append((kind, "1280", violations(tab)))
        look(tab, "dark", on=True)
        faults.append((kind, "1280, 深色", violations(tab, "color-contrast")))
        tab.set_viewport_size(NARROW)
        look(tab, "large", on=True)
        faults.append((kind, "360, 深色, 大字", violations(tab)))
        look(tab, "dark", on=False)
        look(tab, "large", on=False)
        if kind in RESTACKED:  # where narrow pages put colours together that wide ones do not
            faults.append((kind, "360", violations(tab, "color-contrast")))
    assert [fault for fault in faults if fault[2]] == []


# What sticks out of the window: not in a region that scrolls, not hidden for sighted readers.
OUTSIDE = """() => {
  const style = (e) => getComputedStyle(e);
  const scrolls = (e) => e && (style(e).overflowX === "auto" || scrolls(e.parentElement));
  const hidden = (e) => e && (style(e).clipPath !== "none" || hidden(e.parentElement));
  return [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(e) && !hidden(e);
  }).map((e) => e.outerHTML.slice(0, 120));
}"""
TEXT_OUTSIDE = """() => {
  const out = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect();
    const near = walk.currentNode.parentElement;
    if (box.width && box.right > innerWidth + 1 && !near.closest(".jx-scroll, pre, .jx-vh"))
      out.push(walk.currentNode.textContent.slice(0, 60));
  }
  return out;
}"""


@pytest.mark.parametrize("kind", RESTACKED)
def test_a_restacked_table_is_read_out_as_a_table(kind: str, tab: Page, address: str) -> None:
    """On a phone its rows are blocks; its cells have to stay cells, and its headings headings."""
    roles = []
    for size in (WIDE, NARROW):
        tab.set_viewport_size(size)
        tab.goto(address + kind)
        session = tab.context.new_cdp_session(tab)
        document = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        found = session.send("DOM.querySelector", {"nodeId": document, "selector": ".jx-zp-b"})
        nodes = session.send("Accessibility.queryAXTree", {"nodeId": found["nodeId"]})["nodes"]
        said = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
        roles.append({name: said[name] for name in ("table", "row", "columnheader", "rowheader")})
        assert said["cell"] > 30
    wide, narrow = roles
    again = tab.locator("th.is-again:not(.jx-paperc)").count()  # for paper: no block needs it twice
    assert narrow == {**wide, "rowheader": wide["rowheader"] - again}
    assert min(narrow.values()) > 0


def test_what_is_cut_for_paper_is_one_table_on_screen(tab: Page, address: str) -> None:
    """A heading that goes on is read out in every part, and seen once."""
    tab.set_viewport_size(WIDE)
    tab.goto(address + CUT)
    again = tab.locator("th.is-again:not(.jx-paperc)")
    assert again.count() == 1
    assert tab.get_by_role("rowheader", name=again.inner_text()).count() == 2
    assert again.locator("a").count() == 0
    box = again.locator(".jx-again").bounding_box()
    assert box
    assert box["width"] <= 1
    assert again.evaluate("e => getComputedStyle(e).borderTopColor") == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("large", [False, True], ids=["", "大字"])
def test_a_phone_never_scrolls_sideways(
    large: bool, tab: Page, address: str, kinds: tuple[str, ...]
) -> None:
    faults = []
    tab.set_viewport_size(NARROW)
    for kind in kinds:
        tab.goto(address + kind)
        look(tab, "large", on=large)
        outside = [*tab.evaluate(OUTSIDE), *tab.evaluate(TEXT_OUTSIDE)]
        if outside or tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append((kind, outside[:5]))
        look(tab, "large", on=False)
    assert faults == []


def test_pages_ask_nobody_and_obey_the_policy(
    browser: Browser, address: str, kinds: tuple[str, ...], shipped: Path
) -> None:
    page, seen, said = browser.new_page(), set[str](), list[str]()
    page.on("request", lambda request: seen.add(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for kind in kinds:
        response = page.goto(address + kind)
        assert response
        assert response.status == (404 if kind == MISSING else 200)
    page.goto((shipped / SEED).as_uri())
    page.close()
    near = (address, shipped.as_uri())
    assert [url for url in seen if not url.startswith(near)] == []
    assert any(url.endswith(".css") for url in seen)
    about_404 = f"{address}{MISSING}: Failed to load resource: the server responded"
    assert [line for line in said if not line.startswith(about_404)] == []


def test_without_scripts_the_text_is_the_same(
    browser: Browser, tab: Page, address: str, kinds: tuple[str, ...]
) -> None:
    bare = browser.new_page(java_script_enabled=False)
    for kind in kinds:
        texts = []
        for page in (tab, bare):
            page.set_viewport_size(WIDE)
            page.goto(address + kind)
            assert page.locator(".jx-tools").inner_text() == ("" if page is bare else "大字\n深色")
            # What only scripts can do; tests/test_search.py and tests/test_print.py ask for it.
            helped = page.locator(".jx-find, p:has(> label > #jx-notes[data-from])")
            helped.evaluate_all("all => all.forEach((e) => { e.hidden = true; })")
            texts.append(
                [page.locator(part).inner_text() for part in ("main", "footer", ".md-tabs")]
            )
        assert texts[0] == texts[1], kind
    bare.close()


def test_without_scripts_the_system_decides_on_dark(browser: Browser, address: str) -> None:
    bare = browser.new_page(java_script_enabled=False, color_scheme="dark")
    dark = browser.new_page(color_scheme="dark")
    for page in (bare, dark):
        page.goto(address)
    colours = "e => [...'color backgroundColor'.split(' ')].map(p => getComputedStyle(e)[p])"
    for part in ("body", ".md-header", "h1", "main a", ".md-tabs__item--active a", "footer a"):
        shown = [page.locator(part).first.evaluate(colours) for page in (bare, dark)]
        assert shown[0] == shown[1], part
    bare.close()
    dark.close()


ALONE = """() => [...document.querySelectorAll("main :is(li, th, td) a")].filter((a) => {
  const around = a.parentElement.textContent.trim() === a.textContent.trim();
  return (around || a.matches(".jx-code")) && a.checkVisibility() && !a.closest(".jx-vh, thead");
}).filter((a) => a.getBoundingClientRect().height < 24).map((a) => a.outerHTML.slice(0, 100))"""


def test_links_that_stand_alone_are_as_high_as_a_finger_needs(
    tab: Page, address: str, kinds: tuple[str, ...]
) -> None:
    tab.set_viewport_size(NARROW)
    small = {}
    for kind in kinds:
        tab.goto(address + kind)
        if found := tab.evaluate(ALONE):
            small[kind] = found[:3]
    assert small == {}


@pytest.mark.parametrize("large", [False, True], ids=["", "大字"])
def test_a_table_that_scrolls_says_so_and_shows_its_whole_caption(
    large: bool, tab: Page, address: str
) -> None:
    tab.set_viewport_size(NARROW)
    for kind in ("compare/shili/2024/hunan-2024/", "years/shili/2024/", "shili/health/"):
        tab.goto(address + kind + "index.html")
        look(tab, "large", on=large)
        frame = tab.locator(".jx-scroll:has(.jx-cmp .jx-cap)").first
        assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
        hint = frame.evaluate("e => getComputedStyle(e, '::before').content")
        assert hint.startswith('"左右滑动看全表"')
        for moved in (0, 500):
            frame.evaluate("(e, x) => { e.scrollLeft = x; }", moved)
            box = frame.locator("caption").bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= NARROW["width"]
        look(tab, "large", on=False)


FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return [[...document.querySelectorAll("*")].indexOf(e), seen && style.outlineStyle !== "none"
    && parseFloat(style.outlineWidth) > 0];
}"""
REACHABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  return all.filter((e) => e.matches("a[href], button, input, summary, [tabindex='0']")
    && e.checkVisibility()).map((e) => all.indexOf(e));
}"""


@pytest.mark.parametrize("kind", [PROJECT, "rules/F003/index.html", "shili/education/index.html"])
def test_keyboards_reach_everything_in_reading_order(kind: str, tab: Page, address: str) -> None:
    tab.set_viewport_size(NARROW)
    tab.goto(address + kind)
    wanted = tab.evaluate(REACHABLE)
    passed = []
    for _ in wanted:
        tab.keyboard.press("Tab")
        where, visible = tab.evaluate(FOCUSED)
        assert visible, tab.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        passed.append(where)
    assert passed == wanted


def test_the_skip_link_comes_first_and_leads_to_the_content(tab: Page, address: str) -> None:
    tab.goto(address + SEED)
    tab.keyboard.press("Tab")
    skip = tab.locator(":focus")
    assert "md-skip" in (skip.get_attribute("class") or "")
    assert skip.bounding_box()
    target = skip.get_attribute("href") or ""
    tab.keyboard.press("Enter")
    assert tab.url.endswith(target)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")


def test_a_folded_part_opens_by_keyboard(tab: Page, address: str) -> None:
    tab.goto(address + SEED)
    part = tab.locator("details").first
    part.locator("summary").focus()
    assert part.evaluate("e => e.open") is False
    tab.keyboard.press("Enter")
    assert part.evaluate("e => e.open") is True


def test_every_fragment_has_its_target(shipped: Path) -> None:
    ids: dict[Path, set[str]] = {}
    dead = []
    for page in shipped.rglob("*.html"):
        for path, anchor in re.findall(r'href="([^"#?:]*)#([^"]+)"', page.read_text("utf-8")):
            target = (page.parent / path).resolve() if path else page
            if target not in ids:
                ids[target] = set(re.findall(r' id="([^"]+)"', target.read_text("utf-8")))
            if anchor not in ids[target]:
                dead.append(f"{page.relative_to(shipped)}: {path}#{anchor}")
    assert dead == []


@pytest.mark.parametrize(
    ("link", "row"),
    [
        ("a[href='sources/index.html#f-executed']", "#f-executed > th"),
        (".jx-zp-b a[href^='#w']", ".jx-waivers p:target"),
        (".jx-zp-b a[href^='checks/index.html#n']", ".jx-rlist > li:target"),
    ],
)
def test_where_a_link_leads_is_lit(link: str, row: str, tab: Page, address: str) -> None:
    tab.set_viewport_size(WIDE)
    tab.goto(address + SEED)
    tab.locator(link).first.click()
    lit = tab.locator(row).first
    tint = tab.evaluate("getComputedStyle(document.body).getPropertyValue('--jx-tint').trim()")
    red, green, blue = (int(tint[i : i + 2], 16) for i in (1, 3, 5))
    assert (
        lit.evaluate("e => getComputedStyle(e).backgroundColor") == f"rgb({red}, {green}, {blue})"
    )
    box = lit.bounding_box()
    assert box
    assert 0 <= box["y"] < WIDE["height"]


STRUCTURE = """() => {
  const faults = [];
  const fault = (what, e) => faults.push(`${what}: ${e.outerHTML.slice(0, 80)}`);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`id ${id} twice`));
  let before = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1) fault(`after h${before}`, heading);
    before = level;
  }
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent.trim()) fault("no caption", table);
    for (const th of table.querySelectorAll("th:not([scope], [role])"))
      if (th.textContent.trim()) fault("no scope", th);
  }
  document.querySelectorAll("[style], [onclick]").forEach((e) => fault("against the policy", e));
  return faults;
}"""


def test_pages_are_well_built(tab: Page, address: str, kinds: tuple[str, ...]) -> None:
    faults = []
    for kind in kinds:
        response = tab.goto(address + kind)
        assert response
        parser = html5lib.HTMLParser()
        parser.parse(response.text())
        faults += [f"{kind}: {error}" for error in parser.errors]
        faults += [f"{kind}: {fault}" for fault in tab.evaluate(STRUCTURE)]
    assert faults == []


def test_pages_are_light(shipped: Path) -> None:
    heavy = [
        page for page in shipped.glob("*/*/*/**/index.html") if page.stat().st_size > PAGE_LIMIT
    ]
    assert heavy == []


def test_a_first_visit_is_light(browser: Browser, address: str) -> None:
    page, bodies = browser.new_page(), list[bytes]()
    page.on(
        "requestfinished", lambda r: bodies.append(found.body() if (found := r.response()) else b"")
    )
    page.goto(address + SEED, wait_until="networkidle")
    page.close()
    assert len(bodies) >= 4
    assert sum(map(len, bodies)) <= VISIT_LIMIT
    assert sum(len(gzip.compress(body)) for body in bodies) <= VISIT_LIMIT // 5
