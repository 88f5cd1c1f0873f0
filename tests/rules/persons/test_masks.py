"""What stands in place of a sealed value: enough to recognise it, too little to find it out."""

import pytest

from hoanhap.people.persons import masks
from hoanhap.people.persons.masks import NameForm
from hoanhap.people.persons.models import SEALED


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("087099004821", "•••• 821"),
        ("341234567", "•••• 567"),
        ("0912 345 678", "•••• 678"),
        ("1234", "••••"),
        ("", ""),
    ],
)
def test_of_numbers_the_last_three_digits_stand(text: str, shown: str) -> None:
    assert masks.number(text) == shown


@pytest.mark.parametrize(("iso", "shown"), [("1992-06-05", "••/••/1992"), ("1992", "••/••/1992"), ("", "")])
def test_of_a_birth_the_year_stands(iso: str, shown: str) -> None:
    assert masks.birth(iso) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("Nguyễn Văn Đào", "N. V. Đ."), ("Út", "Ú."), ("lê thị thu hà", "L. T. T. H."), ("", "")]
)
def test_initials(name: str, shown: str) -> None:
    assert masks.initials(name) == shown


def test_addresses_and_relatives_tell_that_something_is_written_and_nothing_of_it() -> None:
    assert (masks.words("số 1, đường A"), masks.words("mẹ, 0912345678"), masks.words("")) == ("••••", "••••", "")


@pytest.mark.parametrize(
    ("form", "shown"),
    [(NameForm.WHOLE, "Nguyễn Văn Đào"), (NameForm.GIVEN, "Đào"), (NameForm.INITIALS, "N. V. Đ.")],
)
def test_a_name_in_three_forms(form: NameForm, shown: str) -> None:
    assert masks.name("Nguyễn Văn Đào", form) == shown


def test_every_sealed_field_has_its_mask_its_label_its_permission_and_its_code() -> None:
    from hoanhap.people.persons.actions import REVEALED
    from hoanhap.people.persons.policy import REVEALED_BY

    assert set(SEALED) == set(masks.MASKS) == set(masks.LABELS) == set(REVEALED) == set(REVEALED_BY)
    assert len(set(REVEALED.values())) == len(SEALED)


@pytest.mark.parametrize("field", SEALED)
def test_no_mask_lets_its_value_through(field: str) -> None:
    whole = {"full_name": "Nguyễn Văn Đào", "birth_date": "1992-06-05"}.get(field, "087099004821")
    assert whole not in masks.MASKS[field](whole)
    assert "06-05" not in masks.MASKS[field](whole)
