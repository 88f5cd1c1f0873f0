"""Who may read and log contacts: the posts of the person's commune, and the helper of this very person.

The health room has gates of its own: an accepted, living referral opens it to one station or centre, nothing else does.
"""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.watch import guarding
from hoanhap.kernel import clock
from hoanhap.people.care.health_room_models import HealthKind, HealthRecord, Referral, ReferralState
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
    KEEP_OWN_PLAN = "care.keep_own_plan"
    COUNSEL = "care.counsel"
    KEEP_LEAFLET = "care.keep_leaflet"


class HealthPermission(Permission):
    """The health room. `REFER` lies with the commune and opens nothing in the room; the others with its receivers.

    `READ_RESULT`: the officer who leads the case opens what tests showed, by a press; nothing else of the room.
    """

    READ = "health.read"
    WRITE = "health.write"
    REFER = "health.refer"
    ACCEPT = "health.accept"
    READ_RESULT = "health.read_result"


_OWN_PEOPLE = {
    CarePermission.READ_CONTACT: CarePermission.READ_CONTACT_ASSIGNED,
    CarePermission.LOG_CONTACT: CarePermission.LOG_CONTACT_ASSIGNED,
}


def cases_for(viewer: Viewer, *, to: CarePermission) -> QuerySet[Case]:
    """The cases for which the viewer may do this; always among those he may read."""
    return case_policy.visible_to(viewer).filter(viewer.scope_q(to) | _own_people(viewer, to))


def get_case_for(viewer: Viewer, case_id: object, *, to: CarePermission) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    return gate.one_of(cases_for(viewer, to=to).select_related("person", "unit"), case_id)


def visible_to(viewer: Viewer, *, to: CarePermission = CarePermission.READ_CONTACT) -> QuerySet[Contact]:
    """The contacts the viewer may read whole, the newest first; of his own people a helper reads what he wrote."""
    cases = case_policy.visible_to(viewer).order_by()
    reach = Q(case__in=cases.filter(viewer.scope_q(to)).values("pk"))
    if to is CarePermission.READ_CONTACT:
        own = cases.filter(_own_people(viewer, to)).values("pk")
        reach |= Q(case__in=own, recorded_by=str(viewer.account_id))
    return Contact.objects.filter(reach).order_by("-met_at", "-id")


def get_contact_for(viewer: Viewer, contact_id: object, *, to: CarePermission) -> Contact:
    """The gate of one contact. Raises NotHere."""
    return gate.one_of(visible_to(viewer, to=to).select_related("case__person", "case__unit"), contact_id)


def counted_by(viewer: Viewer) -> QuerySet[Contact]:
    """The contacts the viewer may count and see as rows without names, needs and notes."""
    seen = visible_to(viewer).order_by().values("pk")
    counted = viewer.scope_q(CarePermission.COUNT_CONTACT) & Q(case__sealed_at=None)
    return Contact.objects.filter(counted | Q(pk__in=seen)).order_by("-met_at", "-id")


def _own_people(viewer: Viewer, to: CarePermission) -> Q:
    """Over Case: those whose helper the viewer is, where that is enough for what is asked."""
    own = _OWN_PEOPLE.get(to)
    if own is None or not viewer.may(own) or case_policy.HELPER_RELATION not in case_policy.case_relations:
        return Q(pk__in=[])
    return viewer.scope_q(own) & case_policy.case_relations[case_policy.HELPER_RELATION](viewer)


# --- the health room ----------------------------------------------------------------------------------------------


def referred_to(viewer: Viewer, to: HealthPermission) -> Q:
    """Over Referral: those addressed to the very station or centre of one of the viewer's posts."""
    agencies = {seat.agency_id for seat in viewer.seats if seat.may(to) and seat.agency_id is not None}
    return Q(agency_id__in=agencies, case__sealed_at=None) & viewer.scope_q(to)


def living(viewer: Viewer, to: HealthPermission) -> QuerySet[Referral]:
    """The referrals that open the room to the viewer today: accepted, within their days, of a file still open."""
    return Referral.objects.filter(
        referred_to(viewer, to),
        state=ReferralState.ACCEPTED,
        valid_from__lte=viewer.on,
        valid_to__gt=viewer.on,
        case__closed_on=None,
    )


def persons_referred_to(viewer: Viewer) -> Q:
    """What `persons` asks: whom an accepted, living referral brought to the viewer's station or centre."""
    return Q(pk__in=living(viewer, HealthPermission.READ).order_by().values("case__person_id"))


def waiting_for(viewer: Viewer) -> QuerySet[Referral]:
    """What waits for an answer of the viewer's station or centre; it tells nobody's identity."""
    waiting = Referral.objects.filter(referred_to(viewer, HealthPermission.ACCEPT), state=ReferralState.SENT)
    return waiting.filter(case__closed_on=None).order_by("sent_at", "id")


def get_room_for(viewer: Viewer, case_id: object, *, to: HealthPermission = HealthPermission.READ) -> Referral:
    """The gate of one person's health room: the living referral that opens it. Raises NotHere. To read is watched."""
    cases = Case.objects.filter(pk__in=living(viewer, to).order_by().values("case_id"))
    case = gate.one_of(cases, case_id)
    rooms = living(viewer, to).filter(case=case).select_related("case", "case__person", "case__unit", "agency")
    if to is HealthPermission.READ:
        guarding.look(viewer, case.unit_path, clock.now())
    return rooms.order_by("sent_at", "id")[0]


def get_case_to_refer(viewer: Viewer, case_id: object) -> Case:
    """The gate of sending somebody to a station or centre. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(HealthPermission.REFER))
    return gate.one_of(cases.select_related("person", "person__hamlet", "unit"), case_id)


def get_referral_for(viewer: Viewer, referral_id: object, *, to: HealthPermission) -> Referral:
    """The gate of one referral: its receiver answers (`ACCEPT`), the commune sends and withdraws (`REFER`)."""
    if to is HealthPermission.REFER:
        reach = Q(case__in=case_policy.visible_to(viewer).filter(viewer.scope_q(to)).order_by().values("pk"))
    else:
        reach = referred_to(viewer, to)
    return gate.one_of(Referral.objects.filter(reach).select_related("case", "unit", "agency"), referral_id)


def records_for(viewer: Viewer, room: Referral) -> QuerySet[HealthRecord]:
    """What the receiver of this referral reads: its own entries, and summaries others left for whoever cares next."""
    reach = Q(referral__agency_id=room.agency_id) | Q(kind=HealthKind.SUMMARY)
    opened = living(viewer, HealthPermission.READ).order_by().values("case_id")
    return HealthRecord.objects.filter(reach, case_id=room.case_id, case__in=opened).order_by("-recorded_at", "-id")


def get_record_for(viewer: Viewer, record_id: object) -> HealthRecord:
    """The gate of correcting one entry: of the station or centre that wrote it, while its referral lives."""
    rooms = living(viewer, HealthPermission.WRITE).order_by()
    own = HealthRecord.objects.filter(case__in=rooms.values("case_id"), referral__agency__in=rooms.values("agency_id"))
    return gate.one_of(own.select_related("case", "referral"), record_id)
