"""When a club is active, and which meetings may be written. Pure."""

from collections.abc import Collection, Iterator
from datetime import date

from hoanhap.kernel import durations
from hoanhap.kernel.durations import Duration, Unit

Span = tuple[date, date]


def months_of(start: date, end: date) -> Iterator[Span]:
    """[start, end) cut into months that begin on the day of the month on which it begins; the last may be short."""
    begin, number = start, 0
    while begin < end:
        number += 1
        following = min(durations.add(start, Duration(number, Unit.MONTH)), end)
        yield begin, following
        begin = following


def is_active(met_on: Collection[date], *, lived_from: date, start: date, end: date) -> bool:
    """At least one meeting in every month of the period in which the club lived from the first day of that month on.

    A club that began within the only month of the period needs one meeting since.
    """
    asked = [span for span in months_of(start, end) if lived_from <= span[0]]
    spans = asked or [(max(lived_from, start), end)]
    return all(any(first <= day < last for day in met_on) for first, last in spans)
