"""The centre's Excel: rows to communes, faults by row number, the empty form reads as empty."""

from collections.abc import Sequence
from datetime import date

import pytest

from hoanhap.exchange.reception_list import form, reading
from hoanhap.kernel.errors import Refused
from hoanhap.people.reception.returning_models import Origin
from tests.cast import TODAY, Cast
from tests.returns import DAY
from tests.rules.exchange import bad_files

HEADINGS = [
    "STT", "Họ và tên", "Năm sinh", "Xã nơi về", "Hình thức cai nghiện", "Cắt cơn", "Rèn luyện",
    "Kiểm tra sức khỏe ngày", "Đủ điều kiện", "Nghề đã học", "Người thân", "Chưa có căn cước", "Sức khỏe", "Ngày về",
]  # fmt: skip
GOOD = [
    1, "NGUYỄN VĂN AN", "05/06/1990", "Thường Lạc", "bắt buộc", "x", "x", "01/06/2020", "x", "mộc",
    "mẹ Bông 0912345678", "x", "huyết áp cao", None,
]  # fmt: skip


def row(**changes: object) -> list[object]:
    places = {"name": 1, "birth": 2, "unit": 3, "origin": 4, "checked": 7, "fit": 8, "health": 12, "due": 13}
    made: list[object] = list(GOOD)
    for key, value in changes.items():
        made[places[key]] = value
    return made


def read(cast: Cast, *rows: Sequence[object]) -> "reading.Reading[object]":
    data = bad_files.xlsx([["TRUNG TÂM"], ["DANH SÁCH BÀN GIAO"], HEADINGS, *rows])
    return reading.read_returnees(data, name="a.xlsx", due_on=DAY, centre=cast.dong_thap, today=TODAY)  # type: ignore[return-value]


def test_a_row_says_who_goes_where_with_what(cast: Cast) -> None:
    found = read(cast, GOOD, row(name="Trần Thị Bích", unit="Xã Vĩnh Xương", origin="Tự nguyện", due="20/07/2020"))
    assert found.faults == []
    first, second = found.rows
    assert (first.full_name, first.unit, first.row_no) == ("Nguyễn Văn An", cast.thuong_lac, 4)  # type: ignore[attr-defined]
    assert (first.origin, first.due_on, first.fit, first.lacks_id_card) == (Origin.REHAB_COMPULSORY, DAY, True, True)  # type: ignore[attr-defined]
    assert (second.unit, second.origin, second.due_on) == (  # type: ignore[attr-defined]
        cast.vinh_xuong,
        Origin.REHAB_VOLUNTARY,
        date(2020, 7, 20),
    )


@pytest.mark.requirement("S3-05")
def test_faults_name_their_rows_and_the_others_stand(cast: Cast) -> None:
    found = read(
        cast,
        row(),
        row(name="Lê Văn B", checked=None),
        row(name="Lê Văn C", unit="Xã Không Có"),
        row(name="Lê Văn D", origin="gì đó"),
        row(name="Lê Văn E", due="01/01/2020"),
        row(name="Lê Văn G", health="HIV dương tính"),
        row(),
        row(name=None),
        ["Tổng cộng"],
    )
    assert len(found.rows) == 1
    said = dict(found.faults)
    assert sorted(said) == [5, 6, 7, 8, 9, 10, 11]
    assert "thiếu kiểm tra sức khỏe" in said[5]
    assert "Không Có" in said[6]
    assert "gì đó" in said[7]
    assert "đã qua" in said[8]
    assert "HIV" in said[9]
    assert "Trùng với dòng 4" in said[10]
    assert "họ và tên" in said[11]


def test_the_empty_form_has_headings_and_nobody(cast: Cast) -> None:
    with pytest.raises(Refused, match="không có người nào"):
        reading.read_returnees(form.empty_form(), name="mau.xlsx", due_on=DAY, centre=cast.dong_thap, today=TODAY)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bad_files.xlsx([["x"], ["y"]]), "tiêu đề"),
        (bad_files.xlsx([["Họ và tên", "Năm sinh"], ["A B", 1990]]), "thiếu cột bắt buộc"),
        (b"%PDF-1.4", "PDF"),
        (b"", "rỗng"),
    ],
)
def test_what_is_no_list_is_refused_whole(cast: Cast, data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        reading.read_returnees(data, name="a.xlsx", due_on=DAY, centre=cast.dong_thap, today=TODAY)


@pytest.mark.requirement("S3-06")
def test_certificates_alone(cast: Cast) -> None:
    heads = ["STT", "Họ và tên", "Hình thức", "Số giấy chứng nhận", "Ngày cấp"]
    rows = [[n, f"Trần Văn {chr(64 + n)}", "tự nguyện", f"{n:02d}/GCN", "01/05/2020"] for n in range(1, 10)]
    data = bad_files.xlsx([heads, *rows, [10, "Trần Văn K", "tự nguyện", "", ""]])
    found = reading.read_certificates(data, name="a.xlsx", centre=cast.dong_thap, today=TODAY)
    assert found.rows[0].number == "01/GCN"
    assert len(found.rows) == 9
    assert [number for number, _said in found.faults] == [11]
