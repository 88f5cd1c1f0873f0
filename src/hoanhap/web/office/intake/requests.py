"""Requests for contact: what waits, a new one, one of them with its answer. Nobody is registered here."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.intake import actions, policy, queries
from hoanhap.people.intake.models import ContactRequest, Outcome
from hoanhap.people.intake.policy import IntakePermission as May
from hoanhap.web.office import answers
from hoanhap.web.office.intake.forms import AnswerForm, RequestForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "request-who": "who",
    "request-reason": "reason",
    "request-police": "police_note",
    "request-days": "days",
    "request-asked": "asked",
    "guardian-missing": "guardian",
    "request-note": "note",
    "request-outcome": "outcome",
}
READERS = (May.READ_REQUEST, May.READ_SENT, May.ANSWER_ASKED)


def comes_here(viewer: Viewer) -> bool:
    """Whether the page of requests is for this viewer at all."""
    return any(viewer.may(permission) for permission in READERS)


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """What waits: requests by number, declarations on their way, the funnel of this year."""
    viewer = request.viewer
    if not comes_here(viewer):
        raise NotHere
    today = clock.today()
    declares = viewer.may(May.DECLARE)
    context: dict[str, Any] = {
        "waiting": queries.waiting(viewer),
        "asked": queries.asked(viewer),
        "answered": queries.answered(viewer),
        "may_open": viewer.may(May.OPEN_REQUEST),
        "door": "contact-request" if viewer.may(May.ANSWER_REQUEST) else "contact-request-sent",
        "may_declare": declares,
        "may_risk": viewer.may(May.KEEP_RISK),
        "may_review": viewer.may(May.REVIEW_ROUND),
    }
    if declares:
        unit = policy.desk_of(viewer, May.DECLARE)
        start = today.replace(month=1, day=1)
        context["declarations"] = queries.declarations(viewer)
        context["funnel"] = queries.funnel(viewer, unit.path, start, start.replace(year=start.year + 1))
        context["year"] = start.year
    return render(request, "intake/index.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """The same `client_key` sent twice is one request."""
    unit, viewer, now = policy.desk_of(request.viewer, May.OPEN_REQUEST), request.viewer, clock.now()
    form = RequestForm(
        request.POST or None,
        initial={"client_key": str(ids.new_id())},
        helpers=_helpers(unit),
        police=not viewer.may(May.READ_REQUEST),
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.ask_contact(unit, details=form.details(), by=viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi yêu cầu liên hệ %s; không lập hồ sơ.") % row.number)
            return redirect("contact-requests")
    lead = _("Không lập hồ sơ, không ghi ai vào danh sách. Nội dung được niêm phong và tự xóa sau 12 tháng.")
    return _page(request, form, title=_("Yêu cầu liên hệ mới"), lead=lead, submit=_("Ghi yêu cầu"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def show(request: OfficeRequest, contact_request_id: uuid.UUID) -> HttpResponse:
    """One request and its answer."""
    row = policy.get_request_for(request.viewer, contact_request_id, to=May.ANSWER_REQUEST)
    is_open = row.outcome == Outcome.WAITING
    return _one(request, row, may_answer=is_open, may_declare=is_open)


@require_GET
@transaction.atomic
def sent(request: OfficeRequest, contact_request_id: uuid.UUID) -> HttpResponse:
    """What the police sent, as they read it."""
    row = policy.get_request_for(request.viewer, contact_request_id, to=May.READ_SENT)
    return _one(request, row, may_answer=False, may_declare=False)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def asked(request: OfficeRequest, contact_request_id: uuid.UUID) -> HttpResponse:
    """The same for the one account that was asked in person."""
    return _one(request, policy.get_asked_for(request.viewer, contact_request_id), may_answer=True, may_declare=False)


def _one(request: OfficeRequest, row: ContactRequest, *, may_answer: bool, may_declare: bool) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome, note = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["note"]
        try:
            actions.answer(row, outcome=outcome, note=note, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi kết quả liên hệ."))
            return redirect("contact-requests")
    context = {
        "row": row,
        "words": queries.words_of_request(request.viewer, row, at=clock.now()),
        "form": form,
        "may_answer": may_answer,
        "may_declare": may_declare and request.viewer.may(May.DECLARE, row.unit_path),
    }
    return render(request, "intake/request.html", context)


def _helpers(unit: Place) -> list[Account]:
    """Who may be asked in person: accounts with a helper's post in the commune."""
    posted = Posting.objects.filter(attestation.living_q(clock.today()), role=Role.HELPER, path=unit.path)
    return list(
        Account.objects.filter(pk__in=posted.values("account_id"), is_active=True).order_by("display_name", "id")
    )


def _page(request: OfficeRequest, form: RequestForm, *, title: str, lead: str, submit: str) -> HttpResponse:
    address = reverse("contact-requests")
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)
