"""What is held about a person, table by table: the packages above say which rows and which fields, each in words.

A copy for the person is made of these parts and of nothing else, so that what is declared here is what he is handed.
A field about a person that no part shows stands in `exceptions`, with the reason he is told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from hoanhap.foundation.access.permissions import Permission
from hoanhap.kernel.registers import Register

Words = str | Promise


class Room(StrEnum):
    """Who hands a part over: the office itself, the health station, or the police for their own."""

    MAIN = "main"
    HEALTH = "health"
    POLICE = "police"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some rows about a person. `masked`: a third person, as (label, what stands instead); `show`: how a field reads.

    A function of `show` is given the row, or the opened text where the field lies sealed. `order`: where in the copy.
    """

    model: str
    title: Words
    rows: Callable[[UUID], QuerySet[Any]]
    fields: Mapping[str, Words]
    room: Room = Room.MAIN
    order: int = 50
    masked: Mapping[str, tuple[Words, Words]] = field(default_factory=dict)
    show: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    @property
    def covers(self) -> frozenset[str]:
        """The fields of the house that this part hands over, or says it masked."""
        return frozenset(f"{self.model}.{name}" for name in (*self.fields, *self.masked))


parts: Register[Part] = Register("parts of a person's copy")

exceptions: Register[Words] = Register("fields that stand in no copy, and why")
"""Model.field → the reason, in words the person may read."""

notes: Register[Words] = Register("sentences every copy of the office carries")
"""Where a room hands over its own part: said in every copy alike, so that it tells nobody whether there is one."""

trails: Register[Callable[[UUID], Iterable[tuple[str, str]]]] = Register("what the log calls a person")
"""Person → kinds and ids under which the log speaks of him (himself, his files)."""

rooms_of_codes: Register[Room] = Register("rooms of audit codes")
"""First word of an audit code → the room that may speak of it; every other code is the office's own."""

third_persons: Register[Callable[[UUID], Iterable[tuple[str, str]]]] = Register("other persons in somebody's papers")
"""Person → (full name of another person, what stands in the copy instead)."""

own_names: Register[Callable[[UUID], Iterable[str]]] = Register("names and numbers of the person himself")
"""Person → what of names and numbers is his own and therefore stays readable."""

room_gates: Register[Permission] = Register("who hands over the part of a room")
"""Room → the permission to hand over its annex; a room without one hands over nothing here."""


def add(*found: Part) -> None:
    """Enter parts from an `apps.ready()`; two parts of one table need different titles."""
    for part in found:
        parts.add(f"{part.model}/{part.room}", part)


def leave_out(reasons: Mapping[str, Words]) -> None:
    """Enter exceptions from an `apps.ready()`."""
    for name, reason in reasons.items():
        exceptions.add(name, reason)


def covered() -> frozenset[str]:
    return frozenset(name for part in parts.values() for name in part.covers)


def names_in_log(subject_id: UUID) -> list[tuple[str, str]]:
    """Under which kinds and ids the log speaks of this person."""
    return [name for source in trails.values() for name in source(subject_id)]
