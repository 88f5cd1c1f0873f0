"""The register of certificates of a commune: one line each, the types counted apart."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.kernel import clock, numbers
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons import queries as persons
from hoanhap.people.rehab import actions, policy, queries
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.rehab import presenting
from hoanhap.web.office.rehab.forms import CertificateForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "completion-missing": "completion",
    "completion-early": "completion",
    "certificate-number": "number",
    "certificate-twice": "number",
    "day-ahead": "issued_on",
}
FIRST_YEAR = 2010


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """A certificate given by a facility; those of the commune enter the register when they are issued."""
    case = policy.get_case_for(request.viewer, case_id, to=RehabPermission.KEEP)
    form = CertificateForm(request.POST or None, initial={"issued_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_certificate(case=case, details=form.details(), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi sổ cấp giấy chứng nhận."))
            return redirect("case-rehab", case.pk)
    title = _("Ghi giấy chứng nhận do cơ sở cấp")
    return presenting.form_page(request, case, form, title=title, submit=_("Ghi sổ"))


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    viewer, today = request.viewer, clock.today()
    if not viewer.may(RehabPermission.READ):
        raise NotHere
    year = numbers.asked(request.GET.get("year"), least=FIRST_YEAR, most=today.year) or today.year
    rows = queries.certificates(viewer, year=year)
    cases = [row.case for row in rows]
    persons.log_look("person.listed", cases, viewer=viewer, at=clock.now())
    names = persons.names_of((case.person for case in cases), viewer)
    context = {
        "year": year,
        "years": range(today.year, max(FIRST_YEAR, today.year - 6), -1),
        "counts": queries.certificates_by_type(viewer, year=year),
        "total": len(rows),
        "lines": [(row, names[row.case.person_id]) for row in rows],
    }
    return render(request, "rehab/certificates.html", context)
