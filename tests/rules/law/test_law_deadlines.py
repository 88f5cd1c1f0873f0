"""Clocks in hours, days and working days; Tết, the remote variant, counting back, and what is not known."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.VN)


DUES = [
    # event, at, remote, due_at, value, unit, responsible
    # Tết 2020: Thursday 23 to Wednesday 29 January are off
    ("compulsory_community_review", "2020-01-22T10:00", False, "2020-02-03T23:59", 3, "working_day", "task_team"),
    ("community_rehab_decision", "2020-01-20T08:00", False, "2020-02-04T23:59", 6, "working_day", "commune_chairman"),
    # calendar days run through Tết
    ("chairman_decision", "2020-01-22T10:00", False, "2020-01-25T23:59", 3, "day", "commune_chairman"),
    # Tết 2026: Monday 16 to Friday 20 February are off
    ("home_rehab_decision", "2026-02-13T16:00", False, "2026-02-25T23:59", 3, "working_day", "commune_chairman"),
    ("register_rehab", "2026-02-12T09:00", False, "2026-02-26T23:59", 5, "working_day", "person"),
    ("verify_residence", "2024-05-06T09:00", False, "2024-05-09T23:59", 3, "working_day", "commune_police"),
    ("verify_residence", "2024-05-06T09:00", True, "2024-05-20T23:59", 10, "working_day", "commune_police"),
    # hours run through nights and Sundays
    ("register_rehab", "2026-07-04T22:30", False, "2026-07-05T22:30", 24, "hour", "person"),
    ("verify_residence", "2026-07-04T22:30", True, "2026-07-06T22:30", 48, "hour", "commune_police"),
    # no remote variant: the ordinary value
    ("user_decision", "2026-07-04T22:30", True, "2026-07-05T22:30", 24, "hour", "commune_police_chief"),
    ("start_measure", "2026-07-03T09:00", False, "2026-07-07T23:59", 2, "working_day", "person"),
    ("private_person_reports", "2026-07-03T09:00", False, "2026-07-05T23:59", 2, "day", "person"),
    # counted back from the end
    ("end_notice_home", "2028-07-01T00:00", False, "2028-06-01T23:59", 30, "day", "commune_police"),
    ("completion_certificate", "2028-07-01T08:00", False, "2028-06-30T08:00", 24, "hour", "commune_police_chief"),
    ("post_rehab_end_confirm", "2027-02-15T00:00", False, "2027-02-03T23:59", 3, "working_day", "commune_police"),
    # months end on the last day there is
    ("residence_check_users", "2024-01-31T09:00", False, "2024-02-29T23:59", 1, "month", "commune_police"),
    ("report_commune_month", "2020-05-31T00:00", False, "2020-06-02T23:59", 2, "day", "commune_committee"),
]


@pytest.mark.parametrize(("event", "start", "remote", "end", "value", "unit", "who"), DUES)
def test_due(event: str, start: str, remote: bool, end: str, value: int, unit: str, who: str) -> None:
    found = law.due(event, at(start), remote=remote)
    assert found.due_at == at(end)
    assert (found.value, found.unit, found.responsible) == (value, unit, who)
    assert found.article


def test_an_edited_calendar_moves_the_day() -> None:
    start = at("2024-05-06T09:00")
    edited = WorkingCalendar(extra_off={date(2024, 5, 7): "Nghỉ bù"}, extra_work={date(2024, 5, 11)})
    assert law.due("user_decision", start).due_at == at("2024-05-09T23:59")
    assert law.due("user_decision", start, calendar=edited).due_at == at("2024-05-10T23:59")
    assert law.due("register_rehab", start, calendar=edited).due_at == at("2024-05-13T23:59")


def test_the_same_clock_is_another_one_the_day_the_regime_changes() -> None:
    before, after = law.due("register_rehab", at("2026-06-30T23:00")), law.due("register_rehab", at("2026-07-01T00:00"))
    assert (before.regime, before.unit, after.regime, after.unit) == ("R2021", "working_day", "R2025", "hour")


def test_a_moment_from_elsewhere_is_read_in_vietnamese_time() -> None:
    found = law.due("register_rehab", datetime.fromisoformat("2026-06-30T17:30:00+00:00"))
    assert (found.regime, found.due_at) == ("R2025", at("2026-07-02T00:30"))


def test_the_responsible_office_is_dated() -> None:
    assert law.due("transfer_to_court", at("2025-02-28T09:00")).responsible == "district_labour_head"
    assert law.due("transfer_to_court", at("2025-03-03T09:00")).responsible is None
    assert law.due("transfer_to_court", at("2026-07-03T09:00")).responsible == "commune_police_chief"


@pytest.mark.parametrize(
    ("event", "start", "says"),
    [
        ("birthday", "2026-07-03T09:00", "Không có mốc thời hạn"),
        ("user_decision", "2015-07-03T09:00", "R2010"),
        ("determination_result", "2026-07-03T09:00", "chưa nêu thời hạn"),
        ("report_commune_month", "2026-07-31T00:00", "R2025"),
        ("court_decision", "2012-07-03T09:00", "R2010"),
    ],
)
def test_what_the_law_does_not_say_is_refused_in_words(event: str, start: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        law.due(event, at(start))


@given(
    on=st.dates(min_value=date(2010, 11, 2), max_value=date(2026, 11, 30)),
    minute=st.integers(0, 24 * 60 - 1),
    remote=st.booleans(),
)
def test_no_clock_runs_out_on_the_wrong_side_or_on_a_day_off(on: date, minute: int, remote: bool) -> None:
    moment, calendar = clock.at(on, minute // 60, minute % 60), WorkingCalendar()
    for event in law.events_on(moment.date()):
        if event.value is None:
            continue
        found = law.due(event.code, moment, remote=remote, calendar=calendar)
        if event.rule == "before":
            assert found.due_at < moment + timedelta(days=1)
        else:
            assert found.due_at > moment
        if found.unit == "working_day":
            assert calendar.is_working(found.due_at.date())
