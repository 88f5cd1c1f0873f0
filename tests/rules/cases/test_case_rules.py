"""The verdicts on opening and moving cases, by tables; the law behind them has tests of its own."""

from dataclasses import replace
from datetime import date

import pytest

from hoanhap import law
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.cases import rules
from hoanhap.people.cases.rules import NO_DECISION, Decision, Facts, Step

TODAY = date(2020, 6, 16)
CALENDAR = WorkingCalendar()
ADULT = PartialDate(1985, 3, 12)
SIGNED = Decision(number="15/QĐ-UBND", on=date(2020, 6, 1), signer="Lê Văn Thành")


def facts(state: str, *, measure: str = "", since: date = date(2020, 5, 20), regime: str = "R2010") -> Facts:
    return Facts(regime=regime, state=state, measure=measure, since=since, birth=ADULT)


def moved(given: Facts, verb: str, on: date, decision: Decision = NO_DECISION, today: date = TODAY) -> rules.Verdict:
    return rules.may_move(given, verb=verb, on=on, today=today, decision=decision, calendar=CALENDAR)


def opened(state: str, on: date, decision: Decision = NO_DECISION, birth: PartialDate = ADULT) -> rules.Verdict:
    return rules.may_open(state=state, on=on, today=date(2026, 8, 1), decision=decision, birth=birth)


def term(first: date, last: date) -> Decision:
    return replace(SIGNED, term_from=first, term_to=last)


@pytest.mark.parametrize(
    ("state", "verb", "to"),
    [
        ("identified", "confirm_addicted", "addicted"),
        ("addicted", "register", "registered"),
        ("registered", "start_home", "rehab_voluntary_home"),
        ("rehab_voluntary_home", "complete", "completed"),
        ("rehab_compulsory_adult", "start_post_rehab", "post_rehab_residence"),
        ("rehab_voluntary_home", "close_deceased", "closed_deceased"),
        ("completed", "reopen", "identified"),
    ],
)
def test_moves_of_the_table_are_allowed(state: str, verb: str, to: str) -> None:
    verdict = moved(facts(state), verb, date(2020, 6, 10), SIGNED)
    assert verdict.allowed, verdict.refusal
    assert verdict.to == to
    assert verdict.article


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("identified", "complete"),
        ("rehab_voluntary_home", "start_post_rehab"),
        ("closed_deceased", "reopen"),
        ("addicted", "no-such-verb"),
        ("identified", "manage_user"),
    ],
)
def test_moves_outside_the_table_are_refused_with_a_sentence(state: str, verb: str) -> None:
    verdict = moved(facts(state), verb, date(2020, 6, 10), SIGNED)
    assert not verdict.allowed
    assert verdict.refusal is not None
    assert verdict.refusal.message
    assert verdict.refusal.way_out


def test_a_move_abolished_by_law_names_the_article() -> None:
    verdict = moved(
        facts("addicted", since=date(2022, 2, 1), regime="R2021"),
        "start_compulsory_community",
        date(2022, 3, 1),
        today=date(2022, 3, 2),
    )
    assert verdict.refusal is not None
    assert "73/2021" in verdict.refusal.article


@pytest.mark.parametrize(
    ("on", "code"), [(date(2020, 6, 17), "day-ahead"), (date(2020, 5, 19), "day-before"), (date(2020, 5, 20), "")]
)
def test_days_that_cannot_be(on: date, code: str) -> None:
    verdict = moved(facts("addicted"), "register", on)
    assert (verdict.refusal.code if verdict.refusal else "") == code


@pytest.mark.parametrize(
    ("first", "last", "allowed"),
    [
        (date(2020, 6, 1), date(2021, 6, 1), True),
        (date(2020, 6, 1), date(2021, 6, 2), True),
        (date(2020, 6, 1), date(2021, 6, 3), False),
        (date(2020, 6, 1), date(2020, 12, 1), True),
        (date(2020, 6, 1), date(2020, 11, 30), True),
        (date(2020, 6, 1), date(2020, 11, 29), False),
        (date(2020, 6, 1), date(2020, 6, 1), False),
    ],
)
def test_the_term_at_home_in_2020_is_six_to_twelve_months(first: date, last: date, allowed: bool) -> None:
    verdict = moved(facts("registered"), "start_home", date(2020, 6, 1), term(first, last))
    assert verdict.allowed is allowed
    if not allowed and last > first:
        assert verdict.refusal is not None
        assert verdict.refusal.article


