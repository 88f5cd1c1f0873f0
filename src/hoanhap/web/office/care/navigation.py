"""The doors to groups and leaflets in the header, for who counsels."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.care.policy import CarePermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add(
        "counselling", label=_("Tư vấn, nhóm"), url_name="groups", order=25, permission=CarePermission.COUNSEL
    )
