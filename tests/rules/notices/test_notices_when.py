"""When work is due, said as an officer says it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.foundation.notices import rules
from hoanhap.foundation.notices.rules import Lateness, When
from hoanhap.kernel import clock

NOW = clock.at(date(2020, 6, 16), 9)


@pytest.mark.parametrize(
    ("due_at", "said"),
    [
        (rules.end_of(date(2020, 6, 14)), When(Lateness.LATE, 2)),
        (rules.end_of(date(2020, 6, 15)), When(Lateness.LATE, 1)),
        (clock.at(date(2020, 6, 16), 8), When(Lateness.LATE, 0)),
        (clock.at(date(2020, 6, 16), 9), When(Lateness.LATE, 0)),
        (clock.at(date(2020, 6, 16), 17), When(Lateness.TODAY, 0, "17:00")),
        (rules.end_of(date(2020, 6, 16)), When(Lateness.TODAY, 0)),
        (clock.at(date(2020, 6, 17), 8), When(Lateness.LATER, 1)),
        (rules.end_of(date(2020, 6, 19)), When(Lateness.LATER, 3)),
    ],
)
def test_lateness_is_counted_in_vietnamese_days(due_at: datetime, said: When) -> None:
    assert rules.when(due_at, NOW) == said


def test_midnight_belongs_to_the_day_before() -> None:
    assert rules.due_day(rules.end_of(date(2020, 6, 16))) == date(2020, 6, 16)
    assert rules.due_day(clock.at(date(2020, 6, 16), 0, 1)) == date(2020, 6, 16)


@given(st.integers(-100_000, 100_000), st.integers(0, 1439))
def test_what_is_late_is_never_said_to_have_days_left(shift: int, minute: int) -> None:
    now = clock.at(date(2020, 6, 16)) + timedelta(minutes=minute)
    due_at = now + timedelta(minutes=shift)
    said = rules.when(due_at, now)
    assert said.days >= 0
    assert (said.lateness == Lateness.LATE) == (shift <= 0)
    assert (said.lateness == Lateness.LATER) == (shift > 0 and rules.due_day(due_at) > clock.local_day(now))
