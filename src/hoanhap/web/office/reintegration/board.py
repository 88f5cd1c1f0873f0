"""Needs and help of a unit: what waits, what waits too long, by trade, by kind, by source, work kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.web.office.reintegration import pages, presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest) -> HttpResponse:
    """Names only for who answers the needs; the levels above see the tables."""
    pages.require(request.viewer, May.COUNT_SUPPORT)
    return render(request, "reintegration/board.html", presenting.board(request.viewer, request.GET.get("year", "")))
