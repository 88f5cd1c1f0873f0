"""Every door of the house: which methods it takes, for which posts and purpose it opens, how far they reach.

The gates themselves stand in the policies; this table says again, in one place, what they must answer. A route that is
not declared here fails `django check`, and tests/watch/test_access_matrix.py knocks at every door as everybody.
"""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.roles import Role, allowed_to
from hoanhap.web.office.door import Door
from hoanhap.web.office.doors_to_people import TO_PEOPLE
from hoanhap.web.office.doors_to_the_office import TO_THE_OFFICE

DOORS: dict[str, Door] = {**TO_PEOPLE, **TO_THE_OFFICE}


def routes(resolver: URLResolver | None = None) -> Iterator[tuple[str, str]]:
    """Every route of the house: its name ("" when it has none) and its address as written."""
    root = resolver or get_resolver()
    for entry in root.url_patterns:
        if isinstance(entry, URLResolver):
            yield from ((name, f"{entry.pattern}{address}") for name, address in routes(entry))
        elif isinstance(entry, URLPattern):
            yield entry.name or "", str(entry.pattern)


def undeclared(resolver: URLResolver | None = None) -> list[str]:
    """Routes that stand in no line of the table, or share a name with another."""
    seen: set[str] = set()
    missing = []
    for name, address in routes(resolver):
        if name not in DOORS or name in seen:
            missing.append(f"{name or 'no name'}: /{address}")
        seen.add(name)
    return missing


def without_route(resolver: URLResolver | None = None) -> list[str]:
    """Lines of the table that lead nowhere."""
    return sorted(DOORS.keys() - {name for name, _address in routes(resolver)})


def misgranted() -> list[str]:
    """Doors whose declared roles are not those that were granted one of the permissions."""
    return [
        name
        for name, door in DOORS.items()
        if door.permissions and door.roles != {role for role in Role if allowed_to(role) & set(door.permissions)}
    ]


def purpose_of(address: str) -> Purpose | None:
    """Why somebody comes to this address; none where no door stands."""
    try:
        door = DOORS.get(resolve(address).url_name or "")
    except Resolver404:
        return None
    return door.purpose if door else None


def check(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Django's system check: the table and the house agree."""
    faults = [f"route without a door in web/office/doors.py: {name}" for name in undeclared()]
    faults += [f"door without a route: {name}" for name in without_route()]
    faults += [f"roles and grants differ: {name}" for name in misgranted()]
    return [checks.Error(fault, id="office.E001") for fault in faults]
