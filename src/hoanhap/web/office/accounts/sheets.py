"""The list of people to invite as a sheet: the empty form, its reading, and the slips that come back."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from hoanhap.exchange import sheets
from hoanhap.exchange.sheets import Cell, Row
from hoanhap.foundation.access.roles import DESCRIPTIONS
from hoanhap.foundation.accounts.rules import MOST_ROWS, Draft
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = {
    "display_name": "Họ tên",
    "username": "Tên đăng nhập",
    "role": "Vai trò",
    "unit": "Đơn vị",
    "title": "Chức danh",
    "valid_from": "Từ ngày",
    "last_day": "Đến ngày",
}
_NEEDED = ("display_name", "role", "unit")
_WIDTHS = (28, 18, 26, 30, 24, 13, 13)
_LOOK_FOR_HEADINGS = 20
_DAYS = ("valid_from", "last_day")


def drafts(data: bytes, *, name: str) -> list[Draft]:
    """The lines below the headings of the first sheet that has them. Raises Refused for what is no such list."""
    for sheet in sheets.open_book(data, name=name).sheets:
        columns: dict[str, int] | None = None
        found: list[Draft] = []
        for row in sheet.rows():
            if columns is None:
                columns = _columns(row)
                if columns is None and row.number > _LOOK_FOR_HEADINGS:
                    break
            elif not row.blank:
                found.append(_draft(row, columns))
                if len(found) > MOST_ROWS:
                    return found
        if columns is not None:
            return found
    raise Refused(
        _("Không thấy dòng tiêu đề có Họ tên, Vai trò, Đơn vị."), way_out=_("Dùng tệp mẫu, giữ nguyên dòng tiêu đề.")
    )


def template() -> bytes:
    """The empty form with a sheet of guidance; it holds nobody."""
    out = io.BytesIO()
    book = _book(out)
    _head(book, _("Danh sách cán bộ"), list(HEADINGS.values()), _WIDTHS)
    notes = book.add_worksheet(_("Hướng dẫn"))
    notes.set_column(0, 0, 100)
    for number, line in enumerate(_guidance()):
        notes.write_string(number, 0, line)
    book.close()
    return out.getvalue()


def slips(rows: Sequence[Sequence[str]]) -> bytes:
    """Printable slips: name, name to sign in with, unit, link, until when. Text cells only."""
    out = io.BytesIO()
    book = _book(out)
    headings = [_("Họ tên"), _("Tên đăng nhập"), _("Đơn vị"), _("Đường dẫn vào lần đầu"), _("Dùng được đến")]
    sheet = _head(book, _("Giấy mời"), headings, (26, 16, 26, 76, 16))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "vcenter", "bottom": 4})
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, 36)
        for place, value in enumerate(row):
            sheet.write_string(number, place, value, cell)
    book.close()
    return out.getvalue()


def _book(out: io.BytesIO) -> Any:
    return xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})


def _head(book: Any, name: str, headings: Sequence[str], widths: Sequence[int]) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, heading, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _guidance() -> list[str]:
    return [
        _("Mỗi dòng là một cán bộ. Giữ nguyên dòng tiêu đề."),
        _("Tên đăng nhập: chữ thường không dấu; để trống thì hệ thống đặt theo họ tên."),
        _("Đơn vị: tên hoặc mã; trùng tên thì ghi cả đơn vị cấp trên, ví dụ: xã Thường Lạc, huyện Hồng Ngự."),
        _("Từ ngày, Đến ngày: viết như 16/06/2020. Từ ngày để trống là từ hôm nay; Đến ngày là ngày làm việc cuối."),
        _("Vai trò: chép đúng một trong các tên sau (hoặc mã trong ngoặc)."),
        *(f"{description.label} ({role.value})" for role, description in DESCRIPTIONS.items()),
    ]


def _columns(row: Row) -> dict[str, int] | None:
    cells = [fold(str(cell or "")) for cell in row.cells]
    found = {code: cells.index(fold(heading)) for code, heading in HEADINGS.items() if fold(heading) in cells}
    return found if all(code in found for code in _NEEDED) else None


def _draft(row: Row, columns: dict[str, int]) -> Draft:
    values: dict[str, Any] = {}
    for code, place in columns.items():
        cell = row.cell(place)
        values[code] = cell if code in _DAYS and isinstance(cell, date | datetime) else _text(cell)
    return Draft(number=row.number, **values)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
