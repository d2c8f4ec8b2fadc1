"""Reports on paper: the official document on A4, read back from the PDF that Chromium makes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pypdf import PdfReader

from generator.pages import printed as model
from generator.pages.cells import NOTHING, View
from generator.pages.evaluation import FundsView, Label, Leaf, Scored, TableView
from generator.pages.paper import AIR, LINE, Cell, Room, cuts, height, lines
from tests.builders import dump, write_report
from tests.serving import served
from tests.sites import ROOT, built, prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from pypdf import PageObject

    Write = Callable[..., str]

SEED = "suining/commerce/2024/index.html"
PROJECT = "shili/agriculture/2023/projects/farmland/index.html"
A4 = (210, 297)
LAST_HEADING = "偏差原因分析及改进措施"
AGAIN = "（续）"

# ------------------------------------------------------------------------------ the page model


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 2400, 1),
        ("五个汉字在", 1900, 1),  # 17 mm hold five characters of 3.35 mm
        ("六个汉字在此", 1900, 2),
        ("五个汉字在，", 1900, 2),  # no line begins with a comma
        ("716.83万元", 1850, 2),  # no number is torn apart
        ("1234567890123456789", 900, 6),  # but for one that is longer than a line
    ],
)
def test_lines_of_a_cell(text: str, width: int, expected: int) -> None:
    assert lines(Cell(text, width)) == expected


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    cells = (Cell("一", 900), Cell("受汛期影响推迟验收", 1000), Cell("", 900))
    assert height(cells) == 5 * LINE + AIR


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], (0,)),
        ([10, 10, 10], (3,)),
        ([10, 10, 11], (2, 1)),
        ([10, 20, 20, 20, 20, 20], (2, 4)),
        ([10, 20, 20, 20, 20, 20, 21], (2, 4, 1)),
        ([31, 10], (0, 2)),  # none has room on the first sheet
        ([10, 130, 50, 61], (1, 2, 1)),  # higher than a sheet: 30 of it stand on the next
        ([100, 80], (0, 1, 1)),
    ],
)
def test_where_a_table_is_cut(rows: list[int], expected: tuple[int, ...]) -> None:
    assert cuts(rows, Room(first=30, others=100)) == expected


def test_the_last_row_takes_the_total_along() -> None:
    assert cuts([10, 10, 10], Room(first=35, others=100, tail=5)) == (3,)
    assert cuts([10, 10, 10], Room(first=34, others=100, tail=5)) == (2, 1)


def table(*leaves: Leaf) -> TableView:
    funds = FundsView(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
    rest = (NOTHING, NOTHING, "", NOTHING, "90", "86", "10")
    return TableView(funds, NOTHING, NOTHING, leaves, *rest)


def scored(title: str, reason: str = "") -> Scored:
    views = (View("100%"), View("100%"), View("1"), View("1"))
    return Scored("i1", title, *views, "", "100", View(reason), ())


def group(count: int, first: Label, second: Label, reason: str = "") -> list[Leaf]:
    return [Leaf(first, second, scored(f"第{n}项", reason)) for n in range(count)]


def test_a_merged_cell_is_cut_with_its_table_and_says_that_it_goes_on() -> None:
    output, quantity, quality = Label("产出指标"), Label("数量指标"), Label("质量指标")
    cut = model.printed(table(*group(30, output, quantity), *group(10, output, quality)), ())
    first, second = cut.parts
    assert not cut.apart
    assert len(first) + len(second) == 40
    top, below = first[0], second[0]
    assert top.first == model.Heading(output, len(first), continued=False)
    assert top.second == model.Heading(quantity, len(first), continued=False)
    assert below.first == model.Heading(output, len(second), continued=True)
    assert below.second == model.Heading(quantity, 30 - len(first), continued=True)
    assert second[30 - len(first)].second == model.Heading(quality, 10, continued=False)
    assert [row for row in (*first[1:], *second[1:]) if row.first] == []


def test_what_begins_on_a_new_sheet_does_not_go_on() -> None:
    """Two groups of one name are two groups."""
    alike = (Label("数量指标"), Label("数量指标"))
    leaves = (*group(27, Label("产出指标"), alike[0]), *group(8, Label("效益指标"), alike[1]))
    for more in range(6):  # wherever the cut falls
        cut = model.printed(table(*group(more, Label("前"), Label("前")), *leaves), ())
        starts = {id(row.second.label) for row in cut.parts[0] if row.second}
        for row in cut.parts[1]:
            if row.second:
                assert row.second.continued == (id(row.second.label) in starts)


def test_long_reasons_turn_the_sheet_sideways() -> None:
    labels = Label("产出指标"), Label("数量指标")
    assert not model.printed(table(*group(2, *labels, reason="因故推迟。" * 20)), ()).wide
    assert model.printed(table(*group(2, *labels, reason="因故推迟。" * 60)), ()).wide


def test_the_model_has_the_widths_of_the_style_sheet() -> None:
    css = (ROOT / "theme_overrides/css/print.css").read_text("utf-8")
    stated = dict(re.findall(r"\.jx-w(\d) { width: ([\d.]+)mm; }", css))
    for number, width in enumerate(model.PORTRAIT.columns[:-1]):
        assert Decimal(stated[str(number)]) * 100 == width
    assert model.PORTRAIT.columns[:-1] == model.LANDSCAPE.columns[:-1]
    for layout, rule in ((model.PORTRAIT, r"\.jx-form"), (model.LANDSCAPE, r"\.jx-form--wide")):
        found = re.search(rf"^{rule} {{[^}}]*width: (\d+)mm", css, re.MULTILINE)
        assert found
        assert layout.width == int(found[1]) * 100


# ------------------------------------------------------------------------------ real sheets


class Glyphs(NamedTuple):
    """Text that is set in one go: where it begins, in millimetres from the lower left corner."""

    text: str
    x: float
    y: float
    size: float


class Sheet(NamedTuple):
    """A sheet of paper as it comes out of the printer."""

    number: int
    width: int
    height: int
    text: str
    glyphs: tuple[Glyphs, ...]


@pytest.fixture(scope="module")
def address(shipped: Path) -> Iterator[str]:
    with served(shipped) as url:
        yield url


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def printed(tab: Page) -> list[Sheet]:
    """The page in ``tab`` on paper."""
    pdf = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True)))
    return [sheet(number, page) for number, page in enumerate(pdf.pages, 1)]


def sheet(number: int, page: PageObject) -> Sheet:
    found: list[Glyphs] = []
    mm = 25.4 / 72

    def note(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append(Glyphs(text.strip(), x * mm, y * mm, size * abs(cm[3])))

    text = page.extract_text(visitor_text=note)
    width, height = (round(float(side) * mm) for side in page.mediabox[2:])
    mark = f"—{number}—"
    assert squeezed(text).startswith(mark), "a sheet without its number"
    return Sheet(number, width, height, squeezed(text).removeprefix(mark), tuple(found))


# One glyph serves a character and its radical, and a PDF may name either.
RADICALS = str.maketrans(
    "⻔⻝⺠⻅⻓⻋⻚⻢⻥⻩⻛⻜⻄⻆⻉⺟⻘⻨⻰⻬⻦戶", "门食民见长车页马鱼黄风飞西角贝母青麦龙齐鸟户"
)


def squeezed(text: str) -> str:
    """Without white space; characters that fonts swap for their radicals are themselves."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Publishes the consistent report with changes; the address of its page."""

    def published(changes: Any = None, narrative: str = "") -> str:
        site = tmp_path_factory.mktemp("report")
        write_report(site / "source/shi/shangwu/2024", dump(changes or {}), narrative)
        made = built(prepared(site, site / "source"))
        return (made / "shi/shangwu/2024/index.html").as_uri()

    return published


