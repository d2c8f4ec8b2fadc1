"""Owns which words of a text name which fact of the report, and binds statements to facts.

Tables first: the words below are the only ones that name a row of a form. A name that is in no
table is matched to the funds and projects of the report by its characters, in a way that can be
explained. Nothing is guessed from amounts alone. Must not judge whether amounts agree.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import WAN_YUAN, Figure
from generator.model import naming
from generator.model.facts import TOTAL_FUNDS, Fact, Key, Scope, Stage, facts
from generator.narrative.phrases import cut, ends, says, without
from generator.narrative.statements import (
    ACTUALS,
    OUTTURN,
    TARGETS,
    Statement,
    Story,
    marks,
    phrase,
    story,
    stripped,
)
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.figures import Cell
    from generator.model.evaluation import Project
    from generator.model.indicators import Indicator
    from generator.model.naming import Named
    from generator.model.reading import Words
    from generator.model.report import Report
    from generator.narrative.document import Sentence
    from generator.narrative.statements import Mark
    from generator.narrative.text import Narrative
    from generator.source import Span

BASIC, STAFF_COST, PUBLIC, PROJECT, SPECIAL = (
    "部门基本支出预算调整",
    "人员经费",
    "公用经费",
    "项目支出",
    "上级专项资金",
)
WORK, MAINTENANCE = "业务工作经费", "运行维护经费"
OFFICE, UTILITIES, MEETINGS = "办公经费", "水费、电费、差旅费", "会议费、培训费"
QUOTA, ON_DUTY, RATE, SCORE = "编制数", "实际在职人数", "执行率", "得分"


class Concept(NamedTuple):
    """A row of a form, as facts call it, and the words by which a text may call it."""

    label: str
    words: tuple[str, ...]


CONCEPTS = (
    Concept(BASIC, ("基本支出", "部门基本支出")),
    Concept(STAFF_COST, ("人员经费", "人员支出")),
    Concept(PUBLIC, ("公用经费", "日常公用经费")),
    Concept(PROJECT, ("项目支出",)),
    Concept(WORK, ("业务工作经费", "工作经费", "业务工作专项")),
    Concept(MAINTENANCE, ("运行维护经费", "运转维护经费")),
    Concept(SPECIAL, ("上级专项资金", "专项资金")),
    Concept("三公经费", ("三公经费", "三公”经费")),
    Concept(
        "公务用车购置和维护经费",
        ("公务用车购置和维护经费", "公务用车购置及运行维护费", "公务用车购置及运行费"),
    ),
    Concept("公车购置", ("公车购置", "公务用车购置", "公车购置费", "公务用车购置费")),
    Concept("公车运行维护", ("公车运行维护", "公务用车运行维护费", "公车运行维护费")),
    Concept("出国经费", ("出国经费", "因公出国费", "因公出国费用")),
    Concept("公务接待", ("公务接待", "公务接待费")),
    Concept(OFFICE, ("办公经费",)),
    Concept(MEETINGS, ("会议费、培训费", "会议费和培训费")),
    Concept(UTILITIES, ("水费、电费、差旅费",)),
    Concept("政府采购金额", ("政府采购金额", "政府采购支出")),
    Concept(
        TOTAL_FUNDS,
        ("年度资金总额", "总支出", "支出总额", "支出总计", "部门整体支出", "全部支出"),
    ),
    Concept(QUOTA, ("编制", "编制数")),
    Concept(ON_DUTY, ("在职人员", "在职人数", "在职在编人员", "实际在职人数")),
    Concept(RATE, ("执行率", "预算执行率")),
    Concept(SCORE, ("得分", "自评得分", "自评总分", "总分")),
)
# A kind of money named in a sentence: the income of that kind.
MONEY = (
    ("一般公共预算", Scope.GENERAL),
    ("政府性基金", Scope.GOVERNMENT_FUND),
    ("国有资本经营预算", Scope.STATE_CAPITAL),
    ("财政专户管理资金", Scope.SPECIAL_ACCOUNT),
    ("其他资金", Scope.OTHER),
)
_MONEY_WORDS = "(?:预算)?(?:拨款|支出|收入|资金|安排)*$"
# Which rows make up which: a difference of the money explains a whole family at once.
FAMILIES = (
    (BASIC, (BASIC, PUBLIC, STAFF_COST, OFFICE, UTILITIES, MEETINGS)),
    (PROJECT, (PROJECT, WORK, MAINTENANCE, SPECIAL)),
)
_QUOTES = '“”"《》 \u3000'
# Words that every fund may carry; without them its name is left.
_FILLERS = "专项资金|专项经费|项目|专项|资金|经费|支出|对|的"
_FUND = ("资金", "专项", "项目", "补贴", "补助")
_ENOUGH, _SHORTEST = 70, 4  # percent of the shorter name's pairs of characters; characters
# No report has more funds of its own, nor more rows explained by their use; each amount is compared
# with all of them.
_MOST = 200
# What money was for: says that a part of a row goes by another name.
_USE = "用于"
_FAR = 1000  # characters behind an amount in which its use is told


class Bound(NamedTuple):
    """A statement and what it was bound to; ``concept`` is blank when to nothing.

    ``facts`` have the same key. ``loose`` means that a part of them may be meant, or that the
    name is only alike: nothing is compared then. ``marked`` means
    that the text itself names the value, ``misdated`` that its sentence names another year
    but gives the amounts of the report's year; it is then bound to these. ``measured``: the
    concept is an indicator, the facts are its target or what was reached.
    """

    statement: Statement
    concept: str
    facts: tuple[Figure, ...] = ()
    named: bool = False
    loose: bool = False
    marked: bool = False
    misdated: bool = False
    measured: bool = False

    @property
    def figure(self) -> Figure:
        """The number as stated."""
        return self.statement.figure

    @property
    def is_outturn(self) -> bool:
        """Whether it speaks of money spent."""
        return self.statement.is_outturn

    @property
    def agrees(self) -> bool:
        """Whether it says what a fact of its key says."""
        return any(self.figure.repeats(fact) for fact in self.facts)


class Measured(NamedTuple):
    """The numbers of an indicator, as far as it has any."""

    target: Figure | None
    actual: Figure | None


class Book(NamedTuple):
    """The facts of a report and the names under which a text may call them.

    ``measures`` are the indicators by title; tables of several projects may share one.
    """

    facts: dict[Key, tuple[Figure, ...]]
    names: tuple[str, ...]
    values: dict[str, Named]
    measures: dict[str, tuple[Measured, ...]]

    def under(self, concept: str, scope: Scope, statement: Statement) -> tuple[Figure, ...]:
        """The facts of a concept that stand at a statement's stage and year."""
        keys = (Key(concept, scope, stage, statement.year) for stage in statement.stages)
        return tuple(figure for key in keys for figure in self.facts.get(key, ()))

    def outturn(self, concept: str, year: int | None) -> Figure | None:
        """What a concept came to in a year, all money."""
        keys = (Key(concept, Scope.ALL, stage, year) for stage in OUTTURN)
        return next((f for key in keys for f in self.facts.get(key, ())), None)

    def at(self, concept: str, stage: Stage, year: int | None) -> Figure | None:
        """The figure of a concept at one stage, all money."""
        return next(iter(self.facts.get(Key(concept, Scope.ALL, stage, year), ())), None)

    def same_value(self, statement: Statement) -> tuple[tuple[Key, Figure], ...]:
        """Every fact in money, other than zero, that has exactly this value."""
        return tuple(
            (key, figure)
            for key, found in self.facts.items()
            for figure in found
            if figure.unit == statement.figure.unit
            and figure.value == statement.figure.value != figures.ZERO
        )


