"""Owns the shape of a narrative: chapters, paragraphs and sentences, with positions.

Every character of a sentence keeps its line and column. Must not know numbers or words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.source import Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.text import Heading, Narrative

# A sentence ends after these, and a closing quote or bracket still belongs to it.
_END = re.compile(r"[。；;！？!?]+[”’」』）)]*")
_BLANKS = " \t\u3000"
# No sentence that a person wrote is longer: what stands further off says nothing of a word, and to
# read it again for each word would take the square of the time.
_REACH = 1000


class Paragraph(NamedTuple):
    """A line of text under its headings, from the outermost to the innermost."""

    text: str
    line: int
    file: str
    headings: tuple[Heading, ...]

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from ``start`` up to ``end``, counted from 0."""
        return Span(self.file, self.line, start + 1, max(end - start, 1), self.text[start:end])

    @property
    def chapter(self) -> str:
        """The title of the chapter: the second-level heading, blank before the first."""
        return next((h.title for h in self.headings if h.level == _CHAPTER), "")

    def sentences(self) -> Iterator[Sentence]:
        """The sentences in order; what stands after the last full stop is one as well."""
        start = 0
        for match in _END.finditer(self.text):
            yield Sentence(self, start, match.end())
            start = match.end()
        if self.text[start:].strip(_BLANKS):
            yield Sentence(self, start, len(self.text))


_CHAPTER = 2


class Sentence(NamedTuple):
    """Characters ``start`` up to ``end`` of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence as typed."""
        return self.paragraph.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Its place, without blanks in front."""
        indent = len(self.text) - len(self.text.lstrip(_BLANKS))
        return self.paragraph.span(self.start + indent, self.end)

    def before(self, at: int) -> str:
        """Its text before the character ``at`` of the paragraph, as far as it may matter."""
        return self.paragraph.text[max(self.start, at - _REACH) : at]

    def after(self, at: int) -> str:
        """Its text from the character ``at`` of the paragraph on, as far as it may matter."""
        return self.paragraph.text[at : min(self.end, at + _REACH)]

    def find(self, part: str) -> Span | None:
        """The place of ``part`` in it, or None."""
        at = self.text.find(part)
        start = self.start + at
        return self.paragraph.span(start, start + len(part)) if at >= 0 else None


def paragraphs(narrative: Narrative) -> tuple[Paragraph, ...]:
    """Every line with text that is no heading, in order."""
    found: list[Paragraph] = []
    above: list[Heading] = []
    headings = {heading.span.line: heading for heading in narrative.headings()}
    for number, line in enumerate(narrative.lines, 1):
        heading = headings.get(number)
        if heading is not None:
            above = [h for h in above if h.level < heading.level]
            above.append(heading)
        elif line.strip(_BLANKS):
            found.append(Paragraph(line, number, narrative.name, tuple(above)))
    return tuple(found)
