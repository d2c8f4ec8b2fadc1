"""What a clerk reads about the real report, word for word; `make golden` accepts a new wording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.cli import main
from tests.builders import HERE

if TYPE_CHECKING:
    import pytest

CASE = HERE / "cases" / "suining-as-published"
GOLDEN = CASE / "check.txt"


def test_the_words_of_the_whole_check(
    capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    assert main(["check", str(CASE / "content")]) == 1
    out = re.sub(r"用时 [\d.]+ 秒", "用时 … 秒", capsys.readouterr().out)
    if update_golden:
        GOLDEN.write_text(out, "utf-8")
    assert out == GOLDEN.read_text("utf-8"), "read the difference, then: make golden"
