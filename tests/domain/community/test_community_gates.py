"""What has ended is counted nowhere, and a club is listed to those of its part of the map."""

from datetime import date

from hoanhap.foundation.indicators.register import Question
from hoanhap.people.community import actions, measures
from hoanhap.people.community.clubs import queries as clubs
from hoanhap.people.community.models import TaskForceKind
from hoanhap.people.community.workers.models import RoleHeld, WorkRole
from tests.cast import NOW, SETTER, Cast
from tests.domain.community import around

SINCE = date(2019, 9, 2)


def test_volunteer_teams_are_those_that_live_and_no_other_kind(cast: Cast) -> None:
    kinds = (TaskForceKind.VOLUNTEER_TEAM, TaskForceKind.VOLUNTEER_TEAM, TaskForceKind.MANAGEMENT_TEAM)
    lives, ended, _other = (
        actions.set_up(
            unit=cast.thuong_lac,
            decision_number=f"{number}/QĐ-UBND",
            decision_on=SINCE,
            valid_from=SINCE,
            kind=kind,
            by=SETTER,
            at=NOW,
        )
        for number, kind in enumerate(kinds)
    )
    actions.dissolve(ended, on=date(2020, 6, 10), by=SETTER, at=NOW)
    assert list(measures.volunteer_teams(Question(around.JUNE, cast.thuong_lac.path))) == [lives]
    assert not measures.volunteer_teams(Question(around.JUNE, cast.long_khanh_a.path)).exists()


def test_who_gave_a_role_up_is_not_counted_in_it(cast: Cast) -> None:
    for name in ("Trần Thị Nở", "Lý Văn Tám"):
        around.worker(cast.thuong_lac, name, WorkRole.VOLUNTEER)
    question = Question(around.JUNE, cast.thuong_lac.path)
    held = measures.in_role(WorkRole.VOLUNTEER)(question)
    assert held.count() == 2
    RoleHeld.objects.filter(worker__name="Lý Văn Tám").update(valid_to=date(2020, 6, 10))
    assert [one.worker.name for one in held.all()] == ["Trần Thị Nở"]
    assert not measures.in_role(WorkRole.VOLUNTEER)(Question(around.JUNE, cast.long_khanh_a.path)).exists()


def test_clubs_are_listed_to_their_part_of_the_map(cast: Cast) -> None:
    here, there = around.club(cast.thuong_lac), around.club(cast.long_khanh_a, "CLB Bình Minh")
    ended = around.club(cast.thuong_lac, "CLB Đã thôi")
    type(ended).objects.filter(pk=ended.pk).update(valid_to=date(2020, 6, 10))

    def listed(name: str) -> set[object]:
        return {line.club for line in clubs.clubs_for(cast.viewer(getattr(cast, name)), month=around.MONTH)}

    assert listed("officer") == listed("health_station") == {here}
    assert listed("neighbour_officer") == {there}
    assert listed("district_merger") == {here, there}
    for name in ("stranger_officer", "helper", "administrator"):
        assert listed(name) == set(), name
