"""Forms as data: strict reading, windows, arithmetic and checks; known slips of published reports are found."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel import clock, periods
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.steering.reports import figures, form, rules
from hoanhap.steering.reports.form import Form, Window, WrongForm

BC01 = form.get("BC01")
DATA: dict[str, Any] = yaml.safe_load((form.FOLDER / "bc01.yaml").read_text(encoding="utf-8"))
COUNTED = [cell.code for cell in BC01.cells if cell.measure]
ZERO = dict.fromkeys(COUNTED, 0)
THUONG_LAC = ZERO | {
    "stock.total": 17,
    "stock.in_rehab": 17,
    "stock.opening": 17,
    "cohort.managed": 17,
    "cohort.progress": 9,
    "cohort.working": 2,
    "cohort.not_yet": 6,
    "cohort.not_assessed": 2,
    "cohort.not_assessed.absent": 2,
    "coverage.task_force": 1,
    "helpers.assigned": 16,
    "helpers.missing": 1,
}


def _changed(**changes: Any) -> dict[str, Any]:
    return deepcopy(DATA) | changes


def _shown(counts: dict[str, int], units: int = 1) -> dict[str, str]:
    return {one.cell.code: one.display for one in figures.compute(BC01, counts, units)}


def test_the_cohort_of_thuong_lac() -> None:
    shown = _shown(THUONG_LAC)
    assert shown["cohort.managed"] == "17"
    assert shown["cohort.progress"] == "9"
    assert shown["cohort.progress_rate"] == "52,94 %"
    assert shown["cohort.working"] == "2"
    assert shown["helpers.rate"] == "94,12 %"
    assert rules.findings(BC01, THUONG_LAC, None) == []


def test_a_share_stands_over_the_whole_map() -> None:
    assert _shown(ZERO | {"coverage.task_force": 9}, units=10)["coverage.task_force"] == "9/10"


def test_nothing_below_the_line_gives_a_dash() -> None:
    assert _shown(ZERO)["cohort.progress_rate"] == "–"


@pytest.mark.parametrize(
    "broken",
    [
        {"blocks": [*DATA["blocks"], DATA["blocks"][0]]},  # a cell twice
        {"board": ["stock.nowhere"]},
        {"checks": [{"kind": "within", "part": "cohort.working", "whole": "cohort.nowhere"}]},
        {"checks": [{"kind": "guess", "part": "cohort.working", "whole": "cohort.progress"}]},
        {"windows": {"fortnight": {"cut_day": 15, "due": {"value": 3, "unit": "working_day"}}}},
        {"windows": {"month": {"cut_day": 15, "due": {"value": 3, "unit": "moons"}}}},
        {"sums": {"x": ["stock.nowhere"]}},
        {"blocks": [{"title": "?", "cells": [{"code": "a", "label": "a"}]}]},  # neither counts nor divides
        {"blocks": [{"title": "?", "cells": [{"code": "a", "label": "a", "measure": "m", "show": "share"}]}]},
        {"blocks": [{"title": "?", "cells": [{"code": "a", "label": "a", "measure": "m", "colour": "red"}]}]},
    ],
)
def test_a_form_that_contradicts_itself_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(WrongForm):
        form.read(_changed(**broken))


def test_a_form_without_a_source_is_refused() -> None:
    data = _changed()
    del data["source"]
    with pytest.raises(WrongForm):
        form.read(data)


def test_windows_of_the_form() -> None:
    assert BC01.period(Window.MONTH, 2020, 6) == periods.monthly(2020, 6)
    assert BC01.period_label(periods.monthly(2020, 6)) == "tháng 6/2020"
    assert BC01.period_label(periods.half_year(2020, 1)) == "6 tháng đầu năm 2020"
    assert BC01.period_label(periods.yearly(2019)) == "năm 2019"
    assert BC01.previous(periods.monthly(2020, 1)) == periods.monthly(2019, 12)
    assert BC01.previous(periods.half_year(2020, 1)) == periods.half_year(2019, 2)
    with pytest.raises(Refused):
        BC01.period_label(periods.monthly(2020, 6, cut_day=1))


@given(st.integers(2012, 2030), st.integers(1, 12))
def test_the_month_before_ends_where_the_month_starts(year: int, month: int) -> None:
    period = BC01.period(Window.MONTH, year, month)
    assert BC01.previous(period).end == period.start


def test_a_report_is_due_three_working_days_after_its_last_day() -> None:
    # June ends on Sunday 14/6/2020; January 2020 before Tết, 14/1; December window ends inside Tết 2026? no: 14/2/2026
    assert rules.due_at(BC01, periods.monthly(2020, 6), WorkingCalendar()) == clock.at(date(2020, 6, 17), 17)
    assert rules.due_at(BC01, periods.monthly(2026, 2), WorkingCalendar()) == clock.at(date(2026, 2, 25), 17)


@pytest.mark.parametrize(
    ("now", "late"), [((2020, 6, 17, 18), 0), ((2020, 6, 18, 0), 1), ((2020, 6, 20, 9), 3), ((2020, 6, 1, 0), 0)]
)
def test_days_late(now: tuple[int, int, int, int], late: int) -> None:
    year, month, day, hour = now
    assert rules.days_late(clock.at(date(2020, 6, 17), 17), clock.at(date(year, month, day), hour)) == late


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cohort.working": 10}, "lớn hơn"),
        ({"cohort.not_yet": 7}, "là 17, nhưng"),
        ({"stock.new": 1}, "nhưng “Tổng số người có hồ sơ” là 17"),
        ({"moves.out": 1}, "− “Chuyển đi trong kỳ” 1 = 16, nhưng"),
        ({"contacts.met": 3}, "lớn hơn"),
        ({"cohort.not_assessed.absent": 1}, "là 2, nhưng"),
    ],
)
def test_figures_that_do_not_agree_are_named(changes: dict[str, int], words: str) -> None:
    found = rules.findings(BC01, THUONG_LAC | changes, None)
    assert any(words in finding.sentence for finding in found), found


def test_the_opening_stock_must_be_the_last_closing() -> None:
    before = THUONG_LAC | {"stock.total": 16, "stock.in_rehab": 16}
    sentences = [finding.sentence for finding in rules.findings(BC01, THUONG_LAC, before)]
    assert sentences == ["“Số đầu kỳ” là 17, nhưng kỳ trước kết thúc với 16."]


def test_a_jump_of_more_than_thirty_per_cent_asks_for_a_look() -> None:
    before = THUONG_LAC | {"stock.total": 10, "stock.opening": 10}
    found = [
        finding for finding in rules.findings(BC01, THUONG_LAC, before) if "đổi từ 10 thành 17" in finding.sentence
    ]
    assert len(found) == 1
    assert not [one for one in rules.findings(BC01, THUONG_LAC, THUONG_LAC) if "đổi từ" in one.sentence]


# Figures printed in published reports, with the slip each of them holds.
PUBLISHED = [
    ("Hà Nội, 6 tháng 2022", 918, 2000, "43,70 %", "45,90 %"),
    ("Đà Nẵng, 3/2017: a", 384, 567, "66,40 %", "67,72 %"),
    ("Đà Nẵng, 3/2017: b", 120, 567, "22,30 %", "21,16 %"),
    ("Đà Nẵng, 3/2017: c", 63, 567, "11,30 %", "11,11 %"),
    ("Đồng Nai, 14/11/2024", 1397, 3379, "40,50 %", "41,34 %"),
]


@pytest.mark.parametrize(("source", "numerator", "denominator", "printed", "right"), PUBLISHED)
def test_percentages_of_published_reports_computed_anew(
    source: str, numerator: int, denominator: int, printed: str, right: str
) -> None:
    ratio = form.Cell(code="r", label=source, ratio=("a", "b"), show=form.Show.PERCENT)
    shown = figures.Figure(ratio, numerator, denominator).display
    assert shown == right
    assert shown != printed


def test_a_sum_of_a_published_report_does_not_add_up() -> None:
    """Nghệ An printed 4.412 = 2.066 + 2.348, which is 4.414."""
    small = _small_form()
    assert rules.findings(small, {"a": 4412, "b": 2066, "c": 2348}, None)
    assert not rules.findings(small, {"a": 4414, "b": 2066, "c": 2348}, None)


def _small_form() -> Form:
    cells = [{"code": code, "label": code, "measure": code} for code in "abc"]
    checks = [{"kind": "sum", "whole": "a", "parts": ["b", "c"]}]
    blocks = [{"title": "", "cells": cells}]
    return form.read(
        _changed(code="X", blocks=blocks, checks=checks, sums={}, headline=["a"], board=["a"], adds_up=[], stocks=[])
    )


def test_a_line_added_later_is_left_out_of_older_reports() -> None:
    older = {code: number for code, number in THUONG_LAC.items() if code != "contacts.met"}
    assert "contacts.met" not in _shown(older)
    assert _shown(older)["cohort.progress_rate"] == "52,94 %"
    assert rules.findings(BC01, older, older) == []
    assert rules.findings(BC01, THUONG_LAC, older) == []


def test_a_form_is_used_only_while_it_lives() -> None:
    ended = form.read(_changed(valid_to=date(2020, 1, 1)))
    ended.require_living(date(2019, 12, 31))
    with pytest.raises(Refused):
        ended.require_living(date(2020, 1, 1))
    with pytest.raises(Refused):
        BC01.require_living(date(2010, 10, 31))
