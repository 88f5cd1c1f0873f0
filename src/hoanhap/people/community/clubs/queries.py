"""Reads of clubs: which are active, who belongs to them, who took part how often (câu lạc bộ, hội viên, tham gia)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.privacy.models import Consent
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.people.community import policy
from hoanhap.people.community.clubs import rules
from hoanhap.people.community.clubs.models import Attendance, Club, ClubMember, Meeting
from hoanhap.people.community.rows import living, parted


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubLine:
    """One club in the list: how many belong to it, when it met last, whether it is active this month."""

    club: Club
    members: int
    last_met: date | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How often somebody took part in a period, activity by activity."""

    person_id: UUID
    times: int
    last_on: date


def clubs_for(viewer: Viewer, *, month: tuple[date, date]) -> list[ClubLine]:
    """The living clubs of the viewer's part of the map; those that did not meet this month first."""
    start, end = month
    belonging = Q(members__valid_to=None)
    rows = (
        policy.rows_for(viewer, Club)
        .filter(valid_to=None)
        .select_related("unit")
        .annotate(belong=Count("members", filter=belonging, distinct=True), last=Max("meetings__held_on"))
        .order_by("unit_path", "folded", "id")
    )
    met = _met_within([club.pk for club in rows], start, end)
    lines = [
        ClubLine(
            club=club,
            members=club.belong,
            last_met=club.last,
            active=rules.is_active(met.get(club.pk, ()), lived_from=club.valid_from, start=start, end=end),
        )
        for club in rows
    ]
    return sorted(lines, key=lambda line: line.active)


@dataclass(frozen=True, slots=True)
class Served:
    """What was done in the name of a movement: how many activities, and how many people came to them."""

    activities: int = 0
    came: int = 0


def together(unit_path: str, start: date, end: date) -> tuple[Served, dict[str, Served]]:
    """Activities of [start, end): all of them once, and movement by movement. The gate was the page's.

    One that serves four programmes counts once in the sum and once in each.
    """
    rows = Meeting.objects.filter(paths.under("unit_path", unit_path), held_on__gte=start, held_on__lt=end)
    total, by_movement = Served(), dict[str, Served]()
    for column, guests, present in (
        rows.annotate(n=Count("attendance")).order_by("id").values_list("movements", "guests", "n")
    ):
        total = _more(total, guests + present)
        for code in parted(column):
            by_movement[code] = _more(by_movement.get(code, Served()), guests + present)
    return total, by_movement


def members_on(club: Club, on: date) -> QuerySet[ClubMember]:
    """Who belongs to a club on a day: not who took back his consent, nor whose file was put away.

    Not for a viewer: whoever shows a name asks `policy.club_members_for`.
    """
    rows = ClubMember.objects.filter(living(on), club=club, person__sealed_at=None, person__in=_agreed_ids(club))
    return rows.select_related("person").order_by("valid_from", "id")


def meetings_of(club: Club) -> QuerySet[Meeting]:
    """What the club did, the newest first, each with how many came. The gate was the club's."""
    return club.meetings.annotate(came=Count("attendance")).order_by("-held_on", "activity", "id")


def participation(club: Club, start: date, end: date) -> dict[UUID, Part]:
    """Person → how often he took part in [start, end). Whoever shows it has passed the gate of the names."""
    rows = (
        Attendance.objects.filter(meeting__club=club, meeting__held_on__gte=start, meeting__held_on__lt=end)
        .order_by()
        .values("person")
        .annotate(times=Count("pk"), last=Max("meeting__held_on"))
    )
    return {row["person"]: Part(person_id=row["person"], times=row["times"], last_on=row["last"]) for row in rows}


def attended_by(person_id: UUID) -> QuerySet[Attendance]:
    """What one person took part in, the newest first. The gate was the person's."""
    rows = Attendance.objects.filter(person=person_id).select_related("meeting", "meeting__club")
    return rows.order_by("-meeting__held_on", "id")


def _more(served: Served, came: int) -> Served:
    return Served(served.activities + 1, served.came + came)


def _agreed_ids(club: Club) -> Sequence[UUID]:
    ids = list(club.members.order_by("id").values_list("person_id", flat=True))
    agreed = Consent.objects.filter(
        subject_kind=PERSON, subject_id__in=[str(one) for one in ids], purpose="groups", withdrawn_on=None
    )
    return [UUID(found) for found in agreed.values_list("subject_id", flat=True)]


def _met_within(club_ids: Sequence[UUID], start: date, end: date) -> dict[UUID, list[date]]:
    rows = Meeting.objects.filter(club__in=club_ids, held_on__gte=start, held_on__lt=end)
    found: dict[UUID, list[date]] = {}
    for club_id, day in rows.order_by("held_on", "id").values_list("club_id", "held_on"):
        found.setdefault(club_id, []).append(day)
    return found
