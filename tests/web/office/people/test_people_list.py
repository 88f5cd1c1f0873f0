"""My people: narrowed by address, searched without leaving a name in one, for one's own people only."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import Cast

Enter = Callable[[Account], Client]
MOST_QUERIES = 12


@pytest.fixture
def three(cast: Cast) -> list[Case]:
    """Two of ấp 2, one of ấp 1; the first has a helper and a contact."""
    made: list[Case] = []
    rows = (
        ("Nguyễn Văn Cường", cast.ap_2, "1992"),
        ("Trần Thị Sen", cast.ap_2, "1989"),
        ("Lê Văn Út", cast.ap_1, "1970"),
    )
    for name, hamlet, birth in rows:
        number, phone = f"00009999{len(made):04d}", f"091111111{len(made)}"
        person = people.register_person(cast, name, hamlet=hamlet, id_number=number, phone=phone, birth=birth)
        made.append(people.open_home_case(cast, person))
    people.assign_helper(cast, made[0], account=cast.helper)
    people.log_contact(cast, made[0], on=date(2020, 5, 14))
    return made


def page_of(client: Client, **query: str) -> str:
    answer = client.get("/people/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def found(client: Client, text: str) -> str:
    answer = client.post("/people/", {"text": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_each_with_helper_contact_and_next(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    page = page_of(signed_in(cast.officer))
    assert "3 người có hồ sơ đang mở" in page
    for words in ("Nguyễn Văn Cường", "Ấp 2 · sinh 1992", "Lê Thị Hạnh, Hội LHPN xã", "14/05/2020", "chưa ghi"):
        assert words in page
    assert f'href="/cases/{three[0].pk}/"' in page
    assert page.count("chưa có người giúp đỡ</span>") == 2
    assert "02 người chưa có người giúp đỡ" in page


def test_each_name_shown_is_logged(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    page_of(signed_in(cast.officer))
    rows = AuditEntry.objects.filter(code="person.listed", account_id=str(cast.officer.pk))
    assert {row.subject_id for row in rows} == {str(case.person_id) for case in three}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"mark": "no-helper"}, {"Trần Thị Sen", "Lê Văn Út"}),
        ({"group": "measure"}, {"Nguyễn Văn Cường", "Trần Thị Sen", "Lê Văn Út"}),
        ({"group": "after"}, set()),
        ({"hamlet": "8700101"}, {"Lê Văn Út"}),
        ({"hamlet": "8700102", "mark": "no-helper"}, {"Trần Thị Sen"}),
        pytest.param({"mark": "young"}, {"Nguyễn Văn Cường"}, marks=pytest.mark.requirement("S4-51")),
        ({"group": "in_rehab'--", "hamlet": "x", "mark": "?", "order": "-"}, {"Nguyễn Văn Cường", "Lê Văn Út"}),
    ],
)
def test_it_is_narrowed(
    cast: Cast, signed_in: Enter, three: list[Case], query: dict[str, str], names: set[str]
) -> None:
    page = page_of(signed_in(cast.officer), **query)
    everybody = {"Nguyễn Văn Cường", "Trần Thị Sen", "Lê Văn Út"}
    shown = {name for name in everybody if name in page}
    assert shown == names or (names < shown == everybody and "?" in query.values())


@pytest.mark.parametrize("order", ["name", "hamlet", "state", "term"])
def test_it_is_ordered(cast: Cast, signed_in: Enter, three: list[Case], order: str) -> None:
    assert "Trần Thị Sen" in page_of(signed_in(cast.officer), order=order)


@pytest.mark.parametrize("text", ["cuong", "CƯỜNG", "nguyen cuong", "000099990000", "0911111110"])
def test_search_by_name_number_and_phone(cast: Cast, signed_in: Enter, three: list[Case], text: str) -> None:
    page = found(signed_in(cast.officer), text)
    assert "Nguyễn Văn Cường" in page
    assert "Trần Thị Sen" not in page


@pytest.mark.parametrize("text", ["", "   ", "khong co ai", "%", "x" * 500])
def test_a_search_that_finds_nobody_says_so(cast: Cast, signed_in: Enter, three: list[Case], text: str) -> None:
    page = found(signed_in(cast.officer), text)
    assert "Nguyễn Văn Cường" not in page


def test_a_search_leaves_nothing_in_an_address(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    page = page_of(signed_in(cast.officer), q="cuong", text="cuong")
    assert "Trần Thị Sen" in page  # the address searched nothing
    assert 'method="post"' in page[page.index("moj-search") :]


def test_the_helper_finds_own_people_only(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    client = signed_in(cast.helper)
    page = page_of(client)
    assert f'href="/cases/{three[0].pk}/">Cường</a>' in page
    assert "Sen" not in page
    assert "Sen" not in found(client, "sen").replace('value="sen"', "")
    assert "000099990001" not in found(client, "000099990001").replace('value="000099990001"', "")


def test_an_ended_assignment_closes_the_list(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    from hoanhap.people.reintegration import actions
    from hoanhap.people.reintegration.models import HelperAssignment

    actions.end_assignment(
        HelperAssignment.objects.get(),
        on=date(2020, 6, 15),
        reason="chuyển công tác",
        by=cast.viewer(cast.officer).actor,
        at=clock.now(),
    )
    assert "Cường" not in page_of(signed_in(cast.helper))


@pytest.mark.parametrize("who", ["neighbour_officer", "stranger_officer"])
def test_strangers_see_their_own_empty_list(cast: Cast, signed_in: Enter, three: list[Case], who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert "Chưa có ai trong danh sách" in page_of(client)
    assert "Nguyễn Văn Cường" not in found(client, "cuong")


@pytest.mark.parametrize("who", ["district_merger", "district_leader", "province_merger", "administrator"])
def test_those_without_names_have_no_such_door(cast: Cast, signed_in: Enter, three: list[Case], who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get("/people/").status_code == 404
    assert client.post("/people/", {"text": "cuong"}).status_code == 404
    assert 'href="/people/"' not in client.get("/").content.decode()


def test_the_police_reads_and_adds_nobody(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    page = page_of(signed_in(cast.police))
    assert "Nguyễn Văn Cường" in page
    assert "/people/new/" not in page


@pytest.mark.parametrize("page", ["2", "0", "-3", "abc", "999999999999", "²"])
def test_any_page_is_answered(cast: Cast, signed_in: Enter, three: list[Case], page: str) -> None:
    assert signed_in(cast.officer).get("/people/", {"page": page}, follow=True).status_code == 200


def test_wrong_methods(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.officer).put("/people/").status_code == 405


def test_a_search_wants_its_token(cast: Cast, three: list[Case]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/people/", {"text": "cuong"}).status_code == 403


def test_the_queries_do_not_grow_with_the_people(cast: Cast, signed_in: Enter, three: list[Case]) -> None:
    client = signed_in(cast.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page_of(client)
        return len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]])

    few = queries()
    for number in range(10):
        case = people.open_home_case(cast, people.register_person(cast, f"Thêm {number}", hamlet=cast.ap_1))
        people.log_contact(cast, case, on=date(2020, 5, 1))
    assert queries() == few
    assert few <= MOST_QUERIES
