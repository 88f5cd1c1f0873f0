"""Members join and leave; there is one head at a time."""

import uuid
from collections.abc import Callable
from datetime import date

from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.community.models import TaskForceMember
from tests.cast import Cast
from tests.web.office.community.test_seeing import force_in

Enter = Callable[[Account], Client]
NEW = {"name": "  võ  minh tâm ", "agency_name": "Đoàn Thanh niên", "role": "member", "valid_from": "16/06/2020"}


def test_adding_and_ending_a_member(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    client = signed_in(cast.officer)
    assert client.post(f"/task-forces/{force.pk}/members/add/", NEW).headers["Location"] == f"/task-forces/{force.pk}/"
    member = TaskForceMember.objects.get(role="member")
    assert member.name.split() == ["võ", "minh", "tâm"]
    address = f"/task-forces/members/{member.pk}/end/"
    assert member.name in client.get(address).content.decode()
    assert "không thể trước ngày bắt đầu" in client.post(address, {"on": "01/06/2020"}).content.decode()
    assert client.post(address, {"on": "20/06/2020"}).status_code == 302
    assert "đã thôi tham gia" in client.post(address, {"on": "21/06/2020"}).content.decode()
    member.refresh_from_db()
    assert member.valid_to == date(2020, 6, 20)


def test_sent_twice_somebody_joins_once(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    client, address = signed_in(cast.officer), f"/task-forces/{force.pk}/members/add/"
    assert client.post(address, NEW).status_code == 302
    page = client.post(address, NEW | {"name": "Vo Minh Tam"}).content.decode()
    assert "đã có trong Tổ từ ngày 16/06/2020" in page
    assert 'href="#id_name"' in page
    assert force.members.filter(role="member").count() == 1


def test_who_was_added_by_mistake_leaves_on_the_same_day_and_may_join_again(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    client, address = signed_in(cast.officer), f"/task-forces/{force.pk}/members/add/"
    client.post(address, NEW)
    wrong = force.members.get(role="member")
    assert client.post(f"/task-forces/members/{wrong.pk}/end/", {"on": "16/06/2020"}).status_code == 302
    assert client.post(address, NEW | {"role": "deputy", "valid_from": "10/06/2020"}).status_code == 302
    assert client.get(f"/task-forces/{force.pk}/").status_code == 200
    assert list(force.members.exclude(role="head").order_by("valid_from").values_list("role", "valid_to")) == [
        ("deputy", None),
        ("member", date(2020, 6, 16)),
    ]


def test_a_new_head_takes_over_from_the_old_one(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    client = signed_in(cast.officer)
    client.post(f"/task-forces/{force.pk}/members/add/", NEW | {"role": "head"})
    heads = list(force.members.filter(role="head").order_by("valid_from").values_list("name", "valid_to"))
    assert heads == [("Lê Văn Thành", date(2020, 6, 16)), ("võ minh tâm", None)]
    page = client.get(f"/task-forces/{force.pk}/").content.decode()
    assert page.index("võ minh tâm") < page.index("Đã thôi tham gia") < page.rindex("Lê Văn Thành")


def test_what_is_missing_is_said(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    client, address = signed_in(cast.officer), f"/task-forces/{force.pk}/members/add/"
    assert "Điền mục “Họ và tên”." in client.post(address, NEW | {"name": ""}).content.decode()
    assert client.post(address, NEW | {"role": "king"}).status_code == 200
    assert "không hoạt động vào ngày này" in client.post(address, NEW | {"valid_from": "1/1/2019"}).content.decode()
    assert TaskForceMember.objects.count() == 1


def test_nobody_else_adds_or_ends(cast: Cast, signed_in: Enter) -> None:
    force = force_in(cast.thuong_lac)
    head = force.members.get()
    for account in (cast.police, cast.neighbour_officer, cast.district_merger, cast.helper, cast.administrator):
        client = signed_in(account)
        assert client.post(f"/task-forces/{force.pk}/members/add/", NEW).status_code == 404
        assert client.get(f"/task-forces/members/{head.pk}/end/").status_code == 404
        assert client.post(f"/task-forces/members/{head.pk}/end/", {"on": "16/06/2020"}).status_code == 404
    assert signed_in(cast.officer).get(f"/task-forces/members/{uuid.uuid4()}/end/").status_code == 404
    head.refresh_from_db()
    assert head.valid_to is None
    assert force.members.count() == 1
