"""One task of a plan: entered, mended, given to somebody, begun, done, dropped, taken up again (việc của Tổ)."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock, ids
from hoanhap.people.community import policy
from hoanhap.people.community import queries as forces
from hoanhap.people.community.models import TaskForceMember
from hoanhap.people.community.plans import actions, queries, rules, tasks
from hoanhap.people.community.plans.actions import TaskDetails
from hoanhap.people.community.plans.models import WorkKind, WorkPlan, WorkTask
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.plan_forms import (
    AssignForm,
    DropForm,
    FinishForm,
    NewTaskForm,
    TaskForm,
    VersionForm,
)
from hoanhap.web.office.community.plans import address
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"task-what": "what", "task-due": "due_on", "task-hamlet": "hamlet", "task-member": "member"}


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest, work_plan_id: uuid.UUID) -> HttpResponse:
    """What, which kind, until when, who: one page, one press."""
    plan = policy.get_plan_for(request.viewer, work_plan_id, to=May.KEEP_TASK_FORCE)
    form = NewTaskForm(
        request.POST or None,
        hamlets=asking.hamlets_of(plan.task_force.unit),
        members=_members(plan),
        initial={"due_on": plan.period.last_day, "client_key": str(ids.new_id())},
    )

    def act(typed: asking.Typed) -> WorkTask:
        details = _details(typed, member=_member(plan, typed), client_key=typed["client_key"])
        return actions.add_task(plan, details=details, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Thêm việc vào kế hoạch %s") % plan.called,
        submit=_("Thêm việc"),
        done=_("Đã thêm việc."),
        back=address(plan),
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
def change(request: OfficeRequest, work_task_id: uuid.UUID) -> HttpResponse:
    task = policy.get_task_for(request.viewer, work_task_id, to=May.KEEP_TASK_FORCE)
    initial = {
        "what": _what(request.viewer, task),
        "kind": task.kind,
        "due_on": task.due_on,
        "hamlet": str(task.hamlet_id or ""),
        "version": task.version,
    }
    form = TaskForm(request.POST or None, hamlets=asking.hamlets_of(task.plan.task_force.unit), initial=initial)

    def act(typed: asking.Typed) -> WorkTask:
        return tasks.change(task, details=_details(typed), **_hand(request, typed))

    return asking.ask(
        request,
        form,
        act,
        title=_("Sửa việc"),
        submit=_("Ghi lại"),
        done=_("Đã sửa việc."),
        back=address(task.plan),
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
def assign(request: OfficeRequest, work_task_id: uuid.UUID) -> HttpResponse:
    """Who sits in the team today, each with how many open tasks he has."""
    task = policy.get_task_for(request.viewer, work_task_id, to=May.KEEP_TASK_FORCE)
    members = _members(task.plan)
    sits = str(task.member_id) in dict(members)
    form = AssignForm(
        request.POST or None,
        members=members,
        hints=_carried(task.plan),
        initial={"member": str(task.member_id) if sits else "", "version": task.version},
    )

    def act(typed: asking.Typed) -> WorkTask:
        return tasks.assign(task, member=_member(task.plan, typed), **_hand(request, typed))

    return asking.ask(
        request,
        form,
        act,
        title=_("Giao việc"),
        lead=_what(request.viewer, task),
        submit=_("Giao việc"),
        done=_("Đã ghi người được giao."),
        back=address(task.plan),
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
def finish(request: OfficeRequest, work_task_id: uuid.UUID) -> HttpResponse:
    task = policy.get_task_for(request.viewer, work_task_id, to=May.KEEP_TASK_FORCE)

    def act(typed: asking.Typed) -> WorkTask:
        return tasks.finish(task, on=typed["on"], result=typed["result"], **_hand(request, typed))

    return asking.ask(
        request,
        FinishForm(request.POST or None, initial={"on": clock.today(), "version": task.version}),
        act,
        title=_("Ghi xong việc"),
        lead=_what(request.viewer, task),
        submit=_("Ghi xong"),
        done=_("Đã ghi xong việc."),
        back=address(task.plan),
        fields={"task-day": "on", "task-result": "result"},
    )


@require_http_methods(["GET", "POST"])
def drop(request: OfficeRequest, work_task_id: uuid.UUID) -> HttpResponse:
    task = policy.get_task_for(request.viewer, work_task_id, to=May.KEEP_TASK_FORCE)
    return asking.ask(
        request,
        DropForm(request.POST or None, initial={"version": task.version}),
        lambda typed: tasks.drop(task, reason=typed["reason"], **_hand(request, typed)),
        title=_("Thôi không làm việc này"),
        lead=_what(request.viewer, task),
        submit=_("Ghi lại"),
        done=_("Đã ghi thôi không làm."),
        back=address(task.plan),
        fields={"task-reason": "reason"},
    )


@require_POST
def begin(request: OfficeRequest, work_task_id: uuid.UUID) -> HttpResponse:
    return _pressed(request, work_task_id, tasks.begin, done=_("Đã ghi: bắt đầu làm."))


@require_POST
def reopen(request: OfficeRequest, work_task_id: uuid.UUID) -> HttpResponse:
    return _pressed(request, work_task_id, tasks.reopen, done=_("Đã mở lại việc."))


def _pressed(request: OfficeRequest, task_id: uuid.UUID, act: Callable[..., WorkTask], *, done: str) -> HttpResponse:
    task = policy.get_task_for(request.viewer, task_id, to=May.KEEP_TASK_FORCE)
    form = VersionForm(request.POST)
    typed = form.cleaned_data if form.is_valid() else {"version": 0}
    return asking.press(request, lambda: act(task, **_hand(request, typed)), done=done, to=address(task.plan))


def _hand(request: OfficeRequest, typed: asking.Typed) -> dict[str, Any]:
    """Whose press it is, and what its page showed; no page shows version nought."""
    return {"version": typed["version"] or 0, "by": request.viewer.actor, "at": clock.now()}


def _what(viewer: Viewer, task: WorkTask) -> str:
    return queries.what_of(viewer, task, clock.now())


def _details(typed: asking.Typed, **more: Any) -> TaskDetails:
    return TaskDetails(
        what=typed["what"], kind=WorkKind(typed["kind"]), due_on=typed["due_on"], hamlet=asking.hamlet(typed), **more
    )


def _members(plan: WorkPlan) -> list[tuple[str, str]]:
    """Who sits in the team today as choices, the first of them nobody yet."""
    sitting = forces.members(plan.task_force, clock.today())
    return [("", _("chưa giao")), *((str(one.pk), f"{one.name} ({one.get_role_display()})") for one in sitting)]


def _carried(plan: WorkPlan) -> dict[str, str]:
    given = plan.tasks.filter(state__in=rules.OPEN).exclude(member=None).values_list("member", flat=True).order_by("id")
    counted: dict[str, int] = {}
    for member_id in map(str, given):
        counted[member_id] = counted.get(member_id, 0) + 1
    return {member_id: _("đang có %d việc") % number for member_id, number in counted.items()}


def _member(plan: WorkPlan, typed: asking.Typed) -> TaskForceMember | None:
    """Whom somebody chose among those the form offered."""
    return plan.task_force.members.get(pk=typed["member"]) if typed.get("member") else None
