"""Correcting a contact: with a reason, the version before is kept, of two officers the second sees both."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.people.care.models import Contact, ContactVersion
from hoanhap.people.cases.models import Case
from tests.cast import Cast

Enter = Callable[[Account], Client]
SAID = {
    "met_on": "14/05/2020",
    "met_time": "09:00",
    "place": "home",
    "met": "yes",
    "condition": "not_yet",
    "work": "none",
    "reason": "Ghi nhầm người",
    "version": "1",
}


def address(contact: Contact) -> str:
    return f"/contacts/{contact.pk}/"


def test_it_opens_as_it_was_said_and_keeps_the_version_before(cast: Cast, signed_in: Enter, contact: Contact) -> None:
    client = signed_in(cast.officer)
    page = client.get(address(contact)).content.decode()
    assert 'value="14/05/2020"' in page
    assert 'value="progress" checked' in page
    assert client.post(address(contact), SAID).headers["Location"] == f"/cases/{contact.case_id}/"
    contact.refresh_from_db()
    assert (contact.condition, contact.version) == ("not_yet", 2)
    kept = ContactVersion.objects.get()
    assert (kept.condition, vault.reveal(kept, "reason")) == ("progress", "Ghi nhầm người")


def test_of_two_officers_the_second_sees_both(cast: Cast, signed_in: Enter, contact: Contact) -> None:
    client = signed_in(cast.officer)
    client.post(address(contact), {**SAID, "place": "office"})
    page = client.post(address(contact), {**SAID, "condition": "at_risk"}).content.decode()
    assert "vừa được người khác sửa" in page
    assert "Tại trụ sở" in page
    assert "Cần hỗ trợ thêm" in page
    contact.refresh_from_db()
    assert (contact.condition, contact.version) == ("not_yet", 2)
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Ghi lý do sửa."),
        ({"condition": "progress"}, "Không có gì thay đổi."),
        ({"version": ""}, ""),
        ({"met_on": "01/01/2019"}, "trước ngày mở hồ sơ"),
    ],
)
def test_bad_input_changes_nothing(
    cast: Cast, signed_in: Enter, contact: Contact, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(cast.officer).post(address(contact), {**SAID, **changes})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    contact.refresh_from_db()
    assert contact.version == 1


@pytest.mark.parametrize(
    "who", ["helper", "police", "leader", "neighbour_officer", "stranger_officer", "district_merger"]
)
def test_nobody_else_has_this_door(cast: Cast, signed_in: Enter, contact: Contact, helped: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(address(contact)).status_code == 404
    assert client.post(address(contact), SAID).status_code == 404
    contact.refresh_from_db()
    assert contact.version == 1


@pytest.mark.parametrize("bad", ["/contacts/x/", f"/contacts/{uuid.uuid4()}/"])
def test_a_bad_id_is_not_here(cast: Cast, signed_in: Enter, bad: str) -> None:
    assert signed_in(cast.officer).get(bad).status_code == 404


def test_wrong_method(cast: Cast, signed_in: Enter, contact: Contact) -> None:
    assert signed_in(cast.officer).delete(address(contact)).status_code == 405
