"""What is written beside the moves: the person's own wish, a stage, the plan of contacts."""

import uuid
from datetime import timedelta
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import planning
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care import queries as care_queries
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import actions, policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.cases.forms import PlanForm, StageForm, WishForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

STAGE_FIELDS = {"stage-unknown": "stage", "stage-day": "from_on", "stage-period": "to_on", "stage-twice": "from_on"}
PLAN_FIELDS = {"plan-rhythm": "every", "plan-past": "next_on"}


@require_http_methods(["GET", "POST"])
def wish(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """In the person's own words; of two officers the second sees what the first wrote."""
    case = policy.get_case_for(request.viewer, case_id, to=CasePermission.MOVE)
    written = vault.reveal(case, "wish") if case.wish is not None else ""
    form = WishForm(request.POST or None, initial={"wish": written, "version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_wish(case=case, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, version=_version(case))
        else:
            flash.done(request, _("Đã ghi mong muốn."))
            return redirect("case", case.pk)
    return _page(request, case, form, title=_("Mong muốn của tôi"))


@require_http_methods(["GET", "POST"])
def stage(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """One stage of the measure the person went through, by the regime of the file."""
    case = policy.get_case_for(request.viewer, case_id, to=CasePermission.MOVE)
    stages = {found.code: labels.shown(found.label_vi) for found in law.stages(case.regime)}
    form = StageForm(request.POST or None, initial={"from_on": clock.today()}, stages=list(stages.items()))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        last = typed["to_on"]
        try:
            actions.record_stage(
                case=case,
                stage=typed["stage"],
                from_on=typed["from_on"],
                to_on=last + timedelta(days=1) if last else None,
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, STAGE_FIELDS)
        else:
            flash.done(request, _("Đã ghi giai đoạn."))
            return redirect("case", case.pk)
    return _page(request, case, form, title=_("Ghi giai đoạn"))


@require_http_methods(["GET", "POST"])
def plan(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """How often the person is met, and the next day agreed; the duty to meet moves with it."""
    case = care_policy.get_case_for(request.viewer, case_id, to=CarePermission.SET_PLAN)
    form = PlanForm(request.POST or None, initial=_planned(request, case))
    if request.method == "POST" and form.is_valid():
        try:
            planning.set_plan(
                case,
                every=form.rhythm(),
                next_on=form.cleaned_data["next_on"],
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, PLAN_FIELDS)
        else:
            flash.done(request, _("Đã hẹn lần gặp tới."))
            return redirect("case", case.pk)
    return _page(request, case, form, title=_("Lịch gặp"))


def _planned(request: OfficeRequest, case: Case) -> dict[str, Any]:
    found = care_queries.next_of(request.viewer, [case.pk]).get(case.pk)
    if found is None:
        return {"every": "1 month", "next_on": clock.today() + timedelta(days=7)}
    return {"every": f"{found.every_value} {found.every_unit}", "next_on": max(found.next_on, clock.today())}


def _version(case: Case) -> int:
    case.refresh_from_db(fields=["version"])
    return case.version


def _page(request: OfficeRequest, case: Case, form: Form, *, title: str) -> HttpResponse:
    address = reverse("case", args=[case.pk])
    context = {
        "title": title,
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/form.html", context)
