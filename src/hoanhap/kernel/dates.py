"""Dates as people write them in lists: five styles, and a birth known by its year alone."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold

_NUMERIC = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2})?.*)?$")
_WORDS = re.compile(r"^(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})(?:\s*,)?\s+nam\s+(\d{4})$")
_MONTH_YEAR = re.compile(r"^(?:thang\s+)?(\d{1,2})\s*[/\-.]\s*(\d{4})$")
_YEAR = re.compile(r"^(?:nam\s+)?(\d{4})(?:\.0)?$")
_SERIAL = re.compile(r"^\d{5}(?:\.0)?$")
# Excel's day 60 is a 29 February 1900 that never was; lists of living people only hold later days.
_EXCEL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps with month, perhaps with day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def iso(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        return cls(*(int(part) for part in text.split("-")))

    def __str__(self) -> str:
        parts = [f"{part:02d}" for part in (self.day, self.month) if part]
        return "/".join([*parts, f"{self.year:04d}"])


def parse_vietnamese(text: str, *, two_digit_pivot: int = 30) -> PartialDate:
    """Read 5/6/1990, 5-6-90, 5.6.1990, 1990-06-05, "ngày 5 tháng 6 năm 1990", an Excel serial, 6/1990 or 1990.

    Two-digit years up to the pivot are 20xx. Raises Refused with a sentence when it is no date.
    """
    raw = fold(text)
    if found := _NUMERIC.match(raw) or _WORDS.match(raw):
        day, month, year = (int(part) for part in found.groups())
        return _checked(text, _century(year, two_digit_pivot), month, day)
    if found := _ISO.match(raw):
        year, month, day = (int(part) for part in found.groups()[:3])
        return _checked(text, year, month, day)
    if found := _YEAR.match(raw):
        return _checked(text, int(found.group(1)))
    if found := _MONTH_YEAR.match(raw):
        month, year = (int(part) for part in found.groups())
        return _checked(text, year, month)
    if _SERIAL.match(raw):
        whole = _EXCEL_EPOCH + timedelta(days=int(float(raw)))
        return PartialDate(whole.year, whole.month, whole.day)
    raise _unreadable(text)


def parse_day(text: str) -> date:
    """Read a whole day; a year alone is refused."""
    found = parse_vietnamese(text).full
    if found is None:
        raise Refused(f"“{text}” thiếu ngày hoặc tháng.", way_out="Viết đủ ngày/tháng/năm, ví dụ 16/06/2020.")
    return found


def show(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def long(day: date) -> str:
    """As in papers (Decree 30/2020): days below ten and months one and two carry a nought."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _century(year: int, pivot: int) -> int:
    if year >= 100:
        return year
    return 2000 + year if year <= pivot else 1900 + year


def _checked(text: str, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if not 1900 <= year <= 2100:
        raise _unreadable(text)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise _unreadable(text) from None
    return PartialDate(year, month, day)


def _unreadable(text: str) -> Refused:
    return Refused(f"“{text}” không phải là ngày.", way_out="Viết như 16/06/2020, hoặc chỉ năm sinh như 1990.")