class Register(NamedTuple):
    """What was bound, to be found without searching: each statement asks for others.

    ``places`` by the place of the number; ``outturns`` the first of this year, by concept and
    money; ``amounts`` how many there are of a concept; ``concepts`` those of the tables.
    """

    places: dict[Span, Bound]
    outturns: dict[tuple[str, Scope], Bound]
    amounts: Counter[str]
    concepts: frozenset[str]


class Reading(NamedTuple):
    """Both narratives of a report, bound to its facts. ``money`` are the amounts."""

    main: Story
    project: Story
    book: Book
    bound: tuple[Bound, ...]
    money: tuple[Bound, ...]
    year: int | None
    register: Register

    def of(self, statement: Statement) -> Bound:
        """What ``statement`` was bound to."""
        return self.register.places[statement.span]

    def told(self, concept: str, scope: Scope) -> Bound | None:
        """The first outturn of this year that the text gives for ``concept``, if any."""
        return self.register.outturns.get((concept, scope))

    def is_known(self, concept: str) -> bool:
        """Whether a table has ``concept``, or more than one amount of the text is called so."""
        return concept in self.register.concepts or self.register.amounts[concept] > 1

    def marks(self) -> Iterator[Mark]:
        """Every mark in the texts."""
        for told in (self.main, self.project):
            for paragraph in told.paragraphs:
                yield from marks(paragraph)


