"""Writes the columns as a workbook. Every value is a text cell, never a formula (nothing a stored text can do)."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from hoanhap.exchange.people_list.columns import COLUMNS
from hoanhap.exchange.people_list.row_reader import EXAMPLE_MARK
from hoanhap.kernel.dates import show

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"no": 5, "full_name": 26, "current_address": 28, "permanent_address": 28, "status": 16, "method": 16}
_EXAMPLE = {
    "no": "1",
    "full_name": f"{EXAMPLE_MARK} Nguyễn Văn A",
    "birth": "05/06/1990",
    "sex": "nam",
    "ethnicity": "Kinh",
    "current_address": "ấp 2",
    "status": "đang cai",
    "method": "gia đình",
    "decision": "12/QĐ-UBND ngày 05/03/2020",
    "term_from": "05/03/2020",
    "term_to": "05/09/2020",
    "helper": "Trần Thị B",
    "helper_unit": "Hội Liên hiệp Phụ nữ xã",
    "source": "gia đình",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Whose copy a list is: on every printed page, beside the title, behind the last row and in the file's facts."""

    recipient: str
    serial: str
    until: date
    notice: str

    @property
    def line(self) -> str:
        words = {"recipient": self.recipient, "serial": self.serial, "until": show(self.until)}
        return _("Bản số %(serial)s giao cho %(recipient)s, dùng đến %(until)s") % words


def workbook(*, title: str, rows: Iterable[Mapping[str, str]], mark: Mark) -> bytes:
    """A list under its title; rows are texts by column code."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Danh sách"))
    _headings(book, sheet, f"{title}. {mark.line}")
    _put_mark(book, sheet, mark)
    plain, guarded = _formats(book)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(COLUMNS):
            value = row.get(column.code, "")
            if value:
                sheet.write_string(number, place, value, guarded if value.startswith(_RISKY) else plain)
    book.close()
    return out.getvalue()


def _put_mark(book: Any, sheet: Any, mark: Mark) -> None:
    # "&" begins a code in headers and footers of workbooks; doubled it is a letter.
    printed = mark.line.replace("&", "&&")[:200]
    sheet.set_header(f"&C&8{printed}")
    sheet.set_footer(f"&L&8{printed}&R&8&P/&N")
    book.set_properties({"title": mark.serial, "comments": mark.line})
    notes = book.add_worksheet(_("Lời nhắc"))
    notes.set_column(0, 0, 110)
    wrapped = book.add_format({"text_wrap": True, "num_format": "@"})
    for number, line in enumerate((mark.line, mark.notice)):
        notes.write_string(number, 0, line, wrapped)


def empty_form() -> bytes:
    """The form for download: headings, one row marked as an example, and a sheet that explains each column."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Danh sách"))
    _headings(book, sheet, _("DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ"))
    pale = book.add_format({"num_format": "@", "italic": True, "font_color": "#6B6B6B"})
    for place, column in enumerate(COLUMNS):
        sheet.write_string(2, place, _EXAMPLE.get(column.code, ""), pale)
    notes = book.add_worksheet(_("Hướng dẫn"))
    notes.set_column(0, 0, 110)
    for number, line in enumerate(_guidance()):
        notes.write_string(number, 0, line)
    book.close()
    return out.getvalue()


def _headings(book: Any, sheet: Any, title: str) -> None:
    bold = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet.write_string(0, 0, title, bold)
    for place, column in enumerate(COLUMNS):
        # Columns are text from the start, so that the program does not eat the nought before an ID number.
        sheet.set_column(place, place, _WIDTHS.get(column.code, 18), text)
        sheet.write_string(1, place, column.title, head)
    sheet.set_row(1, 48)
    sheet.freeze_panes(2, 2)


def _formats(book: Any) -> tuple[Any, Any]:
    plain = book.add_format({"num_format": "@"})
    return plain, book.add_format({"num_format": "@", "quote_prefix": True})


def _guidance() -> list[str]:
    return [
        _("Mỗi dòng là một người. Dòng ví dụ (in nghiêng) không được nhập; có thể xóa."),
        _("Bắt buộc: họ và tên; ngày sinh hoặc năm sinh; diện quản lý."),
        _("Ngày: 05/06/1990, 5-6-1990, 5.6.1990, 1990-06-05, “ngày 5 tháng 6 năm 1990”."),
        _("Chỉ biết năm sinh thì ghi năm: 1990."),
        _("Số giấy tờ: CMND 9 số, CCCD 12 số, kiểu Văn bản để giữ số 0 ở đầu; chưa rõ thì để trống."),
        _("Diện: sử dụng, nghiện, đang cai, sau cai hoặc chỉ hỗ trợ."),
        _("Hình thức: gia đình, cộng đồng, cơ sở tự nguyện, cơ sở bắt buộc hoặc Methadone."),
        _("Quyết định: ghi đủ số và ngày, ví dụ 12/QĐ-UBND ngày 05/03/2020; chưa có thì để trống."),
        _("Nguồn phát hiện: tự khai, gia đình, công an, đoàn thể, cộng đồng; người trở về ghi thêm nơi trở về."),
        _("Kết quả và việc làm không nhập từ danh sách: được tính từ những lần gặp đã ghi."),
        _("Nhập lại cùng danh sách không tạo trùng và không ghi đè thông tin đã có."),
    ]
