"""Owns what rules about words share: paragraphs, sentences, and where something is said.

Must not judge any of it. Regular expressions stay texts until a report is read: ``re`` keeps
those that it compiled, and a command that reads no prose compiles none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.model.reading import Words, shortened
from generator.narrative import document, outline
from generator.narrative.phrases import ends, places, says
from generator.narrative.statements import place_of
from generator.rules.core import Answers, Case, NotApplicable
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.narrative.document import Paragraph, Sentence
    from generator.narrative.text import Narrative

ATTACHED = r"附件\s*[:：]"
NO_TEXT = "没有正文"
# Chapters that speak of what will be done, and of what the unit is there for.
_PLANS = "措施|建议|打算|计划"
_DUTIES = "基本情况|职责|职能"
_NEGATIVE = "无|未|没|不|并非|杜绝|严禁|防|避免|禁止"
_KEPT = 8


def texts(case: Case) -> list[Narrative]:
    """The narratives that the report has."""
    return [text for text in (case.narrative, case.project_narrative) if text.present]


def nothing(case: Case, found: Collection[object], why: str) -> Answers:
    """Not applicable, where there is no narrative or it has none of what is looked for."""
    if not texts(case):
        yield NotApplicable(NO_TEXT)
    elif not found:
        yield NotApplicable(why)


@lru_cache(maxsize=_KEPT)
def paragraphs(text: Narrative) -> tuple[Paragraph, ...]:
    """Every line that is no heading."""
    return document.paragraphs(text)


@lru_cache(maxsize=_KEPT)
def body(text: Narrative) -> tuple[Paragraph, ...]:
    """The paragraphs before the list of attachments."""
    lines = paragraphs(text)
    end = next((n for n, line in enumerate(lines) if re.match(ATTACHED, line.text)), len(lines))
    return lines[:end]


def tail(text: Narrative) -> tuple[Paragraph, ...]:
    """The list of attachments and what follows it: signature and date."""
    return paragraphs(text)[len(body(text)) :]


@lru_cache(maxsize=_KEPT)
def sentences(text: Narrative) -> tuple[Sentence, ...]:
    """The sentences of the body, in order."""
    return tuple(sentence for line in body(text) for sentence in line.sentences())


def spot(line: Paragraph, start: int, end: int) -> Words:
    """The characters from ``start`` up to ``end`` of a paragraph, as a place of a finding."""
    quote = line.text[start:end]
    if quote.count("“") > quote.count("”") and line.text.startswith("”", end):
        quote, end = f"{quote}”", end + 1
    return Words("正文", quote, line.span(start, end)._replace(place=place_of(line, quote)))


def whole(line: Paragraph) -> Words:
    """All of a paragraph, called by its first words."""
    start = len(line.text) - len(line.text.lstrip())
    return spot(line, start, len(line.text))._replace(text=shortened(line.text.strip()))


def is_plan(line: Paragraph) -> bool:
    """Whether a paragraph says what will be done."""
    return bool(says(line.chapter, _PLANS))


class Said(NamedTuple):
    """Words of a sentence, from ``start`` up to ``end`` of its text."""

    sentence: Sentence
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        at = self.sentence.start
        return self.sentence.paragraph.text[at + self.start : at + self.end]

    @property
    def spot(self) -> Words:
        """Their place."""
        at = self.sentence.start
        return spot(self.sentence.paragraph, at + self.start, at + self.end)


def said(sentence: Sentence, words: str) -> Said | None:
    """Where ``sentence`` says ``words`` and does not deny them, from the start of the clause."""
    text = sentence.text
    for match in re.finditer(words, text):
        start = _clause(text, match.start())
        if not says(text[start : match.start()], _NEGATIVE):
            return Said(sentence, start, match.end())
    return None


_LONGEST = 1000  # characters of a clause; to look further back for each word takes too long


def _clause(text: str, at: int) -> int:
    """Where the clause begins that holds the character ``at``, behind its number."""
    first = max(at - _LONGEST, 0)
    start = max(first, *(text.rfind(mark, first, at) + 1 for mark in "，；：,;: \u3000"))
    number = outline.mark(text[start:at])
    return text.index(number.text, start) + len(number.text) if number else start


def sentences_with(text: Narrative, words: str) -> tuple[Sentence, ...]:
    """The sentences in which ``words`` occur; most narratives have none, which is soon seen."""
    if not re.search(words, text.content):
        return ()
    return tuple(sentence for sentence in sentences(text) if re.search(words, sentence.text))


def claimed(case: Case, words: str) -> list[Said]:
    """Where the narratives claim ``words`` of the year they report; plans are no claims."""
    return [found for text in texts(case) for found in claimed_in(text, words)]


def claimed_in(text: Narrative, words: str) -> Iterator[Said]:
    """The same in one narrative."""
    for sentence in sentences_with(text, words):
        found = None if is_plan(sentence.paragraph) else said(sentence, words)
        if found:
            yield found


_NONE, _OF_IT = "没有|无|未", "发生|安排|产生|列支"
_NEAR = 7  # characters behind a word that still speak of it


def denied(case: Case, phrases: str, besides: str) -> list[Said]:
    """Where the narratives say that there is none of ``phrases``: 没有公务接待, 未发生公车购置.

    ``besides``: words right behind that make it something of theirs that there is none of.
    """
    lines = (sentence for text in texts(case) for sentence in sentences(text))
    found = (_denied(line, phrases, besides) for line in lines)
    return [said for said in found if said and not is_plan(said.sentence.paragraph)]


def _denied(sentence: Sentence, phrases: str, besides: str) -> Said | None:
    denials = (
        _denial(sentence, start, end, besides) for start, end in places(sentence.text, phrases)
    )
    return next(filter(None, denials), None)


def _denial(sentence: Sentence, start: int, end: int, besides: str) -> Said | None:
    """What denies the words from ``start`` up to ``end``: 没有 or 未 and perhaps a verb before."""
    text = sentence.text
    before = text[max(start - _NEAR, 0) : start]
    verb = ends(before, _OF_IT)
    none = ends(before.removesuffix(verb), _NONE)
    at = start - len(verb) - len(none)
    clause = _clause(text, at)
    other = says(text[clause:at], _NEGATIVE) or says(text[end : end + _NEAR], besides)
    return Said(sentence, clause, end) if none and not other else None


def admitted(case: Case, words: str) -> list[Said]:
    """As ``claimed``, but not among duties: who punishes misuse does not admit it."""
    return [
        found
        for found in claimed(case, words)
        if not says(found.sentence.paragraph.chapter, _DUTIES)
    ]
