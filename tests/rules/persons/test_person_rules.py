"""Pure rules of a person's details, by tables."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.people.persons import rules
from hoanhap.people.persons.rules import PersonDetails

ON = date(2020, 6, 16)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("087099004821", "087099004821"),
        ("087 099 004 821", "087099004821"),
        ("341.234.567", "341234567"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_id_numbers_are_kept_as_digits(typed: str, kept: str) -> None:
    assert rules.id_digits(typed) == kept


@pytest.mark.parametrize("typed", ["87099004821", "12345678", "1234567890", "không có"])
def test_an_id_number_of_another_length_is_refused_with_a_way_out(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules.id_digits(typed)
    assert refusal.value.way_out


def test_a_dropped_leading_nought_is_guessed() -> None:
    with pytest.raises(Refused, match="số 0 ở đầu"):
        rules.id_digits("87099004821")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0912345678, 0987654321", "0912345678"),
        ("", ""),
    ],
)
def test_phones_have_one_spelling(typed: str, kept: str) -> None:
    assert rules.phone_digits(typed) == kept


@pytest.mark.parametrize("typed", ["12", "số máy hỏng", "09123456789012"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        rules.phone_digits(typed)


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        (PartialDate(2021), "birth-in-future"),
        (PartialDate(2020, 6, 17), "birth-in-future"),
        (PartialDate(1899), "birth-too-early"),
    ],
)
def test_impossible_births_are_refused(birth: PartialDate, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules.checked(PersonDetails(full_name="Nguyễn Văn An", birth=birth), on=ON)
    assert refusal.value.code == code


def test_a_birth_of_today_and_a_birth_of_this_year_stand() -> None:
    for birth in (PartialDate(2020, 6, 16), PartialDate(2020), PartialDate(1900)):
        assert rules.checked(PersonDetails(full_name="An", birth=birth), on=ON).birth == birth


def test_a_name_is_needed_and_tidied() -> None:
    with pytest.raises(Refused):
        rules.checked(PersonDetails(full_name=" \u200b "), on=ON)
    assert rules.checked(PersonDetails(full_name="  NGUYỄN   VĂN AN "), on=ON).full_name == "Nguyễn Văn An"


def test_one_person_in_two_spellings_has_one_key() -> None:
    keys = {
        rules.name_key(spelling, 1985, 7)
        for spelling in ("Đặng Thị Hòa", "dang thi hoa", unicodedata.normalize("NFD", "Đặng Thị Hòa"), "ĐẶNG  THỊ HÒA")
    }
    assert len(keys) == 1
    assert rules.name_key("Đặng Thị Hòa", 1986, 7) not in keys
    assert rules.name_key("Đặng Thị Hòa", 1985, 8) not in keys


@pytest.mark.parametrize(
    ("text", "words", "year", "digits"),
    [
        ("Nguyễn Hùng", ("nguyen", "hung"), None, ""),
        ("hùng 1985", ("hung",), 1985, ""),
        ("087 099 004 821", (), None, "087099004821"),
        ("+84 912.345.678", (), None, "84912345678"),
        ("  ", (), None, ""),
    ],
)
def test_what_a_text_asks_for(text: str, words: tuple[str, ...], year: int | None, digits: str) -> None:
    assert rules.wanted(text) == rules.Wanted(words, year, digits)


@pytest.mark.parametrize(
    ("left", "right", "agrees"),
    [
        ("hung", "hung", True),
        ("hugn", "hung", True),
        ("hun", "hung", True),
        ("hungg", "hung", True),
        ("hang", "hung", True),
        ("hgnu", "hung", False),
        ("an", "am", False),
        ("thanh", "thinhs", False),
    ],
)
def test_one_slip_of_the_keyboard_is_forgiven(left: str, right: str, agrees: bool) -> None:
    assert rules.one_slip(left, right) is agrees


@given(st.text("abcdeh", min_size=3, max_size=8), st.data())
def test_any_one_slip_is_found_both_ways(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("xyz"))
    slips = [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    if len(word) > 3:
        slips.append(word[:at] + word[at + 1 :])
    for slip in slips:
        assert rules.one_slip(word, slip)
        assert rules.one_slip(slip, word)


def test_two_slips_are_too_many() -> None:
    assert not rules.one_slip("nguyen", "xguyex")


@pytest.mark.parametrize("typed", ["０８７０９９００４８２１", "٠٨٧٠٩٩٠٠٤٨٢١"])
def test_a_number_has_one_spelling_whatever_digits_were_typed(typed: str) -> None:
    assert rules.id_digits(typed) == "087099004821"
