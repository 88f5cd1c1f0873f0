"""Who may see who looked, who gets alarms, and who sees the state of the log. Nobody judges his own reading."""

from uuid import UUID

from django.db.models import QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.roles import DESCRIPTIONS
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.watch.models import Alarm


class WatchPermission(Permission):
    SEE_LOOKS = "watch.see_looks"
    SEE_ALARMS = "watch.see_alarms"
    SEE_LOG = "watch.see_log"


def own_paths(viewer: Viewer) -> tuple[str, ...]:
    """The parts of the map whose people are the viewer's own work, older paths included. Who inspects has none."""
    working = (seat for seat in viewer.seats if DESCRIPTIONS[seat.role].comes_for is not Purpose.INSPECTION)
    return tuple(dict.fromkeys(path for seat in working for path in seat.paths))


def is_own(viewer: Viewer, unit_path: str) -> bool:
    return any(paths.is_under(unit_path, path) for path in own_paths(viewer))


def visible_to(viewer: Viewer) -> QuerySet[Alarm]:
    """Alarms about accounts under the viewer's units, never about himself; the last first."""
    found = Alarm.objects.filter(viewer.scope_q(WatchPermission.SEE_ALARMS)).exclude(account=viewer.account_id)
    return found.select_related("account", "unit", "answered_by").order_by("-raised_at", "-id")


def get_alarm_for(viewer: Viewer, alarm_id: UUID | str) -> Alarm:
    """The gate of one alarm. Raises NotHere."""
    return gate.one_of(visible_to(viewer), alarm_id)
