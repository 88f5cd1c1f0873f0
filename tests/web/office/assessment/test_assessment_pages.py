"""The screens of classification and determination, and of instruments behind the health room's gate."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.assessment.models import Classification, Determination, Diagnoser, Scoring
from hoanhap.people.assessment.policy import AssessmentPermission
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from tests import guards, people
from tests.cast import Cast

Enter = Callable[[Account], Client]
PAPER = {
    "result": "has",
    "determined_on": "15/06/2020",
    "paper_number": "14/PKQ",
    "facility": "Trung tâm Y tế huyện",
    "signer": "Lê Văn Lạ",
}


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def sent(client: Client, address: str, data: Mapping[str, object]) -> str:
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_classified_and_suggested_on_one_page(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, address = signed_in(cast.officer), f"/cases/{case.pk}/assessment/"
    assert address in client.get(f"/cases/{case.pk}/").content.decode()
    assert "chưa có kết quả xác định" in client.get(address).content.decode()
    data = {"level": "light", "cause": "friends", "traits": ["family"], "note": "thích sửa xe", "from_on": "15/06/2020"}
    sent(client, f"/cases/{case.pk}/classify/", data)
    assert Classification.objects.get().traits == "family"
    sent(client, f"/cases/{case.pk}/determination/", PAPER)
    page = client.get(address).content.decode()
    for words in ("bạn bè rủ rê", "thích sửa xe", "14/PKQ", "Cai nghiện tự nguyện tại gia đình", "cùng quyết định"):
        assert words in page
    police = signed_in(cast.police).get(address).content.decode()
    assert "bạn bè rủ rê" in police
    assert "thích sửa xe" not in police
    inspector = signed_in(cast.inspector).get(address).content.decode()
    assert "14/PKQ" in inspector
    assert "bạn bè rủ rê" not in inspector
    assert "Nguyễn Văn Đào" not in inspector
    again = client.get(f"/cases/{case.pk}/classify/").content.decode()
    assert "thích sửa xe" in again


def test_a_rule_only_remembered_warns_and_a_struck_result_stays_readable(
    cast: Cast, signed_in: Enter, case: Case
) -> None:
    client = signed_in(cast.officer)
    address = sent(client, f"/cases/{case.pk}/determination/", PAPER)
    assert "không có chứng chỉ còn hiệu lực" in client.get(address).content.decode()
    row = Determination.objects.get()
    sent(client, f"/determinations/{row.pk}/strike/", {"reason": "ghi nhầm người"})
    assert "đã gạch bỏ" in client.get(address).content.decode()
    assert client.get(f"/determinations/{row.pk}/strike/").status_code == 404


def test_the_list_of_certified_people(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    data = {
        "name": "Huỳnh Thị Lụa",
        "facility": "Trạm Y tế",
        "qualification": "trained_doctor",
        "certificate": "CC-1",
        "valid_from": "01/03/2019",
    }
    sent(client, "/diagnosers/", data)
    row = Diagnoser.objects.get()
    assert str(row.pk) in client.get(f"/cases/{case.pk}/determination/").content.decode()
    sent(signed_in(cast.neighbour_officer), "/diagnosers/", data | {"name": "Kim Văn Sang", "certificate": "CC-2"})
    for page in (f"/cases/{case.pk}/determination/", "/diagnosers/"):
        assert "Kim Văn Sang" not in client.get(page).content.decode()
    assert client.post("/diagnosers/", data).status_code == 200
    sent(client, f"/diagnosers/{row.pk}/end/", {})
    assert "đã hết hiệu lực" in client.get("/diagnosers/").content.decode()


@pytest.mark.requirement("S2-56")
def test_the_cross_table_for_the_commune_and_above_without_a_name(cast: Cast, signed_in: Enter, case: Case) -> None:
    data = {"level": "heavy", "cause": "work", "from_on": "15/06/2020"}
    sent(signed_in(cast.officer), f"/cases/{case.pk}/classify/", data)
    for account in (cast.officer, cast.police, cast.inspector, cast.district_merger):
        page = signed_in(account).get("/classification/").content.decode()
        assert ("1 hồ sơ đang mở đã phân loại" in page) is (account in (cast.officer, cast.police))
        assert ("không nêu trên cấp xã" in page) is (account in (cast.inspector, cast.district_merger))
        assert "Đào" not in page
    assert signed_in(cast.helper).get("/classification/").status_code == 404


def test_instruments_open_with_the_health_room_and_nowhere_else(cast: Cast, signed_in: Enter, case: Case) -> None:
    station, address = cast.health_station, f"/cases/{case.pk}/instruments/"
    assert signed_in(station).get(address).status_code == 404
    people.refer(cast, case, station)
    client = signed_in(station)
    assert address in client.get(f"/cases/{case.pk}/health/").content.decode()
    data: dict[str, object] = {f"d{number}": "1" for number in range(1, 11)}
    assert client.get(f"{address}dast10/").status_code == 200
    assert client.get(f"{address}audit/").status_code == 404
    assert client.post(f"{address}dast10/", {**data, "taken_on": "17/06/2020"}).status_code == 200
    sent(client, f"{address}dast10/", {**data, "taken_on": "15/06/2020"})
    sent(client, f"{address}assist/", {"taken_on": "15/06/2020", "a8": "0", "a1.opioid": "0"})
    page = client.get(address).content.decode()
    assert "nặng" in page
    assert "tối đa 10" in page
    assert Scoring.objects.count() == 2
    for name in ("officer", "leader", "police", "inspector", "helper", "centre", "neighbour_station"):
        assert signed_in(getattr(cast, name)).get(address).status_code == 404
    for other in (f"/cases/{case.pk}/", f"/cases/{case.pk}/assessment/"):
        assert "DAST" not in signed_in(cast.officer).get(other).content.decode()


def test_only_who_writes_in_the_room_is_offered_an_instrument(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.refer(cast, case, cast.health_station)
    client, address = signed_in(cast.health_station), f"/cases/{case.pk}/instruments/"
    assert f'href="{address}dast10/"' in client.get(address).content.decode()
    guards.may_only(monkeypatch, Role.HEALTH_STATION, HealthPermission.READ)
    assert f'href="{address}dast10/"' not in client.get(address).content.decode()


def test_the_word_beside_a_class_is_begun_with_only_for_the_social_room(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = signed_in(cast.officer), f"/cases/{case.pk}/classify/"
    sent(client, address, {"level": "light", "cause": "friends", "note": "thích sửa xe", "from_on": "15/06/2020"})
    assert "thích sửa xe" in client.get(address).content.decode()
    kept = (CasePermission.READ, AssessmentPermission.CLASSIFY, AssessmentPermission.READ_CLASS)
    guards.may_only(monkeypatch, Role.COMMUNE_OFFICER, *kept)
    page = client.get(address)
    assert (page.status_code, "thích sửa xe" in page.content.decode()) == (200, False)


def test_top_asks_for_numbers_in_their_range(cast: Cast, signed_in: Enter, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    client, address = signed_in(cast.health_station), f"/cases/{case.pk}/instruments/top/"
    data: dict[str, object] = {"taken_on": "15/06/2020", "t.shared": "0", "t.housing": "0", "t.eviction": "1"}
    numbers = ("alcohol", "opioid", "crack", "cocaine", "amphetamine", "cannabis", "other", "injected")
    data |= {f"t.{name}": "4" for name in (*numbers, "mind", "work", "school", "body", "life")}
    assert client.post(address, {**data, "t.life": "21"}).status_code == 200
    sent(client, address, data)
    assert Scoring.objects.get().kind == "top"


def test_the_criteria_stay_in_the_health_room(cast: Cast, signed_in: Enter, case: Case) -> None:
    people.refer(cast, case, cast.health_station)
    client, address = signed_in(cast.health_station), f"/cases/{case.pk}/health/determination/"
    criteria = {"criteria": ["craving", "harm", "control"], "lasting": "month"}
    assert "Tiêu chuẩn có" in client.get(address).content.decode()
    sent(client, address, {**PAPER, **criteria})
    page = signed_in(cast.officer).get(f"/cases/{case.pk}/assessment/").content.decode()
    assert "14/PKQ" in page
    assert "Thèm muốn" not in page


def test_the_letter_that_asks_for_a_determination_is_an_editable_file(cast: Cast, signed_in: Enter, case: Case) -> None:
    answer = signed_in(cast.police).get(f"/cases/{case.pk}/determination/paper/")
    said = "\n".join(part.text for part in Document(BytesIO(answer.content)).paragraphs)
    assert "Nguyễn Văn Đào" in said
    assert "danh dự, bí mật riêng tư" in said
    assert AuditEntry.objects.filter(code="case.determination_asked").count() == 1
    assert signed_in(cast.inspector).get(f"/cases/{case.pk}/determination/paper/").status_code == 404


def test_above_the_commune_the_table_counts_each_unit(cast: Cast, signed_in: Enter, case: Case) -> None:
    data = {"level": "light", "cause": "friends", "from_on": "15/06/2020"}
    sent(signed_in(cast.officer), f"/cases/{case.pk}/classify/", data)
    there = people.open_home_case(cast, people.register_person(cast, "Lê Văn Ba", unit=cast.long_khanh_a))
    sent(signed_in(cast.neighbour_officer), f"/cases/{there.pk}/classify/", data)
    for account in (cast.district_merger, cast.inspector):
        answer = signed_in(account).get("/classification/")
        assert answer.status_code == 200
        assert "xã Thường Lạc: …" in answer.content.decode()
