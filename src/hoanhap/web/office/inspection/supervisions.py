"""Social supervision on screen: what the Front saw at a commune, what it recommends, what came of it (giám sát xã hội).

No page here names, counts or opens a file.
"""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit, vault
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.inspection import actions, policy, queries
from hoanhap.people.inspection.models import State, Supervision
from hoanhap.people.inspection.policy import InspectionPermission as May
from hoanhap.web.office import answers
from hoanhap.web.office.inspection.forms import AgainForm, RecommendForm, SupervisionForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FORM = "ui/form_page.html"
FIELDS = {
    "supervision-day": "on",
    "supervision-place": "place",
    "supervision-took-part": "took_part",
    "supervision-found": "found",
    "finding-words": "words",
    "finding-due": "due_on",
}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(May.SUPERVISE):
        raise NotHere
    form = SupervisionForm(
        request.POST or None,
        units=policy.units_to_supervise(request.viewer),
        initial={"on": clock.today(), "client_key": str(ids.new_id())},
    )
    if request.method == "POST" and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "unit"}
        details = actions.SupervisionDetails(**typed)
        try:
            row = actions.supervise(unit=form.chosen, details=details, by=request.viewer, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi cuộc giám sát. Có kiến nghị thì ghi tiếp ở đây."))
            return redirect("supervision", row.pk)
    back = reverse("inspection")
    context = {
        "title": _("Ghi cuộc giám sát xã hội"),
        "lead": _("Giám sát công việc của xã; không mở hồ sơ của ai, không ghi tên người được hỗ trợ."),
        "form": form,
        "submit": _("Ghi cuộc giám sát"),
        "back_url": back,
        "cancel_url": back,
    }
    return render(request, FORM, context)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, supervision_id: uuid.UUID) -> HttpResponse:
    """What was seen, and each recommendation with its answer; the look is logged."""
    row = policy.get_supervision_for(request.viewer, supervision_id)
    _log_look(request, row)
    supervises = request.viewer.may(May.SUPERVISE, row.unit_path)
    found = list(policy.recommendations_for(request.viewer).filter(supervision=row))
    context = {
        "row": row,
        "found": vault.reveal(row, "found"),
        "recommendations": [
            {
                "opened": one,
                "late": queries.late(one.finding, request.viewer.on),
                "may_judge": supervises and one.finding.state == State.ANSWERED,
                "may_answer": one.finding.state == State.OPEN and request.viewer.may(May.ANSWER, row.unit_path),
            }
            for one in queries.opened(request.viewer, found)
        ],
        "supervises": supervises,
    }
    return render(request, "inspection/supervision.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def recommend(request: OfficeRequest, supervision_id: uuid.UUID) -> HttpResponse:
    row = policy.get_supervision_for(request.viewer, supervision_id, to=May.SUPERVISE)
    form = RecommendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.recommend(row, **form.cleaned_data, by=request.viewer, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã gửi kiến nghị số %d cho xã.") % made.number)
            return redirect("supervision", row.pk)
    back = reverse("supervision", args=[row.pk])
    title = _("Kiến nghị với %s") % row.unit.full_name
    context = {"title": title, "form": form, "submit": _("Gửi kiến nghị"), "back_url": back, "cancel_url": back}
    return render(request, FORM, context)


@require_POST
@transaction.atomic
def accept(request: OfficeRequest, recommendation_id: uuid.UUID) -> HttpResponse:
    finding = policy.get_recommendation_for(request.viewer, recommendation_id)
    try:
        actions.accept(finding, by=request.viewer, at=clock.now())
    except Refused as refusal:
        flash.look(request, str(refusal))
    else:
        flash.done(request, _("Đã ghi là đã khắc phục."))
    return redirect("supervision", finding.supervision_id)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def again(request: OfficeRequest, recommendation_id: uuid.UUID) -> HttpResponse:
    finding = policy.get_recommendation_for(request.viewer, recommendation_id)
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_again(finding, due_on=form.cleaned_data["due_on"], by=request.viewer, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã yêu cầu khắc phục lại."))
            return redirect("supervision", finding.supervision_id)
    back = reverse("supervision", args=[finding.supervision_id])
    title = _("Yêu cầu khắc phục lại")
    context = {"title": title, "form": form, "submit": _("Giao lại"), "back_url": back, "cancel_url": back}
    return render(request, FORM, context)


def _log_look(request: OfficeRequest, row: Supervision) -> None:
    audit.record(
        "inspection.supervision_read",
        by=request.viewer.actor,
        subject_kind="supervision",
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=clock.now(),
    )
