"""The first door in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("today", label=_("Việc hôm nay"), url_name="today", order=10)
