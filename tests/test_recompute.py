"""Every aggregate on a page, recomputed from the downloads by the program that the site prints."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from html import unescape
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.builders import dump, load, write_register, write_report
from tests.sites import built, prepared
from tests.test_pages import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Line = tuple[str, ...]

# What the shipped site has none of: late and missing units, 汇总, years that are no year's last.
MIXED = """
  名录:
    批复: [{年度: 2024, 日期: 2025-03-20}, {年度: 2023, 日期: 2024-03-20}]
    单位:
      - {名称: 示例县教育局, 目录: jyj, 编码: "201001", 性质: 主管部门}
      - {名称: 示例县文旅局, 目录: wlj, 编码: "301001", 性质: 主管部门}
      - {名称: 示例县图书馆, 目录: tsg, 编码: "301002", 性质: 所属单位}
  jyj/2024:
    单位: {名称: 示例县教育局, 编码: "201001"}
    发布信息:
      标题: 示例县教育局绩效自评
      索引号: "2"
      发布机构: 示例县教育局
      批复日期:
      发布日期: 2025-04-10
  wlj/2024:
    单位: {名称: 示例县文旅局, 编码: "301001", 口径: 汇总}
    发布信息: {标题: 示例县文旅局绩效自评, 索引号: "3", 发布机构: 示例县文旅局}
    自评表:
      绩效指标: {效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: 13}]}}
      总分: {得分: 97.86}
  swj/2024: {年度: 2024}
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that only warns of all this, and so can be built."""
    site = tmp_path_factory.mktemp("mixed")
    content = load(MIXED)
    register = dump(content.pop("名录"))
    for address, changes in content.items():
        write_report(site / "source" / "shi" / address, dump(changes))
    write_register(site / "source" / "shi", register)
    return built(prepared(site, site / "source"))


@pytest.fixture(params=["shipped", "mixed"])
def published(request: pytest.FixtureRequest) -> Path:
    site: Path = request.getfixturevalue(request.param)
    return site


def test_the_printed_program_yields_the_numbers_of_the_pages(published: Path) -> None:
    recomputed, shown = by_value(run(published)), by_value(numbers_of(published))
    assert {line[0] for line in shown} == {"年度", "等级", "比较", "报告", "扣分", "关于"}
    assert [line for line in shown if line not in recomputed] == []
    assert [line for line in recomputed if line not in shown] == []


def test_late_missing_and_rolled_up_units_are_among_them(mixed: Path) -> None:
    lines = set(run(mixed))
    for year, name, value in (
        ("2024", "应公开", "4"),
        ("2024", "已公开", "3"),
        ("2024", "其中逾期", "1"),
        ("2024", "其中已逾期", "1"),
        ("2023", "尚未公开", "4"),
    ):
        assert ("年度", "shi", year, name, value) in lines
    compared = {line[1:5] for line in lines if line[0] == "比较"}
    assert compared == {("shi", "2024", "hunan-2024", "本级")}


def run(site: Path) -> list[Line]:
    """What the program on the data page prints beside the downloads."""
    page = (site / "data" / "index.html").read_text("utf-8")
    printed = re.search(r'<pre[^>]* id="recipe-code">(.*?)</pre>', page, re.DOTALL)
    assert printed
    command = [sys.executable, "-c", unescape(printed[1])]
    done = subprocess.run(
        command, cwd=site / "data", capture_output=True, encoding="utf-8", check=True
    )
    return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


def by_value(lines: list[Line]) -> Counter[tuple[str | Decimal, ...]]:
    """2405 is 2,405.00, which is how a page of amounts writes it."""
    return Counter((*words, _value(last)) for *words, last in lines)


def _value(text: str) -> str | Decimal:
    number = text.replace(",", "").removesuffix("%")
    return Decimal(number) if re.fullmatch(r"-?[\d.]+", number) else text


# ---- what the pages say, in the words of the program

COLUMNS = {
    "年初预算": "年初预算数",
    "全年预算": "全年预算数",
    "全年执行": "全年执行数",
    "执行率": "执行率",
    "得分": "得分",
    "等级": "等级",
}


def numbers_of(site: Path) -> list[Line]:
    """Every number of the pages that sum up or compare."""
    lines: list[Line] = []
    for path in sorted(site.rglob("index.html")):
        page = Shown(path.parent.relative_to(site).as_posix(), path.read_text("utf-8"))
        lines += page.lines()
    return list(dict.fromkeys(lines))


class Shown(NamedTuple):
    """A page as its readers have it."""

    address: str
    html: str

    def lines(self) -> Iterator[Line]:
        parts = self.address.split("/")
        if parts[0] == "compare" and len(parts) > 3:
            yield from comparison(self)
        elif parts[0] == "years" and len(parts) == 3:
            yield from year(self.html, *parts[1:])
        elif self.address == ".":
            for region, part in home(self.html):
                yield from year(part, *region)
        elif self.address == "about":
            yield "关于", "收录报告", *re.findall(r"收录报告(\d+)份", self.html)
        for region, found, number in re.findall(
            r"years/(\w+)/(\d{4})/.*?（?(\d+)份报告", self.html
        ):
            yield "年度", region, found, "收录报告", number
        for row in self.rows():
            yield from report(row)

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of reports by their headings, with the address of each report."""
        for table in re.findall(r'<table class="jx-t jx-cmp">.*?</table>', self.html, re.DOTALL):
            head, _, body = table.partition("<tbody>")
            names = [text_of(cell).removesuffix("▼") for cell in re.findall(r"<th .*?</th>", head)]
            for row in re.findall(r"<tr>(.*?)</tr>", body):
                links = [
                    normpath(join(self.address, a)) for a in re.findall(r'href="([^"]*)"', row)
                ]
                held = [re.fullmatch(r"(\w+/[^/]+/\d{4})/index.html", link) for link in links]
                cells = map(text_of, re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row))
                for match in filter(None, held):
                    yield {"报告": match[1], **dict(zip(names, cells, strict=True))}


