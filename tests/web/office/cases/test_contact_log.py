"""Logging a contact: few answers, no matter how often sent; by the officer and by the person's own helper."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case
from tests.cast import TODAY, Cast
from tests.web.ui.markup import Page

Enter = Callable[[Account], Client]
MET = {"met_on": "15/06/2020", "met_time": "16:30", "place": "home", "met": "yes", "condition": "progress"}
MISSED = {"met_on": "15/06/2020", "met_time": "08:00", "place": "home", "met": "no", "missed_reason": "absent"}


def address(case: Case) -> str:
    return f"/cases/{case.pk}/contacts/new/"


def test_it_opens_at_this_moment_with_a_key(cast: Cast, signed_in: Enter, case: Case) -> None:
    answer = signed_in(cast.officer).get(address(case))
    values = {one.get("name"): one.get("value") for one in Page(answer.content.decode()).all("input")}
    assert values["met_on"] == "16/06/2020"
    assert values["met_time"] == "09:00"
    assert uuid.UUID(values["client_key"] or "")
    assert "Tiến bộ, không sử dụng" in answer.content.decode()


def test_six_presses_log_a_contact(cast: Cast, signed_in: Enter, case: Case) -> None:
    data = {**MET, "work": "stable", "next": "2w", "need": "Học nghề điện", "note": "Mẹ cùng nói chuyện"}
    answer = signed_in(cast.officer).post(address(case), data)
    assert answer.headers["Location"] == f"/cases/{case.pk}/"
    contact = Contact.objects.get()
    assert (contact.met, contact.condition, contact.work, contact.place) == (True, "progress", "stable", "home")
    assert contact.met_at == clock.at(date(2020, 6, 15), 16, 30)
    assert contact.next_on == date(2020, 6, 29)
    assert vault.reveal_many([contact], "need", "note")[contact.pk] == {
        "need": "Học nghề điện",
        "note": "Mẹ cùng nói chuyện",
    }
    assert Duty.objects.filter(kind="care.meet", settled_at=None).count() == 1


def test_sent_twice_is_one_contact(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, data = signed_in(cast.officer), {**MET, "client_key": str(uuid.uuid4())}
    assert client.post(address(case), data).status_code == 302
    assert client.post(address(case), data).status_code == 302
    assert Contact.objects.count() == 1


def test_what_is_new_in_a_form_sent_again_is_not_called_recorded(cast: Cast, signed_in: Enter, case: Case) -> None:
    """Back, another answer, sent again: the first entry stands, and nobody may believe that the second does."""
    client, data = signed_in(cast.officer), {**MET, "client_key": str(uuid.uuid4())}
    client.post(address(case), data)
    same = client.post(address(case), {**data, "note": " "}, follow=True).content.decode()
    assert "chưa được lưu" not in same
    other = client.post(address(case), {**data, "condition": "at_risk"}, follow=True).content.decode()
    assert "Bản vừa gửi khác và chưa được lưu" in other
    assert "Đã ghi lần gặp." not in other
    assert Contact.objects.get().condition == "progress"


def test_not_met_needs_only_the_reason(cast: Cast, signed_in: Enter, case: Case) -> None:
    assert signed_in(cast.officer).post(address(case), MISSED).status_code == 302
    contact = Contact.objects.get()
    assert (contact.met, contact.missed_reason, contact.condition) == (False, "absent", "")


@pytest.mark.parametrize(
    ("data", "condition", "reason"),
    [
        ({**MISSED, "condition": "at_risk", "work": "none"}, "", "absent"),
        ({**MET, "missed_reason": "ill"}, "progress", ""),
    ],
)
def test_what_belongs_to_the_other_answer_is_dropped(
    cast: Cast, signed_in: Enter, case: Case, data: dict[str, str], condition: str, reason: str
) -> None:
    assert signed_in(cast.officer).post(address(case), data).status_code == 302
    contact = Contact.objects.get()
    assert (contact.condition, contact.missed_reason) == (condition, reason)


@pytest.mark.parametrize(
    ("next_words", "expected"),
    [
        ({"next": "1w"}, date(2020, 6, 22)),
        ({"next": "1m"}, date(2020, 7, 15)),
        ({"next": "own", "next_on": "01/07/2020"}, date(2020, 7, 1)),
        ({"next": "1w", "next_on": "01/08/2020"}, date(2020, 6, 22)),
        ({}, None),
    ],
)
def test_the_next_day(
    cast: Cast, signed_in: Enter, case: Case, next_words: dict[str, str], expected: date | None
) -> None:
    signed_in(cast.officer).post(address(case), {**MET, **next_words})
    assert Contact.objects.get().next_on == expected


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"condition": ""}, "Chọn mục “Tình trạng"),
        ({"met": ""}, "Chọn mục “Có gặp được không”"),
        ({"place": ""}, "Chọn mục “Gặp ở đâu”"),
        ({"place": "bar"}, ""),
        ({"condition": "relapsed"}, ""),
        ({"met": "no"}, "Chọn mục “Vì sao không gặp được”"),
        ({"met_on": "16/06/2020", "met_time": "23:00"}, "không thể ở tương lai"),
        ({"met_on": "01/01/2020"}, "trước ngày mở hồ sơ"),
        ({"met_on": ""}, "Điền mục “Ngày gặp”"),
        ({"met_time": "25:00"}, ""),
        ({"next": "own"}, "Ghi ngày hẹn"),
        ({"next": "own", "next_on": "01/01/2020"}, "sau ngày gặp"),
        ({"client_key": "x"}, ""),
    ],
)
def test_bad_input_is_answered_and_leaves_nothing(
    cast: Cast, signed_in: Enter, case: Case, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(cast.officer).post(address(case), {**MET, **changes})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "Cần xem lại" in answer.content.decode()
    assert not Contact.objects.exists()


def test_nothing_sent_is_answered(cast: Cast, signed_in: Enter, case: Case) -> None:
    answer = signed_in(cast.officer).post(address(case), {"met": "yes"})
    assert answer.status_code == 200
    assert not Contact.objects.exists()


def test_the_helper_logs_for_own_people(cast: Cast, signed_in: Enter, helped: Case) -> None:
    client = signed_in(cast.helper)
    assert client.get(address(helped)).status_code == 200
    assert client.post(address(helped), MET).status_code == 302
    assert Contact.objects.get().recorded_by == str(cast.helper.pk)


@pytest.mark.parametrize(
    "who", ["helper", "police", "leader", "neighbour_officer", "stranger_officer", "district_merger", "administrator"]
)
def test_nobody_else_has_this_door(cast: Cast, signed_in: Enter, case: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), MET).status_code == 404
    assert not Contact.objects.exists()


@pytest.mark.parametrize("bad", ["/cases/x/contacts/new/", f"/cases/{uuid.uuid4()}/contacts/new/"])
def test_a_bad_id_is_not_here(cast: Cast, signed_in: Enter, bad: str) -> None:
    assert signed_in(cast.officer).get(bad).status_code == 404
    assert signed_in(cast.officer).post(bad, MET).status_code == 404


def test_wrong_method_and_no_token(cast: Cast, signed_in: Enter, case: Case) -> None:
    assert signed_in(cast.officer).put(address(case)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(address(case), MET).status_code == 403
    assert not Contact.objects.exists()


def test_the_duty_of_today_leads_here(cast: Cast, signed_in: Enter, helped: Case) -> None:
    duty = Duty.objects.get(kind="care.meet", settled_at=None)
    assert duty.due_at > clock.at(TODAY - timedelta(days=365))
    assert f'href="{address(helped)}"' in signed_in(cast.helper).get("/").content.decode()
