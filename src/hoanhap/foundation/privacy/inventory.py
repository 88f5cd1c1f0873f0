"""The inventory: which data about people the house keeps, in which room, for what, on what basis, how long."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from hoanhap.foundation.access.roles import DESCRIPTIONS, Role, allowed_to
from hoanhap.foundation.vault.classes import FieldClass, field_classes
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel.registers import Register

Words = str | Promise
ABOUT_PEOPLE: frozenset[FieldClass] = frozenset({"personal", "sensitive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Why a table is kept and who reads it: `readers` open the table, `apart` single fields of it.

    `retention` is a category of the terms, or words of its own; without readers the rows serve their own account alone.
    """

    purpose: Words
    basis: Words
    retention: Words
    readers: tuple[str, ...] = ()
    apart: dict[str, tuple[str, ...]] = field(default_factory=dict)


entries: Register[Entry] = Register("tables about people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field of the inventory."""

    model: str
    table: str
    field: str
    field_class: str
    room: str
    purpose: str
    basis: str
    retention: str
    roles: tuple[Role, ...]


def rows() -> Iterator[Row]:
    """Every field about a person, in the order of the tables. Raises UnknownName for a table nobody described."""
    for label in sorted(about_people()):
        entry = entries[label]
        model = apps.get_model(label)
        for name, field_class in sorted(field_classes[label].items()):
            if field_class in ABOUT_PEOPLE:
                yield Row(
                    model=label,
                    table=model._meta.db_table,
                    field=name,
                    field_class=field_class,
                    room=room_of(model, name),
                    purpose=str(entry.purpose),
                    basis=str(entry.basis),
                    retention=str(entry.retention),
                    roles=readers(entry.apart.get(name, entry.readers)),
                )


def about_people() -> list[str]:
    """The tables with a field about a person."""
    return [label for label, classes in field_classes.items() if ABOUT_PEOPLE & set(classes.values())]


def undescribed() -> list[str]:
    """Tables about people without a line in the inventory."""
    return sorted(set(about_people()) - set(entries.keys()))


def room_of(model: type[models.Model], name: str) -> str:
    """The key that shuts the field; "" while it lies in plain."""
    found = model._meta.get_field(name)
    return found.data_class.value if isinstance(found, SealedField) else ""


def readers(permissions: Collection[str]) -> tuple[Role, ...]:
    """The roles that were granted one of these."""
    return tuple(role for role in DESCRIPTIONS if allowed_to(role) & set(permissions))
