"""Owns which cell is most likely wrong when relations of a report are violated.

A cell is a suspect when one number in it would make every relation that it is in hold, by the
same intervals as the checks. Only suggests; must not change anything.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, PERSON, WAN_YUAN, ZERO, Figure, NumberFault, Typed
from generator.rules.core import known
from generator.rules.relations import Balance, Points, is_writable, relations, spot, stands_at
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.findings import Finding
    from generator.rules.core import Case
    from generator.rules.relations import Relation
    from generator.source import Span

MOST = 2  # suggestions for one finding
_ALL = 9  # decimals: more than a number of a report can have after a shift
_TELLING = 3  # digits from which on two equal numbers are no chance
_STRONG, _FAIR, _WEAK, _NONE, _UNLIKELY = range(5)


class _Hint(NamedTuple):
    """What makes an error likely, and how likely: the least rank is the best."""

    rank: int
    words: str = ""


_OPEN = _Hint(_NONE + _UNLIKELY)  # any number on the right side of another would do


class _Slip(NamedTuple):
    """A number that somebody may have meant, and how it was mistyped."""

    value: Decimal
    hint: _Hint


class Suspect(NamedTuple):
    """Cells with the number that restores every relation they are in.

    ``mended`` counts the violated relations among ``touched``.
    """

    cells: tuple[Figure, ...]
    value: Decimal
    hint: _Hint
    mended: int
    touched: int

    @property
    def order(self) -> tuple[int, int]:
        """Those that explain most come first, then those with the best hint."""
        return (-self.mended, self.hint.rank)


class _Net(NamedTuple):
    """The relations of a report by the cells they are in."""

    files: frozenset[str]
    at: dict[Span, list[Relation]]
    broken: tuple[Relation, ...]
    amounts: tuple[Figure, ...]

    def touching(self, cells: Iterable[Figure]) -> tuple[Relation, ...]:
        """Every relation that one of ``cells`` is in."""
        # By identity: to hash a relation takes as long as to check it.
        found = {id(r): r for cell in cells for r in self.at[spot(cell)]}
        return tuple(found.values())

    def is_broken(self, relation: Relation) -> bool:
        """Whether ``relation`` does not hold as the report stands."""
        return any(relation is broken for broken in self.broken)

    def suspected(self, relation: Relation) -> Iterator[Figure]:
        """The cells of ``relation`` that a clerk wrote, or left blank: then with no number."""
        model = known(*relation.cells)[0]
        for cell in relation.cells:
            if is_writable(cell) and spot(cell).file in self.files:
                blank = Figure(cell.name, ZERO, model.unit, model.slack, Typed(spot(cell), ""))
                yield cell if isinstance(cell, Figure) else blank


def pointed(findings: tuple[Finding, ...], case: Case) -> tuple[Finding, ...]:
    """The findings, each with the cells that are most likely wrong."""
    net = _net(case)
    return tuple(finding._replace(suspects=_suspects(finding, net)) for finding in findings)


def _net(case: Case) -> _Net:
    all_ = relations(case)
    at: dict[Span, list[Relation]] = {}
    amounts: dict[Span, Figure] = {}
    for relation in all_:
        for cell in filter(is_writable, relation.cells):
            at.setdefault(spot(cell), []).append(relation)
            amounts.update({spot(f): f for f in known(cell) if f.unit == WAN_YUAN})
    files = frozenset(table.span.file for table in (case.report, *case.projects))
    broken = tuple(r for r in all_ if r.exact and not r.holds({}))
    return _Net(files, at, broken, tuple(amounts.values()))


def _suspects(finding: Finding, net: _Net) -> tuple[str, ...]:
    relation = next((r for r in net.broken if _is_about(r, finding)), None)
    return _worded(_ranked(relation, net), finding.span.file) if relation else ()


def _is_about(relation: Relation, finding: Finding) -> bool:
    return relation.rule == finding.rule and _holds_cell(relation, finding.span)


def _holds_cell(relation: Relation, place: Span) -> bool:
    return any(stands_at(cell, place) for cell in relation.cells)


def _ranked(relation: Relation, net: _Net) -> tuple[Suspect, ...]:
    """The suspects that tie for the best explanation of a violated relation."""
    cells = tuple(net.suspected(relation))
    found = [s for cell in cells for s in _suspect((cell,), net)]
    if not found:
        found = [s for pair in _pairs(cells, net) for s in _suspect(pair, net)]
    best = min((suspect.order for suspect in found), default=None)
    return tuple(suspect for suspect in found if suspect.order == best)


def _pairs(cells: tuple[Figure, ...], net: _Net) -> Iterator[tuple[Figure, Figure]]:
    """Two cells that say the same, so that an error in one was copied to the other."""
    for cell in cells:
        for relation in net.at[spot(cell)]:
            if isinstance(relation, Balance) and relation.is_copy and not net.is_broken(relation):
                twins = (c for c in net.suspected(relation) if spot(c) != spot(cell))
                yield from ((cell, twin) for twin in twins)


def _suspect(cells: tuple[Figure, ...], net: _Net) -> Iterator[Suspect]:
    """The number that restores every relation of ``cells``, if there is one."""
    touched = net.touching(cells)
    mended = sum(map(net.is_broken, touched))
    for meant in _meant(cells, touched, net):
        tried = {spot(cell): figures.retyped(cell, meant.value) for cell in cells}
        if all(relation.holds(tried) for relation in touched):
            yield Suspect(cells, meant.value, meant.hint, mended, len(touched))
            return


def _meant(cells: tuple[Figure, ...], touched: tuple[Relation, ...], net: _Net) -> list[_Slip]:
    """The numbers that may have been meant, the likeliest first."""
    cell = cells[0]
    dues = _dues(cells, touched)
    if not dues:
        return [slip for other in _opposite(cell, touched) for slip in _ordered(cell, other)]
    slack = figures.half_unit(2) if cell.unit == PERCENT else cell.slack
    low, high = max(due.low for due in dues) - slack, min(due.high for due in dues) + slack
    middle = _written(cell, next((d.value for d in dues if low <= d.value <= high), high))
    told = [_Slip(middle, hint) for hint in _hints(cell, touched, net)]
    near = [slip for slip in (*_slips(cell), *told) if low <= slip.value <= high]
    fitting = [slip for slip in near if slip.value >= ZERO and slip.value != cell.value]
    return sorted(fitting, key=lambda slip: (slip.hint.rank, abs(slip.value - middle)))


def _dues(cells: tuple[Figure, ...], touched: tuple[Relation, ...]) -> list[Figure]:
    """What the relations demand of the cells, the narrowest demand first."""
    found = [
        due
        for relation in touched
        if not _joins(relation, cells)
        for cell in cells
        if _holds_cell(relation, spot(cell)) and (due := relation.due(spot(cell)))
    ]
    return sorted(found, key=lambda due: due.slack)


def _joins(relation: Relation, cells: tuple[Figure, ...]) -> bool:
    """Whether it says that two of ``cells`` are the same, and so nothing of what they are."""
    return len(cells) > 1 and all(_holds_cell(relation, spot(cell)) for cell in cells)


def _opposite(cell: Figure, touched: tuple[Relation, ...]) -> Iterator[Figure]:
    """What was reached, of a target; the target, of what was reached."""
    pairs = (r.inputs[-2:] for r in touched if isinstance(r, Points) and r.rule == "S004")
    for target, actual in pairs:
        yield actual if stands_at(target, spot(cell)) else target


def _ordered(cell: Figure, other: Figure) -> Iterator[_Slip]:
    """Numbers for a cell that only has to be on the right side of another.

    A number is told only if a usual mistake explains it and it is near the other one.
    """
    for slip in _slips(cell):
        near = slip.value <= other.value * 2 and other.value <= slip.value * 2
        if near and slip.hint.rank < _WEAK:
            yield slip
    yield _Slip(other.value, _OPEN)


def _written(cell: Figure, value: Decimal) -> Decimal:
    """``value`` as one would write it into ``cell``."""
    rounded = figures.rounded(cell._replace(value=value), _places(cell))
    return _number(figures.trimmed(rounded.value)) or ZERO


def _places(cell: Figure) -> int:
    return 0 if cell.unit == PERSON else 2


def _number(text: str) -> Decimal | None:
    value = figures.read_number(text)
    return None if isinstance(value, NumberFault) else value


def _hints(cell: Figure, touched: tuple[Relation, ...], net: _Net) -> Iterator[_Hint]:
    """What speaks for an error in ``cell``, whatever number was meant."""
    if is_blank(cell):
        yield _Hint(_FAIR, "这一格空着")
        return
    yield _Hint(_NONE if cell.value else _UNLIKELY)
    for relation in touched:
        if isinstance(relation, Balance) and net.is_broken(relation):
            yield from _left_out(cell, relation)
    if _digits(cell.value) >= _TELLING:
        linked = [r for r in touched if r.exact and not net.is_broken(r)]
        for other in net.amounts:
            free = not any(_holds_cell(relation, spot(other)) for relation in linked)
            if free and spot(other) != spot(cell) and other.value == cell.value:
                yield _Hint(_FAIR, f"恰等于“{other.name}” {other}，疑抄错了格")


def _left_out(cell: Figure, relation: Balance) -> Iterator[_Hint]:
    """A total that is the sum of some of its parts only."""
    if len(relation.left) > 1 or not stands_at(relation.left[0], spot(cell)):
        return
    parts = tuple(part for part in known(*relation.right) if part.value)
    for part in parts:
        rest = tuple(other for other in parts if other is not part)
        if rest and figures.total("", rest).value == cell.value:
            only = f"“{rest[0].name}”一项" if len(rest) == 1 else "其余各项之和"
            yield _Hint(_STRONG, f"恰等于{only}，疑漏加“{part.name}” {part}")


def _digits(value: Decimal) -> int:
    return len(figures.plain(value).strip("0").replace(".", ""))


def _slips(cell: Figure) -> Iterator[_Slip]:
    """The numbers that one usual mistake makes into what stands in ``cell``."""
    if not cell.value:
        return
    typed = figures.plain(cell.value)
    for text, rank, words in (*_shifts(cell), *_misspelt(typed.removeprefix("-"))):
        value = _number(text)
        if value and value > ZERO and figures.decimals_of(value) <= _places(cell):
            meant = figures.trimmed(value)
            yield _Slip(value, _Hint(rank, words.format(typed=typed, meant=meant)))


def _shifts(cell: Figure) -> Iterator[tuple[str, int, str]]:
    value = cell.value
    yield figures.trimmed(-value, _ALL), _STRONG, "疑多写了负号"
    if cell.unit == WAN_YUAN:
        yield figures.trimmed(value.scaleb(-4), _ALL), _STRONG, "疑按元填写"
        yield figures.trimmed(value.scaleb(4), _ALL), _STRONG, "疑按亿元填写"
    for places in (1, 2, 3, 4):
        for power in (places, -places):
            yield figures.trimmed(value.scaleb(power), _ALL), _FAIR, "疑小数点错位"


def _misspelt(typed: str) -> Iterator[tuple[str, int, str]]:
    """Digits swapped, and one digit wrong, missing or too many."""
    places = [n for n, character in enumerate(typed) if character != "."]
    for one, next_ in pairwise(places):
        characters = list(typed)
        characters[one], characters[next_] = characters[next_], characters[one]
        yield "".join(characters), _FAIR, "{typed} 与 {meant} 疑为数字颠倒"
    for n in places:
        yield typed[:n] + typed[n + 1 :], _WEAK, "疑多写了一位数字"
        for digit in "0123456789":
            yield typed[:n] + digit + typed[n + 1 :], _WEAK, "疑有一位数字写错"
            yield typed[:n] + digit + typed[n:], _WEAK, "疑漏写了一位数字"
    for digit in "123456789":
        yield typed + digit, _WEAK, "疑漏写了一位数字"


def _worded(best: tuple[Suspect, ...], file: str) -> tuple[str, ...]:
    """Suggestions for a clerk; none when too many cells explain it equally well."""
    if len(best) > MOST:
        return ()
    if len(best) == MOST and best[0].hint.rank >= _NONE:
        return (f"可能是{'、'.join(_named(suspect, file) for suspect in best)}之一填错",)
    return tuple(_sentence(suspect, file) for suspect in best)


def _sentence(suspect: Suspect, file: str) -> str:
    opening = "可能漏填的是" if is_blank(suspect.cells[0]) else "可能填错的是"
    would = "若都为" if len(suspect.cells) > 1 else "若为"
    count = f"相关 {suspect.touched} 处全部相符" if suspect.touched > 1 else "此处相符"
    value = figures.trimmed(suspect.value)
    words = f"{opening}{_named(suspect, file)}：{would} {value}，则{count}"
    return f"{words}；{suspect.hint.words}" if suspect.hint.words else words


def _named(suspect: Suspect, file: str) -> str:
    return "和".join(f"{_quoted(cell.name)}（{_line(spot(cell), file)}）" for cell in suspect.cells)


def _quoted(name: str) -> str:
    return name if name.startswith("“") else f"“{name}”"


def _line(place: Span, file: str) -> str:
    elsewhere = "" if place.file == file else f"{place.file.rpartition('/')[2]} "
    return f"{elsewhere}第 {place.line} 行"


def is_blank(cell: Figure) -> bool:
    """Whether ``cell`` stands for one that was left blank."""
    return isinstance(cell.origin, Typed) and not cell.origin.text
