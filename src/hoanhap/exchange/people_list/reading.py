"""A whole file → its readable persons, its problems by row, and what the clerk should know about the sheet. Pure."""

from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from hoanhap.exchange import sheets
from hoanhap.exchange.limits import DEFAULT, Limits
from hoanhap.exchange.people_list import headings, row_reader
from hoanhap.exchange.people_list.columns import BY_CODE
from hoanhap.exchange.people_list.rows import PersonRow, Problem
from hoanhap.kernel.errors import Refused


@dataclass(slots=True)
class ListReading:
    """Persons in the order of the sheet; a row stands among the persons or among the problems, never in both."""

    sheet: str = ""
    people: list[PersonRow] = field(default_factory=list)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def refuse(self, problem: Problem) -> None:
        self.problems.setdefault(problem.row, []).append(problem)

    def drop_refused(self) -> None:
        """Take the rows that got a problem after reading out of the persons."""
        self.people = [person for person in self.people if person.number not in self.problems]

    @property
    def read(self) -> int:
        return len(self.people) + len(self.problems)


def read(data: bytes, *, name: str, on: date, limits: Limits = DEFAULT) -> ListReading:
    """Read the list of day `on`. Raises Refused when the file as a whole is no list of persons."""
    book = sheets.open_book(data, name=name, limits=limits)
    sheet, found = _choose(book)
    found.require_needed()
    reading = ListReading(sheet=sheet.name, remarks=_remarks(book, sheet, found))
    for row in sheet.rows():
        if row.number >= found.first_row and row_reader.is_person(row, found):
            answer = row_reader.read(row, found, on=on)
            if isinstance(answer, PersonRow):
                reading.people.append(answer)
            else:
                reading.problems[row.number] = answer
    if not reading.read:
        raise Refused(
            _("Danh sách có tiêu đề nhưng không có người nào."),
            code="list.empty",
            way_out=_("Kiểm tra lại trang tính, điền ít nhất một dòng."),
        )
    return reading


def _choose(book: sheets.Book) -> tuple[sheets.Sheet, headings.Headings]:
    """The visible sheet whose headings name most columns; the first of equals."""
    best: tuple[sheets.Sheet, headings.Headings] | None = None
    blank = True
    for sheet in book.sheets:
        first = list(islice(sheet.rows(), headings.LOOK_AT_ROWS + 1))
        blank = blank and all(row.blank for row in first)
        found = headings.find(first)
        if found and (best is None or len(found.columns) > len(best[1].columns)):
            best = (sheet, found)
    if best is not None:
        return best
    if blank:
        raise Refused(_("Trang tính trống."), code="list.empty", way_out=_("Chọn tệp có danh sách."))
    raise Refused(
        _("Không thấy dòng tiêu đề của danh sách trong %(rows)s dòng đầu.") % {"rows": headings.LOOK_AT_ROWS},
        code="list.headings",
        way_out=_("Cần một dòng tiêu đề có ít nhất: Họ và tên, Ngày/năm sinh, Diện quản lý. Có thể tải tệp mẫu."),
    )


def _remarks(book: sheets.Book, sheet: sheets.Sheet, found: headings.Headings) -> list[str]:
    said = [_("Đọc trang tính “%(name)s”.") % {"name": sheet.name}] if len(book.sheets) > 1 else []
    seen = ", ".join(BY_CODE[code].short for code, _place in sorted(found.columns.items(), key=lambda item: item[1]))
    said.append(_("Đã nhận ra %(count)s cột: %(names)s.") % {"count": len(found.columns), "names": seen})
    if book.hidden:
        said.append(_("Không đọc trang tính ẩn: %(names)s.") % {"names": ", ".join(book.hidden)})
    if sheet.formulas:
        said.append(_("Có %(count)s ô công thức: lấy kết quả đã lưu trong tệp.") % {"count": sheet.formulas})
    if found.unknown:
        said.append(_("Không dùng các cột lạ: %(names)s.") % {"names": ", ".join(found.unknown)})
    if found.doubled:
        said.append(_("Cột lặp lại, chỉ đọc cột đầu: %(names)s.") % {"names": ", ".join(found.doubled)})
    for code in found.columns:
        column = BY_CODE[code]
        if column.left_out:
            said.append(_("Cột “%(name)s” không nhập: %(why)s.") % {"name": column.short, "why": _(column.left_out)})
    return said
