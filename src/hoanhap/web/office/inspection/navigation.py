"""The door of inspection in the header: for who inspects and who follows; a commune comes by its own work."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.inspection.policy import InspectionPermission as May
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("inspection", label=_("Kiểm tra"), url_name="inspection", order=35, shows=inspects)


def inspects(viewer: Viewer) -> bool:
    return any(map(viewer.may, (May.DRAW, May.FOLLOW, May.SUPERVISE)))
