"""Where a door is tried: related and not, own and other commune, other province, closed, sealed, and gone."""

import functools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from hoanhap.exchange.models import ImportRow
from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation.access.models import Account
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from hoanhap.web.office.doors import DOORS
from tests import cast as stage
from tests.cast import NOW, SETTER, Cast
from tests.watch.matrix import things
from tests.watch.matrix.things import Ground, Scope
from tests.web.office.imports import lists

NOWHERE = "the address names nothing"
OWN, UNRELATED = "own commune", "own commune, not related"
NEIGHBOUR, STRANGE = "other commune of the district", "other province"
CLOSED, SEALED, GONE = "own commune, closed", "own commune, sealed", "gone"
OF_UNITS = (OWN, NEIGHBOUR, STRANGE, GONE)
OF_PERSONS = (*OF_UNITS, UNRELATED, CLOSED, SEALED)


@dataclass
class World:
    cast: Cast
    grounds: dict[str, Ground]
    accounts: dict[str, Account]


def parts_of(door: str) -> set[str]:
    """The parts of a door's address that name something."""
    return set(_parts_by_door(get_resolver()).get(door, ()))


@functools.cache
def _parts_by_door(resolver: URLResolver) -> dict[str, frozenset[str]]:
    found = dict[str, frozenset[str]]()
    for name, parts in addresses(resolver):
        found[name] = found.get(name, frozenset()) | parts
    return found


def addresses(resolver: URLResolver, above: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """Every door by its name, with the parts of its address that name something."""
    for entry in resolver.url_patterns:
        parts = above | set(getattr(entry.pattern, "converters", {})) | _named_groups(entry)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, parts)
        elif isinstance(entry, URLPattern):
            yield entry.name or "", parts


def _named_groups(entry: Any) -> set[str]:
    """Addresses written as regular expressions (libraries) name their parts in groups."""
    return set(entry.pattern.regex.groupindex)


def grounds_for(parts: set[str]) -> tuple[str, ...]:
    """Where a door with these parts is tried."""
    scopes = {things.MAKERS[part].scope for part in parts}
    if Scope.PERSON in scopes:
        return OF_PERSONS
    return OF_UNITS if Scope.UNIT in scopes else (NOWHERE,)


def about_a_person(parts: set[str]) -> bool:
    return any(things.MAKERS[part].scope is Scope.PERSON for part in parts if part in things.MAKERS)


def everything() -> set[str]:
    """All parts of all declared doors that somebody makes."""
    return {part for door in DOORS for part in parts_of(door) if part in things.MAKERS}


def build(cast: Cast) -> World:
    """Make everything an address can name, at every ground."""
    accounts = cast.everybody()
    gone = _gone(cast)
    own, near, far = cast.thuong_lac, cast.long_khanh_a, cast.vinh_xuong
    grounds = [
        Ground(
            OWN, cast, own, cast.officer, 1, cast.helper, frozenset({"helper", "health_station"}), frozenset({"centre"})
        ),
        Ground(UNRELATED, cast, own, cast.officer, 2),
        Ground(NEIGHBOUR, cast, near, cast.neighbour_officer, 3),
        Ground(STRANGE, cast, far, cast.stranger_officer, 4),
        Ground(CLOSED, cast, own, cast.officer, 5, cast.helper),
        Ground(SEALED, cast, own, cast.officer, 6, cast.helper),
    ]
    named = {ground.name: ground for ground in grounds}
    for ground in grounds:
        _furnish(ground, OF_PERSONS if ground.name in OF_UNITS else (SEALED,))
    _close(named[CLOSED])
    _seal(named[SEALED])
    return World(cast, named | {GONE: gone}, accounts)


def _furnish(ground: Ground, kinds: tuple[str, ...]) -> None:
    """Offices are furnished once: at the grounds their own doors are tried at."""
    for part in sorted(everything()):
        if things.MAKERS[part].scope is not Scope.UNIT or OWN in kinds:
            ground[part]


def _close(ground: Ground) -> None:
    case = ground["case"]
    case.refresh_from_db()
    cases.close(
        case=case, verb="close_moved", on=stage.TODAY, signer_title="x", by=SETTER, at=NOW, version=case.version
    )


def _seal(ground: Ground) -> None:
    """Put away: closed, sealed, and its person found by nobody."""
    _close(ground)
    Case.objects.filter(pk=ground["case"].pk).update(sealed_at=NOW)
    Person.objects.filter(pk=ground["person"].pk).update(sealed_at=NOW)


def _gone(cast: Cast) -> Ground:
    """Keys of what existed and is there no more; the person and his case were taken out by undoing their import."""
    here = transaction.savepoint()
    ground = Ground(GONE, cast, cast.thuong_lac, cast.officer, 7)
    _furnish(ground, OF_PERSONS)
    transaction.savepoint_rollback(here)
    transaction.savepoint_commit(here)
    ground.made["unit"] = cast.thuong_lac.pk + 5_000_000
    person_id, case_id = _taken_out(cast)
    ground.made.update({"person_id": person_id, "case_id": case_id})
    return ground


def _taken_out(cast: Cast) -> tuple[uuid.UUID, uuid.UUID]:
    batch = imports.preview(lists.sheet(), name="b.xlsx", unit=cast.thuong_lac, on=stage.TODAY, by=SETTER, at=NOW)
    imports.apply(batch, by=SETTER, at=NOW)
    row = ImportRow.objects.filter(batch=batch, person__isnull=False).order_by("row_no")[0]
    ids = row.person_id, row.case_id
    batch.refresh_from_db()
    imports.undo(batch, by=SETTER, at=NOW)
    return ids  # type: ignore[return-value]
