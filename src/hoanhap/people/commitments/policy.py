"""Who may see and keep what ties others to a case. Names of guarantors and family are for those who know the person."""

from typing import TypeVar

from django.db.models import QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments.models import Charge, Commitment, FamilyMember, Guarantor

Row = TypeVar("Row", Guarantor, FamilyMember, Charge, Commitment)


class CommitmentPermission(Permission):
    READ = "commitments.read"
    KEEP = "commitments.keep"


def visible_to(
    viewer: Viewer, table: type[Row], *, to: CommitmentPermission = CommitmentPermission.READ
) -> QuerySet[Row]:
    """Rows of a table of this package, of the cases the viewer may read, where he may do this."""
    cases = case_policy.visible_to(viewer).order_by().values("pk")
    return table._default_manager.filter(viewer.scope_q(to), case__in=cases)


def get_case_for(viewer: Viewer, case_id: object, *, to: CommitmentPermission = CommitmentPermission.READ) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(to)).select_related("person", "unit")
    return gate.one_of(cases, case_id)


def get_row_for(viewer: Viewer, table: type[Row], row_id: object) -> Row:
    """The gate of one row to be changed. Raises NotHere."""
    found = visible_to(viewer, table, to=CommitmentPermission.KEEP)
    return gate.one_of(found.select_related("case", "case__person", "case__unit"), row_id)
