"""The calendar of working days: who sees and edits it, and that deadlines follow it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.notices.models import HolidayChange
from tests.cast import Cast

Enter = Callable[[Account], Client]
DAY_OFF = {"on": "03/09/2020", "off": "off", "name": "Nghỉ hoán đổi Quốc khánh"}


def test_the_year_shows_public_holidays(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.administrator).get("/holidays/").content.decode()
    assert "Ngày nghỉ năm 2020" in page
    assert "Thứ Tư, 02/09/2020" in page
    assert "Bỏ sửa" not in page
    assert "Ngày nghỉ năm 2026" in signed_in(cast.administrator).get("/holidays/?year=2026").content.decode()


@pytest.mark.parametrize("asked", ["", "x", "1", "99999", "-5"])
def test_a_year_that_is_none_shows_this_year(cast: Cast, signed_in: Enter, asked: str) -> None:
    answer = signed_in(cast.administrator).get("/holidays/", {"year": asked})
    assert answer.status_code == 200
    assert "Ngày nghỉ năm 2020" in answer.content.decode()


def test_the_ends_of_the_calendar_open(cast: Cast, signed_in: Enter) -> None:
    for year in (2000, 2100):
        assert f"năm {year}" in signed_in(cast.administrator).get(f"/holidays/?year={year}").content.decode()


def test_an_edit_moves_deadlines_and_can_be_taken_back(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.administrator)
    assert working_calendar().add(date(2020, 9, 2), 1) == date(2020, 9, 3)
    assert client.post("/holidays/set/", DAY_OFF).headers["Location"] == "/holidays/?year=2020"
    assert working_calendar().add(date(2020, 9, 2), 1) == date(2020, 9, 4)
    page = client.get("/holidays/").content.decode()
    assert "Nghỉ hoán đổi Quốc khánh" in page
    assert "Bỏ sửa" in page
    assert client.post("/holidays/forget/", {"on": "03/09/2020"}).status_code == 302
    assert working_calendar().add(date(2020, 9, 2), 1) == date(2020, 9, 3)
    assert list(AuditEntry.objects.filter(code__startswith="holiday.").values_list("code", flat=True)) == [
        "holiday.set",
        "holiday.forgotten",
    ]


def test_a_saturday_may_be_worked(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.administrator)
    client.post("/holidays/set/", {"on": "20/06/2020", "off": "work", "name": "Làm bù"})
    assert working_calendar().is_working(date(2020, 6, 20))
    assert "Làm việc" in client.get("/holidays/").content.decode()


def test_taking_back_twice_is_answered_kindly(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.administrator)
    client.post("/holidays/set/", DAY_OFF)
    client.post("/holidays/forget/", {"on": "03/09/2020"})
    again = client.post("/holidays/forget/", {"on": "03/09/2020"})
    assert again.status_code == 422
    assert "chưa được sửa" in again.content.decode()
    assert client.post("/holidays/forget/", {"on": "??"}).status_code == 422


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": ""}, "Điền mục “Ngày”."),
        ({"on": "30/02/2020"}, "không phải là ngày"),
        ({"on": "01/01/1900"}, "ngoài lịch"),
        ({"off": "x"}, "Ngày này"),
        ({"name": "   "}, "Điền mục “Tên ngày nghỉ hoặc lý do”."),
    ],
)
def test_what_is_missing_is_said(cast: Cast, signed_in: Enter, changes: dict[str, str], sentence: str) -> None:
    answer = signed_in(cast.administrator).post("/holidays/set/", DAY_OFF | changes)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "govuk-error-summary" in answer.content.decode()
    assert not HolidayChange.objects.exists()


def test_nobody_else_sees_or_edits_it(cast: Cast, signed_in: Enter) -> None:
    for account in (cast.officer, cast.leader, cast.police, cast.helper, cast.district_merger, cast.province_merger):
        client = signed_in(account)
        assert client.get("/holidays/").status_code == 404
        assert client.get("/holidays/set/").status_code == 404
        assert client.post("/holidays/set/", DAY_OFF).status_code == 404
        assert client.post("/holidays/forget/", {"on": "03/09/2020"}).status_code == 404
    assert not HolidayChange.objects.exists()


def test_wrong_methods(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.administrator)
    assert client.post("/holidays/").status_code == 405
    assert client.get("/holidays/forget/").status_code == 405
