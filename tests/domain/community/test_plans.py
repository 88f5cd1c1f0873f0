"""The plan of work of a team: its days, its tasks, who was given them, what becomes of them, and what is refused."""

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty, Ending
from hoanhap.foundation.places.actions import new_hamlet
from hoanhap.foundation.places.fates import Passage
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import holdings
from hoanhap.people.community import actions as teams
from hoanhap.people.community import carrying, duties, policy
from hoanhap.people.community.models import TaskForce, TaskForceKind
from hoanhap.people.community.plans import actions, queries, tasks
from hoanhap.people.community.plans.models import Span, WorkPlan, WorkState, WorkTask
from hoanhap.people.community.plans.queries import Board
from hoanhap.people.community.policy import CommunityPermission as May
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import works
from tests.domain.community.works import HAND
from tests.guards import Everybody, each
from tests.people import register_person

LATER = clock.at(date(2020, 6, 23), 9)


def refused(act: Callable[[], object]) -> str:
    """The code of a refusal, which says something."""
    with pytest.raises(Refused) as found:
        act()
    assert found.value.message
    return found.value.code


def board(cast: Cast, plan: WorkPlan, *, at: Any = NOW) -> Board:
    return queries.board(
        cast.viewer(cast.officer), policy.get_plan_for(cast.viewer(cast.officer), plan.pk, to=May.READ_TASK_FORCE), at
    )


def said(code: str) -> list[dict[str, Any]]:
    """What the log keeps beside these acts."""
    details = AuditEntry.objects.filter(code=code).order_by("at", "id").values_list("detail", flat=True)
    return [json.loads(detail) for detail in details]


