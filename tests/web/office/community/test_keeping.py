"""A commune keeps its task force: set up, regulation, end, with every refusal beside its field."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.community.models import TaskForce
from tests.cast import Cast
from tests.web.office.community.test_seeing import force_in

Enter = Callable[[Account], Client]
DECISION = {"decision_number": "15/QĐ-UBND", "decision_on": "10/6/2020", "valid_from": "12/06/2020"}


def set_up_address(cast: Cast) -> str:
    return f"/task-forces/unit/{cast.thuong_lac.pk}/set-up/"


def test_setting_one_up_works_and_is_logged(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    assert "Số quyết định thành lập" in client.get(set_up_address(cast)).content.decode()
    answer = client.post(set_up_address(cast), DECISION)
    force = TaskForce.objects.get()
    assert answer.headers["Location"] == f"/task-forces/{force.pk}/"
    assert (force.unit, force.decision_on, force.valid_from) == (cast.thuong_lac, date(2020, 6, 10), date(2020, 6, 12))
    assert AuditEntry.objects.filter(code="task_force.set_up", account_id=str(cast.officer.pk)).count() == 1
    assert "Tổ chưa có Tổ trưởng" in client.get(answer.headers["Location"]).content.decode()


def test_a_second_press_and_a_second_tab_are_refused_kindly(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    client.post(set_up_address(cast), DECISION)
    again = client.post(set_up_address(cast), DECISION)
    assert again.status_code == 200
    assert "Xã đã có Tổ công tác trong thời gian này." in again.content.decode()
    assert TaskForce.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision_number": ""}, "Điền mục “Số quyết định thành lập”."),
        ({"decision_on": "31/02/2020"}, "không phải là ngày"),
        ({"regulation_number": "01/QC"}, "Quy chế cần đủ số và ngày ban hành."),
        ({"regulation_on": "12/06/2020"}, "Quy chế cần đủ số và ngày ban hành."),
        ({"valid_from": "01/01/1990"}, "đang hoạt động"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    cast: Cast, signed_in: Enter, changes: dict[str, str], sentence: str
) -> None:
    answer = signed_in(cast.officer).post(set_up_address(cast), DECISION | changes)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "12/06/2020" in page or "valid_from" in changes
    assert not TaskForce.objects.exists()


def test_only_the_commune_itself_sets_up(cast: Cast, signed_in: Enter) -> None:
    for account in (cast.police, cast.helper, cast.neighbour_officer, cast.district_merger, cast.administrator):
        client = signed_in(account)
        assert client.get(set_up_address(cast)).status_code == 404
        assert client.post(set_up_address(cast), DECISION).status_code == 404
    assert not TaskForce.objects.exists()
    assert signed_in(cast.officer).get(f"/task-forces/unit/{cast.hong_ngu.pk}/set-up/").status_code == 404
    assert signed_in(cast.officer).get("/task-forces/unit/999999/set-up/").status_code == 404


def test_the_regulation_is_written_from_the_link_of_its_duty(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac, regulated=False)
    address = f"/task-forces/unit/{cast.thuong_lac.pk}/regulation/"
    client = signed_in(cast.leader)
    answer = client.post(address, {"number": "02/QC-TCT", "on": "15/6/2020"})
    assert answer.headers["Location"] == f"/task-forces/{force.pk}/"
    force.refresh_from_db()
    assert (force.regulation_number, force.regulation_on) == ("02/QC-TCT", date(2020, 6, 15))
    before = client.post(address, {"number": "03/QC-TCT", "on": "01/01/2019"})
    assert "Tổ công tác không hoạt động vào ngày này." in before.content.decode()
    for account in (cast.police, cast.neighbour_officer, cast.district_leader):
        assert signed_in(account).post(address, {"number": "9", "on": "15/6/2020"}).status_code == 404


def test_without_a_task_force_the_regulation_leads_to_setting_one_up(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.officer).get(f"/task-forces/unit/{cast.thuong_lac.pk}/regulation/")
    assert answer.headers["Location"] == set_up_address(cast)


def test_dissolving_asks_first_and_happens_once(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    address = f"/task-forces/{force.pk}/dissolve/"
    client = signed_in(cast.officer)
    assert "Việc này không hoàn tác được." in client.get(address).content.decode()
    force.refresh_from_db()
    assert force.valid_to is None
    assert "phải sau ngày lập Tổ" in client.post(address, {"on": "01/01/2020"}).content.decode()
    assert client.post(address, {"on": "16/06/2020"}).status_code == 302
    force.refresh_from_db()
    assert force.valid_to == date(2020, 6, 16)
    page = client.get(f"/task-forces/{force.pk}/").content.decode()
    assert "Tổ này đã giải thể" in page
    assert "Lập Tổ mới" in page
    assert "Tổ này đã giải thể." in client.post(address, {"on": "17/06/2020"}).content.decode()
    regulation = client.get(f"/task-forces/unit/{cast.thuong_lac.pk}/regulation/")
    assert regulation.headers["Location"] == set_up_address(cast)


def test_nobody_else_dissolves(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    for account in (cast.police, cast.neighbour_officer, cast.district_merger, cast.helper):
        assert signed_in(account).post(f"/task-forces/{force.pk}/dissolve/", {"on": "16/06/2020"}).status_code == 404
    assert signed_in(cast.officer).post(f"/task-forces/{uuid.uuid4()}/dissolve/", {}).status_code == 404
    force.refresh_from_db()
    assert force.valid_to is None
