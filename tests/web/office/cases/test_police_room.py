"""The police room: opened and written by the commune's police, logged; for everybody else it does not exist."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases import actions
from hoanhap.people.cases.models import Case, PoliceRecord
from tests.cast import NOW, SETTER, Cast

Enter = Callable[[Account], Client]
TEXT = "01 tiền án năm 2016, đã chấp hành xong"
DOOR = "Tiền án, tiền sự: xem (ghi nhật ký)"
OTHERS = ["officer", "leader", "helper", "neighbour_officer", "stranger_officer", "district_merger", "administrator"]


def door(case: Case, name: str = "prior/") -> str:
    return f"/cases/{case.pk}/{name}"


def written(case: Case, text: str = TEXT) -> None:
    actions.record_prior(case=case, prior_record=text, by=SETTER, at=NOW, version=0)


def looks() -> list[str]:
    entries = AuditEntry.objects.filter(code="police.read").order_by("pk")
    return list(entries.values_list("account_id", flat=True))


def steady(page: bytes) -> str:
    """A page without the tokens of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())


def test_the_police_open_it_by_a_press_that_is_logged_and_see_it_once(cast: Cast, signed_in: Enter, case: Case) -> None:
    written(case)
    client = signed_in(cast.police)
    page = client.get(door(case, "")).content.decode()
    assert DOOR in page
    assert TEXT not in page
    assert looks() == []
    page = client.post(door(case)).content.decode()
    assert TEXT in page
    assert DOOR not in page
    assert looks() == [str(cast.police.pk)]
    assert TEXT not in client.get(door(case, "")).content.decode()


def test_an_empty_room_says_so_and_the_look_is_logged(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.police)
    assert DOOR in client.get(door(case, "")).content.decode()
    assert "chưa ghi" in client.post(door(case)).content.decode()
    assert len(looks()) == 1


def test_no_answer_without_its_row_in_the_log(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(case)
    honest = audit.record

    def broken(code: str, **said: Any) -> None:
        if code == "police.read":
            raise NotHere
        honest(code, **said)

    monkeypatch.setattr("hoanhap.people.cases.actions.details.audit.record", broken)
    assert TEXT not in signed_in(cast.police).post(door(case)).content.decode()


def test_the_police_write_it(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.police)
    assert "Ghi tiền án, tiền sự" in client.get(door(case, "")).content.decode()
    assert client.get(door(case, "prior/write/")).status_code == 200
    assert client.post(door(case, "prior/write/"), {"prior_record": TEXT, "version": "0"}).status_code == 302
    assert vault.reveal(PoliceRecord.objects.get(), "prior_record") == TEXT
    assert TEXT in client.get(door(case, "prior/write/")).content.decode()
    assert len(looks()) == 2  # each opening of the form is a look
    assert client.post(door(case, "prior/write/"), {"prior_record": "", "version": "1"}).status_code == 302
    assert PoliceRecord.objects.get().prior_record is None


def test_of_two_writers_the_second_sees_the_first(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.police)
    written(case)
    page = client.post(door(case, "prior/write/"), {"prior_record": "Không có", "version": "0"}).content.decode()
    assert "vừa được người khác cập nhật" in page
    assert TEXT in page
    assert "Không có" in page
    assert 'name="version" value="1"' in page
    assert len(looks()) == 1
    assert vault.reveal(PoliceRecord.objects.get(), "prior_record") == TEXT
    assert client.post(door(case, "prior/write/"), {"prior_record": "Không có", "version": "1"}).status_code == 302


@pytest.mark.parametrize("data", [{}, {"prior_record": "x"}, {"prior_record": "x" * 2001, "version": "0"}])
def test_nothing_else_is_written(cast: Cast, signed_in: Enter, case: Case, data: dict[str, str]) -> None:
    assert signed_in(cast.police).post(door(case, "prior/write/"), data).status_code == 200
    assert not PoliceRecord.objects.exists()


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_no_room(cast: Cast, signed_in: Enter, helped: Case, who: str) -> None:
    written(helped)
    client = signed_in(getattr(cast, who))
    assert client.post(door(helped)).status_code == 404
    assert client.get(door(helped, "prior/write/")).status_code == 404
    assert client.post(door(helped, "prior/write/"), {"prior_record": "", "version": "1"}).status_code == 404
    assert vault.reveal(PoliceRecord.objects.get(), "prior_record") == TEXT
    assert looks() == []


@pytest.mark.parametrize("who", ["officer", "leader", "helper"])
def test_no_page_of_others_changes_when_it_is_written(cast: Cast, signed_in: Enter, helped: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    pages = ["/", "/people/", door(helped, "")]
    pages += [] if who == "helper" else [door(helped, name) for name in ("wish/", "use/", "move/")]
    before = [steady(client.get(page).content) for page in pages]
    assert "Tiền án" not in "".join(before)
    written(helped)
    actions.reveal_prior_record(case=helped, by=SETTER, at=NOW)
    assert [steady(client.get(page).content) for page in pages] == before


def test_the_comparison_of_pages_notices_one_word(
    cast: Cast, signed_in: Enter, helped: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known-bad: a page that tells that something is written differs."""
    from hoanhap.web.office.cases import presenting

    honest, client = presenting._use, signed_in(cast.officer)

    def chatty(case: Case) -> list[object]:
        return [*honest(case), *([presenting.Fact("!", "")] if hasattr(case, "police_record") else [])]

    monkeypatch.setattr(presenting, "_use", chatty)
    before = steady(client.get(door(helped, "")).content)
    written(helped)
    assert steady(client.get(door(helped, "")).content) != before


def test_the_police_of_the_commune_alone(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.police)
    assert client.post("/cases/00000000-0000-0000-0000-000000000000/prior/").status_code == 404
    assert client.get(door(case)).status_code == 405
    Case.objects.update(unit_path=cast.long_khanh_a.path)
    assert client.post(door(case)).status_code == 404
    assert client.get(door(case, "prior/write/")).status_code == 404
