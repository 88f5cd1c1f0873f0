"""The keyed indexes of a person: what may be looked up without opening a single envelope."""

from hoanhap.foundation import vault
from hoanhap.people.persons import rules

_FIRST_YEAR, _YEARS = 1920, 110


def of_id_number(digits: str) -> bytes | None:
    return vault.blind(digits, purpose="persons.id_number") if digits else None


def of_phone(phone: str) -> bytes | None:
    digits = rules.phone_digits(phone)
    return vault.blind(digits, purpose="persons.phone") if digits else None


def of_name(full_name: str, birth_year: int | None, place_id: int) -> bytes:
    return vault.blind(rules.name_key(full_name, birth_year, place_id), purpose="persons.name")


def of_given(word: str, birth_year: int | None) -> bytes:
    return vault.blind_short(rules.given_key(word, birth_year), purpose="persons.given")


def of_given_any_year(word: str, year: int | None) -> list[bytes]:
    """All buckets a given name may lie in; with a year, that year's and the unknown year's."""
    years = [year] if year else list(range(_FIRST_YEAR, _FIRST_YEAR + _YEARS))
    return [of_given(word, candidate) for candidate in (*years, None)]
