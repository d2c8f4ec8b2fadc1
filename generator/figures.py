"""Owns numbers: exact values with unit, slack and origin; their arithmetic and their rounding.

Must not know what a number means or which rule looks at it. The only place that rounds and
the only one that makes a Decimal out of text. No float anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import TYPE_CHECKING

from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source import Span

WAN_YUAN = "万元"
PERCENT = "%"
PERSON = "人"
POINT = "分"
SQUARE_METRE = "㎡"

ZERO = Decimal(0)
HUNDRED = Decimal(100)
TWO = Decimal(2)

# 12 digits before and 6 after the point, multiplied a few times: 50 digits lose nothing,
# and a quotient is exact far beyond any form's last decimal.
_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
# 25 ÷ 120 × 3 ends up as 0.62499…9 because the quotient is cut off at some digit: before
# a result is rounded to a form's last decimal, its last ten digits are rounded away.
_MENDED = Context(prec=40, rounding=ROUND_HALF_UP)

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?", re.ASCII)
_FULL_WIDTH = {ord(narrow) + 0xFEE0: narrow for narrow in "0123456789.-"}


class EmptyKind(Enum):
    """Three different empties, and the words for them on a page."""

    MISSING = "未列"  # the file has no such item: the form computes it or leaves it out
    BLANK = "未填"  # the item stands there with nothing in it
    NOT_APPLICABLE = "无此项"  # someone stated that there is none
    UNREADABLE = "读不出"  # something stands there that is no number; a finding says what


class Empty(NamedTuple):
    """A cell without a number; ``span`` is the cell, or what it is missing from."""

    name: str
    kind: EmptyKind
    span: Span


class Typed(NamedTuple):
    """Origin of a number that somebody wrote: where, and in which characters."""

    span: Span
    text: str


class Derived(NamedTuple):
    """Origin of a computed number: the formula in the form's words, and what went into it."""

    formula: str
    inputs: tuple[Figure, ...]


class Figure(NamedTuple):
    """A number that stands for the interval ``value`` ± ``slack``, with where it came from."""

    name: str
    value: Decimal
    unit: str
    slack: Decimal
    origin: Typed | Derived

    @property
    def low(self) -> Decimal:
        """The least value this figure may stand for."""
        return _EXACT.subtract(self.value, self.slack)

    @property
    def high(self) -> Decimal:
        """The greatest value this figure may stand for."""
        return _EXACT.add(self.value, self.slack)

    def agrees_with(self, other: Figure) -> bool:
        """Whether the two intervals meet. Only figures of one unit can agree."""
        return self.unit == other.unit and self.low <= other.high and other.low <= self.high

    def repeats(self, other: Figure) -> bool:
        """Whether both state one number: equal in the decimals that the coarser of them has.

        Stricter than ``agrees_with``: 0.01 apart is another number, not a rounding. A computed
        figure states nothing; it only has to agree.
        """
        coarse = max(self.slack, other.slack)
        if isinstance(self.origin, Derived) or isinstance(other.origin, Derived) or not coarse:
            return self.agrees_with(other)
        decimals = -coarse.normalize().adjusted() - 1
        same = _half_up(self.value, decimals) == _half_up(other.value, decimals)
        return self.unit == other.unit and same

    def exceeds(self, other: Figure) -> bool:
        """Whether this is greater than ``other`` wherever both stand in their intervals."""
        return self.unit == other.unit and self.low > other.high

    def spans(self) -> Iterator[Span]:
        """Every place in the files that this number rests on, in formula order."""
        if isinstance(self.origin, Typed):
            yield self.origin.span
        else:
            for figure in self.origin.inputs:
                yield from figure.spans()

    def __str__(self) -> str:
        return with_unit(plain(self.value), self.unit)


Cell = Figure | Empty


class NumberFault(Enum):
    """Why a text is no number, and what to write instead."""

    SEPARATOR = ("含有千分位逗号", "请去掉逗号，如 1234.56")
    GLUED_UNIT = ("数字后面带了单位", "单位已由表式规定，请只写数字，如 716.83")
    EXPONENT = ("用了科学记数法", "请写出全部数字，如 1200")
    LEADING = ("以多余的零或加号开头", "请去掉开头的零或加号，如 12.5")
    LENGTH = ("位数过多", "整数最多 12 位，小数最多 6 位")
    OTHER = ("不是数字", "请写数字，如 716.83；没有此项写“无此项”，尚未填写则留空")

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy


def read_number(text: str) -> Decimal | NumberFault:
    """The exact value of ``text`` under the one number grammar, or why there is none.

    ASCII digits with an optional minus and point; full-width digits are the same digits.
    """
    narrow = text.strip().translate(_FULL_WIDTH)
    if _NUMBER.fullmatch(narrow):
        return _EXACT.plus(Decimal(narrow))  # -0 is 0
    return _fault(narrow)


