"""What the frame around every page shows: who I am, where I can go, and that a demonstration is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hoanhap.kernel import clock
from hoanhap.web.ui import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `viewer`, `navigation`, `demonstration`, `today`. Nothing is read before a template asks."""
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "navigation": SimpleLazyObject(lambda: navigation.links(viewer, request) if viewer and viewer.seats else []),
        "demonstration": settings.DEMONSTRATION,
        "today": clock.today(),
    }
