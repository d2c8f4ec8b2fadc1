"""Owns statements: what each number of a narrative is said to be about.

``2024年项目支出共计139.26万元`` states an amount: of which words, which money (口径), which
stage and year, in which sentence, and whether as a total. The money follows from the title of
the chapter unless the text says otherwise. Must not know the tables of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import WAN_YUAN, Figure, Typed
from generator.model.facts import Scope, Stage
from generator.narrative.document import Sentence, paragraphs
from generator.narrative.numbers import Number, NumberKind, numbers
from generator.narrative.phrases import behind, cut, ends, says, starts
from generator.narrative.text import MARK
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.document import Paragraph
    from generator.narrative.text import Narrative
    from generator.source import Span

# The money of a chapter, by a word of its title; the innermost heading that has one decides.
CHAPTERS = (
    ("一般公共预算", Scope.GENERAL),
    ("政府性基金", Scope.GOVERNMENT_FUND),
    ("国有资本", Scope.STATE_CAPITAL),
    ("社会保险基金", Scope.SOCIAL_INSURANCE),
    ("财政专户", Scope.SPECIAL_ACCOUNT),
    ("其他资金", Scope.OTHER),
)
# The stages that the words right before an amount may mean. Without such a word: the outturn.
STAGES = (
    ("年初预算", (Stage.INITIAL,)),
    ("本年预算", (Stage.INITIAL,)),
    ("全年预算", (Stage.ADJUSTED,)),
    ("调整预算", (Stage.ADJUSTED,)),
    ("预算", (Stage.ADJUSTED, Stage.INITIAL)),
    ("执行", (Stage.EXECUTED, Stage.FINAL)),
    ("决算", (Stage.FINAL, Stage.EXECUTED)),
)
OUTTURN = (Stage.FINAL, Stage.EXECUTED)
BUDGET = (Stage.ADJUSTED, Stage.INITIAL)
# A sentence with one of these may speak of a budget wherever it does not say what it means.
_BUDGETED = "预算|安排|下达|批复|核定|划拨|拨付"
_BUDGETS = "(?:公共|基金|经营|保险)预算"
TOTAL_WORDS = "共计|合计|总计|共有"
# A text that says which money it speaks of, or leaves out.
SCOPE_NOTE = "口径|不含|不包括|只反映|全部资金|另由|另有|不在本章"
# An amount after or before these is a limit, a price or of another period: no item of a list.
_ASIDE = "累计|批复|概算|预算投资|超过|不含|不包括|控制在|结转|结余|另由|差额|占"
_CHANGE = "增长|增加|上升|提高|下降|减少|降低|压减|压缩"
_FRONT = (
    "其中|全部为|均为|包括|分别为|分别是|另有|另|同时|并|经|安排|下达|拨付|投入|使用|控制在|得到|"
    "我部门|我单位|我局|本部门|本单位|本局|全县|县财政|全年|本年|当年|年末|实有|实际|共有|共|"
    "上年|去年|自评结果|部门整体支出"
)
# Says of an amount without a name of its own that it was spent.
_SPENT = ("支出", "完成支出", "实际支出", "支出数")
_VERBS = "安排|批复|核定|下达|拨付|划拨|使用"
_BACK = "控制在|共计|合计|总计|共有|共|累计|达到|达|为|是|只有|有|约|仅|全年|支付|安排|完成|了"
_HOLE = r"\{\{[^{}\n]*\}\}|\{=[^{}\n]*\}"
# Stands where a mark or placeholder stood, so that columns stay.
_BLANK = "\0"
# Without one of these a line has no amount, rate or score: most lines need no reading.
_NUMERAL = r"\d|元|百分之"
_STAGE = "(?:年初|全年|本年|调整|部门)?(?:预算|执行|决算)(?:数|总额|总数)?(?:为|共计|是|达到)?"
_SPENDING = "实际|全年支出|支付|执行|决算|完成"
_YEARS = r"(?:\d{4}|二〇..)年度?"
_SPACES = ' \t\u3000\0“”"*的'
# What a text may call the two values of an indicator.
TARGETS = "年度指标值|年初指标值|指标值|年度目标值|目标值|年度目标|目标|计划数|计划"
ACTUALS = "实际完成值|全年完成值|完成值|实际完成|完成数|实际值"
# Words that name what is measured, not of what.
_MEASURES = ("执行率", "预算执行率", "得分", "自评得分", *TARGETS.split("|"), *ACTUALS.split("|"))


class Statement(NamedTuple):
    """A number and what it is said to be about.

    ``figure`` is called by the words; ``subject`` are the words, or those of the amount before
    it when it only has a stage or a rate of its own (``全年执行数``). ``lead`` is the text since
    the number before, ``clause`` its last part. ``stated_year`` is None if none is written.
    """

    kind: NumberKind
    words: str
    subject: str
    figure: Figure
    lead: str
    clause: str
    scope: Scope
    stages: tuple[Stage, ...]
    year: int | None
    stated_year: int | None
    sentence: Sentence
    start: int
    end: int
    mark: Mark | None

    @property
    def span(self) -> Span:
        """Where its number stands."""
        return next(self.figure.spans())

    @property
    def typed(self) -> str:
        """The number with its unit, as typed."""
        return self.paragraph.text[self.start : self.end]

    @property
    def paragraph(self) -> Paragraph:
        """The line it stands in."""
        return self.sentence.paragraph

    @property
    def is_money(self) -> bool:
        """Whether it is an amount."""
        return self.figure.unit == WAN_YUAN

    @property
    def is_total(self) -> bool:
        """Whether it is called 共计, 合计, 总计."""
        return bool(says(self.clause, TOTAL_WORDS))

    @property
    def change(self) -> str:
        """The word 增加, 下降 …, if the number is said to be a change."""
        return ends(self.clause.rstrip("了约"), _CHANGE)

    @property
    def starts_anew(self) -> bool:
        """Whether a full stop stands between it and the number before."""
        first = self.start - len(self.lead) == self.sentence.start
        return first and self.paragraph.text[: self.sentence.start].endswith(("。", "！", "？"))

    @property
    def is_outturn(self) -> bool:
        """Whether it speaks of money spent."""
        return self.stages[0] in OUTTURN

    @property
    def is_rough(self) -> bool:
        """Whether it is rounded in words: 约, 近, 余."""
        after = self.paragraph.text[self.end : self.end + 2]
        before = ends(self.clause, "约|近|超|超过|逾|不到|不足")
        return bool(before) or after.startswith(("余", "多", "左右", "以上"))

    @property
    def is_price(self) -> bool:
        """Whether it is said of one of many."""
        return bool(says(self.clause, "每|均|单价|成本"))

    @property
    def is_aside(self) -> bool:
        """Whether it is a limit, a price, a change or of another period: in no list."""
        return bool(self.change or self.is_price or says(self.clause, _ASIDE))


class Row(NamedTuple):
    """``甲、乙分别为1万元、2万元``: names, and the numbers that follow, perhaps not as many."""

    names: tuple[str, ...]
    statements: tuple[Statement, ...]


class Mark(NamedTuple):
    """``{=名称}`` after a number: the value of the report that it repeats."""

    name: str
    span: Span


class Nothing(NamedTuple):
    """A sentence that states there is none: ``2024年度无国有资本经营预算支出``."""

    scope: Scope
    span: Span


class Story(NamedTuple):
    """Everything that a narrative states. ``noted`` are the scopes it explains to the reader."""

    statements: tuple[Statement, ...]
    nothings: tuple[Nothing, ...]
    paragraphs: tuple[Paragraph, ...]
    noted: frozenset[Scope]

    def of_paragraphs(self) -> Iterator[tuple[Statement, ...]]:
        """The statements, paragraph by paragraph."""
        lines: dict[int, list[Statement]] = {}
        for statement in self.statements:
            lines.setdefault(statement.span.line, []).append(statement)
        for line in lines.values():
            yield tuple(line)

    def of_sentences(self) -> Iterator[tuple[Statement, ...]]:
        """The statements, sentence by sentence."""
        found: dict[Sentence, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.sentence, []).append(statement)
        for sentence in found.values():
            yield tuple(sentence)


@lru_cache(maxsize=4)
def story(narrative: Narrative, year: int | None, *, whole: bool = False) -> Story:
    """What ``narrative`` states in the report of ``year``.

    ``whole``: it speaks of all money whatever its chapters are called, as a project report.
    """
    lines = paragraphs(narrative)
    plain = tuple(_without_holes(line) for line in lines)
    reader = _Reader(year, whole=whole)
    return Story(
        statements=tuple(s for line in lines for s in _of_line(reader, line)),
        nothings=tuple(n for line in plain for n in _nothings(line)),
        paragraphs=lines,
        noted=frozenset(reader.scope(p) for p in plain if says(p.text, SCOPE_NOTE)),
    )


def _of_line(reader: _Reader, line: Paragraph) -> tuple[Statement, ...]:
    return _outspent(_distributed(tuple(reader.statements(line))))


def _outspent(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """公用经费62万元，支出61万元: what is spent right behind an amount was its budget, perhaps."""
    return tuple(
        one._replace(stages=(*OUTTURN, *BUDGET)) if _is_spent_by(one, after) else one
        for one, after in zip_longest(statements, statements[1:])
        if one is not None
    )


def _is_spent_by(one: Statement | None, after: Statement | None) -> bool:
    if one is None or after is None or one.sentence != after.sentence:
        return False
    return one.stages == OUTTURN and not after.words and after.subject == one.words


def _without_holes(paragraph: Paragraph) -> Paragraph:
    """The paragraph with blanks for marks and placeholders: their digits are names."""
    if "{" not in paragraph.text:
        return paragraph
    return paragraph._replace(
        text=re.sub(_HOLE, lambda match: _BLANK * len(match[0]), paragraph.text)
    )


def scope_of(paragraph: Paragraph) -> Scope:
    """The money that a paragraph speaks of by its headings."""
    titles = (heading.title for heading in reversed(paragraph.headings))
    return next((scope for title in titles for word, scope in CHAPTERS if word in title), Scope.ALL)


def _nothings(paragraph: Paragraph) -> Iterator[Nothing]:
    for sentence in paragraph.sentences() if "无" in paragraph.text else ():
        found = re.search(r"无(一般公共|政府性基金|国有资本|社会保险基金)", sentence.text)
        if found and not says(sentence.text, "结转|结余"):
            scope = next(scope for word, scope in CHAPTERS if found[1] in word)
            place = place_of(paragraph, sentence.text)
            yield Nothing(scope, sentence.span._replace(place=place))


class _Carry:
    """What a number says for those after it: stage and year of a list, stage of a budget.

    Whatever was carried may also be the outturn: nobody is accused over a guess.
    """

    def __init__(self) -> None:
        self.last: Statement | None = None
        self.stages: tuple[Stage, ...] = ()
        self.year: int | None = None

    def applied(self, read: Statement, year: int | None) -> Statement:
        """The statement with what it takes over from those before it."""
        if read.starts_anew or says(read.clause, _SPENDING):
            self.stages, self.year = (), None
        if "其中" in read.lead and self.last is not None:
            budget = self.last.stages[0] not in OUTTURN
            self.stages = tuple(dict.fromkeys((*self.last.stages, *BUDGET))) if budget else ()
            self.year = self.last.stated_year
        own = read.stages
        # 年初预算500万元, 年初预算安排基本支出300万元: of all that follows in the sentence.
        general = not read.words or not re.search(f"{_STAGE}$", read.clause)
        if own and general and not read.is_aside:
            self.stages = () if own[0] in OUTTURN else own
        perhaps = BUDGET if _speaks_of_budget(read) else ()
        carried = tuple(dict.fromkeys((*self.stages, *OUTTURN, *perhaps)))
        taken = read._replace(
            stages=own or carried,
            stated_year=read.stated_year or self.year,
            year=read.year if read.stated_year or not self.year else self.year,
        )
        if read.year != year:
            taken = taken._replace(year=read.year)
        self.last = self.last if read.is_aside else taken
        return taken


def _speaks_of_budget(read: Statement) -> bool:
    """Whether its sentence does so up to it; 一般公共预算 and its like are names of money."""
    said = read.sentence.before(read.start)
    return bool(says(said, _BUDGETED) and says(re.sub(_BUDGETS, "", said), _BUDGETED))


class _Places:
    """Where the sentences of a paragraph stand and its years, found once for all its numbers."""

    def __init__(self, paragraph: Paragraph) -> None:
        years = tuple(re.finditer(r"(\d{4})年", paragraph.text))
        self.sentences = tuple(paragraph.sentences())
        self.starts = tuple(sentence.start for sentence in self.sentences)
        self.years = tuple(int(year[1]) for year in years)
        self.year_starts = tuple(year.start() for year in years)
        self.year_ends = tuple(year.end() for year in years)

    def sentence(self, at: int) -> Sentence:
        return self.sentences[bisect_right(self.starts, at) - 1]

    def stated_year(self, sentence: Sentence, at: int) -> int | None:
        """The last year that the sentence states before the character ``at``."""
        last = bisect_right(self.year_ends, at) - 1
        stated = last >= 0 and self.year_starts[last] >= sentence.start
        return self.years[last] if stated else None


class _Reader:
    """Reads statements line by line; counts what is written twice, so that places differ."""

    def __init__(self, year: int | None, *, whole: bool) -> None:
        self.year = year
        self.whole = whole
        self.seen: dict[str, int] = {}

    def scope(self, paragraph: Paragraph) -> Scope:
        return Scope.ALL if self.whole else scope_of(paragraph)

    def statements(self, typed: Paragraph) -> Iterator[Statement]:
        paragraph = _without_holes(typed)
        found = tuple(numbers(paragraph)) if re.search(_NUMERAL, paragraph.text) else ()
        places = _Places(paragraph)
        before, subject = 0, ""
        carry = _Carry()
        for number, figure in ((n, n.figure) for n in found):
            if figure is None:
                continue
            sentence = places.sentence(number.start)
            if before <= sentence.start:
                before, subject = sentence.start, ""
            read = carry.applied(self._statement(number, figure, places, before), self.year)
            before = number.end
            alone = not read.words or read.words in _MEASURES or read.change
            yield read._replace(
                subject=subject if alone and subject else read.words,
                mark=_mark(typed, number.end),
            )
            subject = subject if alone else read.words

    def _statement(self, number: Number, figure: Figure, places: _Places, start: int) -> Statement:
        paragraph, sentence = number.paragraph, places.sentence(number.start)
        lead = paragraph.text[start : number.start]
        clause = _last_clause(lead)
        if start > sentence.start:  # goes on behind another number: 基本支出1万元、项目支出2万元
            clause = re.sub(r"^\s*(?:、|和|以及|及|与)", "", clause)
        words, stages = phrase(clause)
        stated = places.stated_year(sentence, number.start)
        return Statement(
            kind=number.kind,
            words=words,
            subject=words,
            figure=self._placed(figure, words, number, clause),
            lead=lead,
            clause=clause,
            scope=self.scope(paragraph),
            stages=stages,
            year=self._year(stated, clause),
            stated_year=stated,
            sentence=sentence,
            start=number.start,
            end=number.end,
            mark=None,
        )

    def _year(self, stated: int | None, clause: str) -> int | None:
        year = stated or self.year
        before = says(clause, "上年|去年") and not says(clause, "比|较")
        return year - 1 if year is not None and before else year

    def _placed(self, figure: Figure, words: str, number: Number, clause: str) -> Figure:
        """``figure`` called by ``words``, at a place that says chapter and text."""
        place = place_of(number.paragraph, clause + number.text)
        self.seen[place] = again = self.seen.get(place, 0) + 1
        if again > 1:
            place = f"{place}（第{again}处）"
        origin = Typed(number.span._replace(place=place), number.text)
        return figures.renamed(figure, words)._replace(origin=origin)


def place_of(paragraph: Paragraph, quote: str) -> str:
    """File, chapter and words of a place in a text: it survives edits elsewhere."""
    file = paragraph.file.split("/")
    name = "/".join(file[-2:] if file[-2:-1] == ["projects"] else file[-1:])
    words = re.sub(r"[\s\0]+", "", quote).strip(_SPACES)
    return f"{name} {paragraph.chapter}：{words}"


# Nobody writes a longer clause; what is read over and over would take the square of its length.
_LONGEST = 1000


def _last_clause(text: str) -> str:
    return cut(text[-_LONGEST:], "，。；：,;:")[-1]


def _mark(typed: Paragraph, end: int) -> Mark | None:
    found = re.compile(MARK).match(typed.text, end)
    return Mark(found[1].strip(), typed.span(found.start(), found.end())) if found else None


def rows(statements: tuple[Statement, ...]) -> Iterator[Row]:
    """Every 分别为 of a paragraph with its names and its numbers."""
    for n, first in enumerate(statements):
        before, _, after = first.lead.partition("分别")
        if starts(after, "为|是|达|有|支出|安排"):
            ends_ = (m for m in range(n + 1, len(statements)) if not _goes_on(statements[m]))
            text = _after_year(_last_clause(before))
            numbers_ = statements[n : next(ends_, len(statements))]
            yield Row(_names_for(len(numbers_), text), numbers_)


def _names_for(count: int, text: str) -> tuple[str, ...]:
    """The names in ``text``: as many as there are numbers, should 和 stand inside of a name."""
    ways = [tuple(map(stripped, cut(text, marks))) for marks in ("、和及与", "、")]
    return next((names for names in ways if len(names) == count), ways[0])


def _goes_on(statement: Statement) -> bool:
    return not statement.lead.strip(f"{_SPACES}、，和及与以")


def _distributed(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements of a paragraph, those of a 分别为 under their own names."""
    named = {
        statement.span: name
        for row in rows(statements)
        if len(row.names) == len(row.statements)
        for name, statement in zip(row.names, row.statements, strict=True)
    }
    return tuple(_called(s, named[s.span]) if s.span in named else s for s in statements)


