"""Who signs the paper of a report: the chair first, a deputy for him (KT.), nobody when nobody is posted."""

from datetime import date

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.documents import signers
from tests import cast as stage
from tests.cast import NOW, SETTER, TODAY, Cast

pytestmark = pytest.mark.django_db
CHAIR = ("TM. ỦY BAN NHÂN DÂN",)
DEPUTY = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")


@pytest.fixture
def cast() -> Cast:
    return stage.make()


def test_the_chair_signs_though_the_deputy_was_posted_earlier(cast: Cast) -> None:
    cast.leader.postings.update(valid_from=date(2020, 1, 1))
    assert cast.deputy.postings.get().valid_from < date(2020, 1, 1)
    signed = signers.leader_of(cast.thuong_lac, TODAY)
    assert (signed.authority, signed.name) == (CHAIR, "Lê Văn Thành")


def test_without_a_chair_the_deputy_signs_for_him(cast: Cast) -> None:
    access.end_posting(cast.leader.postings.get(), on=date(2020, 6, 1), by=SETTER, at=NOW)
    assert signers.leader_of(cast.thuong_lac, TODAY).name == ""
    cast.everybody()
    signed = signers.leader_of(cast.thuong_lac, TODAY)
    assert (signed.authority, signed.name) == (DEPUTY, "Nguyễn Thị Nga")


def test_a_deputy_posted_as_a_leader_is_known_by_his_title(cast: Cast) -> None:
    access.post(
        cast.unposted,
        role=Role.DISTRICT_LEADER,
        place=cast.hong_ngu,
        valid_from=date(2018, 1, 1),
        title="Phó Chủ tịch UBND huyện",
        by=SETTER,
        at=NOW,
    )
    assert signers.leader_of(cast.hong_ngu, TODAY).name == "Đỗ Văn Bình"
    assert signers.leader_of(cast.hong_ngu, date(2018, 5, 1)).authority == DEPUTY
