"""Naming a helper, replacing him, ending his task."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions, policy, queries
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import candidates, naming
from hoanhap.web.office.cases.candidates import Candidate
from hoanhap.web.office.cases.forms import EndForm, HelperForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "helper-name": "helper_name",
    "helper-account": "who",
    "helper-twice": "who",
    "helper-exists": "kind",
    "helper-overlap": "valid_from",
    "helper-before-case": "valid_from",
    "helper-future": "valid_from",
    "helper-end": "on",
}


@require_http_methods(["GET", "POST"])
def assign(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=ReintegrationPermission.ASSIGN_HELPER)
    present = queries.current_of(request.viewer, [case.pk]).get(case.pk)
    known = candidates.of_unit(request.viewer, case.unit)
    form = _form(request, case, present, known)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["replaces"] == (str(present.pk) if present else "")
        try:
            actions.assign(
                case,
                details=_details(form, known),
                replace=present is not None and seen,
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
            answers.carry(form, replaces=present.pk if present else "")
        else:
            flash.done(request, _("Đã phân công người giúp đỡ."))
            return redirect("case", case.pk)
    return _page(request, case, form, title=_("Phân công người giúp đỡ"), submit=_("Phân công"))


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, assignment_id: uuid.UUID) -> HttpResponse:
    to = ReintegrationPermission.ASSIGN_HELPER
    assignment = policy.get_assignment_for(request.viewer, assignment_id, to=to)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.end_assignment(
                assignment, on=typed["on"], reason=typed["reason"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS | {"helper-future": "on"})
        else:
            flash.done(request, _("Đã ghi thôi phân công."))
            return redirect("case", assignment.case_id)
    title = _("Thôi phân công %s") % assignment.helper_name
    return _page(request, assignment.case, form, title=title, submit=_("Thôi phân công"))


def _form(request: OfficeRequest, case: Case, present: HelperAssignment | None, known: list[Candidate]) -> HelperForm:
    return HelperForm(
        request.POST or None,
        initial={
            "kind": HelperKind.MAIN.value,
            "valid_from": clock.today(),
            "replaces": str(present.pk) if present else "",
        },
        known=[(one.key, one.label) for one in known],
        replaced=present.helper_name if present else "",
    )


def _details(form: HelperForm, known: list[Candidate]) -> HelperDetails:
    typed = form.cleaned_data
    chosen = next((one for one in known if one.key == typed["who"]), None)
    return HelperDetails(
        helper_name=chosen.name if chosen else typed["helper_name"],
        organisation=(chosen.organisation if chosen else "") or typed["organisation"],
        account=chosen.account if chosen else None,
        kind=HelperKind(typed["kind"]),
        valid_from=typed["valid_from"],
        decision_number=typed["decision_number"],
    )


def _page(request: OfficeRequest, case: Case, form: HelperForm | EndForm, *, title: str, submit: str) -> HttpResponse:
    address = reverse("case", args=[case.pk])
    context = {
        "title": title,
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)
