"""The curve, its interval and the log-rank test: against brute force, and against lifelines on the same data."""

import math
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from scipy.stats import chi2

from hoanhap.people.reviews.rates import may_compare, readings
from hoanhap.people.reviews.survival import Curve, Followed, chi_square_tail, kaplan_meier, log_rank

PEOPLE = st.lists(st.builds(Followed, st.integers(0, 400), st.booleans()), min_size=1, max_size=40)
# Freireich's trial of 6-MP (weeks in remission), the example every textbook works by hand.
TREATED = [(6, 1)] * 3 + [(6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0)]
TREATED += [(20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def treated() -> list[Followed]:
    return [Followed(days, bool(sign)) for days, sign in TREATED]


def untreated() -> list[Followed]:
    return [Followed(days, True) for days in PLACEBO]


def by_hand(people: Sequence[Followed], day: int) -> Fraction:
    """The product over every day with a sign, each counted from the people themselves."""
    share = Fraction(1)
    for one in sorted({other.days for other in people if other.sign and other.days <= day}):
        at_risk = sum(other.days >= one for other in people)
        share *= 1 - Fraction(sum(other.days == one and other.sign for other in people), at_risk)
    return share


@given(PEOPLE)
def test_the_curve_is_the_product_counted_by_hand(people: list[Followed]) -> None:
    curve = kaplan_meier(people)
    for point in curve.points:
        assert point.share == pytest.approx(float(by_hand(people, point.day)), abs=1e-12)


@given(PEOPLE)
def test_everybody_leaves_the_curve_once(people: list[Followed]) -> None:
    curve = kaplan_meier(people)
    assert sum(point.signs + point.left for point in curve.points) == len(people)
    assert [point.at_risk for point in curve.points] == [curve.at_risk(point.day) for point in curve.points]
    assert [point.share for point in curve.points] == sorted((p.share for p in curve.points), reverse=True)


@given(PEOPLE)
def test_without_censoring_the_curve_is_the_plain_share(people: list[Followed]) -> None:
    curve = kaplan_meier([Followed(one.days, True) for one in people])
    for point in curve.points:
        later = sum(one.days > point.day for one in people)
        assert point.share == pytest.approx(later / len(people))


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_curve_and_interval_agree_with_lifelines(people: list[Followed]) -> None:
    fitter = KaplanMeierFitter(alpha=0.05).fit([one.days for one in people], [one.sign for one in people])
    curve = kaplan_meier(people)
    for point in curve.points:
        assert point.share == pytest.approx(fitter.predict(point.day), abs=1e-9)
        low, high = fitter.confidence_interval_.loc[point.day]
        if 0 < point.share < 1:
            assert (point.low, point.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))
        row = fitter.event_table.loc[point.day]
        assert (row["at_risk"], row["observed"], row["censored"]) == (point.at_risk, point.signs, point.left)


def test_the_textbook_trial_comes_out_as_in_the_textbook() -> None:
    curve = kaplan_meier(treated())
    shares = {point.day: round(point.share, 3) for point in curve.points if point.signs}
    assert shares == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    variance = curve.at(6).variance
    assert variance is not None
    assert math.sqrt(variance) == pytest.approx(0.0764, abs=5e-5)


def test_the_textbook_log_rank_comes_out_as_in_the_textbook() -> None:
    found = log_rank({"6-MP": treated(), "placebo": untreated()})
    assert (found.statistic, found.degrees) == (pytest.approx(16.79, abs=0.005), 1)
    assert found.p == pytest.approx(4.17e-5, rel=0.01)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.builds(Followed, st.integers(1, 60), st.booleans()), min_size=3, max_size=15),
                min_size=2, max_size=4))  # fmt: skip
def test_log_rank_agrees_with_lifelines(groups: list[list[Followed]]) -> None:
    if not any(one.sign for people in groups for one in people):
        return
    named = {str(number): people for number, people in enumerate(groups)}
    rows = [(one.days, name, one.sign) for name, people in named.items() for one in people]
    theirs = multivariate_logrank_test(*zip(*rows, strict=True))
    ours = log_rank(named)
    if math.isnan(theirs.test_statistic) or theirs.test_statistic > 1e6 or ours.statistic == 0:
        return
    assert ours.statistic == pytest.approx(theirs.test_statistic, rel=1e-6)
    assert ours.p == pytest.approx(theirs.p_value, abs=1e-9)


@given(st.integers(1, 12), st.floats(0, 200))
def test_the_tail_of_chi_square_agrees_with_scipy(degrees: int, value: float) -> None:
    assert chi_square_tail(value, degrees) == pytest.approx(float(chi2.sf(value, degrees)), rel=1e-9, abs=1e-15)


def test_a_figure_has_a_degree() -> None:
    with pytest.raises(ValueError, match="one degree"):
        chi_square_tail(1.0, 0)


def test_nobody_is_an_empty_curve() -> None:
    curve = kaplan_meier([])
    assert (curve.points, curve.longest, curve.at(30).share) == ((), 0, 1.0)


def test_one_group_is_compared_with_nothing() -> None:
    with pytest.raises(ValueError, match="one group"):
        log_rank({"a": treated()})


def test_time_before_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="less than no time"):
        Followed(-1, False)


# --- reading the curve aloud -----------------------------------------------------------------------------------------


def test_a_commune_reads_every_quarter() -> None:
    people = [Followed(100, True), *(Followed(400, False) for _number in range(9))]
    read = readings(kaplan_meier(people), months=(3, 6, 12), coarse=False)
    assert [(one.months, one.at_risk, one.signs) for one in read] == [(3, 10, 0), (6, 9, 1), (12, 9, 0)]
    assert read[-1].share == pytest.approx(0.9)


@settings(max_examples=200)
@given(st.lists(st.builds(Followed, st.integers(0, 800), st.booleans()), min_size=20, max_size=120))
def test_above_the_commune_no_reading_tells_of_one_to_four(people: list[Followed]) -> None:
    before: list[int] = []
    for one in readings(kaplan_meier(people), months=range(3, 25, 3), coarse=True):
        assert all(number == 0 or number >= 5 for number in (one.at_risk, one.signs, one.left))
        before.append(one.months)
    assert before == sorted(before)


@given(st.lists(st.builds(Followed, st.integers(0, 800), st.booleans()), min_size=1, max_size=60))
def test_readings_stand_on_the_curve(people: list[Followed]) -> None:
    curve = kaplan_meier(people)
    for one in readings(curve, months=range(3, 25, 3), coarse=False):
        day = round(one.months * 365.25 / 12)
        assert one.share == pytest.approx(float(by_hand(people, day - 1)))
        assert one.at_risk == sum(other.days >= day for other in people)


def curve_of(people: int, signs: int) -> Curve:
    return kaplan_meier([Followed(30 + number, number < signs) for number in range(people)])


@pytest.mark.parametrize(
    ("sizes", "may"),
    [
        ([(20, 5), (20, 5)], True),
        ([(19, 5), (20, 5)], False),
        ([(20, 4), (20, 5)], False),
        ([(20, 5)], False),
        ([], False),
    ],
)
def test_curves_are_compared_only_with_enough_people(sizes: list[tuple[int, int]], may: bool) -> None:
    assert may_compare([curve_of(*size) for size in sizes]) is may
