"""Reminders to a commune without a task force or without its regulation, and of plans in which a task is late."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import calendar
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import end_of
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.community import queries, rules
from hoanhap.people.community.models import TaskForce, WorkPlan
from hoanhap.people.community.plans import queries as plans
from hoanhap.people.community.plans.rules import WORKING_DAYS_TO_LOOK

SUBJECT, PLAN = "commune", "work_plan"
NO_TASK_FORCE = DutyKind(
    code="community.no_task_force",
    title=_("Chưa có Tổ công tác: {subject}"),
    action=_("Lập Tổ công tác"),
    subject_kind=SUBJECT,
    url="task-force-set-up",
    urgency=Urgency.GAP,
)
NO_REGULATION = DutyKind(
    code="community.no_regulation",
    title=_("Tổ công tác {subject} chưa có quy chế hoạt động"),
    action=_("Ghi quy chế"),
    subject_kind=SUBJECT,
    url="task-force-regulation",
    urgency=Urgency.GAP,
)

PLAN_LATE = DutyKind(
    code="community.plan_late",
    title=_("Kế hoạch công tác {subject} có việc quá hạn"),
    action=_("Mở bảng việc"),
    subject_kind=PLAN,
    url="work-plan",
    urgency=Urgency.PLAN,
)


def renew(unit_path: str, *, by: Actor, at: datetime) -> None:
    """Open what is missing below this path and settle what is there; safe to repeat (nightly, after each act)."""
    on = clock.local_day(at)
    lacking = queries.without(unit_path, on)
    wanted = [_spec(row, on) for row in lacking]
    keys = {spec.key for spec in wanted}
    communes = Place.objects.under(unit_path).filter(kind="commune").values_list("id", flat=True)
    possible = {f"{kind.code}:{unit_id}" for unit_id in communes for kind in (NO_TASK_FORCE, NO_REGULATION)}
    notices.settle_many(sorted(possible - keys), by=by, at=at)
    notices.open_many(wanted, by=by, at=at)
    _renew_plans(
        paths.under("unit_path", unit_path), WorkPlan.objects.filter(paths.under("unit_path", unit_path)), by, at
    )


def renew_plan(plan: WorkPlan, *, by: Actor, at: datetime) -> None:
    """The same for one plan, after each act on it."""
    _renew_plans(Q(subject_id=str(plan.pk)), WorkPlan.objects.filter(pk=plan.pk), by, at)


def ask_no_more(forces: Iterable[TaskForce], *, by: Actor, at: datetime) -> None:
    """These teams were dissolved: of their plans nothing is asked any more."""
    _cancel(WorkPlan.objects.filter(task_force__in=[force.pk for force in forces]), by, at)


def _renew_plans(asked: Q, found: QuerySet[WorkPlan], by: Actor, at: datetime) -> None:
    """One duty a plan while a task in it is late; settled once none is, cancelled once its team is dissolved.

    What is open is read from the duties (`asked`), for there are many more plans than late ones.
    """
    on = clock.local_day(at)
    open_now = dict(
        Duty.objects.filter(asked, kind=PLAN_LATE.code, settled_at=None)
        .order_by("key")
        .values_list("key", "subject_id")
    )
    _cancel(WorkPlan.objects.filter(pk__in=open_now.values(), task_force__valid_to__lte=on), by, at)
    late = list(plans.late(found, on))
    due_at = end_of(calendar.working_calendar().add(on, WORKING_DAYS_TO_LOOK)) if late else at
    wanted = [_plan_spec(plan, due_at) for plan in late]
    notices.settle_many(sorted(open_now.keys() - {spec.key for spec in wanted}), by=by, at=at)
    notices.open_many(wanted, by=by, at=at)


def _cancel(found: QuerySet[WorkPlan], by: Actor, at: datetime) -> None:
    ids = [str(plan_id) for plan_id in found.order_by("id").values_list("id", flat=True)]
    notices.cancel_about(subject_kind=PLAN, subject_ids=ids, by=by, at=at)


def _plan_spec(plan: WorkPlan, due_at: datetime) -> notices.DutySpec:
    return notices.DutySpec(
        kind=PLAN_LATE.code,
        key=f"{PLAN_LATE.code}:{plan.pk}",
        subject_id=str(plan.pk),
        unit_id=plan.unit_id,
        unit_path=plan.unit_path,
        role=Role.COMMUNE_OFFICER,
        due_at=due_at,
        confidence="INFER",
    )


def _spec(row: queries.Coverage, on: date) -> notices.DutySpec:
    kind = NO_TASK_FORCE if row.missing.task_force else NO_REGULATION
    days = rules.WORKING_DAYS_TO_SET_UP if row.missing.task_force else rules.WORKING_DAYS_TO_REGULATE
    return notices.DutySpec(
        kind=kind.code,
        key=f"{kind.code}:{row.place.id}",
        subject_id=str(row.place.id),
        unit_id=row.place.id,
        unit_path=row.place.path,
        role=Role.COMMUNE_OFFICER,
        due_at=end_of(calendar.working_calendar().add(on, days)),
        confidence="INFER",
    )
