"""The health room of the demonstration: one person in the care of the commune's station, one referral that waits."""

from datetime import timedelta

from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel import clock
from hoanhap.ops.demonstration import calendar, cast
from hoanhap.ops.demonstration.offices import Offices
from hoanhap.ops.demonstration.work import Rows
from hoanhap.people.care import health_room_actions as actions
from hoanhap.people.care.health_room_actions import ReferralDetails
from hoanhap.people.care.health_room_models import HealthKind, Referral, ReferralPurpose
from hoanhap.people.cases.models import Case

STATION = "yt.thuonglac"


def refer(offices: Offices, rows: Rows) -> None:
    """The first of the pilot is in care since some weeks; the second was sent yesterday."""
    first, second = rows[0][1], rows[1][1]
    room = _send(offices, first, ReferralPurpose.CHECK, days_ago=20, message="Mới bắt đầu cai tại nhà, hay mất ngủ")
    station, at = offices.viewer(STATION, calendar.TODAY), calendar.NOW - timedelta(days=19)
    actions.accept(room, by=station.actor, name=station.name, at=at)
    text = "Khám ban đầu: thể trạng khá, mất ngủ. Hướng dẫn ăn ngủ đúng giờ, hẹn lại sau hai tuần."
    actions.write(room, kind=HealthKind.TREATMENT, text=text, by=station.actor, at=at)
    _send(offices, second, ReferralPurpose.COUNSEL, days_ago=1)


def _send(offices: Offices, case: Case, purpose: ReferralPurpose, *, days_ago: int, message: str = "") -> Referral:
    at = calendar.NOW - timedelta(days=days_ago)
    on = clock.local_day(at)
    agency = Agency.objects.get(pk__in=offices.accounts[STATION].postings.values("agency"))
    details = ReferralDetails(
        agency=agency, purpose=purpose, valid_from=on, valid_to=on + timedelta(days=183), message=message
    )
    return actions.send(case, details=details, by=offices.officer(cast.PILOT, on).actor, at=at)
