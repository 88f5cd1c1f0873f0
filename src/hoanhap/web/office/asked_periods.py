"""The period a page is asked for in its address: a quarter or a year, as far as it came (kỳ)."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap.kernel.periods import Period
from hoanhap.people.reviews.rules import Quarter
from hoanhap.web.ui.parts import Choice

QUARTERS, YEARS = 8, 5


def known(on: date) -> Mapping[str, tuple[str, Period]]:
    """Code → label and whole period: the last quarters, then the last years, the latest first."""
    quarters = [Quarter.of(on)]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous)
    years = {str(year): (_("cả năm %d") % year, _year(year)) for year in range(on.year, on.year - YEARS, -1)}
    return {one.code: (one.label, one.period) for one in quarters} | years


def read(asked: str, on: date) -> tuple[str, Period]:
    """Its code and the period; asked wrongly it is this quarter."""
    periods = known(on)
    code = asked if asked in periods else Quarter.of(on).code
    whole = periods[code][1]
    return code, Period(whole.start, min(whole.end, on + timedelta(days=1)))


def choice(code: str, on: date) -> Choice:
    """The quarters and years that can be asked for."""
    return Choice("period", _("Kỳ"), tuple((one, label) for one, (label, _period) in known(on).items()), code)


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year + 1, 1, 1))
