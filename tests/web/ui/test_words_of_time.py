"""Deadlines and days in the words of the screens."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hoanhap.kernel import clock
from hoanhap.web.ui import words
from hoanhap.web.ui.tags import show

NOW = clock.at(date(2020, 6, 16), 9, 30)


@pytest.mark.parametrize(
    ("deadline", "text", "late"),
    [
        (clock.at(date(2020, 6, 14), 17), "Trễ 2 ngày", True),
        (clock.at(date(2020, 6, 15), 23), "Trễ 1 ngày", True),
        (clock.at(date(2020, 6, 16), 7), "Trễ 2 giờ", True),
        (clock.at(date(2020, 6, 16), 9), "Vừa quá hạn", True),
        (NOW, "Vừa quá hạn", True),
        (clock.at(date(2020, 6, 16), 17), "Trước 17:00", False),
        (clock.at(date(2020, 6, 17)), "Hôm nay", False),
        (date(2020, 6, 16), "Hôm nay", False),
        (date(2020, 6, 15), "Trễ 1 ngày", True),
        (date(2020, 6, 17), "Còn 1 ngày", False),
        (clock.at(date(2020, 6, 17), 0, 1), "Còn 1 ngày", False),
        (clock.at(date(2020, 6, 19), 17), "Còn 3 ngày", False),
    ],
)
def test_a_deadline_in_words(deadline: date | datetime, text: str, late: bool) -> None:
    assert words.due(deadline, now=NOW) == words.DueLabel(text, late)


def test_the_day_is_the_vietnamese_one() -> None:
    evening_in_greenwich = (clock.at(date(2020, 6, 19), 1)).astimezone(tz=UTC)
    assert evening_in_greenwich.day == 18
    assert words.due(evening_in_greenwich, now=NOW).text == "Còn 3 ngày"
    assert show.vn_date(evening_in_greenwich) == "19/06/2020"
    assert show.vn_moment(evening_in_greenwich) == "19/06/2020 01:00"


def test_a_weekday() -> None:
    assert words.weekday_and_date(date(2020, 6, 16)) == "Thứ Ba, 16/06/2020"
    assert words.weekday_and_date(date(2020, 6, 16) + timedelta(days=5)) == "Chủ nhật, 21/06/2020"


def test_figures_as_officials_write_them() -> None:
    assert show.percent_of(9, 17) == "52,94 %"
    assert show.percent_of(0, 0) == "–"
    assert show.vn_number(1234) == "1.234"
    assert show.vn_number(None) == "–"
    assert show.vn_count(9) == "09"