def report(row: dict[str, str]) -> Iterator[Line]:
    for heading, name in COLUMNS.items():
        if heading in row:
            yield "报告", row["报告"], name, row[heading]
    if row.get("扣分"):
        yield "扣分", row["报告"], row["扣分"]


def home(html: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The part of each region, with the region and the year that it shows."""
    for part in re.findall(r'<section class="jx-region".*?</section>', html, re.DOTALL):
        (where,) = set(re.findall(r'jx-count" href="\./years/(\w+)/(\d{4})/', part))
        yield where, part


def year(html: str, *where: str) -> Iterator[Line]:
    keys = r'<dt>([^<]*)</dt><dd><(?:a|span)[^>]*>([^<]*)<.*?</dd>(?:<dd class="jx-sub">([^<]*))?'
    for name, number, note in re.findall(keys, html):
        yield "年度", *where, name, number
        for held in re.findall(r"(\d+)份有得分", note):
            yield "年度", *where, "有得分", held
            yield "年度", *where, "表式", *(re.findall(r"(\d+)种表式", note) or ["1"])
        for held in re.findall(r"其中已逾期(\d+)个", note):
            yield "年度", *where, "其中已逾期", held
    for row in re.findall(r"<tr><th scope=\"row\">((?:(?!</tr>).)*jx-hbar.*?)份</td>", html):
        grade, number = re.split(r"<.*>", row)
        yield "等级", *where, grade.strip(), number


def comparison(page: Shown) -> Iterator[Line]:
    _, *where, form = page.address.split("/")[:4]
    scope = re.findall(r"口径：([^<]*)<", page.html)[0]
    start = ("比较", *where, form, scope)
    yield *start, "单位数", *re.findall(r">(\d+)个单位，按", page.html)
    for mean, held in re.findall(r"平均得分([\d.]+)分（\d+份报告中(\d+)份有得分）", page.html):
        yield *start, "平均得分", mean
        yield *start, "有得分", held