def test_a_term_the_law_was_not_read_for_only_warns() -> None:
    decided = term(date(2020, 6, 1), date(2021, 1, 1))
    verdict = moved(facts("addicted"), "educate_at_commune", date(2020, 6, 1), decided)
    assert law.term("commune_education", date(2020, 6, 1)).confidence is law.Confidence.RECALL
    assert verdict.allowed
    assert any("tối đa" in remark.text for remark in verdict.remarks)


def test_a_fixed_term_is_filled_in_and_a_range_is_not() -> None:
    fixed = rules.check_term("rehab_voluntary_home", on=date(2026, 7, 10), decision=SIGNED, birth=ADULT)
    assert (fixed.term_from, fixed.term_to) == (date(2026, 7, 10), date(2028, 7, 10))
    repeat = rules.check_term("rehab_voluntary_home", on=date(2026, 7, 10), decision=SIGNED, birth=ADULT, times=2)
    assert repeat.term_to == date(2029, 7, 10)
    ranged = rules.check_term("rehab_voluntary_home", on=date(2020, 6, 1), decision=SIGNED, birth=ADULT)
    assert ranged.term_to is None


def test_a_decision_needs_number_and_date() -> None:
    for half in (Decision(number="15/QĐ-UBND"), Decision(on=date(2020, 6, 1))):
        verdict = moved(facts("registered"), "start_home", date(2020, 6, 1), half)
        assert verdict.refusal is not None
        assert verdict.refusal.code == "decision-half"


def test_a_missing_decision_is_remarked_not_refused() -> None:
    verdict = moved(facts("registered"), "start_home", date(2020, 6, 1))
    assert verdict.allowed
    assert any("quyết định" in remark.text for remark in verdict.remarks)


@pytest.mark.parametrize(
    ("on", "late"),
    [
        # Registered on Wednesday 20/5/2020: six working days end on Thursday 28/5.
        (date(2020, 5, 28), False),
        (date(2020, 5, 29), True),
    ],
)
def test_a_late_step_is_allowed_and_said(on: date, late: bool) -> None:
    verdict = moved(facts("registered", since=date(2020, 5, 20)), "start_home", on, SIGNED)
    assert any("28/05/2020" in remark.text for remark in verdict.remarks) is late


@pytest.mark.parametrize(
    ("birth", "on", "ages"),
    [
        (PartialDate(2008, 6, 16), date(2020, 6, 15), (11,)),
        (PartialDate(2008, 6, 16), date(2020, 6, 16), (12,)),
        (PartialDate(2008), date(2020, 6, 16), (11, 12)),
        (PartialDate(2020), date(2020, 6, 16), (0,)),
        (None, date(2020, 6, 16), ()),
    ],
)
def test_ages(birth: PartialDate | None, on: date, ages: tuple[int, ...]) -> None:
    assert rules.ages_on(birth, on) == ages


@pytest.mark.parametrize(
    ("birth", "allowed"),
    [
        (PartialDate(2009), False),
        (PartialDate(2008, 12, 1), False),
        (PartialDate(2008), True),
        (PartialDate(2007), True),
    ],
)
def test_below_twelve_there_is_no_rehab(birth: PartialDate, allowed: bool) -> None:
    verdict = opened("rehab_voluntary_home", date(2020, 6, 1), SIGNED, birth)
    assert verdict.allowed is allowed


@pytest.mark.parametrize(
    ("state", "on", "allowed"),
    [
        ("identified", date(2020, 6, 1), True),
        ("rehab_voluntary_home", date(2020, 6, 1), True),
        ("post_rehab_residence", date(2020, 6, 1), True),
        ("user_management", date(2020, 6, 1), False),
        ("user_management", date(2022, 6, 1), True),
        ("rehab_compulsory_community", date(2020, 6, 1), True),
        ("rehab_compulsory_community", date(2026, 7, 10), False),
        ("completed", date(2020, 6, 1), False),
        ("identified", date(2009, 6, 1), False),
    ],
)
def test_where_a_case_may_open(state: str, on: date, allowed: bool) -> None:
    verdict = opened(state, on, replace(SIGNED, on=on))
    assert verdict.allowed is allowed, verdict.refusal


