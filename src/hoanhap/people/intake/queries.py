"""Reads of what came in: requests, the funnel of declarations, the risk list, how far a round is; for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.intake import checklists, policy
from hoanhap.people.intake.models import (
    CaseOrigin,
    ContactRequest,
    ReviewLine,
    ReviewRound,
    RiskEntry,
    SelfDeclaration,
    Stage,
)
from hoanhap.people.intake.policy import IntakePermission


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """How many declared in a period, were met, were registered; each step counts who reached it."""

    declared: int
    contacted: int
    registered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    known: int
    answered: int

    @property
    def left(self) -> int:
        return self.known - self.answered

    @property
    def whole(self) -> bool:
        return self.left == 0


def waiting(viewer: Viewer) -> QuerySet[ContactRequest]:
    """What nobody has answered yet, the most urgent first; no word of it is opened here."""
    return policy.requests_for(viewer).filter(outcome="").select_related("unit").order_by("due_at", "id")


def answered(viewer: Viewer, *, limit: int = 20) -> list[ContactRequest]:
    """The last answered ones."""
    return list(policy.requests_for(viewer).exclude(outcome="").order_by("-answered_at", "-id")[:limit])


def asked(viewer: Viewer) -> QuerySet[ContactRequest]:
    return policy.asked_of(viewer).order_by("due_at", "id")


def declarations(viewer: Viewer) -> QuerySet[SelfDeclaration]:
    """Declarations on their way, the oldest first."""
    rows = policy.declarations_for(viewer).filter(stage__in=[Stage.DECLARED, Stage.CONTACTED], erased_at=None)
    return rows.order_by("declared_on", "recorded_at", "id")


def funnel(viewer: Viewer, unit_path: str, start: date, end: date) -> Funnel:
    """The way of the declarations made in [start, end) below a place. One query."""
    rows = policy.declarations_for(viewer).filter(paths.under("unit_path", unit_path))
    rows = rows.filter(declared_on__gte=start, declared_on__lt=end).order_by()
    found = rows.aggregate(
        declared=Count("pk"),
        contacted=Count("pk", filter=Q(contacted_on__isnull=False)),
        registered=Count("pk", filter=Q(stage=Stage.REGISTERED)),
    )
    return Funnel(**found)


@transaction.atomic
def words_of_request(viewer: Viewer, row: ContactRequest, *, at: datetime) -> Mapping[str, str]:
    """The words of one request; the look is logged first. The caller has passed its gate.

    Who called is told to the desk, and to the police of what they sent: never to a neighbour who was asked to go there.
    What was said at the contact is a word of the social room; the police learn how it ended.
    """
    _look("intake.request_read", "contact_request", row.pk, row.unit_path, viewer, at)
    names = ["who", "reason", "guardian"]
    if any(viewer.may(one, row.unit_path) for one in (IntakePermission.READ_REQUEST, IntakePermission.READ_SENT)):
        names.append("caller")
    if viewer.may(CasePermission.READ_SOCIAL, row.unit_path):
        names.append("answer")
    if viewer.may(PolicePermission.READ, row.unit_path):
        names.append("police_note")
    return vault.reveal_many([row], *names)[row.pk]


@transaction.atomic
def words_of_declaration(viewer: Viewer, row: SelfDeclaration, *, at: datetime) -> Mapping[str, str]:
    """The words of one declaration; the look is logged first. The caller has passed its gate."""
    _look("intake.declaration_read", "declaration", row.pk, row.unit_path, viewer, at)
    return vault.reveal_many([row], "name", "birth", "phone", "guardian", "wish")[row.pk]


@transaction.atomic
def risk_list(viewer: Viewer, *, at: datetime) -> list[tuple[RiskEntry, str, str]]:
    """The living lines with name and guardian; the look is logged first."""
    rows = list(policy.risk_for(viewer).order_by("noted_on", "id"))
    subjects = [audit.Subject("risk", row.pk, row.unit_path) for row in rows]
    audit.record_many("intake.risk_read", by=viewer.actor, at=at, rows=subjects)
    opened = vault.reveal_many(rows, "name", "guardian") if rows else {}
    return [(row, opened[row.pk]["name"], opened[row.pk]["guardian"]) for row in rows]


def progress(row: ReviewRound) -> Progress:
    found = row.lines.aggregate(known=Count("pk"), answered=Count("pk", filter=~Q(verdict="")))
    return Progress(known=found["known"], answered=found["answered"])


def lines_of(viewer: Viewer, row: ReviewRound) -> list[ReviewLine]:
    """The lines of a round with their persons; the caller has passed its gate and logs the names."""
    return list(row.lines.select_related("case", "case__person", "case__person__hamlet").order_by("case__code", "id"))


def chosen_steps(case: Case) -> tuple[str, ...]:
    """The steps of the law that lead to what the person chose when he declared; the gate was the case's."""
    declared = SelfDeclaration.objects.filter(case=case).order_by("-declared_on", "-id").first()
    return checklists.STEPS.get(declared.choice, ()) if declared else ()


def origin_of(case_id: UUID) -> CaseOrigin | None:
    """Where a case came from. The gate was the case's."""
    return CaseOrigin.objects.filter(case=case_id).first()


def _look(code: str, kind: str, pk: object, path: str, viewer: Viewer, at: datetime) -> None:
    audit.record(code, by=viewer.actor, subject_kind=kind, subject_id=str(pk), unit_path=path, at=at)