CELLS = """() => [...document.querySelectorAll(".jx-form :is(th, td)")].map((cell) => {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll(".jx-screen, .jx-cut, .jx-tag, i:not([class])").forEach((e) => e.remove());
  if (cell.closest(".jx-crow")) copy.querySelectorAll("span").forEach((e) => e.append("："));
  return copy.textContent;
})"""
CHROME = (
    "跳转",
    "大字",
    "深色",
    "本页目录",
    "规则目录",
    "一分钟看懂",
    "看原文",
    "展开全文",
    "未填",
    "打印时",
    "数字从哪来",
)


@pytest.mark.browser
def test_the_printed_report_is_the_official_document(tab: Page, address: str) -> None:
    tab.goto(address + SEED)
    papers = [sheet.text for sheet in printed(tab)]
    assert 12 <= len(papers) <= 30
    starts = [n for n, text in enumerate(papers) if re.match(r"附件\d20\d\d年度部门", text)]
    assert [papers[n][:3] for n in starts] == ["附件1", "附件2"]
    assert "基础数据表" in papers[starts[0]][:40]
    assert "自评表" in papers[starts[1]][:40]
    assert papers[starts[1]].endswith("(单位盖章处)"), "each form of the seed is one sheet"
    assert papers[0].startswith("2024年度绥宁县商务局部门整体支出绩效自评报告")
    assert papers[starts[1] + 1].startswith("附件22024年项目绩效自评报告")
    explained = [n for n, text in enumerate(papers) if text.startswith("情况说明")]
    assert len(explained) == 1
    assert explained[0] > starts[1]
    forms = "".join(papers[starts[0] : explained[0]])
    cells = [squeezed(cell) for cell in tab.evaluate(CELLS)]
    assert len(cells) > 150
    assert [cell for cell in cells if cell not in forms] == []
    assert [words for words in CHROME if words in "".join(papers)] == []


