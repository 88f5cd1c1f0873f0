"""Plans of work of a task force on screen: all of them, one written or mended, its board, its paper (kế hoạch)."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock, ids
from hoanhap.people.community import papers, policy
from hoanhap.people.community.models import TaskForce
from hoanhap.people.community.plans import actions, queries, rules
from hoanhap.people.community.plans.actions import PlanDetails
from hoanhap.people.community.plans.models import Span, WorkPlan, WorkState
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.web.office.community import asking, presenting
from hoanhap.web.office.community.plan_forms import PlanForm
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "plan-twice": "starts_on",
    "plan-days": "starts_on",
    "plan-until": "until",
    "plan-aim": "aim",
    "plan-document": "document_number",
}


@require_GET
def index(request: OfficeRequest, task_force_id: uuid.UUID) -> HttpResponse:
    """The plans of one team, the latest first."""
    force = policy.get_task_force_for(request.viewer, task_force_id, to=May.READ_TASK_FORCE)
    lines = queries.of_force(request.viewer, force, clock.now())
    context = {"force": force, "lines": lines, "plans_work": plans_work(request.viewer, force)}
    return render(request, "community/work_plans.html", context)


@require_GET
def show(request: OfficeRequest, work_plan_id: uuid.UUID) -> HttpResponse:
    """The board of one plan: what waits, what is done, who carries how much."""
    plan = policy.get_plan_for(request.viewer, work_plan_id, to=May.READ_TASK_FORCE)
    board = queries.board(request.viewer, plan, clock.now())
    context = {
        "plan": plan,
        "force": plan.task_force,
        "board": board,
        "columns": [(state, state.label, board.column(state)) for state in WorkState],
        "keeps": request.viewer.may(May.KEEP_TASK_FORCE, plan.unit_path),
        "plans_work": plans_work(request.viewer, plan.task_force),
    }
    return render(request, "community/work_board.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, task_force_id: uuid.UUID) -> HttpResponse:
    force = policy.get_task_force_for(request.viewer, task_force_id, to=May.KEEP_TASK_FORCE)
    starts_on = rules.proposed(list(force.plans.order_by("id").values_list("ends_on", flat=True)), clock.today())
    initial = {"span": Span.MONTH, "starts_on": starts_on, "client_key": str(ids.new_id())}
    return asking.ask(
        request,
        PlanForm(request.POST or None, initial=initial),
        lambda typed: actions.make_plan(force, details=_details(typed), by=request.viewer.actor, at=clock.now()),
        title=_("Lập kế hoạch công tác"),
        submit=_("Lập kế hoạch"),
        done=_("Đã lập kế hoạch. Hãy thêm việc và giao cho thành viên."),
        back=reverse("work-plans", args=[force.pk]),
        to=address,
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
def change(request: OfficeRequest, work_plan_id: uuid.UUID) -> HttpResponse:
    plan = policy.get_plan_for(request.viewer, work_plan_id, to=May.KEEP_TASK_FORCE)
    own = plan.span == Span.OWN
    initial = {
        "span": plan.span,
        "starts_on": plan.starts_on,
        "until": plan.period.last_day if own else None,
        "document_number": plan.document_number,
        "document_on": plan.document_on,
        "version": plan.version,
    }
    if request.method == "GET":
        opened = queries.opened(request.viewer, plan.task_force, [plan], "aim", at=clock.now())
        initial["aim"] = opened[plan.pk]["aim"]

    def act(typed: asking.Typed) -> WorkPlan:
        version = typed["version"] or 0
        details = _details(typed)
        return actions.change_plan(plan, details=details, version=version, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        PlanForm(request.POST or None, initial=initial),
        act,
        title=_("Sửa kế hoạch công tác"),
        submit=_("Ghi lại"),
        done=_("Đã sửa kế hoạch."),
        back=address(plan),
        fields=FIELDS,
    )


@require_GET
def paper(request: OfficeRequest, work_plan_id: uuid.UUID) -> HttpResponse:
    """The plan as a draft to be edited and signed; with what came of each task so far."""
    plan = policy.get_plan_for(request.viewer, work_plan_id, to=May.READ_TASK_FORCE)
    return presenting.download(papers.plan_paper(plan, request.viewer), "ke-hoach-cong-tac")


def plans_work(viewer: Viewer, force: TaskForce) -> bool:
    """Whether the viewer may plan for this team: he keeps it, and it is not dissolved."""
    living = force.valid_to is None or force.valid_to > clock.today()
    return living and viewer.may(May.KEEP_TASK_FORCE, force.unit_path)


def address(plan: WorkPlan) -> str:
    return reverse("work-plan", args=[plan.pk])


def _details(typed: dict[str, Any]) -> PlanDetails:
    said = {name: value for name, value in typed.items() if name != "version"}
    return PlanDetails(**said | {"span": Span(typed["span"])})
