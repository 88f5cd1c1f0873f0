"""Acts that need two people on the screen: who sees them, who says yes, with the second factor shown anew."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import actions, kinds
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.kernel import clock
from tests.cast import NOW, Cast

Enter = Callable[[Account], Client]
WHAT = "Giao vai trò công an cấp xã tại xã Thường Lạc"
WHY = "Cán bộ mới về công an xã từ đầu tháng sáu"


@pytest.fixture
def act(cast: Cast) -> JointAct:
    return actions.ask(
        kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=cast.police.pk,
        unit=cast.thuong_lac,
        reason=WHY,
        what=WHAT,
        by=cast.viewer(cast.administrator),
        at=clock.now(),
    )


def test_it_waits_for_the_leader_who_reads_and_confirms(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    leader, address = signed_in(cast.leader), f"/two-people/{act.pk}/"
    assert address in leader.get("/").content.decode()
    assert address in leader.get("/two-people/").content.decode()
    page = leader.get(address).content.decode()
    for words in (WHAT, WHY, "Ngô Đức Anh", act.serial):
        assert words in page
    assert AuditEntry.objects.filter(code="joint.viewed", account_id=str(cast.leader.pk)).count() == 1
    assert leader.post(f"{address}confirm/").headers["Location"] == "/two-people/"
    act.refresh_from_db()
    assert (act.state, act.decided_by_id) == ("confirmed", cast.leader.pk)
    asker = signed_in(cast.administrator)
    assert f"/two-people/mine/{act.pk}/" in asker.get("/").content.decode()
    assert "Bạn làm tiếp được rồi" in asker.get(f"/two-people/mine/{act.pk}/").content.decode()


def test_the_asker_confirms_by_no_address(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    asker = signed_in(cast.administrator)
    for verb in ("confirm/", "decline/"):
        assert asker.post(f"/two-people/{act.pk}/{verb}", {"reason": "Không cần thiết nữa"}).status_code == 404
    act.refresh_from_db()
    assert act.state == "asked"


def test_declined_with_words_the_asker_reads(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    leader = signed_in(cast.leader)
    assert "chưa nói lên" in leader.post(f"/two-people/{act.pk}/decline/", {"reason": "không"}).content.decode()
    leader.post(f"/two-people/{act.pk}/decline/", {"reason": "Chưa có quyết định điều động"})
    page = signed_in(cast.administrator).get(f"/two-people/mine/{act.pk}/").content.decode()
    assert "Chưa có quyết định điều động" in page
    assert "không đồng ý" in page


def test_too_late_is_said_and_nothing_is_confirmed(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    clock.set_start(NOW + timedelta(days=7, minutes=1))
    answer = signed_in(cast.leader).post(f"/two-people/{act.pk}/confirm/")
    assert answer.status_code == 422
    assert "hết hạn" in answer.content.decode()


def test_withdrawn_by_the_asker_alone(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    assert signed_in(cast.leader).post(f"/two-people/mine/{act.pk}/withdraw/").status_code == 404
    assert signed_in(cast.administrator).post(f"/two-people/mine/{act.pk}/withdraw/").status_code == 302
    assert signed_in(cast.leader).post(f"/two-people/{act.pk}/confirm/").status_code == 422


def test_joint_acts_are_listed_for_the_two_alone(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    for account, seen in (
        (cast.leader, True),
        (cast.administrator, True),
        (cast.officer, False),
        (cast.police, False),
        (cast.neighbour_officer, False),
        (cast.stranger_officer, False),
    ):
        assert (str(act.pk) in signed_in(account).get("/two-people/").content.decode()) is seen, account.username


def test_joint_acts_are_shown_to_the_asker_alone_as_his_own(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    for account in (cast.leader, cast.officer, cast.district_leader):
        assert signed_in(account).get(f"/two-people/mine/{act.pk}/").status_code == 404
    assert not AuditEntry.objects.filter(code="joint.viewed").exists()
    assert signed_in(cast.administrator).get(f"/two-people/mine/{act.pk}/").status_code == 200
    assert AuditEntry.objects.filter(code="joint.viewed").count() == 1


@pytest.mark.bare_sign_in
def test_the_second_person_shows_his_factor_anew_and_a_stranger_is_not_even_asked(
    cast: Cast, signed_in: Enter, act: JointAct
) -> None:
    answer = signed_in(cast.leader).post(f"/two-people/{act.pk}/confirm/")
    assert answer.status_code == 302
    assert answer.headers["Location"] != "/two-people/"
    act.refresh_from_db()
    assert act.state == "asked"
