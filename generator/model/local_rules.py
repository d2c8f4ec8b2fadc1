"""Owns the shape of a region's own rules, ``rules.yml``: one record for each type of rule.

Must not know what a report holds or how a rule is checked.
"""

from __future__ import annotations

from enum import Enum

from generator.figures import PERCENT, Cell
from generator.model.faults import FaultKind
from generator.model.level import Level
from generator.model.reading import (
    Amount,
    Choice,
    Chosen,
    Listed,
    Measure,
    Phrases,
    Prose,
    Reader,
    Record,
    Rows,
    Words,
    word,
)
from generator.source import Mapping, Node, Sequence, Span

_TYPE = "类型"


class RuleType(Enum):
    """What a rule of a region can say."""

    REQUIRED = "必填"
    SUM = "合计相等"
    AT_MOST = "不大于"
    RATIO = "比率"
    COMPARISON = "比较"
    EXPRESSION = "表达式"


class Relation(Enum):
    """How the left side of a comparison has to stand to the right."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="


class LocalRule(Record):
    """地方规则。"""

    code: Words = word(
        "代码", Prose(), "L 加三位数字，如 L001；用过的不再给别的规则", required=True
    )
    title: Words = word("名称", Prose(), "查出的情况，如 公务接待费超过预算", required=True)
    level: Chosen = word("级别", Choice(Level), "错误使报告不能公开", required=True)
    basis: Words = word("依据", Prose(), "文件名称和文号", required=True)
    type: Chosen = word(_TYPE, Choice(RuleType), required=True)
    why: Words = word("为什么", Prose())
    hint: Words = word("怎么改", Prose(), "显示给填报的人")


class Required(LocalRule):
    """必填：这一项不能空着。"""

    item: Words = word("项", Prose(), "项名路径，如 自评表.绩效指标.*.*[*].佐证", required=True)


class SumEquals(LocalRule):
    """合计相等：合计等于各项之和。"""

    total: Words = word("合计", Prose(), "项名路径", required=True)
    parts: tuple[Words, ...] = word("各项", Phrases(), "各项的项名路径", required=True)


class TwoSided(LocalRule):
    """两项之间的关系。"""

    left: Words
    right: Cell | Words


class AtMost(TwoSided):
    """不大于：一项不大于另一项或一个数。"""

    left: Words = word("项", Prose(), "项名路径", required=True)
    right: Cell | Words = word("上限", Measure(), "项名路径，或一个数", required=True)


class Ratio(TwoSided):
    """比率：分子占分母的百分比在界限之内。"""

    left: Words = word("分子", Prose(), "项名路径", required=True)
    right: Words = word("分母", Prose(), "项名路径", required=True)
    at_least: Cell = word("不低于", Amount(PERCENT), "百分比")
    at_most: Cell = word("不高于", Amount(PERCENT), "百分比")


class Comparison(TwoSided):
    """比较：左边与右边的大小。"""

    left: Words = word("左", Prose(), "项名路径", required=True)
    relation: Chosen = word("关系", Choice(Relation), required=True)
    right: Cell | Words = word("右", Measure(), "项名路径，或一个数", required=True)


class Expression(LocalRule):
    """表达式：算式成立才算通过。"""

    text: Words = word("算式", Prose(), '如 值("…") <= 值("…") * 1.1', required=True)


RECORDS: dict[RuleType, type[LocalRule]] = {
    RuleType.REQUIRED: Required,
    RuleType.SUM: SumEquals,
    RuleType.AT_MOST: AtMost,
    RuleType.RATIO: Ratio,
    RuleType.COMPARISON: Comparison,
    RuleType.EXPRESSION: Expression,
}


class RuleList:
    """Grammar of the list: each item is read as a rule of its type, faulty ones are left out."""

    def read(self, name: str, node: Node, reader: Reader) -> Listed:
        """The rules in which nothing was wrong."""
        if not isinstance(node, Sequence):
            return Rows(LocalRule).read(name, node, reader)
        items = tuple(rule for item in node.items if (rule := _rule(item, reader)))
        return Listed(name, items, None, node.span)

    def absent(self, name: str, span: Span) -> Listed:
        """No rules."""
        return Rows(LocalRule).absent(name, span)


def _rule(node: Node, reader: Reader) -> LocalRule | None:
    before = len(reader.findings)
    record = _record(node, reader)
    rule = reader.record(record, node) if record else None
    return rule if len(reader.findings) == before else None


def _record(node: Node, reader: Reader) -> type[LocalRule] | None:
    """The record of the type that ``node`` names; None, and a fault, when it names none."""
    if not isinstance(node, Mapping):
        return LocalRule  # its reader says what is wrong with the shape
    named = node.get(_TYPE)
    before = len(reader.findings)
    chosen = Choice(RuleType).read(_TYPE, named, reader) if named else None
    if chosen:
        return RECORDS[chosen.value]
    if len(reader.findings) == before:
        reader.fault(FaultKind.MISSING, named.span if named else node.span, f"“{_TYPE}”")
    return None


class RuleFile(Record):
    """一个地区自己的规则。"""

    note: Words = word("说明", Prose())
    rules: Listed = word("规则", RuleList(), required=True)
