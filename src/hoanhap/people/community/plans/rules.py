"""Which days a plan covers and how it is called, how late a task is, which step may follow which. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap.kernel import dates
from hoanhap.kernel.periods import Period

LONGEST = timedelta(days=366)
"""Office practice: a plan looks ahead for a year at most."""
WORKING_DAYS_TO_LOOK = 1
"""Office practice: how soon somebody looks at a plan in which a task is late."""
OPEN = ("todo", "doing")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_QUARTERS = ("I", "II", "III", "IV")
_MAY_FOLLOW: dict[str, tuple[str, ...]] = {
    "todo": ("doing", "done", "dropped"),
    "doing": ("done", "dropped"),
    "done": ("todo",),
    "dropped": ("todo",),
}


def period_of(span: str, day: date, last_day: date | None) -> Period | None:
    """The month, quarter or year this day lies in, or the days from it to the last; None where those are no period."""
    months = _MONTHS.get(span)
    if months is None:
        known = last_day is not None and day <= last_day
        return Period(day, last_day + timedelta(days=1)) if known and last_day is not None else None
    first = (day.month - 1) // months * months
    return Period(date(day.year, first + 1, 1), date(day.year + (first + months) // 12, (first + months) % 12 + 1, 1))


def called(span: str, period: Period) -> str:
    """How a period is called: "tháng 6/2020", "quý II/2020", "năm 2020", or its two days."""
    start = period.start
    if span == "month":
        return _("tháng %(month)d/%(year)d") % {"month": start.month, "year": start.year}
    if span == "quarter":
        return _("quý %(number)s/%(year)d") % {"number": _QUARTERS[(start.month - 1) // 3], "year": start.year}
    if span == "year":
        return _("năm %d") % start.year
    said = {"first": dates.show(start), "last": dates.show(period.last_day)}
    return _("từ %(first)s đến %(last)s") % said


def may_follow(state: str, wanted: str) -> bool:
    """Whether a task may go from one state to another; what has ended is only taken up again."""
    return wanted in _MAY_FOLLOW.get(state, ())


def days_late(state: str, due_on: date, on: date) -> int:
    """How many days an open task is late; on its very day it is in time, and what has ended is never late."""
    return max((on - due_on).days, 0) if state in OPEN else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member as the rule sees him: of which force, sitting from when until when (half-open)."""

    force: object
    valid_from: date
    valid_to: date | None


def sits(seat: Seat, *, force: object, on: date) -> bool:
    """Whether somebody sits in this force on this day, and so may be given work."""
    return seat.force == force and seat.valid_from <= on and (seat.valid_to is None or on < seat.valid_to)


def left(valid_to: date | None, on: date) -> bool:
    """Whether somebody who was given work sits there no more (the end is the first day without him)."""
    return valid_to is not None and valid_to <= on


def proposed(ends: Sequence[date], on: date) -> date:
    """The first day of the plan to write next: of this month, or where the last plan ends (half-open)."""
    return max([on.replace(day=1), *ends])
