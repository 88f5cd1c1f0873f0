"""One finding: written down, answered by the unit, accepted or asked again."""

import uuid

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.inspection import actions, policy, queries
from hoanhap.people.inspection.models import Finding, Sample, State
from hoanhap.people.inspection.policy import InspectionPermission as May
from hoanhap.web.office.inspection.forms import AgainForm, AnswerForm, FindingForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    """What a unit is to mend: in one of the files of a sample, or in its work as a whole."""
    place = policy.get_unit_for(request.viewer, unit, to=May.FIND)
    sample = _sample(request)
    cases = []
    if sample is not None:
        rows = policy.rows_of(request.viewer, sample).filter(unit=place)
        cases = [row.case for row in rows.select_related("case")]
    form = FindingForm(request.POST or None, cases=cases, initial={"case": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            finding = actions.find(
                unit=place,
                words=typed["words"],
                due_on=typed["due_on"],
                item=typed["item"],
                case=form.chosen,
                sample=sample,
                by=request.viewer,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            flash.done(request, _("Đã giao kiến nghị số %d cho đơn vị.") % finding.number)
            return redirect("inspection-sample", sample.pk) if sample is not None else redirect("inspection")
    back = reverse("inspection-sample", args=[sample.pk]) if sample is not None else reverse("inspection")
    return _form_page(request, form, _("Kiến nghị với %s") % place.full_name, _("Giao cho đơn vị"), back)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, finding_id: uuid.UUID) -> HttpResponse:
    finding = policy.get_finding_for(request.viewer, finding_id)
    (opened,) = queries.opened(request.viewer, [finding])
    _log_look(request, finding)
    path, state = finding.unit_path, finding.state
    context = {
        "finding": finding,
        "opened": opened,
        "late": queries.late(finding, request.viewer.on),
        "may_answer": state == State.OPEN and request.viewer.may(May.ANSWER, path),
        "may_judge": state == State.ANSWERED and not finding.supervision_id and request.viewer.may(May.FIND, path),
    }
    return render(request, "inspection/finding.html", context)


def _log_look(request: OfficeRequest, finding: Finding) -> None:
    """Its words may speak of somebody: the look stands in the log of the file, where it is about one."""
    audit.record(
        "inspection.finding_read",
        by=request.viewer.actor,
        subject_kind="case" if finding.case_id else "finding",
        subject_id=finding.case_id or finding.pk,
        unit_path=finding.unit_path,
        at=clock.now(),
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def answer(request: OfficeRequest, finding_id: uuid.UUID) -> HttpResponse:
    finding = policy.get_finding_for(request.viewer, finding_id, to=May.ANSWER)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(finding, words=form.cleaned_data["words"], by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            flash.done(request, _("Đã trả lời kiến nghị."))
            return redirect("finding", finding.pk)
    back = reverse("finding", args=[finding.pk])
    return _form_page(request, form, _("Trả lời kiến nghị số %d") % finding.number, _("Trả lời"), back)


@require_POST
@transaction.atomic
def accept(request: OfficeRequest, finding_id: uuid.UUID) -> HttpResponse:
    finding = policy.get_finding_for(request.viewer, finding_id, to=May.FIND)
    actions.accept(finding, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã ghi là đã khắc phục."))
    return redirect("finding", finding.pk)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def again(request: OfficeRequest, finding_id: uuid.UUID) -> HttpResponse:
    finding = policy.get_finding_for(request.viewer, finding_id, to=May.FIND)
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_again(finding, due_on=form.cleaned_data["due_on"], by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            flash.done(request, _("Đã yêu cầu khắc phục lại."))
            return redirect("finding", finding.pk)
    back = reverse("finding", args=[finding.pk])
    return _form_page(request, form, _("Yêu cầu khắc phục lại"), _("Giao lại"), back)


def _sample(request: OfficeRequest) -> Sample | None:
    """The sample the finding comes from, when the address names one the viewer may read."""
    try:
        return policy.get_sample_for(request.viewer, request.GET.get("sample", ""))
    except NotHere:
        return None


def _form_page(request: OfficeRequest, form: BaseForm, title: str, submit: str, back: str) -> HttpResponse:
    context = {"title": title, "form": form, "submit": submit, "back_url": back, "cancel_url": back}
    return render(request, "ui/form_page.html", context)
