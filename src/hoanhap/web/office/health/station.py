"""The receiver's side: what waits for an answer, without a name, and who is in care here, with one."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care import policy
from hoanhap.people.care.health_room_models import DeclineReason, Referral, ReferralState
from hoanhap.people.care.policy import HealthPermission
from hoanhap.web.office import answers
from hoanhap.web.office.health import presenting
from hoanhap.web.office.health.forms import DeclineForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(HealthPermission.ACCEPT):
        raise NotHere
    return render(request, "health/index.html", presenting.index(request.viewer, clock.now()))


@require_POST
def accept(request: OfficeRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The officer who presses is the one whose name stands on it."""
    referral, viewer = _asked(request, referral_id), request.viewer
    actions.accept(referral, by=viewer.actor, name=viewer.name, at=clock.now())
    flash.done(request, _("Đã nhận. Họ tên và sổ sức khỏe mở từ bây giờ; mỗi lần xem được ghi nhật ký."))
    opens = policy.living(viewer, HealthPermission.READ).filter(pk=referral.pk).exists()
    return redirect("health-room", referral.case_id) if opens else redirect("referrals")


@require_http_methods(["GET", "POST"])
def decline(request: OfficeRequest, referral_id: uuid.UUID) -> HttpResponse:
    referral, viewer = _asked(request, referral_id), request.viewer
    if request.method == "GET" and referral.state != ReferralState.SENT:
        return redirect("referrals")
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = DeclineReason(form.cleaned_data["because"])
        try:
            actions.decline(referral, because=because, by=viewer.actor, name=viewer.name, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã trả lời: không nhận."))
            return redirect("referrals")
    address = reverse("referrals")
    context = {
        "title": _("Không nhận giấy giới thiệu %s") % referral.number,
        "lead": _("Từ %(unit)s · %(purpose)s")
        % {"unit": referral.unit.full_name, "purpose": referral.get_purpose_display()},
        "form": form,
        "submit": _("Trả lời không nhận"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)


@require_POST
def end(request: OfficeRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The person is no longer in care here; the room shuts at once."""
    actions.end(_asked(request, referral_id), by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã kết thúc. Sổ sức khỏe của người ấy đã đóng với nơi này."))
    return redirect("referrals")


def _asked(request: OfficeRequest, referral_id: uuid.UUID) -> Referral:
    return policy.get_referral_for(request.viewer, referral_id, to=HealthPermission.ACCEPT)
