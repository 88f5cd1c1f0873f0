"""Identity confirmed again before a grave act: exports, unsealing, changes of roles (xác nhận lại danh tính).

Whoever sits down at a desk that somebody left open has his session, but not his telephone or key.
"""

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from hoanhap.kernel import clock

CONFIRMED_AT = "confirmed_at"
LASTS = timedelta(minutes=10)
CONFIRM_PAGE = "confirm-identity"

View = Callable[..., HttpResponseBase]


def required(view: View) -> View:
    """Open the view only to whoever confirmed his identity within ten minutes; else to the confirm page and back."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        address = f"{reverse(CONFIRM_PAGE)}?{urlencode({'next': way_back(request)})}"
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(address)
        return HttpResponseRedirect(address)

    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Whether the second factor was shown within the last ten minutes. A moment to come is none."""
    written = request.session.get(CONFIRMED_AT)
    if not isinstance(written, str):
        return False
    age = clock.wall() - datetime.fromisoformat(written)
    return timedelta(0) <= age < LASTS


def mark(request: HttpRequest) -> None:
    """Remember that the second factor was shown just now."""
    request.session[CONFIRMED_AT] = clock.wall().isoformat()


def way_back(request: HttpRequest) -> str:
    """Where to go after confirming: this page; for a form that was sent, the page that held it. Never another host."""
    if request.method in {"GET", "HEAD"} and not getattr(request, "htmx", False):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    parts = urlsplit(came_from)
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return reverse("today")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