# --- the plan -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S3-33")
def test_a_force_plans_its_month_and_gives_the_work_to_its_members(cast: Cast) -> None:
    force = works.force(cast.thuong_lac)
    mai, binh = works.member(force), works.member(force, "Lý Bình")
    plan = works.plan(force, document_number=" 12/KH-TCT ", document_on=date(2020, 5, 29))
    assert (plan.starts_on, plan.ends_on, plan.document_number) == (works.JUNE_1, date(2020, 7, 1), "12/KH-TCT")
    one = works.task(plan, member=mai, hamlet=cast.ap_1)
    other = works.task(plan, what="Họp sơ kết", member=mai, due_on=works.JUNE_30)
    free = works.task(plan, what="Phát tờ rơi", due_on=works.JUNE_1)
    shown = board(cast, plan)
    assert shown.aim == works.AIM
    assert [card.what for card in shown.column(WorkState.TODO)] == [
        "Phát tờ rơi",
        "Thăm các gia đình ấp 1",
        "Họp sơ kết",
    ]
    assert [(load.member.name, load.tasks) for load in shown.loads] == [(mai.name, 2), (binh.name, 0)]
    assert (shown.unassigned, shown.late, shown.gone) == (1, 1, 0)
    one = tasks.begin(one, version=one.version, **HAND)
    works.done(one)
    works.dropped(other)
    tasks.assign(free, member=binh, version=free.version, **HAND)
    shown = board(cast, plan)
    columns = {state: [card.what for card in shown.column(state)] for state in WorkState}
    assert columns == {
        WorkState.TODO: ["Phát tờ rơi"],
        WorkState.DOING: [],
        WorkState.DONE: ["Thăm các gia đình ấp 1"],
        WorkState.DROPPED: ["Họp sơ kết"],
    }
    assert [load.tasks for load in shown.loads] == [0, 1]
    (line,) = queries.of_force(cast.viewer(cast.officer), force, NOW)
    assert (line.tasks, line.done, line.late, line.aim) == (3, 1, 1, works.AIM)
    codes = AuditEntry.objects.filter(subject_id=str(force.pk), code__contains=".task_").order_by("at", "id")
    assert sorted(codes.values_list("code", flat=True)) == sorted(
        ["task_force.task_added"] * 3 + [f"task_force.task_{verb}" for verb in ("begun", "done", "dropped", "assigned")]
    )
    assert not any("Thăm" in str(detail) for detail in AuditEntry.objects.values_list("detail", flat=True))


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"span": Span.QUARTER}, "plan-twice"),
        ({"span": Span.OWN, "starts_on": date(2020, 5, 1), "until": works.JUNE_1}, "plan-twice"),
        ({"span": Span.OWN, "starts_on": date(2020, 7, 1)}, "plan-until"),
        ({"span": Span.OWN, "starts_on": date(2020, 7, 2), "until": date(2020, 7, 1)}, "plan-until"),
        ({"span": Span.OWN, "starts_on": date(2020, 7, 1), "until": date(2021, 7, 2)}, "plan-until"),
        ({"starts_on": date(2020, 7, 1), "aim": "  "}, "plan-aim"),
        ({"starts_on": date(2020, 7, 1), "document_number": "5/KH"}, "plan-document"),
        ({"starts_on": date(2020, 7, 1), "document_on": TODAY}, "plan-document"),
        ({"starts_on": date(2019, 12, 31)}, "plan-days"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_leaves_nothing(cast: Cast, details: dict[str, Any], code: str) -> None:
    force = works.force(cast.thuong_lac)
    works.plan(force)
    assert refused(lambda: works.plan(force, **details)) == code
    assert WorkPlan.objects.count() == 1


def test_periods_that_only_touch_are_two_plans(cast: Cast) -> None:
    """Known-good beside the refusals: the day after the last one, another force on the same days."""
    force = works.force(cast.thuong_lac)
    works.plan(force)
    works.plan(force, starts_on=date(2020, 7, 1))
    works.plan(force, span=Span.OWN, starts_on=date(2020, 5, 30), until=date(2020, 5, 31))
    works.plan(works.force(cast.long_khanh_a))
    assert WorkPlan.objects.count() == 4


def test_a_form_sent_twice_is_one_plan_and_one_task(cast: Cast) -> None:
    force, keys = works.force(cast.thuong_lac), [uuid.uuid4(), uuid.uuid4()]
    first, again = (works.plan(force, client_key=keys[0]) for _time in range(2))
    assert first.pk == again.pk
    task, same = (works.task(first, client_key=keys[1]) for _time in range(2))
    assert task.pk == same.pk
    assert len(said("task_force.plan_made")) == len(said("task_force.task_added")) == 1
    near = works.force(cast.long_khanh_a)
    assert refused(lambda: works.plan(near, client_key=keys[0])) == "plan-twice"
    other = works.plan(near)
    assert refused(lambda: works.task(other, client_key=keys[1])) == "task-twice"


def test_a_plan_is_mended_while_its_tasks_still_lie_in_it(cast: Cast) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    works.task(plan, due_on=works.JUNE_30)
    details = works.plan_details(span=Span.OWN, starts_on=works.JUNE_1, until=date(2020, 6, 29))
    assert refused(lambda: actions.change_plan(plan, details=details, version=1, **HAND)) == "plan-days"
    longer = works.plan_details(span=Span.QUARTER, aim="Thêm hai tháng.", document_number="5/KH", document_on=TODAY)
    changed = actions.change_plan(plan, details=longer, version=1, **HAND)
    assert (changed.starts_on, changed.version) == (date(2020, 4, 1), 2)
    assert board(cast, plan).aim == "Thêm hai tháng."
    assert refused(lambda: actions.change_plan(plan, details=longer, version=1, **HAND)) == "plan-stale"


# --- the tasks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"due_on": date(2020, 5, 31)}, "task-due"),
        ({"due_on": date(2020, 7, 1)}, "task-due"),
        ({"what": " \n "}, "task-what"),
    ],
)
def test_a_task_lies_in_its_plan_and_says_something(cast: Cast, details: dict[str, Any], code: str) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    assert refused(lambda: works.task(plan, **details)) == code
    task = works.task(plan)
    change = works.task_details(**details)
    assert refused(lambda: tasks.change(task, details=change, version=1, **HAND)) == code
    assert WorkTask.objects.get().version == 1


def test_a_task_is_done_in_a_hamlet_of_the_unit(cast: Cast) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    far = new_hamlet(cast.long_khanh_a, "ấp", "Long Hữu", since=date(2019, 1, 1))
    for hamlet in (far, cast.thuong_lac, cast.hong_ngu):
        assert refused(lambda hamlet=hamlet: works.task(plan, hamlet=hamlet)) == "task-hamlet"  # type: ignore[misc]
    assert works.task(plan, hamlet=cast.ap_2).hamlet == cast.ap_2


def test_work_is_given_to_nobody_who_left_or_comes_later_or_sits_elsewhere(cast: Cast) -> None:
    force, near = works.force(cast.thuong_lac), works.force(cast.long_khanh_a)
    gone, later, strange = (
        works.member(force, "Cao Bảy"),
        works.member(force, "Hà Tám", since=TODAY + timedelta(days=1)),
        works.member(near, "Kim Chín"),
    )
    teams.end_member(gone, on=TODAY, **HAND)
    plan = works.plan(force)
    task = works.task(plan)
    for member in (gone, later, strange):
        assert refused(lambda member=member: works.task(plan, member=member)) == "task-member"  # type: ignore[misc]
        with pytest.raises(Refused) as found:
            tasks.assign(task, member=member, version=1, **HAND)
        assert found.value.code == "task-member"
        assert "chưa giao" in found.value.way_out
    assert WorkTask.objects.get().member is None


