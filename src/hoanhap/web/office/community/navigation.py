"""The doors to the task forces in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.people.community import policy
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
