"""The door to the safeguards in the header, for everybody who has something to do there."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.break_glass.policy import BreakGlassPermission
from hoanhap.foundation.joint_acts import policy as joint_acts
from hoanhap.foundation.watch.policy import WatchPermission
from hoanhap.web.ui import navigation


def concerned(viewer: Viewer) -> bool:
    mine = (*BreakGlassPermission, WatchPermission.SEE_ALARMS, WatchPermission.SEE_LOG)
    return any(viewer.may(permission) for permission in mine) or joint_acts.concerned(viewer)


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("safeguards", label=_("Bảo vệ dữ liệu"), url_name="safeguards", order=70, shows=concerned)
