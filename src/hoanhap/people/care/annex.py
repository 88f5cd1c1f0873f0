"""The health part of a person's copy: each station or centre hands over what it wrote, and learns of it by its work."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.privacy.actions import requests
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import RightsRequest
from hoanhap.foundation.privacy.subjects import Subject
from hoanhap.kernel.errors import NotHere
from hoanhap.people.care import health_room, policy
from hoanhap.people.care.health_room_models import Referral, ReferralState
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rights import subject_of

SUBJECT, DUTY = "care_annex", "care.annex"
_TAKEN = (ReferralState.ACCEPTED, ReferralState.ENDED)
_PATHS = {
    "HealthRecord": "referral__agency__in",
    "HealthRecordVersion": "record__referral__agency__in",
    "DetoxEpisode": "referral__agency__in",
    "ClinicSheet": "referral__agency__in",
    "SubstitutionPhase": "referral__agency__in",
    "Scoring": "agency__in",
    "Determination": "agency__in",
}
Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]


def declare() -> None:
    """Called once at start, from apps.ready()."""
    audit.codes.declare(
        {
            "health.copied": "Lập bản sao phần sức khỏe để giao cho ông/bà",
            "health.annex_opened": "Xem trước bản sao phần sức khỏe",
        }
    )
    kinds.subject_kinds.add(SUBJECT, kinds.SubjectKind(lines=_lines, unnamed=_("một yêu cầu không còn chờ")))
    kinds.declare(
        kinds.DutyKind(
            code=DUTY,
            title=_("Giao phần sức khỏe cho người yêu cầu bản sao {subject}"),
            action=_("Lập bản giao"),
            subject_kind=SUBJECT,
            url="privacy-annex",
            urgency=kinds.Urgency.LEGAL,
        )
    )
    requests.followers.add("care.annex", follow)


def open_annex(viewer: Viewer, person_id: UUID, at: datetime, *, looks: bool = True) -> tuple[Subject, Narrow]:
    """The gate: a station or centre that took this person into care hands over what it wrote. Raises NotHere.

    The care may be over; the right to one's own record is not. The look is logged in the health room's own words;
    not `looks`: only the gate is asked, nothing is shown yet.
    """
    mine = Referral.objects.filter(policy.referred_to(viewer, HealthPermission.READ), state__in=_TAKEN)
    agencies = set(mine.filter(case__person=person_id).order_by().values_list("agency_id", flat=True))
    person = Person.objects.filter(pk=person_id, sealed_at=None).select_related("unit").first()
    if not agencies or person is None:
        raise NotHere
    if looks:
        audit.record(
            "health.annex_opened",
            by=viewer.actor,
            subject_kind="person",
            subject_id=person.pk,
            unit_path=person.unit_path,
            at=at,
        )
    return subject_of(person), lambda rows: rows.filter(**{_PATHS[rows.model.__name__]: agencies})


def handed(viewer: Viewer, request: RightsRequest, *, at: datetime) -> None:
    """The annex was drawn: the work of the viewer's stations is done."""
    agencies = {seat.agency_id for seat in viewer.seats if seat.agency_id is not None}
    notices.settle_many([_key(request, agency) for agency in agencies], by=viewer.actor, at=at)


def follow(request: RightsRequest, by: audit.Actor, at: datetime) -> None:
    """Somebody asks for his copy: each station and centre that cared for him has its part to hand over."""
    if request.kind != RequestKind.ACCESS:
        return
    taken = Referral.objects.filter(case__person=UUID(request.subject_id), case__sealed_at=None, state__in=_TAKEN)
    agencies = Agency.objects.filter(pk__in=taken.order_by().values("agency_id")).select_related("place")
    notices.open_many([_spec(request, agency) for agency in agencies if agency.place], by=by, at=at)


def _spec(request: RightsRequest, agency: Agency) -> notices.DutySpec:
    assert agency.place is not None  # noqa: S101 - the caller asked
    return notices.DutySpec(
        kind=DUTY,
        key=_key(request, agency.pk),
        subject_id=str(request.pk),
        unit_id=agency.place.pk,
        unit_path=agency.place.path,
        role=health_room.receiving_role(agency).value,
        due_at=request.answer_due_at,
    )


def _key(request: RightsRequest, agency_id: object) -> str:
    return f"{DUTY}:{request.pk}:{agency_id}"


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """By the number of the request, never by a name."""
    if not viewer.may(HealthPermission.READ):
        return {}
    rows = RightsRequest.objects.filter(Q(pk__in=list(ids)), kind=RequestKind.ACCESS).order_by("id")
    return {str(row.pk): SubjectLine(label=row.code, args={"request_id": str(row.pk)}) for row in rows}
