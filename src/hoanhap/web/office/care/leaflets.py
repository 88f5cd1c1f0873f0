"""The library of leaflets of the unit: what is given out, who approved it, and the versions before."""

import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.viewer import Seat, Viewer
from hoanhap.foundation.places import queries as places
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care.counselling import actions, policy
from hoanhap.people.care.policy import CarePermission
from hoanhap.web.office import answers
from hoanhap.web.office.care.forms import LeafletForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "leaflet-title": "title",
    "leaflet-source": "source",
    "leaflet-approved_by": "approved_by",
    "leaflet-day": "valid_from",
}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Own leaflets and those of the levels above, every version."""
    seat = keeping_seat(request.viewer, CarePermission.KEEP_LEAFLET)
    rows = [(one, seat.path == one.unit_path and one.valid_to is None) for one in policy.leaflets_for(seat.path)]
    return render(request, "care/leaflets.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest) -> HttpResponse:
    seat = keeping_seat(request.viewer, CarePermission.KEEP_LEAFLET)
    form = LeafletForm(request.POST or None, initial={"valid_from": clock.today()})

    def act() -> object:
        unit = places.get(seat.place_id)
        return actions.add_leaflet(unit=unit, details=form.details(), by=request.viewer.actor, at=clock.now())

    return _answer(request, form, act, title=_("Thêm tờ rơi"))


@require_http_methods(["GET", "POST"])
def replace(request: OfficeRequest, leaflet_id: uuid.UUID) -> HttpResponse:
    """The next version; what was given out before stays on record as it was."""
    leaflet = policy.get_leaflet_for(request.viewer, leaflet_id)
    begin = {"title": leaflet.title, "source": leaflet.source, "valid_from": clock.today()}
    form = LeafletForm(request.POST or None, initial=begin)

    def act() -> object:
        return actions.replace_leaflet(leaflet, details=form.details(), by=request.viewer.actor, at=clock.now())

    return _answer(request, form, act, title=_("Thay bằng bản mới"), lead=leaflet.name)


def keeping_seat(viewer: Viewer, permission: CarePermission) -> Seat:
    """The post by which this is kept: its place is whose it is. Raises NotHere."""
    seat = next((seat for seat in viewer.seats if seat.may(permission)), None)
    if seat is None:
        raise NotHere
    return seat


def _answer(
    request: OfficeRequest, form: LeafletForm, act: Callable[[], object], *, title: str, lead: str = ""
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã đưa vào thư viện."))
            return redirect("leaflets")
    address = reverse("leaflets")
    context = {"title": title, "lead": lead, "form": form, "submit": _("Lưu"), "back_url": address}
    return render(request, "ui/form_page.html", context | {"cancel_url": address})