def test_what_somebody_who_left_was_given_waits_for_another(cast: Cast) -> None:
    """Counted from who sits there, not written: the row stays as it is until somebody gives it to another."""
    force = works.force(cast.thuong_lac)
    mai, binh = works.member(force), works.member(force, "Lý Bình")
    plan = works.plan(force)
    one, ended = works.task(plan, member=mai), works.done(works.task(plan, member=mai))
    teams.end_member(mai, on=TODAY, **HAND)
    shown = board(cast, plan)
    assert {card.task.pk: card.gone for card in shown.cards} == {one.pk: True, ended.pk: False}
    assert shown.gone == 1
    assert WorkTask.objects.get(pk=one.pk).version == 1
    given = tasks.assign(one, member=binh, version=1, **HAND)
    assert given.assigned_on == TODAY
    assert board(cast, plan).gone == 0
    freed = tasks.assign(given, member=None, version=2, **HAND)
    assert (freed.member, freed.assigned_on) == (None, None)


@pytest.mark.parametrize(("end", "done_on"), [(works.done, TODAY.isoformat()), (works.dropped, None)])
def test_what_has_ended_stays_unless_it_is_taken_up_again(
    cast: Cast, end: Callable[[WorkTask], WorkTask], done_on: str | None
) -> None:
    force = works.force(cast.thuong_lac)
    mai, plan = works.member(force), works.plan(force)
    task = end(works.task(plan))
    was, seen = task.state, task.version
    for act in (
        lambda: tasks.change(task, details=works.task_details(), version=seen, **HAND),
        lambda: tasks.assign(task, member=mai, version=seen, **HAND),
        lambda: tasks.begin(task, version=seen, **HAND),
        lambda: works.done(task, result="Khác."),
        lambda: works.dropped(task, reason="Khác."),
    ):
        assert refused(act) == "task-state"
    again = tasks.reopen(task, version=seen, **HAND)
    assert (again.state, again.done_on, again.result, again.reason) == ("todo", None, None, None)
    assert [(one["was"], one["done_on"]) for one in said("task_force.task_reopened")] == [(was, done_on)]
    assert refused(lambda: tasks.reopen(again, version=again.version, **HAND)) == "task-state"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"on": TODAY + timedelta(days=1)}, "task-day"),
        ({"on": date(2020, 5, 31)}, "task-day"),
        ({"result": " "}, "task-result"),
    ],
)
def test_a_result_has_its_day_and_its_words(cast: Cast, more: dict[str, Any], code: str) -> None:
    task = works.task(works.plan(works.force(cast.thuong_lac)))
    assert refused(lambda: works.done(task, **more)) == code
    assert refused(lambda: works.dropped(task, reason="")) == "task-reason"
    assert WorkTask.objects.get().state == "todo"


def test_the_same_press_counts_once_and_another_hand_is_told(cast: Cast) -> None:
    other = cast.viewer(cast.leader).actor
    force = works.force(cast.thuong_lac)
    mai, task = works.member(force), works.task(works.plan(force))
    presses: tuple[Callable[..., WorkTask], ...] = (
        lambda **hand: tasks.begin(task, **hand),
        lambda **hand: tasks.assign(task, member=mai, **hand),
        lambda **hand: tasks.finish(task, on=TODAY, result="Đã thăm.", **hand),
        lambda **hand: tasks.reopen(task, **hand),
        lambda **hand: tasks.drop(task, reason="Trời lụt.", **hand),
    )
    for version, press in enumerate(presses, start=1):
        assert press(version=version, **HAND).version == version + 1
        assert press(version=version, **HAND).version == version + 1, "the same press, sent twice"
        assert refused(lambda: press(version=version, by=other, at=NOW)) == "plan-stale"  # noqa: B023
    assert refused(lambda: tasks.drop(task, reason="Vì lẽ khác.", version=5, **HAND)) == "plan-stale", "other words"
    for verb in ("begun", "assigned", "done", "reopened", "dropped"):
        assert len(said(f"task_force.task_{verb}")) == 1


# --- the team ends ------------------------------------------------------------------------------------------------


