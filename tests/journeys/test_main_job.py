"""The main job, once at a desk and once on a phone: a list comes in, people are met, the report goes up and is merged.

The work is done on Friday 12/06/2020; the month ends on 14/06, and the report is written on Tuesday the 16th.
"""

import io
import json
import re
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import expect

from hoanhap.kernel import clock
from tests.cast import NOW, Cast
from tests.journeys import lists, walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk

FRIDAY = clock.at(date(2020, 6, 12), 9)
PERSON = "Nguyễn Văn An"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(walk.DESK, id="desk", marks=pytest.mark.once("postgres")),
        pytest.param(walk.PHONE, id="phone", marks=pytest.mark.once("sqlite")),
    ],
)
def test_from_a_list_to_a_merged_report(cast: Cast, sit_down: SitDown, kind: dict[str, object], tmp_path: Path) -> None:
    clock.set_start(FRIDAY)
    with sit_down(kind) as officer:
        officer.sign_in("can-bo")
        bring_in_the_list(officer, lists.write(tmp_path))
        open_the_person(officer)
        name_a_helper(officer)
        write_down_a_contact(officer)
        clock.set_start(NOW)
        send_the_report(officer)
        officer.sign_out()
    with sit_down(kind) as merger:
        merger.sign_in("tong-hop")
        accept(merger)
        merge(merger)
        open_a_figure(merger)
        take_the_files(merger)
        merger.sign_out()


def bring_in_the_list(officer: Walk, file: Path) -> None:
    officer.menu("Nhập")
    officer.go(officer.door("Nhập danh sách"))
    officer.page.get_by_label("Tệp danh sách").set_input_files(file)
    officer.go(officer.door("Xem trước"))
    officer.sees("Xem trước danh sách")
    problems = officer.page.get_by_role("listitem").filter(has_text=re.compile(r"Dòng \d+:"))
    expect(problems).to_have_text([re.compile(f"Dòng {row}:") for row in lists.BAD_ROWS])
    for name in lists.GOOD:
        officer.reads(name)
    officer.go(officer.door("Nhập các dòng đã đánh dấu"))
    officer.is_told("Đã nhập 3 người.")
    officer.go(officer.door("Xem người của tôi"))
    officer.reads("3 người có hồ sơ đang mở")


def open_the_person(officer: Walk) -> None:
    """Found by a search without accents, so that the search is walked too."""
    officer.type("Tìm theo tên, số giấy tờ hoặc điện thoại", "nguyen van an")
    officer.go(officer.door("Tìm"))
    officer.go(officer.link(PERSON))
    officer.sees(PERSON)
    officer.reads("chưa có người giúp đỡ")


def name_a_helper(officer: Walk) -> None:
    officer.go(officer.door("Phân công người giúp đỡ"))
    officer.pick("Người giúp đỡ", "Lê Thị Hạnh")
    officer.go(officer.door("Phân công"))
    officer.is_told("Đã phân công người giúp đỡ.")
    officer.reads("Lê Thị Hạnh")


def write_down_a_contact(officer: Walk) -> None:
    """From the person's page to the person's page in eight presses at most."""
    with officer.counted(8):
        officer.go(officer.door("Ghi lần gặp").first)
        officer.choose("Gặp ở đâu", "Tại nhà")
        officer.choose("Có gặp được không", "Gặp được")
        officer.choose("Tình trạng, theo điều bạn thấy", "Tiến bộ")
        officer.choose("Việc làm", "Ổn định")
        officer.choose("Hẹn lần sau", "2 tuần nữa")
        officer.go(officer.door("Ghi"))
    officer.sees(PERSON)
    officer.is_told("Đã ghi lần gặp.")


def send_the_report(officer: Walk) -> None:
    officer.menu("Báo cáo")
    officer.go(officer.door("Điền từ công việc đã ghi"))
    officer.sees("Báo cáo tháng 6/2020")
    assert figure(officer, "stock.total") == "3"
    assert figure(officer, "contacts.met") == "1"
    assert figure(officer, "helpers.assigned") == "1"
    officer.go(officer.door("Gửi báo cáo"))
    officer.reads("Báo cáo được gửi tới huyện Hồng Ngự")
    officer.go(officer.door("Gửi báo cáo"))
    officer.is_told("Đã gửi báo cáo.")


def accept(merger: Walk) -> None:
    merger.menu("Báo cáo")
    merger.sees("Báo cáo tháng 6/2020")
    assert state_of(merger, "xã Thường Lạc") == "Đã gửi"
    assert state_of(merger, "xã Long Khánh A") == "Chưa gửi"
    merger.go(merger.page.get_by_role("rowheader").get_by_role("link", name="xã Thường Lạc"))
    merger.go(merger.door("Chấp nhận"))
    merger.is_told("Đã chấp nhận báo cáo của xã Thường Lạc.")
    assert state_of(merger, "xã Thường Lạc") == "Đã chấp nhận"


def merge(merger: Walk) -> None:
    merger.go(merger.door("Tổng hợp và xem văn bản"))
    merger.is_told("Đã tổng hợp, còn thiếu: xã Long Khánh A, xã Phú Thuận B.")
    assert figure(merger, "stock.total") == "3"
    assert figure(merger, "contacts.met") == "1"


def open_a_figure(merger: Walk) -> None:
    """The level above sees which files were counted, never whose they are."""
    merger.go(merger.page.get_by_role("link", name="Tổng số người có hồ sơ: 3"))
    merger.reads("Theo đơn vị")
    codes = merger.page.get_by_role("rowheader").filter(has_text=re.compile(r"^\s*TL-\d{4}-\d{3}\s*$"))
    expect(codes).to_have_count(3)
    for name in lists.GOOD:
        merger.never_reads(name)
    merger.go(merger.link("Về báo cáo"))


def take_the_files(merger: Walk) -> None:
    files = {}
    for kind, type_ in TYPES.items():
        content_type, files[kind] = merger.fetch(merger.page.get_by_role("link", name=f"(.{kind})"))
        assert content_type.split(";")[0] == type_
    paper = docx.Document(io.BytesIO(files["docx"]))
    assert any("ỦY BAN NHÂN DÂN" in cell.text for table in paper.tables for cell in table._cells)
    assert files["pdf"].startswith(b"%PDF-")
    assert openpyxl.load_workbook(io.BytesIO(files["xlsx"])).sheetnames
    cells = {cell["code"]: cell for cell in json.loads(files["json"])["cells"]}
    assert cells["stock.total"]["value"] == 3
    assert len(cells["stock.total"]["rows"]) == 3
    download = merger.download(merger.page.get_by_role("link", name="(.docx)"))
    assert download.suggested_filename == "bao-cao-2020-06-huyen-hong-ngu.docx"


def figure(somebody: Walk, code: str) -> str:
    """What stands in the column of this period."""
    row = somebody.page.locator(f'[id="cell-{code}"]')
    return row.get_by_role("cell").first.inner_text().strip()


def state_of(merger: Walk, unit: str) -> str:
    """The word on the board in the row of this unit."""
    row = merger.page.get_by_role("row").filter(has=merger.page.get_by_role("rowheader", name=unit, exact=True))
    return row.get_by_role("cell").first.inner_text().strip()
