"""Two hands at once at one report: nobody sees a fault, and there is one of everything."""

import pytest

from hoanhap.kernel import periods
from hoanhap.steering.reports import actions, form, merging
from hoanhap.steering.reports.models import MergedPart, Report
from tests import cast as casting
from tests import people
from tests.cast import NOW, Cast
from tests.two_hands import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
JUNE = periods.monthly(2020, 6)
SHAPE = form.get("BC01")
HANDS = 5


def accepted(cast: Cast) -> Report:
    people.open_home_case(cast, people.register_person(cast, "Người Thử"))
    officer = cast.viewer(cast.officer)
    report = actions.open_report(SHAPE, cast.thuong_lac, JUNE, by=officer, at=NOW)
    actions.submit(actions.fill(report, by=officer, at=NOW), by=officer, at=NOW)
    return actions.accept(report, by=cast.viewer(cast.district_merger), at=NOW)


def test_a_report_opened_at_once_is_one_report() -> None:
    cast = casting.make()
    officer = cast.viewer(cast.officer)
    opened = at_once(*[lambda: actions.open_report(SHAPE, cast.thuong_lac, JUNE, by=officer, at=NOW)] * HANDS)
    assert {getattr(one, "pk", one) for one in opened} == {Report.objects.get().pk}


def test_merging_at_once_makes_one_merged_report() -> None:
    cast = casting.make()
    accepted(cast)
    merger = cast.viewer(cast.district_merger)
    made = at_once(*[lambda: merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW).report.pk] * HANDS)
    assert set(made) == {Report.objects.get(unit=cast.hong_ngu).pk}
    assert MergedPart.objects.count() == 1


def test_of_amendments_at_once_one_is_made_and_the_others_are_told() -> None:
    cast = casting.make()
    first = accepted(cast)
    officer = cast.viewer(cast.officer)
    answers = at_once(*[lambda: actions.amend(first, reason="sửa", by=officer, at=NOW)] * HANDS)
    assert sum(isinstance(one, Report) for one in answers) == 1
    assert sum(isinstance(one, str) for one in answers) == HANDS - 1
    assert Report.objects.filter(amendment=1).count() == 1
