"""Who may see and move which case. Names need a relationship; the levels above see counted rows without names."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.registers import Register
from hoanhap.people.cases.models import Case, Cohort


class CasePermission(Permission):
    READ = "cases.read"
    READ_ASSIGNED = "cases.read_assigned"
    OPEN = "cases.open"
    IMPORT = "cases.import"
    MOVE = "cases.move"
    CLOSE = "cases.close"
    CORRECT = "cases.correct"
    REVEAL = "cases.reveal"
    COHORT = "cases.cohort"
    COUNTED = "cases.counted"


class PolicePermission(Permission):
    READ = "police.read"
    WRITE = "police.write"


case_relations: Register[Callable[[Viewer], Q]] = Register("relations that open a case to a viewer")
"""Functions viewer → Q over Case, for those who hold READ_ASSIGNED (helpers). An empty register opens nothing."""


UNSEALED = Q(sealed_at=None)
"""Over Case: what has ended and was put away opens through no gate of this file; `sealed` asks for it otherwise."""


def visible_to(viewer: Viewer) -> QuerySet[Case]:
    """The cases this viewer may read with names; none without a living posting."""
    return Case.objects.filter(readable(viewer))


def readable(viewer: Viewer) -> Q:
    reach = viewer.scope_q(CasePermission.READ)
    if viewer.may(CasePermission.READ_ASSIGNED):
        related = Q(pk__in=[])
        for relation in case_relations.values():
            related |= relation(viewer)
        reach |= viewer.scope_q(CasePermission.READ_ASSIGNED) & related
    return reach & UNSEALED


def counted_by(viewer: Viewer) -> QuerySet[Case]:
    """The cases this viewer may see as rows without names behind a figure; a sealed one is counted, never shown."""
    return Case.objects.filter((viewer.scope_q(CasePermission.COUNTED) & UNSEALED) | readable(viewer))


def persons_of_relations(viewer: Viewer) -> Q:
    """What `persons` asks: the persons whose cases are opened to this viewer by a relation."""
    related = Q(pk__in=[])
    for relation in case_relations.values():
        related |= relation(viewer)
    return Q(pk__in=Case.objects.filter(related).values("person_id"))


def get_case_for(viewer: Viewer, case_id: UUID | str, *, to: CasePermission = CasePermission.READ) -> Case:
    """The gate of one case, with its person and unit loaded. Raises NotHere for missing and forbidden alike."""
    reach = readable(viewer) if to is CasePermission.READ else viewer.scope_q(to) & UNSEALED
    return gate.one_of(Case.objects.filter(reach).select_related("person", "unit"), case_id)


def get_cohort_for(viewer: Viewer, cohort_id: UUID | str, *, to: CasePermission = CasePermission.READ) -> Cohort:
    """The gate of one cohort. Raises NotHere."""
    return gate.one_of(Cohort.objects.filter(viewer.scope_q(to)).select_related("unit"), cohort_id)


def get_police_room_for(viewer: Viewer, case_id: UUID | str, *, to: PolicePermission = PolicePermission.READ) -> Case:
    """The gate of the police room of one case, whether anything is written there or not. Raises NotHere."""
    reach = readable(viewer) & viewer.scope_q(PolicePermission.READ) & viewer.scope_q(to)
    return gate.one_of(Case.objects.filter(reach).select_related("person", "unit"), case_id)
