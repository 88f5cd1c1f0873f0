"""Changes of the map for tests: units that merge, split or end with their level on a day."""

from datetime import date

from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind, Share, Succession
from hoanhap.foundation.places.spelling import search_key

DAY = date(2020, 7, 1)


def new_unit(
    serial: int,
    name: str,
    *,
    parent: Place | None,
    on: date = DAY,
    title: str = "phường",
    kind: PlaceKind = PlaceKind.COMMUNE,
) -> Place:
    return Place.objects.create(
        id=serial,
        key=f"t-{serial}",
        title=title,
        name=name,
        folded=search_key(name),
        kind=kind,
        parent=parent,
        path=paths.join(parent.path if parent else paths.ROOT, serial),
        valid_from=on,
    )


def end(place: Place, *, on: date = DAY) -> None:
    """The unit and its hamlets live until before this day."""
    Place.objects.under(place.path).filter(valid_to=None).exclude(kind=PlaceKind.COMMUNE).update(valid_to=on)
    Place.objects.filter(pk=place.pk).update(valid_to=on)
    place.refresh_from_db()


def merge(*olds: Place, into: Place, on: date = DAY) -> Place:
    """All of these went into one unit."""
    for old in olds:
        end(old, on=on)
        Succession.objects.create(old=old, new=into, share=Share.WHOLE, on=on)
    return into


def split(old: Place, *parts: Place, on: date = DAY) -> None:
    """Each of these took a part of the old unit."""
    end(old, on=on)
    for part in parts:
        Succession.objects.create(old=old, new=part, share=Share.PART, on=on)
