"""The ledger of the catalogue of checks: every item has a rule, or a reason why it has none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from generator.rules import core, coverage
from generator.rules.documentation import catalogue
from tests.builders import HERE

if TYPE_CHECKING:
    from pathlib import Path

SLUGS = (HERE / "rules" / "catalogue.txt").read_text("utf-8").split()
ITEMS = coverage.ledger().items.items


def codes_named() -> list[str]:
    return [code.text for item in ITEMS for code in item.codes]


def test_every_item_of_the_catalogue_is_there_once_and_in_order() -> None:
    assert [item.slug.text for item in ITEMS] == SLUGS
    assert len(SLUGS) == len(set(SLUGS)) == 186
    assert len(Counter(item.group.text for item in ITEMS)) == 11


def test_every_code_exists_and_every_rule_is_named_once() -> None:
    others = [code.text for code in coverage.ledger().others]
    assert set(codes_named()) | set(others) <= {entry.code for entry in catalogue()}
    assert sorted({rule.code for rule in core.rules()} - set(codes_named())) == sorted(others)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.slug))
def test_an_item_has_rules_or_a_reason(item: coverage.Item) -> None:
    assert bool(item.codes) + bool(item.by_hand) == 1
    assert not item.by_hand or len(item.by_hand.text) >= 20


@pytest.mark.parametrize(
    "text", ["核对事项: [", "核对事项: [{代号: x}]", "核对事项:\n  - {代号: x, 名: y}\n", ""]
)
def test_a_faulty_ledger_is_a_bug(text: str, tmp_path: Path) -> None:
    file = tmp_path / "coverage.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r".*"):
        coverage.read(file)


def test_a_ledger_that_is_no_text_is_a_bug(tmp_path: Path) -> None:
    file = tmp_path / "coverage.yml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r".*"):
        coverage.read(file)
