"""Who is asked to say that what came from an old unit was looked through."""

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import of as viewer_of
from hoanhap.kernel import clock
from hoanhap.people.succession import actions
from hoanhap.web.office.succession import presenting
from tests import map_changes, people
from tests.cast import SETTER, Cast
from tests.map_changes import DAY


@pytest.fixture
def merged(cast: Cast) -> Cast:
    """xã Thường Lạc went whole into a ward, and its posts with it; the night has handed over."""
    people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn An"))
    map_changes.merge(cast.thuong_lac, into=map_changes.new_unit(87104, "Thường Lạc", parent=cast.dong_thap))
    actions.hand_over_all(on=DAY, by=SETTER, at=clock.at(DAY, 2))
    return cast


def offered(account: Account) -> list[bool]:
    return [went.may_check for went in presenting.page(viewer_of(account, DAY), [], {})["went"]]


def test_the_chair_is_asked_and_the_officer_only_told(merged: Cast) -> None:
    assert offered(merged.officer) == [False]
    assert offered(merged.leader) == offered(merged.deputy) == [True]
    assert offered(merged.neighbour_officer) == []


def test_what_was_looked_through_is_not_asked_again(merged: Cast) -> None:
    record = presenting.page(viewer_of(merged.leader, DAY), [], {})["went"][0].record
    actions.check(record, by=viewer_of(merged.leader, DAY).actor, at=clock.at(DAY, 9))
    assert offered(merged.leader) == [False]
