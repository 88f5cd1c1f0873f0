"""When the demonstration plays."""

from datetime import date, datetime

from hoanhap.kernel import clock

TODAY = date(2020, 6, 16)
NOW = clock.at(TODAY, 8)


def start_clock() -> None:
    """Let the clock run on from the morning of the demonstration (each process of the server calls this at start)."""
    clock.set_start(NOW)


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return clock.at(date(year, month, day), hour)
