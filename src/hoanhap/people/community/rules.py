"""What a commune still lacks, until when it should have it, and which seats of a team nobody takes. Pure.

No instrument we have read sets a number of days for setting up a task force or issuing its regulation; the two numbers
below are office practice. They remind, they never block. Which body is asked for, who sits in it: `hoanhap.law.teams`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel.errors import Refused
from hoanhap.law import SeatRule, TeamRule

WORKING_DAYS_TO_SET_UP = 10
WORKING_DAYS_TO_REGULATE = 10


@dataclass(frozen=True, slots=True)
class Missing:
    task_force: bool
    regulation: bool


def missing(*, has_force: bool, regulated_since: date | None, on: date) -> Missing:
    """A regulation issued later does not count yet."""
    return Missing(task_force=not has_force, regulation=has_force and (regulated_since is None or regulated_since > on))


def overlaps(from_1: date, to_1: date | None, from_2: date, to_2: date | None) -> bool:
    """Do two half-open periods share a day? An open end lasts for ever; what ends on the day it began has no day."""
    if from_1 == to_1 or from_2 == to_2:
        return False
    return (to_2 is None or from_1 < to_2) and (to_1 is None or from_2 < to_1)


def coverage_said(covered: int, missing: Sequence[str]) -> str:
    """How far the coverage is: "10/10 (100 %)", or "9/10, còn thiếu: xã Phú Thuận B"."""
    share = f"{covered}/{covered + len(missing)}"
    if missing:
        return _("%(share)s, còn thiếu: %(names)s") % {"share": share, "names": "; ".join(missing)}
    return f"{share} (100 %)" if covered else share


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member as the rule sees him: for whom he sits ("" when nobody said), in which role."""

    seat: str
    role: str


def team_rule(kind: str, decided_on: date) -> TeamRule | None:
    """The rule a team was set up under: that of the day of its decision. None where the law of that day knows none."""
    try:
        return law.team_on(kind, decided_on)
    except Refused:
        return None


def standing_kinds(on: date) -> tuple[str, ...]:
    """The kinds of team of which a commune is asked for one on this day, the one the law names first."""
    try:
        return law.standing_teams(on) or ("task_force",)
    except Refused:
        return ("task_force",)


def missing_seats(seats: Sequence[SeatRule], sitting: Sequence[Sitting]) -> list[SeatRule]:
    """The seats nobody takes when each member takes one; a head's or deputy's seat wants that role."""
    taken: dict[int, int] = {}
    return [seat for number, seat in enumerate(seats) if not _seated(number, seats, sitting, taken, set())]


def _seated(
    number: int, seats: Sequence[SeatRule], sitting: Sequence[Sitting], taken: dict[int, int], tried: set[int]
) -> bool:
    """Find a member for this seat, moving others to another seat of theirs where that makes room."""
    for index, member in enumerate(sitting):
        if index in tried or not _fits(seats[number], member):
            continue
        tried.add(index)
        if index not in taken or _seated(taken[index], seats, sitting, taken, tried):
            taken[index] = number
            return True
    return False


def _fits(seat: SeatRule, member: Sitting) -> bool:
    return member.seat in seat.any_of and (seat.role == "member" or seat.role == member.role)
