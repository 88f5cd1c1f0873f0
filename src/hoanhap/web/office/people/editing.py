"""Correcting what is written about a person; of two officers the second sees what the first wrote."""

import uuid
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.persons import actions, policy, queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.web.office import answers
from hoanhap.web.office.people import presenting
from hoanhap.web.office.people.forms import CorrectionForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, person_id: uuid.UUID) -> HttpResponse:
    person = policy.get_person_for(request.viewer, person_id, to=PersonPermission.CORRECT)
    if request.method == "GET":
        return _page(request, person, _form(request, person, initial=_opened(request, person)))
    if "reveal" in request.POST:
        return _page(request, person, _revealed(request, person, request.POST["reveal"]))
    form = _form(request, person, data=request.POST)
    if form.is_valid():
        try:
            actions.correct(
                person=person,
                changes=form.changes(),
                version=form.cleaned_data["version"],
                by=request.viewer.actor,
                at=clock.now(),
                may_reveal=request.viewer.may(PersonPermission.REVEAL, person.unit_path),
            )
        except Refused as refusal:
            answers.explain(form, refusal, answers.OF_PERSONS, version=_version(person))
        else:
            flash.done(request, _("Đã sửa thông tin."))
            return redirect(_way_back(person))
    return _page(request, person, form)


def _form(request: OfficeRequest, person: Person, **given: Any) -> CorrectionForm:
    hamlets = presenting.hamlets_under(person.unit, request.viewer)
    masked = queries.masked_of(request.viewer, person, *CorrectionForm.HIDDEN)
    return CorrectionForm(**given, hamlets=hamlets, masked=masked)


@transaction.atomic
def _opened(request: OfficeRequest, person: Person) -> dict[str, Any]:
    """What stands in plain in the form; the look is logged before it is answered."""
    audit.record(
        "person.opened",
        by=request.viewer.actor,
        subject_kind="person",
        subject_id=person.pk,
        unit_path=person.unit_path,
        at=clock.now(),
    )
    details = asdict(queries.details_of(person))
    plain = {name: value for name, value in details.items() if name not in CorrectionForm.HIDDEN.values()}
    return plain | {"hamlet": details["hamlet_id"], "version": person.version}


def _revealed(request: OfficeRequest, person: Person, field: str) -> CorrectionForm:
    """The form as it was typed so far, with one masked field filled in: a look of its own in the log."""
    if field not in CorrectionForm.HIDDEN:
        raise NotHere
    gated = policy.get_person_to_reveal(request.viewer, person.pk, field)
    shown = actions.reveal(gated, field=field, by=request.viewer.actor, at=clock.now())
    typed = {name: request.POST.get(name, "") for name in CorrectionForm.base_fields}
    return _form(
        request,
        person,
        initial=typed | {"forget": request.POST.getlist("forget"), CorrectionForm.HIDDEN[field]: shown},
    )


def _version(person: Person) -> int:
    """The version after somebody else wrote: the next press is about what both have now seen."""
    person.refresh_from_db(fields=["version"])
    return person.version


def _way_back(person: Person) -> str:
    case_id = case_queries.open_cases_of([person.pk]).get(person.pk)
    return reverse("case", args=[case_id]) if case_id else reverse("people")


def _page(request: OfficeRequest, person: Person, form: CorrectionForm) -> HttpResponse:
    address = _way_back(person)
    context = {
        "title": _("Sửa thông tin"),
        "lead": _("Mọi lần mở và sửa thông tin đều được ghi nhật ký."),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "people/edit.html", context)
