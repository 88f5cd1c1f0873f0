"""Scored instruments and the six criteria, behind the gate of the health room; nothing of it is shown elsewhere."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.assessment import actions, instruments, queries
from hoanhap.people.assessment.models import Diagnoser, Kind
from hoanhap.people.care import policy as care
from hoanhap.people.care.policy import HealthPermission
from hoanhap.web.office import answers
from hoanhap.web.office.assessment.case import page, written
from hoanhap.web.office.assessment.forms import InstrumentForm, RoomResultForm
from hoanhap.web.office.cases import naming
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The series of each instrument, as this station or centre kept them."""
    room = care.get_room_for(request.viewer, case_id)
    context = {
        "room": room,
        "name": naming.name_of(request.viewer, room.case),
        "series": queries.series(request.viewer, room.case, agency_ids={room.agency_id}, at=clock.now()),
        "may_write": request.viewer.may(HealthPermission.WRITE, room.unit_path),
    }
    return render(request, "assessment/instruments.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest, case_id: uuid.UUID, instrument: str) -> HttpResponse:
    """One sitting; the same `client_key` sent twice is one."""
    room = care.get_room_for(request.viewer, case_id, to=HealthPermission.WRITE)
    if instrument not in instruments.NAMES:
        raise NotHere
    initial = {"taken_on": clock.today(), "client_key": str(ids.new_id())}
    form = InstrumentForm(request.POST or None, initial=initial, kind=instrument)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.keep_answers(
                    room.case,
                    agency=room.agency,
                    kind=Kind(instrument),
                    answers=form.answers(),
                    taken_on=form.cleaned_data["taken_on"],
                    by=request.viewer.actor,
                    at=clock.now(),
                    client_key=form.cleaned_data["client_key"],
                )
        except Refused as refusal:
            answers.explain(form, refusal, {"scoring-day": "taken_on"})
        else:
            flash.done(request, _("Đã ghi phiếu %s.") % instruments.NAMES[instrument])
            return redirect("instruments", room.case_id)
    lead = _("Đọc câu hỏi từ phiếu chính thức; ở đây chỉ ghi câu trả lời. Chỉ nơi này đọc được.")
    back = reverse("instruments", args=[room.case_id])
    return page(
        request, room.case, form, title=instruments.NAMES[instrument], submit=_("Lưu phiếu"), back=back, lead=lead
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def determine(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """A result with its criteria: the commune reads the result and its paper, the criteria stay here."""
    room = care.get_room_for(request.viewer, case_id, to=HealthPermission.WRITE)
    form = RoomResultForm(
        request.POST or None,
        initial={
            "client_key": str(ids.new_id()),
            "determined_on": clock.today(),
            "facility": room.agency.name,
            "lasting": "month",
        },
        diagnosers=Diagnoser.objects.filter(unit_path=room.unit_path).order_by("name", "valid_from", "id"),
        agency=room.agency,
        day=clock.today(),
    )
    back = reverse("health-room", args=[room.case_id])
    if request.method == "POST" and form.is_valid() and written(request, room.case, form):
        return redirect(back)
    lead = _("Các tiêu chuẩn chỉ nơi này đọc được; xã thấy kết quả và số phiếu.")
    title = _("Xác định tình trạng nghiện")
    return page(request, room.case, form, title=title, submit=_("Ghi kết quả"), back=back, lead=lead)
