"""When is it due, said as an officer says it (quá hạn, hôm nay, còn mấy ngày). Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hoanhap.kernel import clock


class Lateness(StrEnum):
    LATE = "late"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class When:
    """`days` late or left; `before` is the hour when the work is due today before the day ends."""

    lateness: Lateness
    days: int
    before: str = ""


def due_day(due_at: datetime) -> date:
    """The last day on which the work is in time: due moments are half-open, midnight belongs to the day before."""
    return clock.local_day(due_at - timedelta(microseconds=1))


def end_of(day: date) -> datetime:
    """The due moment of work that may be done the whole of `day`."""
    return clock.at(day + timedelta(days=1))


def is_late(due_at: datetime, now: datetime) -> bool:
    return now >= due_at


def when(due_at: datetime, now: datetime) -> When:
    """How late, or how much is left, counted in calendar days of Viet Nam."""
    day, today = due_day(due_at), clock.local_day(now)
    if is_late(due_at, now):
        return When(Lateness.LATE, (today - day).days)
    if day == today:
        local = due_at.astimezone(clock.VN)
        return When(Lateness.TODAY, 0, local.strftime("%H:%M") if local.date() == today else "")
    return When(Lateness.LATER, (day - today).days)
