"""What makes the record of a contact whole, and when the next contact is due. Pure.

`progress` is what an officer saw and signs. No rule here concludes anything about use.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.kernel import clock, durations
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused

PLACES = ("home", "office", "phone", "elsewhere")
CONDITIONS = ("progress", "not_yet", "at_risk")
MISSED = ("absent", "ill", "moved", "deceased", "other")
WORK = ("none", "occasional", "stable")
NO_MORE_CONTACTS = ("deceased",)
USUAL_RHYTHM = Duration(1, Unit.MONTH)
"""Office practice (at least a monthly check of residence); a plan may say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """What was seen at one contact, as it was entered."""

    met_at: datetime
    place: str
    met: bool
    condition: str = ""
    missed_reason: str = ""
    work: str = ""
    need: str = ""
    note: str = ""
    next_on: date | None = None
    client_key: UUID | None = None


def check(details: ContactDetails, *, opened_on: date, closed_on: date | None, now: datetime) -> None:
    """Raise Refused, with the sentence for the officer, unless the record is whole and possible."""
    _check_moment(details.met_at, opened_on, closed_on, now)
    if details.place not in PLACES:
        raise Refused(_("Chưa chọn nơi gặp."), code="contact-place")
    if details.met:
        _check_met(details)
    else:
        _check_missed(details)
    if details.next_on is not None and details.next_on <= clock.local_day(details.met_at):
        raise Refused(
            _("Ngày hẹn lần sau phải sau ngày gặp."), code="contact-next", way_out=_("Chọn một ngày sau ngày gặp.")
        )


def next_due(
    *, met_on: date, given: date | None, every: Duration | None, planned: date | None = None, missed_reason: str = ""
) -> date | None:
    """The day of the next contact: the day agreed, else the plan's rhythm from this contact, else none.

    A contact entered late may lie before a later one that is planned already: the plan's own day is never pulled back.
    """
    if missed_reason in NO_MORE_CONTACTS:
        return None
    if given is not None:
        return given
    if every is None:
        return planned if planned is not None and planned > met_on else None
    rhythm = durations.add(met_on, every)
    return max(rhythm, planned) if planned is not None and planned > met_on else rhythm


def first_due(start: date, every: Duration, today: date) -> date:
    """The first day of the rhythm counted from `start` that is not past: nobody begins a register with old arrears."""
    count = 1
    while (due := durations.add(start, Duration(every.value * count, every.unit))) < today:
        count += 1
    return due


def check_plan(every: Duration, next_on: date, today: date) -> None:
    """Raise Refused unless the rhythm is of this work and the day is to come."""
    longest = {Unit.DAY: 366, Unit.MONTH: 12}.get(every.unit, 0)
    if not 1 <= every.value <= longest:
        raise Refused(_("Chọn nhịp gặp từ 1 ngày đến 12 tháng."), code="plan-rhythm")
    if next_on < today:
        raise Refused(_("Ngày hẹn đã qua."), code="plan-past", way_out=_("Chọn hôm nay hoặc một ngày sắp tới."))


def _check_moment(met_at: datetime, opened_on: date, closed_on: date | None, now: datetime) -> None:
    met_on = clock.local_day(met_at)
    if met_at > now:
        raise Refused(
            _("Lần gặp không thể ở tương lai."), code="contact-future", way_out=_("Ghi ngày hẹn vào ô “Hẹn lần sau”.")
        )
    if met_on < opened_on:
        raise Refused(_("Lần gặp không thể trước ngày mở hồ sơ."), code="contact-before-case")
    if closed_on is not None and met_on > closed_on:
        raise Refused(_("Hồ sơ đã kết thúc trước ngày này."), code="contact-after-case")


def _check_met(details: ContactDetails) -> None:
    if details.missed_reason:
        raise Refused(_("Đã gặp thì không ghi lý do không gặp."), code="contact-reason-when-met")
    if details.condition not in CONDITIONS:
        raise Refused(
            _("Đã gặp thì cần ghi tình trạng: tiến bộ, chưa tiến bộ hoặc cần hỗ trợ thêm."), code="contact-condition"
        )
    if details.work and details.work not in WORK:
        raise Refused(_("Chưa chọn đúng tình trạng việc làm."), code="contact-work")


def _check_missed(details: ContactDetails) -> None:
    if details.missed_reason not in MISSED:
        raise Refused(_("Không gặp thì cần ghi lý do."), code="contact-reason")
    if details.condition:
        raise Refused(_("Không gặp thì không ghi tình trạng."), code="contact-condition-when-missed")
    if details.work:
        raise Refused(_("Không gặp thì không ghi việc làm."), code="contact-work-when-missed")
