"""The health room of one person, as the station or centre has it whose referral lives."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import health_room, policy
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care.health_room_models import HealthKind, Referral
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.persons.masks import MASKS
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.cases.page import opened
from hoanhap.web.office.health import presenting
from hoanhap.web.office.health.forms import HealthCorrectionForm, HealthForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    room = policy.get_room_for(request.viewer, case_id)
    return render(request, "health/room.html", presenting.room(request.viewer, room, clock.now(), {}))


@require_POST
@transaction.atomic
def reveal(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """One masked field of the person, shown once on this answer."""
    room, field = policy.get_room_for(request.viewer, case_id), request.POST.get("field", "")
    if field not in MASKS:
        return redirect("health-room", room.case_id)
    shown = {field: opened(request, room.case.person_id, field)}
    return render(request, "health/room.html", presenting.room(request.viewer, room, clock.now(), shown))


@require_http_methods(["GET", "POST"])
def write(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same `client_key` sent twice is one entry."""
    room = policy.get_room_for(request.viewer, case_id, to=HealthPermission.WRITE)
    initial = {"kind": HealthKind.TREATMENT.value, "client_key": str(ids.new_id())}
    form = HealthForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind, text = HealthKind(form.cleaned_data["kind"]), form.cleaned_data["text"]
        try:
            actions.write(room, kind=kind, text=text, by=request.viewer.actor, at=clock.now(), client_key=form.key())
        except Refused as refusal:
            answers.explain(form, refusal, {"health-text": "text"})
        else:
            flash.done(request, _("Đã ghi sổ sức khỏe."))
            return redirect("health-room", room.case_id)
    return _page(request, room, form, title=_("Ghi sổ sức khỏe"))


@require_http_methods(["GET", "POST"])
def correct(request: OfficeRequest, record_id: uuid.UUID) -> HttpResponse:
    """What the entry said before stays; of two who correct, the second sees what the first wrote."""
    record, now = policy.get_record_for(request.viewer, record_id), clock.now()
    room = policy.get_room_for(request.viewer, record.case_id, to=HealthPermission.WRITE)
    if request.method == "GET":
        text = health_room.text_of(request.viewer, record, at=now)
        form = HealthCorrectionForm(initial={"text": text, "version": record.version})
    else:
        form = HealthCorrectionForm(request.POST)
        if form.is_valid():
            try:
                actions.correct(record, **form.cleaned_data, by=request.viewer.actor, at=now)
            except Refused as refusal:
                answers.explain(form, refusal, {"health-text": "text"})
            else:
                flash.done(request, _("Đã sửa sổ sức khỏe; bản cũ vẫn được giữ."))
                return redirect("health-room", room.case_id)
    return _page(request, room, form, title=_("Sửa sổ sức khỏe"))


def _page(
    request: OfficeRequest, room: Referral, form: HealthForm | HealthCorrectionForm, *, title: str
) -> HttpResponse:
    address = reverse("health-room", args=[room.case_id])
    context = {
        "title": title,
        "lead": naming.name_of(request.viewer, room.case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/form.html", context)
