"""Owns the arithmetic of a text: lists, sums, changes, shares, prices and what is left over.

Each is recomputed from the numbers of the text itself or, for what a text compares with, from
the facts of the report. Must not judge whether what is stated is right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, PERSON, Figure
from generator.model.facts import Scope, Stage
from generator.narrative.concepts import concept_of
from generator.narrative.phrases import cut, says, starts
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.concepts import Reading
    from generator.narrative.document import Sentence
    from generator.narrative.statements import Statement, Story

_OPENS = r"其中|全部为|均为|^\s*[（(]"
# A property of the money, not a part of it; lists of these overlap.
_PROPERTY = ("政府采购", "中小企业", "小微企业")
_THESE, _ALL_OF_THEM = "以上|上述", "两二三四五六七八九十0123456789项个笔"
_FUND = ("资金", "专项", "项目", "补贴", "补助", "经费")
_UP = ("增长", "增加", "上升", "提高")
_LAST_YEAR = "[比较][上去]年|同比|[比较]上年"
_BUDGET = "[比较](?:年初|本年)预算"
_LIST_WORDS = "是|为|有|包括"
_LONGEST = 100  # characters before these that may say what is counted
# Parts that people list under one whole, and lists that they nest: what has more was made by no
# clerk, and to add up the parts before every total would take the square of the text.
_MOST, _DEEPEST = 200, 20
_REACH = 3  # paragraphs after a count in which its names are looked for


class Listing(NamedTuple):
    """A whole and the parts that the text lists under it.

    ``total``: the whole is called 共计, so the parts should make it up; else 其中 names some.
    """

    whole: Statement
    parts: tuple[Statement, ...]
    total: bool

    @property
    def sum(self) -> Figure:
        """What the parts add up to."""
        return figures.total("所列各项之和", tuple(part.figure for part in self.parts))

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the whole."""
        return self.whole.figure.agrees_with(self.sum)


class Identity(NamedTuple):
    """A number of the text and what it should be. ``base_zero``: a rate on nothing."""

    stated: Statement
    computed: Figure | None
    base_zero: bool = False


class Roll(NamedTuple):
    """A number of things and the names that the text gives for them."""

    counted: Statement
    names: tuple[str, ...]


# ------------------------------------------------------------------------------ lists


def listings(story: Story) -> tuple[Listing, ...]:
    """Every list of a text. Lists end with their paragraph, those of counts with the 。

    ``其中`` and brackets open one. Counts may overlap (党员, 女职工): only money is sure.
    """
    return tuple(
        listing for line in story.of_paragraphs() for listing in (*_lists(line), *_afterwards(line))
    )


def _lists(line: tuple[Statement, ...]) -> Iterator[Listing]:
    for unit in dict.fromkeys(s.figure.unit for s in line):
        if unit != PERCENT:
            own = tuple(s for s in line if s.figure.unit == unit and _is_item(s))
            yield from _Lists().read(own)


def _is_item(statement: Statement) -> bool:
    return not statement.is_aside and not any(word in statement.words for word in _PROPERTY)


class _Open:
    """A list that may go on: its whole, its parts and what these add up to."""

    def __init__(self, whole: Statement, first: Statement) -> None:
        self.whole = whole
        self.parts = [first]
        self.sum = first.figure

    def take(self, more: Statement) -> None:
        self.sum = self._with(more)
        self.parts.append(more)

    def fits(self, more: Statement) -> bool:
        return not self._with(more).exceeds(self.whole.figure)

    @property
    def is_made_up(self) -> bool:
        return self.whole.figure.agrees_with(self.sum)

    def _with(self, more: Statement) -> Figure:
        """The sum with one more; where it comes from does not matter and would grow."""
        return figures.total("", (self.sum, more.figure))._replace(origin=self.sum.origin)


