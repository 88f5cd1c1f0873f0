"""Lengths of time as laws write them: hours, days, working days, months, years."""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from hoanhap.kernel.workdays import WorkingCalendar

Moment = TypeVar("Moment", date, datetime)


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


UNIT_LABELS = {
    Unit.HOUR: "giờ",
    Unit.DAY: "ngày",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.MONTH: "tháng",
    Unit.YEAR: "năm",
}


@dataclass(frozen=True, slots=True)
class Duration:
    value: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.value} {UNIT_LABELS[self.unit]}"


def add(start: Moment, duration: Duration, calendar: WorkingCalendar | None = None) -> Moment:
    """`start` plus the duration. A month that has no such day ends on its last day.

    Hours count through nights and holidays; working days need the calendar and keep the hour of `start`.
    """
    match duration.unit:
        case Unit.HOUR:
            if not isinstance(start, datetime):
                raise ValueError("hours are counted from a moment, not from a day")
            return start + timedelta(hours=duration.value)
        case Unit.DAY:
            return start + timedelta(days=duration.value)
        case Unit.WORKING_DAY:
            if calendar is None:
                raise ValueError("working days need a calendar")
            return start + (calendar.add(_day(start), duration.value) - _day(start))
        case Unit.MONTH:
            return add_months(start, duration.value)
        case Unit.YEAR:
            return add_months(start, duration.value * 12)


def add_months(start: Moment, count: int) -> Moment:
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    last = months.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


def whole_months(start: date, end: date) -> int:
    """Complete months from start to end (0 when end lies before the first month is over)."""
    count = (end.year - start.year) * 12 + end.month - start.month
    return count - 1 if add_months(start, count) > end else count


def _day(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start
