"""A need of legal aid is answered with a slip the person carries to an office; later what came of it (pháp lý)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import legal_aid as actions
from hoanhap.people.reintegration.models import LegalAidOutcome
from hoanhap.people.reintegration.queries import legal_aid as queries
from hoanhap.web.office import answers
from hoanhap.web.office.reintegration import pages, presenting
from hoanhap.web.office.reintegration.legal_aid_forms import OutcomeForm, ReferForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "legal-matter": "matter",
    "legal-day": "referred_on",
    "legal-office": "office",
    "legal-office-facts": "name",
    "partner-name": "name",
    "partner-twice": "name",
    "legal-outcome": "outcome",
}


@require_http_methods(["GET", "POST"])
def refer(request: OfficeRequest, need_id: uuid.UUID) -> HttpResponse:
    """The same `client_key` sent twice is one slip."""
    need = policy.get_need_for(request.viewer, need_id)
    offices = {str(one.pk): one for one in queries.offices_for(request.viewer)}
    form = ReferForm(
        request.POST or None,
        offices=[(key, one.name) for key, one in offices.items()],
        initial={
            "referred_on": clock.today(),
            "client_key": str(ids.new_id()),
            "office": next(iter(offices), ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        new = actions.OfficeDetails(name=typed["name"], address=typed["address"], phone=typed["phone"])
        details = actions.ReferralDetails(
            office=offices.get(typed["office"], new),
            matter=typed["matter"],
            referred_on=typed["referred_on"],
            client_key=typed["client_key"],
        )
        try:
            actions.refer(need, details=details, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi. In giấy giới thiệu và trao cho người ấy."))
            return redirect("case-support", need.case_id)
    title, submit = _("Giới thiệu trợ giúp pháp lý"), _("Viết giấy giới thiệu")
    return pages.about_case(
        request, need.case, form, title=title, submit=submit, template="reintegration/legal_aid.html"
    )


@require_http_methods(["GET", "POST"])
def outcome(request: OfficeRequest, legal_referral_id: uuid.UUID) -> HttpResponse:
    row = policy.get_legal_referral_for(request.viewer, legal_referral_id)
    form = OutcomeForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said = LegalAidOutcome(form.cleaned_data["outcome"])
        try:
            actions.say_outcome(row, outcome=said, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS | {"legal-day": "on"})
        else:
            flash.done(request, _("Đã ghi kết quả."))
            return redirect("case-support", row.case_id)
    title = _("Kết quả trợ giúp pháp lý: %s") % row.office.name
    return pages.about_case(request, row.case, form, title=title, submit=_("Ghi kết quả"))


@require_GET
def slip(request: OfficeRequest, legal_referral_id: uuid.UUID) -> HttpResponse:
    """The slip as an editable .docx."""
    row = policy.get_legal_referral_for(request.viewer, legal_referral_id)
    content = papers.print_legal_referral(row, by=request.viewer, at=clock.now())
    return presenting.download(content, "docx", "giay-gioi-thieu")
