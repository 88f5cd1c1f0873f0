"""The door to the calendar of working days in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.notices.policy import NoticePermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from apps.ready()."""
    navigation.add(
        "holidays",
        label=_("Ngày làm việc"),
        url_name="holidays",
        order=80,
        permission=NoticePermission.EDIT_HOLIDAYS,
    )
