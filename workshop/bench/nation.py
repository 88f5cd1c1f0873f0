"""228,000 cases in every province of an invented country, entered in bulk: what the price of safety is measured on.

Real: the map, the accounts with their postings, every person as the product registers him (sealed texts, blind indexes,
the log), the case and its record of use with their sealed texts. Left out, because rights and seals do not look there:
standings, duties, helpers and contacts, and the lawful way by which each case came to its state.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault import sealing
from hoanhap.kernel import clock
from hoanhap.ops.generator import inventing, maps, staff, worlds
from hoanhap.ops.generator.inventing import Invented
from hoanhap.people.cases.actions import opening
from hoanhap.people.cases.models import Case, UseProfile
from hoanhap.people.cases.states import CLOSED, REGIMES
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person

PROVINCES = 34
_FIRST_NUMBER = 100
_FIRST_SERIAL = 500_000_000
_CHUNK = 500
_POSTED = 400


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the country [low, high) of paths, who reads names there, who counts cases, and how many live in it.

    No role reads names above the commune, and none sits above the province: for the measure one account holds a
    posting at each province, the nation's at all 34.
    """

    name: str
    low: str
    high: str
    reader: Account
    counter: Account
    people: int

    @property
    def rows(self) -> Q:
        """The plain filter: whoever asks without rights."""
        return Q(unit_path__gte=self.low, unit_path__lt=self.high)


@dataclass(frozen=True, slots=True)
class Nation:
    commune: Place
    areas: tuple[Area, ...]


def build(people: int, *, communes: int, largest: int, on: date, tell: Callable[[int], None]) -> Nation:
    """A country of 34 provinces with so many communes each; the first commune has `largest` persons."""
    since = on - timedelta(days=_POSTED)
    founded = [
        maps.found(communes=communes, hamlets=1, number=_FIRST_NUMBER + number, since=worlds.MAP_SINCE)
        for number in range(PROVINCES)
    ]
    shares = iter([largest, *worlds.shares(people - largest, PROVINCES * communes - 1)])
    serial, entered = _FIRST_SERIAL, 0
    by_province: list[int] = []
    for number, (_province, places) in enumerate(founded):
        hamlets = maps.hamlets_of(places)
        before = entered
        for place in places:
            count = next(shares)
            invented = inventing.people(
                count, seed=f"nation|{number}", on=on, hamlets=hamlets[place.pk], first_number=serial + entered
            )
            _enter(invented, place, on)
            entered += count
        by_province.append(entered - before)
        tell(entered)
    provinces = [province for province, _places in founded]
    commune = founded[0][1][0]
    officer = staff.post(Role.COMMUNE_OFFICER, commune, since=since, at=clock.at(since, 8))
    return Nation(
        commune=commune,
        areas=(
            Area("commune", commune.path, _end(commune), officer, officer, largest),
            _area("province", provinces[:1], by_province[0], since),
            _area("nation", provinces, entered, since),
        ),
    )


def _area(name: str, provinces: Sequence[Place], people: int, since: date) -> Area:
    """Provinces were founded in the order of their paths, so all of them are one range."""
    reader = _posted(Role.COMMUNE_OFFICER, name, provinces, since)
    counter = _posted(Role.PROVINCE_MERGER, name, provinces, since)
    return Area(name, provinces[0].path, _end(provinces[-1]), reader, counter, people)


def _end(place: Place) -> str:
    return f"{place.path[:-1]}0"


def _posted(role: Role, name: str, provinces: Sequence[Place], since: date) -> Account:
    at = clock.at(since, 8)
    account = access.create_account(
        username=f"{role.value}-{name}", display_name=name, password=None, by=staff.SETTER, at=at
    )
    until = attestation.end_of_next_quarter(clock.today())
    Posting.objects.bulk_create(
        Posting(
            account=account, role=role, place=place, path=place.path, title=name, valid_from=since, attested_until=until
        )
        for place in provinces
    )
    return account


@transaction.atomic
def _enter(people: Iterable[Invented], unit: Place, on: date) -> None:
    """Persons by the product's own bulk action; cases and records of use in bulk, their texts sealed all the same."""
    waiting, at, number = iter(people), clock.at(on - timedelta(days=1), 10), 0
    while part := list(islice(waiting, _CHUNK)):
        registered = persons.bulk_register(details=[row.details for row in part], unit=unit, by=staff.SETTER, at=at)
        cases = [
            _case(person, row, f"{unit.pk}-{number + place:05d}")
            for place, (person, row) in enumerate(zip(registered, part, strict=True))
        ]
        uses = [opening.use_profile(case, row.use) for case, row in zip(cases, part, strict=True)]
        sealing.seal_many((case, {"wish": row.wish}) for case, row in zip(cases, part, strict=True))
        sealing.seal_many((use, {"cause": row.use.cause}) for use, row in zip(uses, part, strict=True))
        Case.objects.bulk_create(cases, batch_size=_CHUNK)
        UseProfile.objects.bulk_create(uses, batch_size=_CHUNK)
        number += len(part)


def _case(person: Person, row: Invented, code: str) -> Case:
    return Case(
        person=person,
        unit_id=person.unit_id,
        unit_path=person.unit_path,
        code=code,
        regime=REGIMES[0],
        state=row.state,
        opened_on=row.steps[0].on,
        closed_on=row.steps[-1].on if row.state in CLOSED else None,
    )
