"""Finds the heading rows of a list: any order of columns, title rows above, one or two rows of (merged) headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from hoanhap.exchange.people_list.columns import CODE_OF_HEADING, heading_key
from hoanhap.exchange.sheets import Row
from hoanhap.kernel.errors import Refused

LOOK_AT_ROWS = 40
_NEEDED = (
    (("full_name",), "Họ và tên"),
    (("birth", "birth_male", "birth_female"), "Ngày/năm sinh"),
    (("status", "method"), "Diện quản lý"),
)
_ENOUGH = 2
_NUMBERING = re.compile(r"^[(\[]?\d{1,2}[)\].]?$")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column lies (0-based), where the persons begin, and what was not understood."""

    columns: dict[str, int]
    first_row: int
    unknown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    double: bool = False

    @property
    def rank(self) -> tuple[int, bool]:
        return len(self.columns), not self.double

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(title for codes, title in _NEEDED if not any(code in self.columns for code in codes))

    def require_needed(self) -> None:
        if self.missing:
            names = ", ".join(f"“{title}”" for title in self.missing)
            raise Refused(
                _("Danh sách thiếu cột bắt buộc: %(names)s.") % {"names": names},
                code="list.columns",
                way_out=_("Thêm cột hoặc sửa lại tiêu đề theo tệp mẫu, rồi nhập lại."),
            )


def find(rows: Sequence[Row]) -> Headings | None:
    """The best reading of the first rows as headings; None when no row looks like headings.

    One row of headings wins over two that name no more: the lower of the two would be the first person.
    """
    best: Headings | None = None
    for candidate in _candidates(rows[:LOOK_AT_ROWS]):
        if len(candidate.columns) >= _ENOUGH and (best is None or candidate.rank > best.rank):
            best = candidate
    return best


def _candidates(rows: Sequence[Row]) -> Iterator[Headings]:
    for row, below in zip_longest(rows, rows[1:]):
        yield _one_row(row)
        double = _two_rows(row, below) if below and below.number == row.number + 1 else None
        if double:
            yield double


def _texts(row: Row) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in row.cells]


def _one_row(row: Row) -> Headings:
    return _read([[text] if text else [] for text in _texts(row)], first_row=row.number + 1)


def _two_rows(upper: Row, lower: Row) -> Headings | None:
    """A merged heading spans the cells right of it that are empty above and filled below."""
    if any(cell is not None and not isinstance(cell, str) for cell in lower.cells):
        return None
    wordings: list[list[str]] = []
    group = ""
    for top, sub in zip_longest(_texts(upper), _texts(lower), fillvalue=""):
        group = top or (group if sub else "")
        if top and sub and not numbering(sub) and _known(top) and not (_known(f"{top} {sub}") or _known(sub)):
            return None  # a person's value under a heading, not a second heading
        spanned = [f"{group} {sub}"] if group and sub else []
        wordings.append([*spanned, *(text for text in (sub, top) if text and not numbering(text))])
    return _read(wordings, first_row=lower.number + 1, double=True)


def numbering(text: str) -> bool:
    """ "(1)", "2", "[3]": the row of column numbers some forms carry under their headings."""
    return bool(_NUMBERING.match(text))


def _known(text: str) -> bool:
    return heading_key(text) in CODE_OF_HEADING


def _read(wordings: Sequence[Sequence[str]], *, first_row: int, double: bool = False) -> Headings:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    doubled: list[str] = []
    for place, texts in enumerate(wordings):
        if not texts:
            continue
        code = next((CODE_OF_HEADING[heading_key(text)] for text in texts if _known(text)), None)
        if code is None:
            unknown.append(texts[-1])
        elif code in columns:
            doubled.append(texts[-1])
        else:
            columns[code] = place
    return Headings(columns, first_row, tuple(unknown), tuple(doubled), double)
