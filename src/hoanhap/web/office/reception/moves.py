"""Files that move: sent from the page of a case, answered by a named officer of the other commune."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reception import actions, policy, queries, rules
from hoanhap.people.reception.actions import Move
from hoanhap.people.reception.policy import ReceptionPermission as May
from hoanhap.people.reception.transfer_models import RefusedBecause
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.reception.forms import AcceptForm, MoveOutForm, RefuseForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"move-to": "to", "move-day": "left_on", "move-hamlet": "to"}


@require_http_methods(["GET", "POST"])
def send(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Two fields and one press. A notice that goes out late is said, not stopped."""
    case, now = policy.get_case_to_send(request.viewer, case_id), clock.now()
    form = MoveOutForm(request.POST or None, initial={"left_on": clock.local_day(now), "client_key": str(ids.new_id())})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        move = Move(to=typed["to"], left_on=typed["left_on"], client_key=typed["client_key"])
        try:
            row = actions.send(case, move=move, by=request.viewer.actor, name=request.viewer.name, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã gửi giấy chuyển %s; nơi đến thấy ngay.") % row.number)
            late = rules.late_notice(rules.klass_of(case.state), move.left_on, now, working_calendar())
            if late:
                flash.look(request, late)
            return redirect("moves")
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Chuyển đi"),
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Gửi hồ sơ đến nơi mới"),
        "back_url": address,
        "cancel_url": address,
        "case": case,
        "waiting": policy.awaits_answer(case),
        "may_end": request.viewer.may(CasePermission.MOVE, case.unit_path),
    }
    return render(request, "reception/move_out.html", context)


@require_GET
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    """What waits for an answer here, what was answered, and what was sent: no name on this page."""
    if not request.viewer.may(May.ACCEPT_MOVE):
        raise NotHere
    now = clock.now()
    context = {
        "waiting": queries.incoming(request.viewer, at=now),
        "answered": queries.incoming(request.viewer, at=now, waiting=False)[:50],
        "sent": queries.outgoing(request.viewer),
    }
    return render(request, "reception/moves.html", context)


@require_http_methods(["GET", "POST"])
def accept(request: OfficeRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """The officer who presses is the one whose name stands on it."""
    row, viewer = policy.get_incoming_for(request.viewer, transfer_id), request.viewer
    units = queries.units_for(viewer, row)
    form = AcceptForm(request.POST or None, units=units, initial={"into": units[0].pk if len(units) == 1 else None})
    if request.method == "POST" and form.is_valid():
        into = next(unit for unit in units if unit.pk == form.cleaned_data["into"])
        try:
            case = actions.accept(row, into=into, by=viewer.actor, name=viewer.name, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã nhận hồ sơ. Việc tiếp theo: phân công người giúp đỡ."))
            return redirect("case", case.pk)
    context = {
        "title": _("Nhận hồ sơ chuyển đến %s") % row.number,
        "notice": queries.notice_of(viewer, row, at=clock.now()),
        "form": form,
        "submit": _("Nhận hồ sơ"),
        "back_url": reverse("moves"),
        "cancel_url": reverse("moves"),
    }
    return render(request, "reception/accept.html", context)


@require_http_methods(["GET", "POST"])
def refuse(request: OfficeRequest, transfer_id: uuid.UUID) -> HttpResponse:
    row, viewer = policy.get_incoming_for(request.viewer, transfer_id), request.viewer
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = RefusedBecause(form.cleaned_data["because"])
        try:
            actions.refuse(row, because=because, by=viewer.actor, name=viewer.name, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã trả lại; nơi gửi thấy lý do."))
            return redirect("moves")
    context = {
        "title": _("Trả lại giấy chuyển %s") % row.number,
        "lead": row.unit.heading,
        "form": form,
        "submit": _("Trả lại"),
        "back_url": reverse("moves"),
        "cancel_url": reverse("moves"),
    }
    return render(request, "ui/form_page.html", context)


@require_POST
def withdraw(request: OfficeRequest, sent_id: uuid.UUID) -> HttpResponse:
    row = policy.get_outgoing_for(request.viewer, sent_id)
    actions.withdraw(row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã rút lại giấy chuyển."))
    return redirect("moves")
