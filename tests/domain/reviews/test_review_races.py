"""Two officers sign over the same people at once: one review a quarter, one assessment, one correction."""

from datetime import date

import pytest

from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import actions
from hoanhap.people.reviews.models import Review, YearAssessment
from hoanhap.people.reviews.rules import ReviewDetails
from tests import cast as casting
from tests.cast import SETTER
from tests.domain.care import people
from tests.domain.reviews.signing import END_OF_Q2, Q2, assess, end_rehab, sign
from tests.two_hands import DONE, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LATE = clock.at(END_OF_Q2, 8)


@pytest.fixture
def cast() -> casting.Cast:
    return casting.make()


def test_a_list_signed_by_two_at_once_has_each_person_once(cast: casting.Cast) -> None:
    several = people.cases(cast.thuong_lac, 4)
    answers = said_at_once(lambda: sign(several), lambda: sign([*reversed(several)]), lambda: sign(several[:2]))
    assert answers == [DONE] * 3, "who was reviewed meanwhile is left as the colleague signed"
    assert Review.objects.count() == 4


def test_a_review_is_corrected_once(cast: casting.Cast) -> None:
    (case,) = people.cases(cast.thuong_lac, 1)
    sign([case])

    def correct(condition: str) -> object:
        row = Review.objects.select_related("case").get()
        details = ReviewDetails(on=END_OF_Q2, condition=condition)
        return actions.correct(row, details=details, reason="ghi nhầm", by=SETTER, at=LATE)

    answers = said_at_once(lambda: correct("at_risk"), lambda: correct("not_yet"))
    assert answers in ([DONE, "review-version"], [DONE, DONE]), "read after the first was written, it corrects that"
    assert Review.objects.count() == 1, Q2


def test_one_assessment_an_end_of_rehab(cast: casting.Cast) -> None:
    case = people.case(cast.thuong_lac)
    ended = date(2020, 7, 1)
    case = end_rehab(case, on=ended)
    on = date(2021, 7, 5)
    works = [lambda: assess(Case.objects.select_related("unit").get(pk=case.pk), ended_on=ended, on=on)] * 2
    assert said_at_once(*works) == [DONE, "year-twice"]
    assert YearAssessment.objects.count() == 1
