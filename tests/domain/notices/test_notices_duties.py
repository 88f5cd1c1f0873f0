"""Duties: opened once, shown to the right post, settled, moved, and said in the log."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import actions, policy, queries, rules
from hoanhap.foundation.notices.actions import DutySpec
from hoanhap.foundation.notices.kinds import DutyKind, SubjectLine
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere, Refused
from tests.cast import NOW, SETTER, TODAY, Cast


def spec(place: Place, number: int = 2, *, days: int = 0, role: Role = Role.COMMUNE_OFFICER) -> DutySpec:
    return DutySpec(
        kind="test.visit",
        key=f"test.visit:{number}",
        subject_id=str(number),
        unit_id=place.id,
        unit_path=place.path,
        role=role,
        due_at=rules.end_of(TODAY + timedelta(days=days)),
    )


def seen_by(cast: Cast, account: Account) -> list[str]:
    return [duty.subject_id for duty in queries.open_for(cast.viewer(account), NOW)]


def logged(code: str) -> list[str]:
    return list(AuditEntry.objects.filter(code=code).order_by("id").values_list("detail", flat=True))


def test_opening_the_same_work_twice_opens_it_once(cast: Cast, visit: DutyKind) -> None:
    assert actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    assert not actions.open_duty(spec(cast.thuong_lac, days=9), by=SETTER, at=NOW)
    assert actions.open_many([spec(cast.thuong_lac), spec(cast.thuong_lac, 4)], by=SETTER, at=NOW) == 1
    assert Duty.objects.get(key="test.visit:2").due_at == rules.end_of(TODAY)
    assert logged("duty.opened") == ['{"count": 1}', '{"count": 1}']


def test_the_database_itself_refuses_a_second_open_duty_of_one_key(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    twin = Duty.objects.get()
    twin.id = Duty().id
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_what_comes_to_the_chair_comes_to_the_deputy_and_not_the_other_way_round(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac, 2, role=Role.COMMUNE_LEADER), by=SETTER, at=NOW)
    actions.open_duty(spec(cast.thuong_lac, 4, role=Role.COMMUNE_DEPUTY), by=SETTER, at=NOW)
    actions.open_duty(spec(cast.thuong_lac, 6, role=Role.COMMUNE_POLICE), by=SETTER, at=NOW)
    assert sorted(seen_by(cast, cast.deputy)) == ["2", "4"]
    assert seen_by(cast, cast.leader) == ["2"]
    assert seen_by(cast, cast.police_chief) == ["6"]


def test_work_done_may_fall_due_again(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    assert actions.settle("test.visit:2", by=SETTER, at=NOW)
    assert not actions.settle("test.visit:2", by=SETTER, at=NOW)
    assert actions.open_duty(spec(cast.thuong_lac, days=30), by=SETTER, at=NOW)
    assert [duty.ending for duty in Duty.objects.order_by("id")] == ["done", ""]
    assert len(logged("duty.settled")) == 1


def test_a_duty_is_settled_whole_or_not_at_all(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    for broken in ({"settled_at": NOW}, {"ending": "done"}, {"settled_at": NOW, "settled_by": "x", "ending": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Duty.objects.update(**broken)


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("officer", ["2"]),
        ("leader", ["4"]),
        ("police", []),
        ("helper", []),
        ("neighbour_officer", []),
        ("district_merger", ["6"]),
        ("district_leader", []),
        ("province_merger", []),
        ("stranger_officer", []),
        ("administrator", []),
    ],
)
def test_duties_reach_the_right_post_only(cast: Cast, visit: DutyKind, account: str, expected: list[str]) -> None:
    place = cast.thuong_lac
    actions.open_many(
        [
            spec(place, 2),
            spec(place, 4, role=Role.COMMUNE_LEADER),
            spec(place, 6, role=Role.DISTRICT_MERGER),
        ],
        by=SETTER,
        at=NOW,
    )
    assert seen_by(cast, getattr(cast, account)) == expected


def test_a_duty_of_one_account_is_that_account_s_alone(cast: Cast, visit: DutyKind) -> None:
    own = replace(spec(cast.thuong_lac), account=cast.helper.id)
    actions.open_duty(own, by=SETTER, at=NOW)
    assert seen_by(cast, cast.helper) == ["2"]
    assert seen_by(cast, cast.officer) == []


def test_when_the_posting_ends_the_duties_are_out_of_sight(cast: Cast, visit: DutyKind) -> None:
    actions.open_many(
        [spec(cast.thuong_lac, 2), replace(spec(cast.thuong_lac, 4), account=cast.officer.id)], by=SETTER, at=NOW
    )
    assert seen_by(cast, cast.officer) == ["2", "4"]
    access.end_posting(cast.officer.postings.get(), on=TODAY, by=SETTER, at=NOW)
    assert seen_by(cast, cast.officer) == []


def test_the_longest_overdue_comes_first(cast: Cast, visit: DutyKind) -> None:
    days = {2: 3, 4: -2, 6: 0, 8: -40, 10: -2}
    actions.open_many([spec(cast.thuong_lac, n, days=d) for n, d in days.items()], by=SETTER, at=NOW)
    assert seen_by(cast, cast.officer) == ["8", "4", "10", "6", "2"]
    assert queries.counts(cast.viewer(cast.officer), NOW) == queries.Counts(late=3, today=1, later=1)


def test_a_line_names_its_subject_only_for_those_who_may_know(cast: Cast, visit: DutyKind) -> None:
    actions.open_many([spec(cast.thuong_lac, 2), spec(cast.thuong_lac, 3)], by=SETTER, at=NOW)
    known, unknown = queries.lines(cast.viewer(cast.officer), NOW)
    assert (known.title, known.detail, known.args, known.known) == ("Gặp anh số 2 {x}", "ấp 2", {"id": "2"}, True)
    assert (unknown.title, unknown.args, unknown.known) == ("Gặp một người được hỗ trợ", {}, False)


def test_the_next_work_about_one_subject(cast: Cast, visit: DutyKind) -> None:
    actions.open_many([spec(cast.thuong_lac, 2), spec(cast.thuong_lac, 4)], by=SETTER, at=NOW)
    known = SubjectLine(label="anh Tám", args={"person_id": "4"})

    def titles(viewer: Viewer) -> list[str]:
        lines = queries.about(viewer, NOW, subject_kind="test.person", subject_id=4, known_as=known)
        return [line.title for line in lines]

    assert titles(cast.viewer(cast.officer)) == ["Gặp anh Tám"], "called as the page that asks calls him"
    assert titles(cast.viewer(cast.police)) == []


@pytest.mark.parametrize("duties", [1, 300])
def test_today_s_work_takes_as_many_queries_for_three_hundred_duties_as_for_one(
    cast: Cast, visit: DutyKind, duties: int
) -> None:
    actions.open_many([spec(cast.thuong_lac, n, days=n % 9 - 4) for n in range(duties)], by=SETTER, at=NOW)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        viewer = cast.viewer(cast.officer)
        queries.counts(viewer, NOW)
        assert len(queries.lines(viewer, NOW, limit=300)) == duties
    assert len(counted) == 3


def test_the_gate_of_a_duty(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    duty = Duty.objects.get()
    assert policy.get_duty_for(cast.viewer(cast.officer), duty.id) == duty
    for account, wanted in ((cast.police, duty.id), (cast.neighbour_officer, duty.id), (cast.officer, "no-such-id")):
        with pytest.raises(NotHere):
            policy.get_duty_for(cast.viewer(account), wanted)
    actions.settle(duty.key, by=SETTER, at=NOW)
    with pytest.raises(NotHere):
        policy.get_duty_for(cast.viewer(cast.officer), duty.id)


def test_a_duty_is_put_off_with_a_trace(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    later = rules.end_of(date(2020, 6, 20))
    actions.reschedule(key="test.visit:2", due_at=later, reason="đi vắng", by=SETTER, at=NOW)
    assert Duty.objects.get().due_at == later
    (detail,) = logged("duty.rescheduled")
    assert "2020-06-21T00:00:00+07:00" in detail
    assert "đi vắng" not in detail
    with pytest.raises(Refused):
        actions.reschedule(key="test.visit:2", due_at=NOW - timedelta(days=1), reason="", by=SETTER, at=NOW)
    actions.settle("test.visit:2", by=SETTER, at=NOW)
    with pytest.raises(Refused):
        actions.reschedule(key="test.visit:2", due_at=later, reason="", by=SETTER, at=NOW)


def test_work_passes_to_the_person_who_stands_for_it_and_back(cast: Cast, visit: DutyKind) -> None:
    actions.open_many([spec(cast.thuong_lac, 2), spec(cast.thuong_lac, 4)], by=SETTER, at=NOW)
    hand = {"holder": "test.helper", "subject_ids": ["2"], "by": SETTER, "at": NOW}
    assert actions.hand_over(account=cast.helper.id, **hand) == 1
    assert actions.hand_over(account=cast.helper.id, **hand) == 0
    assert (seen_by(cast, cast.helper), seen_by(cast, cast.officer)) == (["2"], ["4"])
    assert actions.hand_over(account=None, **hand) == 1
    assert (seen_by(cast, cast.helper), seen_by(cast, cast.officer)) == ([], ["2", "4"])


def test_work_of_another_holder_does_not_pass(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(spec(cast.thuong_lac), by=SETTER, at=NOW)
    moved = actions.hand_over(holder="somebody.else", subject_ids=["2"], account=cast.helper.id, by=SETTER, at=NOW)
    assert moved == 0
    assert seen_by(cast, cast.officer) == ["2"]


def test_work_goes_along_with_its_subject_to_another_unit(cast: Cast, visit: DutyKind) -> None:
    actions.open_duty(replace(spec(cast.thuong_lac), account=cast.helper.id), by=SETTER, at=NOW)
    actions.move_about(subject_kind="test.person", subject_ids=["2"], unit=cast.long_khanh_a, by=SETTER, at=NOW)
    assert seen_by(cast, cast.helper) == []
    assert seen_by(cast, cast.neighbour_officer) == ["2"]


def test_nothing_is_left_to_do_about_a_subject_that_is_gone(cast: Cast, visit: DutyKind) -> None:
    actions.open_many([spec(cast.thuong_lac, 2), spec(cast.thuong_lac, 4)], by=SETTER, at=NOW)
    assert actions.cancel_about(subject_kind="test.person", subject_ids=["2"], by=SETTER, at=NOW) == 1
    assert seen_by(cast, cast.officer) == ["4"]
    assert Duty.objects.get(key="test.visit:2").ending == "cancelled"


def test_a_duty_without_a_post_or_a_time_zone_is_a_programming_fault(cast: Cast) -> None:
    with pytest.raises(ValueError, match="post"):
        replace(spec(cast.thuong_lac), role="")
    with pytest.raises(ValueError, match="time zone"):
        replace(spec(cast.thuong_lac), due_at=rules.end_of(TODAY).replace(tzinfo=None))


def test_the_officer_sees_what_is_late_with_a_helper_and_nobody_else_does(cast: Cast, visit: DutyKind) -> None:
    late, soon = spec(cast.thuong_lac, 2, days=-2), spec(cast.thuong_lac, 4, days=1)
    later = replace(spec(cast.thuong_lac, 6, days=-1), account=cast.helper.pk)
    held = [replace(one, account=cast.helper.pk) for one in (late, soon)]
    others = [
        spec(cast.thuong_lac, 8, days=-3),  # held by the post
        replace(spec(cast.thuong_lac, 10, days=-3), account=cast.officer.pk),  # held by the viewer
        replace(spec(cast.long_khanh_a, 12, days=-3), account=cast.helper.pk),
        replace(spec(cast.thuong_lac, 14, days=-3, role=Role.COMMUNE_LEADER), account=cast.helper.pk),
    ]
    actions.open_many([later, *held, *others], by=SETTER, at=NOW - timedelta(days=5))

    def seen(account: Account) -> list[str]:
        return [duty.subject_id for duty in queries.held_by_others(cast.viewer(account), NOW)]

    assert seen(cast.officer) == ["2", "6"]
    assert seen(cast.leader) == ["14"]
    assert seen(cast.neighbour_officer) == ["12"]
    nobody = (cast.helper, cast.police, cast.district_merger, cast.province_merger, cast.stranger_officer)
    assert [seen(account) for account in nobody] == [[], [], [], [], []]
    assert seen_by(cast, cast.officer) == ["8", "10"]  # the officer's own work stays his own
    actions.settle("test.visit:2", by=SETTER, at=NOW)
    assert seen(cast.officer) == ["6"]
    access.end_posting(cast.officer.postings.get(), on=TODAY, by=SETTER, at=NOW)
    assert seen(cast.officer) == []


def test_what_is_late_with_a_helper_is_shown_with_both_names_in_few_queries(cast: Cast, visit: DutyKind) -> None:
    specs = [replace(spec(cast.thuong_lac, n, days=-1), account=cast.helper.pk) for n in range(1, 31)]
    actions.open_many(specs, by=SETTER, at=NOW - timedelta(days=5))
    viewer = cast.viewer(cast.officer)
    with CaptureQueriesContext(connection) as asked:
        lines = queries.named(viewer, queries.held_by_others(viewer, NOW), NOW)
        holders = {line.duty.holder_account.display_name for line in lines if line.duty.holder_account}
    assert len(asked) == 1
    assert holders == {"Lê Thị Hạnh"}
    assert len(lines) == 30
    assert "Gặp anh số 2 {x}" in [line.title for line in lines]
    assert "Gặp một người được hỗ trợ" in [line.title for line in lines]  # not for him to know
