"""Today's work: what is due, for whom, until when (việc hôm nay)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import kinds, policy, rules
from hoanhap.foundation.notices.models import Duty, HolidayChange
from hoanhap.kernel import clock

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    late: int
    today: int
    later: int

    @property
    def total(self) -> int:
        return self.late + self.today + self.later


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One line of today's work, ready to be shown."""

    duty: Duty
    kind: kinds.DutyKind
    when: rules.When
    title: str
    detail: str
    args: dict[str, str]
    url: str

    @property
    def known(self) -> bool:
        """False when the viewer holds the duty but may not (or no longer) know its subject."""
        return bool(self.args)


def open_for(viewer: Viewer, now: datetime) -> QuerySet[Duty]:
    """The viewer's open duties, the longest overdue first."""
    return Duty.objects.filter(policy.mine(viewer), settled_at=None, opened_at__lte=now).order_by("due_at", "id")


def held_by_others(viewer: Viewer, now: datetime) -> QuerySet[Duty]:
    """What is late in the viewer's own unit and held in person by somebody else (helpers), the longest overdue first.

    Only for whoever holds the post the work belongs to; `named` makes lines of it, `duty.holder_account` says who.
    """
    late = Duty.objects.filter(policy.beside_mine(viewer), settled_at=None, opened_at__lte=now, due_at__lte=now)
    return late.select_related("holder_account").order_by("due_at", "id")


def counts(viewer: Viewer, now: datetime) -> Counts:
    """How many are late, due today, due later; one query."""
    midnight = rules.end_of(clock.local_day(now))
    found = (
        open_for(viewer, now)
        .order_by()
        .aggregate(
            late=Count("id", filter=Q(due_at__lte=now)),
            today=Count("id", filter=Q(due_at__gt=now, due_at__lte=midnight)),
            later=Count("id", filter=Q(due_at__gt=max(now, midnight))),
        )
    )
    return Counts(**found)


def lines(viewer: Viewer, now: datetime, *, start: int = 0, limit: int = PAGE) -> list[DutyLine]:
    """A page of today's work; subjects are named in bulk and only for a viewer who may know them."""
    return named(viewer, open_for(viewer, now)[start : start + limit], now)


def named(viewer: Viewer, duties: Iterable[Duty], now: datetime) -> list[DutyLine]:
    """Lines of these duties, with the subjects' names for a viewer who may know them. The duties passed a gate."""
    rows = list(duties)
    subjects = _subjects(viewer, rows)
    return [_line(duty, subjects.get((duty.subject_kind, duty.subject_id)), now) for duty in rows]


def about(
    viewer: Viewer, now: datetime, *, subject_kind: str, subject_id: object, known_as: kinds.SubjectLine
) -> list[DutyLine]:
    """What is next for one subject, out of the viewer's own work, on a page that names the subject already."""
    duties = open_for(viewer, now).filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return [_line(duty, known_as, now) for duty in duties]


def late_subjects(reach: Q, *, of_kinds: Collection[str], now: datetime) -> list[str]:
    """The subjects of overdue duties of these kinds, whoever holds them; `reach` is the asker's part of the map."""
    late = Duty.objects.filter(reach, kind__in=of_kinds, settled_at=None, due_at__lte=now)
    return list(late.order_by("subject_id").values_list("subject_id", flat=True).distinct())


def holidays() -> QuerySet[HolidayChange]:
    """All edits of the calendar of working days."""
    return HolidayChange.objects.order_by("on", "id")


def _subjects(viewer: Viewer, duties: list[Duty]) -> dict[tuple[str, str], kinds.SubjectLine]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        wanted[duty.subject_kind].add(duty.subject_id)
    return {
        (kind, subject_id): line
        for kind, ids in wanted.items()
        for subject_id, line in kinds.subject_kinds[kind].lines(viewer, ids).items()
    }


def _line(duty: Duty, subject: kinds.SubjectLine | None, now: datetime) -> DutyLine:
    kind = kinds.duty_kinds[duty.kind]
    label = subject.label if subject else str(kinds.subject_kinds[duty.subject_kind].unnamed)
    detail = " · ".join(part for part in ((subject.detail if subject else ""), str(kind.detail)) if part)
    return DutyLine(
        duty=duty,
        kind=kind,
        when=rules.when(duty.due_at, now),
        title=str(kind.title).format(subject=label),
        detail=detail,
        args=dict(subject.args) if subject else {},
        url=(subject.url if subject else "") or kind.url,
    )
