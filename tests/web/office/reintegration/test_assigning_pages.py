"""The board of assignment in the browser's hands: load beside each name, several people given at once, a warning."""

import pytest
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import HelperDetails, assign
from hoanhap.people.reintegration.models import HelperAssignment
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.people import assign_helper
from tests.web.office.reviews.entering import Enter

PAGE, LIMIT = "/assignments/", "/assignments/limit/"


def text(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def give(client: Client, cases: list[Case], helper: str) -> str:
    return text(client.post(PAGE, {"people": [str(one.pk) for one in cases], "helper": helper}, follow=True))


@pytest.mark.requirement("S2-59")
def test_several_people_are_given_to_one_member_at_once(cast: Cast, signed_in: Enter) -> None:
    first, second, third = people.cases(cast.thuong_lac, 3)
    client = signed_in(cast.officer)
    page = text(client.get(PAGE))
    assert page.count('name="people"') == 3
    assert f"{cast.helper.display_name} · " in page
    assert "đang giúp 0 người" in page
    page = give(client, [first, third], f"account:{cast.helper.pk}")
    assert f"Đã phân công {cast.helper.display_name} giúp 2 người." in page
    assert page.count('name="people"') == 1
    assert "đang giúp 2 người" in page
    rows = HelperAssignment.objects.filter(account=cast.helper, kind="main")
    assert set(rows.values_list("case", flat=True)) == {first.pk, third.pk}
    assert not HelperAssignment.objects.filter(case=second).exists()


@pytest.mark.requirement("S2-59")
def test_above_the_limit_the_board_warns_and_assigns(cast: Cast, signed_in: Enter) -> None:
    cases = people.cases(cast.thuong_lac, 3)
    client = signed_in(cast.leader)
    assert "chưa đặt mức tối đa" in text(client.get(PAGE))
    assert "Đã đặt mức" in text(client.post(LIMIT, {"most": "2"}, follow=True))
    page = give(client, cases[:2], f"account:{cast.helper.pk}")
    assert "quá mức" not in page
    assert "đã đủ mức" in page
    page = give(client, cases[2:], f"account:{cast.helper.pk}")
    assert "đang giúp 3 người, quá mức 2 người" in page
    assert "Có người đang giúp quá mức đơn vị đã đặt" in page
    assert "Ai cũng đã có người giúp đỡ." in page
    assert HelperAssignment.objects.count() == 3


def test_whom_one_helps_is_shown_when_asked_and_the_look_is_logged(cast: Cast, signed_in: Enter) -> None:
    case = people.case(cast.thuong_lac, "Nguyễn Văn Đào")
    assign_helper(cast, case, account=cast.helper)
    client = signed_in(cast.officer)
    assert "Nguyễn Văn Đào" not in text(client.get(PAGE))
    before = AuditEntry.objects.filter(code="person.listed").count()
    page = text(client.get(PAGE, {"helper": f"account:{cast.helper.pk}"}))
    assert "Nguyễn Văn Đào" in page
    assert f"/cases/{case.pk}/helper/" in page
    assert AuditEntry.objects.filter(code="person.listed").count() == before + 1


def test_who_helps_by_name_alone_stands_on_the_board_with_his_load(cast: Cast, signed_in: Enter) -> None:
    details = HelperDetails(helper_name="Trần Thị Tám", organisation="Hội LHPN xã", valid_from=TODAY)
    assign(people.case(cast.thuong_lac), details=details, by=SETTER, at=NOW)
    page = text(signed_in(cast.officer).get(PAGE, {"helper": "name:Trần Thị Tám"}))
    assert "Trần Thị Tám đang giúp" in page
    assert 'value="name:' not in page, "nobody is given to a name the commune's list does not know"


def test_who_has_a_helper_meanwhile_and_a_stranger_are_no_choice(cast: Cast, signed_in: Enter) -> None:
    taken, free = people.cases(cast.thuong_lac, 2)
    stranger = people.case(cast.long_khanh_a)
    assign_helper(cast, taken, account=cast.helper)
    client = signed_in(cast.officer)
    for other in (taken, stranger):
        answer = client.post(PAGE, {"people": [str(free.pk), str(other.pk)], "helper": f"account:{cast.helper.pk}"})
        assert answer.status_code in (200, 422)
        assert "Xem lại danh sách mới" in text(answer)
    assert HelperAssignment.objects.count() == 1
    answer = client.post(PAGE, {"people": [str(free.pk)], "helper": f"account:{cast.neighbour_officer.pk}"})
    assert HelperAssignment.objects.count() == 1
    assert "Chọn" in text(answer)


def test_nothing_chosen_is_said_in_the_form(cast: Cast, signed_in: Enter) -> None:
    people.case(cast.thuong_lac)
    page = text(signed_in(cast.officer).post(PAGE, {"helper": ""}))
    assert "Chọn ít nhất một người." in page
    assert "Chọn người giúp đỡ." in page


def test_the_board_is_the_offices(cast: Cast, signed_in: Enter) -> None:
    for account in (cast.helper, cast.police, cast.inspector, cast.district_merger):
        assert signed_in(account).get(PAGE).status_code == 404
        assert signed_in(account).post(LIMIT, {"most": "3"}).status_code == 404
