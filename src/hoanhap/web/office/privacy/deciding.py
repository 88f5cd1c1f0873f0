"""Answering a request: confirm the receipt, take longer once, decide, say that it was done."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.foundation.privacy import policy
from hoanhap.foundation.privacy.actions import requests as actions
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Outcome, RightsRequest
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office import answers
from hoanhap.web.office.privacy import presenting
from hoanhap.web.office.privacy.forms import DecideForm, ExtendForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_POST
def acknowledge(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponseRedirect:
    row = policy.get_request_for(request.viewer, request_id)
    actions.acknowledge(request=row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã ghi: người yêu cầu được báo là đã nhận."))
    return redirect("privacy-request", row.pk)


@require_http_methods(["GET", "POST"])
def extend(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponse:
    row = policy.get_request_for(request.viewer, request_id)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.extend(request=row, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã gia hạn. Báo cho người yêu cầu biết lý do và ngày mới."))
            return redirect("privacy-request", row.pk)
    return _page(request, row, form, title=_("Gia hạn trả lời"), submit=_("Gia hạn"))


@require_http_methods(["GET", "POST"])
def decide(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponse:
    """Granting is the officer's; refusing, in whole or in part, is the leader's, with its ground."""
    row = policy.get_request_for(request.viewer, request_id)
    refusing = request.viewer.may(May.REFUSE_REQUEST, row.unit_path)
    kind = RequestKind(row.kind)
    form = DecideForm(request.POST or None, kind=kind, refusing=refusing)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            row = actions.decide(
                request=row,
                outcome=Outcome(typed["outcome"]),
                ground=typed.get("ground", ""),
                answer=typed["answer"],
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"ground": "ground"})
        else:
            flash.done(request, _("Đã ghi trả lời."))
            return redirect("privacy-request", row.pk)
    return _page(request, row, form, title=_("Trả lời yêu cầu"), submit=_("Ghi trả lời"))


@require_POST
def finish(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponseRedirect:
    row = policy.get_request_for(request.viewer, request_id)
    actions.finish(request=row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã ghi: làm xong yêu cầu số %s.") % row.code)
    return redirect("privacy-request", row.pk)


def _page(request: OfficeRequest, row: RightsRequest, form: Any, *, title: str, submit: str) -> HttpResponse:
    back = reverse("privacy-request", args=[row.pk])
    lead = _("Yêu cầu số %(code)s: %(kind)s") % {"code": row.code, "kind": presenting.label(row)}
    context = {"title": title, "lead": lead, "form": form, "submit": submit, "back_url": back, "cancel_url": back}
    return render(request, "ui/form_page.html", context)
