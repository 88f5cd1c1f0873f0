"""A year of days off and days worked against the built-in calendar, ready to draw."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hoanhap.foundation.notices import queries
from hoanhap.foundation.notices.models import HolidayChange
from hoanhap.kernel import clock
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.web.office.calendar.forms import FIRST_YEAR, LAST_YEAR, YearForm


@dataclass(frozen=True, slots=True)
class Day:
    """One day that is not as the weekday says; `change` is the edit that made it so, if there is one."""

    on: date
    name: str
    change: HolidayChange | None

    @property
    def works(self) -> bool:
        return self.change is not None and not self.change.off


def year(asked: str | None) -> int:
    """The year in the address, or this one."""
    form = YearForm({"year": asked})
    return form.cleaned_data["year"] if form.is_valid() else clock.today().year


def page(shown: int) -> dict[str, Any]:
    changes = {change.on: change for change in queries.holidays().filter(on__year=shown)}
    base = WorkingCalendar()
    first = date(shown, 1, 1)
    length = (date(shown + 1, 1, 1) - first).days
    days = (first + timedelta(days=offset) for offset in range(length))
    marked = [_day(on, base, changes.get(on)) for on in days if on in changes or base.name(on)]
    return {
        "year": shown,
        "days": marked,
        "edited": len(changes),
        "before": shown - 1 if shown > FIRST_YEAR else None,
        "after": shown + 1 if shown < LAST_YEAR else None,
    }


def _day(on: date, base: WorkingCalendar, change: HolidayChange | None) -> Day:
    return Day(on, change.name if change else base.name(on), change)
