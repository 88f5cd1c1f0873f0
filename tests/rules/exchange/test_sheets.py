"""The same list reads the same from every kind of file, with the row numbers people see."""

import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.exchange import sheets
from hoanhap.kernel.errors import Refused
from tests.rules.exchange import bad_files

ROWS = [["Họ và tên", "Năm sinh"], [None, None], ["Nguyễn Văn Thử", 1990]]


def rows_of(data, name):
    return list(sheets.open_book(data, name=name).sheets[0].rows())


@pytest.mark.parametrize(
    ("data", "name"),
    [(bad_files.xlsx(ROWS), "a.xlsx"), (bad_files.xls(ROWS), "a.xls"), (bad_files.ods(ROWS), "a.ods")],
)
def test_row_numbers_are_the_sheets_own(data, name):
    rows = [row for row in rows_of(data, name) if not row.blank]
    assert [(row.number, *row.cells) for row in rows] == [(1, "Họ và tên", "Năm sinh"), (3, "Nguyễn Văn Thử", 1990)]


def test_a_list_that_begins_far_from_the_corner_keeps_its_places():
    book = openpyxl.Workbook()
    book.active["C5"] = "Họ và tên"
    rows = [row for row in rows_of(bad_files.saved(book), "a.xlsx") if not row.blank]
    assert (rows[0].number, rows[0].cell(2)) == (5, "Họ và tên")


def test_real_dates_stay_dates():
    data = bad_files.xlsx([["Ngày"], [datetime.date(2020, 5, 1)]])
    assert rows_of(data, "a.xlsx")[1].cell(0) == datetime.date(2020, 5, 1)


def test_hidden_sheets_are_left_out_and_named():
    book = openpyxl.Workbook()
    book.create_sheet("Nháp").sheet_state = "hidden"
    book.create_sheet("Rất ẩn").sheet_state = "veryHidden"
    opened = sheets.open_book(bad_files.saved(book), name="a.xlsx")
    assert [sheet.name for sheet in opened.sheets] == ["Sheet"]
    assert list(opened.hidden) == ["Nháp", "Rất ẩn"]


def test_a_formula_without_result_is_told_with_its_place():
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", "Năm sinh"])
    book.active.append(["Nguyễn Văn Thử", "=1980+10"])
    book.active["B5"] = "=1+1"
    rows = rows_of(bad_files.saved(book), "a.xlsx")
    assert {row.number: row.unreadable for row in rows if row.unreadable} == {
        2: {1: "formula_empty"},
        5: {1: "formula_empty"},
    }


def test_a_formula_with_a_result_is_read():
    book = openpyxl.Workbook()
    book.active.append(["Năm sinh"])
    book.active.append(["=1980+10"])
    raw = bad_files.saved(book)
    sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    sheet += b"<row r='1'><c r='A1'><f>1980+10</f><v>1990</v></c><c r='B1' t='e'><v>#N/A</v></c></row>"
    sheet += b"</sheetData></worksheet>"
    row = rows_of(bad_files.repacked(raw, **{"xl__worksheets__sheet1.xml": sheet}), "a.xlsx")[0]
    assert row.cell(0) == 1990
    assert row.unreadable == {1: "error"}


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_three_spellings(mark, encoding):
    text = f"Họ và tên{mark}Năm sinh\r\n\r\nNguyễn Văn Thử{mark}1990\r\n"
    rows = [row for row in rows_of(text.encode(encoding), "a.csv") if not row.blank]
    assert [(row.number, *row.cells) for row in rows] == [(1, "Họ và tên", "Năm sinh"), (3, "Nguyễn Văn Thử", "1990")]


def test_windows_1258_gives_whole_letters():
    # 1258 has letters with hats and horns, and five marks of tone that follow them.
    written = "Nguyê\u0303n Thi\u0323 Hương".encode("cp1258")
    assert rows_of(b"Ho ten;x\r\n" + written + b";1\r\n", "a.csv")[1].cell(0) == "Nguyễn Thị Hương"


def test_quoted_line_breaks_keep_the_numbers_right():
    text = 'Họ tên;Địa chỉ\nNguyễn A;"ấp 1\nxã B"\nTrần C;ấp 2\n'
    assert [(row.number, row.cell(0)) for row in rows_of(text.encode(), "a.csv")] == [
        (1, "Họ tên"),
        (2, "Nguyễn A"),
        (4, "Trần C"),
    ]


def test_undecodable_csv_is_refused():
    with pytest.raises(Refused, match="bảng mã"):
        rows_of(b"H\xd2 t\x8e\x9e,x\n", "a.csv")


@given(
    st.lists(st.lists(st.text("ab1 \"'", max_size=5), min_size=2, max_size=6), min_size=1, max_size=8),
    st.sampled_from(";,\t"),
)
def test_the_separator_is_found_again(rows, mark):
    import csv
    import io

    width = len(rows[0])
    even = [[*row, *[""] * width][:width] for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(even)
    assert sheets.separator(out.getvalue()) == mark
