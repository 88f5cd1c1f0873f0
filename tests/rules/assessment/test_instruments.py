"""DAST-10, ASSIST and TOP against tables added up by hand; what cannot be answered is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.errors import Refused
from hoanhap.people.assessment import instruments

# Answers to items 1 to 10 as a row of 1 (yes) and 0 (no), then the sum and the band, worked out on paper. Item 3 counts
# when it is answered with no.
DAST = [
    ("0010000000", 0, "none"),
    ("0000000000", 1, "low"),
    ("1010000000", 1, "low"),
    ("1110000000", 2, "low"),
    ("1100000000", 3, "moderate"),
    ("1111000000", 3, "moderate"),
    ("1101100000", 5, "moderate"),
    ("1111111000", 6, "substantial"),
    ("1101111000", 7, "substantial"),
    ("1101111100", 8, "substantial"),
    ("1111111111", 9, "severe"),
    ("1101111111", 10, "severe"),
]


@pytest.mark.parametrize(("row", "value", "band"), DAST)
def test_dast_10(row: str, value: int, band: str) -> None:
    answers = {f"d{number}": int(sign) for number, sign in enumerate(row, start=1)}
    (score,) = instruments.scores("dast10", instruments.checked("dast10", answers))
    assert (score.value, score.band, score.most) == (value, band, 10)


# Substance, answers to questions 2 to 7, then the sum and the band, worked out on paper. Tobacco has no question 5.
ASSIST = [
    ("opioid", (0, 0, 0, 0, 0, 0), 0, "low"),
    ("opioid", (0, 0, 0, 0, 3, 0), 3, "low"),
    ("opioid", (2, 0, 0, 0, 0, 0), 2, "low"),
    ("opioid", (2, 3, 0, 0, 0, 0), 5, "moderate"),
    ("amphetamine", (3, 4, 5, 5, 6, 3), 26, "moderate"),
    ("amphetamine", (4, 4, 5, 5, 6, 3), 27, "high"),
    ("opioid", (6, 6, 7, 8, 6, 6), 39, "high"),
    ("alcohol", (4, 3, 0, 0, 3, 0), 10, "low"),
    ("alcohol", (4, 4, 0, 0, 3, 0), 11, "moderate"),
    ("alcohol", (6, 6, 5, 0, 6, 3), 26, "moderate"),
    ("alcohol", (6, 6, 6, 0, 6, 3), 27, "high"),
    ("cannabis", (4, 0, 0, 0, 0, 0), 4, "moderate"),
    ("tobacco", (6, 6, 7, None, 6, 6), 31, "high"),
    ("tobacco", (3, 0, 0, None, 0, 0), 3, "low"),
]


@pytest.mark.parametrize(("substance", "row", "value", "band"), ASSIST)
def test_assist(substance: str, row: tuple[int | None, ...], value: int, band: str) -> None:
    answers = {f"a{number}.{substance}": said for number, said in enumerate(row, start=2) if said is not None}
    answers |= {f"a1.{substance}": 1, "a8": 2}
    (score,) = instruments.scores("assist", instruments.checked("assist", answers))
    assert (score.code, score.value, score.band) == (substance, value, band)
    assert score.most == (31 if substance == "tobacco" else 39)


def test_assist_keeps_injecting_out_of_every_sum() -> None:
    answers = {"a1.opioid": 1, "a2.opioid": 2, "a3.opioid": 0, "a4.opioid": 0, "a5.opioid": 0}
    answers |= {"a6.opioid": 0, "a7.opioid": 0}
    sums = [instruments.scores("assist", instruments.checked("assist", answers | {"a8": said})) for said in (0, 1, 2)]
    assert [[score.value for score in one] for one in sums] == [[2], [2], [2]]


def test_assist_says_nothing_of_what_was_never_used() -> None:
    assert instruments.scores("assist", instruments.checked("assist", {"a8": 0})) == []


def test_top_shows_each_answer_and_adds_nothing_up() -> None:
    answers = {item.code: item.values[-1] for item in instruments.items("top")}
    found = {score.code: (score.value, score.most) for score in instruments.scores("top", answers)}
    assert found["t.alcohol"] == (28, 28)
    assert found["t.life"] == (20, 20)
    assert found["t.shared"] == (1, 1)
    assert {score.band for score in instruments.scores("top", answers)} == {""}


@pytest.mark.parametrize(
    ("kind", "answers", "code"),
    [
        ("dast10", {f"d{number}": 0 for number in range(1, 10)}, "item-missing"),
        ("dast10", {f"d{number}": 0 for number in range(1, 11)} | {"d11": 1}, "item-unknown"),
        ("dast10", {f"d{number}": 2 for number in range(1, 11)}, "item-range"),
        ("assist", {}, "item-missing"),
        ("assist", {"a8": 0, "a1.opioid": 1}, "item-missing"),
        ("assist", {"a8": 0, "a1.opioid": 0, "a2.opioid": 6}, "item-contradicts"),
        ("assist", {"a8": 0, "a1.opioid": 1, "a2.opioid": 0, "a3.opioid": 3}, "item-contradicts"),
        ("assist", {"a8": 0, "a5.tobacco": 5}, "item-unknown"),
        ("assist", {"a8": 0, "a1.opioid": 1, "a2.opioid": 1}, "item-range"),
        ("top", {"t.alcohol": 29}, "item-range"),
        ("hiv", {}, "instrument-unknown"),
    ],
)
def test_what_cannot_be_answered_is_refused(kind: str, answers: dict[str, int], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        instruments.checked(kind, answers)
    assert refusal.value.code == code


def test_no_wording_of_an_instrument_and_no_word_on_hiv_is_kept() -> None:
    labels = [str(item.label) for kind in instruments.NAMES for item in instruments.items(kind)]
    assert all(len(label) <= 40 and "?" not in label and "HIV" not in label for label in labels)


@given(st.lists(st.sampled_from([0, 1]), min_size=10, max_size=10))
def test_dast_10_agrees_with_the_plain_count(row: list[int]) -> None:
    answers = {f"d{number}": said for number, said in enumerate(row, start=1)}
    (score,) = instruments.scores("dast10", instruments.checked("dast10", answers))
    assert score.value == sum(row) - 2 * row[2] + 1
