"""Watching over reading: the hub, alarms and their answers, who opened a file, the state of the log."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit
from hoanhap.foundation.watch import actions, policy
from hoanhap.foundation.watch.models import Answer
from hoanhap.foundation.watch.policy import WatchPermission
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import policy as case_policy
from hoanhap.web.office.watching import presenting
from hoanhap.web.office.watching.forms import AnswerForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def hub(request: OfficeRequest) -> HttpResponse:
    """Everybody signed in has this page; it shows only the doors that are his."""
    return render(request, "watching/hub.html", presenting.hub(request.viewer, clock.now()))


@require_GET
@transaction.atomic
def alarms(request: OfficeRequest) -> HttpResponse:
    _require(request, WatchPermission.SEE_ALARMS)
    _log(request, "watch.alarms_seen", "account", request.viewer.account_id)
    return render(request, "watching/alarms.html", presenting.alarms(request.viewer, request.GET.get("page")))


@require_http_methods(["GET", "POST"])
def alarm(request: OfficeRequest, alarm_id: uuid.UUID) -> HttpResponse:
    one = policy.get_alarm_for(request.viewer, alarm_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, note = Answer(form.cleaned_data["said"]), form.cleaned_data["note"]
        try:
            actions.answer(one, said=said, note=note, by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error("note" if refusal.code == "watch-note" else None, str(refusal))
        else:
            flash.done(request, _("Đã ghi kết luận."))
            return redirect("watching")
    return render(request, "watching/alarm.html", presenting.alarm(one) | {"form": form})


@require_GET
@transaction.atomic
def looks(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who opened this file; the question itself is logged, and no value of the file is shown."""
    case = case_policy.get_case_for(request.viewer, case_id)
    request.viewer.require(WatchPermission.SEE_LOOKS, case.unit_path)
    _log(request, "watch.looks_seen", "case", case.pk, case.unit_path)
    return render(request, "watching/looks.html", presenting.looks(case, request.GET.get("page")))


@require_GET
@transaction.atomic
def log_state(request: OfficeRequest) -> HttpResponse:
    _require(request, WatchPermission.SEE_LOG)
    _log(request, "watch.log_seen", "account", request.viewer.account_id)
    return render(request, "watching/log.html", presenting.log_state())


def _require(request: OfficeRequest, permission: WatchPermission) -> None:
    if not request.viewer.may(permission):
        raise NotHere


def _log(request: OfficeRequest, code: str, kind: str, subject_id: object, unit_path: str = "") -> None:
    audit.record(
        code,
        by=request.viewer.actor,
        subject_kind=kind,
        subject_id=str(subject_id),
        unit_path=unit_path,
        at=clock.now(),
    )
