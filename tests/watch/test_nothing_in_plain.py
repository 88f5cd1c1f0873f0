"""A stolen database stays shut: of all that is sealed, not one value lies anywhere in plain.

The demonstration is loaded, everything sealed is opened, and what came out is sought in every column of every table
and, on SQLite, in the bytes of the whole file: indexes and freed pages too.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.vault import sealing
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import clock, text
from hoanhap.ops.demonstration import calendar, cast, command
from hoanhap.people.care import actions as care
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.models import HelperAssignment
from tests.cast import SETTER

# What the demonstration does not say is said here, so that each kind of sealed text is looked for.
NEED, NOTE = "Cần gặp bác sĩ tâm lý hằng tuần.", "Gia đình kể anh hay mất ngủ."
REASON = "Người giúp đỡ bị gia đình từ chối tiếp."
OF_EACH = {
    "persons.Person.full_name": 47,
    "persons.Person.id_number": 47,
    "persons.Person.phone": 17,
    "persons.Person.current_address": 17,
    "persons.Person.birth_date": 47,
    "cases.Case.wish": 5,
    "care.Contact.need": 2,
    "care.Contact.note": 1,
    "reports.Report.results": 1,
    "reports.Report.proposals": 1,
    "reintegration.HelperAssignment.end_reason": 1,
}
"""How many values of each must come out, or the search would find nothing for want of looking."""


def opened() -> dict[str, list[str]]:
    """Everything sealed in this database, by model and field."""
    values: dict[str, list[str]] = {}
    for model in apps.get_models():
        fields = [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        rows: list[Any] = list(model._base_manager.all()) if fields else []
        said = sealing.reveal_many(rows, *fields).values()
        values |= {f"{model._meta.label}.{name}": [one[name] for one in said if one[name]] for name in fields}
    return values


def spellings(value: str) -> Iterator[str]:
    """A value as it might lie somewhere; a bare year is no secret (it has a column of its own)."""
    if re.fullmatch(r"\d{4}(-\d{2})?", value):
        return
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = date.fromisoformat(value)
        yield from (value, f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", f"{day:%Y%m%d}")
        return
    digits = "".join(filter(str.isdigit, value))
    if len(digits) >= 9:
        yield digits
    yield from (value, unicodedata.normalize("NFD", value), text.fold(value), value.upper())
    yield json.dumps(value)[1:-1]


def columns() -> dict[str, bytes]:
    """Every column of every table, one after the other, as bytes."""
    held: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the name of a table
            rows = cursor.fetchall()
            for place, column in enumerate(cursor.description or ()):
                held[f"{table}.{column[0]}"] = b"\0".join(as_bytes(row[place]) for row in rows)
    return held


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def file_bytes() -> dict[str, bytes]:
    """The database as it would lie on a disk (a server's files are not ours to read)."""
    if connection.vendor != "sqlite":
        return {}
    connection.ensure_connection()
    return {"the file": connection.connection.serialize()}


def lying_open(secrets: Iterable[str]) -> list[str]:
    """Where a secret lies in plain, in any spelling."""
    needles = {spelled.encode() for secret in set(secrets) for spelled in spellings(secret)}
    return [
        f"{place}: {needle.decode()}"
        for place, held in (columns() | file_bytes()).items()
        for needle in sorted(needles)
        if needle in held
    ]


def test_nothing_sealed_lies_anywhere_in_plain(db: None) -> None:
    try:
        made = command.load()
    finally:
        clock.set_start(None)
    actor = made.offices.officer(cast.PILOT, calendar.TODAY).actor
    case = Case.objects.filter(unit=made.offices.communes[cast.PILOT], closed_on=None).order_by("code")[0]
    said = ContactDetails(
        met_at=calendar.NOW, place="home", met=True, condition="not_yet", work="none", need=NEED, note=NOTE
    )
    care.log_contact(case, details=said, by=actor, at=calendar.NOW)
    helper = HelperAssignment.objects.filter(case=case, valid_to=None).get()
    reintegration.end_assignment(helper, on=calendar.TODAY, reason=REASON, by=actor, at=calendar.NOW)

    found = opened()
    assert {label: len(values) for label, values in found.items() if label in OF_EACH} == OF_EACH
    secrets = {value for values in found.values() for value in values}
    # What the vault gives back is what was typed; the search does not lean on the vault alone.
    assert {one.name for one in cast.PILOT_PEOPLE} <= set(found["persons.Person.full_name"])
    assert {one.wish for one in cast.PILOT_PEOPLE if one.wish} == set(found["cases.Case.wish"])
    assert {NEED, NOTE, REASON} <= secrets
    assert {"12/03/1992", "1992-03-12"} <= {spelled for value in secrets for spelled in spellings(value)}
    assert sum(map(len, columns().values())) > 1_000_000
    assert lying_open(secrets) == []


# --- known-bad controls -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("secret", "written"),
    [
        ("Nguyễn Văn Đào", "Nguyễn Văn Đào"),
        ("Nguyễn Văn Đào", "anh NGUYỄN VĂN ĐÀO, ấp 2"),
        ("Nguyễn Văn Đào", "nguyen van dao"),
        ("Nguyễn Văn Đào", unicodedata.normalize("NFD", "Nguyễn Văn Đào")),
        ("Nguyễn Văn Đào", json.dumps({"name": "Nguyễn Văn Đào"})),
        ("999090000100", "CCCD 999090000100"),
        ("0999 000 100", "gọi 0999000100"),
        ("1992-03-12", "sinh 12/03/1992"),
        ("1992-03-12", "1992-03-12T00:00"),
    ],
)
def test_a_value_in_a_text_column_is_found(db: None, secret: str, written: str) -> None:
    account = access.create_account(
        username="x", display_name="x", password="mot-cau-dai-de-thu-2020", by=SETTER, at=calendar.NOW
    )
    assert lying_open([secret]) == []
    account.display_name = written
    account.save(update_fields=["display_name"])
    found = lying_open([secret])
    assert any(place.startswith("access_account.display_name: ") for place in found)
    if connection.vendor == "sqlite":
        assert any(place.startswith("the file: ") for place in found)


def test_a_bare_year_is_no_secret() -> None:
    assert list(spellings("1990")) == []
    assert len(list(spellings("1990-05-06"))) > 3
