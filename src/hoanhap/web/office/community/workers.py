"""The register of who works in the community, one worker with roles and training (người làm công tác)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import Body, living
from hoanhap.people.community.training import queries as training
from hoanhap.people.community.workers import actions, queries
from hoanhap.people.community.workers.actions import WorkerDetails
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.around_forms import DayForm, RoleForm, WorkerForm
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Who works here; how many people and how many in each role, where it is one unit's register."""
    policy.check_reads(request.viewer)
    today, role = clock.today(), request.GET.get("role", "")
    role = role if role in WorkRole.values else ""
    rows = list(queries.workers_for(request.viewer, today, role=role, text=request.GET.get("q", "")))
    trained = training.last_trained([row.pk for row in rows], today)
    options = (("", _("Tất cả")), *((code, str(label)) for code, label in WorkRole.choices))
    return render(
        request,
        "community/workers.html",
        {
            "rows": [(row, trained.get(row.pk)) for row in rows],
            "choices": [Choice("role", _("Vai trò"), options, role)],
            "strength": _strength(request.viewer),
            "home": asking.home_of(request.viewer, May.KEEP_WORKER),
        },
    )


@require_GET
def show(request: OfficeRequest, worker_id: uuid.UUID) -> HttpResponse:
    worker = policy.get_row_for(request.viewer, Worker, worker_id)
    today = clock.today()
    context = {
        "worker": worker,
        "roles": worker.roles.filter(living(today)).order_by("valid_from", "id"),
        "teams": worker.team_seats.filter(living(today), task_force__person=None).select_related("task_force"),
        "sessions": training.history(worker),
        "keeps": worker.valid_to is None and request.viewer.may(May.KEEP_WORKER, worker.unit_path),
    }
    return render(request, "community/worker.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_WORKER)
    form = WorkerForm(request.POST or None, hamlets=asking.hamlets_of(place), initial={"valid_from": clock.today()})

    def act(typed: asking.Typed) -> Worker:
        roles = [WorkRole(code) for code in typed["roles"]]
        said = typed | {"body": Body(typed["body"]), "roles": roles, "hamlet": asking.hamlet(typed)}
        return actions.register(unit=place, details=WorkerDetails(**said), by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Thêm người làm công tác"),
        submit=_("Ghi vào sổ"),
        done=_("Đã ghi vào sổ."),
        back=reverse("workers"),
        fields={"worker-name": "name", "worker-twice": "name", "worker-hamlet": "hamlet"},
    )


@require_http_methods(["GET", "POST"])
def role(request: OfficeRequest, worker_id: uuid.UUID) -> HttpResponse:
    worker = policy.get_row_for(request.viewer, Worker, worker_id, to=May.KEEP_WORKER)
    form = RoleForm(request.POST or None, initial={"valid_from": clock.today()})

    def act(typed: asking.Typed) -> None:
        given = WorkRole(typed["role"])
        actions.give_role(worker, role=given, valid_from=typed["valid_from"], by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Thêm vai trò cho %s") % worker.name,
        submit=_("Thêm vai trò"),
        done=_("Đã thêm vai trò."),
        back=_address(worker),
        fields={"role-twice": "role", "worker-day": "valid_from"},
    )


@require_http_methods(["GET", "POST"])
def role_end(request: OfficeRequest, role_id: uuid.UUID) -> HttpResponse:
    held = policy.get_row_for(request.viewer, RoleHeld, role_id, to=May.KEEP_WORKER)
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return asking.ask(
        request,
        form,
        lambda typed: actions.end_role(held, on=typed["on"], by=request.viewer.actor, at=clock.now()),
        title=_("Thôi vai trò %s") % held.get_role_display(),
        submit=_("Ghi lại"),
        done=_("Đã ghi thôi vai trò."),
        back=_address(held.worker),
        fields={"role-end": "on"},
    )


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, worker_id: uuid.UUID) -> HttpResponse:
    worker = policy.get_row_for(request.viewer, Worker, worker_id, to=May.KEEP_WORKER)
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return asking.ask(
        request,
        form,
        lambda typed: actions.end_worker(worker, on=typed["on"], by=request.viewer.actor, at=clock.now()),
        title=_("%s thôi tham gia") % worker.name,
        submit=_("Ghi lại"),
        done=_("Đã ghi thôi tham gia."),
        back=_address(worker),
        fields={"worker-end": "on"},
    )


def _address(worker: Worker) -> str:
    return reverse("worker", args=[worker.pk])


def _strength(viewer: Viewer) -> list[tuple[str, int]]:
    """People, then each role that somebody holds; for the first place the viewer reads."""
    path = next(iter(viewer.paths(May.READ_AROUND)), "")
    found = queries.strength(path, clock.today())
    roles = [(str(role.label), number) for role, number in found.by_role.items() if number]
    return [(_("người"), found.people), *roles]
