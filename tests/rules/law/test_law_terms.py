"""How long, from which age, by whom: a table over the regimes, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap import law
from hoanhap.kernel.errors import Refused
from hoanhap.law import Confidence

IN_2019, IN_2024, IN_2026 = date(2019, 5, 1), date(2024, 5, 1), date(2026, 7, 1)

TERMS = [
    # what is asked, then regime, min, max, unit, decider and confidence of the answer
    ("rehab_voluntary_home", IN_2019, {}, ("R2010", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_community", IN_2019, {}, ("R2010", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_compulsory_community", IN_2019, {}, ("R2010", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_facility", IN_2019, {}, ("R2010", 6, None, "month", "facility_director", "RECALL")),
    ("rehab_compulsory_adult", IN_2019, {}, ("R2010", 12, 24, "month", "district_court", "SEEN")),
    ("rehab_compulsory_adult", date(2013, 12, 31), {}, ("R2010", 12, 24, "month", "district_chairman", "SEEN")),
    ("post_rehab_centre", IN_2019, {}, ("R2010", 1, 2, "year", "district_chairman", "SEEN")),
    ("rehab_voluntary_home", date(2021, 12, 31), {}, ("R2010", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_home", date(2022, 1, 1), {}, ("R2021", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_home", IN_2024, {}, ("R2021", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_home", IN_2024, {"times": 3}, ("R2021", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_community", IN_2024, {}, ("R2021", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_compulsory_adult", IN_2024, {"age": 18}, ("R2021", 12, 24, "month", "district_court", "SEEN_2")),
    ("rehab_compulsory_minor", IN_2024, {"age": 17}, ("R2021", 6, 12, "month", "district_court", "SEEN")),
    ("user_management", IN_2024, {}, ("R2021", 1, 1, "year", "commune_chairman", "SEEN")),
    ("post_rehab_residence", IN_2024, {}, ("R2021", 1, 2, "year", "commune_chairman", "SEEN")),
    ("post_rehab_residence", IN_2024, {"age": 16}, ("R2021", 1, 1, "year", "commune_chairman", "SEEN")),
    (
        "post_rehab_residence",
        IN_2024,
        {"after": "rehab_compulsory_adult"},
        ("R2021", 2, 2, "year", "commune_chairman", "SEEN"),
    ),
    (
        "post_rehab_residence",
        IN_2024,
        {"after": "rehab_voluntary_home"},
        ("R2021", 1, 1, "year", "commune_chairman", "SEEN"),
    ),
    ("ost", IN_2024, {}, ("R2021", None, None, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_home", date(2026, 6, 30), {}, ("R2021", 6, 12, "month", "commune_chairman", "SEEN")),
    ("rehab_voluntary_home", IN_2026, {"times": 1}, ("R2025", 24, 24, "month", "commune_police_chief", "SEEN")),
    ("rehab_voluntary_home", IN_2026, {"times": 2}, ("R2025", 36, 36, "month", "commune_police_chief", "SEEN")),
    ("rehab_voluntary_community", IN_2026, {"times": 5}, ("R2025", 36, 36, "month", "commune_police_chief", "SEEN")),
    ("rehab_compulsory_minor", IN_2026, {"age": 12}, ("R2025", 24, 24, "month", "regional_court", "SEEN")),
    ("user_management", IN_2026, {}, ("R2025", 1, 1, "year", "commune_police_chief", "SEEN")),
    ("support_only", IN_2026, {}, ("R2025", None, None, "month", "commune_committee", "INFER")),
]


@pytest.mark.parametrize(("measure", "on", "question", "expected"), TERMS)
def test_terms(measure: str, on: date, question: dict[str, int], expected: tuple[object, ...]) -> None:
    found = law.term(measure, on, **question)  # type: ignore[arg-type]
    assert (found.regime, found.min, found.max, found.unit, found.decider, found.confidence) == expected
    assert found.article


REFUSED = [
    ("user_management", IN_2019, {}, "01/01/2022", "73/2021"),
    ("rehab_compulsory_community", date(2022, 1, 1), {}, "bãi bỏ", "Điều 55"),
    ("rehab_compulsory_community", IN_2026, {}, "bãi bỏ", "120/2025"),
    ("post_rehab_centre", IN_2024, {}, "nơi cư trú", "Điều 40"),
    ("post_rehab_centre", IN_2026, {}, "nơi cư trú", "Điều 42"),
    ("commune_education", IN_2026, {}, "không còn giáo dục", "Điều 54"),
    ("rehab_voluntary_home", IN_2026, {"age": 11}, "đủ 12 tuổi", "120/2025"),
    ("rehab_voluntary_community", IN_2024, {"age": 11}, "đủ 12 tuổi", "NĐ 116/2021"),
    ("rehab_compulsory_adult", IN_2024, {"age": 17}, "đủ 18 tuổi", "Điều 32"),
    ("rehab_compulsory_minor", IN_2026, {"age": 18}, "dưới 18 tuổi", "Điều 36"),
]


@pytest.mark.parametrize(("measure", "on", "question", "says", "article"), REFUSED)
def test_refused_measures(measure: str, on: date, question: dict[str, int], says: str, article: str) -> None:
    with pytest.raises(law.MeasureRefused) as refusal:
        law.term(measure, on, **question)  # type: ignore[arg-type]
    assert says in str(refusal.value)
    assert article in refusal.value.article
    assert refusal.value.regime == law.regime_on(on).code


@pytest.mark.parametrize(
    ("measure", "question"),
    [("walking", {}), ("rehab_voluntary_home", {"age": -1}), ("rehab_voluntary_home", {"times": 0})],
)
def test_senseless_questions(measure: str, question: dict[str, int]) -> None:
    with pytest.raises(Refused):
        law.term(measure, IN_2024, **question)  # type: ignore[arg-type]


def test_a_rule_read_second_hand_warns_about_an_age_and_does_not_refuse() -> None:
    found = law.term("ost", IN_2026, age=10)
    assert found.min is None
    assert "12 tuổi" in found.warnings[0]


CHECKS = [
    # measure, on, months, question, allowed, blocking, says
    ("rehab_voluntary_home", IN_2024, 12, {}, True, False, ""),
    ("rehab_voluntary_home", IN_2024, 13, {}, False, True, "vượt mức tối đa 12 tháng"),
    ("rehab_voluntary_home", IN_2024, 5, {}, False, True, "tối thiểu 6 tháng"),
    ("rehab_voluntary_home", IN_2026, 12, {}, False, True, "tối thiểu 24 tháng"),
    ("rehab_voluntary_home", IN_2026, 36, {"times": 2}, True, False, ""),
    ("post_rehab_residence", IN_2024, 24, {}, True, False, ""),
    ("post_rehab_residence", IN_2024, 24, {"after": "ost"}, False, True, "tối đa 1 năm"),
    ("rehab_compulsory_adult", IN_2024, 30, {}, True, False, "vượt mức tối đa 24 tháng"),
    ("commune_education", IN_2024, 9, {}, True, False, "vượt mức tối đa 6 tháng"),
    ("commune_education", IN_2024, 0, {}, False, True, "0 tháng"),
    ("ost", IN_2024, 120, {}, True, False, ""),
]


@pytest.mark.parametrize(("measure", "on", "months", "question", "allowed", "blocking", "says"), CHECKS)
def test_check_term_blocks_only_where_the_law_was_read(
    measure: str, on: date, months: int, question: dict[str, int], allowed: bool, blocking: bool, says: str
) -> None:
    verdict = law.check_term(measure, on, months, **question)  # type: ignore[arg-type]
    assert (verdict.allowed, verdict.blocking) == (allowed, blocking)
    assert says in verdict.reason
    assert bool(verdict.reason) == bool(says)


DECIDERS = [
    ("rehab_compulsory_adult", date(2025, 6, 30), "district_court", "SEEN"),
    ("rehab_compulsory_adult", date(2025, 7, 1), "regional_court", "INFER"),
    ("rehab_compulsory_adult", date(2026, 7, 1), "regional_court", "SEEN"),
    ("state_management", date(2025, 2, 28), "ministry_of_labour", "SEEN"),
    ("state_management", date(2025, 3, 1), "ministry_of_public_security", "SEEN"),
    ("check_compulsory_dossier", date(2025, 2, 28), "district_labour_head", "SEEN"),
    ("check_compulsory_dossier", date(2025, 3, 1), None, "INFER"),
    ("check_compulsory_dossier", date(2026, 7, 1), "commune_police_chief", "SEEN"),
    ("assign_public_services", date(2025, 6, 30), "district_chairman", "SEEN"),
    ("assign_public_services", date(2025, 7, 1), "provincial_chairman", "SEEN_2"),
    ("publish_service_providers", date(2025, 6, 30), "district_chairman", "SEEN"),
    ("publish_service_providers", date(2025, 7, 1), "provincial_police_director", "SEEN_2"),
    ("user_management", date(2026, 6, 30), "commune_chairman", "SEEN"),
    ("user_management", date(2026, 7, 1), "commune_police_chief", "SEEN"),
    ("rehab_voluntary_community", date(2026, 7, 1), "commune_police_chief", "SEEN"),
]


@pytest.mark.parametrize(("what", "on", "who", "confidence"), DECIDERS)
def test_deciders_change_on_their_day(what: str, on: date, who: str | None, confidence: str) -> None:
    found = law.decider_of(what, on)
    assert (found.who, found.confidence) == (who, confidence)


def test_an_office_has_a_vietnamese_name_and_an_unknown_one_says_so() -> None:
    assert law.decider_label("rehab_compulsory_adult", IN_2026) == "Tòa án nhân dân khu vực"
    assert law.decider_label("check_compulsory_dossier", date(2025, 4, 1)) == "chưa rõ"
    with pytest.raises(Refused):
        law.decider_of("gardening", IN_2026)


DAYS = st.dates(min_value=date(2010, 11, 1), max_value=date(2026, 11, 30))


@given(
    on=DAYS, code=st.sampled_from(sorted(law.measures())), age=st.none() | st.integers(0, 99), times=st.integers(1, 9)
)
def test_every_measure_is_answered_or_refused_with_an_article_on_every_day(
    on: date, code: str, age: int | None, times: int
) -> None:
    regime = law.regime_on(on)
    measure = regime.measure(code)
    too_young_or_old = measure is not None and age is not None and law.check_age(code, on, age).blocking
    if measure is None or too_young_or_old:
        with pytest.raises(law.MeasureRefused) as refusal:
            law.term(code, on, age=age, times=times)
        assert refusal.value.article
        return
    found = law.term(code, on, age=age, times=times)
    assert found.article
    assert found.confidence in Confidence
    assert found.min is None or found.max is None or found.min <= found.max
    assert found.regime == regime.code
