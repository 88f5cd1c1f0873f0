"""Who may read and log contacts: the posts of the person's commune, and the helper of this very person."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.care.models import Contact
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case


class CarePermission(Permission):
    """What ends in `_ASSIGNED` holds for one's own people only: those a relation opens (helpers)."""

    READ_CONTACT = "care.read_contact"
    READ_CONTACT_ASSIGNED = "care.read_contact_assigned"
    LOG_CONTACT = "care.log_contact"
    LOG_CONTACT_ASSIGNED = "care.log_contact_assigned"
    CORRECT_CONTACT = "care.correct_contact"
    SET_PLAN = "care.set_plan"
    COUNT_CONTACT = "care.count_contact"


_OWN_PEOPLE = {
    CarePermission.READ_CONTACT: CarePermission.READ_CONTACT_ASSIGNED,
    CarePermission.LOG_CONTACT: CarePermission.LOG_CONTACT_ASSIGNED,
}


def cases_for(viewer: Viewer, *, to: CarePermission) -> QuerySet[Case]:
    """The cases for which the viewer may do this; always among those he may read."""
    reach = viewer.scope_q(to)
    own = _OWN_PEOPLE.get(to)
    if own is not None and viewer.may(own):
        reach |= viewer.scope_q(own) & _related(viewer)
    return case_policy.visible_to(viewer).filter(reach)


def get_case_for(viewer: Viewer, case_id: object, *, to: CarePermission) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    return gate.one_of(cases_for(viewer, to=to).select_related("person", "unit"), case_id)


def visible_to(viewer: Viewer, *, to: CarePermission = CarePermission.READ_CONTACT) -> QuerySet[Contact]:
    """The contacts the viewer may read whole, the newest first."""
    cases = cases_for(viewer, to=to).order_by().values("pk")
    return Contact.objects.filter(case__in=cases).order_by("-met_at", "-id")


def get_contact_for(viewer: Viewer, contact_id: object, *, to: CarePermission) -> Contact:
    """The gate of one contact. Raises NotHere."""
    return gate.one_of(visible_to(viewer, to=to).select_related("case"), contact_id)


def counted_by(viewer: Viewer) -> QuerySet[Contact]:
    """The contacts the viewer may count and see as rows without names, needs and notes."""
    seen = visible_to(viewer).order_by().values("pk")
    counted = viewer.scope_q(CarePermission.COUNT_CONTACT) & Q(case__sealed_at=None)
    return Contact.objects.filter(counted | Q(pk__in=seen)).order_by("-met_at", "-id")


def _related(viewer: Viewer) -> Q:
    related = Q(pk__in=[])
    for relation in case_policy.case_relations.values():
        related |= relation(viewer)
    return related
