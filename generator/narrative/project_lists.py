"""Owns finding the lists of projects in a text, and telling which names mean one project.

Must not know which projects a report has, nor judge a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.narrative.concepts import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.document import Paragraph

_LEAST = 3  # names make a list
_ENUMERATED = "(?:[^，。；：、]+、){2,}[^，。；：、]+"
_END = r"等?(?:[\d一二三四五六七八九十]+个)?项目(?:开展|进行|实施)?[^、]{0,4}$|等$"
_START = "^(?:其中|以及|和|绩效自评)?(?:围绕)?"
_WITH_AMOUNT = r"(?:其中)?(?P<name>[^，。；：、\d]{3,30}?)\d+(?:\.\d+)?万元"
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
    for match in re.finditer(_ENUMERATED, paragraph.text):
        introduced = re.search("范围：[^：]*$", paragraph.text[: match.start()])
        if not (introduced or re.search(_END, match[0])):
            continue
        at = match.start()
        for part in match[0].split("、"):
            ended = re.sub(_END, "", part)
            name = re.sub(_START, "", ended)
            if name:
                yield Named(name, paragraph, at + len(ended) - len(name))
            at += len(part) + 1


def _with_amounts(paragraph: Paragraph) -> Iterator[Named]:
    for match in re.finditer(_WITH_AMOUNT, paragraph.text):
        if not re.search(_NO_PROJECT, match["name"]):
            yield Named(match["name"], paragraph, match.start("name"))
