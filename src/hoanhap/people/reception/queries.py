"""Reads: a batch for its centre, who is awaited in a commune, the register of certificates, moves in and out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as say

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.places.queries import heirs
from hoanhap.kernel.numbers import paper_count
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons import masks
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.reception import policy, rules
from hoanhap.people.reception.models import ReturnBatch, Returnee, Transfer
from hoanhap.people.reception.policy import ReceptionPermission
from hoanhap.people.reception.returning_models import AWAITED, Origin, ReturnState


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One row of a batch as its centre sees it: whether he was received, nothing of what the commune knew."""

    row: Returnee
    name: str
    unit: str
    state: ReturnState
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One person a commune awaits, with his name as this viewer may see it."""

    row: Returnee
    name: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReturnee:
    """Everything a commune reads of one row; the health summary is not among it."""

    row: Returnee
    name: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLine:
    number: str
    on: date
    kind: Origin
    holder: str
    birth_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The certificates of one year: all of them, and how many of each kind as papers write it ("09")."""

    year: int
    total: int
    words: Mapping[Origin, str]
    lines: list[CertificateLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the receiver reads before he accepts: initials, birth year, step, term; nothing of the file itself."""

    transfer: Transfer
    initials: str
    into: list[Place]

    @property
    def step(self) -> str:
        """In which step of the law he was when the notice went out."""
        return say(law.state(self.transfer.case_state).label_vi)


def rows_of_batch(viewer: Viewer, batch: ReturnBatch) -> list[BatchLine]:
    """The rows in the order of the sheet. The caller has passed the gate of the batch and logs the look."""
    rows = list(
        policy.rows_of_centre(viewer).filter(batch=batch).select_related("unit", "case").order_by("row_no", "id")
    )
    names = vault.reveal_many(rows, "full_name")
    return [
        BatchLine(
            row=row,
            name=names[row.pk]["full_name"],
            unit=row.unit.full_name,
            state=ReturnState(row.state),
            detail=str(row.get_returned_because_display() if row.state == ReturnState.RETURNED else ""),
        )
        for row in rows
    ]


def faults_of(batch: ReturnBatch) -> list[tuple[int, str]]:
    """Rows of the sheet that were not taken, and why."""
    rows = list(batch.faults.order_by("row_no", "id"))
    said = vault.reveal_many(rows, "message")
    return [(row.row_no, said[row.pk]["message"]) for row in rows]


def counts_of(batches: Iterable[ReturnBatch]) -> dict[UUID, dict[str, int]]:
    """Batch → state → how many rows; one query for a page of batches."""
    found: dict[UUID, dict[str, int]] = {}
    rows = Returnee.objects.filter(batch__in=[batch.pk for batch in batches]).order_by().values("batch_id", "state")
    for row in rows.annotate(number=Count("pk")):
        found.setdefault(row["batch_id"], {})[row["state"]] = row["number"]
    return found


def expected(viewer: Viewer, *, at: datetime, waiting: bool = True) -> list[Expected]:
    """Who is awaited (or came), by day; each name shown is logged."""
    rows = policy.expected_for(viewer).select_related("unit", "agency", "case")
    rows = rows.filter(state__in=AWAITED) if waiting else rows.exclude(state__in=AWAITED).order_by("-due_on", "id")
    found = list(rows[:500])
    names = vault.reveal_many(found, "full_name")
    _log_names(found, viewer, at)
    return [
        Expected(
            row=row,
            name=_named(viewer, row, names[row.pk]["full_name"]),
            late=row.state == ReturnState.MISSING or rules.missed_by(row.expected_on, at),
        )
        for row in found
    ]


def opened(viewer: Viewer, row: Returnee, *, at: datetime) -> OpenedReturnee:
    """One row with what the commune needs to welcome him; the look is logged. The caller has passed its gate.

    What he learnt and lacks are words of the social room: the police see who comes, when and where to.
    """
    audit.record(
        "return.viewed", by=viewer.actor, subject_kind="returnee", subject_id=row.pk, unit_path=row.unit_path, at=at
    )
    names = ["full_name", "phone", "address", "family_contact"]
    if viewer.may(CasePermission.READ_SOCIAL, row.unit_path):
        names += ["skills", "papers"]
    said = vault.reveal_many([row], *names)[row.pk]
    return OpenedReturnee(row=row, name=_named(viewer, row, said["full_name"]), said=said)


def name_of(viewer: Viewer, row: Returnee, *, at: datetime) -> str:
    """The name above a form about this row; logged. The caller has passed its gate."""
    _log_names([row], viewer, at)
    return _named(viewer, row, vault.reveal(row, "full_name"))


def certificates_of_year(viewer: Viewer, year: int) -> Register:
    """The register of the viewer's centre; the caller logs the look."""
    rows = list(policy.certificates_for(viewer).filter(year=year))
    holders = vault.reveal_many(rows, "holder")
    lines = [
        CertificateLine(
            number=row.number,
            on=row.on,
            kind=Origin(row.kind),
            holder=holders[row.pk]["holder"],
            birth_year=row.birth_year,
        )
        for row in rows
    ]
    kinds = [line.kind for line in lines]
    words = {kind: paper_count(kinds.count(kind)) for kind in Origin if kind in kinds}
    return Register(year=year, total=len(lines), words=words, lines=lines)


def incoming(viewer: Viewer, *, at: datetime, waiting: bool = True) -> list[Notice]:
    """Notices to the viewer's commune, the most urgent first, or those answered; each of them is logged."""
    rows = policy.incoming_for(viewer)
    rows = rows.filter(state="sent") if waiting else rows.exclude(state="sent").order_by("-answered_at", "-id")
    return _notices(viewer, rows.select_related("unit", "to_unit", "to_hamlet", "case")[:200], at)


def notice_of(viewer: Viewer, transfer: Transfer, *, at: datetime) -> Notice:
    """One notice; the look is logged. The caller has passed its gate."""
    return _notices(viewer, [transfer], at)[0]


def outgoing(viewer: Viewer) -> list[Transfer]:
    """What the viewer's commune sent: a line each, by the number of the file."""
    return list(policy.outgoing_for(viewer)[:200])


def late_batch(batch: ReturnBatch, at: datetime) -> rules.Clock | None:
    """The clock of the law the batch has missed, if it goes out now; None in time."""
    clock = rules.notice_clock(batch.on, working_calendar())
    return clock if at > clock.due_at else None


def _notices(viewer: Viewer, rows: Iterable[Transfer], at: datetime) -> list[Notice]:
    """Initials, birth year and step tell a neighbour who it is: the look stands in the log of the file."""
    found = list(rows)
    subjects = [audit.Subject("case", row.case_id, row.to_path) for row in found]
    with transaction.atomic():
        audit.record_many("move.listed", by=viewer.actor, at=at, rows=subjects)
    said = vault.reveal_many(found, "initials")
    return [Notice(transfer=row, initials=said[row.pk]["initials"], into=units_for(viewer, row)) for row in found]


def units_for(viewer: Viewer, transfer: Transfer) -> list[Place]:
    """Into which units of his the viewer may take this file: the one asked, or those that took over from it."""
    return [
        unit for unit in heirs(transfer.to_unit, viewer.on) if viewer.may(ReceptionPermission.ACCEPT_MOVE, unit.path)
    ]


def _named(viewer: Viewer, row: Returnee, full: str) -> str:
    return masks.name(full, person_policy.name_form(viewer, row.unit_path))


def _log_names(rows: Iterable[Returnee], viewer: Viewer, at: datetime) -> None:
    subjects = [audit.Subject("returnee", row.pk, row.unit_path) for row in rows]
    audit.record_many("return.listed", by=viewer.actor, at=at, rows=subjects)
