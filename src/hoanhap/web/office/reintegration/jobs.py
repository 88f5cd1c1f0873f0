"""Somebody begins work, is asked after at 3, 6 and 12 months, stops."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.actions import work
from hoanhap.people.reintegration.models import Placement
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import kinds, registers, supports
from hoanhap.web.office import answers
from hoanhap.web.office.reintegration import pages
from hoanhap.web.office.reintegration.forms import JobCheckForm, JobEndForm, JobForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "support-day": "on",
    "trade-unknown": "trade",
    "vacancy-closed": "place",
    "vacancy-full": "place",
    "job-twice": "place",
    "job-early": "kept",
    "job-day": "on",
    "job-reason": "reason",
}


@require_http_methods(["GET", "POST"])
def start(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=May.GIVE_SUPPORT)
    vacancies = {str(one.vacancy.pk): one.vacancy for one in registers.vacancies_for(request.viewer)}
    form = JobForm(
        request.POST or None,
        initial={"on": clock.today()},
        vacancies=[(key, f"{one.title}, {one.partner.name}") for key, one in vacancies.items()],
        trades=kinds.trades_at(case.unit_path, clock.today()),
        needs=pages.waiting_needs(case),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        vacancy = vacancies.get(typed["place"])
        try:
            work.start_job(
                case,
                trade=typed["trade"],
                vacancy=vacancy,
                found=Placement.Found.VACANCY if vacancy else Placement.Found(typed["place"]),
                on=typed["on"],
                need=pages.chosen_need(case, typed["need"]),
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi việc làm. Sẽ hỏi thăm sau 3, 6 và 12 tháng."))
            return redirect("case-support", case.pk)
    return pages.about_case(request, case, form, title=_("Ghi việc làm"), submit=_("Ghi việc làm"))


@require_http_methods(["GET", "POST"])
def check(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The question that is due first; the helper asks it of his own people."""
    case = policy.get_case_for(request.viewer, case_id, to=May.CHECK_JOB)
    placement, form = (
        supports.work_to_ask_about(case),
        JobCheckForm(request.POST or None, initial={"on": clock.today()}),
    )
    if placement is None:
        flash.look(request, _("Không có lần hỏi thăm việc làm nào đang chờ."))
        return redirect(pages.back_of(request.viewer, case))
    if request.method == "POST" and form.is_valid():
        kept, on = form.cleaned_data["kept"] == "yes", form.cleaned_data["on"]
        try:
            work.check_job(placement, kept=kept, on=on, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi lần hỏi thăm việc làm."))
            return redirect(pages.back_of(request.viewer, case))
    return pages.about_case(request, case, form, title=_("Hỏi thăm việc làm"), submit=_("Ghi lại"))


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, placement_id: uuid.UUID) -> HttpResponse:
    placement = policy.get_placement_for(request.viewer, placement_id)
    form = JobEndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        reason = Placement.EndReason(form.cleaned_data["reason"])
        try:
            work.end_job(placement, reason=reason, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi thôi việc."))
            return redirect("case-support", placement.case_id)
    return pages.about_case(request, placement.case, form, title=_("Thôi việc"), submit=_("Ghi thôi việc"))
