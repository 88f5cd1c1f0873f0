"""Today's work of whoever looks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.kernel import clock
from hoanhap.web.office.today import presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest) -> HttpResponse:
    """Everybody posted has this page; it shows nobody else's work."""
    context = presenting.page(request.viewer, clock.now(), request.GET.get("page"))
    return render(request, "today/show.html", context)
