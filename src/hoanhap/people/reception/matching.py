"""Is somebody who comes back known to the commune already? Asked with its own register; the centre learns nothing.

By ID number without a doubt; by name and birth year only as a question to the officer: two people may share both.
"""

from dataclasses import dataclass
from uuid import UUID

from hoanhap.foundation import vault
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.text import fold
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import indexes, policy, queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.queries import Whose
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.reception.models import Returnee


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`own`: surely the same person here. `namesakes`: perhaps. `elsewhere`: another unit has this ID number."""

    own: UUID | None = None
    namesakes: tuple[UUID, ...] = ()
    elsewhere: bool = False


def known(details: PersonDetails, unit_path: str, unit_id: int) -> Known:
    """What the register says about somebody of these (checked) details."""
    index = indexes.of_id_number(details.id_number)
    if index is not None:
        (match,) = queries.match_many([details], unit_path)
        same = Person.objects.filter(policy.UNSEALED, id_index=index)
        elsewhere = same.exclude(unit=unit_id).exists()
        own = same.filter(unit=unit_id).values_list("pk", flat=True).first()
        if own is not None:
            return Known(own=own, elsewhere=elsewhere)
        named = _namesakes(details, unit_id, numbered=False)
        return Known(namesakes=named, elsewhere=elsewhere or match.whose is Whose.ELSEWHERE)
    return Known(namesakes=_namesakes(details, unit_id, numbered=True))


def other_files(id_number: str, unit_id: int) -> list[Case]:
    """Open files of other units on somebody with this ID number: their owners are told, nobody else learns of them."""
    index = indexes.of_id_number(id_number)
    if index is None:
        return []
    found = Case.objects.filter(person__id_index=index, person__sealed_at=None, closed_on=None)
    return list(found.exclude(unit=unit_id).order_by("pk"))


def _namesakes(details: PersonDetails, unit_id: int, *, numbered: bool) -> tuple[UUID, ...]:
    """Who bears this name and birth year here; with a number of our own, only those who have none yet."""
    given = indexes.of_given(details.full_name.split()[-1], details.birth_year)
    rows = Person.objects.filter(policy.UNSEALED, unit=unit_id, given_index=given, birth_year=details.birth_year)
    if not numbered:
        rows = rows.filter(id_index=None)
    names = vault.reveal_many(rows.order_by("pk"), "full_name")
    wanted = fold(details.full_name)
    return tuple(pk for pk, said in names.items() if fold(said["full_name"]) == wanted)


def namesakes_of(row: Returnee) -> tuple[UUID, ...]:
    """Who of the commune's register may be the same person; the caller has passed the gate of the row."""
    said = vault.reveal_many([row], "full_name", "birth_date", "id_number")[row.pk]
    birth = PartialDate.from_iso(said["birth_date"]) if said["birth_date"] else None
    details = PersonDetails(full_name=said["full_name"], birth=birth, id_number=said["id_number"])
    return known(details, row.unit_path, row.unit_id).namesakes
