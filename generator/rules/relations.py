"""Owns every relation between the cells of a report that a rule demands, in one list.

A relation can be asked whether it holds with other numbers put in, and what one of its cells
would have to be. The intervals are those of the checks. Must not word a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import figures
from generator.figures import ZERO, Cell, Derived, Empty, EmptyKind, Figure
from generator.forms.form import EXECUTION, Algorithm
from generator.model.reading import YesNo
from generator.rules import sums
from generator.rules.cells import is_declared_none, is_typed
from generator.rules.core import known
from generator.scoring import execution_score, in_band, percentage, score_indicator
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.forms.form import Band, Form
    from generator.model.evaluation import Execution
    from generator.rules.core import Case, Table
    from generator.scoring import IndicatorScore
    from generator.source import Span

    # Numbers to try in place of those in the report, by where they stand.
    Tried = dict[Span, Figure]


def spot(cell: Cell) -> Span:
    """Where a cell stands; of a computed number, where its first input does."""
    return next(cell.spans()) if isinstance(cell, Figure) else cell.span


def _put(cell: Cell, tried: Tried) -> Cell:
    """What is tried in place of ``cell``; a number that we computed stays."""
    computed = isinstance(cell, Figure) and not is_typed(cell)
    return cell if computed else tried.get(spot(cell), cell)


def is_writable(cell: Cell) -> bool:
    """Whether a number was written here, or could be."""
    return is_typed(cell) or isinstance(cell, Empty)


def stands_at(cell: Cell, place: Span) -> bool:
    """Whether ``cell`` is the one that was written at ``place``."""
    return is_writable(cell) and spot(cell) == place


class Balance(NamedTuple):
    """The left side adds up to the right one; where ``at_most``, to no more than it."""

    rule: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    at_most: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of both sides."""
        return self.left + self.right

    @property
    def is_copy(self) -> bool:
        """Whether it only says that two cells hold the same number."""
        return self.exact and len(self.cells) == len(("left", "right"))

    @property
    def exact(self) -> bool:
        """Whether it fixes its cells, rather than bounding them."""
        return not self.at_most

    def holds(self, tried: Tried) -> bool:
        """Whether it holds with the numbers ``tried`` put in."""
        if self.is_copy:
            one, other = (_put(cell, tried) for cell in self.cells)
            return isinstance(one, Figure) and isinstance(other, Figure) and one.repeats(other)
        left, right = _sum(self.left, tried), _sum(self.right, tried)
        return not left.exceeds(right) if self.at_most else left.agrees_with(right)

    def due(self, place: Span) -> Figure | None:
        """What stands at ``place`` would have to be, the others being right."""
        if self.at_most:
            return None
        on_left = any(stands_at(cell, place) for cell in self.left)
        here, there = (self.left, self.right) if on_left else (self.right, self.left)
        others = tuple(cell for cell in here if not stands_at(cell, place))
        whole = _sum(there, {})
        return figures.difference("", whole, _sum(others, {})) if known(*others) else whole


def _sum(side: tuple[Cell, ...], tried: Tried) -> Figure:
    return figures.total("", known(*(_put(cell, tried) for cell in side)))


class Quotient(NamedTuple):
    """``rate`` is ``part`` ÷ ``whole``."""

    rule: str
    rate: Figure
    part: Figure
    whole: Figure

    @property
    def exact(self) -> bool:
        """It fixes its cells."""
        return True

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The rate and what it is made of."""
        return (self.rate, self.part, self.whole)

    def holds(self, tried: Tried) -> bool:
        """Whether it holds with the numbers ``tried`` put in."""
        rate, part, whole = (_put(cell, tried) for cell in self.cells)
        computed = percentage("", part, whole)
        return computed is not None and isinstance(rate, Figure) and rate.agrees_with(computed)

    def due(self, place: Span) -> Figure | None:
        """What stands at ``place`` would have to be, the others being right."""
        if stands_at(self.rate, place):
            return percentage("", self.part, self.whole)
        if stands_at(self.part, place):
            return figures.share_of("", self.rate, self.whole, "")
        quotient = figures.ratio("", self.part, self.rate)
        return quotient and quotient._replace(unit=self.whole.unit)


class Points(NamedTuple):
    """``score`` is what ``earned`` makes of the numbers it rests on."""

    rule: str
    score: Figure
    inputs: tuple[Figure, ...]
    earned: Callable[[Tried], Figure | None]
    # Whether a part of the target earns that part of the weight. The inputs are then the
    # weight, the target and the actual value.
    by_part: bool = False

    @property
    def exact(self) -> bool:
        """It fixes its cells."""
        return True

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The score and what it rests on."""
        return (self.score, *self.inputs)

    def holds(self, tried: Tried) -> bool:
        """Whether it holds with the numbers ``tried`` put in."""
        score, earned = _put(self.score, tried), self.earned(tried)
        return earned is not None and isinstance(score, Figure) and score.agrees_with(earned)

    def due(self, place: Span) -> Figure | None:
        """What stands at ``place`` would have to be; None where many numbers would do."""
        if stands_at(self.score, place):
            return self.earned({})
        if not (self.by_part and self.inputs[0].exceeds(self.score)):
            return None
        weight, target, actual = self.inputs
        if stands_at(actual, place):
            return _part_of(target, self.score, weight)
        return _part_of(actual, weight, self.score) if stands_at(target, place) else None


