"""Outcomes: the quarter, the year after rehab, the time without a sign; by commune, measure or cohort."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.kernel.errors import NotHere
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.web.office.reviews import outcome_words
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(May.COUNT):
        raise NotHere
    return render(request, "reviews/outcomes.html", outcome_words.page(request.viewer, request.GET))
