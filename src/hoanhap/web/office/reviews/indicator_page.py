"""Indicators of targets, and open files by measure: for the own unit, above the commune also for one right below."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hoanhap.foundation.indicators import register, rows
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import numbers
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews import baselines, indicators
from hoanhap.people.reviews.indicators import Board
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.people.reviews.shares import MIX, SERVICES, WHOLE
from hoanhap.web.office import addresses, asked_periods
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest

PAGE, MOST_ID = 50, 999_999_999
_LISTS = {
    "none": (
        "services.none",
        _("Chưa được cai nghiện, điều trị hay tư vấn trong kỳ"),
        _("Không ai có hồ sơ quản lý mà chưa được dịch vụ nào."),
    ),
    "files": ("files.none", _("Chưa có hồ sơ quản lý"), _("Không hồ sơ đang mở nào thiếu hồ sơ quản lý.")),
}


@require_GET
@transaction.atomic
def show(request: OfficeRequest) -> HttpResponse:
    """With `list` those whom no service reached, or who have no management file: in a commune, for who knows them."""
    viewer = request.viewer
    if not viewer.may(May.COUNT):
        raise NotHere
    code, period = asked_periods.read(request.GET.get("period", ""), viewer.on)
    place_id = numbers.asked(request.GET.get("unit"), least=1, most=MOST_ID)
    board = indicators.board(viewer, period=period, place_id=place_id)
    bases = _bases(period, viewer.on)
    base_code = request.GET.get("base", "")
    base = bases[base_code][1] if base_code in bases else None
    then = indicators.board(viewer, period=base, place_id=place_id) if base else None
    may_list = not board.above and viewer.may(May.READ, board.place.path)
    return render(
        request,
        "reviews/indicators.html",
        {
            "board": board,
            "period": period,
            "period_code": code,
            "base": base,
            "base_code": base_code if base else "",
            "changes": baselines.beside(then, board) if then else [],
            "choices": [*_choices(board, code, viewer.on), _base_choice(bases, base_code)],
            "services": [(register.register[one].label, board.cells[one]) for one in SERVICES],
            "mix": [(register.register[one].label, board.cells[one]) for one in MIX],
            "total": board.cells[WHOLE],
            "may_list": may_list,
            "listed": _listed(request, board, period) if may_list and request.GET.get("list") in _LISTS else None,
        },
    )


def _listed(request: OfficeRequest, board: Board, period: Period) -> Mapping[str, Any]:
    """One page of those a figure leaves out; the look at their names is logged by the opener."""
    code, title, nobody = _LISTS[request.GET["list"]]
    measure = register.register[code]
    question = Question(period, board.place.path, map_on=request.viewer.on)
    page = Paginator(register.row_ids(measure.code, question), PAGE).get_page(request.GET.get("page"))
    found = rows.opened(request.viewer, measure.subject_kind, list(page.object_list))
    lines = [(line, addresses.of(line.url, line.args)) for line in found]
    return {"page": page, "rows": lines, "title": title, "nobody": nobody}


def _bases(now: Period, on: date) -> Mapping[str, tuple[str, Period]]:
    """The quarters and years that may stand beside this period as its baseline, the latest first."""
    known = asked_periods.known(on).items()
    return {code: (label, period) for code, (label, period) in known if baselines.may_be_baseline(period, now)}


def _base_choice(bases: Mapping[str, tuple[str, Period]], code: str) -> Choice:
    known = ((one, label) for one, (label, _period) in bases.items())
    return Choice("base", gettext("Kỳ gốc"), (("", gettext("không so sánh")), *known), code if code in bases else "")


def _choices(board: Board, code: str, on: date) -> list[Choice]:
    found = [asked_periods.choice(code, on)]
    if len(board.places) > 1:
        units = tuple((str(place.pk), place.full_name) for place in board.places)
        found.append(Choice("unit", gettext("Nơi"), units, str(board.place.pk)))
    return found
