"""Who may see and keep task forces: the commune and its hamlets their own, the levels above those of their communes."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.people.community.models import TaskForce, TaskForceMember


class CommunityPermission(Permission):
    READ_TASK_FORCE = "community.read_task_force"
    READ_TASK_FORCE_ABOVE = "community.read_task_force_above"
    KEEP_TASK_FORCE = "community.keep_task_force"


def visible_to(viewer: Viewer, *, to: CommunityPermission = CommunityPermission.READ_TASK_FORCE) -> QuerySet[TaskForce]:
    """The task forces of the viewer's part of the map."""
    reach = readable(viewer) if to is CommunityPermission.READ_TASK_FORCE else viewer.scope_q(to)
    return TaskForce.objects.filter(reach).order_by("unit_path", "valid_from", "id")


def readable(viewer: Viewer, field: str = "unit_path") -> Q:
    """What lies at the viewer's places and below them; for posts of a hamlet, what belongs to its commune."""
    above = {paths.above(path) for path in viewer.paths(CommunityPermission.READ_TASK_FORCE_ABOVE)}
    return viewer.scope_q(CommunityPermission.READ_TASK_FORCE, field) | Q(**{f"{field}__in": sorted(above)})


def may_read(viewer: Viewer) -> bool:
    return any(map(viewer.may, (CommunityPermission.READ_TASK_FORCE, CommunityPermission.READ_TASK_FORCE_ABOVE)))


def get_task_force_for(viewer: Viewer, task_force_id: object, *, to: CommunityPermission) -> TaskForce:
    """The gate of one task force. Raises NotHere."""
    return gate.one_of(visible_to(viewer, to=to), task_force_id)


def get_member_for(viewer: Viewer, member_id: object, *, to: CommunityPermission) -> TaskForceMember:
    """The gate of one member. Raises NotHere."""
    members = TaskForceMember.objects.filter(task_force__in=visible_to(viewer, to=to).order_by())
    return gate.one_of(members.select_related("task_force"), member_id)


def get_commune_for(viewer: Viewer, unit_id: int, *, to: CommunityPermission) -> Place:
    """The gate of one commune, for what is about to be set up in it. Raises NotHere."""
    found = Place.objects.filter(viewer.scope_q(to, "path"), pk=unit_id, kind=PlaceKind.COMMUNE).first()
    if found is None:
        raise NotHere
    return found
