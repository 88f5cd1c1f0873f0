"""The door to the import of lists in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.exchange.policy import ExchangePermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from apps.ready()."""
    navigation.add(
        "imports",
        label=_("Nhập"),
        url_name="imports",
        order=50,
        permission=ExchangePermission.IMPORT_PEOPLE,
    )
