"""Working days in Viet Nam: Monday to Friday, minus public holidays, plus what an office has edited.

The base comes from the `holidays` package (Tết included); a ministry's decision about a swapped day is an edit.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> Mapping[date, str]:
    import holidays  # 0.15 s that only a question about working days should cost

    return dict(holidays.country_holidays("VN", years=year, language="vi"))


class WorkingCalendar:
    """Which days count as working days; immutable once made."""

    def __init__(self, extra_off: Mapping[date, str] | None = None, extra_work: Iterable[date] = ()) -> None:
        self._off = dict(extra_off or {})
        self._work = frozenset(extra_work)

    def name(self, day: date) -> str:
        """The name of the holiday on this day, or an empty text."""
        if day in self._work:
            return ""
        return self._off.get(day) or _public_holidays(day.year).get(day, "")

    def is_working(self, day: date) -> bool:
        if day in self._work:
            return True
        return day.weekday() < 5 and not self.name(day)

    def add(self, day: date, count: int) -> date:
        """The working day `count` working days after `day` (before it when negative); `day` itself is not counted."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while left:
            day += step
            if self.is_working(day):
                left -= 1
        return day

    def between(self, start: date, end: date) -> int:
        """Working days d with start < d <= end."""
        days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
        return sum(1 for day in days if self.is_working(day))
