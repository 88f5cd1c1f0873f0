"""A helper's diary, and the basis of his allowance in a month: the sessions that count, by helper, without names."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import HelperAssignment, HelperSession
from hoanhap.people.reintegration.rules import sessions as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSession:
    """One session with its words opened, for somebody who may read them."""

    session: HelperSession
    helper: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One helper's month: sessions that count, with how many people, for how long; those that do not count apart."""

    helper: str
    organisation: str
    sessions: int
    people: int
    time: timedelta
    not_counted: int

    @property
    def hours(self) -> str:
        minutes = int(self.time.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"


def of_case(viewer: Viewer, case: Case) -> list[OpenedSession]:
    """The sessions with one person this viewer may read, the newest first."""
    rows = list(policy.sessions_for(viewer).filter(case=case).select_related("assignment"))
    opened = vault.reveal_many(rows, "words")
    return [
        OpenedSession(session=row, helper=row.assignment.helper_name, words=opened[row.pk]["words"]) for row in rows
    ]


def living_helpers(case: Case, on: date) -> list[HelperAssignment]:
    """Who may have sat with the person on this day, the main helper first. The caller has passed a gate."""
    rows = HelperAssignment.objects.filter(case=case, valid_from__lte=on).order_by("valid_from", "id")
    living = [one for one in rows if one.valid_to is None or one.valid_to > on]
    return sorted(living, key=lambda one: (one.kind != "main", one.valid_from, str(one.pk)))


def own_task(viewer: Viewer, case: Case) -> HelperAssignment | None:
    """The viewer's own living task at this person's side."""
    return next((one for one in living_helpers(case, viewer.on) if one.account_id == viewer.account_id), None)


def allowance_basis(unit: Place, period: Period) -> list[Basis]:
    """Who sat with people in a unit in a month, by helper. The caller has passed the gate of the allowance."""
    rows = HelperSession.objects.filter(
        unit_path=unit.path, started_at__gte=period.starts_at, started_at__lt=period.ends_at, struck=False
    )
    by_helper: dict[str, list[HelperSession]] = defaultdict(list)
    for row in rows.select_related("assignment").defer("words").order_by("started_at", "id"):
        by_helper[row.helper_key].append(row)
    found = [_basis(sessions) for sessions in by_helper.values()]
    return sorted(found, key=lambda one: (one.helper, one.organisation))


def _basis(sessions: list[HelperSession]) -> Basis:
    held = [rules.Held(session_id=one.pk, case_id=one.case_id, started_at=one.started_at) for one in sessions]
    counted: set[UUID] = rules.countable(held)
    counting = [one for one in sessions if one.pk in counted]
    last = sessions[-1].assignment
    return Basis(
        helper=last.helper_name,
        organisation=last.organisation,
        sessions=len(counting),
        people=len({one.case_id for one in counting}),
        time=sum((one.ended_at - one.started_at for one in counting), timedelta()),
        not_counted=len(sessions) - len(counting),
    )
