"""Owns the parts of a narrative that need no reading of Chinese: headings and placeholders.

``{{ 自评表.年度预算申请.全年执行数 }}`` stands for a value of the report. There is no other
template language in content: no expressions, no filters, no loops.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.source import Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source import Text

# Nothing is given back that was taken (``*+``): what is no placeholder is passed over once.
_PLACEHOLDER = re.compile(r"\{\{(\s*+[^{}\n]*+\s*+)\}\}")
# ``452.72万元{=自评表.年度预算申请.全年执行数}``: the value that a number of the text repeats.
MARK = r"\{=(\s*+[^{}\n]*+\s*+)\}"
_HEADING = re.compile(r"(#{1,6})\s+(\S(?:.*\S)?|\s)\s*$")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>\n]*)?/?>|<!--")


class Heading(NamedTuple):
    """A heading line: level 1 to 6."""

    level: int
    title: str
    span: Span


class Placeholder(NamedTuple):
    """A name in double braces, and where it stands."""

    name: str
    span: Span


class Narrative(NamedTuple):
    """One Markdown text; ``present`` is false when the report has no such file."""

    name: str
    content: str
    present: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, line by line."""
        return tuple(self.content.split("\n"))

    @property
    def start(self) -> Span:
        """Where the text begins, for what is missing from all of it."""
        return Span(self.name, 1, 1)

    def headings(self) -> Iterator[Heading]:
        """Headings in order."""
        for number, line in enumerate(self.lines, 1):
            match = _HEADING.match(line)
            if match:
                span = Span(self.name, number, match.start(2) + 1, len(match[2]), match[2])
                yield Heading(len(match[1]), match[2], span)

    def placeholders(self) -> Iterator[Placeholder]:
        """Every placeholder in order."""
        for number, line in enumerate(self.lines, 1):
            for match in _PLACEHOLDER.finditer(line):
                span = Span(self.name, number, match.start() + 1, len(match[0]))
                yield Placeholder(match[1].strip(), span)

    def stray_braces(self) -> Iterator[Placeholder]:
        """Every brace that belongs to no placeholder and to no mark, with what it holds."""
        for number, line in enumerate(self.lines, 1) if _has_brace(self.content) else ():
            rest = re.sub(f"{_PLACEHOLDER.pattern}|{MARK}", lambda m: " " * len(m[0]), line)
            for match in re.finditer(r"[{｛]+[^{}｛｝]*[}｝]*|[}｝]+", rest):
                span = Span(self.name, number, match.start() + 1, len(match[0]))
                yield Placeholder(match[0].strip(), span)

    def tags(self) -> Iterator[Span]:
        """Every HTML tag in order."""
        for number, line in enumerate(self.lines, 1):
            for match in _TAG.finditer(line):
                yield Span(self.name, number, match.start() + 1, len(match[0]))


def _has_brace(content: str) -> bool:
    return any(brace in content for brace in "{}｛｝")


def narrative(text: Text | None, name: str) -> Narrative:
    """The narrative in ``text``, or an absent one of that name."""
    return Narrative(name, text.content if text else "", text is not None)


def fill(content: str, values: dict[str, str]) -> str:
    """The text with known placeholders replaced; unknown ones stay as they were typed."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1].strip(), match[0]), content)


def unmarked(content: str) -> str:
    """The text as readers see it, without the marks behind its numbers."""
    return re.sub(MARK, "", content)