class _Lists:
    """Reads the lists of one unit in a paragraph: 其中 opens one under the number before it.

    A number without 其中 goes to the innermost list that it fits into; one that no list has room
    for ends them if one is made up already, and else is counted where it stands.
    """

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.all: list[_Open] = []

    def read(self, statements: tuple[Statement, ...]) -> Iterator[Listing]:
        last: Statement | None = None
        for statement in statements:
            if not statement.is_money and statement.starts_anew:
                self.open.clear()
            if statement.lead.startswith(("）", ")")):
                self._close_bracket()
            if last is not None and re.search(_OPENS, statement.lead):
                self.open.append(_Open(last, statement))
                self.all.append(self.open[-1])
                del self.open[:-_DEEPEST]
            else:
                self._add(statement)
            last = statement
        for one in self.all:
            closed = bool(says(one.parts[0].lead, "全部为|均为"))
            if len(one.parts) <= _MOST:
                yield Listing(one.whole, tuple(one.parts), one.whole.is_total or closed)

    def _close_bracket(self) -> None:
        """After （…） the list before the bracket goes on."""
        inner = [n for n, one in enumerate(self.open) if one.parts[0].lead[:1] in "（("]
        if inner:
            del self.open[inner[-1] :]

    def _add(self, statement: Statement) -> None:
        room = [n for n, one in enumerate(self.open) if one.fits(statement)]
        if room:
            del self.open[room[-1] + 1 :]
            self.open[-1].take(statement)
        elif any(one.is_made_up for one in self.open) or _apart(statement):
            self.open.clear()
        elif self.open:
            self.open[-1].take(statement)
            self.open.clear()


def _apart(statement: Statement) -> bool:
    """Whether a number that fits into no list starts something new."""
    nameless = statement.starts_anew and not statement.words.endswith(_FUND)
    return statement.is_total or nameless


def _afterwards(line: tuple[Statement, ...]) -> Iterator[Listing]:
    """``甲1万元、乙2万元，共计3万元``: a total after its parts, in one sentence."""
    before: dict[tuple[Sentence, str], list[Statement]] = {}
    for whole in line:
        parts = before.setdefault((whole.sentence, whole.figure.unit), [])
        if whole.is_total and _sums_up(whole.words) and 1 < len(parts) <= _MOST:
            yield Listing(whole, tuple(parts), total=True)
        if not whole.is_aside:
            parts.append(whole)


def _sums_up(words: str) -> bool:
    """``以上两项``, ``三个``, or no words at all."""
    return not words.removeprefix(starts(words, _THESE)).strip(_ALL_OF_THEM)


# ------------------------------------------------------------------------------ identities


def identities(reading: Reading) -> Iterator[Identity]:
    """Changes, shares, prices and balances of both texts, as far as they can be recomputed."""
    for story in (reading.main, reading.project):
        for own in story.of_sentences():
            yield from _changes(own, reading)
            yield from _shares(own, reading)
            yield from _prices(own)
            yield from _balances(own)


def _changes(own: tuple[Statement, ...], reading: Reading) -> Iterator[Identity]:
    """``比上年减少0.58万元，下降8.32%``: of the last number before, against what the text says."""
    now: Statement | None = None
    base = ""
    amount: Statement | None = None
    for statement in own:
        if not statement.change:
            now, base, amount = statement, "", None
            continue
        found = re.search(f"{_LAST_YEAR}|{_BUDGET}", statement.clause)
        base = found[0] if found else base
        if now is None or not base or now.is_aside or now.is_rough:
            continue
        before = _before(now, base, reading) or _undone(now, amount)
        if statement.figure.unit == now.figure.unit != PERCENT:
            amount = statement
            if before is not None:
                yield Identity(statement, _grown(statement, now.figure, before))
        elif statement.figure.unit == PERCENT != now.figure.unit and before is not None:
            grown = _grown(statement, now.figure, before)
            zero = before.value == figures.ZERO
            yield Identity(statement, figures.ratio("增减", grown, before), base_zero=zero)


def _before(now: Statement, base: str, reading: Reading) -> Figure | None:
    """What the tables say of last year, or of the budget."""
    bound = reading.of(now)
    concept = "" if bound.loose else bound.concept
    if now.scope is not Scope.ALL or now.year is None:
        return None
    if "预算" in base:
        return reading.book.at(concept, Stage.INITIAL, now.year)
    return reading.book.outturn(concept, now.year - 1)


def _undone(now: Statement, amount: Statement | None) -> Figure | None:
    """The number before the change that the text gives."""
    if amount is None:
        return None
    if amount.change in _UP:
        return figures.difference("变动前", now.figure, amount.figure)
    return figures.total("变动前", (now.figure, amount.figure))


def _grown(change: Statement, now: Figure, before: Figure) -> Figure:
    if change.change in _UP:
        return figures.difference("增加", now, before)
    return figures.difference("减少", before, now)


def _shares(own: tuple[Statement, ...], reading: Reading) -> Iterator[Identity]:
    """``占项目支出的45%``: the amount before it, of what is named or, unnamed, of its whole."""
    part: Statement | None = None
    for statement in own:
        if statement.is_money and not statement.is_aside:
            part = statement
        if statement.figure.unit != PERCENT or part is None:
            continue
        found = re.search("占(.*?)(?:的|比重|比例|比|总额)*(?:为|约|达)*$", statement.clause)
        if found:
            whole = _whole(found[1], part, reading)
            if whole is not None:
                yield Identity(statement, figures.ratio("占比", part.figure, whole))


