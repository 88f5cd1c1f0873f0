"""The house's only clock, in Vietnamese time.

Product code asks `now()` here and takes the moment as an argument everywhere else, so rules stay pure. The
demonstration plays in 2020: `set_start` moves the clock there and lets it run on.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")

_shift = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in Vietnamese time."""
    return datetime.now(VN) + _shift


def wall() -> datetime:
    """The real moment, even while a demonstration plays: for what runs outside this house, as codes on a phone."""
    return datetime.now(VN)


def today() -> date:
    return now().date()


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment of a wall clock in Viet Nam on this day."""
    return datetime.combine(day, time(hour, minute), tzinfo=VN)


def local_day(moment: datetime) -> date:
    """The Vietnamese calendar day of any aware moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(VN).date()


def set_start(moment: datetime | None) -> None:
    """Let the clock run on from `moment` (demonstration only); None gives back the real time."""
    global _shift
    _shift = timedelta(0) if moment is None else moment - datetime.now(VN)
