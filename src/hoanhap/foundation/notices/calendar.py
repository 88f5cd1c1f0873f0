"""The office's calendar of working days: public holidays with the edits of the office (ngày làm việc)."""

from datetime import date
from functools import lru_cache

from hoanhap.foundation.notices.models import HolidayChange
from hoanhap.kernel.workdays import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The calendar as edited now: one small query, never stale. Bulk work asks once and passes it on."""
    return _built(tuple(HolidayChange.objects.order_by("on", "id").values_list("on", "off", "name")))


@lru_cache(maxsize=8)
def _built(changes: tuple[tuple[date, bool, str], ...]) -> WorkingCalendar:
    return WorkingCalendar(
        extra_off={on: name for on, off, name in changes if off},
        extra_work={on for on, off, _name in changes if not off},
    )
