"""The commune's list of a walk, as an office keeps it. Everybody is invented; ID numbers are impossible."""

from pathlib import Path

import openpyxl

HEADINGS = (
    "STT",
    "Họ và tên",
    "Năm sinh",
    "Số CCCD/CMND",
    "Nơi ở hiện nay",
    "Diện quản lý",
    "Hình thức cai",
    "Số, ngày quyết định",
    "Từ ngày",
    "Đến ngày",
)
AT_HOME = ("đang cai", "gia đình", "12/QĐ-UBND ngày 05/03/2020", "05/03/2020", "05/09/2020")
PEOPLE = (
    ("Nguyễn Văn An", "05/06/1990", "990012345601", "ấp 1", *AT_HOME),
    ("Trần Thị Bích", 1985, "990012345602", "ấp 2", "sau cai", None, None, None, None),
    ("Lê Quốc Cường", 1992, "990012345603", "ấp 2", "nghiện", None, None, None, None),
    ("Phạm Tương Lai", "01/01/2031", "990012345604", "ấp 1", "nghiện", None, None, None, None),
    ("Võ Thiếu Số", 1991, "99001234", "ấp 1", "nghiện", None, None, None, None),
)
GOOD = ("Nguyễn Văn An", "Trần Thị Bích", "Lê Quốc Cường")
BAD_ROWS = (6, 7)  # two lines stand above the first person


def write(folder: Path) -> Path:
    """Three good rows, a birth in the future and an ID number that is too short."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ XÃ THƯỜNG LẠC",))
    sheet.append(HEADINGS)
    for number, row in enumerate(PEOPLE, 1):
        sheet.append((number, *row))
    path = folder / "danh-sach.xlsx"
    book.save(path)
    return path