def test_a_dissolved_force_takes_nothing_new_and_ends_what_is_open(cast: Cast) -> None:
    force = works.force(cast.thuong_lac)
    mai, plan = works.member(force), works.plan(force)
    one, other, ended = works.task(plan, member=mai), works.task(plan), works.dropped(works.task(plan))
    teams.dissolve(force, on=TODAY, **HAND)
    for act in (
        lambda: works.plan(force, starts_on=date(2020, 5, 1)),
        lambda: actions.change_plan(plan, details=works.plan_details(), version=1, **HAND),
        lambda: works.task(plan),
        lambda: tasks.change(one, details=works.task_details(), version=1, **HAND),
        lambda: tasks.assign(one, member=None, version=1, **HAND),
        lambda: tasks.begin(one, version=1, **HAND),
        lambda: tasks.reopen(ended, version=ended.version, **HAND),
    ):
        assert refused(act) == "plan-force-gone"
    assert refused(lambda: works.done(one)) == "task-day", "on this day the team is no more"
    works.done(one, on=TODAY - timedelta(days=1))
    works.dropped(other)
    assert WorkTask.objects.filter(state__in=("todo", "doing")).count() == 0


def test_before_the_day_it_ends_a_force_works_on(cast: Cast) -> None:
    force = works.force(cast.thuong_lac)
    plan = works.plan(force)
    teams.dissolve(force, on=TODAY + timedelta(days=1), **HAND)
    works.done(works.task(plan))
    assert refused(lambda: works.plan(force, starts_on=date(2020, 7, 1))) == "plan-days"


def test_the_plans_of_a_commune_that_ended_stay_with_its_team(cast: Cast) -> None:
    force = works.force(cast.thuong_lac)
    task = works.task(works.plan(force), due_on=works.JUNE_1)
    passage = Passage(old=cast.thuong_lac, new=cast.long_khanh_a, parts=False, on=TODAY, by=SETTER, at=NOW)
    assert late() == [str(task.plan_id)]
    assert carrying.end(passage) == 1
    assert late() == []
    duties.renew(cast.thuong_lac.path, by=SETTER, at=NOW)
    assert late() == []
    task.refresh_from_db()
    assert (task.unit, task.state) == (cast.thuong_lac, "todo")
    assert TaskForce.objects.get().valid_to == TODAY


# --- work that waits ----------------------------------------------------------------------------------------------


def late() -> list[str]:
    found = Duty.objects.filter(kind=duties.PLAN_LATE.code, settled_at=None).order_by("id")
    return list(found.values_list("subject_id", flat=True))


def test_a_plan_with_a_late_task_asks_its_commune_once_until_none_is_late(cast: Cast) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    one, other = works.task(plan), works.task(plan, due_on=date(2020, 6, 22))
    assert late() == [], "on its day a task is in time"
    for _night in range(2):
        duties.renew(cast.thuong_lac.path, by=SETTER, at=LATER)
        assert late() == [str(plan.pk)]
    (line,) = [
        line for line in notices.lines(cast.viewer(cast.officer), LATER) if line.duty.kind == duties.PLAN_LATE.code
    ]
    assert line.title == "Kế hoạch công tác Tổ công tác xã Thường Lạc, tháng 6/2020 có việc quá hạn"
    assert line.args == {"work_plan_id": str(plan.pk)}
    works.done(one, at=LATER)
    assert late() == [str(plan.pk)], "the other is late as well"
    works.dropped(other, at=LATER)
    assert late() == []
    tasks.reopen(other, version=2, by=SETTER, at=LATER)
    assert late() == [str(plan.pk)]
    tasks.change(other, details=works.task_details(due_on=works.JUNE_30), version=3, by=SETTER, at=LATER)
    assert late() == []


@pytest.mark.parametrize("days", [0, 1], ids=["at once", "the night its last day is over"])
def test_of_a_dissolved_force_nothing_is_asked(cast: Cast, days: int) -> None:
    force = works.force(cast.thuong_lac)
    works.task(works.plan(force), due_on=works.JUNE_1)
    assert late()
    teams.dissolve(force, on=TODAY + timedelta(days=days), **HAND)
    assert (late() == []) == (days == 0)
    duties.renew(cast.thuong_lac.path, by=SETTER, at=NOW + timedelta(days=days))
    assert late() == []
    assert Duty.objects.get(kind=duties.PLAN_LATE.code).ending == Ending.CANCELLED, "nobody did it"


# --- the team of one person ---------------------------------------------------------------------------------------


@pytest.fixture
def stood_by(cast: Cast) -> WorkTask:
    """A task of the team of one person."""
    person = register_person(cast, "Cao Văn Bé")
    force = works.force(cast.thuong_lac, kind=TaskForceKind.MANAGEMENT_TEAM, person=person)
    return works.task(works.plan(force), due_on=works.JUNE_1)


