"""The next step of a file by the law of the day of the act, and the correction of a step recorded wrongly."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions, policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.rehab.actions import Taken, take_step
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming, table
from hoanhap.web.office.cases.forms import DayForm, MoveForm, ReasonForm
from hoanhap.web.office.cases.table import Table
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "decision-half": "number",
    "decision-ahead": "decided_on",
    "term-backward": "term_to",
    "term-outside-law": "term_to",
    "move-not-in-law": "verb",
    "case-open": "verb",
    "law.measure_refused": "verb",
    "law.age": "verb",
    "signer-missing": "signer_title",
    "ground-missing": "ground",
    "ground-unknown": "ground",
    "stages-incomplete": "verb",
}


@require_http_methods(["GET", "POST"])
def move(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=CasePermission.MOVE)
    found = table.of(case, table.asked_day(request.POST.get("on") or request.GET.get("on", ""), case))
    initial = {"on": found.on, "version": case.version}
    form = MoveForm(
        request.POST or None, initial=initial, moves=found.choices, hints=found.hints, grounds=found.grounds
    )
    if request.method == "POST" and form.is_valid():
        try:
            taken = _carry_out(request, case, found, form)
        except Refused as refusal:
            case.refresh_from_db()
            answers.explain(form, refusal, FIELDS, version=case.version)
            found = table.of(case, found.on)
        else:
            flash.done(request, _("Đã ghi: %s.") % found.label_of(form.cleaned_data["verb"]))
            for remark in taken.remarks:
                flash.look(request, answers.remark_words(remark.text, remark.article))
            return redirect("case", case.pk)
    if form.has_error("verb", "invalid_choice"):
        answers.carry(form, version=case.version)
    return _page(request, case, found, form)


@require_http_methods(["GET", "POST"])
def undo(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Strike out the last step; the row and the reason stay."""
    case = policy.get_case_for(request.viewer, case_id, to=CasePermission.CORRECT)
    form = ReasonForm(request.POST or None, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo_last_move(case=case, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            case.refresh_from_db()
            answers.explain(form, refusal, version=case.version)
        else:
            flash.done(request, _("Đã đính chính; bước ghi sai vẫn được giữ cùng lý do."))
            return redirect("case", case.pk)
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Đính chính bước vừa ghi sai"),
        "lead": naming.line_of(request.viewer, case),
        "consequence": _("Hồ sơ trở về bước trước “%s”.") % table.state_label(case),
        "form": form,
        "submit": _("Đính chính"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/confirm.html", context)


def _carry_out(request: OfficeRequest, case: Case, found: Table, form: MoveForm) -> Taken:
    """One call to the domain: reasons, stages and dossiers are asked for there."""
    typed = form.cleaned_data
    return take_step(
        case=case,
        verb=typed["verb"],
        on=typed["on"],
        decision=form.decision(),
        signer_title=typed["signer_title"] or found.decider_of(typed["verb"]),
        version=typed["version"],
        ground=form.chosen_ground(),
        by=request.viewer.actor,
        at=clock.now(),
    )


def _page(request: OfficeRequest, case: Case, found: Table, form: MoveForm) -> HttpResponse:
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Chuyển bước"),
        "lead": naming.line_of(request.viewer, case),
        "table": found,
        "day": DayForm(initial={"on": found.on}),
        "form": form,
        "decision_open": form.is_bound and any(form.errors.get(name) for name in form.DECISION),
        "submit": _("Ghi bước này"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/move.html", context)
