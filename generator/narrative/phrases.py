"""Owns plain phrases in a text: whether one occurs, and where marks cut the text.

An expression with several Chinese characters side by side (``[，。；]``, ``甲|乙``) takes longer
to compile than a report to search, and a check compiles everything anew. Must not know what any
phrase means.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A Chinese character, in an expression. Their range takes long to compile; this, which lets other
# letters than ours pass, does not.
HAN = r"[^\W\d_A-Za-z]"


@cache
def _each(phrases: str) -> tuple[str, ...]:
    return tuple(phrases.split("|"))


def says(text: str, phrases: str) -> str:
    """The first of ``phrases`` (``甲|乙|丙``) that occurs in ``text``, blank if none does."""
    for phrase in _each(phrases):
        if phrase in text:
            return phrase
    return ""


def places(text: str, phrases: str) -> Iterator[tuple[int, int]]:
    """Where any of ``phrases`` stands in ``text``, phrase by phrase; they may overlap."""
    for phrase in _each(phrases):
        start = text.find(phrase)
        while start >= 0:
            yield start, start + len(phrase)
            start = text.find(phrase, start + len(phrase))


def starts(text: str, phrases: str) -> str:
    """The first of ``phrases`` that ``text`` starts with, blank if it starts with none."""
    options = _each(phrases)
    if not text.startswith(options):  # most do not, and all at once is soon seen
        return ""
    return next(phrase for phrase in options if text.startswith(phrase))


def ends(text: str, phrases: str) -> str:
    """The first of ``phrases`` that ``text`` ends with, blank if it ends with none."""
    options = _each(phrases)
    if not text.endswith(options):
        return ""
    return next(phrase for phrase in options if text.endswith(phrase))


def behind(text: str, phrases: str) -> str:
    """What follows the last of ``phrases`` in ``text``; all of it if none occurs."""
    found = (text.rfind(phrase) + len(phrase) for phrase in _each(phrases) if phrase in text)
    return text[max(found, default=0) :]


def cut(text: str, marks: str) -> list[str]:
    """The parts of ``text`` between any of the characters ``marks``."""
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return text.split(marks[0])


def without(text: str, marks: str) -> str:
    """``text`` without the characters ``marks``."""
    for mark in marks:
        text = text.replace(mark, "")
    return text
