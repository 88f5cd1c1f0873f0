"""Moving house through the doors: two fields here, one press there."""

import pytest
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.reception.models import Transfer
from tests import people
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


@pytest.fixture
def neighbour(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.neighbour_officer)
    return client


def send(client: Client, case: Case, to: str = "xã Long Khánh A, huyện Hồng Ngự") -> object:
    return client.post(f"/cases/{case.pk}/move-out/", {"to": to, "left_on": "16/06/2020"})


def test_sent_seen_at_once_accepted_and_one_line_remains(officer: Client, neighbour: Client, case: Case) -> None:
    assert "Chuyển đi" in officer.get(f"/cases/{case.pk}/").content.decode()
    assert send(officer, case).status_code == 302  # type: ignore[attr-defined]
    transfer = Transfer.objects.get()
    inbox = neighbour.get("/moves/").content.decode()
    assert "N. V. Đ." in inbox
    assert "Nguyễn Văn Đào" not in inbox
    assert neighbour.get(f"/cases/{case.pk}/").status_code == 404
    answer = neighbour.get(f"/moves/{transfer.pk}/accept/")
    assert "xã Long Khánh A".capitalize() in answer.content.decode() or "Xã Long Khánh A" in answer.content.decode()
    done = neighbour.post(f"/moves/{transfer.pk}/accept/", {"into": transfer.to_unit_id})
    assert done["Location"] == f"/cases/{case.pk}/"
    assert neighbour.get(f"/cases/{case.pk}/").status_code == 200
    assert officer.get(f"/cases/{case.pk}/").status_code == 404
    sent = officer.get("/moves/").content.decode()
    assert "đã chuyển ngày 16/06/2020" in sent
    assert "N. V. Đ." not in sent


def test_refused_with_a_reason_and_taken_back(officer: Client, neighbour: Client, case: Case) -> None:
    send(officer, case)
    transfer = Transfer.objects.get()
    assert neighbour.post(f"/moves/{transfer.pk}/refuse/", {}).status_code == 200
    assert neighbour.post(f"/moves/{transfer.pk}/refuse/", {"because": "not_here"}).status_code == 302
    assert "người này không đến cư trú" in officer.get("/moves/").content.decode()
    send(officer, case, "Phú Thuận B")
    second = Transfer.objects.get(state="sent")
    assert "đang chờ nơi đến trả lời" in officer.get(f"/cases/{case.pk}/move-out/").content.decode()
    assert officer.post(f"/moves/{second.pk}/withdraw/").status_code == 302


def test_a_place_that_is_none_is_said_and_the_way_out_leads_to_the_end_of_the_file(officer: Client, case: Case) -> None:
    answer = send(officer, case, "Xã Không Có").content.decode()  # type: ignore[attr-defined]
    assert "Không tìm thấy đơn vị hành chính" in answer
    assert f"/cases/{case.pk}/move/" in answer
    assert not Transfer.objects.exists()


def test_the_police_send_and_accept_too_and_a_helper_does_not(cast: Cast, client: Client, case: Case) -> None:
    client.force_login(cast.police)
    assert send(client, case).status_code == 302  # type: ignore[attr-defined]
    transfer = Transfer.objects.get()
    client.force_login(cast.neighbour_police)
    assert client.post(f"/moves/{transfer.pk}/accept/", {"into": transfer.to_unit_id}).status_code == 302
    client.force_login(cast.helper)
    assert client.get("/moves/").status_code == 404


def test_who_reads_of_somebody_who_arrives_is_in_the_log_of_his_file(
    officer: Client, neighbour: Client, case: Case
) -> None:
    send(officer, case)
    transfer = Transfer.objects.get()
    for number, address in enumerate(("/moves/", f"/moves/{transfer.pk}/accept/"), start=1):
        assert "N. V. Đ." in neighbour.get(address).content.decode()
        looks = AuditEntry.objects.filter(code="move.listed", subject_kind="case", subject_id=str(case.pk))
        assert looks.count() == number
