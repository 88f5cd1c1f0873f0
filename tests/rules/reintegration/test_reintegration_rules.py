"""Needs, work kept, loans, sessions of helpers: the pure rules against hand-made tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hoanhap.kernel import clock, ids
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import Refused
from hoanhap.law import aid
from hoanhap.people.reintegration import vocabulary
from hoanhap.people.reintegration.rules import jobs, loans, needs, sessions
from hoanhap.people.reintegration.rules.loans import LoanFacts
from hoanhap.people.reintegration.rules.sessions import Held

DAY = date(2026, 9, 1)
GOOD = LoanFacts(
    on=DAY, ages=(34,), completed_on=date(2026, 2, 1), decided_on=date(2026, 2, 3), listed=True, law_abiding=True
)
TERMS = aid.loan_terms_on(DAY)


def unmet(facts: LoanFacts) -> set[str]:
    return {reason.code for reason in loans.reasons(facts, aid.loan_terms_on(facts.on)) if reason.met is not True}


def test_a_need_is_late_on_the_fourteenth_day_after() -> None:
    assert needs.answer_by(date(2026, 9, 1)) == date(2026, 9, 14)
    assert needs.late_from(date(2026, 9, 15)) == date(2026, 9, 1)
    assert needs.long_unmet_before(date(2026, 12, 1)) == date(2026, 9, 2)


def test_work_is_asked_after_at_three_six_twelve_months() -> None:
    found = jobs.check_days(date(2026, 11, 30))
    assert found == {3: date(2027, 2, 28), 6: date(2027, 5, 30), 12: date(2027, 11, 30)}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        ({"completed_on": None}, {"completed"}),
        ({"completed_on": date(2026, 9, 2)}, {"completed"}),
        ({"ages": (11,)}, {"age"}),
        ({"ages": (11, 12)}, {"age"}),
        ({"ages": ()}, {"age"}),
        ({"decided_on": None}, {"recent"}),
        ({"decided_on": date(2016, 8, 31)}, {"recent"}),
        ({"decided_on": date(2016, 9, 1)}, set()),
        ({"law_abiding": False}, {"law_abiding"}),
        ({"listed": False}, {"on_list"}),
        ({"amount": 200_000_000, "months": 120}, set()),
        ({"amount": 200_000_001}, {"amount"}),
        ({"months": 121}, {"months"}),
        ({"purpose": "trade"}, {"trade_paper"}),
        ({"purpose": "trade", "trade_paper": True}, set()),
        ({"purpose": "trade", "trade_paper": True, "other_loan": True}, {"trade_no_other"}),
        ({"other_loan": True}, set()),
        ({"on": date(2026, 4, 30), "listed": False, "law_abiding": False}, set()),
        ({"on": date(2014, 1, 1)}, {"instrument"}),
    ],
)
def test_every_condition_of_a_loan_says_whether_it_is_met(changes: dict[str, object], codes: set[str]) -> None:
    assert unmet(replace(GOOD, **changes)) == codes  # type: ignore[arg-type]


def test_unknown_is_neither_yes_nor_no_and_what_was_only_read_about_never_blocks() -> None:
    found = loans.reasons(replace(GOOD, ages=()), TERMS)
    assert loans.eligible(found) is None
    assert loans.eligible(loans.reasons(replace(GOOD, listed=False), TERMS)) is False
    assert loans.eligible(loans.reasons(replace(GOOD, listed=False), TERMS), without=("on_list",)) is True
    nothing = loans.reasons(LoanFacts(on=DAY), TERMS)
    assert not any(reason.blocks for reason in nothing)
    read = replace(nothing[0], confidence=Confidence.SEEN)
    assert read.blocks


def test_the_conditions_are_said_to_anybody_about_nobody() -> None:
    said = {one.code: one.words for one in loans.conditions(TERMS)}
    assert said["amount_max"] == "Vay nhiều nhất 200.000.000 đồng."
    assert said["business_share"].startswith("Cơ sở sản xuất, kinh doanh vay: ít nhất 10 %")
    assert len(said) == 11
    before = loans.conditions(aid.loan_terms_on(date(2020, 1, 1)))
    assert {one.code for one in before} == {"completed", "amount_max", "months_max"}
    assert loans.conditions(None) == []


def test_follow_ups_and_repayment() -> None:
    assert loans.next_follow_up(date(2026, 1, 31), None) == date(2026, 4, 30)
    assert loans.next_follow_up(date(2026, 1, 31), date(2026, 5, 2)) == date(2026, 11, 2)
    states = [loans.repayment(30, *said) for said in ((None, False), (5, False), (5, True), (30, True))]
    assert states == ["chưa trả", "đang trả, đúng hạn", "đang trả, có khoản quá hạn", "đã trả hết"]


START = clock.at(date(2026, 9, 1), 9)


@pytest.mark.parametrize(
    ("minutes", "shift", "code"),
    [
        (30, 0, ""),
        (0, 0, "session-backward"),
        (13 * 60, 0, "session-long"),
        (30, 3, "session-future"),
        (30, -40, "session-outside"),
        (30, 2, "session-outside"),
    ],
)
def test_a_session_is_whole_or_refused(minutes: int, shift: int, code: str) -> None:
    begun = START + timedelta(days=shift)
    now = START + timedelta(days=1 if code == "session-future" else 3)

    def checked() -> None:
        sessions.check(
            begun, begun + timedelta(minutes=minutes), valid_from=date(2026, 8, 1), valid_to=date(2026, 9, 3), now=now
        )

    if not code:
        checked()
        return
    with pytest.raises(Refused) as refusal:
        checked()
    assert refusal.value.code == code


def test_one_session_a_person_a_day_counts_and_none_that_was_struck() -> None:
    one, other = ids.new_id(), ids.new_id()
    rows = [
        Held(session_id=ids.new_id(), case_id=case, started_at=START + timedelta(hours=hours), struck=struck)
        for case, hours, struck in (
            (one, 0, False),
            (one, 5, False),
            (other, 1, True),
            (other, 6, False),
            (one, 24, False),
        )
    ]
    assert sessions.countable(rows) == {rows[index].session_id for index in (0, 3, 4)}


def test_the_five_and_the_six_types_of_the_plans() -> None:
    kinds = vocabulary.help_kinds()
    assert {kind.code for kind in kinds if kind.five} == {"trade", "job", "loan", "production", "business"}
    six = {"psychological", "medical", "schooling", "trade", "loan", "job"}
    assert {kind.code for kind in kinds if kind.six} == six
    assert len({kind.code for kind in kinds}) == len(kinds)
