"""What a team does and what its members carry, counted by the packages above (việc của Tổ, số người đang giúp)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from hoanhap.kernel.registers import Register
from hoanhap.people.community.clubs.models import Meeting
from hoanhap.people.community.models import TaskForceMember

member_loads: Register[Callable[[Sequence[TaskForceMember], date], Mapping[UUID, int]]] = Register("loads of members")
"""Members, day → member id → how many people he helps on that day, as far as one package knows."""

team_works: Register[Callable[[str, date, date], int]] = Register("works of a team")
"""Kind of work → (unit path, first day, day after the last) → how often it was done. The four kinds: `WORKS`."""

WORKS = ("counselling", "support", "management", "education")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    team_works.add("education", educated)


def educated(unit_path: str, start: date, end: date) -> int:
    """Meetings, cultural and sport activities of clubs."""
    return Meeting.objects.filter(unit_path=unit_path, held_on__gte=start, held_on__lt=end).count()


def of_members(members: Sequence[TaskForceMember], on: date) -> dict[UUID, int]:
    """How many people each of these helps on a day, over all who count."""
    found: dict[UUID, int] = {}
    for load in member_loads.values():
        for member_id, number in load(members, on).items():
            found[member_id] = found.get(member_id, 0) + number
    return found


def works(unit_path: str, start: date, end: date) -> list[tuple[str, int | None]]:
    """The four kinds of work with their counts; None for one nobody counts."""
    return [(kind, team_works[kind](unit_path, start, end) if kind in team_works else None) for kind in WORKS]
