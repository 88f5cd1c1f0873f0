"""The screens of referrals and of the health room: sent, answered, read, written, ended; shut for everybody else."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.care.health_room_models import HealthRecord, Referral
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import Cast

Enter = Callable[[Account], Client]
NOTE = "Đau dạ dày, cấp thuốc bảy ngày"
OTHERS = (
    "officer",
    "leader",
    "police",
    "helper",
    "inspector",
    "centre",
    "neighbour_station",
    "neighbour_officer",
    "front_cadre",
    "district_merger",
    "province_leader",
    "administrator",
)


@pytest.fixture
def case(cast: Cast) -> Case:
    person = people.register_person(
        cast, "Nguyễn Văn Đào", hamlet=cast.ap_2, id_number="000099994821", phone="0912000111"
    )
    case = people.open_home_case(cast, person)
    people.log_contact(cast, case, on=date(2020, 5, 14))
    return case


@pytest.fixture
def room(cast: Cast, case: Case) -> Referral:
    return people.refer(cast, case, cast.health_station, message="Hay quên uống thuốc")


def typed(cast: Cast, **changes: str) -> dict[str, str]:
    agency = cast.health_station.postings.get().agency_id
    return {"agency": str(agency), "purpose": "care", "until": "30/09/2020", "message": "", **changes}


def steady(page: bytes) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value="\w+"|name="client_key" value="[\w-]+")', "", page.decode())


# --- the commune sends --------------------------------------------------------------------------------------------


def test_an_officer_sends_and_sees_how_it_was_answered(cast: Cast, signed_in: Enter, case: Case) -> None:
    station, client = cast.health_station, signed_in(cast.officer)
    address = f"/cases/{case.pk}/referral/"
    assert f'href="{address}"' in client.get(f"/cases/{case.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert "Trạm Y tế xã Thường Lạc" in page
    assert client.post(address, typed(cast)).headers["Location"] == f"/cases/{case.pk}/"
    sent = Referral.objects.get()
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"Giấy {sent.number}" in page
    assert "đang chờ trả lời" in page
    signed_in(station).post(f"/referrals/{sent.pk}/accept/")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "đã nhận, Huỳnh Thị Lụa 16/06/2020" in re.sub(r"\s+", " ", page)
    people.write_health(cast, Referral.objects.get(), station, NOTE)
    assert NOTE not in client.get(f"/cases/{case.pk}/").content.decode()


def test_the_commune_s_page_does_not_change_with_what_is_written_inside(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    clients = [signed_in(account) for account in (cast.officer, cast.leader, cast.police, cast.inspector)]
    addresses = ["/", "/people/", f"/cases/{case.pk}/"]
    before = [steady(client.get(address).content) for client in clients for address in addresses]
    record = people.write_health(cast, room, cast.health_station, NOTE)
    assert [steady(client.get(address).content) for client in clients for address in addresses] == before
    assert HealthRecord.objects.get() == record


def test_the_same_form_sent_twice_is_one(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, key = signed_in(cast.officer), str(uuid.uuid4())
    page = client.get(f"/cases/{case.pk}/referral/").content.decode()
    assert re.search(r'name="client_key" value="[\w-]{36}"', page)
    for _ in range(2):
        answer = client.post(f"/cases/{case.pk}/referral/", typed(cast, client_key=key))
        assert answer.headers["Location"] == f"/cases/{case.pk}/"
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": "15/06/2020"}, "phải sau hôm nay"),
        ({"until": "01/01/2030"}, "không dài quá hai năm"),
        ({"until": "mai"}, "không phải là ngày"),
        ({"message": "HIV"}, "không ghi về HIV"),
        ({"agency": "x"}, ""),
        ({"purpose": "x"}, ""),
    ],
)
def test_bad_input_is_answered_and_sends_nothing(
    cast: Cast, signed_in: Enter, case: Case, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(cast.officer).post(f"/cases/{case.pk}/referral/", typed(cast, **changes))
    page = answer.content.decode()
    assert (answer.status_code, "govuk-error-summary" in page, words in page) == (200, True, True)
    assert not Referral.objects.exists()


def test_with_nobody_to_receive_it_the_page_says_what_to_do(cast: Cast, signed_in: Enter, case: Case) -> None:
    page = signed_in(cast.officer).get(f"/cases/{case.pk}/referral/").content.decode()
    assert "Chưa có nơi nhận nào dùng chương trình này" in page


def test_taken_back_it_opens_nothing_any_more(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client, station = signed_in(cast.officer), signed_in(cast.health_station)
    assert station.get(f"/cases/{case.pk}/health/").status_code == 200
    assert client.post(f"/referrals/{room.pk}/withdraw/").headers["Location"] == f"/cases/{case.pk}/"
    assert station.get(f"/cases/{case.pk}/health/").status_code == 404
    assert client.post(f"/referrals/{room.pk}/withdraw/").status_code == 422


# --- the station answers ------------------------------------------------------------------------------------------


def test_what_waits_names_nobody(cast: Cast, signed_in: Enter, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False, message="Hay quên uống thuốc")
    client = signed_in(cast.health_station)
    for address in ("/", "/referrals/"):
        page = client.get(address).content.decode()
        assert sent.number in page
        for secret in ("Đào", "1992", "Ấp 2", "quên uống", case.code, str(case.pk)):
            assert secret not in page, (address, secret)
    assert client.get(f"/cases/{case.pk}/health/").status_code == 404
    assert client.post(f"/referrals/{sent.pk}/accept/").headers["Location"] == f"/cases/{case.pk}/health/"
    assert "Nguyễn Văn Đào" in client.get("/referrals/").content.decode()


def test_declined_with_a_reason(cast: Cast, signed_in: Enter, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False)
    client, address = signed_in(cast.health_station), f"/referrals/{sent.pk}/decline/"
    assert "Đào" not in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 200
    assert client.post(address, {"because": "full"}).headers["Location"] == "/referrals/"
    assert client.get(address).headers["Location"] == "/referrals/"
    assert client.post(f"/referrals/{sent.pk}/accept/").status_code == 422
    page = signed_in(cast.officer).get(f"/cases/{case.pk}/").content.decode()
    assert "chưa đủ người hoặc chỗ" in page


# --- inside -------------------------------------------------------------------------------------------------------


def test_the_room_shows_what_is_needed_and_no_more(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client = signed_in(cast.health_station)
    page = client.get(f"/cases/{case.pk}/health/").content.decode()
    for words in ("Nguyễn Văn Đào", "Sinh 1992", "•••• 111", "Hay quên uống thuốc", "Trần Thị Mai"):
        assert words in page
    for secret in ("0912000111", "4821", "Ấp 2", case.code, "QĐ-UBND", "Diễn biến", "Tiền án", "Gặp tại nhà"):
        assert secret not in page, secret
    answer = client.post(f"/cases/{case.pk}/health/reveal/", {"field": "phone"})
    assert "0912000111" in answer.content.decode()
    assert AuditEntry.objects.filter(code="person.phone_revealed").count() == 1
    for field in ("id_number", "birth_date", "relative", "current_address", "permanent_address"):
        assert client.post(f"/cases/{case.pk}/health/reveal/", {"field": field}).status_code == 404
    assert client.post(f"/cases/{case.pk}/health/reveal/", {"field": "x"}).status_code == 302
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert client.get("/people/").status_code == 404


def test_each_opening_of_the_room_is_in_the_log(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client = signed_in(cast.health_station)
    client.get(f"/cases/{case.pk}/health/")
    (entry,) = AuditEntry.objects.filter(code="health.read")
    assert (entry.account_id, entry.subject_id) == (str(cast.health_station.pk), str(case.pk))
    assert '"purpose": "health_care"' in entry.detail


def test_written_corrected_and_sent_twice(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client, address, key = signed_in(cast.health_station), f"/cases/{case.pk}/health/new/", str(uuid.uuid4())
    assert client.get(address).status_code == 200
    for _ in range(2):
        answer = client.post(address, {"kind": "treatment", "text": NOTE, "client_key": key})
        assert answer.headers["Location"] == f"/cases/{case.pk}/health/"
    record = HealthRecord.objects.get()
    page = client.get(f"/cases/{case.pk}/health/").content.decode()
    assert NOTE in page
    door = f"/health/{record.pk}/"
    assert f'href="{door}"' in page
    assert NOTE in client.get(door).content.decode()
    assert client.post(door, {"text": "Bản hai", "version": "1"}).status_code == 302
    page = client.post(door, {"text": "Bản ba", "version": "1"}).content.decode()
    assert "Bản hai" in page
    assert "Bản ba" in page
    record.refresh_from_db()
    assert vault.reveal(record, "text") == "Bản hai"


@pytest.mark.parametrize("data", [{}, {"kind": "treatment", "text": " "}, {"kind": "x", "text": "a"}, {"text": "a"}])
def test_nothing_else_is_written(
    cast: Cast, signed_in: Enter, case: Case, room: Referral, data: dict[str, str]
) -> None:
    assert signed_in(cast.health_station).post(f"/cases/{case.pk}/health/new/", data).status_code == 200
    assert not HealthRecord.objects.exists()


def test_a_stored_script_stays_words(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    people.write_health(cast, room, cast.health_station, "<script>alert(1)</script>")
    page = signed_in(cast.health_station).get(f"/cases/{case.pk}/health/").content.decode()
    assert "<script>alert" not in page


def test_ended_by_the_station(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client = signed_in(cast.health_station)
    assert client.post(f"/referrals/{room.pk}/end/").headers["Location"] == "/referrals/"
    assert client.get(f"/cases/{case.pk}/health/").status_code == 404
    assert "Đào" not in client.get("/referrals/").content.decode()


def test_for_everybody_else_there_is_no_room(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    record = people.write_health(cast, room, cast.health_station, NOTE)
    looks, acts = (
        [f"/cases/{case.pk}/health/", f"/cases/{case.pk}/health/new/", f"/health/{record.pk}/"],
        [f"/referrals/{room.pk}/accept/", f"/referrals/{room.pk}/decline/", f"/referrals/{room.pk}/end/"],
    )
    for who in OTHERS:
        client = signed_in(getattr(cast, who))
        for address in looks:
            assert client.get(address).status_code == 404, (who, address)
        for address in (*acts, f"/cases/{case.pk}/health/new/", f"/health/{record.pk}/"):
            assert client.post(address, {"text": "x", "version": "1", "because": "full"}).status_code == 404, who
        assert client.post(f"/cases/{case.pk}/health/reveal/", {"field": "phone"}).status_code == 404
        if who in ("centre", "neighbour_station"):
            assert "Đào" not in client.get("/referrals/").content.decode()
        else:
            assert client.get("/referrals/").status_code == 404, who
        if who not in ("officer", "leader"):
            assert client.get(f"/cases/{case.pk}/referral/").status_code == 404, who
            assert client.post(f"/referrals/{room.pk}/withdraw/").status_code == 404, who
    room.refresh_from_db()
    assert (room.state, vault.reveal(HealthRecord.objects.get(), "text")) == ("accepted", NOTE)
    assert not AuditEntry.objects.filter(code="health.read").exists()


def test_a_room_without_its_gate_is_noticed(
    cast: Cast, signed_in: Enter, case: Case, room: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known-bad: a gate that asks nobody anything."""
    people.write_health(cast, room, cast.health_station, "Tóm tắt", kind="summary")
    opened = Referral.objects.select_related("case", "case__person", "case__unit", "agency").get()
    monkeypatch.setattr("hoanhap.people.care.policy.get_room_for", lambda *_args, **_kwargs: opened)
    assert signed_in(cast.officer).get(f"/cases/{case.pk}/health/").status_code == 200


