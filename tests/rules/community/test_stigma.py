"""How sheets become a score, and when a score is told."""

from decimal import Decimal

import pytest

from hoanhap.people.community.stigma import rules
from hoanhap.people.community.stigma.rules import Score

ALL_FOUR = (20, 20, 20, 20, 20)


@pytest.mark.requirement("S5-18")
def test_a_score_is_told_from_five_sheets_on_once_the_survey_is_closed() -> None:
    assert rules.told(sheets=5, sums=ALL_FOUR, closed=True) == Score(sheets=5, sums=ALL_FOUR)
    assert rules.told(sheets=4, sums=(16, 16, 16, 16, 16), closed=True) is None
    assert rules.told(sheets=5, sums=ALL_FOUR, closed=False) is None
    assert rules.told(sheets=0, sums=(0, 0, 0, 0, 0), closed=True) is None


@pytest.mark.requirement("S5-18")
def test_each_question_and_the_whole_have_a_mean_with_one_decimal() -> None:
    score = Score(sheets=6, sums=(30, 24, 18, 19, 6))
    assert score.means == (Decimal("5.0"), Decimal("4.0"), Decimal("3.0"), Decimal("3.2"), Decimal("1.0"))
    assert score.mean == Decimal("3.2")
    assert (score.mean_display, score.means_display[3]) == ("3,2", "3,2")


def test_surveys_told_by_themselves_add_up_by_their_sheets() -> None:
    one, other = Score(sheets=5, sums=(25, 25, 25, 25, 25)), Score(sheets=15, sums=(15, 15, 15, 15, 15))
    assert rules.together([one, other]) == Score(sheets=20, sums=(40, 40, 40, 40, 40))
    assert rules.together([one, other]).mean == Decimal("2.0")  # type: ignore[union-attr]
    assert rules.together([]) is None


@pytest.mark.parametrize(
    ("answers", "may"),
    [
        ((1, 2, 3, 4, 5), True),
        ((1, 1, 1, 1), False),
        ((1, 2, 3, 4, 5, 5), False),
        ((0, 2, 3, 4, 5), False),
        ((1, 2, 3, 4, 6), False),
    ],
)
def test_a_sheet_has_five_answers_of_the_paper(answers: tuple[int, ...], *, may: bool) -> None:
    assert rules.may_answer(answers) is may


def test_there_are_five_questions_and_no_word_that_makes_people_less() -> None:
    for questions in rules.QUESTIONS.values():
        assert len(questions) == 5
        said = " ".join(map(str, questions)).lower()
        assert not any(word in said for word in ("con nghiện", "đối tượng", "tệ nạn"))
