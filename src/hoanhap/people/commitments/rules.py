"""Pure questions: what lives on a day, which guarantors stand at one time, what a piece of work may say."""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy

LONGEST_WORDS = 140
MOST_CHARGES = 8
"""As many pieces of work of one owner as one A4 page holds in large letters."""
_DAY = timedelta(days=1)
Key = TypeVar("Key", bound=Hashable)


class Lasting(Protocol):
    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


def lives(row: Lasting, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on < row.valid_to)


def overlapping(rows: Iterable[tuple[Key, date, date | None]]) -> set[Key]:
    """Which of these stand beside another on some day; an empty interval stands beside nobody."""
    found: set[Key] = set()
    whole = [(key, start, end or date.max) for key, start, end in rows if end is None or end > start]
    for index, (key, start, end) in enumerate(whole):
        for other, other_start, other_end in whole[index + 1 :]:
            if start < other_end and other_start < end:
                found |= {key, other}
    return found


def guarantor_by(start: date, days: int) -> date:
    """The last day on which naming a guarantor is in time; the number of days is the office's own setting."""
    return start + timedelta(days=days)


def last_day(valid_to: date | None) -> date | None:
    """Periods are half-open in the house and closed on papers and screens."""
    return valid_to - _DAY if valid_to else None


def checked_period(valid_from: date, valid_to: date | None, *, opened_on: date, today: date) -> None:
    """Raises Refused: before the file, backward, or a beginning that has not come."""
    if valid_from < opened_on:
        raise Refused(_("Ngày bắt đầu không thể trước ngày mở hồ sơ."), code="commitment-before-case")
    if valid_from > today:
        raise Refused(_("Ghi khi đã đến ngày bắt đầu."), code="commitment-future")
    if valid_to is not None and valid_to <= valid_from:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), code="commitment-backward")


def checked_words(words: str, *, needed: bool) -> str:
    """What a piece of work is, in a line. Raises Refused."""
    said = tidy(words)
    if needed and not said:
        raise Refused(_("Ghi rõ việc khác là việc gì."), code="charge-words")
    if len(said) > LONGEST_WORDS:
        raise Refused(_("Ghi việc ngắn lại, tối đa %d chữ.") % LONGEST_WORDS, code="charge-words")
    return said
