"""The page of one movement or campaign: its parts, who pledged this year and where, what serves it (cam kết)."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.places.queries import hamlets_of
from hoanhap.kernel import clock, dates, ids, numbers
from hoanhap.kernel.errors import NotHere
from hoanhap.people.community import papers, policy
from hoanhap.people.community.clubs import queries as clubs
from hoanhap.people.community.clubs.queries import Served
from hoanhap.people.community.pledges import actions, queries
from hoanhap.people.community.pledges.actions import SheetDetails
from hoanhap.people.community.pledges.models import PledgeSheet, SignerKind
from hoanhap.people.community.pledges.queries import YearOfPledges
from hoanhap.people.community.pledges.rules import HOUSEHOLD, Tally
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import parted
from hoanhap.people.community.schemes import movements
from hoanhap.people.community.schemes import queries as schemes
from hoanhap.people.community.schemes.movements import Part
from hoanhap.people.community.training import queries as training
from hoanhap.web.office.community import asking, presenting
from hoanhap.web.office.community.scheme_forms import PledgeForm
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest, movement: str) -> HttpResponse:
    """Whoever works in one commune sees its hamlets; the levels above one line a commune."""
    policy.check_reads(request.viewer)
    viewer, today = request.viewer, clock.today()
    spellings = _spellings(movement, viewer.paths(May.READ_AROUND)[0], today)
    own = _own_commune(viewer, today)
    if own is not None:
        return _hamlets(request, movement, spellings, own)
    year, choice = _year_asked(request, movement, today)
    home = asking.home_of(viewer, May.KEEP_SCHEME)
    unit = Place.objects.as_of(today).filter(pk=home).first() if home else None
    found = queries.by_commune(viewer, movement, year=year, on=today)
    sheets = queries.sheets_of_unit(unit.pk, movement, year=year) if unit else PledgeSheet.objects.none()
    context = {"adds": unit, "undoes": unit, "above": True, "choices": [choice]} | _pledged(movement, found, sheets)
    context |= _movement(viewer, movement, spellings, year, viewer.paths(May.READ_AROUND)[0])
    return render(request, "community/movement.html", context)


@require_GET
def commune(request: OfficeRequest, movement: str, unit: int) -> HttpResponse:
    place = policy.get_commune_for(request.viewer, unit, to=May.READ_AROUND)
    today = clock.today()
    spellings = _spellings(movement, place.path, today)
    # A movement the commune added itself has no page above it: from there one goes back to the list.
    known_above = movement in movements.known_at(request.viewer.paths(May.READ_AROUND)[0], today)
    back = reverse("movement", args=[movement]) if known_above else ""
    return _hamlets(request, movement, spellings, place, back=back)


@require_GET
def paper(request: OfficeRequest, movement: str, unit: int) -> HttpResponse:
    """The pledges of a year as a paper to be edited and signed: of a commune by hamlets, of others by communes."""
    place, today = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME), clock.today()
    name = _spellings(movement, place.path, today)[0]
    if place.kind == PlaceKind.HAMLET:
        raise NotHere
    year, _choice = _year_asked(request, movement, today)
    ground = queries.with_forebears(place, today)
    found = (
        queries.by_hamlet(ground, movement, year=year, on=today)
        if place.kind == PlaceKind.COMMUNE
        else queries.by_commune(request.viewer, movement, year=year, on=today, ground=ground)
    )
    pledged = papers.Pledged(unit=place, movement=movement, name=name, year=year, found=found)
    return presenting.download(papers.pledges_paper(pledged, request.viewer), f"ky-cam-ket-{year}")


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, movement: str, unit: int) -> HttpResponse:
    """One signed sheet: where, how many, one press."""
    place, today = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME), clock.today()
    name = _spellings(movement, place.path, today)[0]
    if place.kind == PlaceKind.HAMLET:
        raise NotHere
    last_day = today if place.valid_to is None else min(today, place.valid_to - timedelta(days=1))
    hamlets = {str(one.pk): one for one in hamlets_of(place, last_day)} if place.kind == PlaceKind.COMMUNE else {}
    parts = movements.parts_of(movement)
    form = PledgeForm(
        request.POST or None,
        hamlets=[(key, one.full_name) for key, one in hamlets.items()],
        parts=[(part.code, labels.shown(part.name)) for part in parts],
        initial={
            "signer": HOUSEHOLD,
            "hamlet": request.GET.get("hamlet"),
            "parts": [part.code for part in parts],
            "signed_on": last_day,
            "kept_at": queries.last_kept_at(place, movement),
            "client_key": str(ids.new_id()),
        },
    )

    def act(typed: asking.Typed) -> PledgeSheet:
        said = typed | {"signer": SignerKind(typed["signer"]), "hamlet": hamlets.get(typed.get("hamlet", ""))}
        return actions.enter_sheet(
            unit=place, movement=movement, details=SheetDetails(**said), by=request.viewer.actor, at=clock.now()
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Ghi bản ký cam kết"),
        lead=_lead(labels.shown(name), place),
        submit=_("Ghi bản ký"),
        done=_("Đã ghi bản ký cam kết."),
        back=_address(request.viewer, movement, place),
        to=lambda sheet: _address(request.viewer, movement, place, sheet.signed_on.year),
        fields=_FIELDS,
    )


@require_POST
def take_back(request: OfficeRequest, pledge_id: uuid.UUID) -> HttpResponse:
    """A wrong line: it counts no more."""
    row = policy.get_row_for(request.viewer, PledgeSheet, pledge_id, to=May.KEEP_SCHEME)
    return asking.press(
        request,
        lambda: actions.take_back(row, by=request.viewer.actor, at=clock.now()),
        done=_("Đã bỏ dòng ghi nhầm."),
        to=_address(request.viewer, row.movement, row.unit, row.signed_on.year),
    )


_FIELDS = {
    "pledge-day": "signed_on",
    "pledge-twice": "signed_on",
    "pledge-hamlet": "hamlet",
    "pledge-signed": "signed",
    "pledge-parts": "parts",
    "pledge-kept": "kept_at",
}


def _hamlets(
    request: OfficeRequest, movement: str, spellings: Sequence[str], place: Place, *, back: str = ""
) -> HttpResponse:
    viewer, today = request.viewer, clock.today()
    year, choice = _year_asked(request, movement, today)
    ground = queries.with_forebears(place, today)
    keeps = viewer.may(May.KEEP_SCHEME, place.path)
    found = queries.by_hamlet(ground, movement, year=year, on=today)
    context = {
        "place": place,
        "adds": place if keeps and place.lives_on(today) else None,
        "adds_late": _gone(ground, year, today) if keeps else [],
        "undoes": keeps,
        "back": back,
        "choices": [choice],
    }
    context |= _pledged(movement, found, queries.sheets(ground, movement, year=year))
    context |= _movement(viewer, movement, spellings, year, place.path)
    return render(request, "community/movement.html", context)


def _movement(viewer: Viewer, movement: str, spellings: Sequence[str], year: int, path: str) -> dict[str, Any]:
    """What it is called and made of, and what served it in the year."""
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    _total, done = clubs.together(path, start, end)
    return {
        "movement": movement,
        "name": labels.shown(spellings[0]),
        "also": spellings[1:],
        "parts": movements.parts_of(movement),
        "year": year,
        "this_year": viewer.on.year,
        "courses": training.together(path, start, end).by_movement.get(movement, 0),
        "done": done.get(movement, Served()),
        "schemes": schemes.schemes_for(viewer).filter(movement=movement),
    }


def _pledged(movement: str, found: YearOfPledges, sheets: Any) -> dict[str, Any]:
    parts = movements.parts_of(movement)
    kinds = [
        (label, _counts(found.tally, parts, kind))
        for kind, label in SignerKind.choices
        if kind == HOUSEHOLD or found.tally.count(signer=kind)
    ]
    return {
        "found": found,
        "kinds": kinds,
        "sums": _counts(found.tally, parts, None),
        "sheets": [(sheet, _said(sheet, parts)) for sheet in sheets],
    }


def _counts(tally: Tally, parts: Sequence[Part], kind: str | None) -> list[tuple[str, int]]:
    """All that signed, then those for each part, each with its words."""
    by_part = [(labels.shown(part.name), tally.count(signer=kind, part=part.code)) for part in parts]
    return [(_("Đã ký"), tally.count(signer=kind)), *by_part]


def _lead(name: str, place: Place) -> str:
    where = f"{name}, {place.full_name}."
    if place.kind == PlaceKind.COMMUNE:
        return where
    below = _("Bản ký ở xã thì ghi ở trang của xã.")
    return f"{where} {below}"


def _said(sheet: PledgeSheet, parts: Sequence[Part]) -> str:
    """For which parts a sheet pledges, where that is not for all."""
    meant = set(parted(sheet.parts))
    return (
        "" if len(meant) == len(parts) else "; ".join(labels.shown(part.name) for part in parts if part.code in meant)
    )


def _spellings(movement: str, path: str, today: date) -> list[str]:
    """The name as it was written, then its other spellings. Raises NotHere for one not known there."""
    found = movements.names_at(path, today).get(movement)
    if found is None:
        raise NotHere
    return found


def _own_commune(viewer: Viewer, today: date) -> Place | None:
    """The commune of somebody who works in one; None for the levels above."""
    here = Place.objects.as_of(today).filter(viewer.scope_q(May.READ_AROUND, "path"), kind=PlaceKind.COMMUNE)
    found = list(here.order_by("path")[:2])
    return found[0] if len(found) == 1 else None


def _year_asked(request: OfficeRequest, movement: str, today: date) -> tuple[int, Choice]:
    known = queries.years_known(request.viewer, movement, today)
    year = numbers.asked(request.GET.get("year"), least=min(known), most=today.year) or today.year
    return year, Choice("year", _("Năm"), tuple((str(one), str(one)) for one in known), str(year))


def _gone(ground: Sequence[Place], year: int, today: date) -> list[tuple[Place, str]]:
    """Units that went into this one in the year shown or later, each with its last day: what was signed there before
    is still written there.
    """
    ended = [(one, one.valid_to) for one in ground if one.valid_to is not None and one.valid_to <= today]
    return [(one, dates.show(end - timedelta(days=1))) for one, end in ended if end > date(year, 1, 1)]


def _address(viewer: Viewer, movement: str, unit: Place, year: int | None = None) -> str:
    """The page a sheet of this unit is counted on."""
    own = unit.kind != PlaceKind.COMMUNE or _own_commune(viewer, viewer.on) is not None
    page = reverse("movement", args=[movement]) if own else reverse("movement-commune", args=[movement, unit.pk])
    return page if year in (None, viewer.on.year) else f"{page}?year={year}"
