"""Two hands on one assessment at once: one result a paper, one striking out, one number a classification."""

from datetime import date

import pytest

from hoanhap.people.assessment import actions
from hoanhap.people.assessment.actions import DeterminationDetails, DiagnoserDetails
from hoanhap.people.assessment.classifying import Details
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.assessment.models import Classification, Determination, Diagnoser
from hoanhap.people.cases.models import Case
from tests import cast as casting
from tests import people
from tests.cast import NOW, SETTER, TODAY
from tests.two_hands import DONE, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PAPER = DeterminationDetails(
    result=Result.HAS, determined_on=TODAY, paper_number="14/PKQ", facility="Trung tâm Y tế huyện", signer="Lê Văn Lạ"
)


@pytest.fixture
def case() -> Case:
    cast = casting.make()
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def test_one_paper_is_one_result(case: Case) -> None:
    works = [lambda: actions.determine(case, details=PAPER, by=SETTER, at=NOW)] * 3
    assert said_at_once(*works) == ["determination-twice", "determination-twice", DONE]
    assert Determination.objects.count() == 1


def test_a_result_is_struck_out_once(case: Case) -> None:
    row, _remarks = actions.determine(case, details=PAPER, by=SETTER, at=NOW)
    answers = said_at_once(
        lambda: actions.strike(Determination.everything.get(), reason="ghi nhầm người", by=SETTER, at=NOW),
        lambda: actions.strike(Determination.everything.get(), reason="ghi hai lần", by=SETTER, at=NOW),
    )
    assert answers == [DONE, "strike-twice"]
    row = Determination.everything.get()
    assert row.struck_at == NOW


def test_classified_at_once_both_stand_with_numbers_of_their_own(case: Case) -> None:
    def classify(level: str) -> object:
        details = Details(from_on=TODAY, level=level, cause="friends")
        return actions.classify(case, details=details, by=SETTER, at=NOW)

    assert said_at_once(lambda: classify("light"), lambda: classify("heavy")) == [DONE, DONE]
    assert sorted(Classification.objects.values_list("number", flat=True)) == [1, 2]


def test_one_certificate_is_entered_once_and_ended_once(case: Case) -> None:
    said = DiagnoserDetails(
        name="Huỳnh Thị Lụa",
        facility="Trạm Y tế",
        qualification="trained_doctor",
        certificate="CC-12/2019",
        valid_from=date(2019, 3, 1),
    )
    add = lambda: actions.add_diagnoser(details=said, unit=case.unit, by=SETTER, at=NOW)  # noqa: E731
    assert said_at_once(add, add) == ["diagnoser-twice", DONE]
    row = Diagnoser.objects.get()
    answers = said_at_once(
        lambda: actions.end_diagnoser(Diagnoser.objects.get(), on=TODAY, by=SETTER, at=NOW),
        lambda: actions.end_diagnoser(row, on=date(2020, 6, 1), by=SETTER, at=NOW),
    )
    assert answers in (["diagnoser-changed", DONE], [DONE, DONE]), "read after the first had ended it, it is a change"
