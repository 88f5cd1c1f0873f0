"""An invented part of the map: a province of communes, a district of communes, each with hamlets.

Written by bulk insert: units are founded by reference data, there is no action that founds one. Ids lie above those of
the reference map, keys begin with `invented-`, so a generated unit is never taken for a real one.
"""

from collections.abc import Sequence
from datetime import date

from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.places.spelling import search_key
from hoanhap.ops.generator import names

FIRST_ID = 9_000_000
COMMUNES_PER_UNIT = 1_000
HAMLETS_PER_COMMUNE = 1_000
_BATCH = 900


def found(
    *, communes: int, hamlets: int, number: int, since: date, district: bool = False
) -> tuple[Place, list[Place]]:
    """The reporting unit (a province, or a district inside one) and its communes. `number` tells worlds apart."""
    top = _unit(FIRST_ID + number, PlaceKind.PROVINCE, "tỉnh", f"Giả Định {number}", None, since)
    units = [top]
    if district:
        units.append(_unit(FIRST_ID + 1_000 + number, PlaceKind.DISTRICT, "huyện", f"Giả Định {number}", top, since))
    above = units[-1]
    first = FIRST_ID + 100_000 + number * COMMUNES_PER_UNIT
    made = [
        _unit(first + place, PlaceKind.COMMUNE, "xã", name, above, since)
        for place, name in enumerate(names.places(communes))
    ]
    below = [hamlet for commune in made for hamlet in _hamlets(commune, hamlets, since)]
    for level in (*([unit] for unit in units), made, below):
        Place.objects.bulk_create(level, batch_size=_BATCH)
    return above, made


def hamlets_of(communes: Sequence[Place]) -> dict[int, list[tuple[int, str]]]:
    """(id, full name) of the hamlets of each commune, by the commune's id."""
    rows: dict[int, list[tuple[int, str]]] = {commune.pk: [] for commune in communes}
    for hamlet in Place.objects.filter(parent__in=communes, kind=PlaceKind.HAMLET).order_by("id"):
        rows[hamlet.parent_id or 0].append((hamlet.pk, hamlet.full_name))
    return rows


def _hamlets(commune: Place, count: int, since: date) -> list[Place]:
    first = commune.pk * HAMLETS_PER_COMMUNE
    return [_unit(first + n, PlaceKind.HAMLET, "ấp", str(n), commune, since) for n in range(1, count + 1)]


def _unit(serial: int, kind: PlaceKind, title: str, name: str, parent: Place | None, since: date) -> Place:
    return Place(
        id=serial,
        key=f"invented-{serial}",
        title=title,
        name=name,
        folded=search_key(name),
        kind=kind,
        parent=parent,
        path=paths.join(parent.path if parent else paths.ROOT, serial),
        valid_from=since,
    )
