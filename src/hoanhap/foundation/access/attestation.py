"""Rights that nobody confirms end: each quarter somebody says of every posting that it is still needed.

A posting is confirmed to the end of the next quarter. Fifteen days after that day it gives no right until somebody
confirms it; nothing is lost meanwhile.
"""

from datetime import date, timedelta

from django.db.models import Q

GRACE = timedelta(days=15)
NOTICE = timedelta(days=15)
_MONTHS = 3


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter (1 to 4) of a day."""
    return day.year, (day.month - 1) // _MONTHS + 1


def last_day(year: int, quarter: int) -> date:
    """The last day of a quarter; quarters count on into the next years."""
    months = year * 12 + quarter * _MONTHS
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def end_of_quarter(day: date) -> date:
    return last_day(*quarter_of(day))


def end_of_next_quarter(day: date) -> date:
    """Until when a confirmation of this day holds."""
    year, quarter = quarter_of(day)
    return last_day(year, quarter + 1)


def living_q(day: date) -> Q:
    """Postings that give rights on this day: begun, not ended, and looked through."""
    return Q(Q(valid_to__isnull=True) | Q(valid_to__gt=day), attested_q(day), valid_from__lte=day)


def attested_q(day: date) -> Q:
    """Postings that were confirmed for this day, or whose days of grace still run."""
    return Q(attested_until__gte=day - GRACE)