# Compiled only when a number is wrong: most checks never need them.
_FAULT_SHAPES = (
    (r"-?\d{13,}(\.\d*)?|-?\d+\.\d{7,}", NumberFault.LENGTH),
    (r"-?\d{1,3}([,，]\d{3})+(\.\d+)?.*", NumberFault.SEPARATOR),
    (r"-?\d+(\.\d+)?[eE][+-]?\d+", NumberFault.EXPONENT),
    (r"\+\d.*|-?0\d.*", NumberFault.LEADING),
    (
        r"[≥≤=<>]?\s*-?\d+(\.\d+)?\s*(亿元|万元|元|%|‰|分|人|㎡|平方米)",
        NumberFault.GLUED_UNIT,
    ),
)


_TELLING = 40  # so many characters show what is wrong; a longer text would keep a regex busy


def _fault(text: str) -> NumberFault:
    narrow = unicodedata.normalize("NFKC", text[:_TELLING])
    if not any(character.isdecimal() for character in narrow):  # words, as in many indicators
        return NumberFault.OTHER
    return next(
        (kind for shape, kind in _FAULT_SHAPES if re.fullmatch(shape, narrow)), NumberFault.OTHER
    )


def half_unit(decimals: int) -> Decimal:
    """Half of the last of ``decimals`` places: what rounding to it may have changed."""
    return Decimal(5).scaleb(-decimals - 1)


