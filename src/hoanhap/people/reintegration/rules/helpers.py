"""Until when a person should have a helper, and which assignments may stand side by side. Pure.

No instrument we have read sets a number of days for naming the helper; the number below is office practice. It reminds,
it never blocks.
"""

from datetime import date

from hoanhap.kernel.workdays import WorkingCalendar

WORKING_DAYS_TO_ASSIGN = 3


def assign_by(start: date, calendar: WorkingCalendar) -> date:
    """The last day on which naming the helper is in time."""
    return calendar.add(start, WORKING_DAYS_TO_ASSIGN)


def lives(valid_from: date, valid_to: date | None, on: date) -> bool:
    return valid_from <= on and (valid_to is None or on < valid_to)


GREATEST_LIMIT = 200
"""More than this is a slip of the finger; the limit itself is the unit's own, no instrument we have read names one."""


def is_full(load: int, most: int | None) -> bool:
    """One person more would be above what the unit set."""
    return most is not None and load >= most


def is_over(load: int, most: int | None) -> bool:
    """Above what the unit set: said, never blocked."""
    return most is not None and load > most
