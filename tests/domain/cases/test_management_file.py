"""Since when a case is a management file: the first signed paper with number and date, and nothing typed twice."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel.periods import Period
from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.cases import actions as moves
from hoanhap.people.cases import management_file
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import Decision
from hoanhap.people.rehab import actions as rehab
from hoanhap.people.rehab.actions.followed import FollowedDetails
from hoanhap.people.rehab.models import FollowedKind
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people

JUNE = Period(date(2020, 6, 1), date(2020, 7, 1))


def said(case: Case, on: date = TODAY) -> tuple[str, date] | None:
    act = management_file.first_act(case, on)
    return (act.number, act.signed_on) if act else None


def counted(cast: Cast, period: Period = JUNE) -> list[int]:
    question = Question(period, cast.thuong_lac.path)
    return [register.count(code, question) for code in ("files.managed", "files.none", "stock.total")]


@pytest.mark.requirement("S3-32")
def test_a_file_begins_with_the_day_of_the_decision_and_not_the_day_before(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    assert said(case) == ("05/QĐ-UBND", people.OPENED)
    assert said(case, people.OPENED - timedelta(days=1)) is None
    until = people.OPENED + timedelta(days=1)
    assert counted(cast, Period(date(2020, 1, 1), until)) == [1, 0, 1]


@pytest.mark.requirement("S3-32")
def test_who_was_only_found_or_supported_has_none(cast: Cast) -> None:
    found = people.case(cast.thuong_lac, state="identified")
    helped = people.case(cast.thuong_lac, state="support_only")
    decided = Decision(number="7/QĐ", on=TODAY, signer="Lê Văn Thành")
    Standing.objects.filter(case=helped).update(decision_number=decided.number, decision_on=decided.on)
    assert said(found) is said(helped) is None
    assert counted(cast) == [0, 2, 2]


def test_a_measure_without_a_signed_decision_makes_none(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    Standing.objects.filter(case=case).update(decision_number="", decision_on=None)
    assert said(case) is None
    assert counted(cast) == [0, 1, 1]


@pytest.mark.requirement("S3-32")
def test_a_result_that_says_addicted_begins_one_until_another_says_no(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state="identified")
    people.determined(case, on=TODAY - timedelta(days=9))
    assert said(case) == ("9/PKQ", TODAY - timedelta(days=9))
    people.determined(case, result=Result.HAS_NOT, number="10/PKQ")
    assert said(case) is None
    assert said(case, TODAY - timedelta(days=1)) == ("9/PKQ", TODAY - timedelta(days=9))


def test_a_result_that_says_no_is_no_such_paper_and_one_struck_out_neither(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state="identified")
    people.determined(case, result=Result.HAS_NOT)
    assert said(case) is None
    wrong = people.determined(people.case(cast.thuong_lac, state="identified"))
    assert counted(cast) == [1, 1, 2]
    assessment.strike(wrong, reason="ghi nhầm người", by=SETTER, at=NOW)
    assert counted(cast) == [0, 2, 2]


def test_a_decision_carried_out_elsewhere_begins_one(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state="identified")
    where = FollowedDetails(kind=FollowedKind.OST, facility_name="Cơ sở điều trị", from_on=date(2020, 3, 2))
    followed = rehab.follow_decision(case=case, details=where, by=SETTER, at=NOW)
    assert said(case) is None, "followed, but nobody knows a decision"
    type(followed).objects.filter(pk=followed.pk).update(decision_number="3/QĐ-CS", decision_on=date(2020, 3, 1))
    assert said(case) == ("3/QĐ-CS", date(2020, 3, 1))


def test_the_earliest_of_several_papers_is_named(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    people.determined(case, on=people.OPENED - timedelta(days=6), number="2/PKQ")
    assert said(case) == ("2/PKQ", people.OPENED - timedelta(days=6))
    assert counted(cast) == [1, 0, 1]


def test_a_move_taken_back_leaves_no_file_behind(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state="registered", opened_on=date(2020, 6, 1))
    decision = Decision(
        number="8/QĐ", on=TODAY, signer="Lê Văn Thành", term_from=TODAY, term_to=TODAY + timedelta(days=184)
    )
    moved = moves.move(
        case=case,
        verb="start_home",
        on=TODAY,
        signer_title="Chủ tịch UBND xã",
        by=SETTER,
        at=NOW,
        version=case.version,
        decision=decision,
    )
    assert said(case) == ("8/QĐ", TODAY)
    moves.undo_last_move(case=moved.case, reason="nhầm người", by=SETTER, at=NOW, version=moved.case.version)
    assert said(case) is None


def test_the_page_and_the_figure_ask_the_same_tables(cast: Cast) -> None:
    """Known-bad control: a table that is not in the register makes no file in either."""
    (case, other) = people.cases(cast.thuong_lac, 2, state="identified")
    people.determined(case)
    kept = management_file.legal_acts._entries.pop("assessment.result")
    try:
        assert (said(case), counted(cast)) == (None, [0, 2, 2])
    finally:
        management_file.legal_acts.add("assessment.result", kept)
    assert (said(case), counted(cast), said(other)) == (("9/PKQ", TODAY), [1, 1, 2], None)
