"""One's own joint acts: withdrawn by whoever may still ask for them; the way to a whole list where there is one."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.joint_acts import actions, kinds
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.kernel import clock
from hoanhap.web.office.joint_acts import presenting
from tests.cast import Cast

Enter = Callable[[Account], Client]


@pytest.fixture
def act(cast: Cast) -> JointAct:
    return actions.ask(
        kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=cast.police.pk,
        unit=cast.thuong_lac,
        reason="Cán bộ mới về công an xã từ đầu tháng sáu",
        what="Giao vai trò công an cấp xã tại xã Thường Lạc",
        by=cast.viewer(cast.administrator),
        at=clock.now(),
    )


def state(act: JointAct) -> str:
    return JointAct.objects.get(pk=act.pk).state


def test_nobody_else_withdraws_it(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    for other in (cast.leader, cast.officer, cast.stranger_officer):
        assert signed_in(other).post(f"/two-people/mine/{act.pk}/withdraw/").status_code == 404
    assert state(act) == "asked"


def test_who_may_no_longer_ask_for_it_withdraws_nothing(cast: Cast, signed_in: Enter, act: JointAct) -> None:
    Posting.objects.filter(account=cast.administrator).update(role=Role.CULTURE, agency=None)
    client, address = signed_in(cast.administrator), f"/two-people/mine/{act.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(f"{address}withdraw/").status_code == 404
    assert state(act) == "asked"


def test_only_a_proposal_leads_to_a_page_of_its_own(cast: Cast, act: JointAct) -> None:
    assert presenting.page(act, clock.now())["whole"] == ""
    act.subject_kind = presenting.proposals.SUBJECT
    assert presenting.page(act, clock.now())["whole"] == f"/accounts/proposals/{act.subject_id}/"
