"""Owns expressions over figures: reading one that a clerk typed, and working it out.

Must not know what a name means. The only importer of simpleeval, and slow to import: only
who has an expression to read should import it.

What is not on the list of what may stand in an expression is refused when it is read, so that
working it out can fail in two ways only: a value is not there, or a divisor may be zero.
"""

from __future__ import annotations

import ast
import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from simpleeval import SimpleEval

from generator import figures
from generator.figures import ZERO, Figure, NumberFault, Typed, read_number
from generator.source import Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_LENGTH = 500
MAX_NODES = 150

_NOWHERE = Span("", 0, 0)
_NOTHING = Figure("", ZERO, "", ZERO, Typed(_NOWHERE, "0"))
_VALUE, _FILLED, _ROUNDED, _ABSOLUTE = "值", "有", "四舍五入", "绝对值"
_OVER_SEVERAL = ("求和", "最大", "最小")


class Names(Protocol):
    """Where an expression gets its values from."""

    def figures_of(self, name: str) -> tuple[Figure, ...] | None:
        """The numbers called ``name``; None when one of them is not there."""

    def is_filled(self, name: str) -> bool:
        """Whether something stands under ``name``."""


class Use(NamedTuple):
    """A name as an expression uses it."""

    name: str
    several: bool  # it may stand for several values
    number: bool  # and has to be a number


class Read(NamedTuple):
    """An expression that can be worked out, and the names it uses, in order."""

    text: str
    tree: ast.expr
    uses: tuple[Use, ...]


class Refused(NamedTuple):
    """Why a text is no expression."""

    why: str


class Lacking(NamedTuple):
    """It cannot be worked out, because there is no number under ``name``."""

    name: str


class Impossible(NamedTuple):
    """It cannot be worked out, whatever else the report says."""

    why: str


class _RefusedError(Exception):
    """Ends the reading of an expression; never leaves this module."""


class _ForbiddenError(Exception):
    """Likewise, at a part that may not stand in any."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__(node)
        self.node = node


class _LackingError(Exception):
    """Ends the working out; never leaves this module."""


class _ZeroError(Exception):
    """Likewise."""


# What a clerk types on a Chinese keyboard, outside of names in quotes.
_SIGNS = (
    ("（", "("), ("）", ")"), ("，", ","), ("［", "["), ("］", "]"),
    ("≥", ">="), ("≤", "<="), ("≠", "!="), ("＝", "="), ("＞", ">"), ("＜", "<"),
    ("×", "*"), ("÷", "/"), ("＋", "+"), ("－", "-"),
    ("且", " and "), ("或", " or "), ("非", " not "),
)  # fmt: skip


@cache
def read(text: str) -> Read | Refused:
    """The expression in ``text``, or why it is none."""
    if len(text) > MAX_LENGTH:
        return Refused(f"算式有 {len(text)} 个字，最多 {MAX_LENGTH} 个")
    narrowed = _narrowed(text)
    try:
        tree = _parsed(narrowed)
        _condition(tree)
    except _RefusedError as error:
        return Refused(str(error))
    except _ForbiddenError as error:
        segment = ast.get_source_segment(narrowed, error.node) or ""
        return Refused(f"算式里不能有“{segment[:20]}”")
    return Read(text, tree, tuple(_uses(tree)))


def _narrowed(text: str) -> str:
    """Full-width signs as the ones that count, and ``=`` as a comparison."""
    if '"' not in text:
        text = text.replace("“", '"').replace("”", '"')
    parts = text.split('"')
    parts[::2] = [_signs(part) for part in parts[::2]]
    return " ".join('"'.join(parts).split())


def _signs(part: str) -> str:
    for wide, narrow in _SIGNS:
        part = part.replace(wide, narrow)
    return re.sub(r"(?<![<>=!])=(?!=)", "==", part)


def _parsed(text: str) -> ast.expr:
    """The tree of ``text``; numbers in it are figures, without error and without unit."""
    if "\\" in text:
        raise _RefusedError("算式里不能有“\\”")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _RefusedError("算式不完整，或括号、引号没有成对") from None
    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_NODES:
        raise _RefusedError("算式太复杂，请拆成几条规则")
    for node in nodes:
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            node.value = _literal(ast.get_source_segment(text, node) or "")
    return tree


def _literal(text: str) -> Any:  # noqa: ANN401  a constant of our own kind
    value = read_number(text)
    if isinstance(value, NumberFault):
        raise _RefusedError(f"“{text}”{value.what}")
    return Figure("", value, "", ZERO, Typed(_NOWHERE, text))


# ---- what may stand in an expression: conditions over numbers over names


def _condition(node: ast.expr) -> None:
    match node:
        case ast.BoolOp(values=parts):
            for part in parts:
                _condition(part)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _condition(operand)
        case ast.Compare(left=left, ops=ops, comparators=others):
            if not all(type(op) in _OPERATORS for op in ops):
                raise _ForbiddenError(node)
            for side in (left, *others):
                _number(side)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name == _FILLED:
            _name(argument)
        case _:
            raise _RefusedError(
                "算式应是一个比较，如 值(…) <= 值(…)，或用 且、或、非 连起来的几个比较"
            )


def _number(node: ast.expr) -> None:
    match node:
        case ast.Constant() if _is_literal(node):
            pass
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            _number(left)
            _number(right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _number(operand)
        case ast.Subscript(value=ast.Name(id=name), slice=key) if name == _VALUE:
            _name(key)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            _call(name, arguments)
        case _:
            raise _ForbiddenError(node)


def _call(name: str, arguments: list[ast.expr]) -> None:
    match arguments:
        case [only] if name == _VALUE:
            _name(only)
        case [only] if name == _ABSOLUTE:
            _number(only)
        case [inner, places] if name == _ROUNDED:
            _number(inner)
            if not _is_literal(places) or _content(places).value not in range(7):
                raise _RefusedError(f"“{_ROUNDED}”的小数位只能是 0 到 6")
        case [_, *_] if name in _OVER_SEVERAL:
            for argument in arguments:
                if not _is_name(argument):
                    _number(argument)
        case _:
            known = (_VALUE, _FILLED, *_OVER_SEVERAL, _ABSOLUTE, _ROUNDED)
            raise _RefusedError(f"“{name}”不能这样用；可用：{'、'.join(known)}")


def _name(node: ast.expr) -> None:
    if not _is_name(node):
        raise _RefusedError('项名要写在引号里，如 值("自评表.总分.得分")')


def _is_name(node: ast.expr) -> bool:
    return isinstance(_content(node), str)


def _is_literal(node: ast.expr) -> bool:
    return isinstance(_content(node), Figure)


def _content(node: ast.expr) -> Any:  # noqa: ANN401  a name, or the figure put in place of a number
    return node.value if isinstance(node, ast.Constant) else None


def _uses(tree: ast.expr) -> Iterator[Use]:
    """The names in the order in which they are written."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Subscript)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node, ast.Subscript):
            yield Use(_content(node.slice), several=False, number=True)
        elif isinstance(node.func, ast.Name):
            several, number = node.func.id != _VALUE, node.func.id != _FILLED
            for argument in filter(_is_name, node.args):
                yield Use(_content(argument), several=several, number=number)


