"""Regimes meet edge to edge; an open case is carried over by exactly one rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap import law
from hoanhap.kernel.errors import Refused

FIRST, LAST = date(2010, 11, 1), date(2026, 11, 30)


@given(on=st.dates(min_value=FIRST, max_value=LAST))
def test_exactly_one_regime_holds_on_any_day(on: date) -> None:
    assert [found.code for found in law.regimes() if found.holds(on)] == [law.regime_on(on).code]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (FIRST, "R2010"),
        (date(2021, 12, 31), "R2010"),
        (date(2022, 1, 1), "R2021"),
        (date(2026, 6, 30), "R2021"),
        (date(2026, 7, 1), "R2025"),
        (date(2030, 1, 1), "R2025"),
    ],
)
def test_the_end_belongs_to_the_next(on: date, code: str) -> None:
    assert law.regime_on(on).code == code


@pytest.mark.parametrize("on", [FIRST - timedelta(days=1), date(1990, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_is_refused(on: date) -> None:
    with pytest.raises(Refused):
        law.regime_on(on)


def test_an_unknown_regime_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match="R2010, R2021, R2025"):
        law.regime("R1975")


CARRIED = [
    ("rehab_voluntary_home", "R2010", "R2021", True, "SEEN", "Điều 55"),
    ("post_rehab_centre", "R2010", "R2021", True, "SEEN", "Điều 55"),
    ("rehab_compulsory_community", "R2010", "R2021", True, "SEEN", "Điều 55"),
    ("compulsory_dossier", "R2010", "R2021", False, "SEEN", "Điều 55"),
    ("commune_education", "R2010", "R2021", True, "INFER", "Điều 55"),
    ("rehab_voluntary_home", "R2021", "R2025", True, "SEEN", "Điều 56 khoản 1"),
    ("registered", "R2021", "R2025", False, "SEEN", "Điều 56 khoản 2"),
    ("user_management", "R2021", "R2025", True, "INFER", "Điều 56"),
    ("post_rehab_residence", "R2010", "R2025", True, "INFER", "Điều 55"),
]


@pytest.mark.parametrize(("state", "old", "new", "keeps", "confidence", "article"), CARRIED)
def test_carry_over(state: str, old: str, new: str, keeps: bool, confidence: str, article: str) -> None:
    found = law.carry_over(state, old, new)
    assert (found.keeps_term, found.confidence) == (keeps, confidence)
    assert article in found.article
    assert found.note_vi


@pytest.mark.parametrize(
    ("state", "old", "new"),
    [("completed", "R2010", "R2021"), ("registered", "R2021", "R2010"), ("registered", "R2021", "R2021")],
)
def test_what_is_closed_or_runs_backwards_is_not_carried_over(state: str, old: str, new: str) -> None:
    with pytest.raises(Refused):
        law.carry_over(state, old, new)


def test_stages() -> None:
    of_2025 = law.stages("R2025", "rehab_voluntary_home")
    assert [stage.code for stage in of_2025] == [
        "intake",
        "detox",
        "education_counselling",
        "labour_vocational",
        "reintegration",
    ]
    assert all(stage.required for stage in of_2025)
    assert (of_2025[1].minimum, of_2025[1].unit, of_2025[2].minimum, of_2025[2].unit) == (10, "day", 3, "month")
    assert [stage.required for stage in law.stages("R2021", "rehab_voluntary_home")] == [True, True, True, False, False]
    assert all(stage.required for stage in law.stages("R2021", "rehab_compulsory_adult"))
    assert [stage.confidence for stage in law.stages("R2010", "rehab_voluntary_home")] == ["RECALL"] * 3


def test_states_and_classes() -> None:
    assert law.state("ost").label_vi == "Điều trị bằng thuốc thay thế"
    assert "rehab_voluntary_home" in law.states_of_class("in_rehab")
    assert "support_only" in law.states_of_class("support")
    classes = ("user", "addicted", "in_rehab", "after_rehab", "support", "closed")
    assert sorted(code for name in classes for code in law.states_of_class(name)) == sorted(
        state.code for state in law.states()
    )
    assert all((state.kind == "closed") == (state.klass == "closed") for state in law.states())
    for call in (law.state, law.states_of_class):
        with pytest.raises(Refused):
            call("nobody")


def test_words_shown_to_people_are_kind() -> None:
    labels = [state.label_vi for state in law.states()] + list(law.measures().values())
    labels += [form.label_vi for regime in law.regimes() for form in regime.forms]
    labels += [event.label_vi for regime in law.regimes() for event in regime.events]
    assert not [label for label in labels if "con nghiện" in label.lower() or "đối tượng" in label.lower()]


def test_forms_say_whether_their_title_is_ours() -> None:
    titles = {form.number: form.title_confidence for form in law.forms("R2021")}
    assert titles["NĐ116-22"] == "SEEN"
    assert titles["NĐ116-24"] == "INFER"