@lru_cache(maxsize=1)
def reading(
    report: Report, projects: tuple[Project, ...], main: Narrative, project: Narrative
) -> Reading:
    """The two narratives of ``report``, read once for all rules."""
    year = report.fiscal_year
    stories = (story(main, year), story(project, year, whole=True))
    statements = tuple(s for told in stories for s in told.statements)
    book = _book(report, projects, year)
    book = book._replace(
        names=(*book.names, *_new_names(statements, book.names)),
        # Only a text with marks needs the names of all values.
        values=naming.values(report) if "{=" in main.content + project.content else {},
    )
    binder = _Binder(book, statements, year)
    bound = tuple(binder.bound(s) for s in statements)
    wrong = {b.statement.sentence for b in bound if _misdated(b, book, year)}
    bound = tuple(_redated(b, binder, wrong, year) for b in bound)
    money = tuple(b for b in bound if b.statement.is_money)
    return Reading(*stories, book, bound, money, year, _register(book, bound, money, year))


def _register(
    book: Book, bound: tuple[Bound, ...], money: tuple[Bound, ...], year: int | None
) -> Register:
    outturns: dict[tuple[str, Scope], Bound] = {}
    for one in money:
        said = one.statement
        if one.is_outturn and said.year == year and not said.is_aside:
            outturns.setdefault((one.concept, said.scope), one)
    return Register(
        places={b.statement.span: b for b in bound},
        outturns=outturns,
        amounts=Counter(b.concept for b in money),
        concepts=frozenset(key.concept for key in book.facts),
    )


def _misdated(bound: Bound, book: Book, year: int | None) -> bool:
    """Whether a statement of another year gives what the tables have for the report's year."""
    statement = bound.statement
    if statement.stated_year in (None, year) or not bound.facts or bound.agrees or bound.loose:
        return False
    now = book.under(bound.concept, Scope.ALL, statement._replace(year=year))
    return any(bound.figure.value == figure.value for figure in now)


def _redated(bound: Bound, binder: _Binder, wrong: set[Sentence], year: int | None) -> Bound:
    if bound.statement.sentence not in wrong or bound.marked:
        return bound
    return binder.bound(bound.statement._replace(year=year))._replace(misdated=True)


# ------------------------------------------------------------------------------ names


@lru_cache(maxsize=1024)  # each name is compared with all others
def core(name: str) -> str:
    """What is left of the name of a fund without the words that all funds carry."""
    return re.sub(_FILLERS, "", without("".join(name.split()), '“”"‘’《》（）()、，')) or name


def same_name(one: str, other: str) -> bool:
    """Whether two names may mean the same fund or project.

    Their cores are equal, or one (of four characters or more) holds the other, or 70 % of the
    pairs of neighbouring characters of the shorter one occur in the longer one as well.
    """
    short, long = sorted((core(one), core(other)), key=len)
    if short == long:
        return True
    if len(short) < _SHORTEST:
        return False
    pairs = _pairs(short)
    return short in long or len(pairs & _pairs(long)) * 100 >= _ENOUGH * len(pairs)


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def best_name(name: str, names: tuple[str, ...]) -> str:
    """The one of ``names`` that ``name`` means: of equal core, else the only one alike."""
    alike = [known for known in names if same_name(known, name)]
    equal = [known for known in alike if core(known) == core(name)]
    return equal[0] if equal else alike[0] if len(alike) == 1 else ""


