"""The doors of changed units: who waits, placing them, looking through what came, where officials go on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.persons.models import Person
from hoanhap.people.succession import actions
from hoanhap.people.succession.models import HandOver
from hoanhap.steering.reports.models import Report
from tests import cast as stage
from tests import map_changes, people
from tests.cast import NOW, SETTER, Cast
from tests.map_changes import DAY

SignIn = Callable[[Account], Client]
INDEX, PLACE, CHECK, POSTINGS = (
    reverse(f"succession{name}") for name in ("", "-place", "-check", "-postings")
)  # fmt: skip


@pytest.fixture
def after(cast: Cast) -> Cast:
    """2/7/2020: xã Thường Lạc was split, xã Long Khánh A merged into a ward, the night has done its work."""
    for name, hamlet in (("An", cast.ap_1), ("Bình", cast.ap_1), ("Cường", None)):
        people.open_home_case(cast, people.register_person(cast, f"Nguyễn Văn {name}", hamlet=hamlet))
    people.open_home_case(cast, people.register_person(cast, "Lê Văn Dũng", unit=cast.long_khanh_a))
    north = map_changes.new_unit(87102, "Thường Bắc", parent=cast.dong_thap)
    south = map_changes.new_unit(87103, "Thường Nam", parent=cast.dong_thap)
    map_changes.split(cast.thuong_lac, north, south)
    ward = map_changes.new_unit(87104, "Long Khánh", parent=cast.dong_thap)
    map_changes.merge(cast.long_khanh_a, into=ward)
    post(cast.neighbour_officer, Role.COMMUNE_LEADER, ward)
    actions.hand_over_all(on=DAY, by=SETTER, at=clock.at(DAY, 2))
    clock.set_start(clock.at(DAY + timedelta(days=1), 9))
    return cast


def post(account: Account, role: Role, place: Place) -> None:
    access.post(account, role=role, place=place, valid_from=DAY, by=SETTER, at=NOW)


def newcomer(role: Role, place_id: int) -> Account:
    account = access.create_account(
        username=f"{role}-{place_id}", display_name="Cán bộ mới", password=stage.PASSWORD, by=SETTER, at=NOW
    )
    post(account, role, Place.objects.get(pk=place_id))
    return account


def person(name: str) -> Person:
    """By the order of registering: the names lie sealed."""
    order = ("An", "Bình", "Cường", "Dũng")
    return Person.objects.order_by("id")[order.index(name)]


def text(client: Client, address: str = INDEX) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_officer_of_either_side_sees_who_waits_and_each_name_is_logged(after: Cast, signed_in: SignIn) -> None:
    page = text(signed_in(newcomer(Role.COMMUNE_OFFICER, 87103)))
    assert "Chưa biết thuộc đơn vị mới nào: xã Thường Lạc" in page
    assert all(f"Nguyễn Văn {name}" in page for name in ("An", "Bình", "Cường"))
    assert "ấp 1 (2 người)" in page
    assert "Phường Thường Bắc" in page
    assert "Lê Văn Dũng" not in page
    assert AuditEntry.objects.filter(code="succession.listed").count() == 3


def test_a_hamlet_and_a_person_are_placed_in_one_go(after: Cast, signed_in: SignIn) -> None:
    client = signed_in(newcomer(Role.COMMUNE_OFFICER, 87102))
    sent = {
        "unit": after.thuong_lac.pk,
        "hamlets": [str(after.ap_1.pk)],
        "people": [str(person("Cường").pk)],
        "to": "87102",
    }
    answer = client.post(PLACE, sent, follow=True)
    assert "Đã xếp 3 người." in answer.content.decode()
    assert set(Person.objects.exclude(pk=person("Dũng").pk).values_list("unit_id", flat=True)) == {87102}


def test_nothing_chosen_is_said_beside_the_form(after: Cast, signed_in: SignIn) -> None:
    client = signed_in(newcomer(Role.COMMUNE_OFFICER, 87102))
    answer = client.post(PLACE, {"unit": after.thuong_lac.pk, "to": "87102"})
    assert answer.status_code == 422
    assert "Chọn ít nhất một ấp hoặc một người." in answer.content.decode()
    answer = client.post(PLACE, {"unit": after.thuong_lac.pk, "people": [str(person("An").pk)]})
    assert "Chọn đơn vị mới." in answer.content.decode()
    assert client.post(PLACE, {}).status_code == 422


@pytest.mark.parametrize("field", ["people", "to", "unit"])
def test_foreign_keys_in_the_form_move_nobody(after: Cast, signed_in: SignIn, field: str) -> None:
    """Ids of people, units and targets that are not the viewer's to give."""
    client = signed_in(newcomer(Role.COMMUNE_OFFICER, 87102))
    sent = {"unit": after.thuong_lac.pk, "people": [str(person("An").pk)], "to": "87102"}
    foreign = {"people": [str(person("Dũng").pk)], "to": str(after.vinh_xuong.pk), "unit": str(after.vinh_xuong.pk)}
    before = dict(Person.objects.values_list("pk", "unit_id"))
    assert client.post(PLACE, sent | {field: foreign[field]}).status_code in (404, 422)
    assert dict(Person.objects.values_list("pk", "unit_id")) == before


