"""Which cell is most likely wrong: examples of clerks' mistakes, and how often it is found."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from generator import figures
from generator.assess import assess
from generator.figures import Figure, NumberFault
from generator.rules import relations
from tests.builders import settings, write_report
from tests.rules.outcomes import findings
from tests.test_seed import published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.assess import Assessment
    from generator.findings import Finding
    from generator.source import Span

# Percent: of all cells in an equation, one made wrong at a time, so many are suggested. What is
# left are three or four amounts that nothing but their sum holds together.
FLOOR = 96

FUNDS = "自评表: {年度预算申请: {%s}}"
BASE = "基础数据表: {经费控制情况: {%s}}"
QUANTITY = "自评表: {绩效指标: {产出指标: {数量指标: [{三级指标: 商贸备案办理量, %s}]}}}"
BENEFIT = "自评表: {绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, %s}]}}}"
PROJECT = "项目: [{对应专项资金: 示例农贸市场改造专项, %s}]"


def without_lines(suggestion: str) -> str:
    """The text without ``（第 51 行）``: lines are the business of one test."""
    parts = suggestion.split("（")
    return parts[0] + "".join(part.partition("）")[2] for part in parts[1:])


@pytest.mark.parametrize(
    ("code", "changes", "suggestion"),
    [
        pytest.param(
            "F003",
            FUNDS % "全年预算数: 402",
            "可能填错的是“全年预算数”：若为 420，则相关 4 处全部相符；402 与 420 疑为数字颠倒",
            id="digits swapped",
        ),
        pytest.param(
            "F004",
            FUNDS % "全年执行数: 4140000",
            "可能填错的是“全年执行数”：若为 414，则相关 4 处全部相符；疑按元填写",
            id="in yuan",
        ),
        pytest.param(
            "B003",
            BASE % "三公经费: {公务接待: {本年决算数: -1.7}}",
            "可能填错的是“公务接待本年决算数”：若为 1.7，则此处相符；疑多写了负号",
            id="sign",
        ),
        pytest.param(
            "B003",
            BASE % "三公经费: {公务接待: {本年决算数: 17}}",
            "可能填错的是“公务接待本年决算数”：若为 1.7，则此处相符；疑小数点错位",
            id="decimal point",
        ),
        pytest.param(
            "X001",
            BASE % "部门基本支出预算调整: {本年决算数: 3066}",
            "可能填错的是“部门基本支出预算调整本年决算数”：若为 306，则相关 2 处全部相符；"
            "疑多写了一位数字",
            id="a digit too many",
        ),
        pytest.param(
            "X003",
            FUNDS % "年初预算数: 310",
            "可能填错的是“年初预算数”：若为 420，则此处相符；恰等于"
            "“部门基本支出预算调整本年预算数”一项，疑漏加“项目支出本年预算数” 110 万元",
            id="a part left out",
        ),
        pytest.param(
            "F001",
            FUNDS % "按收入性质分: {一般公共预算: 340, 其他资金: 10, 合计: 350}",
            "可能填错的是“按收入性质分合计”：若为 420，则相关 2 处全部相符；"
            "恰等于其余各项之和，疑漏加“政府性基金拨款” 70 万元",
            id="one of several parts left out",
        ),
        pytest.param(
            "X003",
            FUNDS % "年初预算数: 306",
            "可能填错的是“年初预算数”：若为 420，则此处相符；恰等于“基本支出” 306 万元，疑抄错了格",
            id="the number of another cell",
        ),
        pytest.param(
            "B003",
            BASE % "三公经费: {公务接待: {本年决算数: ''}}",
            "可能漏填的是“公务接待本年决算数”：若为 1.7，则此处相符；这一格空着",
            id="left blank",
        ),
        pytest.param(
            "F005",
            FUNDS % "执行率: 96",
            "可能填错的是“执行率”：若为 98.57，则此处相符",
            id="a rate of amounts that stand elsewhere too",
        ),
        pytest.param(
            "S004",
            QUANTITY % "得分: 13",
            "可能填错的是“商贸备案办理量得分”：若为 15，则相关 3 处全部相符；疑有一位数字写错",
            id="a score",
        ),
        pytest.param(
            "W002",
            QUANTITY % "分值: 25",
            "可能填错的是“商贸备案办理量分值”：若为 15，则相关 5 处全部相符；疑有一位数字写错",
            id="a weight",
        ),
        pytest.param(
            "S006",
            "自评表: {总分: {得分: 89.86}}",
            "可能填错的是“总分得分”：若为 98.86，则相关 2 处全部相符；89.86 与 98.86 疑为数字颠倒",
            id="a total score",
        ),
        pytest.param(
            "S004",
            QUANTITY % "实际完成值: 120",
            "可能填错的是“商贸备案办理量”完成值：若为 210，则此处相符；120 与 210 疑为数字颠倒",
            id="what was reached",
        ),
        pytest.param(
            "X003",
            BASE % "部门基本支出预算调整: {本年预算数: 355}",
            "可能是“年初预算数”、“部门基本支出预算调整本年预算数”之一填错",
            id="nothing tells which of two",
        ),
        pytest.param(
            "S004",
            QUANTITY % "实际完成值: 150",
            "可能是“商贸备案办理量”指标值、“商贸备案办理量”完成值之一填错",
            id="a target or what was reached",
        ),
        pytest.param(
            "F002",
            FUNDS % "全年执行数: 441, 按支出性质分: {合计: 441}",
            "可能填错的是“按支出性质分合计”和“全年执行数”：若都为 414，则相关 5 处全部相符；"
            "441 与 414 疑为数字颠倒",
            id="an error that was copied",
        ),
        pytest.param(
            "X002",
            BASE % "项目支出: {合计: '', 业务工作经费: {本年决算数: 4400}}",
            "可能填错的是“业务工作经费本年决算数”：若为 44，则此处相符；疑小数点错位",
            id="a part of a total that was left out",
        ),
        pytest.param(
            "X007",
            PROJECT % "项目资金: {全年执行数: 45.4}",
            "可能填错的是“全年执行数”：若为 44.5，则相关 6 处全部相符；45.4 与 44.5 疑为数字颠倒",
            id="in a project",
        ),
    ],
)
def test_a_mistake_and_what_is_suggested(
    code: str, changes: str, suggestion: str, tmp_path: Path
) -> None:
    (found, *_) = findings(tmp_path, code, changes)
    assert [without_lines(s) for s in found.suspects] == [suggestion]


# What stands blank takes part in no equation, and disturbs none.
GAPS = """
    表式: %s
    基础数据表:
      财政供养人员情况: {控制率: ''}
      经费控制情况:
        部门基本支出预算调整: {本年预算数: ''}
        项目支出:
          业务工作经费: {本年决算数: 四十四}
          上级专项资金: {逐项: [{名称: 另一专项, 本年决算数: 0}]}
    自评表:
      年度预算申请: {全年预算数: 402, 分值: '', 得分: ''}
      绩效指标:
        产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: ''}]}
        效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: ''}]}
    项目: [{对应专项资金: 别的专项}]
