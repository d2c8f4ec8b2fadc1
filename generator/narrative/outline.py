"""Owns the numbers before headings and paragraphs: their level, value and style.

``一、`` is level 1, ``（一）`` 2, ``1.`` 3, ``（1）`` 4. Must not judge any of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.narrative.document import paragraphs
from generator.values import NamedTuple

if TYPE_CHECKING:
    from generator.narrative.text import Narrative
    from generator.source import Span

NUMERALS = "一二三四五六七八九十"
# How 1 is written at each level, the right way first.
STYLES = {1: ("一、",), 2: ("（一）", "(一)"), 3: ("1.", "1、"), 4: ("（1）", "(1)")}
CHAPTER, ITEM = 1, 4
# Any word here: that it is a numeral is seen sooner in the word than in an expression.
_WORD = r"[^\W\d_]{1,3}"
_MARK = (
    rf"\s*(?P<mark>(?P<v1>{_WORD})、|[（(](?P<v2>{_WORD})[）)]"
    r"|(?P<v3>\d{1,9})[、.](?!\d)|[（(](?P<v4>\d{1,9})[）)])"
)


class Mark(NamedTuple):
    """A number at the start of a line: ``style`` is one of ``STYLES``."""

    level: int
    value: int
    style: str
    text: str


class Line(NamedTuple):
    """A heading (``heading`` is its level) or a paragraph (0), with its number if it has one."""

    mark: Mark | None
    heading: int
    text: str
    span: Span


def mark(text: str) -> Mark | None:
    """The number that ``text`` starts with."""
    found = re.match(_MARK, text)
    word = (found["v1"] or found["v2"] or "") if found else ""
    if found is None or not _is_numeral(word):
        return None
    level = next(n for n in STYLES if found[f"v{n}"])
    digits, typed = found[f"v{level}"], found["mark"]
    value = int(digits) if digits.isdecimal() else _value(digits)
    same = (s for s in STYLES[level] if (s[0], s[-1])[level == _DOTTED] in typed)
    return Mark(level, value, next(same, STYLES[level][0]), typed)


_DOTTED = 3  # the level whose styles differ in their last character


def _is_numeral(word: str) -> bool:
    """Whether ``word`` is a numeral below 100, or blank."""
    tens, _, ones = word.partition("十")
    return max(len(tens), len(ones)) <= 1 and not (tens + ones).strip(NUMERALS[:-1])


def _value(numeral: str) -> int:
    """``十二`` is 12."""
    tens, ten, ones = numeral.rpartition("十")
    rest = NUMERALS.index(ones) + 1 if ones else 0
    if not ten:
        return rest
    return (NUMERALS.index(tens) + 1 if tens else 1) * 10 + rest


def outline(text: Narrative, end: int) -> tuple[Line, ...]:
    """Headings and paragraphs in order, up to line ``end``."""
    headings = (Line(mark(h.title), h.level, h.title, h.span) for h in text.headings())
    lines = (Line(mark(p.text), 0, p.text, p.span(0, len(p.text))) for p in paragraphs(text))
    found = sorted((*headings, *lines), key=lambda line: line.span.line)
    return tuple(line for line in found if line.span.line < end)
