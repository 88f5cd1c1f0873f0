"""The reference map as data files: read, checked and joined. Pure; `actions.load_reference` writes it to the database.

`units_63.csv`, `units_34.csv`, `succession_2025.csv` are generated (workshop/build_places.py); the `*_by_hand.csv`
files carry what the generated ones lack, each line with its source and confidence. Keys are `63-29977` (map before
1/7/2025), `34-29978` (map since) and `00-29968` (units that ended earlier). The id of a place follows from its key, so
that paths are the same in every installation and a later edition of the data moves nothing.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hoanhap.foundation.places import paths, spelling
from hoanhap.foundation.places.models import PlaceKind, Share

DATA = Path(__file__).resolve().parent / "data"
BEGINNING = date(2000, 1, 1)  # where the true first day is unknown; such units have from_known=False
TWO_LEVELS_SINCE = date(2025, 7, 1)

_KIND_OF_LENGTH = {2: PlaceKind.PROVINCE, 3: PlaceKind.DISTRICT, 5: PlaceKind.COMMUNE}
_LEVEL = {PlaceKind.PROVINCE: 1, PlaceKind.DISTRICT: 2, PlaceKind.COMMUNE: 3}
_ERA = {"00": 0, "63": 1, "34": 2}


@dataclass(frozen=True, slots=True)
class Unit:
    key: str
    code: str
    kind: str
    title: str
    name: str
    parent: str
    valid_from: date | None
    valid_to: date | None

    @property
    def id(self) -> int:
        """Era, level, official code: 63-29977 -> 1329977."""
        return _ERA[self.key[:2]] * 1_000_000 + _LEVEL[PlaceKind(self.kind)] * 100_000 + int(self.code)


@dataclass(frozen=True, slots=True)
class Step:
    old: str
    new: str
    share: str
    on: date


@dataclass(frozen=True, slots=True)
class Naming:
    key: str
    title: str
    name: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Map:
    """Parents stand before their children."""

    units: tuple[Unit, ...]
    paths: dict[str, str]
    steps: tuple[Step, ...]
    former: tuple[Naming, ...]


@cache
def whole() -> Map:
    """The reference map of the country."""
    old = list(_units_63())
    known = {unit.key for unit in old}
    named, former = _names()
    units = [*old, *_units_34(known), *_units_by_hand()]
    starts = {row["key"]: date.fromisoformat(row["valid_from"]) for row in _rows("starts_by_hand.csv")}
    final = tuple(_revised(unit, named.get(unit.key), starts.get(unit.key)) for unit in units)
    return Map(units=final, paths=_paths(final), steps=tuple(_steps(final)), former=former)


def only(provinces: Iterable[str]) -> Map:
    """The part of the map inside the named provinces (of both eras), and the successions between its units."""
    everything = whole()
    wanted = {spelling.search_key(name) for name in provinces}
    tops = [u for u in everything.units if u.kind == PlaceKind.PROVINCE and spelling.search_key(u.name) in wanted]
    if {spelling.search_key(unit.name) for unit in tops} != wanted:
        raise ValueError(f"no such provinces in the reference map: {sorted(provinces)}")
    inside = {paths.top(everything.paths[unit.key], 1) for unit in tops}
    units = tuple(u for u in everything.units if paths.top(everything.paths[u.key], 1) in inside)
    keys = {unit.key for unit in units}
    return Map(
        units=units,
        paths={key: path for key, path in everything.paths.items() if key in keys},
        steps=tuple(step for step in everything.steps if step.old in keys and step.new in keys),
        former=tuple(naming for naming in everything.former if naming.key in keys),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _units_63() -> Iterator[Unit]:
    for row in _rows("units_63.csv"):
        yield Unit(
            key=f"63-{row['code']}",
            code=row["code"],
            kind=_KIND_OF_LENGTH[len(row["code"])],
            title=row["title"],
            name=row["name"],
            parent=f"63-{row['parent']}" if row["parent"] else "",
            valid_from=None,
            valid_to=None if row["stays"] else TWO_LEVELS_SINCE,
        )


def _units_34(known: set[str]) -> Iterator[Unit]:
    own = {row["code"] for row in _rows("units_34.csv") if not row["parent"]}
    for row in _rows("units_34.csv"):
        parent = f"34-{row['parent']}" if row["parent"] in own else f"63-{row['parent']}"
        if row["parent"] and parent.startswith("63") and parent not in known:
            raise ValueError(f"{row['code']}: no province {row['parent']}")
        yield Unit(
            key=f"34-{row['code']}",
            code=row["code"],
            kind=_KIND_OF_LENGTH[len(row["code"])],
            title=row["title"],
            name=row["name"],
            parent=parent if row["parent"] else "",
            valid_from=TWO_LEVELS_SINCE,
            valid_to=None,
        )


def _units_by_hand() -> Iterator[Unit]:
    for row in _rows("units_by_hand.csv"):
        yield Unit(
            key=row["key"],
            code=row["code"],
            kind=PlaceKind(row["kind"]),
            title=row["title"],
            name=row["name"],
            parent=row["parent"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )


def _names() -> tuple[dict[str, tuple[str, str]], tuple[Naming, ...]]:
    """The present name of each unit that was renamed, and its former ones."""
    present: dict[str, tuple[str, str]] = {}
    former: list[Naming] = []
    for row in _rows("names_by_hand.csv"):
        until = _day(row["valid_to"])
        if until is None:
            present[row["key"]] = (row["title"], row["name"])
        else:
            since = _day(row["valid_from"]) or BEGINNING
            former.append(Naming(row["key"], row["title"], row["name"], since, until))
    return present, tuple(former)


def _revised(unit: Unit, named: tuple[str, str] | None, start: date | None) -> Unit:
    title, name = named or (unit.title, unit.name)
    return Unit(unit.key, unit.code, unit.kind, title, name, unit.parent, start or unit.valid_from, unit.valid_to)


def _paths(units: Iterable[Unit]) -> dict[str, str]:
    found: dict[str, str] = {}
    for unit in units:
        found[unit.key] = paths.join(found[unit.parent] if unit.parent else paths.ROOT, unit.id)
    return found


def _steps(units: Iterable[Unit]) -> Iterator[Step]:
    keys = {unit.key for unit in units}
    for row in _rows("succession_2025.csv"):
        yield Step(_known(f"63-{row['old']}", keys), _known(f"34-{row['new']}", keys), row["share"], TWO_LEVELS_SINCE)
    for row in _rows("succession_by_hand.csv"):
        on = date.fromisoformat(row["on"])
        yield Step(_known(row["old"], keys), _known(row["new"], keys), Share(row["share"]), on)


def _known(key: str, keys: set[str]) -> str:
    if key not in keys:
        raise ValueError(f"a succession names {key}, which is not in the reference map")
    return key


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
