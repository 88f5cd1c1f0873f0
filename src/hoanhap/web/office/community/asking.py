"""One question on a page of its own: ask, do, say that it is done, go on; a refusal stands beside its field."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

Typed = dict[str, Any]


def ask(
    request: OfficeRequest,
    form: forms.Form,
    act: Callable[[Typed], object],
    *,
    title: str,
    submit: str,
    done: str,
    back: str,
    to: Callable[[Any], str] | None = None,
    fields: Mapping[str, str] | None = None,
    lead: str = "",
    template: str = "ui/form_page.html",
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Draw the form, or do what it says. `to`: the page of what was made; without it back where one came from."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except Refused as refusal:
            beside(form, refusal, fields or {})
        else:
            flash.done(request, done)
            return redirect(to(made) if to else back)
    context = {"title": title, "form": form, "submit": submit, "back_url": back, "cancel_url": back, "lead": lead}
    return render(request, template, context | dict(more or {}))


def press(request: OfficeRequest, act: Callable[[], object], *, done: str, to: str) -> HttpResponse:
    """One press without a form: done and said, or refused and said, on the page it came from."""
    try:
        act()
    except Refused as refusal:
        flash.look(request, words(refusal))
    else:
        flash.done(request, done)
    return redirect(to)


def beside(form: forms.Form, refusal: Refused, fields: Mapping[str, str]) -> None:
    field = fields.get(refusal.code or "")
    form.add_error(field if field in form.fields else None, words(refusal))


def words(refusal: Refused) -> str:
    """The sentence and the way out."""
    return " ".join(part for part in (str(refusal), str(refusal.way_out or "")) if part)


def hamlets_of(unit: Place) -> list[tuple[str, str]]:
    """The hamlets of a unit as choices, the first of them none."""
    found = Place.objects.as_of(clock.today()).under(unit.path).filter(kind=PlaceKind.HAMLET).order_by("path")
    return [("", "–"), *((str(place.pk), place.full_name) for place in found)]


def hamlet(typed: Typed) -> Place | None:
    """The hamlet somebody chose."""
    return Place.objects.get(pk=int(typed["hamlet"])) if typed.get("hamlet") else None


def home_of(viewer: Viewer, permission: CommunityPermission) -> int | None:
    """The unit for which the viewer enters something new: that of his first posting that may."""
    return next((seat.place_id for seat in viewer.seats if seat.may(permission)), None)
