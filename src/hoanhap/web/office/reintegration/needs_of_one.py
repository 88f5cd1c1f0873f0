"""Somebody says what he needs; the office answers and says what came of it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.actions import needs as actions
from hoanhap.people.reintegration.models import NeedAnswer, NeedSource, NeedState
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import kinds
from hoanhap.web.office import answers
from hoanhap.web.office.reintegration import pages
from hoanhap.web.office.reintegration.forms import AnswerForm, NeedEndForm, NeedForm, OfficeNeedForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "need-kind": "kind",
    "need-trade": "trade",
    "need-day": "raised_on",
    "need-answer": "answer",
    "need-result": "state",
}


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same `client_key` sent twice is one need. A helper has it too, for his own people."""
    case = policy.get_case_for(request.viewer, case_id, to=May.RAISE_NEED)
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["source"] = NeedSource(typed.get("source") or NeedSource.HELPER)
        try:
            actions.raise_need(case, details=actions.NeedDetails(**typed), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi nhu cầu. Cán bộ trả lời trong 14 ngày."))
            return redirect(pages.back_of(request.viewer, case))
    return pages.about_case(request, case, form, title=_("Người ấy cần gì"), submit=_("Ghi nhu cầu"))


@require_http_methods(["GET", "POST"])
def answer(request: OfficeRequest, need_id: uuid.UUID) -> HttpResponse:
    need = policy.get_need_for(request.viewer, need_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = NeedAnswer(form.cleaned_data["answer"])
        try:
            actions.answer_need(
                need, answer=said, words=form.cleaned_data["words"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi câu trả lời."))
            return redirect("case-support", need.case_id)
    title = _("Trả lời nhu cầu: %s") % kinds.labels().get(need.kind, need.kind)
    return pages.about_case(request, need.case, form, title=title, submit=_("Ghi câu trả lời"))


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, need_id: uuid.UUID) -> HttpResponse:
    need = policy.get_need_for(request.viewer, need_id)
    form = NeedEndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        state = NeedState(form.cleaned_data["state"])
        try:
            actions.end_need(need, state=state, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS | {"need-day": "on"})
        else:
            flash.done(request, _("Đã ghi kết quả."))
            return redirect("case-support", need.case_id)
    title = _("Kết quả của nhu cầu: %s") % kinds.labels().get(need.kind, need.kind)
    return pages.about_case(request, need.case, form, title=title, submit=_("Ghi kết quả"))


def _form(request: OfficeRequest, case: Case) -> NeedForm:
    today = clock.today()
    office = request.viewer.may(May.RAISE_NEED, case.unit_path)
    return (OfficeNeedForm if office else NeedForm)(
        request.POST or None,
        initial={"raised_on": today, "client_key": str(ids.new_id())},
        kinds=kinds.needs_at(case.unit_path, today),
        trades=kinds.trades_at(case.unit_path, today),
    )
