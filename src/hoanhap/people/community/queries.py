"""Which communes have their task force and its regulation, and who sits in it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.community import policy, rules
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One commune on a day: its living task force, if any, and what is missing."""

    place: Place
    task_force: TaskForce | None
    missing: rules.Missing

    @property
    def covered(self) -> bool:
        return not (self.missing.task_force or self.missing.regulation)


def living(on: date, *, kind: TaskForceKind = TaskForceKind.TASK_FORCE) -> QuerySet[TaskForce]:
    """Task forces of one kind that live on this day. Not for a viewer: measures and duties count with it."""
    return TaskForce.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), kind=kind, valid_from__lte=on)


def coverage(viewer: Viewer, unit_path: str, on: date) -> list[Coverage]:
    """Every commune of this part of the map the viewer may see, those that lack something first; two queries."""
    communes = Place.objects.as_of(on).under(unit_path).filter(kind=PlaceKind.COMMUNE)
    seen = communes.filter(policy.readable(viewer, "path")).order_by("path")
    forces = {force.unit_id: force for force in living(on).filter(unit__in=seen.order_by()).order_by("id")}
    rows = [_coverage(place, forces.get(place.id), on) for place in seen]
    return sorted(rows, key=lambda row: (row.covered, not row.missing.task_force, row.place.path))


def without(unit_path: str, on: date) -> list[Coverage]:
    """The communes that lack a task force or its regulation, for duties: whoever calls has passed a gate."""
    communes = Place.objects.as_of(on).under(unit_path).filter(kind=PlaceKind.COMMUNE).order_by("path")
    forces = {force.unit_id: force for force in living(on).filter(unit__in=communes.order_by()).order_by("id")}
    rows = (_coverage(place, forces.get(place.id), on) for place in communes)
    return [row for row in rows if not row.covered]


def of_unit(viewer: Viewer, unit_path: str) -> QuerySet[TaskForce]:
    """All task forces of a unit the viewer may see, the living and newest first."""
    return policy.visible_to(viewer).filter(unit_path=unit_path).order_by("-valid_from", "id")


def members(task_force: TaskForce, on: date | None = None) -> QuerySet[TaskForceMember]:
    """Head, deputies, members on a day (without one, all there ever were). The gate was the task force's."""
    found = task_force.members.all()
    if on is not None:
        found = found.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    rank = Case(
        When(role=MemberRole.HEAD, then=Value(0)),
        When(role=MemberRole.DEPUTY, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.alias(rank=rank).order_by("rank", "valid_from", "id")


def _coverage(place: Place, force: TaskForce | None, on: date) -> Coverage:
    regulated_since = force.regulated_since if force else None
    return Coverage(
        place=place,
        task_force=force,
        missing=rules.missing(has_force=force is not None, regulated_since=regulated_since, on=on),
    )
