"""A year after the end of rehab: who is due, and one assessment."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import vault
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import actions, policy, queries, rules
from hoanhap.people.reviews.models import YearAssessment
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.web.office.reviews import presenting
from hoanhap.web.office.reviews.forms import YearForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(May.READ):
        raise NotHere
    rows = queries.years_due(request.viewer, request.viewer.on, at=clock.now())
    context = {"rows": rows, "may_write": request.viewer.may(May.WRITE), "today": request.viewer.on}
    return render(request, "reviews/years.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def assess(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The last end of rehab of this file: assessed for the first time, or written anew with a reason."""
    case = policy.get_case_for(request.viewer, case_id, to=May.WRITE)
    ended_on = queries.last_end_of(case)
    if ended_on is None:
        flash.look(request, _("Hồ sơ chưa có lần kết thúc cai nào để đánh giá."))
        return redirect("case", case.pk)
    row = queries.assessment_of(case, ended_on)
    form = YearForm(request.POST or None, anew=row is not None, initial=_initial(row, request.viewer.on))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, case, ended_on, row, form)
        except Refused as refusal:
            form.add_error(None, presenting.refusal_words(refusal))
        else:
            flash.done(request, _("Đã ghi đánh giá sau một năm."))
            return redirect("review-years")
    name = presenting.name_of(request.viewer, case)
    lead = _("Kết thúc cai ngày %(ended)s, đủ một năm ngày %(due)s.") % {
        "ended": show(ended_on),
        "due": show(rules.due_on(ended_on)),
    }
    title = _("Đánh giá sau một năm: %s") % name
    return presenting.form_page(
        request, form, title=title, submit=_("Ghi đánh giá"), back=reverse("review-years"), lead=lead
    )


def _write(request: OfficeRequest, case: Case, ended_on: date, row: YearAssessment | None, form: YearForm) -> None:
    by, at, details = request.viewer.actor, clock.now(), form.details()
    if row is None:
        actions.assess(case, ended_on=ended_on, details=details, by=by, at=at)
    else:
        actions.correct_assessment(row, details=details, reason=form.cleaned_data["reason"], by=by, at=at)


def _initial(row: YearAssessment | None, today: date) -> dict[str, Any]:
    if row is None:
        return {"on": today}
    return {
        "outcome": row.outcome or "none",
        "not_seen": row.not_seen,
        "work": row.work,
        "seen_on": row.seen_on,
        "paper_number": row.paper_number,
        "paper_on": row.paper_on,
        "note": vault.reveal(row, "note") if row.note is not None else "",
        "on": row.assessed_on,
    }
