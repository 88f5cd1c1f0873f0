"""The door of these screens in the header."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from apps.ready()."""
    navigation.add("privacy", label=_("Quyền dữ liệu"), url_name="privacy", order=70, shows=concerned)


def concerned(viewer: Viewer) -> bool:
    """Whether the viewer keeps these registers or oversees them."""
    return viewer.may(May.HANDLE_REQUEST) or viewer.may(May.SEE_REGISTERS)
