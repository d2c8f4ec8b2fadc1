"""Owns 一分钟看懂: the report in four sentences, from its figures and its own words.

Nothing that the unit worded is worded anew: problems and next steps are the beginnings of its
own paragraphs, and are left out when they cannot be told for certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.provenance import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.text import Narrative
    from generator.pages.cells import View
    from generator.pages.composition import Composition
    from generator.pages.evaluation import TableView
    from generator.pages.scores import Working

# （一）预算执行：… in a paragraph or a heading: the words up to the first stop.
_POINT = re.compile(r"(?:#+\s*)?[（(][一二三四五六七八九十]{1,3}[）)]\s*([^：:，,。；;\n]{2,40})")
_CHAPTER = 2
_PROBLEMS = ("问题",)
_STEPS = ("下一步", "改进措施", "整改")


@dataclass(frozen=True, slots=True)
class Saying:
    """A question and its answer, in pieces of words and linked numbers."""

    question: str
    pieces: tuple[Piece, ...]
    from_text: bool = False


def summary(
    table: TableView,
    scores: tuple[Working, ...],
    parts: tuple[Composition, ...],
    narrative: Narrative,
) -> tuple[Saying, ...]:
    """The sentences that the data allow."""
    problems = _points(narrative, _PROBLEMS)
    steps = _points(narrative, _STEPS)
    sayings = [
        Saying("花了多少", tuple(_spent(table, parts))),
        Saying("做得怎样", tuple(_done(table, scores))),
    ]
    if problems:
        words = f"单位自己列出{len(problems)}条：{'；'.join(problems)}。"
        sayings.append(Saying("有什么问题", (Piece(words),), from_text=True))
    if steps:
        sayings.append(Saying("接下来", (Piece(f"{'；'.join(steps)}。"),), from_text=True))
    return tuple(saying for saying in sayings if saying.pieces)


def _spent(table: TableView, parts: tuple[Composition, ...]) -> Iterator[Piece]:
    funds = table.funds
    known = (
        ("年初预算", funds.initial),
        ("全年预算", funds.adjusted),
        ("全年执行", funds.executed),
    )
    yield from _amounts(known)
    uses = parts[-1].parts if parts else ()
    if uses and len(uses) > 1:
        yield Piece("其中")
        yield from _amounts(tuple((part.label, part.value) for part in uses))


def _amounts(items: tuple[tuple[str, View], ...]) -> Iterator[Piece]:
    """``年初预算264.01万元，…。`` for the amounts that were filled in."""
    known = [(label, value) for label, value in items if value.anchor]
    for number, (label, value) in enumerate(known):
        yield Piece(f"，{label}" if number else label)
        yield Piece(value.text, value.anchor)
        yield Piece("万元")
    if known:
        yield Piece("。")


def _done(table: TableView, scores: tuple[Working, ...]) -> Iterator[Piece]:
    if not table.total_score.anchor:
        return
    yield Piece("单位给自己评了")
    yield Piece(table.total_score.text, table.total_score.anchor)
    yield Piece(f"分，等级“{table.grade.text}”。" if table.grade.text else "分。")
    cuts = [working for working in scores if working.cut]
    if not cuts:
        yield Piece("各项都没有扣分。")
        return
    yield Piece("，".join(f"“{working.title}”{working.cut}分" for working in cuts))
    unsaid = sum(1 for working in cuts if working.reason.empty)
    if unsaid:
        which = "都" if unsaid == len(cuts) > 1 else "" if len(cuts) == 1 else f"其中{unsaid}项"
        yield Piece(f"，{which}没有写扣分原因")
    yield Piece("。")


def _points(narrative: Narrative, words: tuple[str, ...]) -> tuple[str, ...]:
    """How the numbered paragraphs of the first chapter about ``words`` begin."""
    inside, points = False, list[str]()
    headings = {heading.span.line: heading for heading in narrative.headings()}
    for number, line in enumerate(narrative.lines, 1):
        heading = headings.get(number)
        if heading and heading.level <= _CHAPTER:
            if inside:
                break
            inside = heading.level == _CHAPTER and any(word in heading.title for word in words)
        elif inside and (match := _POINT.match(line.strip())):
            points.append(match[1].strip())
    return tuple(points)