@pytest.mark.browser
def test_every_sheet_is_upright_a4_with_its_number_on_the_outer_side(
    tab: Page, address: str
) -> None:
    tab.goto(address + SEED)
    for paper in printed(tab):
        assert (paper.width, paper.height) == A4
        number = next(g for g in paper.glyphs if g.text.startswith("—"))
        assert number.size == pytest.approx(14, abs=0.1)
        assert (number.x > 105) == (paper.number % 2 == 1)
        assert number.y < 35


@pytest.mark.browser
def test_the_narrative_has_22_lines_of_28_characters(tab: Page, write: Write) -> None:
    text = "# 报告\n\n## 一、部门基本情况\n\n" + "国" * (28 * 22 * 2 + 10) + "。\n"
    tab.goto(write({"发布信息": {"标题": "报告"}}, narrative_with(text)))
    full = printed(tab)[1]
    rows = Counter[float]()
    for glyphs in full.glyphs:
        rows[round(glyphs.y, 1)] += glyphs.text.count("国")
    written = {y: count for y, count in rows.items() if count}
    assert len(written) == 22
    assert set(written.values()) == {28}
    body = [g for g in full.glyphs if "国" in g.text]
    assert all(g.size == pytest.approx(15.75, abs=0.1) for g in body)
    assert min(g.x for g in body) == pytest.approx(28, abs=0.5)
    assert max(written) - min(written) == pytest.approx(21 * 28.98 * 25.4 / 72, abs=0.5)
    assert 297 - 37 - 12 < max(written) < 297 - 37
    assert 35 < min(written) < 35 + 12


def narrative_with(start: str) -> str:
    """``start`` before the chapters of the consistent narrative."""
    rest = (ROOT / "tests/consistent.md").read_text("utf-8").partition("## 二、")
    return start + "\n" + rest[1] + rest[2]


def equal(title: str, **more: str) -> dict[str, str]:
    return {
        "三级指标": title,
        "年度指标值": "100",
        "实际完成值": "100",
        "单位": "%",
        "计分方法": "正向",
        "分值": "1",
        "得分": "1",
        "佐证": "备案台账",
        **more,
    }


@pytest.fixture(scope="module")
def long_report(write: Write) -> str:
    """The address of a report with 31 indicators."""
    return write(many())


BUSINESS, MARKET = "类商贸备案：完成年度任务的比例", "处市场改造：完成年度任务的比例"
BUSINESSES = [f"第{n}{BUSINESS}" for n in range(11, 25)]
MARKETS = [f"第{n}{MARKET}" for n in range(31, 41)]


def many(reason: str = "") -> dict[str, Any]:
    """31 indicators; the first of those on quality with ``reason``."""
    more = {"偏差原因": reason} if reason else {}
    tree = {
        "数量指标": [equal("商贸备案办理量"), *map(equal, BUSINESSES)],
        "质量指标": [equal("市场改造验收合格率", **more), *map(equal, MARKETS)],
    }
    return {"自评表": {"绩效指标": {"产出指标": weighted(tree)}}}