def test_who_has_no_part_in_it_finds_no_page_or_an_empty_one(after: Cast, signed_in: SignIn) -> None:
    for stranger in (after.police, after.helper, after.administrator, after.province_merger):
        assert signed_in(stranger).get(INDEX).status_code == 404
    page = text(signed_in(after.stranger_officer))
    assert "Nguyễn Văn" not in page
    assert "Đơn vị của bạn chưa có lần sắp xếp nào" in page


def test_the_duty_of_today_leads_to_the_list(after: Cast, signed_in: SignIn) -> None:
    page = text(signed_in(newcomer(Role.COMMUNE_OFFICER, 87102)), reverse("today"))
    assert "Xếp đơn vị mới cho người của xã Thường Lạc" in page
    assert INDEX in page


def test_the_leader_looks_through_what_came_once(after: Cast, signed_in: SignIn) -> None:
    client = signed_in(after.neighbour_officer)
    record = HandOver.objects.get(old=after.long_khanh_a)
    assert "xã Long Khánh A" in text(client)
    client.post(CHECK, {"record": str(record.pk)})
    record.refresh_from_db()
    assert record.checked_by == str(after.neighbour_officer.pk)
    assert "đã có người kiểm tra" in client.post(CHECK, {"record": str(record.pk)}, follow=True).content.decode()


def test_an_officer_and_a_foreign_leader_do_not_check(after: Cast, signed_in: SignIn) -> None:
    record = HandOver.objects.get(old=after.long_khanh_a)
    for other in (newcomer(Role.COMMUNE_OFFICER, 87104), newcomer(Role.COMMUNE_LEADER, 87102)):
        assert signed_in(other).post(CHECK, {"record": str(record.pk)}).status_code == 404
    record.refresh_from_db()
    assert record.checked_at is None


def test_the_administrator_sends_officials_on(after: Cast, signed_in: SignIn) -> None:
    client = signed_in(after.administrator)
    page = text(client, POSTINGS)
    assert "Trần Thị Mai" in page
    assert "Thôi nhiệm vụ" in page
    officer, police = after.officer.postings.get(), after.police.postings.get()
    client.post(POSTINGS, {str(officer.pk): "87103", str(police.pk): "none"})
    today = DAY + timedelta(days=1)
    assert [seat.place_id for seat in after.viewer(after.officer, today).seats] == [87103]
    assert after.viewer(after.police, today).seats == ()
    assert after.viewer(after.leader, today).seats[0].waits, "nobody has spoken of the leader yet"
    assert signed_in(after.leader).get(POSTINGS).status_code == 404


def test_an_official_is_sent_nowhere_but_to_a_successor(after: Cast, signed_in: SignIn) -> None:
    posting = after.officer.postings.get()
    signed_in(after.administrator).post(POSTINGS, {str(posting.pk): str(after.vinh_xuong.pk)})
    assert after.viewer(after.officer, DAY + timedelta(days=1)).seats[0].waits


def test_a_new_ward_is_not_asked_for_a_month_before_it_was_there(after: Cast, signed_in: SignIn) -> None:
    client = signed_in(newcomer(Role.COMMUNE_OFFICER, 87104))
    assert "Báo cáo tháng 6/2020" not in text(client, reverse("today"))
    assert "Báo cáo tháng 6/2020" in text(signed_in(after.stranger_officer), reverse("today"))
    answer = client.post(reverse("reports-open"), {"year": "2020", "window": "month-6"}, follow=True)
    assert not Report.objects.filter(unit=87104).exists()
    assert answer.status_code in (200, 422)
