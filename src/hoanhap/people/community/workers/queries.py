"""Who works here: lists for somebody, counts of people and of roles (số người, số lượt vai trò)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.kernel.text import fold
from hoanhap.people.community import policy
from hoanhap.people.community.models import TaskForceMember
from hoanhap.people.community.rows import living
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole


@dataclass(frozen=True, slots=True)
class Strength:
    """How many people there are, and how many in each role: somebody in two roles is one of the people."""

    people: int
    by_role: Mapping[WorkRole, int]


def workers_for(viewer: Viewer, on: date, *, role: str = "", text: str = "") -> QuerySet[Worker]:
    """The living workers of the viewer's part of the map, with the roles they hold, by name."""
    rows = policy.rows_for(viewer, Worker).filter(living(on))
    if role:
        rows = rows.filter(Q(roles__role=role) & _held(on)).distinct()
    if text.strip():
        rows = rows.filter(folded__contains=fold(text))
    held = RoleHeld.objects.filter(living(on)).order_by("role", "id")
    seats = TaskForceMember.objects.filter(living(on), task_force__person=None).select_related("task_force")
    return (
        rows.select_related("unit", "hamlet")
        .prefetch_related(Prefetch("roles", held, "held"), Prefetch("team_seats", seats.order_by("id"), "seats"))
        .order_by("unit_path", "folded", "id")
    )


def strength(unit_path: str, on: date) -> Strength:
    """People and roles of a part of the map on a day. The gate was the page's."""
    reach = paths.under("unit_path", unit_path)
    roles = RoleHeld.objects.filter(reach, living(on)).order_by().values_list("role", "worker")
    held = set(roles)
    return Strength(
        people=Worker.objects.filter(reach, living(on)).count(),
        by_role={role: sum(one == role for one, _worker in held) for role in WorkRole},
    )


def _held(on: date) -> Q:
    return (Q(roles__valid_to=None) | Q(roles__valid_to__gt=on)) & Q(roles__valid_from__lte=on)
