"""Who may see and move which case. Names need a relationship; the levels above see counted rows without names."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.watch import guarding
from hoanhap.kernel import clock
from hoanhap.kernel.registers import Register
from hoanhap.people.cases.models import Case


class CasePermission(Permission):
    """`READ_SOCIAL`: the person's own wish and the words of the social room; without it the file shows its steps."""

    READ = "cases.read"
    READ_ASSIGNED = "cases.read_assigned"
    READ_SOCIAL = "cases.read_social"
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


HELPER_RELATION = "reintegration.helper"
"""The relation between a helper and his own people: the only one that also lets somebody log contacts."""

case_relations: Register[Callable[[Viewer], Q]] = Register("relations that open a case to a viewer")
"""Functions viewer → Q over Case, for those who hold READ_ASSIGNED (helpers). An empty register opens nothing."""


UNSEALED = Q(sealed_at=None)
"""Over Case: what has ended and was put away opens through no gate of this file; `sealed` asks for it otherwise."""


def visible_to(viewer: Viewer) -> QuerySet[Case]:
    """The cases this viewer may read with names; none without a living posting."""
    return Case.objects.filter(readable(viewer))


def readable(viewer: Viewer) -> Q:
    return _or_related(viewer.scope_q(CasePermission.READ), viewer) & UNSEALED


def _or_related(reach: Q, viewer: Viewer) -> Q:
    """With whom a relation opens, for a post that may have relations; others' questions stay as short as they are."""
    return reach | _related(viewer) if viewer.may(CasePermission.READ_ASSIGNED) else reach


def _related(viewer: Viewer) -> Q:
    """Whom a relation opens: to a post that may have relations, and no further than its part of the map."""
    related = Q(pk__in=[])
    if viewer.may(CasePermission.READ_ASSIGNED):
        for relation in case_relations.values():
            related |= relation(viewer)
    return viewer.scope_q(CasePermission.READ_ASSIGNED) & related


def reads_whole(viewer: Viewer, case: Case) -> bool:
    """Whether the whole file is this viewer's work; who is merely related to the person has a narrow page."""
    return viewer.may(CasePermission.READ, case.unit_path)


def counted_by(viewer: Viewer) -> QuerySet[Case]:
    """The cases this viewer may see as rows without names behind a figure; a sealed one is counted, never shown."""
    counted = viewer.scope_of_any(CasePermission.COUNTED, CasePermission.READ)
    return Case.objects.filter(_or_related(counted, viewer), UNSEALED)


def persons_of_relations(viewer: Viewer) -> Q:
    """What `persons` asks: the persons whose cases are opened to this viewer by a relation."""
    return Q(pk__in=Case.objects.filter(_related(viewer)).values("person_id"))


def get_case_for(viewer: Viewer, case_id: UUID | str, *, to: CasePermission = CasePermission.READ) -> Case:
    """The gate of one case, with its person and unit loaded. Raises NotHere for missing and forbidden alike.

    To read is watched: whoever has opened too many files outside his own work is refused (`watch.guarding`).
    """
    reach = readable(viewer)
    if to is not CasePermission.READ:
        reach &= viewer.scope_q(to)
    found = gate.one_of(Case.objects.filter(reach).select_related("person", "unit"), case_id)
    if to is CasePermission.READ:
        guarding.look(viewer, found.unit_path, clock.now())
    return found


def get_police_room_for(viewer: Viewer, case_id: UUID | str, *, to: PolicePermission = PolicePermission.READ) -> Case:
    """The gate of the police room of one case, whether anything is written there or not. Raises NotHere."""
    reach = readable(viewer) & viewer.scope_q(PolicePermission.READ) & viewer.scope_q(to)
    return gate.one_of(Case.objects.filter(reach).select_related("person", "unit"), case_id)
