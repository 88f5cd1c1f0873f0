"""Asking for one file in an emergency, seeing it for thirty minutes, closing it."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import vault
from hoanhap.foundation.break_glass import actions, policy, rules
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.break_glass.policy import BreakGlassPermission
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import emergency
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.web.office import step_up
from hoanhap.web.office.break_glass import presenting
from hoanhap.web.office.break_glass.forms import OpenForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

_FIELDS = {"glass-reason": "reason", "glass-order": "reason", "glass-not-found": "asked"}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    _require_opener(request)
    return render(request, "break_glass/index.html", presenting.mine(request.viewer, clock.now()))


@require_http_methods(["GET", "POST"])
def open_new(request: OfficeRequest) -> HttpResponseBase:
    """Whoever may not open anything is not even asked for his second factor."""
    _require_opener(request)
    return _open_new(request)


@step_up.required
def _open_new(request: OfficeRequest) -> HttpResponse:
    form = OpenForm(request.POST or None, units=presenting.units_within_reach(request.viewer))
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form, clock.now())
        except Refused as refusal:
            form.add_error(_FIELDS.get(refusal.code), str(refusal))
            # What was typed is not shown again: the answer must be the same whatever was asked.
            form.data = {**dict(form.data.items()), "asked": ""}
    back = reverse("break-glass")
    context = {"title": _("Mở khẩn cấp một hồ sơ"), "form": form, "submit": _("Mở hồ sơ trong 30 phút")}
    return render(request, "break_glass/open.html", context | {"back_url": back, "cancel_url": back})


def _opened(request: OfficeRequest, form: OpenForm, now: datetime) -> HttpResponseRedirect:
    """First the reason, then the try is spent for good, then the one look-up: whatever it finds."""
    typed, viewer = form.cleaned_data, request.viewer
    category = Category(typed["category"])
    reason = rules.checked_reason(category, typed["reason"])
    actions.spend_try(by=viewer, at=now)
    case = emergency.exactly(viewer, typed["asked"], unit_path=typed["unit"])
    if case is None:
        raise actions.not_found()
    if case_policy.visible_to(viewer).filter(pk=case.pk).exists():
        flash.look(request, _("Hồ sơ này bạn xem được hằng ngày, không cần mở khẩn cấp."))
        return redirect("case", case.pk)
    opening = actions.open_file(
        subject_id=case.pk, label=case.code, unit=case.unit, category=category, reason=reason, by=viewer, at=now
    )
    return redirect("break-glass-file", opening.pk)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, opening_id: uuid.UUID) -> HttpResponse:
    now = clock.now()
    opening, case = emergency.get_opened_for(request.viewer, opening_id, now)
    actions.log_look("glass.viewed", opening, by=request.viewer, at=now)
    return _page(request, opening, case, now)


@require_POST
@transaction.atomic
def reveal(request: OfficeRequest, opening_id: uuid.UUID) -> HttpResponse:
    """One masked field, whole, on this answer only."""
    now, field = clock.now(), request.POST.get("field", "")
    opening, case = emergency.get_opened_for(request.viewer, opening_id, now)
    if field not in presenting.MASKED:
        return redirect("break-glass-file", opening.pk)
    actions.log_look(
        "glass.revealed", opening, by=request.viewer, at=now, kind="person", subject_id=case.person_id, field=field
    )
    text = vault.reveal(case.person, field)
    shown = str(PartialDate.from_iso(text)) if field == "birth_date" and text else text
    return _page(request, opening, case, now, {field: shown})


@require_POST
def close(request: OfficeRequest, opening_id: uuid.UUID) -> HttpResponseRedirect:
    opening = policy.get_living_for(request.viewer, opening_id, clock.now())
    actions.close(opening, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã đóng hồ sơ. Lãnh đạo xã nơi quản lý hồ sơ sẽ xem lại trong 72 giờ."))
    return redirect("break-glass")


def _page(
    request: OfficeRequest, opening: Opening, case: Case, now: datetime, revealed: dict[str, str] | None = None
) -> HttpResponse:
    answer = render(request, "break_glass/file.html", presenting.file(request.viewer, opening, case, now, revealed))
    # Also a screen that nobody touches lets go of the file when its time is over.
    left = max(1, int((opening.ends_at - now).total_seconds()) + 1)
    answer["Refresh"] = f"{left}; url={reverse('break-glass')}"
    return answer


def _require_opener(request: OfficeRequest) -> None:
    if not request.viewer.may(BreakGlassPermission.OPEN):
        raise NotHere
