"""The search in a real browser: what is found, how it is used, where it works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.pages.search_index import PATH
from tests.builders import write_report
from tests.serving import served
from tests.sites import built, prepared
from tests.test_pages import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
REPORT = "shili/agriculture/2023/index.html"

# -- what is found


class Result(NamedTuple):
    """One line of the list."""

    title: str
    kind: str
    facts: str
    link: str


@pytest.fixture(scope="module")
def address(shipped: Path) -> Iterator[str]:
    with served(shipped) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A report's page, left open for one question after the other."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address + REPORT)
    yield page
    page.close()


@pytest.fixture
def fresh(browser: Browser, address: str) -> Iterator[Page]:
    """The home page as somebody sees it who never was there."""
    page = browser.new_page(reduced_motion="reduce", viewport=WIDE)
    page.goto(address)
    yield page
    page.close()


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="查找单位、年度、项目或指标")


def said(page: Page) -> str:
    """What is read out, once the index is there."""
    status = page.locator(".jx-find [role=status]")
    page.wait_for_function("e => e.textContent !== '正在载入……'", arg=status.element_handle())
    return status.inner_text()


def ask(page: Page, question: str) -> list[Result]:
    field(page).fill(question)
    said(page)
    read = """list => list.map((o) => [...["title", "kind", "facts"].map(
        (part) => o.querySelector(`.jx-found__${part}`).textContent), o.href])"""
    root = page.evaluate("new URL('../', document.querySelector('[data-index]').src).href")
    found = page.locator(".jx-found [role=option]").evaluate_all(read)
    return [
        Result(title, kind, facts, link.removeprefix(root)) for title, kind, facts, link in found
    ]


AGRICULTURE = "shili/agriculture"
EDUCATION = "shili/education"
FARMLAND = f"{AGRICULTURE}/2024/projects/farmland"
FIRST = [
    # a unit: by its name, by a part of it, shortened, mistyped
    ("示例县农业农村局", "单位", AGRICULTURE),
    ("农业农村局", "单位", AGRICULTURE),
    ("农业", "单位", AGRICULTURE),
    ("农业局", "单位", AGRICULTURE),
    ("农 业 农 村 局", "单位", AGRICULTURE),
    ("　农业农村　", "单位", AGRICULTURE),
    ("农村农业局", "单位", AGRICULTURE),
    ("示例县 教育", "单位", EDUCATION),
    ("教育局", "单位", EDUCATION),
    ("卫健局", "单位", "shili/health"),
    ("卫生局", "单位", "shili/health"),
    ("文旅局", "单位", "shili/culture-tourism"),
    ("市监局", "单位", "shili/market-regulation"),
    ("交通", "单位", "shili/transport"),
    ("一中", "单位", "shili/first-high-school"),
    ("幼儿园", "单位", "shili/experimental-kindergarten"),
    ("商务局", "单位", "suining/commerce"),
    ("绥宁", "单位", "suining/commerce"),
    ("绥宁商务局", "单位", "suining/commerce"),
    # a year, with a unit before or behind it, however the digits are typed
    ("2023", "年度", "years/shili/2023"),
    ("示例县2022年", "年度", "years/shili/2022"),
    ("2024年度", "年度", "years/suining/2024"),
    ("农业 2023", "报告", f"{AGRICULTURE}/2023"),
    ("2023农业", "报告", f"{AGRICULTURE}/2023"),
    ("２０２３　农业", "报告", f"{AGRICULTURE}/2023"),
    ("2022年教育局", "报告", f"{EDUCATION}/2022"),
    ("教育局2022年度报告", "报告", f"{EDUCATION}/2022"),
    ("文旅局 2022 年", "报告", "shili/culture-tourism/2022"),
    ("绥宁县商务局的2024年度报告", "报告", "suining/commerce/2024"),
    ("2023年度示例县卫生健康局部门整体支出绩效自评报告", "报告", "shili/health/2023"),
    # a project
    ("高标准农田建设", "项目", FARMLAND),
    ("高标准 农田", "项目", FARMLAND),
    ("高标农田建设", "项目", FARMLAND),
    ("农业农村局高标准农田", "项目", FARMLAND),
    ("农田 2022", "项目", f"{AGRICULTURE}/2022/projects/farmland"),
    ("营养改善计划", "项目", f"{EDUCATION}/2024/projects/nutrition"),
    ("食品安全", "项目", "shili/market-regulation/2024/projects/food-sampling"),
    # an indicator
    ("高标准农田建设面积", "指标", f"{AGRICULTURE}/2024#i1"),
    ("粮食总产量", "指标", f"{AGRICULTURE}/2024#i6"),
    ("粮食总产量 2022", "指标", f"{AGRICULTURE}/2022#i6"),
    ("教育局 满意率", "指标", f"{EDUCATION}/2024#i10"),
    ("教育局营养餐受益学生数", "指标", f"{EDUCATION}/2024#i1"),
    ("绥宁县商务局 满意", "指标", "suining/commerce/2024#i8"),
]


@pytest.mark.parametrize(("question", "kind", "where"), FIRST, ids=[case[0] for case in FIRST])
def test_the_first_result_is_the_right_one(question: str, kind: str, where: str, tab: Page) -> None:
    page, _, anchor = where.partition("#")
    first = ask(tab, question)[0]
    assert (first.kind, first.link) == (
        kind,
        f"{page}/index.html" + (f"#{anchor}" if anchor else ""),
    )


def test_of_equal_results_the_newest_comes_first(tab: Page) -> None:
    years = [re.sub(r"\D.*", "", result.facts) for result in ask(tab, "义务教育巩固率")]
    assert years == ["2024", "2023", "2022"]


def test_a_unit_comes_before_its_reports_and_these_by_year(tab: Page) -> None:
    found = ask(tab, "农业农村局")
    assert [result.kind for result in found] == ["单位", "报告", "报告", "报告"]
    assert [result.title[:4] for result in found[1:]] == ["2024", "2023", "2022"]
    assert said(tab) == "找到4条。"


def test_every_result_of_a_year_is_of_that_year(tab: Page) -> None:
    found = ask(tab, "满意率 2023")
    assert len(found) == 20
    assert {result.facts.partition("年度")[0][-4:] for result in found} == {"2023"}


def test_results_tell_the_invented_from_the_real(tab: Page) -> None:
    assert "虚构" in ask(tab, "农业农村局")[0].facts
    real = ask(tab, "商务局")
    assert real[0].facts == "绥宁县"
    assert not [result for result in real if "虚构" in result.facts]


def test_an_indicator_says_where_it_belongs(tab: Page) -> None:
    found = ask(tab, "供餐天数")[0]
    assert found.facts == "农村义务教育学生营养改善计划，2024年度，示例县教育局，示例县（虚构示例）"


def test_too_many_results_are_counted(tab: Page) -> None:
    found = ask(tab, "率")
    counted = re.fullmatch(r"找到(\d+)条，列出前20条。再写上单位或年度可以缩小范围。", said(tab))
    assert counted
    assert int(counted[1]) > len(found) == 20


def test_what_is_only_similar_is_said_to_be(tab: Page) -> None:
    assert ask(tab, "粮食总产重")
    assert said(tab).startswith("没有完全相符的，列出相近的")


@pytest.mark.parametrize("question", ["天气预报", "不存在的词语", "2019", "<img src=x onerror=1>"])
def test_what_is_not_there_is_not_found(question: str, tab: Page) -> None:
    assert ask(tab, question) == []
    assert said(tab).startswith(f"没有找到“{question}”。可以只写名称的一部分")
    assert field(tab).get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("question", ["", "　", "，。", "的"])
def test_an_empty_question_shows_nothing(question: str, tab: Page) -> None:
    ask(tab, "农业")
    assert ask(tab, question) == []
    assert not tab.locator(".jx-found").is_visible()


# -- how it is used


def test_nothing_is_loaded_before_a_reader_turns_to_the_field(fresh: Page) -> None:
    assert fresh.evaluate("typeof jxIndex") == "undefined"
    with fresh.expect_response(re.compile(rf"{PATH}\?v=[0-9a-f]{{8}}$")):
        field(fresh).focus()
    ask(fresh, "农业")
    ask(fresh, "教育")
    assert fresh.locator("script[src*='index.js']").count() == 1


def test_arrows_choose_and_enter_opens(fresh: Page, address: str) -> None:
    found = ask(fresh, "农业农村局")
    chosen = fresh.locator("[role=option][aria-selected=true] .jx-found__title")
    assert chosen.count() == 0
    fresh.keyboard.press("ArrowDown")
    assert chosen.inner_text() == found[0].title
    fresh.keyboard.press("ArrowDown")
    fresh.keyboard.press("ArrowDown")
    assert chosen.inner_text() == found[2].title
    assert field(fresh).get_attribute("aria-activedescendant") == "jx-found-2"
    for _ in range(3):
        fresh.keyboard.press("ArrowUp")
    assert chosen.inner_text() == found[3].title  # behind the first comes the last
    fresh.keyboard.press("ArrowDown")
    fresh.keyboard.press("ArrowDown")
    with fresh.expect_navigation():
        fresh.keyboard.press("Enter")
    assert fresh.url == address + found[1].link


def test_the_chosen_result_is_in_sight(fresh: Page) -> None:
    ask(fresh, "满意率")
    fresh.keyboard.press("ArrowUp")
    box, chosen = (
        fresh.locator(part).bounding_box() for part in ("#jx-found", "[aria-selected=true]")
    )
    assert box
    assert chosen
    assert box["y"] <= chosen["y"]
    assert chosen["y"] + chosen["height"] <= box["y"] + box["height"] + 1


def test_a_click_opens_a_result(fresh: Page, address: str) -> None:
    found = ask(fresh, "农业农村局")
    with fresh.expect_navigation():
        fresh.locator("[role=option]").nth(1).click()
    assert fresh.url == address + found[1].link


def test_the_button_shows_the_list_again(fresh: Page) -> None:
    ask(fresh, "农业")
    fresh.keyboard.press("Escape")
    assert not fresh.locator(".jx-found").is_visible()
    fresh.get_by_role("button", name="查找").click()
    assert fresh.locator("[role=option]").count() == 4
    assert field(fresh).evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("how", ["Enter", "button"])
@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("示例县农业农村局", True),  # a name
        ("绥宁 2024 保工资", True),  # the only answer
        ("农业", False),
        ("高标准农田建设", False),  # a name that three years share
        ("粮食总产重", False),  # only near
    ],
)
def test_enter_and_the_button_lead_on_only_where_one_answer_can_be_meant(
    question: str, leads: bool, how: str, fresh: Page, address: str
) -> None:
    found = ask(fresh, question)
    go = fresh.get_by_role("button", name="查找")
    if leads:
        with fresh.expect_navigation():
            field(fresh).press("Enter") if how == "Enter" else go.click()
        assert fresh.url == address + found[0].link
        return
    field(fresh).press("Enter") if how == "Enter" else go.click()
    fresh.wait_for_timeout(100)  # nothing is to happen
    assert fresh.url == address
    assert fresh.locator("[role=option]").count() == len(found)


def test_escape_closes_the_list_and_then_empties_the_field(fresh: Page) -> None:
    ask(fresh, "农业")
    fresh.keyboard.press("Escape")
    assert (field(fresh).input_value(), field(fresh).get_attribute("aria-expanded")) == (
        "农业",
        "false",
    )
    fresh.keyboard.press("Escape")
    assert field(fresh).input_value() == ""


def test_an_arrow_opens_a_closed_list(fresh: Page) -> None:
    ask(fresh, "农业")
    fresh.keyboard.press("Escape")
    fresh.keyboard.press("ArrowDown")
    assert fresh.locator("[role=option]").count() == 4


def test_leaving_the_field_closes_the_list(fresh: Page) -> None:
    ask(fresh, "农业")
    fresh.keyboard.press("Tab")
    assert fresh.get_by_role("button", name="查找").evaluate("e => e === document.activeElement")
    assert fresh.locator(".jx-found").is_visible()  # the button belongs to the search
    fresh.keyboard.press("Tab")
    assert not fresh.locator(".jx-found").is_visible()


def test_a_shortcut_leads_to_the_field(fresh: Page) -> None:
    fresh.keyboard.press("Control+k")
    assert field(fresh).evaluate("e => e === document.activeElement")


def test_an_input_method_is_left_alone(fresh: Page) -> None:
    field(fresh).focus()
    keys = fresh.context.new_cdp_session(fresh)
    keys.send(
        "Input.imeSetComposition", {"text": "nong'ye", "selectionStart": 7, "selectionEnd": 7}
    )
    assert not fresh.locator(".jx-found").is_visible()
    keys.send("Input.insertText", {"text": "农业"})
    assert said(fresh) == "找到4条。"
    composing = "isComposing: true, bubbles: true, cancelable: true"
    taken = f"e => !e.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', {composing}}}))"
    assert field(fresh).evaluate(taken) is False
    assert fresh.locator(".jx-found").is_visible()


def test_a_found_row_is_lit_on_the_page_that_is_open(tab: Page) -> None:
    tab.set_viewport_size(WIDE)
    assert ask(tab, "高标准农田亩均投入 2023")[0].link == f"{REPORT}#i5"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    row = tab.locator("#i5")
    tint = row.locator(".jx-l3").evaluate("e => getComputedStyle(e).backgroundColor")
    assert tint == "rgb(238, 243, 249)"
    box = row.bounding_box()
    assert box
    assert 0 <= box["y"] < WIDE["height"]
    assert not tab.locator(".jx-found").is_visible()


# -- where it works


def test_it_works_from_a_folder(browser: Browser, shipped: Path) -> None:
    page = browser.new_page()
    page.goto((shipped / REPORT).as_uri())
    assert ask(page, "教育局 2022")[0].link == "shili/education/2022/index.html"
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == (shipped / "shili/education/2022/index.html").as_uri()
    page.close()


@pytest.mark.parametrize("path", ["", REPORT, "rules/F003/index.html", "no-such-unit/index.html"])
def test_every_page_has_one_field_and_keeps_to_the_policy(
    path: str, browser: Browser, address: str
) -> None:
    page, said_aloud = browser.new_page(), list[str]()
    page.on("pageerror", lambda error: said_aloud.append(str(error)))
    page.on("console", lambda message: said_aloud.append(message.text))
    page.goto(address + path)
    assert ask(page, "农业")[0].link == f"{AGRICULTURE}/index.html"
    page.close()
    assert [line for line in said_aloud if "404" not in line] == []


def test_without_scripts_there_is_no_field(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    for path in ("", REPORT):
        page.goto(address + path)
        assert page.locator(".jx-find").count() == 1
        assert not page.locator(".jx-find").is_visible()
    page.close()


def test_paper_has_no_field(tab: Page) -> None:
    tab.emulate_media(media="print")
    assert not tab.locator(".jx-find").is_visible()
    tab.emulate_media(media="screen")
    assert tab.locator(".jx-find").is_visible()


def test_an_index_that_does_not_come_is_asked_for_again(fresh: Page) -> None:
    fresh.route(f"**/{PATH}*", lambda route: route.abort())
    field(fresh).fill("农业")
    fresh.get_by_text("查找用的目录没有载入").last.wait_for(state="attached")
    fresh.unroute_all()
    assert ask(fresh, "农业 2023")


def test_who_went_on_before_the_index_came_is_left_alone(fresh: Page) -> None:
    held: list[Route] = []
    fresh.route(f"**/{PATH}*", lambda route: held.append(route))  # noqa: PLW0108  not a builtin
    field(fresh).fill("农业")
    fresh.locator("main a").last.focus()
    held[0].continue_()
    fresh.wait_for_function("() => typeof jxIndex === 'object'")
    fresh.wait_for_timeout(100)  # nothing is to happen
    assert not fresh.locator(".jx-found").is_visible()


@pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["1280", "360, 深色"]
)
@pytest.mark.parametrize("question", ["满意率", "天气预报", ""])
def test_axe_has_nothing_to_say(
    question: str,
    size: ViewportSize,
    scheme: Literal["light", "dark"],
    browser: Browser,
    address: str,
) -> None:
    page = browser.new_page(reduced_motion="reduce", viewport=size, color_scheme=scheme)
    for path in ("", REPORT):
        page.goto(address + path)
        ask(page, question)
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    page.close()


@pytest.mark.parametrize("large", [False, True], ids=["", "大字"])
@pytest.mark.parametrize("path", ["", REPORT])
def test_the_list_fits_a_phone(path: str, large: bool, browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=NARROW)
    page.goto(address + path)
    if large:
        page.locator("[data-jx-look=large]").click()
    for question in ("供餐天数", "天气预报" * 5):
        ask(page, question)
        box = page.locator(".jx-found").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()


def test_names_stay_text(tmp_path: Path, browser: Browser) -> None:
    names = f"{{单位: {{名称: '{HOSTILE}'}}, 发布信息: {{标题: '{HOSTILE}报告'}}}}"
    write_report(tmp_path / "source/shi/shangwu/2024", names)
    page = browser.new_page()
    with served(built(prepared(tmp_path, tmp_path / "source"))) as url:
        page.goto(url)
        found = ask(page, "alert(1)")
        assert found[0].title == HOSTILE
        assert page.locator(".jx-found script").count() == 0
    page.close()