"""


@pytest.mark.parametrize("form", ["hunan-2024", "mof-2020"])
def test_a_report_with_gaps_is_explained_all_the_same(form: str, tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "F003", GAPS % form)
    assert [without_lines(s) for s in found.suspects] == [
        "可能填错的是“全年预算数”：若为 420，则相关 3 处全部相符；402 与 420 疑为数字颠倒"
    ]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        pytest.param("B005", BASE % "项目支出: {运行维护经费: {上年决算数: 33}}", id="of many"),
        pytest.param("F003", FUNDS % "全年执行数: 700, 全年预算数: 900", id="two errors"),
        pytest.param("S005", BENEFIT % "偏差原因: ''", id="no arithmetic"),
    ],
)
def test_nothing_is_suggested(code: str, changes: str, tmp_path: Path) -> None:
    (found, *_) = findings(tmp_path, code, changes)
    assert found.suspects == ()


def test_a_suggestion_names_the_line_and_another_file(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "X007", PROJECT % "项目资金: {全年执行数: 45.4}")
    assert f"“全年执行数”（第 {found.span.line} 行）" in found.suspects[0]
    (found,) = findings(tmp_path, "X002", FUNDS % "按支出性质分: {项目支出: 180}")
    assert f"“项目支出”（第 {found.span.line} 行）" in found.suspects[0]


def test_the_published_seed_left_out_its_projects() -> None:
    (found,) = (finding for finding in published().findings if finding.rule == "X003")
    (suspect,) = found.suspects
    assert suspect == (
        "可能填错的是“年初预算数”（第 48 行）：若为 338.01，则此处相符；恰等于"
        "“部门基本支出预算调整本年预算数”一项，疑漏加“项目支出本年预算数” 74 万元"
    )


def test_the_hint_on_an_indicator_of_the_seed_stays() -> None:
    (found,) = (finding for finding in published().findings if finding.rule == "I002")
    assert "恰等于“农贸市改造” 77.7 万元 + “家电以旧换新” 28.5 万元" in found.hint


class Site:
    """The consistent report, in which one cell at a time is typed anew."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = write_report(root / "content" / "shili" / "swj" / "2024")

    def assessed(self) -> Assessment:
        return assess(self.folder, settings(self.root))

    def cells(self) -> dict[Span, Figure]:
        """Every number that an equation of the report holds, other than zero."""
        case = self.assessed().case
        assert case
        return {
            relations.spot(cell): cell
            for relation in relations.relations(case)
            for cell in relation.cells
            if relation.exact and relations.is_writable(cell)
            if isinstance(cell, Figure) and cell.value
            if relations.spot(cell).file.startswith("content/")
        }

    def with_cell(self, place: Span, text: str) -> Assessment:
        path = self.root / place.file
        before = path.read_text("utf-8")
        lines = before.split("\n")
        line, start = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = f"{line[:start]}'{text}'{line[start + place.width :]}"
        path.write_text("\n".join(lines), "utf-8")
        assessment = self.assessed()
        path.write_text(before, "utf-8")
        return assessment