def _whole(words: str, part: Statement, reading: Reading) -> Figure | None:
    concept = concept_of(words.removeprefix("全部").removeprefix("全年"))
    told = reading.told(concept, part.scope) if concept else None
    if told is not None:
        return told.figure
    return reading.book.outturn(concept, part.year) if part.scope is Scope.ALL else None


def _prices(own: tuple[Statement, ...]) -> Iterator[Identity]:
    """``补助120人，共6万元，人均500元``: price × number against the amount."""
    prices = [s for s in own if s.is_money and says(s.clause, "人均|户均|生均")]
    sums = [s for s in own if s.is_money and not s.is_aside] if prices else []
    households = [s for s in own if s.figure.unit == "户"] if prices else []
    persons = [s for s in own if s.figure.unit in (PERSON, "名", "人次")] if prices else []
    for price in prices:
        heads = households if "户均" in price.clause else persons
        if len(heads) == len(sums) == 1:
            count = heads[0].figure
            whole = figures.scaled("人均 × 人数", price.figure, count.value)
            if not whole.agrees_with(sums[0].figure):
                yield Identity(sums[0], whole)


def _balances(own: tuple[Statement, ...]) -> Iterator[Identity]:
    """``全年预算数10万元，全年执行数8万元，结余2万元``."""
    shape = "(?:结余|结转|结余结转|剩余)(?:资金)?$"
    lefts = [s for s in own if s.is_money and re.search(shape, s.clause)]
    stages = {s.stages[0]: s for s in reversed(own) if s.is_money} if lefts else {}
    budget, spent = stages.get(Stage.ADJUSTED), stages.get(Stage.EXECUTED)
    for left in lefts:
        if budget is not None and spent is not None and budget.subject == spent.subject:
            yield Identity(left, figures.difference("结余", budget.figure, spent.figure))


# ------------------------------------------------------------------------------ names


def rolls(story: Story) -> Iterator[Roll]:
    """``股室4个……分别是：甲、乙、丙、丁`` and ``甲、乙，共2个项目``."""
    counted = [s for s in story.statements if s.figure.unit in ("个", "家", "所", "项")]
    lists = _introduced(story) if counted else {}
    for statement in counted:
        names = _names_after(statement, lists) or _names_before(statement)
        if names:
            yield Roll(statement, names)


def _introduced(story: Story) -> dict[str, list[tuple[int, str]]]:
    """By the words before 分别是, 为 …, the sentences that name things: their lines and names."""
    found: dict[str, list[tuple[int, str]]] = {}
    for paragraph in story.paragraphs:
        for sentence in paragraph.sentences():
            text = sentence.text.strip()
            digitless = len(re.split(r"\d", text)[-1])
            for match in re.finditer(_LIST_WORDS, text[:_LONGEST]):
                rest = text[match.end() :]
                names = rest[1:] if rest[:1] in ("：", ":") and rest[1:] else rest
                if names and len(text) - match.start() <= digitless:
                    for words in {
                        text[: match.start()],
                        text[: match.start()].removesuffix("分别"),
                    }:
                        found.setdefault(words, []).append((paragraph.line, names))
    return found


def _names_after(statement: Statement, lists: dict[str, list[tuple[int, str]]]) -> tuple[str, ...]:
    if len(statement.words) < len("股室"):
        return ()
    first, found = statement.span.line, lists.get(statement.words, [])
    at = bisect_left(found, (first, ""))
    near = at < len(found) and found[at][0] <= first + 2 * _REACH
    return _split(found[at][1]) if near else ()


def _names_before(statement: Statement) -> tuple[str, ...]:
    told = statement.lead.removesuffix("，共")
    _, colon, names = told.replace(":", "：").rpartition("：")
    named = told != statement.lead and colon and "、" in names and "。" not in names
    return _split(names) if named else ()


def _split(text: str) -> tuple[str, ...]:
    """The names of a list; none when it ends with 等 and so names only some."""
    text = re.sub(r"（[^（）]*）|\([^()]*\)", "", text).strip().rstrip("。；，！")
    if re.search("等(?:[^、]{0,4})?$", text):
        return ()
    names = cut(text, "、；;，")
    return tuple(name for name in names if name)
