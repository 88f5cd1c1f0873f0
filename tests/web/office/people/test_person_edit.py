"""Correcting details: opened with a log, both versions shown after a lost update, only by the commune."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.persons.models import Person
from tests import people
from tests.cast import Cast

Enter = Callable[[Account], Client]


@pytest.fixture
def person(cast: Cast) -> Person:
    made = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2, birth="05/06/1992", phone="0912000111")
    people.open_home_case(cast, made)
    return made


def address(person: Person) -> str:
    return f"/people/{person.pk}/edit/"


def typed(**changes: str) -> dict[str, str]:
    return {
        "full_name": "Nguyễn Văn Đào",
        "birth": "05/06/1992",
        "sex": "male",
        "hamlet": "8700102",
        "phone": "0912000111",
        "version": "1",
        **changes,
    }


def test_it_opens_with_a_log_and_corrects(cast: Cast, signed_in: Enter, person: Person) -> None:
    client = signed_in(cast.officer)
    page = client.get(address(person)).content.decode()
    assert "Đang ghi ••/••/1992" in page
    assert "Đang ghi •••• 111" in page
    assert "05/06/1992" not in page
    assert "0912000111" not in page
    assert AuditEntry.objects.filter(code="person.opened", subject_id=str(person.pk)).count() == 1
    answer = client.post(address(person), typed(occupation="Thợ hồ", hamlet="8700101"))
    assert answer.headers["Location"].startswith("/cases/")
    person.refresh_from_db()
    assert (person.version, person.hamlet_id, person.social.occupation) == (2, cast.ap_1.pk, "Thợ hồ")


def test_of_two_officers_the_second_sees_both(cast: Cast, signed_in: Enter, person: Person) -> None:
    signed_in(cast.leader).post(address(person), typed(phone="0912000222"))
    client = signed_in(cast.officer)
    page = client.post(address(person), typed(phone="0912000333")).content.decode()
    assert "Có người khác vừa sửa thông tin này." in page
    assert "0912000222" in page
    assert "0912000333" in page
    person.refresh_from_db()
    assert vault.reveal(person, "phone") == "0912000222"
    assert 'name="version" value="2"' in page
    assert client.post(address(person), typed(phone="0912000333", version="2")).status_code == 302


@pytest.mark.parametrize(
    "changes", [{"full_name": " "}, {"birth": "x"}, {"id_number": "12"}, {"version": ""}, {"version": "x"}]
)
def test_bad_input_changes_nothing(cast: Cast, signed_in: Enter, person: Person, changes: dict[str, str]) -> None:
    answer = signed_in(cast.officer).post(address(person), typed(**changes))
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.version == 1


@pytest.mark.parametrize(
    "who", ["police", "helper", "neighbour_officer", "stranger_officer", "district_merger", "administrator"]
)
def test_nobody_else_has_this_door(cast: Cast, signed_in: Enter, person: Person, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(address(person)).status_code == 404
    assert client.post(address(person), typed(full_name="Khác")).status_code == 404
    person.refresh_from_db()
    assert person.version == 1
    assert not AuditEntry.objects.filter(code="person.opened").exists()


@pytest.mark.parametrize("bad", ["/people/x/edit/", f"/people/{uuid.uuid4()}/edit/", "/people/1/edit/"])
def test_a_bad_id_is_not_here(cast: Cast, signed_in: Enter, bad: str) -> None:
    assert signed_in(cast.officer).get(bad).status_code == 404


def test_wrong_method(cast: Cast, signed_in: Enter, person: Person) -> None:
    assert signed_in(cast.officer).delete(address(person)).status_code == 405
