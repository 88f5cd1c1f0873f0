"""The tables themselves refuse what cannot be: each guard with its known-bad row."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from hoanhap.foundation.places.models import FormerName, Place, Succession


def _province(serial: int, **changed: Any) -> Place:
    values: dict[str, Any] = {
        "id": serial,
        "key": f"t-{serial}",
        "code": str(serial),
        "title": "tỉnh",
        "name": f"Thử {serial}",
        "folded": f"thu {serial}",
        "kind": "province",
        "parent": None,
        "path": f"/{serial}/",
        "valid_from": date(2000, 1, 1),
        "valid_to": date(2025, 7, 1),
    }
    return Place.objects.create(**{**values, **changed})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"key": "t-1"},
        {"path": "/1/"},
        {"code": "1"},
        {"valid_to": date(2000, 1, 1)},
        {"kind": "planet"},
        {"kind": "commune"},
        {"path": "/2"},
        {"path": "2/"},
        {"name": ""},
        {"title": ""},
    ],
)
def test_a_bad_place_is_refused(bad: dict[str, Any]) -> None:
    _province(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        _province(2, **bad)
    assert _province(2).pk == 2


@pytest.mark.django_db
def test_a_province_has_no_parent() -> None:
    first = _province(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        _province(2, parent=first)


@pytest.mark.django_db
def test_a_succession_is_between_two_and_whole_to_one_only() -> None:
    old, new, third = _province(1), _province(2), _province(3)
    on = date(2025, 7, 1)
    Succession.objects.create(old=old, new=new, share="whole", on=on)
    for bad in (
        {"old": old, "new": third, "share": "whole"},
        {"old": old, "new": new, "share": "part"},
        {"old": new, "new": new, "share": "part"},
        {"old": new, "new": third, "share": "half"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(on=on, **bad)
    Succession.objects.create(old=new, new=third, share="part", on=on)


@pytest.mark.django_db
def test_a_former_name_ends_after_it_begins() -> None:
    place = _province(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerName.objects.create(
            place=place, title="tỉnh", name="X", folded="x", valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 1)
        )


@pytest.mark.django_db
def test_a_subtree_is_answered_by_the_index_of_paths() -> None:
    plan = Place.objects.under("/1/2/").explain()
    if connection.vendor == "sqlite":
        assert "SEARCH" in plan
        assert "path>? AND path<?" in plan


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_path_column_compares_bytes_on_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'places_place' AND column_name = 'path'"
        )
        assert cursor.fetchone() == ("C",)
