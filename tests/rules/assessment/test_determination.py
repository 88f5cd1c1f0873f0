"""The six criteria as a table, who may sign, whose guardian consents: what a law says blocks, the rest reminds."""

from datetime import date
from itertools import combinations

import pytest

from hoanhap import law
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.people.assessment import determination_rules as rules
from hoanhap.people.assessment.determination_rules import Answer, Certificate, Findings, Lasting, Reading, Result

IN_2020, IN_2023, IN_2026 = date(2020, 6, 1), date(2023, 5, 4), date(2026, 8, 3)
ADULT, CHILD = PartialDate(1992), PartialDate(2007, 3, 2)
DOCTOR = Certificate(qualification="trained_doctor", valid_from=date(2019, 1, 1))
SIX = ("craving", "control", "withdrawal", "tolerance", "interests", "harm")

# Criteria met, how long, whether observed, and what the circular makes of it, worked out on paper.
TABLE = [
    ((), "month", False, "has_not"),
    (("craving",), "month", False, "has_not"),
    (("withdrawal",), "month", False, "has_not"),
    (("withdrawal", "craving"), "month", False, "has_not"),
    (("craving", "control"), "month", False, "observe"),
    (("craving", "control"), "repeated", False, "observe"),
    (("craving", "control"), "month", True, "has_not"),
    (("craving", "control", "tolerance"), "month", False, "has"),
    (("craving", "control", "tolerance"), "repeated", False, "has"),
    (("craving", "control", "tolerance"), "shorter", False, "has_not"),
    (("withdrawal", "control", "tolerance"), "month", True, "has"),
    (SIX, "month", False, "has"),
    (SIX, "shorter", False, "has_not"),
]


@pytest.mark.parametrize(("met", "lasting", "observed", "expected"), TABLE)
def test_six_criteria(met: tuple[str, ...], lasting: str, observed: bool, expected: str) -> None:
    findings = Findings(met=frozenset(met), lasting=Lasting(lasting), observed=observed)
    assert rules.read(findings, IN_2023) is Reading(expected)


def test_any_three_of_six_are_enough_and_no_two_are() -> None:
    for count, expected in ((3, {Reading.HAS}), (2, {Reading.HAS_NOT, Reading.OBSERVE})):
        found = {
            rules.read(Findings(met=frozenset(some), lasting=Lasting.MONTH), IN_2023)
            for some in combinations(SIX, count)
        }
        assert found == expected


def judged(on: date, **given: object) -> Answer:
    facts: dict[str, object] = {"result": Result.HAS, "certificate": DOCTOR, "birth": ADULT, "today": on}
    return rules.judge(on=on, **(facts | given))  # type: ignore[arg-type]


@pytest.mark.requirement("S2-48")
@pytest.mark.parametrize(
    "certificate",
    [
        None,
        Certificate(qualification="trained_doctor", valid_from=date(2023, 5, 5)),
        Certificate(qualification="trained_doctor", valid_from=date(2020, 1, 1), valid_to=IN_2023),
    ],
)
def test_who_is_not_certified_on_the_day_may_not_sign(certificate: Certificate | None) -> None:
    answer = judged(IN_2023, certificate=certificate)
    assert answer.refusal is not None
    assert answer.refusal.code == "diagnoser-uncertified"
    assert answer.refusal.article == law.determination_on(IN_2023).signers.article


def test_a_rule_not_read_in_the_law_of_2020_only_reminds() -> None:
    answer = judged(IN_2020, certificate=None)
    assert answer.refusal is None
    assert len(answer.remarks) == 1


def test_the_law_of_2025_asks_for_a_qualified_signer() -> None:
    refusal = judged(IN_2026, certificate=None).refusal
    assert refusal is not None
    assert "120/2025" in refusal.article


def test_a_minor_needs_a_guardian() -> None:
    refusal = judged(IN_2023, birth=CHILD).refusal
    assert refusal is not None
    assert refusal.code == "guardian-missing"
    assert judged(IN_2023, birth=CHILD, guardian="Trần Thị Bưởi").refusal is None
    assert judged(date(2025, 3, 2), birth=CHILD).refusal is None
    assert judged(IN_2026, birth=PartialDate(2012)).refusal is None
    assert judged(IN_2026, birth=PartialDate(2012)).remarks


def test_who_may_be_a_minor_is_asked_about() -> None:
    for birth in (PartialDate(2005), None):
        answer = judged(IN_2023, birth=birth)
        assert answer.refusal is None
        assert len(answer.remarks) == 1
    assert judged(IN_2023, birth=PartialDate(2004)).remarks == ()


@pytest.mark.parametrize(
    ("result", "met", "code"),
    [
        ("has", ("craving",), "determination-disagrees"),
        ("has_not", ("craving", "control", "harm"), "determination-disagrees"),
        ("has", ("craving", "control"), "determination-observe"),
        ("has_not", ("craving", "control"), "determination-observe"),
        ("has", ("craving", "luck"), "criterion-unknown"),
    ],
)
def test_a_result_must_agree_with_its_criteria(result: str, met: tuple[str, ...], code: str) -> None:
    findings = Findings(met=frozenset(met), lasting=Lasting.MONTH)
    try:
        refusal = judged(IN_2023, result=Result(result), findings=findings).refusal
    except Refused as raised:
        refusal = raised
    assert refusal is not None
    assert refusal.code == code


def test_days_that_cannot_be_are_refused() -> None:
    ahead = judged(IN_2023, today=date(2023, 5, 3)).refusal
    backward = judged(IN_2023, received_on=date(2023, 5, 5)).refusal
    assert ahead is not None
    assert ahead.code == "determination-ahead"
    assert backward is not None
    assert backward.code == "determination-received"


def test_every_regime_says_where_its_rules_come_from() -> None:
    for regime in law.regimes():
        for fact in regime.determination.facts:
            assert fact.article
            assert fact.source in regime.sources
