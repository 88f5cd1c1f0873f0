"""The kernel: periods that are not calendar months, working days around Tết, names with and without accents."""

import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel import clock, dates, durations, ids, numbers, periods, text
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused, UnknownName
from hoanhap.kernel.registers import Register
from hoanhap.kernel.workdays import WorkingCalendar

CALENDAR = WorkingCalendar()


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (periods.monthly(2020, 6), "15/05/2020 – 14/06/2020"),
        (periods.monthly(2020, 1), "15/12/2019 – 14/01/2020"),
        (periods.monthly(2020, 2, cut_day=1), "01/02/2020 – 29/02/2020"),
        (periods.half_year(2022, 1), "15/12/2021 – 14/06/2022"),
        (periods.half_year(2022, 2), "15/06/2022 – 14/12/2022"),
        (periods.yearly(2019), "15/12/2018 – 14/12/2019"),
        (periods.yearly(2019, cut_day=1), "01/01/2019 – 31/12/2019"),
    ],
)
def test_windows_of_reports(period: periods.Period, shown: str) -> None:
    assert period.display == shown


@given(st.integers(2010, 2040), st.integers(1, 12), st.integers(1, 28))
def test_months_follow_each_other_without_gap_or_overlap(year: int, month: int, cut: int) -> None:
    following = periods.monthly(year + month // 12, month % 12 + 1, cut_day=cut)
    assert periods.monthly(year, month, cut_day=cut).end == following.start


def test_a_period_is_half_open() -> None:
    june = periods.monthly(2020, 6)
    assert june.contains(date(2020, 5, 15))
    assert not june.contains(date(2020, 6, 15))
    assert june.last_day == date(2020, 6, 14)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2020, 1, 22), 1, date(2020, 1, 30)),  # Tết Canh Tý: 23–29/1
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết Bính Ngọ
        (date(2020, 6, 12), 1, date(2020, 6, 15)),  # over a week-end
        (date(2020, 6, 15), -1, date(2020, 6, 12)),
        (date(2020, 6, 13), 0, date(2020, 6, 13)),
    ],
)
def test_working_days_step_over_tet(start: date, count: int, end: date) -> None:
    assert CALENDAR.add(start, count) == end


def test_an_office_edits_the_calendar() -> None:
    edited = WorkingCalendar({date(2020, 6, 16): "Nghỉ bù"}, [date(2020, 6, 20)])
    assert edited.add(date(2020, 6, 15), 1) == date(2020, 6, 17)
    assert edited.is_working(date(2020, 6, 20))
    assert CALENDAR.add(date(2020, 6, 15), 1) == date(2020, 6, 16)


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(1, 40))
def test_adding_working_days_agrees_with_counting_them(start: date, count: int) -> None:
    end = CALENDAR.add(start, count)
    assert CALENDAR.is_working(end)
    assert CALENDAR.between(start, end) == count


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        (date(2020, 1, 31), Duration(1, Unit.MONTH), date(2020, 2, 29)),
        (date(2020, 2, 29), Duration(1, Unit.YEAR), date(2021, 2, 28)),
        (date(2020, 1, 16), Duration(6, Unit.MONTH), date(2020, 7, 16)),
        (clock.at(date(2020, 1, 22), 9), Duration(24, Unit.HOUR), clock.at(date(2020, 1, 23), 9)),
        (clock.at(date(2020, 1, 22), 9), Duration(1, Unit.WORKING_DAY), clock.at(date(2020, 1, 30), 9)),
    ],
)
def test_durations(start: date, duration: Duration, end: date) -> None:
    assert durations.add(start, duration, CALENDAR) == end


def test_hours_need_a_moment_and_working_days_a_calendar() -> None:
    with pytest.raises(ValueError):
        durations.add(date(2020, 1, 1), Duration(24, Unit.HOUR))
    with pytest.raises(ValueError):
        durations.add(date(2020, 1, 1), Duration(1, Unit.WORKING_DAY))


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 200))
def test_whole_months_undo_adding_months(start: date, count: int) -> None:
    assert durations.whole_months(start, durations.add_months(start, count)) in (count, count - 1)
    assert durations.whole_months(start, durations.add_months(start, count) + timedelta(days=4)) >= count


@pytest.mark.parametrize("spelling", ["Cường", unicodedata.normalize("NFD", "Cường"), "cuong", "CƯỜNG", "Cư\u200bờng"])
def test_a_name_is_found_in_every_spelling(spelling: str) -> None:
    assert text.fold(spelling) == "cuong"


