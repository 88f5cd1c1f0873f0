"""Finds the heading rows of a list: any order of columns, title rows above, one or two rows of (merged) headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoanhap.exchange.people_list.columns import BY_CODE, CODE_OF_HEADING, heading_key
from hoanhap.exchange.sheets import Row
from hoanhap.kernel.errors import Refused

LOOK_AT_ROWS = 40
_NEEDED = ((("full_name",), "Họ và tên"), (("birth", "birth_male", "birth_female"), "Ngày/năm sinh"), (("status", "method"), "Diện quản lý"))
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column lies (0-based), where the persons begin, and what was not understood."""

    columns: dict[str, int]
    first_row: int
    unknown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    def titles(self) -> dict[str, str]:
        return {code: BY_CODE[code].title for code in self.columns}

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(title for codes, title in _NEEDED if not any(code in self.columns for code in codes))

    def require_needed(self) -> None:
        if self.missing:
            names = ", ".join(f"“{title}”" for title in self.missing)
            raise Refused(
                f"Danh sách thiếu cột bắt buộc: {names}.",
                code="list.columns",
                way_out="Thêm cột hoặc sửa lại tiêu đề theo tệp mẫu, rồi nhập lại.",
            )


def find(rows: Sequence[Row]) -> Headings | None:
    """The best reading of the first rows as headings; None when no row looks like headings."""
    best: Headings | None = None
    for index, row in enumerate(rows[:LOOK_AT_ROWS]):
        below = rows[index + 1] if index + 1 < len(rows) else None
        candidates = [_one_row(row)]
        if below is not None and below.number == row.number + 1:
            candidates.append(_two_rows(row, below))
        for candidate in candidates:
            if len(candidate.columns) >= _ENOUGH and (best is None or len(candidate.columns) > len(best.columns)):
                best = candidate
    return best


def _texts(row: Row) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in row.cells]


def _one_row(row: Row) -> Headings:
    return _read([[text] if text else [] for text in _texts(row)], first_row=row.number + 1)


def _two_rows(upper: Row, lower: Row) -> Headings:
    """A merged heading spans the cells right of it that are empty above and filled below."""
    above, below = _texts(upper), _texts(lower)
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    wordings: list[list[str]] = []
    group = ""
    for top, sub in zip(above, below, strict=True):
        group = top or (group if sub else "")
        if sub and group:
            wordings.append([f"{group} {sub}", sub, group] if top or heading_key(sub) else [group])
        else:
            wordings.append([text for text in (top, sub) if text])
    if not any(heading_key(text) in CODE_OF_HEADING or _known(text, above) for text in below if text):
        return Headings({}, lower.number + 1)
    return _read(wordings, first_row=lower.number + 1)


def _known(sub: str, above: Sequence[str]) -> bool:
    return any(heading_key(f"{top} {sub}") in CODE_OF_HEADING for top in above if top)


def _read(wordings: Sequence[Sequence[str]], *, first_row: int) -> Headings:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    doubled: list[str] = []
    for place, texts in enumerate(wordings):
        if not texts:
            continue
        code = next((CODE_OF_HEADING[heading_key(text)] for text in texts if heading_key(text) in CODE_OF_HEADING), None)
        if code is None:
            unknown.append(texts[0])
        elif code in columns:
            doubled.append(texts[0])
        else:
            columns[code] = place
    return Headings(columns, first_row, tuple(unknown), tuple(doubled))
