"""Sessions of counselling of one person: read, recorded, voided; a hidden note opens by a press."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.counselling import actions, policy, queries
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases.models import Case
from hoanhap.web.office import answers
from hoanhap.web.office.care.forms import SessionForm
from hoanhap.web.office.cases import naming
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "session-day": "held_on",
    "session-audience": "audience",
    "session-kind": "kind",
    "session-topics": "topics",
    "session-counsellor": "counsellor",
    "session-leaflet": "leaflet",
    "session-note": "note",
}


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    return _shown(request, policy.get_case_for(request.viewer, case_id), None)


@require_POST
@transaction.atomic
def note(request: OfficeRequest, talk_id: uuid.UUID) -> HttpResponse:
    """The note of one talk, shown once on this answer; logged by itself."""
    session = policy.get_session_for(request.viewer, talk_id)
    case = policy.get_case_for(request.viewer, session.case_id)
    queries.note_of(request.viewer, session, at=clock.now())
    return _shown(request, case, session.pk)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def record(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same `client_key` sent twice is one session."""
    case = policy.get_case_for(request.viewer, case_id, to=CarePermission.COUNSEL)
    initial = {
        "held_on": clock.today(),
        "audience": "person",
        "kind": "social",
        "leaflet": "",
        "counsellor": request.viewer.name,
        "client_key": str(ids.new_id()),
    }
    form = SessionForm(request.POST or None, initial=initial, leaflets=queries.leaflets_in_use(case))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record(case, details=form.details(), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi buổi tư vấn."))
            return redirect("counselling", case.pk)
    address = reverse("counselling", args=[case.pk])
    context = {
        "title": _("Ghi buổi tư vấn"),
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)


@require_POST
@transaction.atomic
def void(request: OfficeRequest, talk_id: uuid.UUID) -> HttpResponse:
    session = policy.get_session_for(request.viewer, talk_id, to=CarePermission.COUNSEL)
    actions.void(session, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã ghi là nhầm; buổi này không được đếm nữa."))
    return redirect("counselling", session.case_id)


def _shown(request: OfficeRequest, case: Case, opened: uuid.UUID | None) -> HttpResponse:
    context = {
        "case": case,
        "lead": naming.line_of(request.viewer, case),
        "sessions": queries.of_case(request.viewer, case, at=clock.now(), opened=opened),
        "may_write": request.viewer.may(CarePermission.COUNSEL, case.unit_path) and case.closed_on is None,
        "back_url": reverse("case", args=[case.pk]),
    }
    return render(request, "care/counselling.html", context)
