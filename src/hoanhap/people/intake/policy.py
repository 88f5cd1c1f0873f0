"""Who sees what came in before a file: the desk all, the police what they sent, a helper what he was asked."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.intake.models import ContactRequest, ReviewRound, RiskEntry, SelfDeclaration, Source


class IntakePermission(Permission):
    """`READ_SENT`: only what the police themselves sent. `ANSWER_ASKED`: only what this very account was asked."""

    READ_REQUEST = "intake.read_request"
    READ_SENT = "intake.read_sent"
    OPEN_REQUEST = "intake.open_request"
    ANSWER_REQUEST = "intake.answer_request"
    ANSWER_ASKED = "intake.answer_asked"
    DECLARE = "intake.declare"
    NOTE_ORIGIN = "intake.note_origin"
    KEEP_RISK = "intake.keep_risk"
    REVIEW_ROUND = "intake.review_round"


def requests_for(viewer: Viewer) -> QuerySet[ContactRequest]:
    """The requests this viewer may read, erased ones left out; who is asked in person sees his own."""
    sent = viewer.scope_q(IntakePermission.READ_SENT) & Q(source=Source.POLICE)
    reach = viewer.scope_q(IntakePermission.READ_REQUEST) | sent
    return ContactRequest.objects.filter(reach, erased_at=None)


def asked_of(viewer: Viewer) -> QuerySet[ContactRequest]:
    """What this very account was asked and has not answered."""
    mine = Q(asked_account=viewer.account_id, outcome="")
    return ContactRequest.objects.filter(viewer.scope_q(IntakePermission.ANSWER_ASKED), mine, erased_at=None)


def get_request_for(viewer: Viewer, request_id: object, *, to: IntakePermission | None = None) -> ContactRequest:
    """The gate of one request. Raises NotHere."""
    rows = requests_for(viewer) if to is None else requests_for(viewer).filter(viewer.scope_q(to))
    return gate.one_of(rows.select_related("unit"), request_id)


def get_asked_for(viewer: Viewer, request_id: object) -> ContactRequest:
    """The gate of who was asked in person. Raises NotHere."""
    return gate.one_of(asked_of(viewer).select_related("unit"), request_id)


def declarations_for(viewer: Viewer) -> QuerySet[SelfDeclaration]:
    return SelfDeclaration.objects.filter(viewer.scope_q(IntakePermission.DECLARE))


def get_declaration_for(viewer: Viewer, declaration_id: object) -> SelfDeclaration:
    """The gate of one declaration whose words are still here. Raises NotHere."""
    return gate.one_of(declarations_for(viewer).filter(erased_at=None).select_related("unit"), declaration_id)


def risk_for(viewer: Viewer) -> QuerySet[RiskEntry]:
    """The living lines of the risk list."""
    rows = RiskEntry.objects.filter(viewer.scope_q(IntakePermission.KEEP_RISK), removed_on=None, erased_at=None)
    return rows.filter(expires_on__gt=viewer.on)


def get_risk_for(viewer: Viewer, entry_id: object) -> RiskEntry:
    """The gate of one line. Raises NotHere."""
    return gate.one_of(risk_for(viewer), entry_id)


def rounds_for(viewer: Viewer) -> QuerySet[ReviewRound]:
    return ReviewRound.objects.filter(viewer.scope_q(IntakePermission.REVIEW_ROUND))


def get_round_for(viewer: Viewer, round_id: object) -> ReviewRound:
    """The gate of one round. Raises NotHere."""
    return gate.one_of(rounds_for(viewer).select_related("unit"), round_id)


def get_case_for(viewer: Viewer, case_id: object) -> Case:
    """The gate of noting where a case came from. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(IntakePermission.NOTE_ORIGIN))
    return gate.one_of(cases.select_related("person", "unit"), case_id)


def desk_of(viewer: Viewer, to: IntakePermission) -> Place:
    """The commune at whose desk the viewer sits for this. Raises NotHere."""
    for seat in viewer.seats:
        if seat.may(to):
            return Place.objects.get(pk=seat.place_id)
    raise NotHere
