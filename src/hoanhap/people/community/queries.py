"""Which communes have their task force and its regulation, who sits in it, which seats nobody takes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.law import SeatRule, TeamRule
from hoanhap.people.community import policy, rules
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rights import age

MAJORITY = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One commune on a day: its living task force, if any, and what is missing."""

    place: Place
    task_force: TaskForce | None
    missing: rules.Missing

    @property
    def covered(self) -> bool:
        return not (self.missing.task_force or self.missing.regulation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The rule a team was set up under, if the law of that day has one, and the seats nobody takes."""

    rule: TeamRule | None
    missing: list[SeatRule]


def living(on: date, *, kind: TaskForceKind | None = None) -> QuerySet[TaskForce]:
    """Task forces that live on this day: of one kind, or of those of which a commune is asked for one on that day.

    Not for a viewer: measures and duties count with it.
    """
    kinds = [kind] if kind else list(rules.standing_kinds(on))
    return TaskForce.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), kind__in=kinds, valid_from__lte=on)


def coverage(viewer: Viewer, unit_path: str, on: date) -> list[Coverage]:
    """Every commune of this part of the map the viewer may see, those that lack something first; two queries."""
    communes = Place.objects.as_of(on).under(unit_path).filter(kind=PlaceKind.COMMUNE)
    seen = communes.filter(policy.readable(viewer, "path")).order_by("path")
    forces = _standing(seen, on)
    rows = [_coverage(place, forces.get(place.id), on) for place in seen]
    return sorted(rows, key=lambda row: (row.covered, not row.missing.task_force, row.place.path))


def without(unit_path: str, on: date) -> list[Coverage]:
    """The communes that lack a task force or its regulation, for duties: whoever calls has passed a gate."""
    communes = Place.objects.as_of(on).under(unit_path).filter(kind=PlaceKind.COMMUNE).order_by("path")
    forces = _standing(communes, on)
    rows = (_coverage(place, forces.get(place.id), on) for place in communes)
    return [row for row in rows if not row.covered]


def of_unit(viewer: Viewer, unit_path: str) -> QuerySet[TaskForce]:
    """All teams of a unit the viewer may see, the newest first; those that stand by one person are found with him."""
    return policy.visible_to(viewer).filter(unit_path=unit_path, person=None).order_by("-valid_from", "id")


def of_person(viewer: Viewer, person: Person) -> QuerySet[TaskForce]:
    """The teams that stand or stood by one person, the newest first. The gate was the person's."""
    return policy.visible_to(viewer).filter(person=person).order_by("-valid_from", "id")


def composition(force: TaskForce, on: date) -> Composition:
    """Who should sit in a team by the law of its decision, and which of these seats nobody takes today."""
    rule = rules.team_rule(force.kind, force.decision_on)
    if rule is None:
        return Composition(rule=None, missing=[])
    minor = force.person_id is not None and (age(force.person_id, on) or MAJORITY) < MAJORITY
    sitting = [rules.Sitting(member.seat, member.role) for member in members(force, on)]
    return Composition(rule=rule, missing=rules.missing_seats(rule.seats_for(minor=minor), sitting))


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


def _standing(communes: QuerySet[Place], on: date) -> dict[int, TaskForce]:
    """Commune → its standing team: with a regulation before one without, the kind the law names before others."""
    kinds = rules.standing_kinds(on)
    found = living(on).filter(unit__in=communes.order_by()).order_by("id")
    ranked = sorted(found, key=lambda force: (force.regulated_since is None, kinds.index(force.kind)), reverse=True)
    return {force.unit_id: force for force in ranked}


def _coverage(place: Place, force: TaskForce | None, on: date) -> Coverage:
    regulated_since = force.regulated_since if force else None
    return Coverage(
        place=place,
        task_force=force,
        missing=rules.missing(has_force=force is not None, regulated_since=regulated_since, on=on),
    )
