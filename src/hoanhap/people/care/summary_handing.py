"""A centre's summary about somebody who came back, laid into the health room of his new file.

Nobody of the commune reads it: it waits for the station that is referred to and accepts, like every other summary.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel import clock
from hoanhap.people.care import health_room_actions
from hoanhap.people.care import health_room_rules as rules
from hoanhap.people.care.health_room_models import (
    OPEN,
    HealthKind,
    HealthRecord,
    Referral,
    ReferralPurpose,
    ReferralState,
)
from hoanhap.people.cases.models import Case


@transaction.atomic
def hand_in(
    case: Case, *, agency: Agency, text: str, written_by: str, name: str, on: date, at: datetime
) -> HealthRecord:
    """Keep what the centre wrote, under a care of its own that ended on the day of the hand-over. Raises Refused."""
    said = rules.checked_text(text)
    stay = Referral(
        case=case,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        agency=agency,
        purpose=ReferralPurpose.STAY,
        state=ReferralState.ENDED,
        valid_from=on,
        valid_to=on + timedelta(days=1),
        sent_by=written_by,
        sent_title="",
        sent_at=at,
        answered_by=written_by,
        answered_name=(name or agency.name)[:120],
        answered_at=at,
        ended_by=written_by,
        ended_at=at,
    )
    stay.save(force_insert=True)
    record = HealthRecord(
        case=case,
        unit_path=case.unit_path,
        referral=stay,
        kind=HealthKind.SUMMARY,
        recorded_by=written_by,
        recorded_at=at,
    )
    vault.seal(record, text=said)
    record.save(force_insert=True)
    audit.record(
        "health.written",
        by=Actor(account_id=written_by or "centre", title=agency.name[:120], origin="job"),
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
        detail={"record": str(record.pk), "kind": HealthKind.SUMMARY.value, "day": clock.local_day(at).isoformat()},
    )
    return record


def ask_station(case: Case, *, by: Actor, at: datetime) -> Referral | None:
    """Refer him to the station of his commune, where somebody is posted who can answer; None where nobody is."""
    today = clock.local_day(at)
    posted = Posting.objects.filter(
        attestation.living_q(today), role=Role.HEALTH_STATION, account__is_active=True, agency__place=case.unit_id
    )
    station = Agency.objects.filter(pk__in=posted.values("agency_id")).order_by("name", "id").first()
    if station is None or Referral.objects.filter(case=case, agency=station, state__in=OPEN).exists():
        return None
    details = health_room_actions.ReferralDetails(
        agency=station,
        purpose=ReferralPurpose.FOLLOW,
        valid_from=today,
        valid_to=today + timedelta(days=rules.USUAL_DAYS),
    )
    return health_room_actions.send(case, details=details, by=by, at=at)
