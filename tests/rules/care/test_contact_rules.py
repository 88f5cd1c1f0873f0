"""What makes the record of a contact whole, and when the next contact is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel import clock
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import models, rules
from hoanhap.people.care.rules import ContactDetails

NOW = clock.at(date(2020, 6, 16), 9)
OPENED = date(2020, 1, 16)
MONTHLY = Duration(1, Unit.MONTH)

GOOD = ContactDetails(
    met_at=clock.at(date(2020, 6, 14), 8), place="home", met=True, condition="progress", work="stable"
)
MISSED = ContactDetails(met_at=clock.at(date(2020, 6, 14), 8), place="home", met=False, missed_reason="absent")


def refusal(details: ContactDetails, closed_on: date | None = None) -> str:
    try:
        rules.check(details, opened_on=OPENED, closed_on=closed_on, now=NOW)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (GOOD, ""),
        (MISSED, ""),
        (replace(GOOD, work=""), ""),
        (replace(GOOD, met_at=NOW), ""),
        (replace(GOOD, met_at=clock.at(OPENED)), ""),
        (replace(GOOD, next_on=date(2020, 6, 15)), ""),
        (replace(GOOD, condition=""), "contact-condition"),
        (replace(GOOD, condition="relapsed"), "contact-condition"),
        (replace(GOOD, work="retired"), "contact-work"),
        (replace(GOOD, place="cafe"), "contact-place"),
        (replace(GOOD, missed_reason="absent"), "contact-reason-when-met"),
        (replace(GOOD, met_at=NOW + timedelta(minutes=1)), "contact-future"),
        (replace(GOOD, met_at=clock.at(OPENED) - timedelta(minutes=1)), "contact-before-case"),
        (replace(GOOD, next_on=date(2020, 6, 14)), "contact-next"),
        (replace(MISSED, missed_reason=""), "contact-reason"),
        (replace(MISSED, missed_reason="sulking"), "contact-reason"),
        (replace(MISSED, condition="not_yet"), "contact-condition-when-missed"),
        (replace(MISSED, work="none"), "contact-work-when-missed"),
    ],
)
def test_a_record_is_whole_or_refused_with_its_reason(details: ContactDetails, code: str) -> None:
    assert refusal(details) == code


def test_nothing_is_recorded_after_the_case_ended() -> None:
    assert refusal(GOOD, closed_on=date(2020, 6, 13)) == "contact-after-case"
    assert refusal(GOOD, closed_on=date(2020, 6, 14)) == ""


def test_the_rules_and_the_table_know_the_same_words() -> None:
    assert set(rules.PLACES) == set(models.ContactPlace.values)
    assert set(rules.CONDITIONS) == set(models.Condition.values) - {""}
    assert set(rules.MISSED) == set(models.MissedReason.values) - {""}
    assert set(rules.WORK) == set(models.Work.values) - {""}


@pytest.mark.parametrize(
    ("met_on", "given_on", "every", "planned", "due"),
    [
        (date(2020, 1, 31), None, MONTHLY, None, date(2020, 2, 29)),
        (date(2020, 6, 14), date(2020, 6, 28), MONTHLY, date(2020, 6, 14), date(2020, 6, 28)),
        (date(2020, 6, 14), None, MONTHLY, date(2020, 6, 14), date(2020, 7, 14)),
        (date(2020, 6, 10), None, MONTHLY, date(2020, 6, 16), date(2020, 7, 10)),
        (date(2020, 5, 1), None, MONTHLY, date(2020, 6, 16), date(2020, 6, 16)),
        (date(2020, 6, 14), None, Duration(10, Unit.DAY), None, date(2020, 6, 24)),
        (date(2020, 6, 14), None, None, None, None),
        (date(2020, 6, 14), None, None, date(2020, 7, 1), date(2020, 7, 1)),
    ],
)
def test_the_next_contact_follows_the_agreed_day_else_the_plan(
    met_on: date, given_on: date | None, every: Duration | None, planned: date | None, due: date | None
) -> None:
    assert rules.next_due(met_on=met_on, given=given_on, every=every, planned=planned) == due


def test_no_further_contact_is_planned_with_somebody_who_died() -> None:
    due = rules.next_due(met_on=date(2020, 6, 14), given=None, every=MONTHLY, missed_reason="deceased")
    assert due is None


@given(
    met_on=st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    months=st.integers(1, 12),
    shift=st.none() | st.integers(-400, 400),
)
def test_the_next_contact_always_lies_after_this_one(met_on: date, months: int, shift: int | None) -> None:
    planned = None if shift is None else met_on + timedelta(days=shift)
    due = rules.next_due(met_on=met_on, given=None, every=Duration(months, Unit.MONTH), planned=planned)
    assert due is not None
    assert due > met_on
    assert planned is None or planned <= met_on or due >= planned
