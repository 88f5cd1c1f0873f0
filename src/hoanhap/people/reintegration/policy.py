"""Who may see and name helpers, and which cases an assignment opens to a helper."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import HelperAssignment


class ReintegrationPermission(Permission):
    READ_HELPER = "reintegration.read_helper"
    ASSIGN_HELPER = "reintegration.assign_helper"


def cases_helped_by(viewer: Viewer) -> Q:
    """Over Case: those whose helper the viewer is today. An assignment that has ended opens nothing any more."""
    mine = HelperAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=viewer.on),
        case=OuterRef("pk"),
        account_id=viewer.account_id,
        valid_from__lte=viewer.on,
    )
    return Q(Exists(mine), closed_on=None)


def visible_to(viewer: Viewer) -> QuerySet[HelperAssignment]:
    """Assignments of the cases the viewer may read, where helpers may be seen."""
    cases = case_policy.visible_to(viewer).order_by().values("pk")
    reach = viewer.scope_q(ReintegrationPermission.READ_HELPER)
    return HelperAssignment.objects.filter(reach, case__in=cases).order_by("-valid_from", "kind", "id")


def get_case_for(viewer: Viewer, case_id: object, *, to: ReintegrationPermission) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(to)).select_related("person", "unit")
    return gate.one_of(cases, case_id)


def get_assignment_for(viewer: Viewer, assignment_id: object, *, to: ReintegrationPermission) -> HelperAssignment:
    """The gate of one assignment. Raises NotHere."""
    found = visible_to(viewer).filter(viewer.scope_q(to)).select_related("case")
    return gate.one_of(found, assignment_id)
