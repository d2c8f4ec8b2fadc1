"""The index of the search: everything that can be found, where it leads, and nothing else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from generator.pages.search_index import PATH, index_of
from tests.builders import write_register, write_report
from tests.test_pages import portal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEX_LIMIT = 20_000


def tree_of(content: bytes) -> dict[str, Any]:
    """What the script assigns."""
    found = re.fullmatch(r"var jxIndex=(\{.*\});\n", content.decode())
    assert found
    return dict(json.loads(found[1]))


def links(tree: dict[str, Any]) -> Iterator[str]:
    """Every address that a result may lead to."""
    for region in tree["regions"]:
        for year in region["years"]:
            yield f"{year['path']}/index.html"
        for unit in region["units"]:
            home = f"{region['path']}/{unit['path']}"
            yield f"{home}/index.html"
            for report in unit["reports"]:
                yield from sheet_links(report, home)


def sheet_links(sheet: dict[str, Any], above: str) -> Iterator[str]:
    page = f"{above}/{sheet['path']}"
    yield f"{page}/index.html"
    for row, _ in enumerate(sheet["indicators"], 1):
        yield f"{page}/index.html#i{row}"
    for project in sheet.get("projects", []):
        yield from sheet_links(project, page)


def test_every_entry_leads_to_a_page_and_a_row(shipped: Path) -> None:
    found = list(links(tree_of((shipped / PATH).read_bytes())))
    assert len(found) == len(set(found)) > 700
    dead = []
    for link in found:
        path, _, anchor = link.partition("#")
        page = shipped / path
        if not page.is_file() or (anchor and f' id="{anchor}"' not in page.read_text("utf-8")):
            dead.append(link)
    assert dead == []


def test_an_indicator_leads_to_the_row_of_its_name(shipped: Path) -> None:
    tree = tree_of((shipped / PATH).read_bytes())
    report = tree["regions"][0]["units"][0]["reports"][0]
    html = (shipped / "suining/commerce/2024/index.html").read_text("utf-8")
    for row, number in enumerate(report["indicators"], 1):
        name = re.search(rf'id="i{row}".*?class="jx-l3">(.*?)</th>', html, re.DOTALL)
        assert name
        assert name[1] == tree["names"][number]


def test_every_page_of_a_unit_and_a_year_is_in_the_index(shipped: Path) -> None:
    found = set(links(tree_of((shipped / PATH).read_bytes())))
    pages = [page.relative_to(shipped).as_posix() for page in shipped.rglob("index.html")]
    below = re.compile(r"(shili|suining|years/\w+)/(?!.*(checks|sources)/).*")
    wanted = [page for page in pages if below.fullmatch(page)]
    assert len(wanted) > 80
    assert [page for page in wanted if page not in found] == []


def test_the_index_is_slim(shipped: Path) -> None:
    content = (shipped / PATH).read_bytes()
    assert len(content) < INDEX_LIMIT
    text = content.decode()
    assert "716.83" not in text  # no amounts
    assert "时有占用" not in text  # no prose


def test_real_regions_come_first_and_invented_ones_say_so(tmp_path: Path) -> None:
    for region, note in (("a", "本地区为演示而虚构"), ("b", "只收录已公开的报告")):
        write_report(tmp_path / f"content/{region}/shangwu/2024")
        write_register(tmp_path / f"content/{region}", f"{{地区: {region}县, 说明: {note}}}")
    titles = [
        region["title"] for region in tree_of(index_of(portal_of(tmp_path)).content)["regions"]
    ]
    assert titles == ["b县", "a县（虚构）"]


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    made = list[str]()
    for title in ("市场改造", "市场改造", "市场扩建"):
        site = tmp_path / str(len(made))
        write_report(site / "content/shi/shangwu/2024", f"发布信息: {{标题: {title}}}")
        made.append(index_of(portal_of(site)).address)
    assert made[0] == made[1] != made[2]
    assert re.fullmatch(rf"{PATH}\?v=[0-9a-f]{{8}}", made[0])
