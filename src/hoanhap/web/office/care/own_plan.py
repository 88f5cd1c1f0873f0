"""The person's own plan: read, written anew, steps agreed and ended, printed. Each look is logged."""

import uuid

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.individual_plan import actions, papers, policy, queries
from hoanhap.people.care.individual_plan.models import IndividualPlan
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases.models import Case
from hoanhap.web.office import answers
from hoanhap.web.office.care.forms import PlanForm, StepForm
from hoanhap.web.office.cases import naming
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIELDS = {
    "plan-wish": "wish",
    "plan-strengths": "strengths",
    "plan-goals": "goals",
    "plan-day": "agreed_on",
    "step-what": "what",
    "step-owner": "owner",
    "step-due": "due_on",
}


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    return _shown(request, policy.get_case_for(request.viewer, case_id), None)


@require_GET
@transaction.atomic
def version(request: OfficeRequest, plan_id: uuid.UUID) -> HttpResponse:
    """An earlier version, as it stood."""
    plan = policy.get_version_for(request.viewer, plan_id)
    return _shown(request, policy.get_case_for(request.viewer, plan.case_id), plan)


@require_GET
@transaction.atomic
def paper(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The plan as a Word file; the print is logged."""
    case = policy.get_case_for(request.viewer, case_id)
    answer = HttpResponse(papers.print_out(request.viewer, case, at=clock.now()), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="ke-hoach-{case.code}.docx"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
@transaction.atomic
def write(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The next version; of two who write at once the second sees what the first wrote."""
    case = policy.get_case_for(request.viewer, case_id, to=CarePermission.KEEP_OWN_PLAN)
    form = PlanForm(request.POST or None, initial=_as_it_holds(request, case) if request.method == "GET" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            with transaction.atomic():
                actions.write(
                    case,
                    words=form.words(),
                    agreed_on=typed["agreed_on"],
                    number=typed["number"],
                    version=typed["version"],
                    by=request.viewer.actor,
                    at=clock.now(),
                )
        except Refused as refusal:
            _explain(form, refusal, case)
        else:
            flash.done(request, _("Đã ghi kế hoạch; bản trước vẫn được giữ."))
            return redirect("own-plan", case.pk)
    return _page(request, case, form, title=_("Ghi kế hoạch cá nhân"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def agree(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=CarePermission.KEEP_OWN_PLAN)
    form = StepForm(request.POST or None, initial={"client_key": str(ids.new_id())})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["client_key"]
        try:
            actions.agree(case, step=form.details(), by=request.viewer.actor, at=clock.now(), client_key=key)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã hẹn."))
            return redirect("own-plan", case.pk)
    return _page(request, case, form, title=_("Hẹn việc mới"))


@require_POST
@transaction.atomic
def end(request: OfficeRequest, step_id: uuid.UUID) -> HttpResponse:
    """Done today, or no longer wanted."""
    step, now = policy.get_step_for(request.viewer, step_id), clock.now()
    if request.POST.get("how") == "dropped":
        actions.drop(step, by=request.viewer.actor, at=now)
        flash.done(request, _("Đã ghi là không làm nữa."))
    else:
        actions.finish(step, on=clock.local_day(now), by=request.viewer.actor, at=now)
        flash.done(request, _("Đã ghi là xong."))
    return redirect("own-plan", step.case_id)


def _shown(request: OfficeRequest, case: Case, version: IndividualPlan | None) -> HttpResponse:
    opened = queries.read(request.viewer, case, at=clock.now(), version=version)
    keeps = request.viewer.may(CarePermission.KEEP_OWN_PLAN, case.unit_path) and case.closed_on is None
    context = {
        "case": case,
        "lead": naming.line_of(request.viewer, case),
        "opened": opened,
        "steps": [(one, one.is_late(request.viewer.on)) for one in opened.steps],
        "may_keep": keeps and version is None,
        "back_url": reverse("own-plan" if version else "case", args=[case.pk]),
    }
    return render(request, "care/own_plan.html", context)


def _as_it_holds(request: OfficeRequest, case: Case) -> dict[str, object]:
    opened = queries.read(request.viewer, case, at=clock.now())
    return {
        "wish": opened.wish,
        "strengths": opened.strengths,
        "goals": opened.goals,
        "agreed_on": clock.today(),
        "number": opened.plan.number if opened.plan else 0,
        "version": case.version,
    }


def _explain(form: PlanForm, refusal: Refused, case: Case) -> None:
    """After a lost update the form carries what holds now, so that it can be sent again with both in view."""
    answers.explain(form, refusal, FIELDS)
    if getattr(form, "lost", None):
        case.refresh_from_db(fields=["version"])
        last = IndividualPlan.objects.filter(case=case).order_by("-number").first()
        answers.carry(form, number=last.number if last else 0, version=case.version)


def _page(request: OfficeRequest, case: Case, form: Form, *, title: str) -> HttpResponse:
    address = reverse("own-plan", args=[case.pk])
    context = {
        "title": title,
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/form.html", context)