def test_folding_keeps_different_letters_apart() -> None:
    assert text.fold("Đào") == "dao"
    assert text.fold("Tào") != text.fold("Đào")
    assert text.given_name("Nguyễn Văn  Đào ") == "Đào"
    assert text.clean_name("NGUYỄN VĂN ĐÀO") == "Nguyễn Văn Đào"


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (9, 17, "52,94 %"),
        (918, 2000, "45,9 %".replace("45,9", "45,90")),
        (384, 567, "67,72 %"),
        (1, 800, "0,13 %"),  # half up: 0,125 gives 0,13
        (0, 5, "0,00 %"),
        (3, 0, "–"),
    ],
)
def test_percentages(numerator: int, denominator: int, shown: str) -> None:
    assert numbers.percent(numerator, denominator) == shown


@pytest.mark.parametrize(
    ("typed", "value"),
    [("52,94", "52.94"), ("52.94", "52.94"), ("1.234", "1234"), ("1.234,5", "1234.5"), ("1 234", "1234"), ("7 %", "7")],
)
def test_decimals_as_clerks_type_them(typed: str, value: str) -> None:
    assert numbers.parse_decimal(typed) == Decimal(value)


def test_numbers_for_papers() -> None:
    assert numbers.paper_count(9) == "09"
    assert numbers.paper_count(0) == "0"
    assert numbers.paper_count(1234) == "1.234"
    assert numbers.decimal(Decimal("-1234.5")) == "-1.234,5"
    with pytest.raises(Refused):
        numbers.parse_decimal("chín")


@pytest.mark.parametrize(
    "typed",
    ["5/6/1990", "05-06-90", "5.6.1990", "1990-06-05", "ngày 5 tháng 6 năm 1990", "33029", "1990-06-05 00:00:00"],
)
def test_five_styles_of_a_date(typed: str) -> None:
    assert dates.parse_vietnamese(typed).full == date(1990, 6, 5)


def test_a_birth_known_by_its_year() -> None:
    born = dates.parse_vietnamese("1990")
    assert (born.year, born.full, str(born)) == (1990, None, "1990")
    assert str(dates.parse_vietnamese("6/1990")) == "06/1990"
    with pytest.raises(Refused):
        dates.parse_day("1990")


@pytest.mark.parametrize("typed", ["31/2/2020", "32/1/2020", "hôm qua", "", "1/13/2020", "199", "5/6"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        dates.parse_vietnamese(typed)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_shown_date_reads_back(day: date) -> None:
    assert dates.parse_vietnamese(dates.show(day)).full == day
    assert dates.parse_vietnamese(dates.long(day)).full == day


def test_dates_in_papers() -> None:
    assert dates.long(date(2020, 6, 5)) == "ngày 05 tháng 6 năm 2020"
    assert dates.long(date(2020, 2, 15)) == "ngày 15 tháng 02 năm 2020"


def test_ids_sort_in_the_order_of_their_making() -> None:
    made = [ids.new_id() for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == 5_000
    assert {one.version for one in made} == {7}


def test_ids_of_the_demonstration_repeat() -> None:
    with ids.repeatable("seed"):
        first = [ids.new_id() for _ in range(3)]
    with ids.repeatable("seed"):
        again = [ids.new_id() for _ in range(3)]
    assert first == again == sorted(first)
    assert ids.new_id() not in first


def test_a_register_refuses_doubles_and_unknown_names() -> None:
    register: Register[int] = Register("thử")
    register.add("a", 1)
    with pytest.raises(ValueError):
        register.add("a", 2)
    with pytest.raises(UnknownName):
        register["b"]


def test_the_clock_of_the_demonstration_runs_on() -> None:
    try:
        clock.set_start(clock.at(date(2020, 6, 16), 8))
        assert clock.today() == date(2020, 6, 16)
    finally:
        clock.set_start(None)
    assert abs(clock.now() - datetime.now(clock.VN)) < timedelta(seconds=5)


@pytest.mark.parametrize("inside", ["\x00", "\x07", "\x1b", "\x7f", "\u0085\u0086", "\u2066", "\u061c", "\u200b"])
def test_what_nobody_sees_is_dropped(inside: str) -> None:
    assert text.tidy(f"Lê {inside}Sen") == "Lê Sen"
    assert text.tidy(f"Le {inside}Sen") == "Le Sen"
    assert text.fold(f"Le {inside}Sen") == text.fold(f"Lê {inside}Sen") == "le sen"
