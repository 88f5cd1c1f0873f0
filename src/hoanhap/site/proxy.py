"""Behind a web server that ends TLS: whose address a request has, and whether it came by https."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class BehindProxyMiddleware:
    """Believes what the web server in front says about a request, and nobody else.

    Without it every request has the address of the web server, and eight wrong passwords of a stranger would keep an
    officer out. Anybody may write these headers, so they count only when they come from a listed proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR") in settings.PROXIES:
            # What stands last was added by the proxy itself; the rest is hearsay.
            nearest = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            if _is_address(nearest):
                request.META["REMOTE_ADDR"] = nearest
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
