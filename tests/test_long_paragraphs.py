"""A long paragraph takes work in proportion to its length; what no clerk wrote is left aside."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from generator.narrative.document import paragraphs
from generator.narrative.enumerations import identities, listings, rolls
from generator.narrative.numbers import numbers
from generator.narrative.outline import mark
from generator.narrative.text import Narrative
from generator.rules.text import told
from tests.test_concepts import read as read_report
from tests.test_statements import read

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from generator.narrative.concepts import Reading


def all_found(reading: Reading) -> None:
    """Everything that several rules ask of a text."""
    for story in (reading.main, reading.project):
        tuple(rolls(story))
        tuple(listings(story))
    tuple(identities(reading))
    for bound in reading.money:
        told.supported(bound, reading)


def calls(root: Path, text: str) -> int:
    """How many functions are called to read a report with this text and to compute all in it."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        all_found(read_report(root, text))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "1万元、",
        "1%，",
        "5人，",
        "增加1万元，",
        "其中：基本支出1万元，",
        "基本支出1万元、公用经费2万元，共计3万元，",
        "项目支出108万元，占项目支出的10%，比上年增长8%，",
        "补助1人，共1万元，人均1元，结余1万元，",
        "甲、乙分别为1万元、2万元，",
        "内设股室1个，",
        "内设股室1个。",
        "农贸市场改造资金1万元，",
        "2023年得分1分，",
        "基本支出1万元用于采购商品，",
    ],
)
def test_twice_the_text_is_twice_the_work(tmp_path: Path, piece: str) -> None:
    none, once, twice = (calls(tmp_path, piece * n) for n in (1, 300, 600))
    assert twice - none < 2.3 * (once - none)


def test_a_list_of_very_many_parts_is_no_list() -> None:
    for n, found in ((200, 1), (201, 0)):
        assert len(list(listings(read(f"支出9万元，其中{'甲1元，' * n}")))) == found
        assert len(list(listings(read(f"{'甲1元，' * n}以上共计9万元。")))) == found


def test_lists_nested_very_deep_are_still_read() -> None:
    found = list(listings(read("支出9万元" + "，其中甲1万元" * 50)))
    assert [len(one.parts) for one in found] == [1] * 50


def test_a_text_names_only_so_many_funds_of_its_own(tmp_path: Path) -> None:
    names = (f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}{chr(0x6E00 + n)}{chr(0x7E00 + n)}专项"
             for n in range(300))  # fmt: skip
    reading = read_report(tmp_path, "".join(f"{name}1万元，" for name in names))
    assert sum(bound.named for bound in reading.money) == 200


def test_what_stands_far_off_in_an_endless_sentence_is_not_read() -> None:
    (paragraph,) = paragraphs(Narrative("report.md", "甲" * 1500 + "乙" * 1500, present=True))
    (sentence,) = paragraph.sentences()
    assert sentence.before(1500) == "甲" * 1000
    assert sentence.after(2000) == "乙" * 1000


@pytest.mark.parametrize("digit", ["1", "一", "壹"])
def test_a_number_of_very_many_digits_stops_nothing(digit: str) -> None:
    text = digit * 9_000
    assert mark(f"{text}、甲") is None
    (paragraph,) = paragraphs(Narrative("report.md", f"支出{text}元，", present=True))
    assert list(numbers(paragraph))


@pytest.mark.parametrize(
    ("line", "title"),
    [("#  题 目  ", "题 目"), ("# 题", "题"), ("#   ", " "), ("##\u3000题", "题")],
)
def test_titles_of_headings(line: str, title: str) -> None:
    (heading,) = Narrative("report.md", line, present=True).headings()
    assert heading.title == title


def test_blanks_in_placeholders_and_marks_are_no_part_of_the_name() -> None:
    text = "{{  甲.乙 }}，{{" + " " * 3_000
    (placeholder,) = Narrative("report.md", text, present=True).placeholders()
    assert placeholder.name == "甲.乙"
