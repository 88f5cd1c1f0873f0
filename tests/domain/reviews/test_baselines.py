"""A share in a baseline period and now: who has got a resource, how far the two lie apart, and what is never told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hoanhap.foundation.indicators import disclosure, register
from hoanhap.foundation.indicators.disclosure import Tables
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import supports
from hoanhap.people.reintegration.actions.supports import SupportDetails
from hoanhap.people.reviews import baselines, indicators, keeping_back
from hoanhap.people.reviews.baselines import Change
from hoanhap.people.reviews.indicators import Board
from hoanhap.people.reviews.shares import MEETINGS
from tests.cast import SETTER, Cast
from tests.domain.care import people

FIRST, SECOND = Period(date(2020, 1, 1), date(2020, 4, 1)), Period(date(2020, 4, 1), date(2020, 7, 1))
YEAR = Period(date(2019, 1, 1), date(2020, 1, 1))


def help_given(case: Case, *, on: date, kind: str = "papers") -> None:
    supports.give(case, details=SupportDetails(kind=kind, given_on=on), by=SETTER, at=clock.at(on, 15))


def board(cast: Cast, period: Period, account: str = "officer", place: int | None = None) -> Board:
    return indicators.board(cast.viewer(getattr(cast, account)), period=period, place_id=place)


def change(then: Board, now: Board, part: str = "resources.reached") -> Change:
    return next(one for one in baselines.beside(then, now) if one.now.share.part == part)


@pytest.mark.requirement("S5-19")
def test_people_with_a_resource_are_told_in_the_baseline_and_now_with_the_difference(cast: Cast) -> None:
    cases = people.cases(cast.thuong_lac, 4)
    help_given(cases[0], on=date(2020, 3, 31))
    for case in cases[1:]:
        help_given(case, on=date(2020, 4, 1))
    help_given(cases[1], on=date(2020, 5, 2), kind="insurance")
    found = change(board(cast, FIRST), board(cast, SECOND))
    assert (found.then.part.value, found.then.whole.value, found.now.part.value) == (1, 4, 3)
    assert (found.persons, found.points) == (2, Decimal("50.00"))
    assert (found.persons_display, found.points_display) == ("+2", "+50,00")
    back = change(board(cast, SECOND), board(cast, FIRST))
    assert (back.persons_display, back.points_display) == ("-2", "-50,00")


def test_a_line_struck_out_and_a_file_that_ended_count_in_neither(cast: Cast) -> None:
    case, other = people.cases(cast.thuong_lac, 2)
    details = SupportDetails(kind="papers", given_on=date(2020, 5, 2))
    given = supports.give(case, details=details, by=SETTER, at=clock.at(date(2020, 5, 2), 15))
    question = Question(SECOND, cast.thuong_lac.path)
    assert register.row_ids("resources.reached", question) == [case.standings.get().pk]
    supports.strike(given, by=SETTER, at=clock.at(date(2020, 5, 3), 9))
    assert register.count("resources.reached", question) == 0
    assert other.closed_on is None


def test_nobody_below_the_line_gives_no_points(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 2)
    found = change(board(cast, YEAR), board(cast, SECOND))
    assert (found.persons, found.points, found.points_display) == (0, None, "–")


@pytest.mark.parametrize(
    ("base", "may"),
    [
        (FIRST, True),
        (YEAR, True),
        (Period(FIRST.start, SECOND.start + timedelta(days=1)), False),
        (SECOND, False),
        (Period(date(2020, 1, 1), date(2021, 1, 1)), False),
        (Period(SECOND.end, date(2020, 10, 1)), False),
    ],
)
def test_a_baseline_is_over_before_the_other_begins(base: Period, *, may: bool) -> None:
    assert baselines.may_be_baseline(base, SECOND) is may


# --- above the commune ----------------------------------------------------------------------------------------------


def two_communes(cast: Cast) -> None:
    """Twenty-four here and thirty there; in the first quarter three are helped here, in the second nine."""
    here, there = people.cases(cast.thuong_lac, 24), people.cases(cast.long_khanh_a, 30)
    for number, case in enumerate(here[:12]):
        help_given(case, on=date(2020, 3, 2) if number < 3 else date(2020, 5, 2))
    for case in there[:10]:
        help_given(case, on=date(2020, 3, 2))
        help_given(case, on=date(2020, 5, 2))


@pytest.mark.requirement("S5-19")
def test_a_small_baseline_tells_no_difference_above_the_commune(cast: Cast) -> None:
    two_communes(cast)
    place = cast.thuong_lac.pk
    found = change(*(board(cast, period, "district_merger", place) for period in (FIRST, SECOND)))
    assert (found.then.part.value, found.now.part.value) == (None, 9)
    assert (found.persons, found.points) == (None, None)
    assert (found.persons_display, found.points_display) == ("…", "…")
    # Known-bad control: in the commune itself both are told.
    assert change(board(cast, FIRST), board(cast, SECOND)).persons == 6


@pytest.mark.requirement("S5-19")
def test_what_stays_back_of_two_periods_together_is_what_stays_back_of_each(cast: Cast) -> None:
    """Nothing small can be worked out from both pages at once, and neither page changes with what stands beside it."""
    two_communes(cast)
    people.cases(cast.thuong_lac, 2, state="identified")
    own, below = cast.hong_ngu, [cast.thuong_lac, cast.long_khanh_a]
    tables, withheld = {}, set()
    relations: list[disclosure.Relation] = []
    for period in (FIRST, SECOND):
        columns = indicators._columns(own, below, Question(period, own.path))
        kept, failed = keeping_back.kept_back(columns)
        assert not failed
        assert kept
        withheld |= {(period, *cell) for cell in kept}
        for key, column in columns.items():
            # First meetings are protected for a whole year at once: test_keeping_back.py.
            tables |= {(period, key, code): number for code, number in column.items() if code not in MEETINGS}
        for relation in keeping_back.relations(columns):
            terms = tuple(((period, *cell), weight) for cell, weight in relation.terms)
            relations.append(disclosure.Relation(terms, at_most=relation.at_most))
    joint = Tables(tables, relations)
    assert disclosure.exposed(joint, withheld) == set()
    # Known-bad control: one kept cell given away exposes a small one.
    assert disclosure.exposed(joint, {cell for cell in withheld if cell[2] != "resources.reached"})


def test_two_boards_of_different_units_are_not_held_against_each_other(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 2)
    here, whole = (board(cast, FIRST, "district_merger", place) for place in (cast.thuong_lac.pk, None))
    assert baselines.beside(whole, here) == []
