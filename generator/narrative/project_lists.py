"""Owns finding the lists of projects in a text, and telling which names mean one project.

Must not know which projects a report has, nor judge a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.narrative.concepts import same_name
from generator.narrative.phrases import cut
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.document import Paragraph

_LEAST = 3  # names make a list
_END = r"(?:等\w{0,3}个?|(?<!\d)\d+个|三个|四个|五个|六个)?项目(?:开展|进行|实施)?[^、]{0,4}$|等$"
_START = "^(?:其中|以及|和|绩效自评)?(?:围绕)?"
_WITH_AMOUNT = r"(?:其中)?(?P<name>\D{3,30}?)\d+(?:\.\d+)?万元"
# Rows of the form, totals and stages: amounts, but of no project.
_NO_PROJECT = (
    "全年|预算|执行数|支出|合计|共计|(?:业务|项目)?工作经费|运行维护|人员经费|公用经费"
    "|^(?:上级)?专项资金$|^其他"
)


class Named(NamedTuple):
    """A project as a text calls it, and where."""

    name: str
    paragraph: Paragraph
    start: int

    def means(self, other: Named) -> bool:
        """Whether both names may be one project's."""
        return same_name(self.name, other.name)


def lists(paragraph: Paragraph) -> Iterator[tuple[Named, ...]]:
    """The lists of at least three projects in a paragraph: bare names, or names with amounts."""
    for found in (tuple(_enumerated(paragraph)), tuple(_with_amounts(paragraph))):
        if len(found) >= _LEAST:
            yield found


def _enumerated(paragraph: Paragraph) -> Iterator[Named]:
    for start, clause in _clauses(paragraph.text, "，。；："):
        at = start
        parts = clause.split("、")
        introduced = paragraph.text.endswith("范围：", 0, start)
        if len(parts) < _LEAST or not (introduced or re.search(_END, clause)):
            continue
        for part in parts:
            ended = re.sub(_END, "", part)
            name = re.sub(_START, "", ended)
            if name:
                yield Named(name, paragraph, at + len(ended) - len(name))
            at += len(part) + 1


def _with_amounts(paragraph: Paragraph) -> Iterator[Named]:
    for at, clause in _clauses(paragraph.text, "，。；：、") if "万元" in paragraph.text else ():
        match = re.search(_WITH_AMOUNT, clause)
        if match and not re.search(_NO_PROJECT, match["name"]):
            yield Named(match["name"], paragraph, at + match.start("name"))


def _clauses(text: str, marks: str) -> Iterator[tuple[int, str]]:
    """The parts of ``text`` between ``marks``, each with where it begins."""
    at = 0
    for clause in cut(text, marks):
        yield at, clause
        at += len(clause) + 1
