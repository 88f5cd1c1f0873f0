"""Slips to offices of legal aid: those of one file, and the offices somebody may be sent to."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import LegalAidOutcome, LegalAidReferral, Partner, PartnerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReferral:
    """One slip with what it asks for, for somebody who may read it."""

    row: LegalAidReferral
    matter: str

    @property
    def waits(self) -> bool:
        return self.row.outcome == LegalAidOutcome.WAITING

    @property
    def helped(self) -> bool:
        return self.row.outcome in (LegalAidOutcome.ADVISED, LegalAidOutcome.REPRESENTED)


def of_case(case: Case) -> Mapping[UUID, list[OpenedReferral]]:
    """Need → its slips, the newest first. The caller has passed the gate that shows help."""
    rows = list(LegalAidReferral.objects.filter(case=case).select_related("office").order_by("-referred_on", "-id"))
    opened = vault.reveal_many(rows, "matter") if rows else {}
    found: dict[UUID, list[OpenedReferral]] = {}
    for row in rows:
        found.setdefault(row.need_id, []).append(OpenedReferral(row=row, matter=opened[row.pk]["matter"]))
    return found


def offices_for(viewer: Viewer) -> QuerySet[Partner]:
    """Offices of legal aid the viewer knows, of his unit and of those above it, by name."""
    return policy.partners_for(viewer).filter(kind=PartnerKind.LEGAL_AID, valid_to=None)
