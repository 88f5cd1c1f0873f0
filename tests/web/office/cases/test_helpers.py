"""Naming a helper, replacing and ending: by officer and leader; two officers at once do not replace unseen."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import HelperAssignment
from tests import people
from tests.cast import Cast

Enter = Callable[[Account], Client]
NAMED = {
    "who": "other",
    "helper_name": "Trần Văn Năm",
    "organisation": "Hội Cựu chiến binh",
    "kind": "main",
    "valid_from": "15/06/2020",
}


def address(case: Case) -> str:
    return f"/cases/{case.pk}/helper/"


def test_a_name_typed_here(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    assert "Lê Thị Hạnh · người giúp đỡ của hội, đoàn thể" in client.get(address(case)).content.decode()
    assert client.post(address(case), NAMED).headers["Location"] == f"/cases/{case.pk}/"
    made = HelperAssignment.objects.get()
    assert (made.helper_name, made.kind, made.valid_from) == ("Trần Văn Năm", "main", date(2020, 6, 15))
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "Trần Văn Năm, Hội Cựu chiến binh" in page
    assert "chưa có người giúp đỡ" not in page


def test_somebody_with_an_account_gets_the_duties(cast: Cast, signed_in: Enter, case: Case) -> None:
    data = {**NAMED, "who": f"account:{cast.helper.pk}", "helper_name": ""}
    assert signed_in(cast.leader).post(address(case), data).status_code == 302
    assert HelperAssignment.objects.get().account_id == cast.helper.pk
    assert "Gặp Đào" in signed_in(cast.helper).get("/").content.decode()


def test_replacing_ends_the_one_who_was_seen(cast: Cast, signed_in: Enter, helped: Case) -> None:
    client, first = signed_in(cast.officer), HelperAssignment.objects.get()
    page = client.get(address(helped)).content.decode()
    assert "Người giúp đỡ chính, thay Lê Thị Hạnh" in page
    assert f'value="{first.pk}"' in page
    assert client.post(address(helped), {**NAMED, "replaces": str(first.pk)}).status_code == 302
    first.refresh_from_db()
    assert first.valid_to == date(2020, 6, 15)
    assert HelperAssignment.objects.get(valid_to=None).helper_name == "Trần Văn Năm"


def test_nobody_is_replaced_unseen(cast: Cast, signed_in: Enter, case: Case) -> None:
    """The page was opened while there was no helper; meanwhile a colleague named one."""
    people.assign_helper(cast, case)
    page = signed_in(cast.officer).post(address(case), NAMED).content.decode()
    assert "đã có người giúp đỡ chính" in page
    assert HelperAssignment.objects.get().helper_name == "Lê Thị Hạnh"


def test_a_deputy_beside(cast: Cast, signed_in: Enter, helped: Case) -> None:
    assert signed_in(cast.officer).post(address(helped), {**NAMED, "kind": "deputy"}).status_code == 302
    assert HelperAssignment.objects.filter(valid_to=None).count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"helper_name": ""},
        {"who": ""},
        {"who": "account:x"},
        {"kind": "chief"},
        {"valid_from": ""},
        {"valid_from": "01/07/2020"},
        {"valid_from": "01/01/2019"},
        {"helper_name": "x" * 200},
    ],
)
def test_bad_input_is_answered_and_leaves_nothing(
    cast: Cast, signed_in: Enter, case: Case, changes: dict[str, str]
) -> None:
    answer = signed_in(cast.officer).post(address(case), {**NAMED, **changes})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not HelperAssignment.objects.exists()


def test_ending_with_a_reason_puts_the_person_on_the_missing_list(cast: Cast, signed_in: Enter, helped: Case) -> None:
    client, one = signed_in(cast.officer), HelperAssignment.objects.get()
    door = f"/helpers/{one.pk}/end/"
    assert client.get(door).status_code == 200
    assert client.post(door, {"on": "16/06/2020", "reason": ""}).status_code == 200
    assert client.post(door, {"on": "01/07/2020", "reason": "chuyển đi"}).status_code == 200
    assert client.post(door, {"on": "16/06/2020", "reason": "chuyển công tác"}).status_code == 302
    one.refresh_from_db()
    assert (one.valid_to, vault.reveal(one, "end_reason")) == (date(2020, 6, 16), "chuyển công tác")
    assert "Nguyễn Văn Đào" in client.get("/people/?mark=no-helper").content.decode()
    again = client.post(door, {"on": "16/06/2020", "reason": "lần nữa"})
    assert "đã kết thúc" in again.content.decode()


@pytest.mark.parametrize(
    "who", ["police", "helper", "neighbour_officer", "stranger_officer", "district_merger", "administrator"]
)
def test_nobody_else_has_these_doors(cast: Cast, signed_in: Enter, helped: Case, who: str) -> None:
    client, one = signed_in(getattr(cast, who)), HelperAssignment.objects.get()
    for door, data in ((address(helped), NAMED), (f"/helpers/{one.pk}/end/", {"on": "16/06/2020", "reason": "x"})):
        assert client.get(door).status_code == 404
        assert client.post(door, data).status_code == 404
    one.refresh_from_db()
    assert one.valid_to is None
    assert HelperAssignment.objects.count() == 1


@pytest.mark.parametrize(
    "bad", ["/cases/x/helper/", f"/cases/{uuid.uuid4()}/helper/", "/helpers/x/end/", f"/helpers/{uuid.uuid4()}/end/"]
)
def test_a_bad_id_is_not_here(cast: Cast, signed_in: Enter, bad: str) -> None:
    assert signed_in(cast.officer).get(bad).status_code == 404


def test_wrong_method(cast: Cast, signed_in: Enter, case: Case) -> None:
    assert signed_in(cast.officer).put(address(case)).status_code == 405
