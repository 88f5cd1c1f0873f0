"""What clerks write is read kindly, and never silently wrong."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.exchange.people_list import values
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused

JUNE = PartialDate(1990, 6, 5)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("05/06/1990", JUNE),
        ("5-6-90", JUNE),
        ("5.6.1990", JUNE),
        ("1990-06-05", JUNE),
        ("ngày 5 tháng 6 năm 1990", JUNE),
        (datetime.fromisoformat("1990-06-05T00:00"), JUNE),
        (date(1990, 6, 5), JUNE),
        (33029.0, JUNE),
        ("33029", JUNE),
        ("1990", PartialDate(1990)),
        (1990.0, PartialDate(1990)),
        (1990, PartialDate(1990)),
        ("6/1990", PartialDate(1990, 6)),
        (None, None),
        ("", None),
        ("không rõ", None),
    ],
)
def test_dates(cell, expected):
    assert values.partial_date(cell) == expected


@pytest.mark.parametrize("cell", ["31/02/1990", "mùa xuân", 12.0, 99_999_999.0, True, "32.13.1990"])
def test_what_is_no_date(cell):
    with pytest.raises(Refused) as caught:
        values.partial_date(cell)
    assert caught.value.way_out


@given(st.dates(date(1910, 1, 1), date(2100, 12, 31)))
def test_every_day_in_every_style(day):
    serial = float((day - date(1899, 12, 30)).days)
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
        day,
        serial,
    ):
        assert values.day(written) == day


def test_a_term_needs_its_day():
    with pytest.raises(Refused):
        values.day("2020")


@pytest.mark.parametrize(
    ("cell", "number", "mended"),
    [
        ("012345678901", "012345678901", False),
        ("'012345678901", "012345678901", False),
        ("012 345 678 901", "012345678901", False),
        (341234567.0, "341234567", False),
        ("341.234.567", "341234567", False),
        (12345678901.0, "012345678901", True),
        (41234567, "041234567", True),
        ("CMND 341234567 - CCCD 087012345678", "087012345678", False),
        (None, "", False),
        ("chưa có", "", False),
        (0, "", False),
    ],
)
def test_id_numbers(cell, number, mended):
    answer = values.id_number(cell)
    assert answer.value == number
    assert bool(answer.note) is mended


@pytest.mark.parametrize("cell", ["1,23457E+11", "12345678901", "12345", "B1234567", 123.0, 1.5])
def test_broken_id_numbers_are_told(cell):
    with pytest.raises(Refused) as caught:
        values.id_number(cell)
    assert caught.value.way_out


@pytest.mark.parametrize(
    ("cell", "number", "day"),
    [
        ("12/QĐ-UBND ngày 05/03/2020", "12/QĐ-UBND", date(2020, 3, 5)),
        ("Số 12/QĐ-UBND, ngày 5-3-2020", "12/QĐ-UBND", date(2020, 3, 5)),
        ("QĐ số: 1234/2020/QĐ-TA (05.03.2020)", "1234/2020/QĐ-TA", date(2020, 3, 5)),
        ("12/QĐ-UBND; ngày 5 tháng 3 năm 2020", "12/QĐ-UBND", date(2020, 3, 5)),
        ("12/QĐ-UBND", "12/QĐ-UBND", None),
        ("ngày 05/03/2020", "", date(2020, 3, 5)),
        (date(2020, 3, 5), "", date(2020, 3, 5)),
        (12.0, "12", None),
        (None, "", None),
        ("không", "", None),
    ],
)
def test_decisions(cell, number, day):
    assert values.decision(cell) == (number, day)


def test_a_decision_with_an_impossible_day_is_told():
    with pytest.raises(Refused):
        values.decision("12/QĐ-UBND ngày 31/02/2020")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("2 lần", 2), ("02", 2), (2.0, 2), ("2,0", 2), ("chưa", 0), ("Lần thứ 3", 3), ("hai", 2), (None, None)],
)
def test_counts(cell, expected):
    assert values.count(cell) == expected


@pytest.mark.parametrize("cell", ["2,5", "nhiều", -1, 500])
def test_broken_counts_are_told(cell):
    with pytest.raises(Refused):
        values.count(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("khoảng 2015", 2015), (2015.0, 2015), ("05/2015", 2015), (date(2015, 5, 1), 2015), ("không rõ", None)],
)
def test_years(cell, expected):
    assert values.year(cell) == expected


@pytest.mark.parametrize(("cell", "expected"), [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), (None, "")])
def test_sex(cell, expected):
    assert values.sex(cell) == expected


def test_sex_unclear():
    with pytest.raises(Refused):
        values.sex("x")


@pytest.mark.parametrize(
    ("cell", "expected"), [("x", True), ("Có", True), (True, True), (1.0, True), ("", False), ("không", False)]
)
def test_yes_and_no(cell, expected):
    assert values.yes(cell) is expected


def test_phone_gets_its_nought_back():
    assert values.phone(912345678.0).value == "0912345678"
    assert values.phone(912345678.0).note
    assert values.phone("0912 345 678").value == "0912 345 678"
