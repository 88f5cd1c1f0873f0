"""The door to the list of people in the header; only for those who may read people by name."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases.policy import CasePermission
from hoanhap.web.ui import navigation


def reads_people(viewer: Viewer) -> bool:
    """A whole commune, or the people one was assigned to."""
    return viewer.may(CasePermission.READ) or viewer.may(CasePermission.READ_ASSIGNED)


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("people", label=_("Người của tôi"), url_name="people", order=20, shows=reads_people)
