"""Rates: computed, never typed; the interval holds what it promises."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.people.reviews.rates import Rate, between, wilson


@pytest.mark.requirement("S2-10")
def test_nine_of_seventeen_prints_as_the_report_did() -> None:
    assert Rate(9, 17).display == "52,94 %"


def test_its_interval_is_the_one_worked_out_by_hand() -> None:
    """(9/17 + 1.96²/34 ± 1.96·√(…)) / (1 + 1.96²/17), with a calculator: 30,96 – 73,83."""
    assert Rate(9, 17).interval_display == "30,96 – 73,83 %"


@pytest.mark.requirement("S2-11")
@pytest.mark.parametrize(("part", "whole"), [(3, 2), (1, 0), (-1, 5)])
def test_a_part_greater_than_its_whole_cannot_be_made(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="cannot be part"):
        Rate(part, whole)


def test_of_nobody_there_is_no_rate() -> None:
    assert (Rate(0, 0).display, Rate(0, 0).interval, Rate(0, 0).interval_display) == ("–", None, "–")


@given(st.integers(1, 300).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilson_holds_the_share_and_stays_between_nought_and_one(sizes: tuple[int, int]) -> None:
    low, high = wilson(*sizes)
    assert 0 <= low <= sizes[0] / sizes[1] <= high <= 1


@given(st.integers(1, 300).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilsons_ends_are_where_the_test_turns(sizes: tuple[int, int]) -> None:
    """The ends solve (share - p)² = z²·p·(1 - p)/n: the definition, not the formula."""
    part, whole = sizes
    for end in wilson(part, whole):
        if 0 < end < 1:
            apart = (part / whole - end) ** 2
            assert apart == pytest.approx(1.959963984540054**2 * end * (1 - end) / whole, abs=1e-9)


@given(st.integers(0, 40), st.integers(1, 40))
def test_two_shares_mirror_each_other(part: int, more: int) -> None:
    whole = part + more
    low, high = wilson(part, whole)
    other_low, other_high = wilson(whole - part, whole)
    assert math.isclose(low, 1 - other_high, abs_tol=1e-12)
    assert math.isclose(high, 1 - other_low, abs_tol=1e-12)


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (6, 5), (-1, 3)])
def test_no_interval_without_a_share(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(part, whole)


def test_an_interval_that_cannot_be_worked_out_is_a_dash() -> None:
    assert between((None, None)) == "–"


@pytest.mark.parametrize(("whole", "small"), [(19, True), (20, False)])
def test_below_twenty_a_rate_says_so(whole: int, small: bool) -> None:
    assert Rate(1, whole).is_small is small
