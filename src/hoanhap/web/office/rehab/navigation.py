"""The door to the residence checks in the header, for who checks; the other lists open from the files."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add(
        "residence-checks",
        label=_("Kiểm tra cư trú"),
        url_name="residence-checks",
        order=25,
        permission=RehabPermission.CHECK_RESIDENCE,
    )