def _new_names(statements: tuple[Statement, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Names of funds that only the text has, at most ``_MOST``."""
    names: list[str] = []
    asked: dict[str, int] = {}  # among how many names each was looked for
    for statement in statements:
        words = statement.words
        if statement.is_money and not statement.is_aside and _is_fund(words):
            again = asked.get(words) == len(names)
            asked[words] = len(names)
            if not again and not best_name(words, (*known, *names)):
                names.append(words)
        if len(names) == _MOST:
            break
    return tuple(names)


def _is_fund(words: str) -> bool:
    """Whether ``words`` call themselves a fund or project and no row of a form."""
    return not concept_of(words) and words.endswith(_FUND)


def concept_of(words: str) -> str:
    """The row of a form that ``words`` name, blank if none."""
    spoken = words.replace("“", "").replace("”", "")
    for label, names in CONCEPTS:
        if spoken in names or (spoken.endswith("支出") and spoken[:-2] in names):
            return label
    return next((label for label in (SCORE, RATE) if spoken.endswith(f"自评{label}")), "")


# ------------------------------------------------------------------------------ facts


def _book(report: Report, projects: tuple[Project, ...], year: int | None) -> Book:
    funds = tuple(fund.title.text for fund in report.base.spending.project.special.each)
    names = tuple(name for name in funds if "×" not in name)
    titles = {p.title.text: p.special_fund.text for p in projects}
    names += tuple(title for title, fund in titles.items() if fund not in names)
    found: dict[Key, list[Figure]] = {}
    for fact in (*facts(report, projects), *_more(report, projects, year)):
        key = fact.key._replace(concept=_called(fact.key.concept, names, titles))
        found.setdefault(key, []).append(fact.figure)
    both = {key: tuple(figures_) for key, figures_ in found.items()}
    return Book({**both, **_staff_cost(both)}, names, {}, _measures(report, projects))


def _called(concept: str, names: tuple[str, ...], titles: dict[str, str]) -> str:
    """The name of a project's fund for the project; 基本支出 under its one name."""
    if concept == "基本支出":
        return BASIC
    title = re.fullmatch("项目“(.*)”", concept)
    if title:
        fund = titles[title[1]]
        return fund if fund in names else title[1]
    return concept


def _more(report: Report, projects: tuple[Project, ...], year: int | None) -> Iterator[Fact]:
    """What is no amount of a table, but may be repeated in a text."""
    staffing, funds = report.base.staffing, report.evaluation.funds
    for cell, label in ((staffing.quota, QUOTA), (staffing.on_duty, ON_DUTY), (funds.rate, RATE)):
        if isinstance(cell, Figure):
            yield Fact(Key(label, Scope.ALL, Stage.FINAL, year), cell)
    tables = (report.evaluation, *projects)
    for indicator in (i for table in tables for i in table.indicators):
        actual, title = indicator.actual, indicator.title.text
        if _is_spending(indicator) and isinstance(actual, Figure):
            yield Fact(Key(f"指标“{title}”", Scope.ALL, Stage.FINAL, year), actual)


def _measures(report: Report, projects: tuple[Project, ...]) -> dict[str, tuple[Measured, ...]]:
    found: dict[str, tuple[Measured, ...]] = {}
    for table in (report.evaluation, *projects):
        for indicator in table.indicators:
            title = without(indicator.title.text, _QUOTES)
            values = Measured(_number(indicator.target), _number(indicator.actual))
            found[title] = (*found.get(title, ()), values)
    return found


def _number(value: Cell | Words) -> Figure | None:
    """A value that is a number, money in the unit of all amounts."""
    if not isinstance(value, Figure) or value.unit not in figures.MONEY_UNITS:
        return value if isinstance(value, Figure) else None
    span = next(value.spans())
    return figures.money_in_words(value.name, figures.plain(value.value), value.unit, span)


def _is_spending(indicator: Indicator) -> bool:
    """Whether an indicator gives what was spent on something that is no row of the form."""
    title, unit = indicator.title.text, indicator.actual_unit or indicator.unit
    price = says(title, "每|均|成本|率")
    return unit.text == WAN_YUAN and not price and not concept_of(title)


def _staff_cost(found: dict[Key, tuple[Figure, ...]]) -> dict[Key, tuple[Figure, ...]]:
    """人员经费 is no row of the form: 基本支出 without 公用经费."""
    return {
        key._replace(concept=STAFF_COST): (
            figures.difference(STAFF_COST, basic[0], found[key._replace(concept=PUBLIC)][0]),
        )
        for key, basic in found.items()
        if key.concept == BASIC and key._replace(concept=PUBLIC) in found
    }


class _Binder:
    """Binds statements one by one."""

    def __init__(self, book: Book, statements: tuple[Statement, ...], year: int | None) -> None:
        self.book = book
        self.year = year
        self.uses = tuple(islice(_uses(statements), _MOST))
        self.names: dict[str, str] = {}  # best_name of each subject

    def bound(self, statement: Statement) -> Bound:
        """By its mark; else by the words of a table; else by the name of a fund or project."""
        if statement.mark is not None:
            value = self.book.values.get(statement.mark.name)
            known = (value,) if isinstance(value, Figure) else ()
            return Bound(statement, statement.mark.name, known, marked=True)
        measured = self._by_measure(statement)
        if measured is not None:
            return measured
        if statement.change or statement.is_price:
            return Bound(statement, "")
        return self._by_table(statement) or self._by_name(statement) or self._by_use(statement)

    def _by_measure(self, statement: Statement) -> Bound | None:
        """The target of an indicator, or what was reached, by its title before the number."""
        text = statement.sentence.before(statement.start)
        title, rest = _titled(without(text, _QUOTES), self.book.measures)
        own = stripped(cut(rest, "，：；（(")[-1])
        target = ends(own, TARGETS)
        if not title or own.removesuffix(target or ends(own, ACTUALS)):
            return None
        values = (m.target if target else m.actual for m in self.book.measures[title])
        known = tuple(v for v in values if v is not None and v.unit == statement.figure.unit)
        usable = known if statement.stated_year in (None, self.year) else ()
        return Bound(statement, title, usable, measured=True) if known else None

    def _by_table(self, statement: Statement) -> Bound | None:
        words = statement.subject or self._unnamed(statement)
        concept = concept_of(words)
        if concept and (concept != RATE or statement.subject in ("", statement.words)):
            units = {f.unit for f in self.book.under(concept, Scope.ALL, statement)}
            if units <= {statement.figure.unit}:
                known = self.book.under(concept, statement.scope, statement)
                return Bound(statement, concept, known if statement.scope is Scope.ALL else ())
        money = re.sub(_MONEY_WORDS, "", words)
        scope = next((scope for word, scope in MONEY if money.endswith(word)), None)
        if "专户" in words:
            scope = Scope.SPECIAL_ACCOUNT
        if scope is None or not statement.is_money:
            return None
        key = Key(TOTAL_FUNDS, scope, Stage.ADJUSTED, statement.year)
        return Bound(statement, f"{scope.value}合计", self.book.facts.get(key, ()), loose=True)

    def _unnamed(self, statement: Statement) -> str:
        """``全年执行数414万元``: of everything, unless the sentence speaks of something else."""
        before = statement.sentence.before(statement.start)
        named = says(statement.clause, "预算|执行|决算|年初")
        other = says(before, "项目|专项|资金|经费|补助|补贴|培训|活动")
        return TOTAL_FUNDS if named and not other else ""

    def _by_name(self, statement: Statement) -> Bound | None:
        if not statement.subject or not statement.is_money:
            return None
        name = self._name(statement.subject)
        if not name:
            return None
        known = self.book.under(name, Scope.ALL, statement)
        usable = known if statement.scope is Scope.ALL else ()
        alike = core(name) != core(statement.subject)
        return Bound(statement, name, usable, named=True, loose=alike)

    def _name(self, subject: str) -> str:
        if subject not in self.names:
            self.names[subject] = best_name(subject, self.book.names)
        return self.names[subject]

    def _by_use(self, statement: Statement) -> Bound:
        """A row of a form that somewhere is said to be for just this."""
        words = statement.words
        for use, concept, figure in self.uses if len(words) >= _SHORTEST else ():
            if words in use and figure.agrees_with(statement.figure):
                return Bound(statement, concept, loose=True)
        return Bound(statement, "")


def _titled(text: str, titles: Iterable[str]) -> tuple[str, str]:
    """The last of ``titles`` in ``text`` and what follows it, with one number at the most.

    Nothing but a year or a verb may stand before it in its clause: 网上备案量 is not 备案量.
    """
    ends_ = (
        (text.rfind(t) + len(t), len(t), t) for t in titles if len(t) >= _SHORTEST and t in text
    )
    end, _, title = max(ends_, default=(0, 0, ""))
    rest, before = text[end:], cut(text[: end - len(title)], "，：；（(")[-1]
    alone = len(re.findall(r"\d+(?:\.\d+)?", rest)) <= 1 and not phrase(before)[0]
    return (title, rest) if alone else ("", "")


def _uses(statements: tuple[Statement, ...]) -> Iterator[tuple[str, str, Figure]]:
    for statement in statements:
        concept = concept_of(statement.words)
        if concept and statement.is_money:
            behind = statement.paragraph.text[statement.end : statement.end + _FAR]
            text = re.split(r"\d", behind)[0]
            use = cut(text.partition(_USE)[2], "。；")[0]
            if use:
                yield use, concept, statement.figure
