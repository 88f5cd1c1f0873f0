"""A commune, a district or a province full of invented people, ready to be asked. Each commune is one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.ops.generator import inventing, maps, settling, staff

HAMLETS = 6
MAP_SINCE = date(2004, 1, 1)
_POSTED = 400
_STANDING = 120
_NUMBERS_PER_WORLD = 10_000_000


@dataclass(frozen=True, slots=True)
class Settled:
    """One commune with its officials and how many people it has."""

    place: Place
    officer: Account
    leader: Account
    people: int


@dataclass(frozen=True, slots=True)
class World:
    """The reporting unit, its communes, and who merges there; a lone commune reports to a unit of its own."""

    unit: Place
    merger: Account
    communes: tuple[Settled, ...]

    @property
    def people(self) -> int:
        return sum(commune.people for commune in self.communes)


def commune(people: int, *, on: date, seed: str = "hoa-nhap", number: int = 1) -> World:
    """One commune with so many people, in a province of its own."""
    return _settled([people], on=on, seed=seed, number=number)


def district(
    people: int = 900, *, on: date, communes: int = 15, seed: str = "hoa-nhap", number: int = 2,
    tell: Callable[[int], None] | None = None,
) -> World:  # fmt: skip
    """A district of 15 communes, as before the middle of 2025."""
    return _settled(shares(people, communes), on=on, seed=seed, number=number, level=Role.DISTRICT_MERGER, tell=tell)


def province(
    people: int = 60_000, *, on: date, communes: int = 168, largest: int = 1_500, seed: str = "hoa-nhap",
    number: int = 3, tell: Callable[[int], None] | None = None,
) -> World:  # fmt: skip
    """A province of 168 communes that report straight to it; the first commune has `largest` people."""
    most = min(largest, people)
    uneven = [most, *shares(people - most, communes - 1)]
    return _settled(uneven, on=on, seed=seed, number=number, tell=tell)


def shares(people: int, communes: int) -> list[int]:
    """Uneven on purpose (from half to one and a half of the mean), the sum exact."""
    weights = [2 + place % 5 for place in range(communes)]
    whole = [people * weight // sum(weights) for weight in weights]
    return [share + (place < people - sum(whole)) for place, share in enumerate(whole)]


def _settled(
    sizes: Sequence[int], *, on: date, seed: str, number: int, level: Role = Role.PROVINCE_MERGER,
    tell: Callable[[int], None] | None = None,
) -> World:  # fmt: skip
    unit, places = maps.found(
        communes=len(sizes), hamlets=HAMLETS, number=number, since=MAP_SINCE, district=level is Role.DISTRICT_MERGER
    )
    since = on - timedelta(days=_POSTED)
    merger = staff.post(level, unit, since=since, at=clock.at(since, 8))
    hamlets = maps.hamlets_of(places)
    settled, serial = [], number * _NUMBERS_PER_WORLD
    for place, (commune_place, share) in enumerate(zip(places, sizes, strict=True)):
        officer = staff.post(Role.COMMUNE_OFFICER, commune_place, since=since, at=clock.at(since, 8))
        leader = staff.post(Role.COMMUNE_LEADER, commune_place, since=since, at=clock.at(since, 8))
        settling.set_up_task_force(commune_place, place=place, since=on - timedelta(days=_STANDING), by=staff.SETTER)
        invented = inventing.people(
            share, seed=f"{seed}|{number}|{place}", on=on, hamlets=hamlets[commune_place.pk], first_number=serial
        )
        entered = settling.settle(invented, commune=commune_place, officer=officer, on=on)
        serial += share
        settled.append(Settled(commune_place, officer, leader, entered))
        if tell is not None:
            tell(entered)
    return World(unit, merger, tuple(settled))
