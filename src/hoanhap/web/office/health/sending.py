"""The commune's side: send somebody to a station or centre, take it back. Nothing of the health room comes here."""

import uuid
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import health_room, policy
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care import health_room_rules as rules
from hoanhap.people.care.health_room_models import ReferralPurpose
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.cases.models import Case
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.health.forms import ReferralForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"referral-days": "until", "referral-message": "message", "referral-twice": "agency"}


@require_http_methods(["GET", "POST"])
def send(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same `client_key` sent twice, by a nervous thumb or a weak network, is one referral."""
    case, now = policy.get_case_to_refer(request.viewer, case_id), clock.now()
    receivers = health_room.receivers_of(case, request.viewer)
    form = ReferralForm(
        request.POST or None,
        initial={
            "agency": str(receivers[0].pk) if len(receivers) == 1 else "",
            "purpose": ReferralPurpose.CARE.value,
            "until": now.date() + timedelta(days=rules.USUAL_DAYS),
            "client_key": str(ids.new_id()),
        },
        receivers=receivers,
    )
    if request.method == "POST" and form.is_valid():
        try:
            referral = actions.send(case, details=form.details(now.date()), by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã gửi giấy giới thiệu %s.") % referral.number)
            return redirect("case", case.pk)
    return _page(request, case, form)


@require_POST
def withdraw(request: OfficeRequest, referral_id: uuid.UUID) -> HttpResponse:
    referral = policy.get_referral_for(request.viewer, referral_id, to=HealthPermission.REFER)
    actions.end(referral, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Nơi nhận không còn xem được người này qua giấy giới thiệu ấy."))
    return redirect("case", referral.case_id)


def _page(request: OfficeRequest, case: Case, form: ReferralForm) -> HttpResponse:
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Giới thiệu đến trạm y tế, cơ sở"),
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Gửi giấy giới thiệu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "health/send.html", context)
