"""Who may see, keep and decide what of a measure: dossiers, papers, violations, residence checks."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab.models import Absence, CasePaper, Dossier, DossierItem, FollowedDecision
from hoanhap.people.rehab.models.shared import OfCase

Row = TypeVar("Row", bound=OfCase)


class RehabPermission(Permission):
    """`KEEP`: dossiers, papers, absences, what happened. Violations are written by who may decide on them alone."""

    READ = "rehab.read"
    KEEP = "rehab.keep"
    RECORD_VIOLATION = "rehab.record_violation"
    CHECK_RESIDENCE = "rehab.check_residence"


def reach(viewer: Viewer, to: RehabPermission) -> Q:
    """Over Case: whom this viewer may do it to. Whoever is merely related to the person is not meant."""
    scope = viewer.scope_q(case_policy.CasePermission.READ) & viewer.scope_q(RehabPermission.READ)
    return scope & viewer.scope_q(to) & case_policy.UNSEALED


def get_case_for(viewer: Viewer, case_id: UUID | str, *, to: RehabPermission = RehabPermission.READ) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    return gate.one_of(Case.objects.filter(reach(viewer, to)).select_related("person", "unit"), case_id)


def get_dossier_for(viewer: Viewer, dossier_id: UUID | str, *, to: RehabPermission = RehabPermission.READ) -> Dossier:
    """The gate of one dossier. Raises NotHere."""
    return _row(Dossier.objects.all(), viewer, dossier_id, to)


def get_item_for(viewer: Viewer, item_id: UUID | str, *, to: RehabPermission = RehabPermission.READ) -> DossierItem:
    """The gate of one paper of a dossier. Raises NotHere."""
    cases = Case.objects.filter(reach(viewer, to)).order_by().values("pk")
    rows = DossierItem.objects.filter(case__in=cases).select_related("file", "dossier__case__person")
    return gate.one_of(rows.select_related("dossier__case__unit"), item_id)


def get_paper_for(viewer: Viewer, paper_id: UUID | str, *, to: RehabPermission = RehabPermission.READ) -> CasePaper:
    """The gate of one paper. Raises NotHere."""
    return _row(CasePaper.objects.select_related("document", "unit__parent"), viewer, paper_id, to)


def get_absence_for(viewer: Viewer, absence_id: UUID | str) -> Absence:
    """The gate of one absence, to end it. Raises NotHere."""
    return _row(Absence.objects.all(), viewer, absence_id, RehabPermission.KEEP)


def get_followed_for(viewer: Viewer, followed_id: UUID | str) -> FollowedDecision:
    """The gate of one followed decision, to end it. Raises NotHere."""
    return _row(FollowedDecision.objects.all(), viewer, followed_id, RehabPermission.KEEP)


def _row(rows: QuerySet[Row], viewer: Viewer, row_id: UUID | str, to: RehabPermission) -> Row:
    cases = Case.objects.filter(reach(viewer, to)).order_by().values("pk")
    return gate.one_of(rows.filter(case__in=cases).select_related("case", "case__person", "case__unit", "unit"), row_id)