def _part_of(whole: Figure, over: Figure, under: Figure) -> Figure | None:
    share = figures.ratio("", over, under)
    return share and figures.share_of("", share, whole, "")


class Banded(NamedTuple):
    """``score`` lies in the part of ``weight`` that a band allows."""

    rule: str
    score: Figure
    weight: Figure
    band: Band

    @property
    def exact(self) -> bool:
        """It only bounds its cells."""
        return False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The score and the weight."""
        return (self.score, self.weight)

    def holds(self, tried: Tried) -> bool:
        """Whether it holds with the numbers ``tried`` put in."""
        score, weight = known(_put(self.score, tried), _put(self.weight, tried))
        return in_band(score, weight, self.band)

    def due(self, place: Span) -> Figure | None:  # noqa: ARG002  as the others are asked
        """Many numbers would do."""
        return None


Relation = Balance | Quotient | Points | Banded


def relations(case: Case) -> tuple[Relation, ...]:
    """Every relation that the rules can check in ``case``."""
    tables = (relation for table in case.tables for relation in _table(table, case.form))
    found = (*_sums(case), *_bounds(case), *_rates(case), *_across(case), *tables)
    return tuple(relation for relation in found if relation is not None)


def _balance(
    rule: str, left: tuple[Cell, ...], right: tuple[Cell, ...], *, at_most: bool = False
) -> Balance | None:
    """The relation, unless a side has no number, or one that could not be read."""
    sides = tuple(tuple(leaf for cell in side for leaf in _leaves(cell)) for side in (left, right))
    cells = sides[0] + sides[1]
    unreadable = any(isinstance(c, Empty) and c.kind is EmptyKind.UNREADABLE for c in cells)
    if unreadable or not all(known(*side) for side in sides):
        return None
    return Balance(rule, sides[0], sides[1], at_most)


def _leaves(cell: Cell) -> Iterator[Cell]:
    """The cells that were written: of a total that we computed, its parts."""
    if isinstance(cell, Figure) and isinstance(cell.origin, Derived):
        for part in cell.origin.inputs:
            yield from _leaves(part)
    elif isinstance(cell, Figure) or cell.kind in (EmptyKind.BLANK, EmptyKind.UNREADABLE):
        yield cell
    elif is_declared_none(cell):
        yield figures.constant(cell.name, 0, figures.WAN_YUAN, cell.span)


def _of_sum(rule: str, each: sums.Sum) -> Balance | None:
    return _balance(rule, (each.whole,), each.parts) if is_typed(each.whole) else None


def _sums(case: Case) -> Iterator[Balance | None]:
    for rule, each in sums.declared(case):
        yield _of_sum(rule, each)


def _bounds(case: Case) -> Iterator[Balance | None]:
    spending, funds = case.report.base.spending, case.report.evaluation.funds
    for items in sums.public_items(spending):
        yield _balance("B007", items.parts, (items.whole,), at_most=True)
    for part, whole in zip(spending.public.total.cells, spending.basic.cells, strict=True):
        yield _balance("X004", (part,), (whole,), at_most=True)
    executed = tuple(project.funds.executed for project in case.projects)
    yield _balance("X009", executed, (funds.outlay.project,), at_most=True)
    for table in case.tables:
        yield _balance("F006", (table.funds.executed,), (table.funds.adjusted,), at_most=True)


def _rates(case: Case) -> Iterator[Quotient | None]:
    for rule, rate in sums.declared_rates(case):
        numbers = known(rate.stated, rate.part, rate.whole)
        if len(numbers) == len(Quotient._fields) - 1 and all(map(is_typed, numbers)):
            yield Quotient(rule, *numbers)


def _across(case: Case) -> Iterator[Balance | None]:
    spending, funds = case.report.base.spending, case.report.evaluation.funds
    basic, project = spending.basic, spending.project.total
    yield _balance("X001", (funds.outlay.basic,), (basic.final,))
    yield _balance("X002", (funds.outlay.project,), (project.final,))
    if known(basic.budget) and known(project.budget):
        yield _balance("X003", (funds.initial,), (basic.budget, project.budget))
    named = {fund.title.text: fund for fund in spending.project.special.each}
    for table in case.projects:
        if fund := named.get(table.special_fund.text):
            yield _balance("X007", (table.funds.executed,), (fund.final,))


def _table(table: Table, form: Form) -> Iterator[Relation | None]:
    yield from _weights(table, form)
    yield from _scores(table, form)
    for score in table.card.indicators:
        yield from _indicator(score, form)


def _weights(table: Table, form: Form) -> Iterator[Balance | None]:
    execution = _called(f"{EXECUTION}分值", table.funds.weight)
    indicators = tuple(score.indicator.weight for score in table.card.indicators)
    weights = (execution, *indicators)
    if len(known(*weights)) == len(weights):
        yield _balance("W001", weights, form.weights)
        yield _balance("W006", (table.evaluation.total.weight,), weights)
    for figure in known(form.weight(EXECUTION)):
        yield _balance("W005", (execution,), (figure,))
    if form.adjustable.value is YesNo.NO:
        for cls in table.evaluation.indicators.classes:
            mine = tuple(indicator.weight for indicator in cls.indicators)
            if len(known(*mine)) == len(mine):
                yield _balance("W002", mine, known(form.weight(cls.title)))


def _scores(table: Table, form: Form) -> Iterator[Relation | None]:
    funds, card = table.funds, table.card
    score = _called(f"{EXECUTION}得分", funds.score)
    scores = (*known(score, card.execution)[:1], *known(*(s.counted for s in card.indicators)))
    total = table.evaluation.total.score
    if len(scores) == 1 + len(card.indicators) and known(total):
        yield Balance("S006", (total,), scores)
        yield Balance("S006", (total,), form.weights, at_most=True)
    weight = _called(f"{EXECUTION}分值", funds.weight)
    cells = known(score, weight, funds.executed, funds.adjusted)
    if len(cells) == len((score, weight, funds.executed, funds.adjusted)):
        yield _balance("S001", (score,), (weight,), at_most=True)
        yield Points("S003", cells[0], cells[1:], lambda tried: _executed(funds, form, tried))


def _executed(funds: Execution, form: Form, tried: Tried) -> Figure | None:
    rate = percentage("执行率", _put(funds.executed, tried), _put(funds.adjusted, tried))
    return execution_score(rate, funds.replaced(weight=_put(funds.weight, tried)), form)


def _called(name: str, cell: Cell) -> Cell:
    return cell._replace(name=name)


def _indicator(score: IndicatorScore, form: Form) -> Iterator[Relation | None]:
    one = score.indicator
    for points, weight in zip(known(one.score), known(one.weight), strict=False):
        yield _balance("S001", (points,), (weight,), at_most=True)
        if score.band is not None:
            yield Banded("S007", points, weight, score.band)
        elif score.computed is not None:
            yield _by_method(score, points, weight, form)


_MEASURED = (Algorithm.PROPORTIONAL, Algorithm.EQUAL)


def _by_method(score: IndicatorScore, points: Figure, weight: Figure, form: Form) -> Points:
    one, method = score.indicator, score.method

    def earned(tried: Tried) -> Figure | None:
        changed: dict[str, Any] = {
            word: _put(getattr(one, word), tried)
            for word in ("weight", "stated_target", "stated_actual")
        }
        return score_indicator(one.replaced(**changed), method, form).computed

    target, actual = (value for value in (one.target, one.actual) if isinstance(value, Figure))
    by_part = method is not None and method.algorithm.value in _MEASURED and target.value > ZERO
    return Points("S004", points, (weight, target, actual), earned, by_part)