# ---- working it out


def holds(expression: Read, names: Names) -> bool | Lacking | Impossible:
    """Whether ``expression`` is true of ``names``, with the slack that rounding leaves.

    ``=`` is true where the two sides agree, ``<=`` where the left does not exceed the right,
    ``<`` where it is less wherever both stand in their intervals.
    """
    lookup = _Lookup(names)
    functions = {
        _VALUE: lookup.__getitem__,
        _FILLED: names.is_filled,
        _ABSOLUTE: _absolute,
        _ROUNDED: lambda figure, places: figures.rounded(figure, int(places.value)),
        "求和": lambda *parts: figures.total("", lookup.all_of(parts)),
        "最大": lambda *parts: max(lookup.all_of(parts), key=_value),
        "最小": lambda *parts: min(lookup.all_of(parts), key=_value),
    }
    evaluator = SimpleEval(operators=_OPERATORS, functions=functions, names={_VALUE: lookup})
    try:
        result: bool = evaluator.eval(expression.text, previously_parsed=expression.tree)
    except _LackingError as error:
        return Lacking(str(error))
    except _ZeroError as error:
        return Impossible(str(error))
    return result


def _value(figure: Figure) -> Any:  # noqa: ANN401  a Decimal, for max and min
    return figure.value


class _Lookup:
    """Values by name, as an expression calls them up."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Figure:
        return self.all_of((name,))[0]

    def all_of(self, parts: tuple[str | Figure, ...]) -> tuple[Figure, ...]:
        """The numbers given, and those called up by name; their units no longer count."""
        return tuple(figure for part in parts for figure in self._each(part))

    def _each(self, part: str | Figure) -> Iterator[Figure]:
        if isinstance(part, Figure):
            yield part
            return
        found = self._names.figures_of(part)
        if not found:
            raise _LackingError(part)
        for figure in found:
            yield figure._replace(unit="")


def _absolute(figure: Figure) -> Figure:
    return figure if figure.value >= ZERO else _negative(figure)


def _negative(figure: Figure) -> Figure:
    return figures.difference("", _NOTHING, figure)


def _quotient(part: Figure, whole: Figure) -> Figure:
    quotient = figures.quotient("", part, whole)
    if quotient is None:
        raise _ZeroError(f"除数“{whole.name or '算出的数'}”为零")
    return quotient


_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: lambda left, right: figures.total("", (left, right)),
    ast.Sub: lambda left, right: figures.difference("", left, right),
    ast.Mult: lambda left, right: figures.product("", left, right),
    ast.Div: _quotient,
    ast.USub: _negative,
    ast.Not: lambda operand: not operand,
    ast.Eq: lambda left, right: left.agrees_with(right),
    ast.NotEq: lambda left, right: not left.agrees_with(right),
    ast.GtE: lambda left, right: not right.exceeds(left),
    ast.LtE: lambda left, right: not left.exceeds(right),
    ast.Gt: lambda left, right: left.exceeds(right),
    ast.Lt: lambda left, right: right.exceeds(left),
}
