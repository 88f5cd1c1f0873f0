"""The empty sheet a centre fills in; every value is a text, never a formula."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from hoanhap.exchange.reception_list.columns import COLUMNS

_EXAMPLE = {
    "no": "1",
    "full_name": "(ví dụ) Nguyễn Văn A",
    "birth": "05/06/1990",
    "sex": "nam",
    "unit": "xã Thường Lạc",
    "family": "Nguyễn Thị B (mẹ), 0912345678",
    "origin": "bắt buộc",
    "detox": "x",
    "training": "x",
    "checked_on": "01/06/2020",
    "fit": "x",
    "certificate_number": "15/GCN",
    "certificate_on": "10/07/2020",
    "skills": "sửa xe máy",
}


def empty_form() -> bytes:
    """Headings and one example row, which the reader passes over."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Sắp về"))
    bold = book.add_format({"bold": True, "text_wrap": True, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    sheet.set_column(0, 0, 5, text)
    sheet.set_column(1, len(COLUMNS) - 1, 18, text)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.title, bold)
        if example := _EXAMPLE.get(column.code):
            sheet.write_string(1, place, example, text)
    sheet.freeze_panes(1, 2)
    book.close()
    return out.getvalue()
