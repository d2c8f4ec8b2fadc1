"""The real report is transcribed faithfully: every figure of the source, and no other."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.assess import assess
from generator.figures import Figure, Typed
from generator.model import naming
from tests.builders import HERE, settings

if TYPE_CHECKING:
    from generator.rules.core import Case

CASE = HERE / "cases" / "suining-as-published"
ADDRESS = Path("content", "suining", "commerce", "2024")
SITES = [CASE, HERE.parent]
CELLS = {"amount", "count", "rate", "score", "weight", "target", "actual"}
# Printed in the headings of the form, so they belong to it and not to the report.
HEADINGS = {"绩效指标 分值合计", "产出指标 分值", "效益指标 分值", "满意度指标 分值"}
# A link to a bookmark of the word processor, which no reader sees.
INVISIBLE = "[bookmark: _GoBack]"


def facts(*sections: str) -> list[dict[str, str]]:
    with (CASE / "facts.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["section"].startswith(sections)]


def case_of(site: Path) -> Case:
    case = assess(site / ADDRESS, settings(site)).case
    assert case is not None
    return case


@pytest.mark.parametrize("site", SITES, ids=["as published", "shipped"])
def test_tables_hold_every_figure_of_the_source_and_no_other(site: Path) -> None:
    stated = Counter(
        (value.value, value.unit if "指标值" not in name and "完成值" not in name else "")
        for name, value in naming.values(case_of(site).report).items()
        if isinstance(value, Figure) and isinstance(value.origin, Typed) and name != "年度"
    )
    source = Counter(
        (Decimal(row["value"]), row["unit"] if row["tag"] not in {"target", "actual"} else "")
        for row in facts("附件1-1", "附件1-2")
        if row["tag"] in CELLS and row["concept"] not in HEADINGS
    )
    assert stated == source


@pytest.mark.parametrize("site", SITES, ids=["as published", "shipped"])
def test_narrative_holds_every_figure_of_the_source_as_written(site: Path) -> None:
    case = case_of(site)
    text = case.narrative.content + case.project_narrative.content
    sections = ("标题", "引言", "一(", "二(", "三、", "四(", "五(", "六、", "附件清单", "附件2")
    words = [row["written"] for row in facts(*sections) if row["value"] and row["tag"] != "ref"]
    assert [word for word in words if word not in text] == []


def test_shipped_and_published_differ_in_explanations_only() -> None:
    shipped, published = case_of(HERE.parent), case_of(CASE)
    assert shipped.narrative.content == published.narrative.content.replace(INVISIBLE, "")
    assert shipped.project_narrative.content == published.project_narrative.content
    assert plain(shipped) == plain(published)
    assert len(published.report.waivers) == 0


def plain(case: Case) -> dict[str, str]:
    values = naming.values(case.report).items()
    return {name: str(value) for name, value in values if not name.startswith("情况说明")}
