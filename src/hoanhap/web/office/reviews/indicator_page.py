"""Indicators of targets, and open files by measure: for the own unit, above the commune also for one right below."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoanhap.foundation.indicators import register, rows
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import numbers
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews import indicators
from hoanhap.people.reviews.indicators import MIX, SERVICES, WHOLE, Board
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.web.office import addresses, asked_periods
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest

PAGE, MOST_ID = 50, 999_999_999


@require_GET
@transaction.atomic
def show(request: OfficeRequest) -> HttpResponse:
    """With `list` the people whom none of the three services reached: only in a commune, for who knows its people."""
    viewer = request.viewer
    if not viewer.may(May.COUNT):
        raise NotHere
    code, period = asked_periods.read(request.GET.get("period", ""), viewer.on)
    board = indicators.board(
        viewer, period=period, place_id=numbers.asked(request.GET.get("unit"), least=1, most=MOST_ID)
    )
    may_list = not board.above and viewer.may(May.READ, board.place.path)
    return render(
        request,
        "reviews/indicators.html",
        {
            "board": board,
            "period": period,
            "period_code": code,
            "choices": _choices(board, code, viewer.on),
            "services": [(register.register[one].label, board.cells[one]) for one in SERVICES],
            "mix": [(register.register[one].label, board.cells[one]) for one in MIX],
            "total": board.cells[WHOLE],
            "may_list": may_list,
            "listed": _listed(request, board, period) if may_list and "list" in request.GET else None,
        },
    )


def _listed(request: OfficeRequest, board: Board, period: Period) -> Mapping[str, Any]:
    """One page of those without a service; the look at their names is logged by the opener."""
    measure = register.register["services.none"]
    question = Question(period, board.place.path, map_on=request.viewer.on)
    page = Paginator(register.row_ids(measure.code, question), PAGE).get_page(request.GET.get("page"))
    found = rows.opened(request.viewer, measure.subject_kind, list(page.object_list))
    return {"page": page, "rows": [(line, addresses.of(line.url, line.args)) for line in found]}


def _choices(board: Board, code: str, on: date) -> list[Choice]:
    found = [asked_periods.choice(code, on)]
    if len(board.places) > 1:
        units = tuple((str(place.pk), place.full_name) for place in board.places)
        found.append(Choice("unit", _("Nơi"), units, str(board.place.pk)))
    return found
