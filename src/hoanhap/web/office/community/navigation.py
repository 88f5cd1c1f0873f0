"""The doors to the task forces and to the registers of the surroundings in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from apps.ready()."""
    navigation.add(
        "task-forces",
        label=_("Tổ công tác"),
        url_name="task-forces",
        order=30,
        shows=policy.may_read,
    )
    navigation.add(
        "community",
        label=_("Cộng đồng"),
        url_name="community",
        order=31,
        permission=CommunityPermission.READ_AROUND,
    )
