"""Asks the law about one row: may this measure be decided on that day, at that age, and for so long?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel.dates import PartialDate, show
from hoanhap.kernel.durations import add_months
from hoanhap.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Question:
    """A measure begun on a day for somebody, perhaps for a half-open term."""

    measure: str
    since: date
    birth: PartialDate | None
    times: int
    term_from: date | None
    term_to: date | None


def regime_code(on: date) -> str:
    return str(law.regime_on(on).code)


def age(birth: PartialDate, on: date) -> int:
    """Full years on that day; with a year alone the most he may be, so that nobody is refused on a guess."""
    earliest = birth.earliest
    return on.year - earliest.year - ((on.month, on.day) < (earliest.month, earliest.day))


def term_end(start: date, last: date) -> date:
    """The day after the term. "6 tháng, từ 01/03 đến 01/09" names the day after; "đến 31/08" names the last day."""
    months = (last.year - start.year) * 12 + last.month - start.month
    return last if months > 0 and add_months(start, months) == last else last + timedelta(days=1)
