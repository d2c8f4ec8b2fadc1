"""Numbers: how they are read, what they stand for, and that no cent is lost or made up."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import figures
from generator.figures import (
    HUNDRED,
    PERCENT,
    POINT,
    WAN_YUAN,
    ZERO,
    Figure,
    NumberFault,
    Typed,
    half_unit,
    read_number,
)
from generator.source import Span

if TYPE_CHECKING:
    from random import Random

# ------------------------------------------------------------------ the figures of these tests


def number(text: str) -> Decimal:
    value = read_number(text)
    assert isinstance(value, Decimal)
    return value


def money(text: str, line: int = 1) -> Figure:
    """An amount as a clerk types it: good to half a cent of a 万元."""
    origin = Typed(Span("report.yml", line, 1), text)
    return Figure(f"第{line}行", number(text), WAN_YUAN, half_unit(2), origin)


def decimals(largest: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-largest, largest).map(lambda n: Decimal(n).scaleb(-places))


@st.composite
def inexact(draw: st.DrawFn, unit: str = WAN_YUAN) -> tuple[Figure, Fraction]:
    """A figure, and one of the numbers that it may stand for."""
    value = draw(decimals(10**8, 3))
    slack = draw(st.sampled_from([ZERO, half_unit(2), half_unit(0), Decimal(20)]))
    figure = Figure("数", value, unit, slack, Typed(Span("report.yml", 1, 1), str(value)))
    share = Fraction(draw(st.integers(-12, 12)), 12)
    return figure, Fraction(value) + share * Fraction(slack)


def stands_for(figure: Figure | None, truth: Fraction) -> bool:
    hair = Fraction(1, 10**20)  # a quotient has a last digit
    assert figure is not None
    return Fraction(figure.low) - hair <= truth <= Fraction(figure.high) + hair


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("716.83", "716.83"),
        ("0", "0"),
        ("-0.5", "-0.5"),
        ("１２.５", "12.5"),
        ("－１２．５０", "-12.50"),
        (" 8.5 ", "8.5"),
        ("\u30008.5", "8.5"),
        ("999999999999.999999", "999999999999.999999"),
        ("-0.00", "0.00"),
    ],
)
def test_a_number_is_read_with_its_decimals(typed: str, value: str) -> None:
    assert figures.plain(number(typed)) == value


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("1,234.5", NumberFault.SEPARATOR),
        ("1，234.5", NumberFault.SEPARATOR),
        ("１，２３４", NumberFault.SEPARATOR),
        ("12万元", NumberFault.GLUED_UNIT),
        ("12.5 %", NumberFault.GLUED_UNIT),
        ("≥95％", NumberFault.GLUED_UNIT),
        ("1e3", NumberFault.EXPONENT),
        ("1.5E-3", NumberFault.EXPONENT),
        ("+5", NumberFault.LEADING),
        ("0012", NumberFault.LEADING),
        ("-07", NumberFault.LEADING),
        ("1234567890123", NumberFault.LENGTH),
        ("0.1234567", NumberFault.LENGTH),
        ("1" * 50_000 + "x", NumberFault.LENGTH),  # and quickly
        ("1,234" * 50_000 + "\n", NumberFault.SEPARATOR),
        ("NaN", NumberFault.OTHER),
        ("Infinity", NumberFault.OTHER),
        ("1_000", NumberFault.OTHER),
        ("⑤", NumberFault.OTHER),
        ("٥", NumberFault.OTHER),
        ("1٥", NumberFault.OTHER),
        ("0.٥", NumberFault.OTHER),
        ("१२", NumberFault.OTHER),
        (".5", NumberFault.OTHER),
        ("5.", NumberFault.OTHER),
        ("--5", NumberFault.OTHER),
        ("1 000", NumberFault.OTHER),
        ("1:30", NumberFault.OTHER),
        ("五", NumberFault.OTHER),
        ("", NumberFault.OTHER),
    ],
)
def test_what_is_no_number_says_what_to_write(typed: str, fault: NumberFault) -> None:
    assert read_number(typed) is fault
    assert fault.what
    assert "请" in fault.remedy or "最多" in fault.remedy


@given(st.integers(0, 6).flatmap(lambda places: decimals(10 ** (12 + places) - 1, places)))
def test_what_is_printed_reads_back_the_same(value: Decimal) -> None:
    again = number(figures.plain(value))
    assert again == value
    assert figures.decimals_of(again) == figures.decimals_of(value)


@given(st.text("0123456789.-+,eE_ ０５①五٥१万元%", max_size=16) | st.text())
def test_only_plain_digits_make_a_number(text: str) -> None:
    narrow = text.strip().translate({0xFEE0 + ord(c): c for c in "0123456789.-"})
    is_number = re.fullmatch(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?", narrow)
    assert isinstance(read_number(text), Decimal) == bool(is_number)


# ------------------------------------------------------------------ agreeing


def test_the_seed_s_income_agrees_with_its_total() -> None:
    classes = (money("591.97"), money("109.35"), money("15.52"))
    income = figures.total("按收入性质分", classes)
    assert income.value == Decimal("716.84")
    assert income.agrees_with(money("716.83"))


def test_the_seed_s_spending_agrees_with_its_total() -> None:
    outlay = figures.total("按支出性质分", (money("452.72"), money("139.26")))
    assert outlay.agrees_with(money("591.97"))


@pytest.mark.parametrize("stated", ["716.79", "716.89", "716.87", "716.81"])
def test_no_more_than_rounding_slips_through(stated: str) -> None:
    income = figures.total("", (money("591.97"), money("109.35"), money("15.52")))
    assert not income.agrees_with(money(stated))


def test_intervals_that_touch_agree() -> None:
    assert money("10.00").agrees_with(money("10.01"))
    assert not money("10.00").agrees_with(money("10.02"))


@given(inexact(), inexact())
def test_agreeing_is_mutual(a: tuple[Figure, Fraction], b: tuple[Figure, Fraction]) -> None:
    (left, _), (right, _) = a, b
    assert left.agrees_with(left)
    assert left.agrees_with(right) == right.agrees_with(left)


@given(inexact(), st.integers(-12, 12))
def test_figures_that_may_stand_for_one_number_agree(a: tuple[Figure, Fraction], n: int) -> None:
    figure, _ = a
    other = figure._replace(value=figure.value + figure.slack * 2 * n / 12)
    assert figure.agrees_with(other)
    assert not figure.exceeds(other)


def test_only_one_unit_agrees_or_exceeds() -> None:
    people = money("20")._replace(unit="人")
    assert not people.agrees_with(money("20"))
    assert not people.exceeds(money("5"))


def test_to_exceed_is_to_be_greater_beyond_rounding() -> None:
    assert money("10.02").exceeds(money("10.00"))
    assert not money("10.01").exceeds(money("10.00"))
    assert not money("10.00").exceeds(money("10.02"))


# ------------------------------------------------------------------ arithmetic


@given(st.lists(inexact(), min_size=1, max_size=8), st.randoms())
def test_a_sum_knows_no_order(parts: list[tuple[Figure, Fraction]], chance: Random) -> None:
    one = figures.total("", tuple(figure for figure, _ in parts))
    chance.shuffle(parts)
    other = figures.total("", tuple(figure for figure, _ in parts))
    assert (one.value, one.slack) == (other.value, other.slack)


@given(st.lists(inexact(), min_size=1, max_size=8))
def test_the_true_sum_lies_inside(parts: list[tuple[Figure, Fraction]]) -> None:
    result = figures.total("", tuple(figure for figure, _ in parts))
    assert stands_for(result, sum((truth for _, truth in parts), Fraction()))


@given(inexact(), inexact())
def test_the_true_difference_lies_inside(
    a: tuple[Figure, Fraction], b: tuple[Figure, Fraction]
) -> None:
    assert stands_for(figures.difference("", a[0], b[0]), a[1] - b[1])


@given(inexact(), inexact())
def test_the_true_ratio_lies_inside(a: tuple[Figure, Fraction], b: tuple[Figure, Fraction]) -> None:
    result = figures.ratio("", a[0], b[0])
    if b[0].low <= ZERO <= b[0].high:
        assert result is None
    else:
        assert stands_for(result, a[1] / b[1] * 100)


@pytest.mark.parametrize("whole", ["0", "0.00", "0.005", "-0.005"])
def test_there_is_no_ratio_to_what_may_be_zero(whole: str) -> None:
    assert figures.ratio("执行率", money("5"), money(whole)) is None
    assert figures.ratio("执行率", money("5"), money("0.006")) is not None


@pytest.mark.parametrize(("part", "low", "high"), [("10", "300", "700"), ("-10", "-700", "-300")])
def test_a_ratio_reaches_to_its_farthest_corner(part: str, low: str, high: str) -> None:
    tens, twos = (money(text)._replace(slack=half_unit(0)) for text in (part, "2"))
    result = figures.ratio("", tens, twos)  # 9.5 ÷ 2.5 to 10.5 ÷ 1.5, around 500 %
    assert result is not None
    assert (result.low, result.high) == (Decimal(low), Decimal(high))


@given(inexact(), inexact())
def test_the_true_product_lies_inside(
    a: tuple[Figure, Fraction], b: tuple[Figure, Fraction]
) -> None:
    result = figures.product("", a[0], b[0])
    assert result.unit == ""
    assert stands_for(result, a[1] * b[1])


@given(inexact(), inexact())
def test_the_true_quotient_lies_inside(
    a: tuple[Figure, Fraction], b: tuple[Figure, Fraction]
) -> None:
    result = figures.quotient("", a[0], b[0])
    if b[0].low <= ZERO <= b[0].high:
        assert result is None
    else:
        assert result is not None
        assert result.unit == ""
        assert stands_for(result, a[1] / b[1])


@given(inexact(PERCENT), decimals(10**4, 2))
def test_the_true_share_lies_inside(a: tuple[Figure, Fraction], weight: Decimal) -> None:
    whole = figures.constant("分值", weight, POINT, Span("form.yml", 1, 1))
    result = figures.share_of("得分", a[0], whole, "执行率 × 分值")
    assert result.unit == POINT
    assert stands_for(result, a[1] * Fraction(weight) / 100)


@given(inexact(), decimals(10**3, 1))
def test_the_true_multiple_lies_inside(a: tuple[Figure, Fraction], times: Decimal) -> None:
    assert stands_for(figures.scaled("", a[0], times), a[1] * Fraction(times))


@given(inexact(PERCENT))
def test_the_true_rest_lies_inside(a: tuple[Figure, Fraction]) -> None:
    assert stands_for(figures.complement("", a[0]), 100 - a[1])


@given(inexact(PERCENT), decimals(10**6, 3), decimals(10**6, 3))
def test_a_limit_holds_and_keeps_the_truth_inside(
    a: tuple[Figure, Fraction], one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    result = figures.limited(a[0], low, high)
    assert low <= result.value <= high
    assert stands_for(result, min(max(a[1], Fraction(low)), Fraction(high)))


@pytest.mark.parametrize(
    ("rate", "value", "slack"),
    [("98.57", "98.57", "0.005"), ("120", "100", "0"), ("-3", "0", "0"), ("100", "100", "0.005")],
)
def test_beyond_a_limit_nothing_is_uncertain(rate: str, value: str, slack: str) -> None:
    result = figures.limited(money(rate), ZERO, HUNDRED)
    assert (result.value, result.slack) == (Decimal(value), Decimal(slack))


def test_a_formula_is_told_in_the_words_of_the_form() -> None:
    spent, budget = money("414")._replace(name="执行数"), money("420")._replace(name="预算数")
    rate = figures.ratio("执行率", spent, budget)
    assert rate is not None
    assert [
        getattr(figure.origin, "formula", "")
        for figure in (
            rate,
            figures.total("", (spent, budget)),
            figures.total("", (spent, budget), "按表式"),
            figures.difference("", budget, spent),
            figures.scaled("", budget, Decimal(2)),
            figures.complement("", rate),
        )
    ] == [
        "执行数 ÷ 预算数",
        "执行数 + 预算数",
        "按表式",
        "预算数 - 执行数",
        "预算数 × 2",
        "100% - 执行率",
    ]


def test_a_figure_leads_to_everything_typed_for_it() -> None:
    income = figures.total("", (money("591.97", 3), money("109.35", 4)))
    rate = figures.ratio("执行率", money("700", 7), income)
    assert rate is not None
    points = figures.share_of("得分", figures.complement("", rate), money("10", 9), "")
    kept = figures.renamed(figures.rounded(figures.limited(points, ZERO, HUNDRED), 2), "得分")
    assert [span.line for span in kept.spans()] == [7, 3, 4, 9]
    assert kept.name == "得分"


# ------------------------------------------------------------------ rounding and printing

HALVES = [
    ("0.845", "0.85"),
    ("0.005", "0.01"),
    ("2.675", "2.68"),
    ("9.855", "9.86"),
    ("9.8549999999", "9.85"),
    ("-0.005", "-0.01"),
    ("-0.004", "0.00"),
    ("0", "0.00"),
]


@pytest.mark.parametrize(("exact", "shown"), HALVES)
def test_half_a_unit_goes_up(exact: str, shown: str) -> None:
    assert figures.with_decimals(Decimal(exact), 2) == shown
    figure = Figure("", Decimal(exact), POINT, ZERO, Typed(Span("report.yml", 1, 1), exact))
    assert figures.plain(figures.rounded(figure, 2).value) == shown


def test_a_quotient_cut_off_at_its_last_digit_still_goes_up() -> None:
    """25 of 120 for 3 points are 0.625, not 0.62499…9."""
    reached = figures.ratio("", *(money(text)._replace(slack=ZERO) for text in ("25", "120")))
    assert reached is not None
    weight = figures.constant("分值", 3, POINT, Span("report.yml", 1, 1))
    points = figures.share_of("得分", reached, weight, "")
    assert points.value != Decimal("0.625")
    assert figures.plain(figures.rounded(points, 2).value) == "0.63"
    assert figures.with_decimals(points.value, 2) == "0.63"


@given(inexact(), st.integers(0, 4))
def test_rounding_moves_at_most_half_a_unit_and_counts_it(
    a: tuple[Figure, Fraction], places: int
) -> None:
    figure, truth = a
    result = figures.rounded(figure, places)
    assert abs(result.value - figure.value) <= half_unit(places)
    assert figures.decimals_of(result.value) == places
    assert stands_for(result, truth)


@pytest.mark.parametrize(
    ("value", "text"),
    [("96.00", "96"), ("8.50", "8.5"), ("100", "100"), ("0.004", "0"), ("1E+2", "100")],
)
def test_a_trimmed_number_has_no_idle_zeros(value: str, text: str) -> None:
    assert figures.trimmed(Decimal(value)) == text


def test_tens_survive_trimming_without_decimals() -> None:
    assert figures.trimmed(Decimal("119.5"), 0) == "120"


@pytest.mark.parametrize(("value", "places"), [("716.80", 2), ("27", 0), ("1E+2", 0), ("NaN", 0)])
def test_how_many_decimals_were_typed(value: str, places: int) -> None:
    assert figures.decimals_of(Decimal(value)) == places


@pytest.mark.parametrize(("places", "slack"), [(2, "0.005"), (0, "0.5"), (4, "0.00005")])
def test_half_of_the_last_place(places: int, slack: str) -> None:
    assert half_unit(places) == Decimal(slack)


@pytest.mark.parametrize(
    ("unit", "shown"), [(WAN_YUAN, "12.50 万元"), (PERCENT, "12.50%"), ("", "12.50")]
)
def test_a_figure_is_shown_with_its_unit(unit: str, shown: str) -> None:
    assert str(money("12.50")._replace(unit=unit)) == shown


def test_a_number_of_a_text_that_is_too_long_is_no_figure() -> None:
    spot = Span("report.md", 1, 1)
    assert figures.money_in_words("", "1234567890123", "万元", spot) is None
    assert figures.count_in_words("", "1234567890123", "人", spot) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("452.72", "452.72", True),
        ("452.72", "452.73", False),  # the intervals meet, yet it is another number
        ("452.7", "452.70", True),
    ],
)
def test_a_number_stated_again_is_the_same_number(one: str, other: str, *, same: bool) -> None:
    left, right = money(one), money(other)
    assert left.repeats(right) is same
    assert right.repeats(left) is same
    assert left.agrees_with(right)


def test_a_rate_is_repeated_with_the_decimals_of_the_coarser_one() -> None:
    fine = money("97.25")
    assert money("97.3")._replace(slack=half_unit(1)).repeats(fine)
    assert not money("97.2")._replace(slack=half_unit(1)).repeats(fine)


def test_a_computed_number_only_has_to_agree() -> None:
    whole = figures.total("合计", (money("1.00"), money("2.00")))
    assert money("3.01").repeats(whole)
    assert not money("3.02").repeats(whole)
