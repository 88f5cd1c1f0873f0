"""What leaves the health room: the outcome of a referral in a word, results of tests to the case lead by a press."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoanhap.kernel import clock
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care.clinic import policy, queries
from hoanhap.people.care.health_room_models import ReferralOutcome
from hoanhap.people.care.policy import HealthPermission
from hoanhap.web.office.cases import page
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_POST
def outcome(request: OfficeRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Came, done, passed on, did not come: all that the commune learns."""
    referral = care_policy.get_referral_for(request.viewer, referral_id, to=HealthPermission.ACCEPT)
    said = request.POST.get("outcome", "")
    wanted = ReferralOutcome(said) if said in ReferralOutcome.values else ReferralOutcome.NONE
    actions.say_outcome(referral, outcome=wanted, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã báo cho nơi giới thiệu: %s.") % wanted.label)
    return redirect("referrals")


@require_POST
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """What tests showed, on this one answer; that there is none is an answer too, and logged as well."""
    case = policy.get_case_of_results(request.viewer, case_id)
    found = queries.results_for(request.viewer, case, at=clock.now())
    return page.answer(request, case, more={"results": found, "results_asked": True})