def decimals_of(value: Decimal) -> int:
    """How many decimals were typed."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def constant(name: str, value: int | str | Decimal, unit: str, span: Span) -> Figure:
    """A number that a form fixes, such as a weight; exact."""
    return Figure(name, Decimal(value), unit, ZERO, Typed(span, str(value)))


# How many 万元 one of these is.
_WAN_YUAN_IN = {
    "亿元": Decimal(10000),
    "万元": Decimal(1),
    "千元": Decimal("0.1"),
    "元": Decimal("0.0001"),
}


MONEY_UNITS = frozenset(_WAN_YUAN_IN)


def money_in_words(name: str, digits: str, unit: str, span: Span) -> Figure | None:
    """An amount of a text, such as ``1.2`` and ``亿元``, in 万元; None if it is no number.

    It stands for what rounding to its last digit may hide, but no less than a form hides.
    """
    value = read_number(digits)
    if isinstance(value, NumberFault):
        return None
    size = _WAN_YUAN_IN[unit]
    typed = _EXACT.multiply(half_unit(decimals_of(value)), size)
    slack = typed if unit == "亿元" else min(typed, half_unit(2)) if unit == "元" else half_unit(2)
    origin = Typed(span, digits)
    return Figure(name, _EXACT.multiply(value, size), WAN_YUAN, slack, origin)


def count_in_words(name: str, digits: str, unit: str, span: Span) -> Figure | None:
    """A count, rate or score of a text; a rate stands for what its last digit may hide."""
    value = read_number(digits)
    if isinstance(value, NumberFault):
        return None
    slack = half_unit(decimals_of(value)) if unit == PERCENT else ZERO
    return Figure(name, value, unit, slack, Typed(span, digits))


def total(name: str, parts: tuple[Figure, ...], formula: str = "") -> Figure:
    """The sum; each rounded addend brings its own slack.

    ``parts`` must not be empty and are of one unit.
    """
    value = slack = ZERO
    for part in parts:
        value = _EXACT.add(value, part.value)
        slack = _EXACT.add(slack, part.slack)
    words = formula or " + ".join(part.name for part in parts)
    return Figure(name, value, parts[0].unit, slack, Derived(words, parts))


def counted(name: str, number: int, unit: str, formula: str) -> Figure:
    """How many there are of what no figure stands for, such as units; exact."""
    return Figure(name, Decimal(number), unit, ZERO, Derived(formula, ()))


def mean(name: str, parts: tuple[Figure, ...], formula: str) -> Figure:
    """The sum ÷ how many; ``parts`` must not be empty and are of one unit."""
    whole, number = total(name, parts), Decimal(len(parts))
    value, slack = _EXACT.divide(whole.value, number), _EXACT.divide(whole.slack, number)
    return Figure(name, value, whole.unit, slack, Derived(formula, parts))


def difference(name: str, left: Figure, right: Figure) -> Figure:
    """``left`` - ``right``."""
    value = _EXACT.subtract(left.value, right.value)
    slack = _EXACT.add(left.slack, right.slack)
    return Figure(
        name, value, left.unit, slack, Derived(f"{left.name} - {right.name}", (left, right))
    )


def ratio(name: str, part: Figure, whole: Figure) -> Figure | None:
    """``part`` ÷ ``whole`` in percent; None where the denominator may be zero."""
    if whole.low <= ZERO <= whole.high:
        return None
    corners = [
        _EXACT.multiply(_EXACT.divide(a, b), HUNDRED)
        for a in (part.low, part.high)
        for b in (whole.low, whole.high)
    ]
    value = _EXACT.multiply(_EXACT.divide(part.value, whole.value), HUNDRED)
    formula = Derived(f"{part.name} ÷ {whole.name}", (part, whole))
    return Figure(name, value, PERCENT, _reach(value, corners), formula)


def product(name: str, left: Figure, right: Figure) -> Figure:
    """``left`` × ``right``, without a unit."""
    value = _EXACT.multiply(left.value, right.value)
    corners = [
        _EXACT.multiply(a, b) for a in (left.low, left.high) for b in (right.low, right.high)
    ]
    formula = Derived(f"{left.name} × {right.name}", (left, right))
    return Figure(name, value, "", _reach(value, corners), formula)


def quotient(name: str, part: Figure, whole: Figure) -> Figure | None:
    """``part`` ÷ ``whole``, without a unit; None where the denominator may be zero."""
    percent = ratio(name, part, whole)
    if percent is None:
        return None
    value = _EXACT.divide(percent.value, HUNDRED)
    return percent._replace(value=value, unit="", slack=_EXACT.divide(percent.slack, HUNDRED))


def _reach(value: Decimal, ends: list[Decimal]) -> Decimal:
    """How far the outermost of ``ends`` is from ``value``."""
    return max(_EXACT.subtract(max(ends), value), _EXACT.subtract(value, min(ends)))


def share_of(name: str, percent: Figure, whole: Figure, formula: str) -> Figure:
    """``percent`` of ``whole``, in the unit of ``whole``, such as points for a rate."""
    value = _EXACT.divide(_EXACT.multiply(percent.value, whole.value), HUNDRED)
    corners = [
        _EXACT.divide(_EXACT.multiply(a, b), HUNDRED)
        for a in (percent.low, percent.high)
        for b in (whole.low, whole.high)
    ]
    slack = max(_EXACT.subtract(max(corners), value), _EXACT.subtract(value, min(corners)))
    return Figure(name, value, whole.unit, slack, Derived(formula, (percent, whole)))


def scaled(name: str, figure: Figure, times: Decimal) -> Figure:
    """``figure`` × a fixed multiple."""
    value = _EXACT.multiply(figure.value, times)
    slack = _EXACT.multiply(figure.slack, _EXACT.abs(times))
    formula = f"{figure.name} × {plain(times)}"
    return Figure(name, value, figure.unit, slack, Derived(formula, (figure,)))


def in_unit(figure: Figure, unit: str) -> Figure:
    """An amount in 万元 in another of ``MONEY_UNITS``."""
    size = _WAN_YUAN_IN[unit]
    value, slack = _EXACT.divide(figure.value, size), _EXACT.divide(figure.slack, size)
    formula = f"{figure.name} ÷ {plain(size)}"
    return Figure(figure.name, value, unit, slack, Derived(formula, (figure,)))


def complement(name: str, percent: Figure) -> Figure:
    """What is missing to 100 %."""
    value = _EXACT.subtract(HUNDRED, percent.value)
    return Figure(
        name, value, PERCENT, percent.slack, Derived(f"100% - {percent.name}", (percent,))
    )


def limited(figure: Figure, low: Decimal, high: Decimal) -> Figure:
    """The figure, but not below ``low`` nor above ``high``."""
    value, *ends = (min(max(v, low), high) for v in (figure.value, figure.low, figure.high))
    slack = max(_EXACT.abs(_EXACT.subtract(end, value)) for end in ends)
    return Figure(figure.name, value, figure.unit, slack, figure.origin)


def rounded(figure: Figure, decimals: int) -> Figure:
    """Half up (四舍五入) to ``decimals`` places. The change made counts as slack."""
    value = _half_up(figure.value, decimals)
    slack = _EXACT.add(figure.slack, _EXACT.abs(_EXACT.subtract(figure.value, value)))
    return Figure(figure.name, value, figure.unit, slack, figure.origin)


def _half_up(value: Decimal, decimals: int) -> Decimal:
    places = Decimal(1).scaleb(-decimals)
    return _EXACT.plus(_MENDED.plus(value).quantize(places, context=_EXACT))  # -0.00 is 0.00


def retyped(figure: Figure, value: Decimal) -> Figure:
    """The same cell with another number in it; a rate stands for what its last digit hides."""
    slack = half_unit(decimals_of(value)) if figure.unit == PERCENT else figure.slack
    return Figure(figure.name, value, figure.unit, slack, figure.origin)


def as_stated(figure: Figure) -> Figure:
    """A number that was written stands for itself alone; a computed one keeps its slack."""
    return figure._replace(slack=ZERO) if isinstance(figure.origin, Typed) else figure


def renamed(figure: Figure, name: str) -> Figure:
    """The same number under another name."""
    return Figure(name, figure.value, figure.unit, figure.slack, figure.origin)


def plain(value: Decimal) -> str:
    """The digits, never an exponent: ``1200``, ``716.80``."""
    return format(value, "f")


def with_unit(digits: str, unit: str) -> str:
    """``716.83 万元``, ``85%``: a number as pages and messages show it."""
    space = "" if unit in ("", PERCENT) else " "
    return f"{digits}{space}{unit}"


def with_decimals(value: Decimal, decimals: int) -> str:
    """``value`` for a table, rounded half up to ``decimals`` places."""
    return plain(_half_up(value, decimals))


def trimmed(value: Decimal, decimals: int = 2) -> str:
    """``value`` with at most ``decimals`` places and no idle zeros: ``96``, ``8.5``."""
    text = with_decimals(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
