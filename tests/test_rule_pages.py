"""The page of a rule shows its three examples as they are typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.builders import write_report
from tests.test_pages import site as pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("code", ["X001", "Z003"])
def test_the_page_of_a_rule_shows_its_examples(code: str, tmp_path: Path) -> None:
    write_report(tmp_path / "content" / "shili" / "swj" / "2024")
    body = pages(tmp_path)[f"rules/{code}"].body
    shown = re.findall(r"<h3>(. ..)</h3><pre[^>]*>(.+?)</pre>", body, re.DOTALL)
    assert [heading for heading, _ in shown] == ["✗ 反例", "✓ 正例", "✓ 边界"]
    assert re.findall(r"<h2[^>]*>边界", body) == []
