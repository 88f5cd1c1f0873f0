"""Calm pages for what did not work. Missing and forbidden give the same page, byte for byte."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What Django itself refuses (never a gate of ours: those answer not_found)."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: the page must not read the database, which may be what is broken."""
    return render(request, "500.html", {"viewer": None, "navigation": [], "messages": ()}, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened in another session or before signing in again."""
    return render(request, "403.html", {"stale": True}, status=403)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """An expected refusal that no form caught: its sentence, the way out and the article."""
    return render(request, "ui/refused.html", {"title": _("Chưa làm được"), "refusal": refusal}, status=422)
