"""The page of a file: masked until asked, logged before shown, the same 404 for whoever has no business here."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import Cast
from tests.web.office.cases.conftest import NUMBER

Enter = Callable[[Account], Client]
STRANGERS = ("neighbour_officer", "stranger_officer", "district_merger", "province_merger", "administrator", "helper")


def address(case: Case) -> str:
    return f"/cases/{case.pk}/"


def page_of(client: Client, case: Case) -> str:
    answer = client.get(address(case))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_who_where_and_what_next(cast: Cast, signed_in: Enter, case: Case, contact: Contact) -> None:
    page = page_of(signed_in(cast.officer), case)
    for words in (
        "Nguyễn Văn Đào",
        "Nam · sinh 1992 · Ấp 2, xã Thường Lạc",
        "•••• 821",
        "đang ở đây",
        "trước 16/07/2020",
        "Việc tiếp theo: Nguyễn Văn Đào chưa có người giúp đỡ",
        "Gặp tại nhà",
        "16/01/2020 – 15/07/2020, còn 29 ngày",
        "05/QĐ-UBND ngày 16/01/2020, Lê Văn Thành",
        "lần tới 14/06/2020",
        "(Trễ 2 ngày)",
    ):
        assert words in page
    assert NUMBER not in page
    assert "0912000111" not in page
    assert "Nguyễn" not in page[: page.index("</title>")]


@pytest.mark.requirement("S3-32")
def test_it_says_since_when_it_is_a_management_file_and_by_which_paper(
    cast: Cast, signed_in: Enter, case: Case
) -> None:
    client = signed_in(cast.police)
    words = "Có hồ sơ quản lý từ 16/01/2020, theo quyết định số 05/QĐ-UBND"
    assert words in page_of(client, case)
    assert words in client.get(f"{address(case)}print/").content.decode()
    case.standings.update(decision_number="", decision_on=None)
    assert "Chưa có hồ sơ quản lý" in page_of(client, case)


def test_the_look_is_logged(cast: Cast, signed_in: Enter, case: Case) -> None:
    page_of(signed_in(cast.police), case)
    row = AuditEntry.objects.get(code="case.viewed")
    assert (row.account_id, row.subject_id) == (str(cast.police.pk), str(case.pk))


def test_a_number_is_shown_once_after_a_logged_press(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    answer = client.post(f"{address(case)}reveal/", {"field": "id_number"})
    assert NUMBER in answer.content.decode()
    row = AuditEntry.objects.get(code="person.id_number_revealed")
    assert (row.account_id, row.subject_id) == (str(cast.officer.pk), str(case.person_id))
    assert NUMBER not in page_of(client, case)


def test_the_telephone_is_a_logged_press_too(cast: Cast, signed_in: Enter, helped: Case) -> None:
    answer = signed_in(cast.helper).post(f"{address(helped)}reveal/", {"field": "phone"})
    assert "0912000111" in answer.content.decode()
    assert AuditEntry.objects.filter(code="person.phone_revealed", account_id=str(cast.helper.pk)).count() == 1


def test_a_helper_never_opens_a_number(cast: Cast, signed_in: Enter, helped: Case) -> None:
    client = signed_in(cast.helper)
    assert 'value="id_number"' not in page_of(client, helped)
    assert client.post(f"{address(helped)}reveal/", {"field": "id_number"}).status_code == 404
    assert not AuditEntry.objects.filter(code="person.id_number_revealed").exists()


def test_looking_is_no_reveal(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    assert client.get(f"{address(case)}reveal/").status_code == 405
    assert client.post(f"{address(case)}reveal/", {"field": "everything"}).status_code == 302
    assert not AuditEntry.objects.filter(code__startswith="person.", code__endswith="_revealed").exists()


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_find_nothing(cast: Cast, signed_in: Enter, case: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    missing = client.get(f"/cases/{uuid.uuid4()}/")
    forbidden = client.get(address(case))
    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert "Đào" not in forbidden.content.decode()
    assert client.post(f"{address(case)}reveal/", {"field": "id_number"}).status_code == 404
    assert client.post(f"{address(case)}reveal/", {"field": "phone"}).status_code == 404
    assert not AuditEntry.objects.filter(code__in=["case.viewed", "person.phone_revealed"]).exists()


def test_the_helper_reads_own_people(cast: Cast, signed_in: Enter, helped: Case) -> None:
    page = page_of(signed_in(cast.helper), helped)
    assert "/contacts/new/" in page
    for door in ("/move/", "/helper/", "/wish/", "/edit/", "/undo/", "/plan/"):
        assert door not in page


def test_the_police_reads_and_does_nothing(cast: Cast, signed_in: Enter, case: Case, contact: Contact) -> None:
    page = page_of(signed_in(cast.police), case)
    for door in ("/move/", "/helper/", "/wish/", "/edit/", "/undo/", "/plan/", "/contacts/"):
        assert door not in page
    assert "tiến bộ" not in page  # contacts are no business of the police


@pytest.mark.parametrize("bad", ["/cases/x/", "/cases/1/", "/cases/00000000-0000-0000-0000-000000000000/"])
def test_a_bad_id_is_not_here(cast: Cast, signed_in: Enter, bad: str) -> None:
    assert signed_in(cast.officer).get(bad).status_code == 404


def test_a_stored_script_stays_words(cast: Cast, signed_in: Enter) -> None:
    person = people.register_person(cast, "<script>alert(1)</script> Út")
    page = page_of(signed_in(cast.officer), people.open_home_case(cast, person))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page.lower()


def test_wrong_method(cast: Cast, signed_in: Enter, case: Case) -> None:
    assert signed_in(cast.officer).post(address(case)).status_code == 405


def test_the_queries_do_not_grow_with_what_happened(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page_of(client, case)
        return len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]])

    people.log_contact(cast, case, on=date(2020, 3, 2))
    few = queries()
    for day in range(1, 9):
        people.log_contact(cast, case, on=date(2020, 4, day))
    assert queries() == few
    assert few <= 45, "one or two for each of the packages that tell of a case"


def test_what_is_to_be_done_first_has_one_button(cast: Cast, signed_in: Enter, helped: Case) -> None:
    people.log_contact(cast, helped, on=date(2020, 4, 1))
    log = f'href="/cases/{helped.pk}/contacts/new/"'
    helper, officer = (
        signed_in(account).get(f"/cases/{helped.pk}/").content.decode() for account in (cast.helper, cast.officer)
    )
    assert "Việc tiếp theo: gặp" in helper
    assert (helper.count(log), officer.count(log)) == (1, 1)
