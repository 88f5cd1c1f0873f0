"""The police room of the year after rehab: who is to be looked up, what was written, each reading logged."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.people.persons import queries as persons
from hoanhap.people.reviews import police_room, rules
from hoanhap.people.reviews.police_room import Waiting
from hoanhap.web.office.reviews import presenting
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(PolicePermission.WRITE):
        raise NotHere
    if request.method == "GET":
        return render(request, "reviews/offences.html", _page(request, {}))
    count = police_room.write(request.viewer, _findings(request), at=clock.now())
    if count:
        flash.done(request, _("Đã ghi %d người.") % count)
    else:
        flash.look(request, _("Chưa chọn dòng nào."))
    return redirect("review-offences")


@require_POST
@transaction.atomic
def read(request: OfficeRequest) -> HttpResponse:
    """What was written, shown once on this answer; every file opened stands in the log."""
    if not request.viewer.may(PolicePermission.WRITE):
        raise NotHere
    since, until = _span(request)
    rate, said = police_room.read(request.viewer, since=since, until=until, at=clock.now())
    return render(request, "reviews/offences.html", _page(request, said) | {"rate": rate})


def _page(request: OfficeRequest, said: Mapping[UUID, str]) -> dict[str, Any]:
    since, until = _span(request)
    rows = police_room.listed(request.viewer, since=since, until=until)
    names = persons.names_of((row.case.person for row in rows), request.viewer)
    persons.log_look("person.listed", [row.case for row in rows], viewer=request.viewer, at=clock.now())
    shown = [
        {"row": row, "name": names[row.case.person_id], "key": _key(row), "said": presenting.offence_words(said, row)}
        for row in rows
    ]
    return {"rows": shown, "since": since, "last": date.fromordinal(until.toordinal() - 1)}


def _findings(request: OfficeRequest) -> list[tuple[UUID, date, str, str]]:
    since, until = _span(request)
    found = []
    for row in police_room.listed(request.viewer, since=since, until=until):
        answer = request.POST.get(f"found-{_key(row)}", "")
        if answer:
            found.append((row.case.pk, row.ended_on, answer, request.POST.get(f"words-{_key(row)}", "")[:300]))
    return found


def _key(row: Waiting) -> str:
    return f"{row.case.pk}-{row.ended_on:%Y%m%d}"


def _span(request: OfficeRequest) -> tuple[date, date]:
    """Who ended rehab between two years and eleven months ago."""
    on = request.viewer.on
    return date(on.year - 2, on.month, 1), date.fromordinal(
        (date(on.year - 1, on.month, 1) + rules.EARLY * 2).toordinal()
    )
