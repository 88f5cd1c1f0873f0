"""Reads of the health room and of referrals, always for somebody (giới thiệu, sổ sức khỏe)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role, holders_of
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places import paths
from hoanhap.people.care import policy
from hoanhap.people.care.health_room_models import HealthRecord, Referral
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRecord:
    """One entry with its text opened, for somebody whose look is in the log."""

    record: HealthRecord
    text: str
    signer: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InCare:
    """One person in the care of the viewer's station or centre, as its list shows him."""

    referral: Referral
    person_id: UUID
    unit_path: str
    name: str
    birth_year: int | None

    @property
    def last_day(self) -> date:
        return self.referral.last_day


@transaction.atomic
def read(viewer: Viewer, room: Referral, *, at: datetime) -> list[OpenedRecord]:
    """The entries this viewer reads, the newest first; the look is logged before it is answered.

    The caller has passed the gate of the room. That nothing is written is an answer too, and logged as well.
    """
    audit.record(
        "health.read",
        by=viewer.actor,
        subject_kind="case",
        subject_id=room.case_id,
        unit_path=room.unit_path,
        at=at,
        detail={"referral": str(room.pk)},
    )
    records = list(policy.records_for(viewer, room).select_related("referral"))
    texts = vault.reveal_many(records, "text")
    names = names_of_accounts({record.recorded_by for record in records})
    return [
        OpenedRecord(
            record=record,
            text=texts[record.pk]["text"],
            signer=names.get(record.recorded_by, ""),
            own=record.referral.agency_id == room.agency_id,
        )
        for record in records
    ]


@transaction.atomic
def text_of(viewer: Viewer, record: HealthRecord, *, at: datetime) -> str:
    """One entry, to be corrected; logged as a look. The caller has passed its gate."""
    audit.record(
        "health.read",
        by=viewer.actor,
        subject_kind="case",
        subject_id=record.case_id,
        unit_path=record.unit_path,
        at=at,
        detail={"record": str(record.pk)},
    )
    return vault.reveal(record, "text")


def in_care(viewer: Viewer, *, at: datetime) -> list[InCare]:
    """Whom accepted, living referrals brought here, by given name; each name shown is logged."""
    rooms = policy.living(viewer, HealthPermission.READ).select_related("case__person", "unit").order_by("id")
    found = list(rooms)
    names = persons.names_of((room.case.person for room in found), viewer)
    rows = [
        InCare(
            referral=room,
            person_id=room.case.person_id,
            unit_path=room.unit_path,
            name=names[room.case.person_id],
            birth_year=room.case.person.birth_year,
        )
        for room in found
    ]
    persons.log_look("person.listed", rows, viewer=viewer, at=at)
    return sorted(rows, key=lambda row: (persons.by_given_name(row.name), str(row.referral.pk)))


def of_case(viewer: Viewer, case: Case) -> QuerySet[Referral]:
    """What the commune may know of a referral: where to, until when, and how it was answered. Nothing inside."""
    mine = Referral.objects.filter(viewer.scope_q(HealthPermission.REFER), case=case)
    return mine.select_related("agency").defer("message").order_by("-sent_at", "-id")


def receivers_of(case: Case, viewer: Viewer) -> list[Agency]:
    """The stations and centres that a commune may ask: somebody who can answer is posted there, and it covers the case.

    The caller has passed the gate of the case.
    """
    posted = Posting.objects.filter(
        attestation.living_q(viewer.on),
        role__in=holders_of(HealthPermission.ACCEPT),
        account__is_active=True,
        agency__isnull=False,
    )
    found = Agency.objects.filter(pk__in=posted.values("agency_id")).select_related("place").order_by("name", "id")
    return [agency for agency in found if agency.place and paths.is_under(case.unit_path, agency.place.path)]


def receiving_role(agency: Agency) -> Role:
    """The post of an agency that answers its referrals."""
    return next(
        role for role in sorted(holders_of(HealthPermission.ACCEPT)) if DESCRIPTIONS[role].agency == agency.kind
    )


def message_of(room: Referral) -> str:
    """What the commune wanted the receiver to know. The caller has passed the gate of the room."""
    return vault.reveal(room, "message") if room.message is not None else ""


def duty_lines(viewer: Viewer, referral_ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """How referrals are called in today's work of their receiver: never by a name."""
    found = policy.waiting_for(viewer).filter(pk__in=list(referral_ids)).select_related("unit")
    return {
        str(row.pk): SubjectLine(
            label=f"{row.number} · {row.unit.full_name}",
            detail=str(row.get_purpose_display()),
            args={"referral_id": str(row.pk)},
        )
        for row in found
    }


def names_of_accounts(account_ids: Collection[str]) -> dict[str, str]:
    """Display names of officials by account id."""
    found = Account.objects.filter(pk__in=[UUID(account) for account in account_ids if len(account) == 36])
    return {str(pk): name for pk, name in found.values_list("pk", "display_name")}
