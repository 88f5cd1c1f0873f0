"""Task forces: set up by decision, with one head and a regulation; a commune is covered by both or not at all."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators.register import Question, count, count_by_unit, row_ids
from hoanhap.foundation.indicators.rows import openers
from hoanhap.foundation.notices import queries as notice_queries
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import periods
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.community import actions, duties, policy, queries, row_lines, rules, subjects
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember
from hoanhap.people.community.policy import CommunityPermission as May
from tests.cast import NOW, SETTER, TODAY, Cast

SINCE = date(2019, 9, 2)
JUNE = periods.monthly(2020, 6)


def set_up(unit: Place, *, regulated: date | None = SINCE, since: date = SINCE, **rest: object) -> TaskForce:
    return actions.set_up(
        unit=unit,
        decision_number="31/QĐ-UBND",
        decision_on=since,
        valid_from=since,
        regulation_number="01/QC-TCT" if regulated else "",
        regulation_on=regulated,
        by=SETTER,
        at=NOW,
        **rest,  # type: ignore[arg-type]
    )


def add(force: TaskForce, name: str, role: MemberRole = MemberRole.MEMBER, **rest: object) -> TaskForceMember:
    facts = {"valid_from": SINCE, **rest}
    return actions.add_member(force, name=name, role=role, by=SETTER, at=NOW, **facts)  # type: ignore[arg-type]


def reminders(cast: Cast, account: Account) -> list[str]:
    lines = notice_queries.lines(cast.viewer(account), NOW)
    return [line.title for line in lines if line.kind.subject_kind == duties.SUBJECT]


def coverage(cast: Cast, account: Account, path: str, on: date = TODAY) -> dict[str, bool]:
    return {row.place.name: row.covered for row in queries.coverage(cast.viewer(account), path, on)}


def covered(cast: Cast, path: str | None = None) -> int:
    return count("coverage.task_force", Question(period=JUNE, unit_path=path or cast.hong_ngu.path))


def test_a_commune_is_covered_by_a_task_force_and_its_regulation(cast: Cast) -> None:
    set_up(cast.thuong_lac)
    set_up(cast.long_khanh_a, regulated=None)
    rows = queries.coverage(cast.viewer(cast.district_merger), cast.hong_ngu.path, TODAY)
    assert [(row.place.name, row.missing.task_force, row.missing.regulation) for row in rows] == [
        ("Phú Thuận B", True, False),
        ("Long Khánh A", False, True),
        ("Thường Lạc", False, False),
    ]
    assert covered(cast) == 1
    asked = Question(period=JUNE, unit_path=cast.hong_ngu.path)
    assert count_by_unit("coverage.task_force", asked) == {cast.thuong_lac.pk: 1}
    assert row_ids("coverage.task_force", asked) == [TaskForce.objects.get(unit=cast.thuong_lac).pk]


@pytest.mark.parametrize(
    ("regulated", "dissolved", "expected"),
    [
        (JUNE.last_day, None, 1),
        (JUNE.end, None, 0),
        (SINCE, JUNE.last_day, 0),
        (SINCE, JUNE.end, 1),
    ],
)
def test_coverage_is_taken_on_the_last_day_of_the_period(
    cast: Cast, regulated: date, dissolved: date | None, expected: int
) -> None:
    force = set_up(cast.thuong_lac, regulated=regulated)
    if dissolved:
        actions.dissolve(force, on=dissolved, by=SETTER, at=NOW)
    assert covered(cast) == expected


def test_a_commune_counts_once_and_only_its_task_force(cast: Cast) -> None:
    set_up(cast.long_khanh_a, kind=TaskForceKind.MANAGEMENT_TEAM)
    set_up(cast.long_khanh_a, kind=TaskForceKind.MANAGEMENT_TEAM)
    assert covered(cast) == 0
    set_up(cast.thuong_lac)
    # Not possible by any action; the figure must not count a commune twice even so.
    TaskForce.objects.filter(unit=cast.thuong_lac).update(valid_to=date(2021, 1, 1))
    twin = TaskForce.objects.get(unit=cast.thuong_lac)
    twin.id, twin.valid_to = TaskForce().id, None
    twin.save(force_insert=True)
    assert covered(cast) == 1


def test_what_is_missing_is_said_to_the_commune_s_officer_until_it_is_there(cast: Cast) -> None:
    duties.renew(cast.hong_ngu.path, by=SETTER, at=NOW)
    assert reminders(cast, cast.officer) == ["Chưa có Tổ công tác: xã Thường Lạc"]
    assert reminders(cast, cast.neighbour_officer) == ["Chưa có Tổ công tác: xã Long Khánh A"]
    assert reminders(cast, cast.stranger_officer) == []
    assert reminders(cast, cast.district_merger) == []
    force = set_up(cast.thuong_lac, regulated=None)
    assert reminders(cast, cast.officer) == ["Tổ công tác xã Thường Lạc chưa có quy chế hoạt động"]
    actions.issue_regulation(force, number="01/QC-TCT", on=TODAY, by=SETTER, at=NOW)
    assert reminders(cast, cast.officer) == []
    actions.dissolve(force, on=TODAY, by=SETTER, at=NOW)
    assert reminders(cast, cast.officer) == ["Chưa có Tổ công tác: xã Thường Lạc"]
    duties.renew(cast.hong_ngu.path, by=SETTER, at=NOW)
    assert len(reminders(cast, cast.officer)) == 1


def test_there_is_one_task_force_a_commune_at_a_time(cast: Cast) -> None:
    first = set_up(cast.thuong_lac)
    with pytest.raises(Refused) as refused:
        set_up(cast.thuong_lac, since=TODAY)
    assert refused.value.code == "force-exists"
    actions.dissolve(first, on=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        set_up(cast.thuong_lac, since=TODAY - timedelta(days=1))
    set_up(cast.thuong_lac, since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskForce.objects.filter(pk=first.pk).update(valid_to=None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"decision_number": " "}, "force-decision"),
        ({"regulation_number": "01/QC"}, "force-regulation"),
        ({"regulation_on": SINCE}, "force-regulation"),
    ],
)
def test_a_half_decision_is_refused(cast: Cast, facts: dict[str, object], code: str) -> None:
    whole = {"unit": cast.thuong_lac, "decision_number": "31/QĐ", "decision_on": SINCE, "valid_from": SINCE}
    with pytest.raises(Refused) as refused:
        actions.set_up(**{**whole, **facts}, by=SETTER, at=NOW)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not TaskForce.objects.exists()


def test_only_a_living_commune_has_a_task_force(cast: Cast) -> None:
    for unit in (cast.hong_ngu, cast.ap_1):
        with pytest.raises(Refused) as refused:
            set_up(unit)
        assert refused.value.code == "force-unit"


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "club"},
        {"decision_number": ""},
        {"regulation_number": ""},
        {"regulation_on": None},
        {"valid_to": SINCE},
    ],
)
def test_the_table_itself_refuses_a_half_task_force(cast: Cast, broken: dict[str, object]) -> None:
    set_up(cast.thuong_lac)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskForce.objects.update(**broken)


def test_nobody_sits_in_a_team_twice(cast: Cast) -> None:
    force, other = set_up(cast.thuong_lac), set_up(cast.long_khanh_a)
    first = add(force, "Võ Minh Tâm", agency_name="Hội LHPN xã")
    for name, role in (("võ minh  tâm", MemberRole.MEMBER), ("Vo Minh Tam", MemberRole.HEAD)):
        with pytest.raises(Refused) as refused:
            add(force, name, role, agency_name="hội lhpn xã", valid_from=TODAY)
        assert refused.value.code == "member-twice"
        assert "Võ Minh Tâm" in refused.value.message
        assert refused.value.way_out
    add(force, "Võ Minh Tâm", agency_name="Đoàn Thanh niên xã")  # a namesake elsewhere
    add(other, "Võ Minh Tâm", agency_name="Hội LHPN xã")
    actions.end_member(first, on=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        add(force, "Võ Minh Tâm", agency_name="Hội LHPN xã", valid_from=TODAY - timedelta(days=1))
    add(force, "Võ Minh Tâm", agency_name="Hội LHPN xã", valid_from=TODAY)
    assert force.members.count() == 3


def test_a_head_sent_twice_does_not_end_himself(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    head = add(force, "Lê Văn Thành", MemberRole.HEAD)
    with pytest.raises(Refused):
        add(force, "Lê Văn Thành", MemberRole.HEAD, valid_from=TODAY, replace_head=True)
    head.refresh_from_db()
    assert head.valid_to is None


def test_what_ends_on_the_day_it_began_shares_no_day() -> None:
    assert rules.overlaps(SINCE, None, TODAY, None)
    assert rules.overlaps(SINCE, None, TODAY, TODAY + timedelta(days=1))
    assert not rules.overlaps(SINCE, None, TODAY, TODAY)
    assert not rules.overlaps(TODAY, TODAY, SINCE, None)


def test_there_is_one_head_at_a_time(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    first = add(force, "Lê Văn Thành", MemberRole.HEAD)
    with pytest.raises(Refused) as refused:
        add(force, "Trần Thị Mai", MemberRole.HEAD, valid_from=TODAY)
    assert refused.value.code == "head-exists"
    add(force, "Trần Thị Mai", MemberRole.HEAD, valid_from=TODAY, replace_head=True)
    first.refresh_from_db()
    assert first.valid_to == TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskForceMember.objects.filter(pk=first.pk).update(valid_to=None)


def test_a_head_of_the_past_does_not_reach_into_another_s_time(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    actions.end_member(add(force, "Lê Văn Thành", MemberRole.HEAD), on=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused) as refused:
        add(force, "Trần Thị Mai", MemberRole.HEAD, valid_from=TODAY - timedelta(days=9))
    assert refused.value.code == "head-overlap"


def test_members_of_a_day_come_head_first(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    gone = add(force, "Nguyễn Văn An")
    add(force, "Phạm Quốc Huy", agency_name="Công an xã")
    add(force, "Trần Thị Mai", MemberRole.DEPUTY)
    add(force, "Lê Văn Thành", MemberRole.HEAD)
    actions.end_member(gone, on=TODAY, by=SETTER, at=NOW)
    names = [member.name for member in queries.members(force, TODAY)]
    assert names == ["Lê Văn Thành", "Trần Thị Mai", "Phạm Quốc Huy"]
    assert len(queries.members(force)) == 4
    with pytest.raises(Refused):
        actions.end_member(gone, on=TODAY, by=SETTER, at=NOW)


def test_nobody_joins_a_task_force_that_does_not_live(cast: Cast) -> None:
    force = set_up(cast.thuong_lac)
    add(force, "Lê Văn Thành", MemberRole.HEAD)
    actions.dissolve(force, on=TODAY, by=SETTER, at=NOW)
    assert list(queries.members(force, TODAY)) == []
    for day in (SINCE - timedelta(days=1), TODAY):
        with pytest.raises(Refused) as refused:
            add(force, "Nguyễn Văn An", valid_from=day)
        assert refused.value.code == "force-not-living"
    with pytest.raises(Refused):
        actions.dissolve(force, on=TODAY, by=SETTER, at=NOW)


def test_each_act_is_in_the_log_without_names(cast: Cast) -> None:
    force = set_up(cast.thuong_lac, regulated=None)
    member = add(force, "Lê Văn Thành", MemberRole.HEAD)
    actions.issue_regulation(force, number="01/QC", on=TODAY, by=SETTER, at=NOW)
    actions.end_member(member, on=TODAY, by=SETTER, at=NOW)
    actions.dissolve(force, on=TODAY, by=SETTER, at=NOW)
    entries = AuditEntry.objects.filter(subject_id=str(force.pk)).order_by("id")
    assert [entry.code.partition(".")[2] for entry in entries] == [
        "set_up",
        "member_added",
        "regulated",
        "member_ended",
        "dissolved",
    ]
    assert not any("Thành" in entry.detail for entry in entries)


# --- who may see and keep -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        (
            May.READ_TASK_FORCE,
            {"officer", "leader", "police", "district_merger", "district_leader", "province_merger"},
        ),
        (May.KEEP_TASK_FORCE, {"officer", "leader"}),
    ],
)
def test_who_may_see_and_keep_the_task_force_of_thuong_lac(cast: Cast, permission: May, allowed: set[str]) -> None:
    force = set_up(cast.thuong_lac)
    member = add(force, "Lê Văn Thành", MemberRole.HEAD)
    everybody = {name for name, value in vars(cast).items() if isinstance(value, Account)}

    def through(account: str) -> bool:
        viewer = cast.viewer(getattr(cast, account))
        try:
            found = policy.get_task_force_for(viewer, force.pk, to=permission)
            return found == force and policy.get_member_for(viewer, member.pk, to=permission) == member
        except NotHere:
            return False

    assert {account for account in everybody if through(account)} == allowed


def test_each_sees_the_coverage_of_his_own_part_of_the_map(cast: Cast) -> None:
    set_up(cast.thuong_lac)
    three = {"Thường Lạc": True, "Long Khánh A": False, "Phú Thuận B": False}
    assert coverage(cast, cast.district_merger, cast.hong_ngu.path) == three
    assert coverage(cast, cast.province_merger, cast.dong_thap.path) == three
    assert coverage(cast, cast.officer, cast.hong_ngu.path) == {"Thường Lạc": True}
    assert coverage(cast, cast.stranger_officer, cast.hong_ngu.path) == {}
    assert coverage(cast, cast.helper, cast.hong_ngu.path) == {}
    assert coverage(cast, cast.district_merger, cast.hong_ngu.path, SINCE - timedelta(days=1)) == dict.fromkeys(
        three, False
    )


def test_coverage_of_a_district_takes_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    set_up(cast.thuong_lac)
    viewer = cast.viewer(cast.district_merger)
    with django_assert_num_queries(2):  # type: ignore[operator]
        queries.coverage(viewer, cast.hong_ngu.path, TODAY)


def test_a_dissolved_task_force_covers_nothing_any_more(cast: Cast) -> None:
    actions.dissolve(set_up(cast.thuong_lac), on=TODAY, by=SETTER, at=NOW)
    path = cast.thuong_lac.path
    assert coverage(cast, cast.officer, path, TODAY - timedelta(days=1)) == {"Thường Lạc": True}
    assert coverage(cast, cast.officer, path) == {"Thường Lạc": False}


def test_every_way_to_a_task_force_ends_with_the_viewer_s_part_of_the_map(cast: Cast) -> None:
    """A unit's page, the rows behind a figure, the name in today's work."""
    force = set_up(cast.thuong_lac)

    def told(account: Account) -> tuple[list[TaskForce], list[str], list[str]]:
        viewer = cast.viewer(account)
        behind = openers[row_lines.TASK_FORCE](viewer, [force.pk])
        lines = subjects.COMMUNES.lines(viewer, [str(cast.thuong_lac.pk)])
        return (
            list(queries.of_unit(viewer, cast.thuong_lac.path)),
            [line.label for line in behind],
            [line.label for line in lines.values()],
        )

    for account in (cast.officer, cast.police, cast.district_merger):
        assert told(account) == ([force], ["xã Thường Lạc"], ["xã Thường Lạc"])
    for account in (cast.neighbour_officer, cast.stranger_officer, cast.helper, cast.administrator):
        assert told(account) == ([], [], [])
