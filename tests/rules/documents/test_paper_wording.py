"""How Decree 30/2020 words numbers, dates, headings, signatures and lists."""

from datetime import date

import pytest

from hoanhap.foundation.documents import rules
from hoanhap.foundation.documents.paper import Level, Recipients
from hoanhap.foundation.documents.rules import Seat
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        (5, "BC-UBND", "Số: 05/BC-UBND"),
        (10, "KH-UBND", "Số: 10/KH-UBND"),
        (104, "UBND-VX", "Số: 104/UBND-VX"),
        (None, "KH-UBND", "Số: ……/KH-UBND"),
    ],
)
def test_number_line(number: int | None, symbol: str, line: str) -> None:
    assert rules.number_line(number, symbol) == line


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2020, 6, 5), "Thường Lạc, ngày 05 tháng 6 năm 2020"),
        (date(2020, 1, 31), "Thường Lạc, ngày 31 tháng 01 năm 2020"),
        (date(2020, 2, 9), "Thường Lạc, ngày 09 tháng 02 năm 2020"),
        (date(2020, 3, 10), "Thường Lạc, ngày 10 tháng 3 năm 2020"),
        (date(2020, 12, 1), "Thường Lạc, ngày 01 tháng 12 năm 2020"),
        (PartialDate(2020, 5), "Thường Lạc, ngày …… tháng 5 năm 2020"),
        (PartialDate(2020), "Thường Lạc, ngày …… tháng …… năm 2020"),
        (None, "Thường Lạc, ngày …… tháng …… năm ……"),
    ],
)
def test_date_line(day: date | PartialDate | None, line: str) -> None:
    assert rules.date_line("Thường Lạc", day) == line


def test_symbols_of_typed_papers_and_letters() -> None:
    assert rules.symbol("BC", "UBND") == "BC-UBND"
    assert rules.symbol("KH", "MTTQ-BTT") == "KH-MTTQ-BTT"
    assert rules.symbol("", "UBND", unit="VX") == "UBND-VX"
    assert rules.symbol("QĐ", "UB ND") == "QĐ-UBND"


def test_kind_names_are_those_of_the_decree() -> None:
    assert rules.kind_name("BC") == "Báo cáo"
    assert rules.kind_name("") == ""
    with pytest.raises(Refused, match="CV"):
        rules.kind_name("CV")  # people write it, the decree has no such code


def test_a_committee_stands_alone_and_a_division_under_its_committee() -> None:
    commune = rules.committee("xã Thường Lạc")
    assert (commune.superior, commune.lines) == ((), ("ỦY BAN NHÂN DÂN", "XÃ THƯỜNG LẠC"))
    division = rules.division("Phòng Tư pháp", committee_of="huyện Hồng Ngự")
    assert (division.superior, division.lines) == (("UBND HUYỆN HỒNG NGỰ",), ("PHÒNG TƯ PHÁP",))
    police = rules.police("xã Thường Lạc", above="huyện Hồng Ngự")
    assert (police.superior, police.lines) == (("CÔNG AN HUYỆN HỒNG NGỰ",), ("CÔNG AN XÃ THƯỜNG LẠC",))
    front = rules.fatherland_front("phường Chợ Quán")
    assert front.lines == ("BAN THƯỜNG TRỰC",)
    assert front.superior == ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "PHƯỜNG CHỢ QUÁN")


