"""The book of requests: its list, a new one at the desk, one request, whose data it is about."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit
from hoanhap.foundation.privacy import duties, policy, subjects
from hoanhap.foundation.privacy.actions import requests as actions
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, IdentityCheck, RightsRequest
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import queries as case_queries
from hoanhap.web.office import answers
from hoanhap.web.office.privacy import navigation, presenting
from hoanhap.web.office.privacy.forms import AttachForm, RequestForm, moment
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "name-missing": "person_name",
    "asker-missing": "asker_name",
    "authority-missing": "identity_check",
    "received-ahead": "received_on",
    "too-long": "asked",
}


@require_GET
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    if not navigation.concerned(request.viewer):
        raise NotHere
    return render(request, "privacy/book.html", presenting.book(request.viewer, clock.now(), request.GET.get("page")))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest) -> HttpResponse:
    """At the desk: who asks, how it was checked, what for. From a person's page his name stands there already."""
    unit, now = policy.own_unit(request.viewer, May.HANDLE_REQUEST), clock.now()
    if request.method == "GET":
        form = RequestForm(initial={"received_on": clock.today(), **_of_person(request)})
        return _new_page(request, form)
    form = RequestForm(request.POST)
    if not form.is_valid():
        return _new_page(request, form)
    try:
        with transaction.atomic():
            asked = _asked(request, form.cleaned_data, unit.path, now)
            row = actions.receive(asked=asked, unit=unit, by=request.viewer.actor, at=now)
    except Refused as refusal:
        answers.explain(form, refusal, FIELDS)
        return _new_page(request, form)
    flash.done(request, _("Đã ghi yêu cầu số %s vào sổ.") % row.code)
    return redirect("privacy-request", row.pk)


def _of_person(request: OfficeRequest) -> dict[str, Any]:
    wanted = request.GET.get("person", "")
    if not wanted:
        return {}
    subject = subjects.open_for(request.viewer, wanted, clock.now())
    return {"person": subject.id, "person_name": subject.name}


def _asked(request: OfficeRequest, typed: dict[str, Any], unit_path: str, now: datetime) -> actions.Asked:
    found = None
    if typed["person"]:
        found = subjects.open_for(request.viewer, typed["person"], clock.now()).id
    elif typed["id_number"]:
        found = subjects.register[PERSON].find(unit_path, typed["id_number"])
    return actions.Asked(
        kind=RequestKind(typed["kind"]),
        person_name=typed["person_name"],
        asker=Asker(typed["asker"]),
        asker_name=typed["asker_name"],
        identity_check=IdentityCheck(typed["identity_check"]),
        channel=Channel(typed["channel"]),
        received_at=moment(typed["received_on"], typed["received_hour"], now),
        asked=typed["asked"],
        contact=typed["contact"],
        processor=typed["processor"],
        subject_kind=PERSON if found else "",
        subject_id=found,
    )


def _new_page(request: OfficeRequest, form: RequestForm) -> HttpResponse:
    back = reverse("privacy")
    context = {
        "title": _("Ghi một yêu cầu"),
        "lead": _("Thời hạn tính từ lúc nhận. Không thu tiền, không hỏi lý do."),
        "form": form,
        "submit": _("Ghi vào sổ"),
        "back_url": back,
        "cancel_url": back,
    }
    return render(request, "ui/form_page.html", context)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponse:
    row, now = policy.get_request_for(request.viewer, request_id), clock.now()
    log_look(request, row)
    context = presenting.page(request.viewer, row, now) | {"case_id": _case_of(request, row)}
    return render(request, "privacy/request.html", context)


def log_look(request: OfficeRequest, row: RightsRequest) -> None:
    """The names in a request are read: it is in the log before they are shown."""
    audit.record(
        "privacy.request_viewed",
        by=request.viewer.actor,
        subject_kind=duties.REQUEST,
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=clock.now(),
    )


def _case_of(request: OfficeRequest, row: RightsRequest) -> uuid.UUID | None:
    """The open file of the person, for the edit a correction asks for; nothing for whoever may not see it."""
    if not row.subject_id:
        return None
    try:
        subject = subjects.open_for(request.viewer, row.subject_id, clock.now())
    except NotHere:
        return None
    return case_queries.open_cases_of([subject.id]).get(subject.id)


@require_http_methods(["GET", "POST"])
def attach(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponse:
    """Whose data: by the ID number on the card that lies on the desk."""
    row = policy.get_request_for(request.viewer, request_id)
    form = AttachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = subjects.register[PERSON].find(row.unit_path, form.cleaned_data["id_number"])
        if found is None:
            form.add_error("id_number", _("Không thấy người mang số này trong danh sách của đơn vị."))
        else:
            actions.attach(request=row, subject_kind=PERSON, subject_id=found, by=request.viewer.actor, at=clock.now())
            flash.done(request, _("Đã gắn yêu cầu với người trong danh sách."))
            return redirect("privacy-request", row.pk)
    back = reverse("privacy-request", args=[row.pk])
    context = {"title": _("Gắn với người trong danh sách"), "form": form, "submit": _("Tìm và gắn")}
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})