def mistyped(cell: Figure) -> Iterator[tuple[str, str]]:
    """Usual mistakes in writing a number: what kind, and what then stands there."""
    text = figures.plain(cell.value)
    for one, next_ in pairwise(n for n, character in enumerate(text) if character != "."):
        swapped = list(text)
        swapped[one], swapped[next_] = swapped[next_], swapped[one]
        typed = "".join(swapped)
        if typed != text and not isinstance(figures.read_number(typed), NumberFault):
            yield "swapped", typed
    yield "digit", "1234567891"[int(text[0])] + text[1:]
    yield "twice", text[0] + text
    yield "unit", figures.trimmed(cell.value.scaleb(4))
    yield "sign", f"-{text}"


def is_suggested(cell: Figure, found: tuple[Finding, ...]) -> bool:
    line = f"第 {relations.spot(cell).line} 行）"
    said = [suspect for finding in found for suspect in finding.suspects]
    return any(cell.name in suspect and line in suspect for suspect in said)


def test_the_wrong_cell_is_nearly_always_among_the_suggestions(tmp_path: Path) -> None:
    site = Site(tmp_path)
    said, all_ = Counter[str](), Counter[str]()
    for number, (place, cell) in enumerate(site.cells().items()):
        mistakes = tuple(mistyped(cell))  # in turn: to make all of them takes too long
        kind, text = mistakes[number % len(mistakes)]
        found = site.with_cell(place, text).findings
        if any(finding.working for finding in found):
            all_[kind] += 1
            said[kind] += is_suggested(cell, found)
    assert set(all_) == {"swapped", "digit", "twice", "unit", "sign"}
    assert all_.total() > 80
    assert said.total() * 100 >= FLOOR * all_.total()