def weighted(tree: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The same with 30 points in all, as the form has them for these two groups."""
    first = tree["数量指标"][0]
    spare = str(30 - sum(len(items) for items in tree.values()) + 1)
    first.update({"分值": spare, "得分": spare})
    return tree


def of_form(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets of 自评表."""
    return [sheet for sheet in sheets if LAST_HEADING in sheet.text]


@pytest.mark.browser
def test_a_long_table_fills_three_sheets_each_with_its_headings(
    tab: Page, long_report: str
) -> None:
    tab.goto(long_report)
    first, second, third = of_form(printed(tab))
    assert tab.locator(".jx-zp-b .jx-l3").count() == 31
    assert first.text.startswith("附件2")
    assert "年度总体目标" in first.text
    for paper in (second, third):
        assert paper.text.startswith("绩效指标一级指标二级指标三级指标")
    assert third.text.endswith("(单位盖章处)")
    assert "总分" in third.text
    everything = first.text + second.text + third.text
    titles = map(squeezed, ("商贸备案办理量", "市场改造验收合格率", *BUSINESSES, *MARKETS))
    assert [title for title in titles if everything.count(title) != 1] == []


@pytest.mark.browser
def test_continued_labels_stand_in_the_first_row_of_a_sheet_only(
    tab: Page, long_report: str
) -> None:
    tab.goto(long_report)
    first, second, third = of_form(printed(tab))
    assert squeezed(AGAIN) not in first.text
    for paper in (second, third):
        heads = paper.text.partition(squeezed(LAST_HEADING))[2]
        before, _, after = heads.rpartition(squeezed(AGAIN))
        assert before.count(squeezed(AGAIN)) == 2  # 绩效指标, and the first and second level
        assert len(re.findall(r"(类商贸备案|处市场改造)", before)) == 0
        assert len(re.findall(r"(类商贸备案|处市场改造)", after)) >= 5
    assert AGAIN not in tab.locator("#form").inner_text()


@pytest.mark.browser
def test_no_label_is_missing_where_a_sheet_begins(tab: Page, long_report: str) -> None:
    tab.goto(long_report)
    for paper in of_form(printed(tab))[1:]:
        label = "数量指标" if "类商贸备案" in paper.text else "质量指标"
        for words in ("绩效指标(90分)(续)", "产出指标(50分)(续)", label):
            assert words in paper.text


LONG = "受汛期影响，两处市场停工四十天，已于次年一月补验收；"


@pytest.mark.browser
@pytest.mark.parametrize("times", [4, 20, 60], ids=["a third of a sheet", "a sheet", "three"])
def test_a_long_reason_is_printed_to_its_last_word(times: int, tab: Page, write: Write) -> None:
    reason = "".join(f"{n}{LONG}" for n in range(100, 100 + times))
    tab.goto(write(many(reason)))
    sheets = of_form(printed(tab))
    assert all((s.width, s.height) == (A4 if times == 4 else A4[::-1]) for s in sheets)
    words = "".join(sheet.text for sheet in sheets)
    for n in range(100, 100 + times):
        assert f"{n}受汛期" in words.replace("\n", ""), n
    assert all(s.text.startswith("绩效指标一级指标二级指标三级指标") for s in sheets[1:])


@pytest.mark.browser
def test_only_a_form_that_needs_it_is_turned_sideways(tab: Page, write: Write) -> None:
    tab.goto(write(many(LONG * 20)))
    sheets = printed(tab)
    wide = [s for s in sheets if s.width > s.height]
    assert wide == of_form(sheets)


@pytest.mark.browser
def test_a_wide_table_of_the_text_stands_on_a_sheet_turned_sideways(
    tab: Page, write: Write
) -> None:
    months = [f"{n}月" for n in range(1, 13)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (months, ["---"] * 12, months[::-1]))
    text = f"# 报告\n\n## 一、部门基本情况\n\n各月如下：\n\n{table}\n\n以上为全部。\n"
    tab.goto(write({"发布信息": {"标题": "报告"}}, narrative_with(text)))
    sheets = printed(tab)
    (wide,) = (s for s in sheets if s.width > s.height)
    assert Counter(re.findall(r"\d+月", wide.text)) == dict.fromkeys(months, 2)
    assert "各月如下" in sheets[wide.number - 2].text
    assert sheets[wide.number].text.startswith("以上为全部")


@pytest.mark.browser
def test_a_project_prints_as_its_form(tab: Page, address: str) -> None:
    tab.goto(address + PROJECT)
    sheets = printed(tab)
    assert "2023年度项目支出绩效自评表项目名称高标准农田建设" in sheets[0].text
    assert "(单位盖章处)" in "".join(s.text for s in sheets)
    assert [words for words in CHROME if words in "".join(s.text for s in sheets)] == []


@pytest.mark.browser
def test_no_part_of_a_form_is_higher_than_its_sheet(tab: Page, shipped: Path) -> None:
    """The page model is on the safe side for every form of the shipped site."""
    tab.emulate_media(media="print")
    seen = 0
    for page in sorted(shipped.glob("*/*/*/**/index.html")):
        if 'class="jx-form jx-form1' in page.read_text("utf-8"):
            tab.goto(page.as_uri())
            for used, room in tab.evaluate(PARTS):
                seen += 1
                assert used <= room, page.relative_to(shipped)
    assert seen > 75


# How high each part is with what stands above it, and how high it may be: a sheet in pixels.
PARTS = """() => {
  const form = document.querySelector(".jx-form1"), head = document.querySelector(".jx-zp-b thead");
  const top = form.getBoundingClientRect().top, height = (e) => e.getBoundingClientRect().height;
  const sheet = (form.matches(".jx-form--wide") ? 156 : 244) * 96 / 25.4;
  return [...document.querySelectorAll(".jx-zp-b tbody")].map((part, n) =>
    [n ? height(head) + height(part) : part.getBoundingClientRect().bottom - top, sheet]);
}"""


@pytest.mark.browser
def test_paper_says_that_there_is_none_and_leaves_blank_what_was_not_filled_in(
    tab: Page, write: Write
) -> None:
    amounts = {"国有资本经营预算拨款": "无此项", "纳入专户管理的非税收入拨款": ""}
    tab.goto(write({"自评表": {"年度预算申请": {"按收入性质分": amounts}}}))
    paper = of_form(printed(tab))[0].text
    assert "国有资本经营预算拨款:无此项" in paper
    assert "未填" not in paper


@pytest.mark.browser
def test_a_reason_has_room_for_nine_characters_on_a_line(tab: Page, write: Write) -> None:
    tab.goto(write(many("因" * 40)))
    lines = Counter[float]()
    for paper in of_form(printed(tab)):
        for glyphs in paper.glyphs:
            lines[paper.number * 1000 + round(glyphs.y, 1)] += glyphs.text.count("因" * 2) * 2
    assert max(lines.values()) >= 8


@pytest.mark.browser
def test_annexes_and_signature_stand_where_official_documents_have_them(
    tab: Page, address: str
) -> None:
    """The second annex below the first, the name two characters from the edge, then the date."""
    tab.goto(address + "shili/health/2024/index.html")
    (paper,) = (s for s in printed(tab) if "附件:1.部门整体支出" in s.text)
    left = {squeezed(g.text): g.x for g in reversed(paper.glyphs)}
    right = max(g.x for g in paper.glyphs if squeezed(g.text) == "日" and g.y < 160)
    em, start = 15.75 * 25.4 / 72, 28
    assert left["附"] == pytest.approx(start + 2 * em, abs=0.5)
    assert left["2."] == left["3."] == pytest.approx(start + 5 * em, abs=0.5)
    assert left["2025"] == pytest.approx(left["示"] + 2 * em, abs=0.5)
    assert right + em == pytest.approx(start + 26 * em, abs=0.5)


@pytest.mark.browser
def test_what_ends_a_form_stays_with_its_last_rows(tab: Page, address: str) -> None:
    """Neither 说明 nor the seal nor 变动说明 begins a sheet of its own."""
    for unit in ("experimental-kindergarten/2024", "health/2022", "transport/2023"):
        tab.goto(f"{address}shili/{unit}/index.html")
        sheets = printed(tab)
        (end,) = (s for s in sheets if "(单位盖章处)" in s.text)
        assert "总分" in end.text
        assert "说明:" in end.text
        assert [s.number for s in sheets if s.text.startswith("变动说明")] == []


@pytest.mark.browser
def test_sources_are_printed_on_demand_only(tab: Page, address: str) -> None:
    for page in (SEED, PROJECT):
        tab.goto(address + page)
        before = "".join(s.text for s in printed(tab))
        assert "第49行" not in before
        tab.locator("#jx-notes").check()
        tab.wait_for_function("document.querySelector('.jx-report > .jx-sources')")
        after = printed(tab)
        notes = "".join(s.text for s in after).removeprefix(before)
        assert "÷" in notes
        assert re.search(r"\.yml第\d+行", notes)
        tab.locator("#jx-notes").uncheck()
        assert "".join(s.text for s in printed(tab)) == before


@pytest.mark.browser
def test_without_scripts_the_page_of_sources_is_what_prints(browser: Browser, address: str) -> None:
    bare = browser.new_page(java_script_enabled=False)
    bare.goto(address + SEED)
    assert not bare.locator("#jx-notes").is_visible()
    bare.goto(f"{address}{SEED.removesuffix('index.html')}sources/index.html")
    words = "".join(s.text for s in printed(bare))
    assert "report.yml第51行" in words
    assert "全年执行数716.83万元÷全年预算数716.83万元" in words
    bare.close()
