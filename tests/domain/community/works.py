"""Task forces with a plan of work, laid out by the real actions."""

from datetime import date, datetime
from typing import Any

from hoanhap.foundation.places.models import Place
from hoanhap.people.community import actions as teams
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceMember
from hoanhap.people.community.plans import actions, tasks
from hoanhap.people.community.plans.actions import PlanDetails, TaskDetails
from hoanhap.people.community.plans.models import Span, WorkKind, WorkPlan, WorkTask
from tests.cast import NOW, SETTER

SINCE = date(2020, 1, 6)
JUNE_1, JUNE_30 = date(2020, 6, 1), date(2020, 6, 30)
AIM = "Không ai bị bỏ quên trong tháng."
HAND: dict[str, Any] = {"by": SETTER, "at": NOW}


def force(unit: Place, **more: Any) -> TaskForce:
    return teams.set_up(unit=unit, decision_number="31/QĐ-UBND", decision_on=SINCE, valid_from=SINCE, **more, **HAND)


def member(one: TaskForce, name: str = "Trần Thị Mai", *, since: date = SINCE, **more: Any) -> TaskForceMember:
    return teams.add_member(one, name=name, role=MemberRole.MEMBER, valid_from=since, **more, **HAND)


def plan_details(**more: Any) -> PlanDetails:
    return PlanDetails(**({"span": Span.MONTH, "starts_on": date(2020, 6, 15), "aim": AIM} | more))


def plan(one: TaskForce, *, at: datetime = NOW, **more: Any) -> WorkPlan:
    """The plan of June 2020, unless told otherwise."""
    return actions.make_plan(one, details=plan_details(**more), by=SETTER, at=at)


def task_details(**more: Any) -> TaskDetails:
    usual = {"what": "Thăm các gia đình ấp 1", "kind": WorkKind.VISIT, "due_on": date(2020, 6, 20)}
    return TaskDetails(**(usual | more))


def task(one: WorkPlan, *, at: datetime = NOW, **more: Any) -> WorkTask:
    return actions.add_task(one, details=task_details(**more), by=SETTER, at=at)


def done(one: WorkTask, **more: Any) -> WorkTask:
    usual = {"on": NOW.date(), "result": "Đã thăm ba gia đình.", "version": one.version, "by": SETTER, "at": NOW}
    return tasks.finish(one, **(usual | more))


def dropped(one: WorkTask, **more: Any) -> WorkTask:
    usual = {"reason": "Trời lụt.", "version": one.version, "by": SETTER, "at": NOW}
    return tasks.drop(one, **(usual | more))
