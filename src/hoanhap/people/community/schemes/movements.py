"""Movements, campaigns and programmes under all their spellings: many names, one code (phong trào, cuộc vận động)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from hoanhap.foundation.places import lineage, paths
from hoanhap.kernel.text import fold
from hoanhap.law.reading import Reader, parse
from hoanhap.people.community import policy
from hoanhap.people.community.models import Movement, MovementName
from hoanhap.people.community.rows import living

FILE = Path(__file__).parent / "movements.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things a movement is made of."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Shipped:
    """A movement every unit begins with; `parts` are the things it is made of."""

    code: str
    name: str
    also: tuple[str, ...]
    parts: tuple[Part, ...]


@cache
def shipped() -> tuple[Shipped, ...]:
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Shipped, ...]:
    """The file as data; two movements never share a spelling. Raises InstrumentFault."""
    top = Reader(parse(text), "movements")
    found = tuple(_one(entry) for entry in top.items("movements"))
    top.done()
    spellings = [fold(name) for one in found for name in (one.name, *one.also)]
    if len(set(spellings)) != len(spellings):
        raise top.fault("a spelling stands twice")
    return found


def known_at(unit_path: str, on: date) -> dict[str, str]:
    """Code → name of every movement known at a place on a day: the shared ones, and those added here or above."""
    own = Movement.objects.filter(living(on), unit_path__in=_reach(unit_path, on))
    return {one.code: one.name for one in shipped()} | dict(own.order_by("name", "id").values_list("code", "name"))


def said_at(unit_path: str, on: date) -> dict[str, str]:
    """The same in the language of the screen; what a unit added is said as it was typed."""
    return {code: _(name) for code, name in known_at(unit_path, on).items()}


def resolve(text: str, unit_path: str, on: date) -> str | None:
    """The movement somebody means by any of its spellings, with or without accents; None when it is none known here."""
    wanted = fold(text)
    for one in shipped():
        if wanted in {fold(name) for name in (one.name, *one.also)}:
            return one.code
    for code, name in known_at(unit_path, on).items():
        if fold(name) == wanted:
            return code
    rows = MovementName.objects.filter(folded=wanted, unit_path__in=_reach(unit_path, on)).order_by("unit_path", "id")
    return rows.values_list("code", flat=True).first()


def names_at(unit_path: str, on: date) -> dict[str, list[str]]:
    """Code → all spellings of each movement known at a place on a day, the first one leading."""
    named = {code: [name] for code, name in known_at(unit_path, on).items()}
    for one in shipped():
        named[one.code].extend(one.also)
    added = MovementName.objects.filter(code__in=named, unit_path__in=_reach(unit_path, on)).order_by("name", "id")
    for code, name in added.values_list("code", "name"):
        named[code].append(name)
    return named


def begun_on(code: str) -> date | None:
    """The day from which a movement that a unit added holds; None for those everybody begins with."""
    return Movement.objects.filter(code=code).values_list("valid_from", flat=True).first()


def parts_of(code: str) -> tuple[Part, ...]:
    """What a movement is made of, where it is made of several things."""
    return next((one.parts for one in shipped() if one.code == code), ())


def _reach(unit_path: str, on: date) -> list[str]:
    """The unit with those above it and those that went into it: what they added is its own now."""
    found = lineage.forebears(paths.ids(unit_path)[-1:], on)
    return [*policy.upward(unit_path), *(link.place.path for links in found.values() for link in links)]


def _one(entry: Reader) -> Shipped:
    found = Shipped(entry.text("code"), entry.text("name"), _list(entry, "also"), _parts(entry))
    entry.done()
    return found


def _parts(entry: Reader) -> tuple[Part, ...]:
    found = []
    for one in entry.items("parts"):
        found.append(Part(one.text("code"), one.text("name")))
        one.done()
    if len({part.code for part in found}) != len(found):
        raise entry.fault("a part stands twice")
    return tuple(found)


def _list(entry: Reader, key: str) -> tuple[str, ...]:
    value = entry.raw(key)
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise entry.fault(f"{key!r} must be a list of texts")
    return tuple(value)
