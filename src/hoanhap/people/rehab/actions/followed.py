"""A measure carried out by a facility, followed from the commune: begun, and how it ended there."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.models import FollowedDecision, FollowedEnd, FollowedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedDetails:
    """Who decided, where it is carried out, [from_on, to_on); `deducted_days`: of a stay while the file was made."""

    kind: str
    facility_name: str
    from_on: date
    to_on: date | None = None
    decider_name: str = ""
    decision_number: str = ""
    decision_on: date | None = None
    deducted_days: int = 0


@transaction.atomic
def follow_decision(*, case: Case, details: FollowedDetails, by: audit.Actor, at: datetime) -> FollowedDecision:
    """Raises Refused for a half decision, days the wrong way round, and a second one at a time."""
    held = shared.hold(case.pk)
    typed = asdict(details) | {
        "facility_name": tidy(details.facility_name)[:200],
        "decider_name": tidy(details.decider_name)[:200],
        "decision_number": tidy(details.decision_number)[:60],
    }
    if typed["kind"] not in FollowedKind.values or not typed["facility_name"]:
        raise Refused(_("Ghi loại quyết định và tên cơ sở."), code="followed-name")
    if bool(typed["decision_number"]) != bool(details.decision_on):
        raise Refused(_("Quyết định cần đủ số và ngày."), code="decision-half")
    if details.to_on is not None and details.to_on <= details.from_on:
        raise Refused(_("Thời hạn kết thúc trước khi bắt đầu."), code="term-backward")
    if details.from_on > clock.local_day(at) or details.deducted_days < 0:
        raise Refused(_("Ngày bắt đầu không thể sau hôm nay."), code="day-ahead")
    row = FollowedDecision(**shared.fields(held, by, at), **typed)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Đang theo dõi một quyết định khác của người này."),
            code="followed-open",
            way_out=_("Ghi quyết định ấy đã kết thúc trước."),
        ) from error
    shared.log("rehab.followed_begun", row, by=by, at=at, detail={"kind": row.kind})
    return row


@transaction.atomic
def end_followed(*, followed: FollowedDecision, on: date, end: str, by: audit.Actor, at: datetime) -> FollowedDecision:
    """It is over there; what follows in the commune is a step of its own."""
    if end not in FollowedEnd.values:
        raise Refused(_("Chọn cách kết thúc."), code="followed-end")
    if on < followed.from_on or on > clock.local_day(at):
        raise Refused(_("Ngày kết thúc nằm ngoài thời gian của quyết định."), code="followed-day")
    if not FollowedDecision.objects.filter(pk=followed.pk, ended_on=None).update(ended_on=on, end=end):
        raise Refused(_("Quyết định này đã ghi kết thúc."), code="followed-ended")
    followed.refresh_from_db()
    shared.log("rehab.followed_ended", followed, by=by, at=at, detail={"end": end})
    return followed