def _called(statement: Statement, name: str) -> Statement:
    figure = figures.renamed(statement.figure, name)
    return statement._replace(words=name, subject=name, figure=figure)


def marks(paragraph: Paragraph) -> Iterator[Mark]:
    """Every mark of a paragraph as typed, also one that stands after no number."""
    for found in re.finditer(MARK, paragraph.text):
        yield Mark(found[1].strip(), paragraph.span(found.start(), found.end()))


def _after_year(text: str) -> str:
    return re.split(_YEARS, text)[-1].lstrip("末初底")


def phrase(clause: str) -> tuple[str, tuple[Stage, ...]]:
    """The noun phrase before a number, and the stages that its words name, if any."""
    text = re.sub(r"（[^（）]*）|\([^()]*\)", "", clause)
    text = re.sub(r"^\s*\d+[.、]", "", text)
    text = _after_year(text) or re.sub(_YEARS, "", text)
    text = text.strip(_SPACES)
    named = re.search(f"{_STAGE}$", text)
    budget = re.search(r"(?:年初|全年|本年|调整)?预算数?(?:安排|批复|下达|核定)", text)
    found = named or budget
    words = text[: named.start()] if named else behind(text, _VERBS) or text
    words = stripped(words)
    if found:
        return words, next(stages for word, stages in STAGES if word in found[0])
    if words in _SPENT:
        return "", (Stage.EXECUTED, Stage.FINAL)
    return words, ()


def stripped(text: str) -> str:
    """Without verbs and fillers at both ends, over and over."""
    before = None
    while text != before:
        before = text
        text = text.strip(_SPACES)
        text = text.removeprefix(starts(text, _FRONT))
        text = text.removesuffix(ends(text, _BACK))
    return text