def test_a_measure_the_day_did_not_know_names_the_article() -> None:
    verdict = opened("user_management", date(2020, 6, 1))
    assert verdict.refusal is not None
    assert "73/2021" in verdict.refusal.article


def test_steps_entered_at_once_follow_each_other() -> None:
    decided = term(date(2020, 1, 6), date(2020, 7, 6))
    way = rules.plan(
        [
            Step(state="addicted", on=date(2019, 12, 1)),
            Step(state="registered", on=date(2020, 1, 2)),
            Step(state="rehab_voluntary_home", on=date(2020, 1, 6), decision=decided),
        ],
        birth=ADULT,
        today=TODAY,
        calendar=CALENDAR,
    )
    assert [verdict.verb for _step, verdict, _position in way] == ["take_over", "register", "start_home"]
    last = way[-1][2]
    assert (last.measure, last.decision_number, last.term_to) == (
        "rehab_voluntary_home",
        "15/QĐ-UBND",
        date(2020, 7, 6),
    )


@pytest.mark.parametrize(
    "steps",
    [
        [Step(state="addicted", on=date(2020, 1, 2)), Step(state="registered", on=date(2020, 1, 1))],
        [Step(state="addicted", on=date(2020, 1, 2)), Step(state="completed", on=date(2020, 2, 1))],
        [Step(state="addicted", on=date(2020, 1, 2)), Step(state="registered", on=date(2020, 6, 17))],
    ],
)
def test_steps_that_do_not_follow_are_refused(steps: list[Step]) -> None:
    with pytest.raises(Refused):
        rules.plan(steps, birth=ADULT, today=TODAY, calendar=CALENDAR)


def test_a_pause_and_an_end_keep_the_measure_and_its_decision() -> None:
    decided = term(date(2020, 1, 6), date(2021, 1, 6))
    way = rules.plan(
        [
            Step(state="rehab_compulsory_community", on=date(2020, 1, 6), decision=decided),
            Step(state="postponed", on=date(2020, 2, 1), decision=Decision(number="20/QĐ", on=date(2020, 2, 1))),
            Step(state="rehab_compulsory_community", on=date(2020, 3, 1)),
            Step(state="completed", on=date(2020, 6, 1)),
        ],
        birth=ADULT,
        today=TODAY,
        calendar=CALENDAR,
    )
    assert {position.decision_number for _step, _verdict, position in way} == {"15/QĐ-UBND"}
    assert {position.term_to for _step, _verdict, position in way} == {date(2021, 1, 6)}
    assert way[-1][2].measure == "rehab_compulsory_community"


def test_a_step_back_to_before_any_measure_has_none() -> None:
    way = rules.plan(
        [
            Step(state="rehab_voluntary_home", on=date(2020, 1, 6), decision=SIGNED),
            Step(state="addicted", on=date(2020, 2, 6)),
        ],
        birth=ADULT,
        today=TODAY,
        calendar=CALENDAR,
    )
    assert (way[-1][2].measure, way[-1][2].decision_number) == ("", "")


@pytest.mark.parametrize(
    ("name", "title", "initials"),
    [
        ("Thường Lạc", "xã", "TL"),
        ("Thường Thới Hậu A", "xã", "TTHA"),
        ("Đông Hòa", "xã", "DH"),
        ("5", "phường", "P5"),
        ("Phú Thuận B", "xã", "PTB"),
        ("Thường Phước 1", "xã", "TP1"),
    ],
)
def test_codes_begin_with_the_initials_of_the_commune(name: str, title: str, initials: str) -> None:
    assert rules.code_initials(name, title) == initials


def test_codes_count_on_past_a_thousand() -> None:
    assert rules.case_code("TL", 2020, 7) == "TL-2020-007"
    assert rules.case_code("TL", 2020, 1234) == "TL-2020-1234"
