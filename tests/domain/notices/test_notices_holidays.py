"""The calendar of working days: Tết is stepped over, and an office may edit it."""

from datetime import date

import pytest

from hoanhap.foundation.access.roles import DESCRIPTIONS, Role, allowed_to
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import holiday_actions as actions
from hoanhap.foundation.notices import queries
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.notices.policy import NoticePermission
from hoanhap.kernel.errors import Refused
from tests.cast import NOW, SETTER

pytestmark = pytest.mark.django_db

BEFORE_TET = date(2020, 1, 21)


def test_three_working_days_step_over_tet() -> None:
    assert working_calendar().add(BEFORE_TET, 3) == date(2020, 1, 31)


def test_an_edit_holds_at_once_and_can_be_taken_back() -> None:
    actions.set_day(on=date(2020, 1, 30), off=True, name="Nghỉ bù", by=SETTER, at=NOW)
    assert working_calendar().add(BEFORE_TET, 3) == date(2020, 2, 3)
    actions.set_day(on=date(2020, 1, 25), off=False, name="Làm bù", by=SETTER, at=NOW)
    assert working_calendar().is_working(date(2020, 1, 25))
    actions.forget_day(on=date(2020, 1, 30), by=SETTER, at=NOW)
    assert working_calendar().is_working(date(2020, 1, 30))
    assert [change.on for change in queries.holidays()] == [date(2020, 1, 25)]
    assert AuditEntry.objects.filter(code__startswith="holiday.").count() == 3


def test_saying_it_again_about_one_day_replaces_what_was_said() -> None:
    day = date(2020, 1, 30)
    actions.set_day(on=day, off=True, name="Nghỉ bù", by=SETTER, at=NOW)
    actions.set_day(on=day, off=False, name="Làm bù", by=SETTER, at=NOW)
    assert [(change.off, change.name) for change in queries.holidays()] == [(False, "Làm bù")]


def test_an_edit_needs_a_name_and_only_an_edit_can_be_taken_back() -> None:
    with pytest.raises(Refused):
        actions.set_day(on=BEFORE_TET, off=True, name="  ", by=SETTER, at=NOW)
    with pytest.raises(Refused):
        actions.forget_day(on=BEFORE_TET, by=SETTER, at=NOW)


def test_only_the_administrator_edits_the_calendar() -> None:
    assert [role for role in DESCRIPTIONS if NoticePermission.EDIT_HOLIDAYS in allowed_to(role)] == [Role.ADMINISTRATOR]
