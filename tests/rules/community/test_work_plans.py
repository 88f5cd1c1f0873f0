"""Which days a plan covers, how it is called, how late a task is, what may follow what, who may be given work."""

from datetime import date

import pytest

from hoanhap.kernel.periods import Period
from hoanhap.people.community.plans import rules
from hoanhap.people.community.plans.rules import Seat

DAY = date(2020, 6, 16)


@pytest.mark.parametrize(
    ("span", "day", "start", "end", "called"),
    [
        ("month", DAY, date(2020, 6, 1), date(2020, 7, 1), "tháng 6/2020"),
        ("month", date(2020, 12, 31), date(2020, 12, 1), date(2021, 1, 1), "tháng 12/2020"),
        ("quarter", DAY, date(2020, 4, 1), date(2020, 7, 1), "quý II/2020"),
        ("quarter", date(2020, 10, 1), date(2020, 10, 1), date(2021, 1, 1), "quý IV/2020"),
        ("year", DAY, date(2020, 1, 1), date(2021, 1, 1), "năm 2020"),
    ],
)
def test_a_plan_covers_the_month_quarter_or_year_of_its_day(
    span: str, day: date, start: date, end: date, called: str
) -> None:
    period = rules.period_of(span, day, None)
    assert period == Period(start, end)
    assert rules.called(span, period) == called


def test_own_days_need_a_last_one_not_before_the_first() -> None:
    period = rules.period_of("own", DAY, DAY)
    assert period == Period(DAY, date(2020, 6, 17))
    assert rules.called("own", period) == "từ 16/06/2020 đến 16/06/2020"
    assert rules.period_of("own", DAY, None) is None
    assert rules.period_of("own", DAY, date(2020, 6, 15)) is None


def test_a_task_is_late_from_the_day_after_its_day_while_it_is_open() -> None:
    assert [rules.days_late(state, DAY, date(2020, 6, 19)) for state in ("todo", "doing", "done", "dropped")] == [
        3,
        3,
        0,
        0,
    ]
    assert rules.days_late("todo", DAY, DAY) == 0
    assert rules.days_late("todo", DAY, date(2020, 6, 1)) == 0


def test_what_has_ended_is_only_taken_up_again() -> None:
    states = ("todo", "doing", "done", "dropped")
    may = {state: [wanted for wanted in states if rules.may_follow(state, wanted)] for state in (*states, "nonsense")}
    assert may == {
        "todo": ["doing", "done", "dropped"],
        "doing": ["done", "dropped"],
        "done": ["todo"],
        "dropped": ["todo"],
        "nonsense": [],
    }


def test_work_is_given_to_who_sits_in_that_force_on_that_day() -> None:
    seat = Seat(force=1, valid_from=DAY, valid_to=date(2020, 7, 1))
    assert rules.sits(seat, force=1, on=DAY)
    assert rules.sits(seat, force=1, on=date(2020, 6, 30))
    assert not rules.sits(seat, force=1, on=date(2020, 7, 1))
    assert not rules.sits(seat, force=1, on=date(2020, 6, 15))
    assert not rules.sits(seat, force=2, on=DAY)
    assert rules.left(date(2020, 7, 1), date(2020, 7, 1))
    assert not rules.left(date(2020, 7, 1), date(2020, 6, 30))
    assert not rules.left(None, DAY)


def test_the_next_plan_is_proposed_where_the_last_one_ends() -> None:
    assert rules.proposed([], DAY) == date(2020, 6, 1)
    assert rules.proposed([date(2020, 3, 1)], DAY) == date(2020, 6, 1)
    assert rules.proposed([date(2020, 7, 1), date(2020, 6, 1)], DAY) == date(2020, 7, 1)
