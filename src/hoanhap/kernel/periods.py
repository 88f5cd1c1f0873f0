"""Half-open periods [start, end), and the reporting windows that need not be calendar months (15th to 14th)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoanhap.kernel import clock


@dataclass(frozen=True, slots=True, order=True)
class Period:
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} .. {self.end}")

    def contains(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, start: date, end: date | None) -> bool:
        return start < self.end and (end is None or end > self.start)

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def day_before(self) -> date:
        return self.start - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        return clock.at(self.start)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer belongs to the period."""
        return clock.at(self.end)

    @property
    def display(self) -> str:
        return f"{self.start:%d/%m/%Y} – {self.last_day:%d/%m/%Y}"


def monthly(year: int, month: int, *, cut_day: int = 15) -> Period:
    """The reporting month: with cut day 15, June 2020 is [15/5/2020, 15/6/2020); with 1, the calendar month."""
    return _months(year, month, 1, cut_day)


def half_year(year: int, half: int, *, cut_day: int = 15) -> Period:
    """With cut day 15 the first half of 2022 is [15/12/2021, 15/6/2022)."""
    if half not in (1, 2):
        raise ValueError("a year has halves 1 and 2")
    return _months(year, half * 6, 6, cut_day)


def yearly(year: int, *, cut_day: int = 15) -> Period:
    """With cut day 15 the year 2019 is [15/12/2018, 15/12/2019)."""
    return _months(year, 12, 12, cut_day)


def _months(year: int, last_month: int, count: int, cut_day: int) -> Period:
    if not 1 <= cut_day <= 28:
        raise ValueError("a cut day lies between 1 and 28")
    end_index = year * 12 + last_month - 1 + (1 if cut_day == 1 else 0)
    return Period(_on(end_index - count, cut_day), _on(end_index, cut_day))


def _on(index: int, day: int) -> date:
    year, month = divmod(index, 12)
    return date(year, month + 1, day)
