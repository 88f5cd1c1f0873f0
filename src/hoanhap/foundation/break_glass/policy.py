"""Who may open in an emergency, how far he reaches, and who judges it. An opening gives nothing but its one file."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.places import paths


class BreakGlassPermission(Permission):
    OPEN = "break_glass.open"
    REVIEW = "break_glass.review"


def reach(viewer: Viewer) -> tuple[str, ...]:
    """The parts of the map whose files the viewer may open: his unit and its neighbours under the same parent."""
    own = viewer.paths(BreakGlassPermission.OPEN)
    return tuple(dict.fromkeys(paths.above(path) if len(paths.ids(path)) > 1 else path for path in own))


def reach_q(viewer: Viewer, field: str = "unit_path") -> Q:
    """A filter for the files within reach; without the right to open it matches nothing."""
    found = Q(pk__in=[])
    for path in reach(viewer):
        found |= paths.under(field, path)
    return found


def living(viewer: Viewer, at: datetime) -> QuerySet[Opening]:
    """The viewer's openings that are open now. The post that opened must still be his."""
    mine = Opening.objects.filter(reach_q(viewer), account=viewer.account_id, opened_at__lte=at, ends_at__gt=at)
    return mine.select_related("unit").order_by("ends_at", "id")


def get_living_for(viewer: Viewer, opening_id: UUID | str, at: datetime) -> Opening:
    """The gate of what an opening shows: its own account, within its time. Raises NotHere."""
    return gate.one_of(living(viewer, at), opening_id)


def to_judge(viewer: Viewer) -> QuerySet[Opening]:
    """Openings of files under the viewer's units, never his own."""
    found = Opening.objects.filter(viewer.scope_q(BreakGlassPermission.REVIEW)).exclude(account=viewer.account_id)
    return found.select_related("unit", "account", "reviewed_by", "lifted_by").order_by("review_due_at", "id")


def get_to_judge(viewer: Viewer, opening_id: UUID | str) -> Opening:
    """The gate of one opening for whoever reviews it. Raises NotHere, also to the one who opened."""
    return gate.one_of(to_judge(viewer), opening_id)
