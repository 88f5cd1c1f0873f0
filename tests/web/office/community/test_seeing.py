"""Who sees which task forces: a commune its own, the district its communes, the missing ones first; helpers none."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.places.models import Place
from hoanhap.people.community import actions
from hoanhap.people.community.models import MemberRole, TaskForce
from tests.cast import NOW, SETTER, Cast

Enter = Callable[[Account], Client]


def force_in(unit: Place, *, regulated: bool = True) -> TaskForce:
    force = actions.set_up(
        unit=unit,
        decision_number="12/QĐ-UBND",
        decision_on=date(2020, 1, 5),
        valid_from=date(2020, 1, 6),
        by=SETTER,
        at=NOW,
        regulation_number="01/QC-TCT" if regulated else "",
        regulation_on=date(2020, 1, 6) if regulated else None,
    )
    actions.add_member(force, name="Lê Văn Thành", role=MemberRole.HEAD, valid_from=date(2020, 1, 6), by=SETTER, at=NOW)
    return force


def test_a_commune_without_a_task_force_is_led_to_set_one_up(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).get("/task-forces/").content.decode()
    assert "Xã chưa có Tổ công tác" in page
    assert f"/task-forces/unit/{cast.thuong_lac.pk}/set-up/" in page


def test_the_police_reads_and_is_offered_nothing(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.police)
    assert "/set-up/" not in client.get("/task-forces/").content.decode()
    force = force_in(cast.thuong_lac)
    page = client.get(f"/task-forces/{force.pk}/").content.decode()
    assert "Lê Văn Thành" in page
    for word in ("/add/", "/end/", "/dissolve/", "/regulation/"):
        assert word not in page


def test_a_commune_is_led_to_its_task_force(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac, regulated=False)
    client = signed_in(cast.officer)
    assert client.get("/task-forces/").headers["Location"] == f"/task-forces/{force.pk}/"
    page = client.get(f"/task-forces/{force.pk}/").content.decode()
    assert "Tổ chưa có quy chế hoạt động" in page
    assert "Lê Văn Thành" in page
    assert "Tổ trưởng" in page


def test_the_district_sees_coverage_and_the_missing_first(cast: Cast, signed_in: Enter) -> None:
    force_in(cast.thuong_lac)
    force_in(cast.phu_thuan_b, regulated=False)
    page = signed_in(cast.district_merger).get("/task-forces/").content.decode()
    assert '<p class="hn-tile__number">1/3</p>' in page
    order = [page.index(name) for name in ("Long Khánh A", "Phú Thuận B", "Thường Lạc")]
    assert order == sorted(order)
    assert "Vĩnh Xương" not in page
    assert "/set-up/" not in page


@pytest.mark.parametrize(
    ("missing", "shown"),
    [
        ("task_force", ["Long Khánh A"]),
        ("regulation", ["Phú Thuận B"]),
        ("none", ["Thường Lạc"]),
        ("nonsense", []),
        ("", ["Long Khánh A", "Phú Thuận B", "Thường Lạc"]),
    ],
)
def test_the_list_narrows_to_what_is_missing(cast: Cast, signed_in: Enter, missing: str, shown: list[str]) -> None:
    force_in(cast.thuong_lac)
    force_in(cast.phu_thuan_b, regulated=False)
    page = signed_in(cast.district_merger).get("/task-forces/", {"missing": missing}).content.decode()
    communes = (cast.long_khanh_a, cast.phu_thuan_b, cast.thuong_lac)
    assert [place.name for place in communes if place.full_name in page] == shown
    assert "1/3" in page  # the large number stays that of all communes


def test_helpers_and_administrators_find_nothing(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    for account in (cast.helper, cast.administrator):
        client = signed_in(account)
        assert client.get("/task-forces/").status_code == 404
        assert client.get(f"/task-forces/{force.pk}/").status_code == 404
        assert "Tổ công tác</a>" not in client.get("/").content.decode()


def test_colleagues_see_and_strangers_get_the_same_answer_as_for_nothing(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    for account in (cast.leader, cast.police, cast.district_leader, cast.province_merger):
        assert signed_in(account).get(f"/task-forces/{force.pk}/").status_code == 200
    for account in (cast.neighbour_officer, cast.stranger_officer):
        client = signed_in(account)
        forbidden, missing = client.get(f"/task-forces/{force.pk}/"), client.get(f"/task-forces/{uuid.uuid4()}/")
        assert (forbidden.status_code, missing.status_code) == (404, 404)
        assert without_address(forbidden.content) == without_address(missing.content)


def without_address(page: bytes) -> bytes:
    """The page but for what differs by itself: the tokens of forms and the address to return to."""
    lines = page.split(b"\n")
    return b"\n".join(line for line in lines if b"csrfmiddlewaretoken" not in line and b'name="next"' not in line)


def test_a_bad_id_and_a_wrong_method(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    assert client.get("/task-forces/12/").status_code == 404
    assert client.post("/task-forces/").status_code == 405
    assert client.post(f"/task-forces/{force_in(cast.thuong_lac).pk}/").status_code == 405
