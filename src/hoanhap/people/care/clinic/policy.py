"""Who reads and writes what is recorded in the health room, and the one press by which a result leaves it."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.watch import guarding
from hoanhap.kernel import clock
from hoanhap.people.care import policy
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SheetKind, SubstitutionPhase
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case

SHARED = (SheetKind.TEST, SheetKind.OVERDOSE)
"""What whoever cares next must know; exams and day sheets stay with who wrote them."""


def sheets_for(viewer: Viewer, room: Referral) -> QuerySet[ClinicSheet]:
    """The sheets that hold, which the receiver of this referral reads; the newest first."""
    reach = Q(referral__agency_id=room.agency_id) | Q(kind__in=SHARED)
    opened = policy.living(viewer, HealthPermission.READ).order_by().values("case_id")
    found = ClinicSheet.objects.filter(reach, case_id=room.case_id, case__in=opened, current=True)
    return found.select_related("referral", "episode", "case").order_by("-on", "-recorded_at", "-id")


def episodes_for(viewer: Viewer, room: Referral) -> QuerySet[DetoxEpisode]:
    """When detox was, for whoever cares for the person now."""
    opened = policy.living(viewer, HealthPermission.READ).order_by().values("case_id")
    return DetoxEpisode.objects.filter(case_id=room.case_id, case__in=opened).order_by("-began_on", "-id")


def phases_for(viewer: Viewer, room: Referral) -> QuerySet[SubstitutionPhase]:
    opened = policy.living(viewer, HealthPermission.READ).order_by().values("case_id")
    found = SubstitutionPhase.objects.filter(case_id=room.case_id, case__in=opened)
    return found.order_by("-from_on", "-recorded_at", "-id")


def get_sheet_for(viewer: Viewer, sheet_id: object) -> ClinicSheet:
    """The gate of correcting one sheet: of the station or centre that wrote it, while its referral lives."""
    rooms = policy.living(viewer, HealthPermission.WRITE).order_by()
    own = ClinicSheet.objects.filter(
        current=True, case__in=rooms.values("case_id"), referral__agency__in=rooms.values("agency_id")
    )
    return gate.one_of(own.select_related("case", "case__person", "case__unit", "referral", "episode"), sheet_id)


def get_case_of_results(viewer: Viewer, case_id: object) -> Case:
    """The gate of the case lead: what tests showed in a file of his own commune. Raises NotHere. To open is watched."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(HealthPermission.READ_RESULT))
    case = gate.one_of(cases.select_related("person", "unit"), case_id)
    guarding.look(viewer, case.unit_path, clock.now())
    return case


def counted_by(viewer: Viewer) -> Q:
    """Over rows of the room: those the viewer may count. Nobody learns from a figure whose row it is."""
    return viewer.scope_q(policy.CarePermission.COUNT_CONTACT) & Q(case__sealed_at=None)
