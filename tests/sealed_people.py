"""Rows with sealed fields, made straight in the tables: for processes of their own that need no cast and no rights."""

import uuid
from datetime import date

from hoanhap.foundation import vault
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.persons import indexes
from hoanhap.people.persons.models import Person


def place(serial: int = 87) -> Place:
    """A unit without a map around it."""
    return Place.objects.create(
        id=serial,
        key=f"s-{serial}",
        title="tỉnh",
        name=f"Đồng Tháp {serial}",
        folded=f"dong thap {serial}",
        kind="province",
        path=f"/{serial}/",
        valid_from=date(2000, 1, 1),
    )


def unsaved(unit: Place, *, id_: uuid.UUID | None = None, **values: str) -> Person:
    """A person of this unit with these fields sealed and indexed, not yet saved."""
    name = values.setdefault("full_name", "Nguyễn Văn Đào")
    person = Person(
        unit=unit,
        unit_path=unit.path,
        given_index=indexes.of_given(name.split()[-1], None),
        name_index=indexes.of_name(name, None, unit.pk),
        id_index=indexes.of_id_number(values.get("id_number", "")),
        phone_index=vault.blind(values["phone"], purpose="persons.phone") if values.get("phone") else None,
        registered_at=clock.now(),
        registered_by="test",
    )
    if id_:
        person.id = id_
    vault.seal(person, **values)
    return person


def person(unit: Place, *, id_: uuid.UUID | None = None, **values: str) -> Person:
    made = unsaved(unit, id_=id_, **values)
    made.save(force_insert=True)
    return made
