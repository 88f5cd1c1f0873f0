"""Who works in the community: roles counted apart, people once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators.register import Question, count
from hoanhap.kernel.errors import Refused
from hoanhap.people.community.rows import Body
from hoanhap.people.community.workers import actions, queries
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community.around import JUNE, SINCE, worker


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def figures(cast: Cast) -> dict[str, int]:
    asked = Question(period=JUNE, unit_path=cast.hong_ngu.path)
    names = ("people", "collaborators", "reporters", "propagandists", "volunteers")
    return {name: count(f"workers.{name}", asked) for name in names}


@pytest.mark.requirement("S1-52")
def test_three_roles_are_counted_apart_and_one_person_in_two_roles_is_one(cast: Cast) -> None:
    worker(cast.thuong_lac, "Trần An", WorkRole.COLLABORATOR, WorkRole.PROPAGANDIST)
    worker(cast.thuong_lac, "Lý Bình", WorkRole.REPORTER, hamlet=cast.ap_1)
    worker(cast.long_khanh_a, "Ngô Cúc", WorkRole.COLLABORATOR)
    assert figures(cast) == {"people": 3, "collaborators": 2, "reporters": 1, "propagandists": 1, "volunteers": 0}
    here = queries.strength(cast.thuong_lac.path, TODAY)
    assert here.people == 2
    assert {role.value: number for role, number in here.by_role.items() if number} == {
        "collaborator": 1,
        "reporter": 1,
        "propagandist": 1,
    }


def test_a_role_that_ended_counts_up_to_its_last_day(cast: Cast) -> None:
    one = worker(cast.thuong_lac, "Trần An", WorkRole.VOLUNTEER)
    held = RoleHeld.objects.get()
    actions.end_role(held, on=JUNE.end, by=SETTER, at=NOW)
    assert figures(cast)["volunteers"] == 1
    RoleHeld.objects.update(valid_to=JUNE.last_day)
    assert figures(cast)["volunteers"] == 0
    assert refused(lambda: actions.end_role(held, on=TODAY, by=SETTER, at=NOW)) == "role-end"
    actions.give_role(one, role=WorkRole.VOLUNTEER, valid_from=TODAY, by=SETTER, at=NOW)
    assert figures(cast)["volunteers"] == 1


def test_nobody_stands_in_the_register_twice(cast: Cast) -> None:
    one = worker(cast.thuong_lac, "Trần Văn An", WorkRole.VOLUNTEER)
    assert refused(lambda: worker(cast.thuong_lac, "tran van an")) == "worker-twice"
    worker(cast.thuong_lac, "Trần Văn An", body=Body.WOMEN)
    again = actions.give_role
    assert refused(lambda: again(one, role=WorkRole.VOLUNTEER, valid_from=TODAY, by=SETTER, at=NOW)) == "role-twice"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "worker-name"),
        ({"hamlet": "ap_1", "unit": "long_khanh_a"}, "worker-hamlet"),
    ],
)
def test_a_half_worker_is_refused(cast: Cast, changes: dict[str, str], code: str) -> None:
    unit = getattr(cast, changes.get("unit", "thuong_lac"))
    hamlet = getattr(cast, changes["hamlet"]) if "hamlet" in changes else None
    assert refused(lambda: worker(unit, changes.get("name", "Trần An"), hamlet=hamlet)) == code
    assert not Worker.objects.exists()


def test_who_ends_ends_in_every_role(cast: Cast) -> None:
    one = worker(cast.thuong_lac, "Trần An", WorkRole.COLLABORATOR, WorkRole.VOLUNTEER)
    early = SINCE - timedelta(days=1)
    assert refused(lambda: actions.end_worker(one, on=early, by=SETTER, at=NOW)) == "worker-end"
    actions.end_worker(one, on=TODAY, by=SETTER, at=NOW)
    assert not RoleHeld.objects.filter(valid_to=None).exists()
    give = actions.give_role
    assert refused(lambda: give(one, role=WorkRole.REPORTER, valid_from=TODAY, by=SETTER, at=NOW)) == "worker-ended"
    assert figures(cast)["people"] == 0


def test_the_list_finds_by_role_and_by_name_without_accents(cast: Cast) -> None:
    worker(cast.thuong_lac, "Trần An", WorkRole.COLLABORATOR)
    worker(cast.thuong_lac, "Lý Cường", WorkRole.REPORTER)
    viewer = cast.viewer(cast.officer)
    assert [row.name for row in queries.workers_for(viewer, TODAY)] == ["Lý Cường", "Trần An"]
    assert [row.name for row in queries.workers_for(viewer, TODAY, text="cuong")] == ["Lý Cường"]
    assert [row.name for row in queries.workers_for(viewer, TODAY, role="collaborator")] == ["Trần An"]
    assert list(queries.workers_for(viewer, date(2019, 1, 1))) == []
    assert list(queries.workers_for(cast.viewer(cast.neighbour_officer), TODAY)) == []
