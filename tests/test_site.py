"""A real `mkdocs build`: pages from the shipped content, and a gate that protects the old site."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from tests.sites import ROOT, built, mkdocs_build, prepared

if TYPE_CHECKING:
    from pathlib import Path

SEED = "content/suining/commerce/2024/report.yml"


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def seed_site(tmp_path: Path) -> Path:
    """The real report alone, with the site that was built from it."""
    built(prepared(tmp_path, ROOT / "content" / "suining", "suining"))
    return tmp_path


def test_the_real_report_is_on_a_page(shipped: Path) -> None:
    html = (shipped / "suining" / "commerce" / "2024" / "index.html").read_text("utf-8")
    for words in ("绥宁县商务局", "716.83", "96", "优秀", "政策知晓率", "时有占用", "原件如此"):
        assert words in html


def test_data_files_are_not_published_as_they_lie(shipped: Path) -> None:
    published = {path.suffix for path in shipped.rglob("*") if path.is_file()}
    assert not published & {".yml", ".yaml", ".md", ".py"}
    assert not (shipped / ".schema").exists()


def test_every_link_leads_to_a_page(shipped: Path) -> None:
    broken = [
        (page.relative_to(shipped).as_posix(), target)
        for page in shipped.rglob("*.html")
        if page.name != "404.html"
        for target in re.findall(r'href="([^"#?]+)', page.read_text("utf-8"))
        if not target.startswith(("http:", "https:", "mailto:", "data:"))
        and not (page.parent / target).is_file()
    ]
    assert broken == []


def test_no_page_asks_another_host_for_anything(shipped: Path) -> None:
    foreign = re.compile(r'(?:src|href)="(?:https?:)?//[^"]*"')
    loads = [
        hit
        for page in shipped.rglob("*.html")
        for hit in foreign.findall(re.sub(r"<a [^>]*>", "", page.read_text("utf-8")))
    ]
    assert loads == []


# What a clerk might change, and the rule that must answer on that very line.
CHANGES = [
    ("全年执行数", "    全年执行数: 716.83", "    全年执行数: 697.72", "F004"),
    ("基本支出", "      基本支出: 471.83", "      基本支出: 417.83", "X001"),
    ("得分", "          得分: 8", "          得分: 9", "S004"),
    ("分值", "          分值: 20", "          分值: 25", "W002"),
    ("三公经费", "本年预算数: 2, 本年决算数: 0.31}", "本年预算数: 2, 本年决算数: 3.1}", "B003"),
    ("等级", "  等级: 优秀", "  等级: 良好", "G001"),
    ("报告日期", "  成文日期: 2024-03-15", "  成文日期: 2024-05-13", "T001"),
]


@pytest.mark.parametrize(("what", "old", "new", "rule"), CHANGES, ids=[c[0] for c in CHANGES])
def test_a_changed_figure_stops_the_build_and_keeps_the_old_site(
    what: str, old: str, new: str, rule: str, seed_site: Path
) -> None:
    before = fingerprint(seed_site / "site")
    report = seed_site / SEED
    text = report.read_text("utf-8")
    assert old in text, what
    report.write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1

    run = mkdocs_build(seed_site)

    assert run.returncode == 1
    assert re.search(rf"^{SEED}:{line}:\d+  错误 {rule} ", run.stderr, re.MULTILINE), run.stderr
    assert "Traceback" not in run.stderr
    assert fingerprint(seed_site / "site") == before


def test_an_unreadable_file_stops_the_build_without_a_traceback(seed_site: Path) -> None:
    before = fingerprint(seed_site / "site")
    (seed_site / SEED).write_bytes("表式: 湖南\n".encode("gbk"))
    run = mkdocs_build(seed_site)
    assert run.returncode == 1
    assert "不是 UTF-8 编码" in run.stderr
    assert "Traceback" not in run.stderr
    assert fingerprint(seed_site / "site") == before


def test_a_build_can_be_repeated_byte_for_byte(seed_site: Path) -> None:
    before = fingerprint(seed_site / "site")
    assert mkdocs_build(seed_site).returncode == 0
    assert fingerprint(seed_site / "site") == before