def test_who_asks_who_looked_learns_that_a_room_was_entered_not_what_was_done(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    people.write_health(cast, room, cast.health_station, NOTE)
    signed_in(cast.health_station).get(f"/cases/{case.pk}/health/")
    signed_in(cast.police).post(f"/cases/{case.pk}/prior/")
    page = signed_in(cast.leader).get(f"/cases/{case.pk}/looks/").content.decode()
    assert "Mở phần sức khỏe" in page
    assert "Mở phần của công an" in page
    for act in ("Ghi sổ sức khỏe", "Xem sổ sức khỏe", "Xem tiền án", "Ghi tiền án"):
        assert act not in page


def test_a_station_that_reads_too_many_at_night_is_noticed(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hoanhap.foundation.watch import rules
    from hoanhap.foundation.watch.models import Alarm

    night = rules.BY_CODE["night"]
    monkeypatch.setattr(rules, "RULES", (replace(night, night=False, more_than=1),))
    client = signed_in(cast.health_station)
    for number in range(3):
        person = people.register_person(cast, f"Trần Văn Ví Dụ {number}", birth=str(1980 + number))
        referral = people.refer(cast, people.open_home_case(cast, person, number=f"{number}/QĐ"), cast.health_station)
        assert client.get(f"/cases/{referral.case_id}/health/").status_code == 200
    assert Alarm.objects.filter(account=cast.health_station).exists()
