"""Slips are noticed: a sample of what `make mutate` tries, with the shares that must hold."""

from __future__ import annotations

from functools import cache, partial

import pytest

from tests import mutation
from tests.mutation import Verdict, by_operator, remarked, tally

FULL = "hunan-2024"  # the form with a base table: every kind of cell occurs
SEEDS = (3, 11)
# Large enough that no rounding hides them, wherever an identity holds the cell.
LARGE = ("超出舍入±", "乘一万", "变号")
SHARES = {**dict.fromkeys(LARGE, 0.2), "漏一行": 0.3, "两行互换": 0.5, "等级错": 0.5}
SHARES |= {"日期差一年": 0.3, "正文末位": 0.2, "正文超出舍入": 0.2, "正文差一万倍": 0.2}

# Per cent of all slips that are noticed in the sample. They may only rise.
FLOORS = {
    "超出舍入±": 97,
    "末位±1": 86,  # most of the rest is what rounding alone may do to a sum
    "数字换位": 100,
    "变号": 100,
    "乘一万": 100,
    "除以一万": 100,
    "留空": 100,
    "抄邻格": 95,
    "漏一行": 100,
    "两行互换": 87,  # two rows of one sum make up for each other
    "两格互换": 100,
    "等级错": 100,
    "日期差一年": 100,
    "正文末位": 80,
    "正文超出舍入": 97,
    "正文差一万倍": 100,
}


@cache
def verdicts() -> tuple[Verdict, ...]:
    run = partial(mutation.run, shares=SHARES, otherwise=0.12)
    return tuple(verdict for seed in SEEDS for verdict in run((FULL, seed)))


def test_every_large_slip_in_a_cell_of_an_identity_is_noticed() -> None:
    held = [v for v in verdicts() if v.guarded and v.operator in LARGE]
    assert len(held) > 80
    assert [(v.operator, v.place) for v in held if not v.rule] == []


@pytest.mark.parametrize("operator", FLOORS)
def test_the_share_of_noticed_slips_does_not_fall(operator: str) -> None:
    assert tally(by_operator(verdicts())[operator]).percent >= FLOORS[operator]


def test_of_a_slip_in_the_last_digit_there_is_at_least_a_remark() -> None:
    slips = by_operator(verdicts())["末位±1"]
    assert remarked(slips).percent >= 93
    assert remarked(v for v in slips if v.guarded).percent == 100


def test_every_operator_has_a_floor() -> None:
    assert set(by_operator(verdicts())) == set(FLOORS)
