"""The door to the cross table in the header, for who counts and has no desk where it is linked."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.assessment.policy import AssessmentPermission as May
from hoanhap.web.ui import navigation


def counts_from_above(viewer: Viewer) -> bool:
    return viewer.may(May.COUNT) and not viewer.may(May.WRITE_RESULT)


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("assessment", label=_("Phân loại"), url_name="cross-table", order=45, shows=counts_from_above)
