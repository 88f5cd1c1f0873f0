"""Schemes on screen: by any spelling, one scheme with its places and who took over from whom (mô hình)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.places.queries import heirs
from hoanhap.kernel import clock, numbers
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions, movements, queries
from hoanhap.people.community.schemes.actions import SchemeDetails, SiteDetails
from hoanhap.people.community.schemes.models import Scheme, SchemeKind, Site
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.scheme_forms import NameForm, SchemeForm, SiteForm
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Schemes by any spelling, kind and owner; what nobody looked at for a year stands above."""
    policy.check_reads(request.viewer)
    kind, owner = _known(request, "kind", SchemeKind.values), _known(request, "owner", Body.values)
    rows = queries.schemes_for(request.viewer, text=request.GET.get("q", ""), kind=kind, owner=owner)
    every = ("", _("Tất cả"))
    context = {
        "rows": rows,
        "flagged": queries.flagged(request.viewer, clock.today()),
        "choices": [
            Choice("kind", _("Loại"), (every, *((code, str(words)) for code, words in SchemeKind.choices)), kind),
            Choice("owner", _("Đơn vị chủ trì"), (every, *((code, str(words)) for code, words in Body.choices)), owner),
        ],
        "home": asking.home_of(request.viewer, May.KEEP_SCHEME),
    }
    return render(request, "community/schemes.html", context)


@require_GET
def show(request: OfficeRequest, scheme_id: uuid.UUID) -> HttpResponse:
    scheme = policy.get_given_for(request.viewer, Scheme, scheme_id)
    today = clock.today()
    year = numbers.asked(request.GET.get("year"), least=2000, most=2100) or today.year
    lines = queries.sites_for(request.viewer, today, scheme=scheme, year=year)
    years = [str(one) for one in range(today.year, today.year - 6, -1)]
    context = {
        "scheme": scheme,
        "names": scheme.names.exclude(name=scheme.name).order_by("name", "id"),
        "movement": movements.said_at(scheme.unit_path, today).get(scheme.movement, ""),
        "lines": lines,
        "year": year,
        "choices": [Choice("year", _("Năm"), tuple((one, one) for one in years), str(year))],
        "tree": [branch for branch in queries.tree(scheme) if branch.taken_over],
        "keeps": request.viewer.may(May.KEEP_SCHEME, scheme.unit_path),
        "home": asking.home_of(request.viewer, May.KEEP_SCHEME),
    }
    return render(request, "community/scheme.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME)
    known = list(movements.said_at(place.path, clock.today()).items())
    form = SchemeForm(request.POST or None, movements=known)

    def act(typed: asking.Typed) -> Scheme:
        said = typed | {"kind": SchemeKind(typed["kind"]), "owner": Body(typed["owner"])}
        return actions.enter_scheme(unit=place, details=SchemeDetails(**said), by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Ghi mô hình"),
        submit=_("Ghi mô hình"),
        done=_("Đã ghi mô hình. Hãy thêm nơi làm."),
        back=reverse("schemes"),
        to=_address,
        fields={"scheme-name": "name", "scheme-twice": "name"},
    )


@require_http_methods(["GET", "POST"])
def name(request: OfficeRequest, scheme_id: uuid.UUID) -> HttpResponse:
    scheme = policy.get_row_for(request.viewer, Scheme, scheme_id, to=May.KEEP_SCHEME)
    return asking.ask(
        request,
        NameForm(request.POST or None),
        lambda typed: actions.add_name(scheme, name=typed["name"], by=request.viewer.actor, at=clock.now()),
        title=_("Tên gọi khác của %s") % scheme.name,
        submit=_("Thêm tên"),
        done=_("Đã thêm tên gọi."),
        back=_address(scheme),
        fields={"scheme-name": "name", "scheme-twice": "name"},
    )


@require_http_methods(["GET", "POST"])
def site_new(request: OfficeRequest, scheme_id: uuid.UUID, unit: int) -> HttpResponse:
    """A place of the unit's part of the map is to run the scheme."""
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME)
    scheme = policy.get_given_for(request.viewer, Scheme, scheme_id)
    units, sites = communes_of(place), {str(site.pk): site for site in _running(request.viewer, scheme)}
    form = SiteForm(
        request.POST or None,
        units=[(key, one.full_name) for key, one in units.items()],
        sites=[(key, _said(site)) for key, site in sites.items()],
        hamlets=asking.hamlets_of(place) if len(units) == 1 else [],
        initial={"planned_on": clock.today()},
    )

    def act(typed: asking.Typed) -> Site:
        said = {key: value for key, value in typed.items() if key != "unit"}
        details = SiteDetails(**said | {"came_from": sites.get(typed["came_from"]), "hamlet": asking.hamlet(typed)})
        return actions.plan_site(
            scheme, unit=units[typed["unit"]], details=details, by=request.viewer.actor, at=clock.now()
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Thêm nơi làm %s") % scheme.name,
        submit=_("Thêm nơi làm"),
        done=_("Đã thêm nơi làm mô hình."),
        back=_address(scheme),
        to=lambda site: reverse("site", args=[site.pk]),
        fields={"site-label": "label", "site-twice": "label", "site-unit": "unit"},
    )


def communes_of(place: Place) -> dict[str, Place]:
    """The living communes at a place and below it, or where its ground lies now, by id as a form knows them."""
    today = clock.today()
    here = paths.under_any("path", [one.path for one in heirs(place, today)])
    found = Place.objects.as_of(today).filter(here, kind=PlaceKind.COMMUNE).order_by("path")
    return {str(one.pk): one for one in found}


def _running(viewer: Viewer, scheme: Scheme) -> list[Site]:
    rows = policy.given_to(viewer, Site).filter(scheme=scheme, started_on__isnull=False).select_related("unit")
    return list(rows.order_by("unit_path", "label", "id"))


def _said(site: Site) -> str:
    return f"{site.label}, {site.unit.full_name}" if site.label else site.unit.full_name


def _known(request: OfficeRequest, name: str, values: list[str]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in values else ""


def _address(scheme: Scheme) -> str:
    return reverse("scheme", args=[scheme.pk])
