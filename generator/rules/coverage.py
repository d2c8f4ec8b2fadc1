"""Owns the ledger of the catalogue of checks: which rule looks at an item, or why a person must.

Read for the page of rules and by tests; must not be read while a report is checked.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.model.reading import Listed, Phrases, Prose, Reader, Record, Rows, Words, word
from generator.source import Refusal, parse, read_text

_FILE = Path(__file__).with_suffix(".yml")


class Item(Record):
    """一件要核对的事：由哪些规则核对，或为什么要由人核对。"""

    slug: Words = word("代号", Prose(), required=True)
    title: Words = word("名称", Prose(), required=True)
    group: Words = word("组", Prose(), required=True)
    codes: tuple[Words, ...] = word("规则", Phrases())
    by_hand: Words = word("由人核对", Prose(), "为什么规则核对不了，由谁怎样核对")
    note: Words = word("说明", Prose())


class Ledger(Record):
    """全部要核对的事。"""

    items: Listed = word("核对事项", Rows(Item), required=True)
    others: tuple[Words, ...] = word("另有", Phrases(), "不对应任何一件事的规则")

    @property
    def by_hand(self) -> tuple[Item, ...]:
        """What no rule can check."""
        return tuple(item for item in self.items if item.by_hand)


@cache
def ledger() -> Ledger:
    """The ledger that travels with the program; a faulty one is our bug: ValueError."""
    return read(_FILE)


def read(path: Path) -> Ledger:
    """The ledger in ``path``; ValueError when anything is wrong in it."""
    text = read_text(path, path.name)
    node, refusals = (None, (text,)) if isinstance(text, Refusal) else parse(text)
    reader = Reader()
    found = reader.record(Ledger, node) if node is not None else None
    if found is None or refusals or reader.findings:
        raise ValueError((refusals, reader.findings))
    return found
