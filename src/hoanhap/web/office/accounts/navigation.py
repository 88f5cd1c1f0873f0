"""The door to the keeping of accounts in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from apps.ready()."""
    navigation.add(
        "accounts",
        label=_("Cán bộ"),
        url_name="accounts",
        order=70,
        permission=AccessPermission.KEEP_ACCOUNTS,
    )
