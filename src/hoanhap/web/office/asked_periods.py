"""The period a page is asked for in its address: a quarter or a year, as far as it came (kỳ)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap.kernel import numbers
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews.rules import Quarter
from hoanhap.web.ui.parts import Choice

QUARTERS, YEARS = 8, 5


def read(asked: str, on: date) -> tuple[str, Period]:
    """Its code and the period; asked wrongly it is this quarter."""
    code, whole = asked, None
    year = numbers.asked(asked, least=on.year - YEARS + 1, most=on.year)
    if year is not None:
        whole = Period(date(year, 1, 1), date(year + 1, 1, 1))
    elif asked in {one.code for one in _quarters(on)}:
        whole = Quarter.read(asked).period
    if whole is None:
        code, whole = Quarter.of(on).code, Quarter.of(on).period
    return code, Period(whole.start, min(whole.end, on + timedelta(days=1)))


def choice(code: str, on: date) -> Choice:
    """The quarters and years that can be asked for."""
    quarters = [(one.code, one.label) for one in _quarters(on)]
    years = [(str(year), _("cả năm %d") % year) for year in range(on.year, on.year - YEARS, -1)]
    return Choice("period", _("Kỳ"), (*quarters, *years), code)


def _quarters(on: date) -> Sequence[Quarter]:
    found = [Quarter.of(on)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return found
