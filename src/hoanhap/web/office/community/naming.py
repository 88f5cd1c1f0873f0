"""Movements under all their names, and who was recognised (phong trào, công nhận)."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.kernel import clock
from hoanhap.people.community import policy
from hoanhap.people.community.clubs import queries as clubs
from hoanhap.people.community.clubs.queries import Served
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import movements, naming
from hoanhap.people.community.schemes.models import Recognition, RecognitionLevel
from hoanhap.people.community.schemes.naming import RecognitionDetails
from hoanhap.people.community.training import queries as training
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.scheme_forms import MovementForm, RecognitionForm, SpellingForm
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Every movement known here, with its spellings, parts and how many courses of this year served it."""
    policy.check_reads(request.viewer)
    path, today = request.viewer.paths(May.READ_AROUND)[0], clock.today()
    served = training.together(path, date(today.year, 1, 1), date(today.year + 1, 1, 1))
    total, done = clubs.together(path, date(today.year, 1, 1), date(today.year + 1, 1, 1))
    names = movements.names_at(path, today)
    rows = [
        {
            "code": code,
            "name": name,
            "also": names[code][1:],
            "parts": movements.parts_of(code),
            "courses": served.by_movement.get(code, 0),
            "done": done.get(code, Served()),
        }
        for code, name in movements.said_at(path, today).items()
    ]
    home = asking.home_of(request.viewer, May.KEEP_SCHEME)
    context = {"rows": rows, "courses": served.total, "total": total, "home": home}
    return render(request, "community/movements.html", context)


@require_http_methods(["GET", "POST"])
def movement(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME)
    return asking.ask(
        request,
        MovementForm(request.POST or None),
        lambda typed: naming.add_movement(
            unit=place, name=typed["name"], valid_from=clock.today(), by=request.viewer.actor, at=clock.now()
        ),
        title=_("Thêm phong trào, cuộc vận động"),
        submit=_("Thêm phong trào"),
        done=_("Đã thêm phong trào."),
        back=reverse("movements"),
        fields={"movement-name": "name", "movement-twice": "name"},
    )


@require_http_methods(["GET", "POST"])
def spelling(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME)
    today = clock.today()
    form = SpellingForm(request.POST or None, movements=list(movements.said_at(place.path, today).items()))
    return asking.ask(
        request,
        form,
        lambda typed: naming.add_spelling(unit=place, **typed, on=today, by=request.viewer.actor, at=clock.now()),
        title=_("Thêm tên gọi khác"),
        lead=_("Các tên gọi khác nhau cùng một phong trào được cộng chung."),
        submit=_("Thêm tên"),
        done=_("Đã thêm tên gọi."),
        back=reverse("movements"),
        fields={"movement-name": "name", "movement-twice": "name", "movement-unknown": "code"},
    )


@require_GET
def recognitions(request: OfficeRequest) -> HttpResponse:
    """Who was recognised, each counted at its own level only."""
    policy.check_reads(request.viewer)
    rows = list(
        policy.rows_for(request.viewer, Recognition).select_related("unit", "hamlet").order_by("-year", "level", "id")
    )
    year = rows[0].year if rows else clock.today().year
    counts = [
        (str(level.label), sum(row.level == level and row.year == year for row in rows)) for level in RecognitionLevel
    ]
    home = asking.home_of(request.viewer, May.KEEP_SCHEME)
    context = {"rows": rows, "year": year, "counts": counts, "home": home}
    return render(request, "community/recognitions.html", context)


@require_http_methods(["GET", "POST"])
def recognise(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_SCHEME)
    today = clock.today()
    form = RecognitionForm(
        request.POST or None, hamlets=asking.hamlets_of(place), initial={"year": today.year, "decided_on": today}
    )

    def act(typed: asking.Typed) -> object:
        said = typed | {"level": RecognitionLevel(typed["level"]), "hamlet": asking.hamlet(typed)}
        details = RecognitionDetails(**said)
        return naming.recognise(unit=place, details=details, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Ghi công nhận"),
        submit=_("Ghi công nhận"),
        done=_("Đã ghi công nhận."),
        back=reverse("recognitions"),
        fields={"recognition-name": "name", "recognition-twice": "name", "recognition-day": "decided_on"},
    )
