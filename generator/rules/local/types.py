"""Owns the types of rules that a region may write: what can be wrong with one, and its answers.

A faulty rule is its region's mistake and is found when the file is read; what remains for a
report is to keep the rule or not. Must not read files nor register anything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from generator import figures
from generator.figures import ZERO, Empty, EmptyKind, Figure
from generator.model import naming
from generator.model.local_rules import (
    AtMost,
    Comparison,
    Expression,
    LocalRule,
    Ratio,
    Relation,
    Required,
    SumEquals,
    TwoSided,
)
from generator.model.reading import Words
from generator.rules.cells import is_unfilled, nothing_stated
from generator.rules.core import (
    Answers,
    Broken,
    Fault,
    NotApplicable,
    NotEnough,
    broken_rule,
    missing,
    sum_formula,
)
from generator.rules.local.values import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator import expressions
    from generator.figures import Cell
    from generator.findings import Finding
    from generator.model.naming import Leaf
    from generator.rules.local.values import Values

S = TypeVar("S", bound=LocalRule)
T = TypeVar("T", bound=TwoSided)
_BASE = "基础数据表"
_NOTHING = NotApplicable("报告没有填写这些项")


class Check(ABC, Generic[S]):
    """A rule of a region, as something to call with the values of a report."""

    def __init__(self, spec: S) -> None:
        self.spec = spec
        self.__doc__ = self._documentation()

    def __call__(self, values: Values) -> Answers:
        """What the rule says of a report."""
        needs_base = any(words.text.startswith(_BASE) for words in self._names())
        if needs_base and not values.report.base.stated:
            yield NotApplicable(f"没有{_BASE}")
        else:
            yield from self._answers(values)

    @abstractmethod
    def _names(self) -> list[Words]:
        """The names that the rule uses, in the order of the file."""

    @abstractmethod
    def _formula(self) -> str:
        """What has to hold, in the words of the file."""

    def faults(self) -> Iterator[Finding]:
        """What is wrong with the rule itself."""
        return self._faults()

    @abstractmethod
    def _faults(self) -> Iterator[Finding]:
        """Likewise, by type."""

    @abstractmethod
    def _answers(self, values: Values) -> Answers:
        """What the rule says of a report."""

    def _hint(self, usual: str) -> str:
        """How to repair what the rule finds: as the region says, or else as usual."""
        return one_line(self.spec.hint) or usual

    def _documentation(self) -> str:
        """As a rule of ours has it in its docstring."""
        sections = (
            ("为什么", one_line(self.spec.why)),
            ("公式", self._formula()),
            ("怎么改", one_line(self.spec.hint)),
        )
        texts = (f"## {head}\n{text}\n" for head, text in sections if text)
        return f"{one_line(self.spec.title)}\n\n{''.join(texts)}"


def one_line(words: Words) -> str:
    """A text without the line breaks that it has in the file."""
    return " ".join(words.text.split())


# ---- what can be wrong with a name


def _name_fault(words: Words, *, number: bool = True, several: bool = False) -> Iterator[Finding]:
    """Whether ``words`` is a name that a report can have, and that fits the use made of it."""
    name, at = words.text, words.span
    meant = naming.like(name)
    if not meant:
        yield broken_rule(at, f"报告里没有“{name}”这一项", _nearest(name))
    elif number and any(naming.possible()[one] is None for one in meant):
        yield broken_rule(at, f"“{name}”不是数字", "这里要用填数字的项")
    elif naming.is_open(name) and not several:
        yield broken_rule(at, f"“{name}”里的“*”代表多项，这里只能用一项", "请写全项名")


def _nearest(name: str) -> str:
    import difflib  # noqa: PLC0415  only when something is misspelt

    near = difflib.get_close_matches(name, naming.possible(), n=1, cutoff=0.5)
    usual = "项名是路径，如 自评表.年度预算申请.全年执行数"
    return f"是否指“{near[0]}”？" if near else usual


def _number_faults(names: list[Words], *, several: bool) -> Iterator[Finding]:
    """Whether all of ``names`` are numbers of one unit; others do not compare."""
    faults = [f for words in names for f in _name_fault(words, several=several)]
    yield from faults
    units = {naming.possible()[one]: words for words in names for one in naming.like(words.text)}
    if not faults and len(units) > 1:
        shown = "、".join(f"“{words}”是{unit or '各行自定'}" for unit, words in units.items())
        yield broken_rule(names[-1].span, f"单位不同，不能比较：{shown}", "请只比较单位相同的项")


def _unit(words: Words) -> str:
    return naming.possible()[naming.like(words.text)[0]] or ""


# ---- 必填


class RequiredCheck(Check[Required]):
    """必填."""

    def _names(self) -> list[Words]:
        return [self.spec.item]

    def _formula(self) -> str:
        return f"{self.spec.item} 已填写"

    def _faults(self) -> Iterator[Finding]:
        yield from _name_fault(self.spec.item, number=False, several=True)

    def _answers(self, values: Values) -> Answers:
        found = values.named(self.spec.item.text)
        if not found:
            message = f"报告里没有“{self.spec.item}”"
            yield Fault(values.report, message, hint=self._hint("请按规定补上"))
        for name, leaf in found:
            if is_unfilled(leaf) or not (isinstance(leaf, Empty) or naming.holds(leaf)):
                yield Fault(leaf, f"“{name}”没有填写", hint=self._hint("请填写；没有的写“无此项”"))


# ---- 合计相等


class SumCheck(Check[SumEquals]):
    """合计相等."""

    def _names(self) -> list[Words]:
        return [self.spec.total, *self.spec.parts]

    def _formula(self) -> str:
        return f"{self.spec.total} = {' + '.join(map(str, self.spec.parts))}"

    def _faults(self) -> Iterator[Finding]:
        yield from _name_fault(self.spec.total)
        if not self.spec.parts:
            yield broken_rule(self.spec.span, "“各项”空着", "请列出相加的各项")
        yield from _number_faults(self._names(), several=True)

    def _answers(self, values: Values) -> Answers:
        """As our own sums: beside a filled part, a blank one counts as nothing."""
        spec = self.spec
        total = next(iter(values.cells(spec.total.text)), None)
        cells = tuple(cell for words in spec.parts for cell in values.cells(words.text))
        parts = tuple(n for cell in cells for n in number_in(cell, _unit(spec.total)))
        if total is None or nothing_stated(total, *cells):
            yield _NOTHING
        elif isinstance(total, Empty) or not parts or any(map(_is_unreadable, cells)):
            yield NotEnough(missing(total, *cells))
        else:
            computed = figures.total("各项之和", parts)
            if not total.agrees_with(computed):
                yield Fault(
                    total,
                    f"“{total.name}”为 {total}，各项之和为 {computed} = {sum_formula(parts)}",
                    expected=computed,
                    see=parts,
                    hint=self._hint("核对合计和各项"),
                )


def _is_unreadable(cell: Cell) -> bool:
    return isinstance(cell, Empty) and cell.kind is EmptyKind.UNREADABLE


# ---- two sides: 不大于, 比较, 比率


class SidesCheck(Check[T]):
    """A rule that holds two cells against each other; row by row where a name has a ``*``."""

    @abstractmethod
    def _judge(self, left: Figure, right: Figure) -> Answers:
        """What the rule says of two numbers."""

    def _names(self) -> list[Words]:
        left, right = self.spec.left, self.spec.right
        return [left, right] if isinstance(right, Words) else [left]

    def _faults(self) -> Iterator[Finding]:
        right = self.spec.right
        faults = list(_number_faults(self._names(), several=True))
        yield from faults
        if isinstance(right, Empty):
            yield broken_rule(right.span, f"“{right.name}”空着", "请写项名路径或一个数")
        elif isinstance(right, Words) and not faults and not self._pairs_up(right):
            hint = "请写一个没有“*”的项，或“*”及其前面与另一边相同的项"
            yield broken_rule(right.span, "两边的“*”不是同样的行，不能逐行比较", hint)

    def _pairs_up(self, right: Words) -> bool:
        return naming.row_of(right.text) in ("", naming.row_of(self.spec.left.text))

    def _answers(self, values: Values) -> Answers:
        pairs = [pair for pair in self._pairs(values) if not nothing_stated(*pair)]
        if not pairs:
            yield _NOTHING
        for pair in pairs:
            left, right = (number_in(cell, _unit(self.spec.left)) for cell in pair)
            if left and right:
                yield from self._judge(left[0], right[0])
            else:
                yield NotEnough(missing(*pair))

    def _pairs(self, values: Values) -> Iterator[tuple[Cell, ...]]:
        """The cells side by side; a row with words in place of a number has nothing to compare."""
        lefts = values.leaves(self.spec.left.text)
        for pair in zip(lefts, self._rights(values, len(lefts)), strict=False):
            cells = tuple(leaf for leaf in pair if isinstance(leaf, Figure | Empty))
            if len(cells) == len(pair):
                yield cells

    def _rights(self, values: Values, rows: int) -> tuple[Leaf, ...]:
        right = self.spec.right
        if isinstance(right, Figure):
            return (right._replace(name="", unit=_unit(self.spec.left), slack=ZERO),) * rows
        found = values.leaves(str(right))
        return found if naming.is_open(str(right)) else found[:1] * rows


_RELATIONS: dict[Relation, Callable[[Figure, Figure], bool]] = {
    Relation.AT_LEAST: lambda left, right: not right.exceeds(left),
    Relation.AT_MOST: lambda left, right: not left.exceeds(right),
    Relation.EQUAL: lambda left, right: left.agrees_with(right),
}


class RelationCheck(SidesCheck[T]):
    """不大于 and 比较."""

    relation = Relation.AT_MOST

    def _formula(self) -> str:
        right = self.spec.right
        shown = figures.plain(right.value) if isinstance(right, Figure) else str(right)
        return f"{self.spec.left} {self.relation.value} {shown}"

    def _judge(self, left: Figure, right: Figure) -> Answers:
        if not _RELATIONS[self.relation](left, right):
            other = f"“{right.name}” {right}" if right.name else f"{right}"
            yield Fault(
                left,
                f"“{left.name}”为 {left}，应 {self.relation.value} {other}",
                expected=right if self.relation is Relation.EQUAL else None,
                see=(right,) if right.name else (),
                hint=self._hint("核对这两项" if right.name else "核对这一项"),
            )


class ComparisonCheck(RelationCheck[Comparison]):
    """比较."""

    def __init__(self, spec: Comparison) -> None:
        self.relation = spec.relation.value or Relation.EQUAL
        super().__init__(spec)

    def _faults(self) -> Iterator[Finding]:
        yield from super()._faults()
        if not self.spec.relation:
            yield broken_rule(self.spec.relation.span, "“关系”空着", "请写 ≥、≤ 或 =")


class RatioCheck(SidesCheck[Ratio]):
    """比率."""

    def __init__(self, spec: Ratio) -> None:
        ends = ((spec.at_least, Relation.AT_LEAST), (spec.at_most, Relation.AT_MOST))
        self.limits = [
            (relation, end._replace(slack=ZERO))
            for end, relation in ends
            if isinstance(end, Figure)
        ]
        super().__init__(spec)

    def _formula(self) -> str:
        bounds = "，".join(f"{limit.name} {limit}" for _, limit in self.limits)
        return f"{self.spec.left} ÷ {self.spec.right} {bounds}"

    def _faults(self) -> Iterator[Finding]:
        yield from super()._faults()
        if not self.limits:
            yield broken_rule(self.spec.span, "没有写“不低于”或“不高于”", "至少写一个百分比")

    def _judge(self, left: Figure, right: Figure) -> Answers:
        percent = figures.ratio("比率", left, right)
        if percent is None:
            yield NotEnough(f"“{right.name}”为零，算不出比率")
            return
        for relation, limit in self.limits:
            if not _RELATIONS[relation](percent, limit):
                sides = f"“{left.name}” {left} ÷ “{right.name}” {right}"
                shown = figures.trimmed(percent.value)
                yield Fault(
                    left,
                    f"{sides} = {shown}%，应{limit.name} {limit}",
                    see=(right,),
                    hint=self._hint("核对这两项"),
                )


# ---- 表达式


class ExpressionCheck(Check[Expression]):
    """表达式. Only who has one waits for what reads it."""

    def _read(self) -> expressions.Read | expressions.Refused:
        from generator import expressions  # noqa: PLC0415  as the class says

        return expressions.read(self.spec.text.text)

    def _uses(self) -> tuple[expressions.Use, ...]:
        return getattr(self._read(), "uses", ())

    def _names(self) -> list[Words]:
        return [self.spec.text._replace(text=use.name) for use in self._uses()]

    def _formula(self) -> str:
        return one_line(self.spec.text)

    def _faults(self) -> Iterator[Finding]:
        from generator import expressions  # noqa: PLC0415

        read, at = self._read(), self.spec.text
        if isinstance(read, expressions.Refused):
            yield broken_rule(at.span, read.why, "请核对算式")
        for use in self._uses():
            yield from _name_fault(
                at._replace(text=use.name), number=use.number, several=use.several
            )

    def _answers(self, values: Values) -> Answers:
        from generator import expressions  # noqa: PLC0415

        read = self._read()
        assert isinstance(read, expressions.Read)  # noqa: S101  a rule with faults is not run
        outcome = expressions.holds(read, values)
        if isinstance(outcome, expressions.Lacking):
            yield NotEnough(f"未填：{outcome.name}")
        elif isinstance(outcome, expressions.Impossible):
            where = f"{values.report.unit.title} {values.report.fiscal_year} 的报告就是这样"
            yield Broken(self.spec.text, outcome.why, f"{where}；请在算式里先用“且”排除")
        elif not outcome:
            yield self._fault(values)

    def _fault(self, values: Values) -> Fault:
        leaves = [leaf for words in self._names() for leaf in values.leaves(words.text)]
        cells = [leaf for leaf in leaves if isinstance(leaf, Figure)]
        shown = "，".join(f"“{figure.name}”为 {figure}" for figure in cells)
        return Fault(
            next(iter((*cells, *leaves)), values.report),
            f"“{one_line(self.spec.text)}”不成立" + (f"：{shown}" if shown else ""),
            see=tuple(cells[1:]),
            hint=self._hint("核对这几项"),
        )


_CHECKS: dict[type[LocalRule], type[Check[Any]]] = {
    Required: RequiredCheck,
    SumEquals: SumCheck,
    AtMost: RelationCheck,
    Comparison: ComparisonCheck,
    Ratio: RatioCheck,
    Expression: ExpressionCheck,
}


def check(spec: LocalRule) -> Check[Any]:
    """``spec`` as something to call."""
    return _CHECKS[type(spec)](spec)
