"""The receiver's door in the header; only for posts of a station or centre."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.care.policy import HealthPermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add(
        "health", label=_("Người được giới thiệu"), url_name="referrals", order=20, permission=HealthPermission.ACCEPT
    )
