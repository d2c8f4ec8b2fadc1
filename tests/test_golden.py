"""What a clerk reads about the real report, word for word; `make golden` accepts a new wording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.overview import PAGE_LINES
from tests.builders import HERE

if TYPE_CHECKING:
    from pathlib import Path

CASE = HERE / "cases" / "suining-as-published"
PAGE = CASE / "page.txt"


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["check", str(CASE / "content"), *options]) == 1
    return re.sub(r"用时 [\d.]+ 秒", "用时 … 秒", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("options", "golden"), [((), PAGE), (("--full",), CASE / "check.txt")], ids=["page", "full"]
)
def test_the_words_of_the_whole_check(
    options: tuple[str, ...],
    golden: Path,
    capsys: pytest.CaptureFixture[str],
    update_golden: bool,
) -> None:
    out = printed(capsys, *options)
    if update_golden:
        golden.write_text(out, "utf-8")
    assert out == golden.read_text("utf-8"), "read the difference, then: make golden"


def test_89_findings_are_told_on_one_page(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys)
    assert len(out.split("\n")) <= PAGE_LINES
    assert "错误 26 · 提醒 34 · 说明 29" in out


def test_the_page_leaves_out_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    heads = re.findall(r"(?m)^(\S+):(\d+):\d+  错误 (\w+)", printed(capsys, "--full"))
    page = printed(capsys).split("提醒 34 处")[0]
    files = dict(re.findall(r"(?ms)^  (content\S+)\n(.*?)(?=^  content|\Z)", page))
    assert len(heads) == 26
    for file, line, code in heads:
        assert re.search(rf"(?m)^.*\b{line}\b.*  {code}  ", files[file]), (file, line, code)
