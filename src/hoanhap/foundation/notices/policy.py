"""Who may see which duty: the post it is addressed to, or the one account that stands for it. Nobody else.

The post also sees, to look after it, what in its unit somebody holds in person; doing it stays with that person.
"""

from django.db.models import Q

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.roles import stands_for
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places import paths


class NoticePermission(Permission):
    EDIT_HOLIDAYS = "notices.edit_holidays"


def mine(viewer: Viewer) -> Q:
    """Duties of the viewer's own posts, of those he stands for, and those that name him; without a post nothing."""
    reach = Q(pk__in=[])
    for seat in viewer.seats:
        addressed = Q(holder_account=None, holder_role__in=stands_for(seat.role)) | Q(
            holder_account_id=viewer.account_id
        )
        for path in seat.paths:
            reach |= addressed & paths.under("unit_path", path)
    return reach


def beside_mine(viewer: Viewer) -> Q:
    """Duties of the viewer's own posts in his very unit that somebody else holds in person (helpers)."""
    reach = Q(pk__in=[])
    for seat in viewer.seats:
        reach |= Q(holder_role__in=stands_for(seat.role), unit_path__in=seat.paths)
    return reach & Q(holder_account__isnull=False) & ~Q(holder_account_id=viewer.account_id)


def get_duty_for(viewer: Viewer, duty_id: object) -> Duty:
    """The gate of one open duty; missing, settled and forbidden answer alike."""
    return gate.one_of(Duty.objects.filter(mine(viewer), settled_at=None), duty_id)
