"""The cohort of Thường Lạc comes out of the rows: seventeen followed, nine well (52,94 %), two of them in work."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports import queries
from hoanhap.steering.reports.form import Window
from tests import people
from tests.cast import NOW, Cast

JUNE = Period(date(2020, 6, 1), date(2020, 7, 1))


def seventeen(cast: Cast) -> list[Case]:
    """Each lived from the registration of January; met in June: nine doing well, eight in other ways."""
    cases = [people.open_home_case(cast, people.register_person(cast, f"Nguyễn Văn Số {n}")) for n in range(17)]
    people.follow_together(cast, cases)
    for number, case in enumerate(cases):
        day = date(2020, 6, 1) + timedelta(days=number % 12)
        if number < 9:
            people.log_contact(cast, case, on=day, condition="progress", work="stable" if number < 2 else "none")
        elif number < 13:
            people.log_contact(cast, case, on=day, condition="not_yet")
        elif number < 15:
            people.log_contact(cast, case, on=day, condition="at_risk")
        else:
            people.log_contact(cast, case, on=day, missed="absent")
    return cases


def figure(cast: Cast, code: str) -> int:
    return register.count(code, Question(JUNE, cast.thuong_lac.path))


@pytest.mark.requirement("S2-09", "S2-10", "S2-11")
def test_seventeen_then_nine_then_two(cast: Cast) -> None:
    clock.set_start(NOW)
    cases = seventeen(cast)
    assert figure(cast, "cohort.managed") == len(cases) == 17
    assert figure(cast, "cohort.progress") == 9
    shape, viewer = forms.get("BC01"), cast.viewer(cast.officer)
    report = reports.open_report(shape, cast.thuong_lac, shape.period(Window.MONTH, 2020, 6), by=viewer, at=NOW)
    report = reports.fill(report, by=viewer, at=NOW)
    shown = {code: line.figure.display for code, line in queries.filled(report).lines.items()}
    assert shown["cohort.managed"] == "17"
    assert shown["cohort.progress_rate"] == "52,94 %"
    assert (shown["cohort.progress"], shown["cohort.working"]) == ("9", "2")


@pytest.mark.requirement("S2-10")
def test_the_share_is_computed_and_follows_its_rows(cast: Cast) -> None:
    """Nobody types it: with one contact corrected the nine are eight."""
    clock.set_start(NOW)
    cases = seventeen(cast)
    before = figure(cast, "cohort.progress")
    people.log_contact(cast, cases[8], on=date(2020, 6, 14), condition="at_risk")
    assert (before, figure(cast, "cohort.progress")) == (9, 8)
    assert Contact.objects.filter(case=cases[8]).count() == 2
