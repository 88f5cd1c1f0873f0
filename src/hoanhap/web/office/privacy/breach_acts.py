"""What is done about a breach: assess, note a step, say who was told, number the paper, close."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.documents import docx_writer, pdf_writer
from hoanhap.foundation.privacy import papers, policy
from hoanhap.foundation.privacy.actions import breaches as actions
from hoanhap.foundation.privacy.models import Breach
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import answers
from hoanhap.web.office.privacy.forms import moment
from hoanhap.web.office.privacy.outside_forms import AssessForm, IssueForm, MomentForm, StepForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

WRITERS = {
    "pdf": (pdf_writer.write, "application/pdf"),
    "docx": (docx_writer.write, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_http_methods(["GET", "POST"])
def assess(request: OfficeRequest, breach_id: uuid.UUID) -> HttpResponse:
    row = policy.get_breach_for(request.viewer, breach_id)
    known = {"serious": row.serious, "traceable": row.traceable, "person_count": row.person_count}
    form = AssessForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assess(breach=row, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã ghi đánh giá mới."))
            return redirect("privacy-breach", row.pk)
    return _page(request, row, form, title=_("Đánh giá lại sự cố"), submit=_("Ghi đánh giá"))


@require_http_methods(["GET", "POST"])
def step(request: OfficeRequest, breach_id: uuid.UUID) -> HttpResponse:
    row, now = policy.get_breach_for(request.viewer, breach_id), clock.now()
    form = StepForm(request.POST or None, initial={"on": now.date(), "hour": now.time()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        taken_at = moment(typed["on"], typed["hour"], now)
        try:
            actions.add_step(breach=row, said=typed["said"], taken_at=taken_at, by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, {"step-time": "on"})
        else:
            flash.done(request, _("Đã ghi việc đã làm."))
            return redirect("privacy-breach", row.pk)
    return _page(request, row, form, title=_("Ghi việc đã làm"), submit=_("Ghi"))


@require_http_methods(["GET", "POST"])
def told(request: OfficeRequest, breach_id: uuid.UUID, notice: str) -> HttpResponse:
    row, now = policy.get_breach_for(request.viewer, breach_id), clock.now()
    asked = {one.code: one for one, _due in actions.asked_of(row)}
    if notice not in asked:
        raise NotHere
    form = MomentForm(request.POST or None, initial={"on": now.date(), "hour": now.time()})
    if request.method == "POST" and form.is_valid():
        told_at = moment(form.cleaned_data["on"], form.cleaned_data["hour"], now)
        try:
            actions.notified(breach=row, notice=notice, told_at=told_at, by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, {"told-time": "on"})
        else:
            flash.done(request, _("Đã ghi là đã báo."))
            return redirect("privacy-breach", row.pk)
    return _page(request, row, form, title=labels.shown(asked[notice].label), submit=_("Ghi đã báo"))


@require_http_methods(["GET", "POST"])
def issue(request: OfficeRequest, breach_id: uuid.UUID) -> HttpResponse:
    """Enter the notice in the register of papers and give it its number."""
    row = policy.get_breach_for(request.viewer, breach_id)
    form = IssueForm(request.POST or None, initial={"issued_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            document = papers.issue(
                row, issued_on=typed["issued_on"], given=typed["number"], by=request.viewer, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã vào sổ: số %s.") % document.notation)
            return redirect("privacy-breach", row.pk)
    return _page(request, row, form, title=_("Vào sổ, lấy số thông báo"), submit=_("Lấy số"))


@require_GET
@transaction.atomic
def paper(request: OfficeRequest, breach_id: uuid.UUID, paper_kind: str) -> HttpResponse:
    row = policy.get_breach_for(request.viewer, breach_id)
    if paper_kind not in WRITERS:
        raise NotHere
    write, content_type = WRITERS[paper_kind]
    content = write(papers.notice_of(row, request.viewer))
    papers.log_file(row, paper_kind, by=request.viewer.actor, at=clock.now())
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="thong-bao-su-co-{row.year}-{row.number:02d}.{paper_kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def close(request: OfficeRequest, breach_id: uuid.UUID) -> HttpResponseRedirect:
    row = policy.get_breach_for(request.viewer, breach_id)
    actions.close(breach=row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã đóng hồ sơ sự cố số %s.") % row.code)
    return redirect("privacy-breach", row.pk)


def _page(request: OfficeRequest, row: Breach, form: Any, *, title: str, submit: str) -> HttpResponse:
    back = reverse("privacy-breach", args=[row.pk])
    lead = _("Sự cố số %s") % row.code
    context = {"title": title, "lead": lead, "form": form, "submit": submit, "back_url": back, "cancel_url": back}
    return render(request, "ui/form_page.html", context)
