"""Owns the tree of indicators: classes (一级), groups (二级), indicators (三级)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.figures import POINT, Cell, Figure
from generator.model.faults import FaultKind
from generator.model.reading import (
    Amount,
    Measure,
    Prose,
    Reader,
    Record,
    Rows,
    Words,
    word,
)
from generator.source import Mapping, Node, Scalar, Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Indicator(Record):
    """一个三级指标。"""

    is_row = True
    title_word = "三级指标"

    title: Words = word("三级指标", Prose(), "指标的名称", required=True)
    stated_target: Cell | Words = word("年度指标值", Measure(), "年初定下要达到的数或要求")
    stated_actual: Cell | Words = word("实际完成值", Measure(), "全年实际达到的数或情况")
    unit: Words = word("单位", Prose(), "年度指标值和实际完成值的单位，如 %、万元、个")
    actual_unit: Words = word("完成值单位", Prose(), "只在与指标值的单位不同时填写")
    method: Words = word("计分方法", Prose(), "正向、反向、等于、定性、评判；不写的按表式默认")
    weight: Cell = word("分值", Amount(POINT), "指标的满分")
    score: Cell = word("得分", Amount(POINT), "指标得到的分；正向、反向、等于可不填，由系统计算")
    reason: Words = word("偏差原因", Prose(), "偏差原因分析及改进措施，有扣分的必填")
    evidence: Words = word("佐证", Prose(), "数据来源或佐证材料，满意度写明调查方式和样本数")

    @property
    def target(self) -> Cell | Words:
        """The target with its unit."""
        return _with_unit(self.stated_target, self.unit, f"“{self.title}”指标值")

    @property
    def actual(self) -> Cell | Words:
        """What was reached, with its unit."""
        unit = self.actual_unit or self.unit
        return _with_unit(self.stated_actual, unit, f"“{self.title}”完成值")


def _with_unit(value: Cell | Words, unit: Words, name: str) -> Cell | Words:
    if isinstance(value, Figure):
        return value._replace(unit=unit.text, name=name)
    return value


class IndicatorGroup(NamedTuple):
    """A second-level heading with its indicators; ``span`` is the heading."""

    title: str
    span: Span
    indicators: tuple[Indicator, ...]


class IndicatorClass(NamedTuple):
    """A first-level heading with its groups; ``span`` is the heading."""

    title: str
    span: Span
    groups: tuple[IndicatorGroup, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators below this heading."""
        return tuple(i for group in self.groups for i in group.indicators)


class IndicatorTree:
    """绩效指标, in the order of the file."""

    __slots__ = ("classes", "span")

    def __init__(self, span: Span, classes: tuple[IndicatorClass, ...]) -> None:
        self.span = span
        self.classes = classes

    def __iter__(self) -> Iterator[Indicator]:
        for cls in self.classes:
            yield from cls.indicators

    def path(self, indicator: Indicator) -> tuple[str, str]:
        """The first- and second-level headings above ``indicator``."""
        return next(
            (cls.title, group.title)
            for cls in self.classes
            for group in cls.groups
            if any(i is indicator for i in group.indicators)
        )


class Tree:
    """Grammar of the tree: ``产出指标: {数量指标: [{三级指标: …}]}``."""

    def read(self, name: str, node: Node, reader: Reader) -> IndicatorTree:  # noqa: ARG002
        """The tree; a heading with nothing under it has no indicators."""
        classes = tuple(
            IndicatorClass(key.text, key.span, _groups(value, reader))
            for key, value in _headings(node, reader, "一级指标")
        )
        return IndicatorTree(node.span, classes)

    def absent(self, name: str, span: Span) -> IndicatorTree:  # noqa: ARG002
        """A tree without classes."""
        return IndicatorTree(span, ())


def _groups(node: Node, reader: Reader) -> tuple[IndicatorGroup, ...]:
    return tuple(
        IndicatorGroup(key.text, key.span, Rows(Indicator).read(key.text, value, reader).items)
        for key, value in _headings(node, reader, "二级指标")
    )


def _headings(node: Node, reader: Reader, level: str) -> tuple[tuple[Scalar, Node], ...]:
    if isinstance(node, Mapping):
        return node.entries
    if not (isinstance(node, Scalar) and not node.text):
        reader.fault(FaultKind.SHAPE, node.span, f"这里应是各{level}的名称，下面缩进写具体内容")
    return ()
