"""Logging a contact on the way home, and correcting one with its reason."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock, ids
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc
from hoanhap.people.care import actions, policy, queries
from hoanhap.people.care.actions import FACTS
from hoanhap.people.care.models import Contact
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.cases.forms import ContactCorrectionForm, ContactForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "contact-future": "met_on",
    "contact-before-case": "met_on",
    "contact-after-case": "met_on",
    "contact-place": "place",
    "contact-condition": "condition",
    "contact-work": "work",
    "contact-reason": "missed_reason",
    "contact-next": "next_on",
    "contact-correction-reason": "reason",
}


@require_http_methods(["GET", "POST"])
def log(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same `client_key` sent twice, by a nervous thumb or a weak network, is one contact."""
    case, now = policy.get_case_for(request.viewer, case_id, to=CarePermission.LOG_CONTACT), clock.now()
    initial = {"met_on": now.date(), "met_time": now.strftime("%H:%M"), "client_key": str(ids.new_id())}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            contact = actions.log_contact(case, details=form.details(), by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            if _says(queries.details_of(contact)) == _says(form.details()):
                flash.done(request, _("Đã ghi lần gặp."))
            else:
                unsaved = _("Lần gặp này đã ghi trước đó. Bản vừa gửi khác và chưa được lưu; hãy sửa lần gặp.")
                flash.look(request, unsaved)
            return redirect("case", case.pk)
    return _page(request, case, form, title=_("Ghi lần gặp"), submit=_("Ghi"))


@require_http_methods(["GET", "POST"])
def correct(request: OfficeRequest, contact_id: uuid.UUID) -> HttpResponse:
    """The version before stays with who corrected it and why."""
    contact = policy.get_contact_for(request.viewer, contact_id, to=CarePermission.CORRECT_CONTACT)
    form = ContactCorrectionForm(request.POST or None, initial=_said(contact))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_contact(
                contact,
                changes=_changes(form),
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
            if refusal.code == "contact-version":
                _show_both(form, contact)
        else:
            flash.done(request, _("Đã sửa lần gặp; bản cũ vẫn được giữ."))
            return redirect("case", contact.case_id)
    return _page(request, contact.case, form, title=_("Sửa lần gặp"), submit=_("Lưu bản sửa"))


def _says(details: ContactDetails) -> tuple[object, ...]:
    """What an officer would miss if it were not kept: a form sent again after going back may say something new."""
    words = tuple(nfc(text).strip() for text in (details.need, details.note))
    facts = (details.place, details.met, details.missed_reason, details.condition, details.work)
    return clock.local_day(details.met_at), *facts, *words


def _said(contact: Contact) -> dict[str, Any]:
    """What the contact says now, as the form shows it."""
    details, met_at = queries.details_of(contact), contact.met_at.astimezone(clock.VN)
    return {
        "met_on": met_at.date(),
        "met_time": met_at.strftime("%H:%M"),
        "place": details.place,
        "met": "yes" if details.met else "no",
        "missed_reason": details.missed_reason,
        "condition": details.condition,
        "work": details.work,
        "need": details.need,
        "note": details.note,
        "next": "own" if details.next_on else "",
        "next_on": details.next_on,
        "version": contact.version,
    }


def _changes(form: ContactCorrectionForm) -> dict[str, Any]:
    details = form.details()
    return {name: getattr(details, name) for name in (*FACTS, *queries.SEALED)}


def _show_both(form: ContactCorrectionForm, contact: Contact) -> None:
    """The form keeps what was typed; beside it stands what somebody else has just written."""
    contact.refresh_from_db()
    now = _said(contact)
    form.lost = [  # type: ignore[attr-defined]
        {"label": form.fields[name].label, "theirs": _words(form, name, now[name]), "yours": _words(form, name, typed)}
        for name in ("met_on", "met_time", "place", "met", "missed_reason", "condition", "work", "need", "note")
        if (typed := form[name].value()) is not None
    ]
    answers.carry(form, version=contact.version)


def _words(form: ContactCorrectionForm, name: str, value: Any) -> str:
    """A choice by its label, a day as people write it."""
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, form[name].field.widget.format_value(value) or ""))


def _page(request: OfficeRequest, case: Case, form: ContactForm, *, title: str, submit: str) -> HttpResponse:
    address = reverse("case", args=[case.pk])
    context = {
        "title": title,
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "when": _when(form),
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/contact.html", context)


def _when(form: ContactForm) -> str:
    """The moment as it stands in the form, said in the line that folds it away."""
    day = form["met_on"].value()
    return _("Gặp lúc %(time)s ngày %(day)s (đổi)") % {
        "time": form["met_time"].value() or "…",
        "day": show(day) if isinstance(day, date) else day or "…",
    }
