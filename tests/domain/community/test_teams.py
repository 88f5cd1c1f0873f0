"""Teams by regime: which kind, who must sit in it, who learns of one that stands by a person."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, periods
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.community import actions, loads, policy, queries
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember, Worker
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import Body
from hoanhap.people.community.training import queries as training
from tests.cast import NOW, SETTER, TODAY, Cast, attest_until
from tests.domain.community import around
from tests.people import assign_helper, open_home_case, register_person

NEW_LAW = date(2026, 7, 6)


def set_up(unit: Place, on: date = TODAY, **rest: object) -> TaskForce:
    return actions.set_up(
        unit=unit,
        decision_number="31/QĐ-UBND",
        decision_on=on,
        valid_from=on,
        by=SETTER,
        at=NOW,
        **rest,  # type: ignore[arg-type]
    )


def seat(force: TaskForce, name: str, body: Body, role: MemberRole = MemberRole.MEMBER) -> TaskForceMember:
    return actions.add_member(force, name=name, role=role, seat=body, valid_from=force.valid_from, by=SETTER, at=NOW)


def missing(force: TaskForce, on: date | None = None) -> list[str]:
    found = queries.composition(force, on or force.valid_from)
    return ["|".join(one.any_of) for one in found.missing]


def test_a_task_force_of_2020_says_which_seats_nobody_takes(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    assert missing(force) == ["committee", "labour", "police", "health", "front", "hamlet", "women", "youth"]
    seat(force, "Lê Văn Thành", Body.COMMITTEE, MemberRole.HEAD)
    seat(force, "Phạm Quốc Huy", Body.POLICE)
    gone = seat(force, "Huỳnh Thị Lụa", Body.HEALTH)
    assert missing(force) == ["labour", "front", "hamlet", "women", "youth"]
    actions.end_member(gone, on=date(2020, 7, 1), by=SETTER, at=NOW)
    assert "health" in missing(force, date(2020, 7, 1))


def test_a_team_keeps_the_rule_of_the_day_it_was_decided(cast: Cast) -> None:
    old, new = set_up(cast.thuong_lac), set_up(cast.thuong_lac, NEW_LAW, kind=TaskForceKind.SUPPORT_TEAM)
    assert len(missing(old, NEW_LAW)) == 8
    assert missing(new) == ["police", "health", "culture_social", "youth"]


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1992", ["police", "hamlet", "family", "front|women|youth|veterans|farmers", "social_worker"]),
        ("2010", ["police", "hamlet", "family", "front|women|youth|veterans|farmers", "social_worker", "school|youth"]),
    ],
)
def test_the_team_of_a_minor_wants_a_teacher_or_the_youth_union(cast: Cast, birth: str, expected: list[str]) -> None:
    person = register_person(cast, "Nguyễn Văn Ví Dụ", birth=birth)
    force = set_up(cast.thuong_lac, NEW_LAW, kind=TaskForceKind.MANAGEMENT_TEAM, person=person)
    assert missing(force) == expected


def test_one_team_a_person_and_only_a_management_team(cast: Cast) -> None:
    person = register_person(cast, "Nguyễn Văn Ví Dụ")
    first = set_up(cast.thuong_lac, NEW_LAW, kind=TaskForceKind.MANAGEMENT_TEAM, person=person)
    for unit, kind in (
        (cast.thuong_lac, TaskForceKind.MANAGEMENT_TEAM),
        (cast.long_khanh_a, TaskForceKind.MANAGEMENT_TEAM),
        (cast.thuong_lac, TaskForceKind.SUPPORT_TEAM),
    ):
        with pytest.raises(Refused):
            set_up(unit, NEW_LAW, kind=kind, person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskForce.objects.filter(pk=first.pk).update(kind=TaskForceKind.SUPPORT_TEAM)
    actions.dissolve(first, on=date(2027, 7, 6), by=SETTER, at=NOW)
    set_up(cast.thuong_lac, date(2027, 7, 6), kind=TaskForceKind.MANAGEMENT_TEAM, person=person)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("officer", True), ("leader", True), ("police", True), ("inspector", True)]
    + [(who, False) for who in ("front_cadre", "finance", "culture", "health_station", "district_merger", "helper")],
)
def test_a_team_that_stands_by_a_person_is_unknown_to_who_may_not_know_him(cast: Cast, who: str, sees: bool) -> None:
    person = register_person(cast, "Nguyễn Văn Ví Dụ")
    force = set_up(cast.thuong_lac, kind=TaskForceKind.MANAGEMENT_TEAM, person=person)
    account: Account = getattr(cast, who)
    viewer = cast.viewer(account)
    assert list(policy.visible_to(viewer)) == ([force] if sees else [])
    assert list(queries.of_unit(viewer, cast.thuong_lac.path)) == []
    if not sees:
        with pytest.raises(NotHere):
            policy.get_task_force_for(viewer, force.pk, to=May.READ_TASK_FORCE)


def test_who_sits_for_the_family_is_not_named(cast: Cast) -> None:
    person = register_person(cast, "Nguyễn Văn Ví Dụ")
    force = set_up(cast.thuong_lac, kind=TaskForceKind.MANAGEMENT_TEAM, person=person)
    member = seat(force, "Nguyễn Thị Mẹ", Body.FAMILY)
    assert (member.name, member.worker) == ("gia đình, dòng họ", None)
    assert not Worker.objects.exists()


@pytest.mark.requirement("S2-06")
def test_coverage_counts_the_standing_team_of_the_day(cast: Cast) -> None:
    attest_until(date(2027, 1, 1))
    regulated = {"regulation_number": "01/QC", "regulation_on": TODAY}
    for unit in (cast.thuong_lac, cast.long_khanh_a):
        set_up(unit, **regulated)
    asked = Question(period=periods.monthly(2020, 7), unit_path=cast.hong_ngu.path)
    assert count("coverage.task_force", asked) == 2
    rows = queries.coverage(cast.viewer(cast.district_merger), cast.hong_ngu.path, TODAY)
    done = sum(row.covered for row in rows)
    assert (f"{done}/{len(rows)}", [row.place.name for row in rows if not row.covered]) == ("2/3", ["Phú Thuận B"])
    set_up(cast.phu_thuan_b, **regulated)
    assert count("coverage.task_force", asked) == 3
    assert all(row.covered for row in queries.coverage(cast.viewer(cast.district_merger), cast.hong_ngu.path, TODAY))


def test_from_july_2026_a_support_team_covers_a_commune(cast: Cast) -> None:
    asked = Question(period=periods.monthly(2026, 8), unit_path=cast.hong_ngu.path)
    assert count("coverage.task_force", asked) == 0
    regulated = {"regulation_number": "01/QC", "regulation_on": NEW_LAW}
    set_up(cast.thuong_lac, NEW_LAW, kind=TaskForceKind.SUPPORT_TEAM, **regulated)
    set_up(cast.thuong_lac, NEW_LAW, **regulated)
    set_up(cast.long_khanh_a, NEW_LAW, kind=TaskForceKind.VOLUNTEER_TEAM, **regulated)
    assert count("coverage.task_force", asked) == 1
    found = {row.place.pk: row for row in queries.without(cast.hong_ngu.path, NEW_LAW)}
    assert cast.thuong_lac.pk not in found
    assert found[cast.long_khanh_a.pk].missing.task_force


@pytest.mark.requirement("S4-40")
def test_volunteer_teams_stand_in_a_register_of_their_own(cast: Cast) -> None:
    for name in ("Đội trật tự khu 1", "Đội phòng, chống ma túy khu 2"):
        set_up(cast.thuong_lac, kind=TaskForceKind.VOLUNTEER_TEAM, name=name)
    viewer = cast.viewer(cast.officer)
    assert {one.name for one in queries.of_unit(viewer, cast.thuong_lac.path)} == {
        "Đội trật tự khu 1",
        "Đội phòng, chống ma túy khu 2",
    }
    asked = Question(period=periods.monthly(2020, 7), unit_path=cast.thuong_lac.path)
    assert count("teams.volunteer", asked) == 2
    assert count("coverage.task_force", asked) == 0


@pytest.mark.requirement("S2-22")
def test_each_member_s_last_day_of_training(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    first, second = seat(force, "Lê Văn Thành", Body.COMMITTEE), seat(force, "Phạm Quốc Huy", Body.POLICE)
    assert first.worker is not None
    one = around.course(cast.thuong_lac)
    from hoanhap.people.community.training import actions as acts
    from hoanhap.people.community.training.models import TraineeCategory

    sent = acts.nominate(
        one,
        nominations=[acts.Nomination(worker=first.worker, category=TraineeCategory.TEAM_MEMBER)],
        unit=cast.thuong_lac,
        by=SETTER,
        at=NOW,
    )
    around.session(one, sent[0].pk, on=date(2020, 6, 9))
    around.session(one, sent[0].pk, on=date(2020, 6, 3))
    found = training.last_trained([first.worker_id, second.worker_id], TODAY)  # type: ignore[list-item]
    assert found == {first.worker_id: date(2020, 6, 9)}
    assert training.last_trained([first.worker_id], date(2020, 6, 8)) == {first.worker_id: date(2020, 6, 3)}  # type: ignore[list-item]


def test_the_same_official_in_two_teams_is_one_worker(cast: Cast) -> None:
    force, other = set_up(cast.thuong_lac), set_up(cast.thuong_lac, kind=TaskForceKind.VOLUNTEER_TEAM)
    assert seat(force, "Phạm Quốc Huy", Body.POLICE).worker == seat(other, "phạm quốc  huy", Body.POLICE).worker


@pytest.mark.requirement("S3-24")
def test_the_four_kinds_of_work_of_a_team(cast: Cast) -> None:
    one = around.club(cast.thuong_lac)
    around.meet(one, date(2020, 6, 10), guests=12)
    found = dict(loads.works(cast.thuong_lac.path, *around.MONTH))
    assert list(found) == ["counselling", "support", "management", "education"]
    assert found["education"] == 1
    assert all(number is not None for number in found.values())


def test_loads_of_members_are_added_up_over_all_who_count(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    force = set_up(cast.thuong_lac)
    member = seat(force, "Lê Văn Thành", Body.COMMITTEE)
    counted = loads.of_members([member], clock.today())
    monkeypatch.setitem(loads.member_loads._entries, "test.a", lambda members, on: {members[0].pk: 2})
    monkeypatch.setitem(loads.member_loads._entries, "test.b", lambda members, on: {members[0].pk: 1})
    assert loads.of_members([member], clock.today()) == {member.pk: counted.get(member.pk, 0) + 3}


def test_how_many_people_a_member_helps_by_account_or_by_name(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    named = seat(force, "Lê Thị Hạnh", Body.WOMEN)
    signed_in = actions.add_member(
        force, name="Võ Văn Khác", role=MemberRole.MEMBER, account=cast.helper, valid_from=TODAY, by=SETTER, at=NOW
    )
    idle = seat(force, "Phạm Quốc Huy", Body.POLICE)
    for number, account in enumerate((None, cast.helper)):
        case = open_home_case(cast, register_person(cast, f"Nguyễn Văn Ví Dụ {number}"), number=f"{number}/QĐ")
        assign_helper(cast, case, account=account)
    found = loads.of_members([named, signed_in, idle], TODAY)
    # Both assignments bear her name; one of them was given to an account that is not hers.
    assert found == {named.pk: 2, signed_in.pk: 1, idle.pk: 0}
