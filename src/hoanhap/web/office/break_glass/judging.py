"""Judging what others opened in an emergency: the queue, one opening, and giving the right back."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.break_glass import actions, policy
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.break_glass.policy import BreakGlassPermission
from hoanhap.foundation.break_glass.rules import Verdict
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office.break_glass import presenting
from hoanhap.web.office.break_glass.forms import JudgeForm, NoteForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def queue(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(BreakGlassPermission.REVIEW):
        raise NotHere
    return render(request, "break_glass/queue.html", presenting.queue(request.viewer, clock.now()))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def review(request: OfficeRequest, opening_id: uuid.UUID) -> HttpResponse:
    opening, now = policy.get_to_judge(request.viewer, opening_id), clock.now()
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verdict, note = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["note"]
        try:
            actions.judge(opening, verdict=verdict, note=note, by=request.viewer, at=now)
        except Refused as refusal:
            form.add_error("note" if refusal.code == "glass-note" else None, str(refusal))
        else:
            flash.done(request, _("Đã ghi kết luận về hồ sơ %s.") % opening.label)
            return redirect("break-glass-queue")
    actions.log_look("glass.reviewed", opening, by=request.viewer, at=now)
    context = presenting.review(opening, now) | {"form": form, "submit": _("Ghi kết luận")}
    return render(request, "break_glass/review.html", context)


@require_http_methods(["GET", "POST"])
def lift(request: OfficeRequest, opening_id: uuid.UUID) -> HttpResponse:
    opening = policy.get_to_judge(request.viewer, opening_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift(opening, note=form.cleaned_data["note"], by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error("note", str(refusal))
        else:
            flash.done(request, _("Đã gỡ tạm dừng cho %s.") % opening.account.display_name)
            return redirect("break-glass-queue")
    return render(request, "ui/form_page.html", _lift_page(opening, form))


def _lift_page(opening: Opening, form: NoteForm) -> dict[str, object]:
    back = reverse("break-glass-review", args=[opening.pk])
    lead = _("%(name)s lại được mở khẩn cấp khi cần.") % {"name": opening.account.display_name}
    return {
        "title": _("Gỡ tạm dừng quyền mở khẩn cấp"),
        "lead": lead,
        "form": form,
        "submit": _("Gỡ tạm dừng"),
        "back_url": back,
        "cancel_url": back,
    }
