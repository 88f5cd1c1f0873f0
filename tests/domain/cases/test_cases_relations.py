"""Whom relations open is asked for posts that may have relations, and for no others."""

import pytest

from hoanhap.people.cases import policy
from hoanhap.people.cases.policy import CasePermission
from tests.cast import Cast
from tests.relations import asked_of

WITHOUT = ("officer", "leader", "police", "district_merger", "health_station", "administrator")


@pytest.mark.parametrize("account", WITHOUT)
def test_the_question_of_a_post_without_relations_stays_short(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, account: str
) -> None:
    asked, viewer = asked_of(policy.case_relations, monkeypatch), cast.viewer(getattr(cast, account))
    assert policy.readable(viewer) == viewer.scope_q(CasePermission.READ) & policy.UNSEALED
    policy.persons_of_relations(viewer)
    assert asked == []


def test_a_helper_is_asked_for_his(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, helper = asked_of(policy.case_relations, monkeypatch), cast.viewer(cast.helper)
    policy.visible_to(helper)
    policy.persons_of_relations(helper)
    assert asked == [cast.helper.pk] * 2
