"""How a form about one file, or about a register, is drawn: a title, who it is about, the way back."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import Need
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import kinds, needs
from hoanhap.web.office.cases import naming
from hoanhap.web.ui.requests import OfficeRequest

FORM = "ui/form_page.html"


def back_of(viewer: Viewer, case: Case) -> str:
    """Where somebody comes from: the page of help for the office, his own page for a helper."""
    whole = viewer.may(May.READ_SUPPORT, case.unit_path)
    return reverse("case-support" if whole else "case", args=[case.pk])


def about_case(
    request: OfficeRequest, case: Case, form: forms.Form, *, title: str, submit: str, template: str = FORM, **more: Any
) -> HttpResponse:
    """One question about one person on a page of its own."""
    back = back_of(request.viewer, case)
    context = {
        "title": title,
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": submit,
        "back_url": back,
        "cancel_url": back,
    }
    return render(request, template, context | more)


def about_register(
    request: OfficeRequest, form: forms.Form, *, title: str, submit: str, back: str, template: str = FORM, **more: Any
) -> HttpResponse:
    """One question about a register."""
    context = {"title": title, "form": form, "submit": submit, "back_url": back, "cancel_url": back}
    return render(request, template, context | more)


def require(viewer: Viewer, to: May) -> None:
    """The gate of a page whose address names nothing. Raises NotHere."""
    if not viewer.may(to):
        raise NotHere


def own_unit(viewer: Viewer, to: May) -> Place:
    """The unit of the viewer's first posting that may do this. Raises NotHere."""
    seat = next((one for one in viewer.seats if one.may(to)), None)
    if seat is None:
        raise NotHere
    return Place.objects.get(pk=seat.place_id)


def waiting_needs(case: Case) -> list[tuple[str, str]]:
    """The needs something may be arranged for, by kind."""
    known = kinds.labels()
    return [(str(need.pk), known.get(need.kind, need.kind)) for need in needs.waiting_of(case)]


def chosen_need(case: Case, key: str) -> Need | None:
    return needs.waiting_of(case).filter(pk=key).first() if key else None