@pytest.mark.parametrize(
    ("seat", "of", "lines"),
    [
        (Seat.COMMITTEE_CHAIR, "", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (Seat.COMMITTEE_VICE_CHAIR, "", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (Seat.CHAIR_ALONE, "", ["CHỦ TỊCH"]),
        (Seat.VICE_FOR_CHAIR_ALONE, "", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (Seat.DIVISION_HEAD, "", ["TRƯỞNG PHÒNG"]),
        (Seat.DIVISION_DEPUTY, "", ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]),
        (Seat.POLICE_HEAD, "xã", ["TRƯỞNG CÔNG AN XÃ"]),
        (Seat.POLICE_DEPUTY, "xã", ["KT. TRƯỞNG CÔNG AN XÃ", "PHÓ TRƯỞNG CÔNG AN XÃ"]),
        (Seat.DEPUTY_DIRECTOR, "", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (Seat.FRONT_VICE_CHAIR, "", ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ],
)
def test_signature_by_seat(seat: Seat, of: str, lines: list[str]) -> None:
    signature = rules.signature(seat, "Nguyễn Văn Mẫu", of=of)
    assert [*signature.authority, signature.title] == lines


def test_an_acting_head_and_signing_by_order() -> None:
    assert rules.signature(Seat.COMMITTEE_CHAIR, "A", acting=True).title == "Q. CHỦ TỊCH"
    with pytest.raises(Refused):
        rules.signature(Seat.COMMITTEE_VICE_CHAIR, "A", acting=True)
    assert rules.by_order("Chủ tịch", "Chánh Văn phòng", "A").authority == ("TL. CHỦ TỊCH",)
    assert rules.by_order("Chủ tịch", "Trưởng phòng", "A", authorised=True).authority == ("TUQ. CHỦ TỊCH",)


def test_every_seat_has_its_lines() -> None:
    for seat in Seat:
        assert rules.signature(seat, "A").title


def test_recipients_end_as_the_decree_asks() -> None:
    assert rules.recipient_lines(Recipients(entries=("Như trên", "- TT. HĐND xã;"), drafted_by="VX", copies=3)) == [
        "- Như trên;",
        "- TT. HĐND xã;",
        "- Lưu: VT, VX (03).",
    ]
    assert rules.recipient_lines(Recipients()) == ["- Lưu: VT."]


def test_lists_and_the_last_line() -> None:
    assert rules.listed(["Căn cứ A;", "Căn cứ B"]) == ["Căn cứ A;", "Căn cứ B."]
    assert rules.listed(["A", "B."], dash=True) == ["- A;", "- B."]
    assert rules.listed([]) == []
    assert rules.closed("Trên đây là báo cáo.") == "Trên đây là báo cáo./."
    assert rules.closed("Đã hết./.") == "Đã hết./."


def test_headings_count_themselves() -> None:
    numerals = rules.Numerals()
    walk = [
        Level.ROMAN,
        Level.ARABIC,
        Level.LETTER,
        Level.LETTER,
        Level.ARABIC,
        Level.LETTER,
        Level.ROMAN,
        Level.ARABIC,
    ]
    assert [numerals.label(level) for level in walk] == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."]
    letters = [numerals.label(Level.LETTER) for _ in range(6)]
    assert letters == ["a)", "b)", "c)", "d)", "đ)", "e)"]
    assert [rules.roman(number) for number in (4, 9, 14, 19)] == ["IV", "IX", "XIV", "XIX"]


def test_the_place_of_the_date_line() -> None:
    assert rules.place_name("xã", "Thường Lạc") == "Thường Lạc"
    assert rules.place_name("phường", "12") == "Phường 12"


class TestNextNumber:
    """Numbers run on and follow the days of issue."""

    def test_runs_on_from_one(self) -> None:
        assert rules.next_number(last_number=0, last_issued_on=None, issued_on=date(2020, 1, 2)) == 1
        assert rules.next_number(last_number=8, last_issued_on=date(2020, 1, 2), issued_on=date(2020, 1, 2)) == 9

    def test_an_earlier_day_is_refused(self) -> None:
        with pytest.raises(Refused) as refusal:
            rules.next_number(last_number=8, last_issued_on=date(2020, 6, 16), issued_on=date(2020, 6, 15))
        assert refusal.value.code == "number_out_of_order"
        assert "16/06/2020" in refusal.value.message

    def test_the_office_book_may_leap_but_not_go_back(self) -> None:
        day = date(2020, 6, 16)
        assert rules.next_number(last_number=8, last_issued_on=day, issued_on=day, given=41) == 41
        for taken in (8, 7, 0, -1):
            with pytest.raises(Refused):
                rules.next_number(last_number=8, last_issued_on=day, issued_on=day, given=taken)
