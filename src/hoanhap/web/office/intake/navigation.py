"""The door to what came in, in the header; for whom a request may be."""

from django.utils.translation import gettext_lazy as _

from hoanhap.web.office.intake.requests import comes_here
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("intake", label=_("Tiếp nhận"), url_name="contact-requests", order=25, shows=comes_here)
