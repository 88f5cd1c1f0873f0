"""A new person at the desk: opened by the law, warned of doubles, refused with the article; only by the commune."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from tests import cast as stage
from tests import people
from tests.cast import Cast

Enter = Callable[[Account], Client]
ADDRESS = "/people/new/"
NUMBER = "000099991234"
PLAIN = {"full_name": "Nguyễn Văn Đào", "birth": "1992", "hamlet": "8700102", "on": "10/06/2020"}
LISTED = {**PLAIN, "start": "list_person:identified"}
HOME = {
    **PLAIN,
    "id_number": NUMBER,
    "start": "take_over:rehab_voluntary_home",
    "on": "16/01/2020",
    "number": "05/QĐ-UBND",
    "decided_on": "16/01/2020",
    "signer": "Lê Văn Thành",
    "term_from": "16/01/2020",
    "term_to": "15/07/2020",
}


def test_the_page_offers_the_ways_of_the_law_of_today(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).get(ADDRESS).content.decode()
    for words in ("Lập danh sách", "Cai nghiện tự nguyện tại gia đình", "16/06/2020", "ấp 2"):
        assert words in page


def test_a_person_and_a_case_in_the_first_state(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.officer).post(ADDRESS, {**LISTED, "wish": "Có việc làm gần nhà"})
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/cases/{case.pk}/"
    assert (case.state, case.opened_on, case.unit_id) == ("identified", date(2020, 6, 10), cast.thuong_lac.pk)
    assert vault.reveal(case.person, "full_name") == "Nguyễn Văn Đào"
    assert (case.person.hamlet_id, case.person.birth_year) == (cast.ap_2.pk, 1992)
    assert vault.reveal(case, "wish") == "Có việc làm gần nhà"


def test_directly_with_measure_and_decision(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.leader)
    page = client.get(client.post(ADDRESS, HOME).headers["Location"]).content.decode()
    case = Case.objects.get()
    assert (case.measure, case.decision_number) == ("rehab_voluntary_home", "05/QĐ-UBND")
    assert (case.term_from, case.term_to) == (date(2020, 1, 16), date(2020, 7, 16))
    assert "16/01/2020 – 15/07/2020" in page
    assert "Đã mở hồ sơ TL-2020-001" in page


def test_what_the_law_doubts_is_said_and_does_not_block(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    bare = {key: value for key, value in HOME.items() if key not in {"number", "decided_on", "signer"}}
    page = client.get(client.post(ADDRESS, bare).headers["Location"]).content.decode()
    assert "Chưa ghi số, ngày quyết định." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"term_to": "15/07/2023"}, "dài hơn mức tối đa"),
        ({"term_to": "01/01/2020"}, "kết thúc trước khi bắt đầu"),
        ({"decided_on": ""}, "đủ số và ngày"),
        ({"on": "01/07/2020"}, "ngày sắp tới"),
        ({"full_name": ""}, "Điền mục “Họ và tên”"),
        ({"birth": "31/31/31"}, "không phải là ngày"),
        ({"birth": "2030"}, "tương lai"),
        ({"id_number": "123"}, "3 chữ số"),
        ({"phone": "12"}, "Số điện thoại không đúng"),
        ({"on": "hôm qua"}, "không phải là ngày"),
        ({"on": "01/01/1905"}, ""),
        ({"start": "nonsense"}, ""),
        ({"start": ""}, ""),
        ({"hamlet": "1"}, ""),
        ({"times": "0"}, ""),
    ],
)
def test_bad_input_is_answered_and_leaves_nothing(
    cast: Cast, signed_in: Enter, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(cast.officer).post(ADDRESS, {**HOME, **changes})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page
    assert "govuk-error-summary" in page
    assert not Person.objects.exists()
    assert not Case.objects.exists()


def test_a_refusal_names_the_article(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).post(ADDRESS, {**HOME, "term_to": "15/07/2023"}).content.decode()
    assert "Căn cứ: " in page


def test_no_compulsory_rehab_in_the_community_by_the_law_of_2026(cast: Cast, signed_in: Enter) -> None:
    from hoanhap.kernel import clock

    clock.set_start(clock.at(date(2026, 7, 1), 9))
    stage.attest_until(date(2026, 12, 31))
    data = {**HOME, "start": "take_over:rehab_compulsory_community", "on": "30/06/2026", "term_from": "", "term_to": ""}
    page = signed_in(cast.officer).post(ADDRESS, {**data, "decided_on": "30/06/2026"}).content.decode()
    assert "govuk-error-summary" in page
    assert not Case.objects.exists()


def test_a_double_by_name_leads_to_the_file_that_is_there(cast: Cast, signed_in: Enter) -> None:
    known = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))
    client = signed_in(cast.officer)
    page = client.post(ADDRESS, {**LISTED, "full_name": "nguyen van dao"}).content.decode()
    assert "Có thể người này đã có trong danh sách" in page
    assert f'href="/cases/{known.pk}/"' in page
    assert Person.objects.count() == 1
    assert client.post(ADDRESS, {**LISTED, "different": "on"}).status_code == 302
    assert Person.objects.count() == 2


def test_a_double_by_number_cannot_be_waved_through(cast: Cast, signed_in: Enter) -> None:
    people.register_person(cast, "Ai Đó", id_number=NUMBER)
    client = signed_in(cast.officer)
    assert "đã có trong danh sách" in client.post(ADDRESS, HOME).content.decode()
    assert "đã có người mang số giấy tờ này" in client.post(ADDRESS, {**HOME, "different": "on"}).content.decode()
    assert Person.objects.count() == 1


def test_of_somebody_elsewhere_only_that_there_is_one(cast: Cast, signed_in: Enter) -> None:
    other = people.register_person(
        cast, "Võ Thị Kín", unit=cast.vinh_xuong, id_number=NUMBER, by=cast.viewer(cast.stranger_officer)
    )
    page = signed_in(cast.officer).post(ADDRESS, HOME).content.decode()
    assert "Đã có hồ sơ ở nơi khác, liên hệ cấp trên" in page
    for secret in ("Võ Thị Kín", "Vĩnh Xương", "An Giang", str(other.pk)):
        assert secret not in page
    assert not Case.objects.exists()


def test_whoever_asks_whether_somebody_is_registered_leaves_a_trace(cast: Cast, signed_in: Enter) -> None:
    """The answer is worth something to a curious officer, also when he opens no file after it."""
    elsewhere = cast.viewer(cast.stranger_officer)
    people.register_person(cast, "Võ Thị Kín", unit=cast.vinh_xuong, id_number=NUMBER, by=elsewhere)
    client = signed_in(cast.officer)
    client.post(ADDRESS, HOME)
    client.post(ADDRESS, {**HOME, "id_number": "000099990000", "term_to": "01/01/2020"})
    assert not Case.objects.exists()
    asked = AuditEntry.objects.filter(code="person.asked", account_id=str(cast.officer.pk)).order_by("at", "id")
    assert [json.loads(entry.detail)["answer"] for entry in asked] == ["elsewhere", "none"]


@pytest.mark.parametrize("who", ["police", "helper", "district_merger", "province_merger", "administrator"])
def test_nobody_else_has_this_door(cast: Cast, signed_in: Enter, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, LISTED).status_code == 404
    assert not Person.objects.exists()


def test_each_commune_registers_its_own(cast: Cast, signed_in: Enter) -> None:
    """The unit is the officer's; nothing in the form can name another, nor another's hamlet."""
    client = signed_in(cast.neighbour_officer)
    assert client.post(ADDRESS, {**LISTED, "unit": str(cast.thuong_lac.pk)}).status_code == 200
    assert not Person.objects.exists()
    assert client.post(ADDRESS, {**LISTED, "hamlet": "", "unit": str(cast.thuong_lac.pk)}).status_code == 302
    assert Person.objects.get().unit_id == cast.long_khanh_a.pk


def test_wrong_method(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.officer).delete(ADDRESS).status_code == 405


# --- sent twice -----------------------------------------------------------------------------------------------------


def key_of(client: Client) -> str:
    found = re.search(r'name="client_key" value="([\w-]{36})"', client.get(ADDRESS).content.decode())
    assert found
    return found[1]


def test_another_person_sent_twice_is_one(cast: Cast, signed_in: Enter) -> None:
    """“Đây là người khác” pressed by a nervous thumb: one person, one file, the same answer."""
    people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))
    client = signed_in(cast.officer)
    data = {**LISTED, "different": "on", "client_key": key_of(client)}
    first, second = client.post(ADDRESS, data), client.post(ADDRESS, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Person.objects.count() == Case.objects.count() == 2
    assert "Đã mở hồ sơ TL-2020-002" in client.get(second.headers["Location"]).content.decode()


def test_without_the_key_two_persons_would_stand_there(cast: Cast, signed_in: Enter) -> None:
    """Known-bad: this is what the key is for."""
    client = signed_in(cast.officer)
    for _ in range(2):
        client.post(ADDRESS, {**LISTED, "different": "on"})
    assert Person.objects.count() == 2


def test_the_warning_keeps_the_key_of_the_form(cast: Cast, signed_in: Enter) -> None:
    people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))
    client = signed_in(cast.officer)
    key = key_of(client)
    assert f'value="{key}"' in client.post(ADDRESS, {**LISTED, "client_key": key}).content.decode()


def test_who_goes_back_and_types_somebody_else_is_told(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    data = {**LISTED, "client_key": key_of(client)}
    client.post(ADDRESS, data)
    answer = client.post(ADDRESS, {**data, "full_name": "Trần Thị Sen"})
    assert "chưa được lưu" in client.get(answer.headers["Location"]).content.decode()
    assert Person.objects.count() == 1


def test_a_key_of_another_commune_tells_nothing(cast: Cast, signed_in: Enter) -> None:
    client, stranger = signed_in(cast.officer), signed_in(cast.stranger_officer)
    data = {**LISTED, "client_key": key_of(client)}
    client.post(ADDRESS, data)
    answer = stranger.post(ADDRESS, {**data, "hamlet": ""})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Trang này đã được gửi một lần." in page
    assert "Thường Lạc" not in page
    assert Person.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "1", "<script>"])
def test_a_key_that_is_none_is_answered(cast: Cast, signed_in: Enter, key: str) -> None:
    assert signed_in(cast.officer).post(ADDRESS, {**LISTED, "client_key": key}).status_code == 200
    assert not Person.objects.exists()
