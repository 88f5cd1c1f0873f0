"""When somebody who found work is asked after, and which share still has it. Pure."""

from datetime import date

from hoanhap.kernel.durations import Duration, Unit, add

MONTHS = (3, 6, 12)
DAYS_TO_ASK = 14
"""How long after the day the question may wait; office practice."""


def check_days(started_on: date) -> dict[int, date]:
    """Month → the day on which somebody asks whether the work was kept."""
    return {months: add(started_on, Duration(months, Unit.MONTH)) for months in MONTHS}
