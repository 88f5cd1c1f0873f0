"""Pure questions of hand-over and moving: who is fit, when a notice is in time, until when an answer is due.

Where a regime sets no clock the numbers below are our plan; they remind, they never block.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar

WORKING_DAYS_TO_CONFIRM = 3
WORKING_DAYS_FOR_MINUTES = 3
DAYS_FOR_ID_CARD = 30
USUAL_NOTICE = 15
ANSWER_HOURS = 24
FURTHEST_AHEAD = 366
_RELEASE_NOTICE = "facility_release_notice"
_MOVE_EVENTS = {
    "user": ("user_move_notice",),
    "in_rehab": ("rehab_move",),
    "after_rehab": ("post_rehab_move_notice",),
}
"""Class of a state → the clock of the law that speaks of such people moving."""
_LIKE_THEM = "user_move_notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Until when, by which article; without one it is our plan."""

    due_at: datetime
    article: str = ""
    confidence: str = ""


def checked_fitness(*, fit: bool, detox: bool, training: bool, checked_on: date | None, on: date) -> None:
    """ "Đủ điều kiện" needs detox, training and a health check that has been. Raises Refused."""
    if checked_on is not None and checked_on > on:
        raise Refused(_("Ngày kiểm tra sức khỏe chưa đến."), code="return-health-check")
    if not fit:
        return
    missing = [
        words
        for done, words in (
            (detox, _("cắt cơn, giải độc")),
            (training, _("rèn luyện thể chất")),
            (checked_on is not None, _("kiểm tra sức khỏe")),
        )
        if not done
    ]
    if missing:
        raise Refused(
            _("Chưa ghi “đủ điều kiện” được: thiếu %s.") % ", ".join(missing),
            code="return-not-fit",
            way_out=_("Ghi việc còn thiếu, hoặc để trống cột đủ điều kiện."),
        )


def checked_day(due_on: date, today: date) -> None:
    """A hand-over lies ahead, and not in another year by a slip of the keyboard. Raises Refused."""
    if due_on < today:
        raise Refused(_("Ngày về %s đã qua.") % show(due_on), code="return-day")
    if due_on > today + timedelta(days=FURTHEST_AHEAD):
        raise Refused(_("Ngày về %s còn quá xa.") % show(due_on), code="return-day")


def confirm_by(sent: date, calendar: WorkingCalendar) -> date:
    """The last day on which the commune's answer is in time."""
    return calendar.add(sent, WORKING_DAYS_TO_CONFIRM)


def notice_clock(due_on: date, calendar: WorkingCalendar) -> Clock:
    """Until when a centre tells the communes of somebody who comes back on this day."""
    try:
        due = law.due(_RELEASE_NOTICE, clock.at(due_on), calendar=calendar)
    except Refused:
        return Clock(due_at=clock.at(due_on - timedelta(days=USUAL_NOTICE - 1)))
    return Clock(due_at=due.due_at, article=due.article, confidence=due.confidence.value)


def answer_clock(klass: str, sent_at: datetime, calendar: WorkingCalendar) -> Clock:
    """Until when a named officer of the new commune answers the notice of a move."""
    for event in _MOVE_EVENTS.get(klass, ()):
        try:
            due = law.due(event, sent_at, calendar=calendar)
        except Refused:
            continue
        return Clock(due_at=due.due_at, article=due.article, confidence=due.confidence.value)
    return _by_analogy(sent_at, calendar)


def _by_analogy(sent_at: datetime, calendar: WorkingCalendar) -> Clock:
    """Of people whose move the regime does not speak of: the clock of those it does, else a day and a night."""
    try:
        due = law.due(_LIKE_THEM, sent_at, calendar=calendar)
    except Refused:
        return Clock(due_at=sent_at + timedelta(hours=ANSWER_HOURS), confidence="INFER")
    return Clock(due_at=due.due_at, confidence="INFER")


def late_notice(klass: str, left_on: date, sent_at: datetime, calendar: WorkingCalendar) -> str:
    """What is to be said when the notice goes out after its time, counted from the day the person left; "" in time."""
    said = answer_clock(klass, clock.at(left_on), calendar)
    if not said.article or sent_at <= max(said.due_at, clock.at(left_on + timedelta(days=1))):
        return ""
    return _("Thông báo muộn: hạn là %(due)s. Căn cứ: %(article)s.") % {
        "due": said.due_at.astimezone(clock.VN).strftime("%H:%M %d/%m/%Y"),
        "article": said.article,
    }


def klass_of(state: str) -> str:
    """The class of people a state belongs to: user, in_rehab, after_rehab…"""
    return law.state(state).klass


def missed_by(expected_on: date, now: datetime) -> bool:
    """Who was to come on a day and has not is missed from the next morning."""
    return clock.local_day(now) > expected_on
