"""A suggestion is one sentence with a reason; it knows age and law and needs a determination."""

from datetime import date

import pytest

from hoanhap.kernel.errors import Refused
from hoanhap.people.assessment import classifying
from hoanhap.people.assessment.classifying import Details, Suggestion

ON = date(2023, 5, 4)


def suggested(
    on: date = ON, *, determined: str = "has", age: int | None = 30, regime: str = "R2021", **said: object
) -> Suggestion:
    details = Details(from_on=on, **said)  # type: ignore[arg-type]
    return classifying.suggest(details, determined=determined, age=age, regime=regime, on=on)


@pytest.mark.requirement("S2-57")
@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ({"drugs": ("opioid",)}, "ost"),
        ({"traits": ("no_home",)}, "rehab_voluntary_facility"),
        ({"level": "heavy", "traits": ("family",)}, "rehab_voluntary_facility"),
        ({"traits": ("alone",)}, "rehab_voluntary_community"),
        ({"traits": ("family",), "level": "light"}, "rehab_voluntary_home"),
        ({}, "rehab_voluntary_community"),
    ],
)
def test_one_form_is_suggested_in_one_sentence(said: dict[str, object], measure: str) -> None:
    found = suggested(**said)  # type: ignore[arg-type]
    assert found.measure == measure
    assert found.article
    assert found.sentence.count(".") == 1
    assert "vì" in found.sentence


@pytest.mark.parametrize("determined", ["", "has_not"])
def test_nothing_is_suggested_without_a_determination(determined: str) -> None:
    assert suggested(determined=determined, level="heavy").measure == ""


def test_a_child_is_suggested_nothing() -> None:
    found = suggested(age=11, traits=("family",))
    assert found.measure == ""
    assert found.sentence


def test_only_forms_of_the_law_of_the_day_are_suggested() -> None:
    for on, regime in ((date(2020, 1, 6), "R2010"), (ON, "R2021"), (date(2026, 8, 3), "R2025")):
        for level in classifying.LEVELS:
            for trait in classifying.TRAITS:
                assert suggested(on, regime=regime, level=level, traits=(trait,)).measure in (
                    "rehab_voluntary_home",
                    "rehab_voluntary_community",
                    "rehab_voluntary_facility",
                )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"from_on": date(2023, 5, 5)}, "classified-ahead"),
        ({"from_on": date(2022, 1, 1)}, "classified-before"),
        ({"level": "terrible"}, "classified-word"),
        ({"traits": ("bad",)}, "classified-word"),
        ({"first_use_year": 1990}, "use-first-year"),
        ({"first_use_year": 2024}, "use-first-year"),
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, object], code: str) -> None:
    details = Details(**({"from_on": ON} | said))  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        classifying.checked(details, birth_year=1992, opened_on=date(2023, 1, 1), today=ON)
    assert refusal.value.code == code
