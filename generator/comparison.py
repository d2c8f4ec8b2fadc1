"""Owns what may be compared with what: units of one year, and years of one unit.

Only like with like: the same form, and money counted in the same way. Must not know pages.
"""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Figure
from generator.forms.form import EXECUTION
from generator.model.report import Consolidation
from generator.values import NamedTuple
from generator.yearbook import Status, reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.corpus import UnitReports
    from generator.forms.form import Form
    from generator.rules.core import Case
    from generator.yearbook import Entry, RegionYear, Result

    Measure = Callable[[Result], Figure | None]


# ---- units of one year


class Group(NamedTuple):
    """Units of one year that can stand side by side: two at least, in the register's order."""

    form: Form
    scope: Consolidation
    entries: tuple[Entry, ...]

    @property
    def key(self) -> tuple[str, Consolidation]:
        """What its units have in common."""
        return self.form.name.text, self.scope

    @property
    def results(self) -> tuple[Result, ...]:
        """What its units came to."""
        return tuple(entry.result for entry in self.entries if entry.result)


class Reason(Enum):
    """Why a unit is not compared with the others."""

    AWAITED = Status.AWAITED.value
    OVERDUE = Status.OVERDUE.value
    ABSENT = "本站没有收录这个年度的报告"
    FORM = "用另一个表式，分值或等级的规定不同"
    SCOPE = "口径不同，一个含所属单位的数字，一个不含"
    UNSTATED = "没有写明口径，不知是否含所属单位的数字"


class LeftOut(NamedTuple):
    """A unit that is not in a group, why, and the group in which it is."""

    entry: Entry
    reason: Reason
    group: Group | None


def scope_of(unit: UnitReports, case: Case) -> Consolidation | None:
    """Whose money the report counts; None where it does not say, and may have units below it."""
    stated: Consolidation | None = case.report.unit.scope.value
    return stated or (Consolidation.OWN if unit.leads is False else None)


def groups(year: RegionYear) -> tuple[Group, ...]:
    """What can be compared in a year, by form."""
    alike: dict[tuple[str, Consolidation], list[Entry]] = {}
    for entry in year.entries:
        if key := _key(entry):
            alike.setdefault(key, []).append(entry)
    made = (_group(key, found) for key, found in alike.items() if len(found) > 1)
    return tuple(sorted(made, key=lambda group: (group.key[0], group.scope.name != "OWN")))


def _key(entry: Entry) -> tuple[str, Consolidation] | None:
    if entry.result is None:
        return None
    scope = scope_of(entry.unit, entry.result.case)
    return (entry.result.case.form.name.text, scope) if scope else None


def _group(key: tuple[str, Consolidation], entries: list[Entry]) -> Group:
    form = next(entry.result.case.form for entry in entries if entry.result)
    return Group(form, key[1], tuple(entries))


def left_out(year: RegionYear, group: Group) -> Iterator[LeftOut]:
    """The units of ``year`` that are not in ``group``, and why."""
    homes = {other.key: other for other in groups(year)}
    for entry in year.entries:
        key = _key(entry)
        if key != group.key:
            yield LeftOut(entry, _reason(entry, group), homes.get(key) if key else None)


def _reason(entry: Entry, group: Group) -> Reason:
    if entry.result is None:
        return _WITHOUT_REPORT[entry.status]
    if entry.result.case.form.name.text != group.form.name.text:
        return Reason.FORM
    return Reason.SCOPE if scope_of(entry.unit, entry.result.case) else Reason.UNSTATED


_WITHOUT_REPORT = {
    Status.AWAITED: Reason.AWAITED,
    Status.OVERDUE: Reason.OVERDUE,
    Status.ABSENT: Reason.ABSENT,
}


def ranked(results: tuple[Result, ...], measure: Measure) -> tuple[Result, ...]:
    """From the highest; equals keep their order, and what has no such number comes last."""
    known = [(figure, result) for result in results if (figure := measure(result))]
    best = sorted(known, key=lambda pair: pair[0].value, reverse=True)
    others = (result for result in results if measure(result) is None)
    return (*(result for _, result in best), *others)


def deduction(result: Result) -> Figure | None:
    """What the score lacks of full marks."""
    score = result.standing.score
    full = figures.total("满分", result.case.form.weights)
    return figures.difference("扣分", full, score) if score else None


# ---- years of one unit


class Change(Enum):
    """What makes two years of a unit unlike each other."""

    FORM = "表式变"
    WEIGHTS = "权重变"
    SCOPE = "口径变"
    UNSTATED = "口径不明"
    NAME = "更名"

    @property
    def of_money(self) -> bool:
        """Whether amounts before and after count different things; scores always do."""
        return self not in (Change.FORM, Change.WEIGHTS)


class Break(NamedTuple):
    """A year from which on the numbers of a unit are unlike those before."""

    year: int
    change: Change
    before: str
    after: str


def breaks(unit: UnitReports) -> tuple[Break, ...]:
    """Every break between one report of ``unit`` and the next, the oldest first."""
    held = sorted(reports(unit).items())
    return tuple(
        Break(year, *change)
        for (_, before), (year, after) in pairwise(held)
        for change in _changes(unit, before.case, after.case)
    )


def _changes(unit: UnitReports, before: Case, after: Case) -> Iterator[tuple[Change, str, str]]:
    if before.form.name.text != after.form.name.text:
        yield Change.FORM, before.form.title.text, after.form.title.text
    elif (old := _weights(before)) != (new := _weights(after)):
        yield Change.WEIGHTS, _unlike(old, new), _unlike(new, old)
    scopes = scope_of(unit, before), scope_of(unit, after)
    if scopes[0] != scopes[1]:
        earlier, later = (scope.value if scope else "没有写明" for scope in scopes)
        yield Change.SCOPE if all(scopes) else Change.UNSTATED, earlier, later
    names = before.report.unit.title.text, after.report.unit.title.text
    if names[0] != names[1]:
        yield Change.NAME, *names


def _weights(case: Case) -> dict[str, str]:
    """What each part of the table counts, as far as it is known."""
    table = case.tables[0]
    own = table.funds.weight
    execution = own if isinstance(own, Figure) else case.form.weight(EXECUTION)
    parts = ((EXECUTION, execution), *((cls.title, cls.weight) for cls in table.card.classes))
    return {title: figures.trimmed(weight.value) for title, weight in parts if weight}


def _unlike(weights: dict[str, str], others: dict[str, str]) -> str:
    """The parts of ``weights`` that are not the same in ``others``."""
    parts = (f"{part}{points}分" for part, points in weights.items() if others.get(part) != points)
    return "、".join(parts)
