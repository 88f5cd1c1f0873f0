"""The workbook is read back: numbers are numbers, texts never formulas, and it prints like a paper."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hoanhap.foundation.documents import xlsx_writer
from hoanhap.foundation.documents.paper import Column, Paper, Paragraph, Row, Table
from hoanhap.kernel.errors import Refused
from tests.domain.documents import sample


def opened(paper: Paper) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_writer.write(paper)))


def found(sheet: Worksheet, text: str) -> tuple[int, int]:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 1, text
    return cells[0].row, cells[0].column


def test_numbers_are_numbers_with_their_formats() -> None:
    sheet = opened(sample.REPORT)["Kết quả hỗ trợ"]
    row, column = found(sheet, "Người đang được hỗ trợ")
    whole, rate, padded = (sheet.cell(row + offset, column + 1) for offset in range(3))
    assert (whole.value, whole.number_format) == (1234, "#,##0")
    assert (rate.value, rate.number_format) == (0.5294, r"0.00\ %")
    assert padded.value == 9
    assert sheet.cell(row, column).font.bold
    assert sheet.cell(row + 1, column).alignment.indent == 1


def test_a_text_like_a_formula_stays_text() -> None:
    sheet = opened(sample.REPORT).worksheets[0]
    row, column = found(sheet, "=1+1")
    cell = sheet.cell(row, column)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not [other for line in sheet.iter_rows() for other in line if other.data_type == "f"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_every_dangerous_start_is_guarded(start: str) -> None:
    table = Table(columns=(Column(title="A"), Column(title="B")), rows=(Row(cells=(f"{start}cmd", "x")),))
    sheet = opened(replace(sample.REPORT, body=(table,), recipients=sample.Recipients())).worksheets[0]
    cell = sheet.cell(*found(sheet, f"{start}cmd"))
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_heading_title_and_signature_stand_on_the_sheet() -> None:
    sheet = opened(sample.REPORT).worksheets[0]
    issuer, nation = found(sheet, "ỦY BAN NHÂN DÂN"), found(sheet, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert issuer[0] == nation[0]
    assert issuer[1] < nation[1]
    number, day = found(sheet, "Số: 05/BC-UBND"), found(sheet, "Thường Lạc, ngày 05 tháng 6 năm 2020")
    assert number[0] == day[0]
    assert found(sheet, "BÁO CÁO")[0] < found(sheet, "TT")[0] < found(sheet, "PHÓ CHỦ TỊCH")[0]
    assert found(sheet, "Nơi nhận:")[0] == found(sheet, "TM. ỦY BAN NHÂN DÂN")[0]


@pytest.mark.parametrize(("landscape", "orientation"), [(False, "portrait"), (True, "landscape")])
def test_it_prints_on_a4_with_repeated_headings(landscape: bool, orientation: str) -> None:
    sheet = opened(replace(sample.REPORT, landscape=landscape)).worksheets[0]
    head = found(sheet, "TT")[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, orientation)
    assert sheet.print_title_rows == f"${head}:${head + 1}"
    assert sheet.freeze_panes == f"A{head + 2}"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_margins.left == pytest.approx(30 / 25.4)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_of_few_columns_still_has_its_heading(columns: int) -> None:
    table = Table(
        columns=tuple(Column(title=f"Cột {at}", width=9 if at == 0 else 1) for at in range(columns)),
        rows=(Row(cells=("a",) * columns),),
    )
    sheet = opened(replace(sample.REPORT, body=(table,))).worksheets[0]
    assert found(sheet, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")[0] < found(sheet, "ỦY BAN NHÂN DÂN")[0]
    assert found(sheet, "Nguyễn Văn Mẫu")


def test_each_table_gets_a_sheet_with_a_lawful_name() -> None:
    bad = replace(sample.table(), caption="Bảng [1]: a/b\\c? " + "dài " * 20)
    book = opened(replace(sample.REPORT, body=(bad, bad, sample.table())))
    assert len(book.sheetnames) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert book.sheetnames[1].endswith("(2)")


def test_a_paper_without_a_table_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        xlsx_writer.write(replace(sample.REPORT, body=(Paragraph("Chỉ có chữ"),)))
    assert refusal.value.code == "no_table"


def test_same_paper_same_bytes() -> None:
    first = xlsx_writer.write(sample.REPORT)
    assert first == xlsx_writer.write(sample.REPORT)
    assert first != xlsx_writer.write(replace(sample.REPORT, number=6))
    assert opened(sample.REPORT).properties.created == datetime(2020, 6, 5)  # noqa: DTZ001


def test_libreoffice_opens_it(as_pdf: Callable[[bytes, str], Path], text_of: Callable[[Path], str]) -> None:
    text = text_of(as_pdf(xlsx_writer.write(sample.REPORT), "report.xlsx"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Tỷ lệ tiến bộ, không sử dụng" in text
    assert "=1+1" in text