def test_the_plan_of_a_person_s_team_is_seen_through_the_gate_of_the_team(cast: Cast, stood_by: WorkTask) -> None:
    own = works.plan(works.force(cast.thuong_lac))
    everybody = Everybody(cast, team=stood_by.plan, own=own)
    read = everybody.rows(lambda viewer: policy.plans_for(viewer))
    knows = ("officer", "leader", "deputy", "police", "police_chief", "inspector")
    others = ("health_station", "front_cadre", "front_hamlet", "justice", "culture", "finance")
    above = ("district_merger", "district_leader", "province_merger", "province_leader")
    assert read == each(knows, "own team") | each((*others, *above), "own")
    keep = everybody.rows(lambda viewer: policy.plans_for(viewer, to=May.KEEP_TASK_FORCE))
    assert keep == each(("officer", "leader", "deputy"), "own team")
    for who, to in ((set(knows), May.READ_TASK_FORCE), ({"officer", "leader", "deputy"}, May.KEEP_TASK_FORCE)):
        assert everybody.let_in(lambda one, to=to: policy.get_plan_for(one, stood_by.plan_id, to=to)) == who  # type: ignore[misc]
        assert everybody.let_in(lambda one, to=to: policy.get_task_for(one, stood_by.pk, to=to)) == who  # type: ignore[misc]


def test_each_look_at_it_is_logged_under_the_person(cast: Cast, stood_by: WorkTask) -> None:
    viewer = cast.viewer(cast.police)
    task = policy.get_task_for(viewer, stood_by.pk, to=May.READ_TASK_FORCE)
    force = task.plan.task_force
    for number, look in enumerate(
        (
            lambda: queries.board(viewer, task.plan, NOW),
            lambda: queries.of_force(viewer, force, NOW),
            lambda: queries.what_of(viewer, task, NOW),
        ),
        start=1,
    ):
        look()
        rows = AuditEntry.objects.filter(code="task_force.plan_read", subject_kind="person")
        assert list(rows.values_list("subject_id", flat=True)) == [str(force.person_id)] * number
    board(cast, works.plan(works.force(cast.thuong_lac)))
    assert AuditEntry.objects.filter(code="task_force.plan_read").count() == 3, "of no person"


def test_its_duty_names_nobody_and_ends_when_the_person_is_put_away(cast: Cast, stood_by: WorkTask) -> None:
    lines = [one for one in notices.lines(cast.viewer(cast.officer), NOW) if one.duty.kind == duties.PLAN_LATE.code]
    assert [line.title for line in lines] == [
        "Kế hoạch công tác Tổ quản lý người sử dụng trái phép chất ma túy xã Thường Lạc, tháng 6/2020 có việc quá hạn"
    ]
    person = stood_by.plan.task_force.person
    assert person is not None
    type(person).objects.filter(pk=person.pk).update(sealed_at=NOW)
    lines = [one for one in notices.lines(cast.viewer(cast.officer), NOW) if one.duty.kind == duties.PLAN_LATE.code]
    assert [(line.known, "của một Tổ" in line.title) for line in lines] == [(False, True)]
    duties.renew(cast.thuong_lac.path, by=SETTER, at=NOW)
    assert late() == []


def test_its_words_go_with_the_person_s_key(cast: Cast, stood_by: WorkTask) -> None:
    works.task(works.plan(works.force(cast.thuong_lac)))
    person_id = stood_by.plan.task_force.person_id
    assert person_id is not None
    assert list(holdings.of_person(person_id)) == [stood_by.plan, stood_by]


# --- the tables hold by themselves --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "nonsense"},
        {"state": "nonsense"},
        {"state": "done"},
        {"state": "done", "done_on": TODAY},
        {"state": "dropped"},
        {"state": "doing", "done_on": TODAY},
        {"state": "doing", "result": b"v1|x"},
        {"state": "done", "done_on": TODAY, "result": b"v1|x", "reason": b"v1|x"},
        {"assigned_on": TODAY},
        {"what": None},
    ],
)
def test_no_half_task_can_be_kept(cast: Cast, broken: dict[str, Any]) -> None:
    task = works.task(works.plan(works.force(cast.thuong_lac)))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkTask.objects.filter(pk=task.pk).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"span": "nonsense"},
        {"ends_on": works.JUNE_1},
        {"document_number": "5/KH"},
        {"document_on": TODAY},
        {"aim": None},
    ],
)
def test_no_half_plan_can_be_kept(cast: Cast, broken: dict[str, Any]) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlan.objects.filter(pk=plan.pk).update(**broken)
