"""The last months of a unit: sent ones alone, the newest amendment of each, in one query."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.steering.reports import actions, merging, recent
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests import people
from tests.cast import Cast

FORM = report_forms.get("BC01")
JUNE = FORM.period(Window.MONTH, 2020, 6)
CODES = ("cohort.managed", "cohort.progress")
AT = clock.at(date(2020, 6, 16), 9)


def months(cast: Cast, unit: Place | None = None, viewer: Viewer | None = None, **more: int) -> list[recent.Month]:
    place = unit or cast.thuong_lac
    return recent.months(viewer or cast.viewer(cast.officer), FORM, place.path, CODES, until=JUNE, **more)


def filled(cast: Cast, number: int, window: Window = Window.MONTH) -> Report:
    by = cast.viewer(cast.officer)
    report = actions.open_report(FORM, cast.thuong_lac, FORM.period(window, 2020, number), by=by, at=AT)
    return actions.fill(report, by=by, at=AT)


def sent(cast: Cast, number: int, window: Window = Window.MONTH) -> Report:
    return actions.submit(filled(cast, number, window), by=cast.viewer(cast.officer), at=AT)


def accepted(cast: Cast, number: int) -> Report:
    return actions.accept(sent(cast, number), by=cast.viewer(cast.district_merger), at=AT)


@pytest.fixture
def followed(cast: Cast) -> None:
    cases = [people.open_home_case(cast, people.register_person(cast, f"Người Thử {n}")) for n in range(3)]
    people.follow_together(cast, cases)
    people.log_contact(cast, cases[0], on=date(2020, 6, 2), condition="progress")
    people.log_contact(cast, cases[1], on=date(2020, 5, 2), condition="progress")
    people.log_contact(cast, cases[2], on=date(2020, 5, 3), condition="progress")


def test_the_last_four_that_were_sent_the_earliest_first(cast: Cast, followed: None) -> None:
    reports = [accepted(cast, number) for number in (1, 2, 3, 4)] + [sent(cast, 5)]
    filled(cast, 6)  # a draft is nobody's result yet
    sent(cast, 1, Window.HALF_YEAR)
    found = months(cast)
    assert [month.report_id for month in found] == [report.pk for report in reports[1:]]
    assert found[-1].numbers == {"cohort.managed": 3, "cohort.progress": 2}
    assert [month.period for month in months(cast, limit=2)] == [reports[3].period, reports[4].period]


def test_a_returned_report_is_left_out_and_the_newest_amendment_counts(cast: Cast, followed: None) -> None:
    by, merger = cast.viewer(cast.officer), cast.viewer(cast.district_merger)
    actions.send_back(sent(cast, 4), reason="xem lại", by=merger, at=AT)
    first = accepted(cast, 5)
    amended = actions.amend(first, reason="thiếu một lần gặp", by=by, at=AT)
    actions.fill(amended, by=by, at=AT)
    assert [month.report_id for month in months(cast)] == [first.pk]
    actions.submit(amended, by=by, at=AT)
    assert [month.report_id for month in months(cast)] == [amended.pk]


def test_the_merged_ones_are_the_districts(cast: Cast, followed: None) -> None:
    merger = cast.viewer(cast.district_merger)
    accepted(cast, 5)
    merged = merging.merge(FORM, cast.hong_ngu, FORM.period(Window.MONTH, 2020, 5), by=merger, at=AT).report
    assert months(cast, cast.hong_ngu, merger) == []
    actions.submit(merged, by=merger, at=AT)
    (month,) = months(cast, cast.hong_ngu, merger)
    assert (month.report_id, dict(month.numbers)) == (merged.pk, {"cohort.managed": 3, "cohort.progress": 2})


def test_nobody_reads_the_months_of_another_commune(cast: Cast, followed: None) -> None:
    sent(cast, 5)
    for account in (cast.neighbour_officer, cast.stranger_officer, cast.helper, cast.administrator):
        assert months(cast, viewer=cast.viewer(account)) == []


def test_a_row_of_small_numbers_is_for_those_who_may_see_one(cast: Cast, followed: None) -> None:
    accepted(cast, 5)
    assert len(months(cast, viewer=cast.viewer(cast.district_merger))) == 1
    for account in (cast.district_leader, cast.province_leader):
        assert months(cast, viewer=cast.viewer(account)) == []


def test_one_query_however_many(cast: Cast, followed: None) -> None:
    sent(cast, 5)
    viewer = cast.viewer(cast.officer)
    with CaptureQueriesContext(connection) as asked:
        months(cast, viewer=viewer)
    assert len(asked) == 1
    sent(cast, 4)
    with CaptureQueriesContext(connection) as asked:
        months(cast, viewer=viewer)
    assert len(asked) == 1
