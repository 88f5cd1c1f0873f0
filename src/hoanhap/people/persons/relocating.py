"""A person goes to another unit: the row with its keys and indexes, and the note of where he was before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault import carrying
from hoanhap.people.persons import indexes
from hoanhap.people.persons.models import SEALED, Person
from hoanhap.people.persons.relocation_models import Relocation, RelocationReason

_MOVED = ("unit", "unit_path", "hamlet", "name_index", *SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocated:
    """Who went. `twins` stay: somebody with the same ID number is registered in the new unit; a person must look."""

    persons: Sequence[Person]
    twins: Sequence[Person]


@transaction.atomic
def relocate(
    person_ids: Collection[UUID],
    *,
    to: Place,
    on: date,
    reason: RelocationReason,
    by: audit.Actor,
    at: datetime,
    hamlets: Mapping[int, int] | None = None,
) -> Relocated:
    """Give these persons to another unit from a day on; whoever is there already is left alone.

    `hamlets`: hamlet before → hamlet now; without a pair nobody knows the hamlet any more. The rows stay locked until
    the transaction ends: a correction made in the same moment comes before or after, never between.
    """
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=list(person_ids)).exclude(unit=to)
    found = list(rows.order_by("pk"))
    taken = _numbers_taken(found, to)
    going: list[Person] = []
    twins: list[Person] = []
    for person in found:
        number = bytes(person.id_index) if person.id_index and person.sealed_at is None else None
        (twins if number in taken else going).append(person)
        taken |= {number} if number else set()
    relocations = [_relocation(person, to, on, reason, by, at) for person in going]
    _write(going, to, hamlets or {})
    Relocation.objects.bulk_create(relocations, batch_size=500)
    audit.record_many("person.relocated", by=by, at=at, rows=[_subject(row) for row in relocations])
    return Relocated(persons=going, twins=twins)


def _numbers_taken(persons: Sequence[Person], to: Place) -> set[bytes | None]:
    """The database holds one living person a number and unit; two under one number are for an officer to sort out."""
    numbers = [bytes(person.id_index) for person in persons if person.id_index]
    there = Person.objects.filter(unit=to, id_index__in=numbers, sealed_at=None)
    return {bytes(number) for number in there.values_list("id_index", flat=True) if number}


def _write(persons: Sequence[Person], to: Place, hamlets: Mapping[int, int]) -> None:
    names = vault.reveal_many(persons, "full_name")
    carrying.carry(persons, scope=to.path)
    for person in persons:
        person.unit, person.unit_path = to, to.path
        person.hamlet_id = hamlets.get(person.hamlet_id) if person.hamlet_id else None
        name = names[person.pk]["full_name"]
        if name and person.sealed_at is None:
            # The index holds the hamlet too, so that two namesakes of two hamlets are two people.
            person.name_index = indexes.of_name(name, person.birth_year, person.hamlet_id or to.pk)
        person.save(update_fields=_MOVED)


def _relocation(
    person: Person, to: Place, on: date, reason: RelocationReason, by: audit.Actor, at: datetime
) -> Relocation:
    return Relocation(
        person=person,
        from_unit_id=person.unit_id,
        from_path=person.unit_path,
        to_unit=to,
        to_path=to.path,
        on=on,
        reason=reason,
        recorded_by=by.account_id,
        recorded_at=at,
    )


def _subject(row: Relocation) -> audit.Subject:
    detail: dict[str, str | int | bool | None] = {
        "from": row.from_unit_id,
        "to": row.to_unit_id,
        "on": row.on.isoformat(),
        "reason": str(row.reason),
    }
    return audit.Subject("person", row.person_id, row.to_path, detail)
