"""Reads of pledges: one year of a movement, hamlet by hamlet in a commune, commune by commune above."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import lineage, paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.community import policy
from hoanhap.people.community.pledges import rules
from hoanhap.people.community.pledges.models import PledgeSheet
from hoanhap.people.community.pledges.rules import Group, Tally
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import parted


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place with its pledges; `listed`: a hamlet or commune of the list, else what was written beside it."""

    place: Place
    tally: Tally
    listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfPledges:
    """A movement in a year: all pledges, and place by place."""

    tally: Tally
    lines: Sequence[PlaceLine]

    @property
    def said(self) -> str:
        return f"{self.begun}/{self.listed}"

    @property
    def listed(self) -> int:
        return sum(line.listed for line in self.lines)

    @property
    def begun(self) -> int:
        """In how many of the places of the list at least one sheet was signed."""
        return sum(line.listed and line.tally.sheets > 0 for line in self.lines)


def by_commune(
    viewer: Viewer, movement: str, *, year: int, on: date, ground: Sequence[Place] | None = None
) -> YearOfPledges:
    """Every commune of the viewer's part of the map, those without any pledge first; one look at the sheets.

    `ground`: of these parts of his map alone (`with_forebears`).

    A commune that took over the whole of another in that year answers for it; what lies elsewhere has a line of its
    own below.
    """
    day = _last_day(year, on)
    places = Place.objects.as_of(day).filter(viewer.scope_q(May.READ_AROUND, "path"), kind=PlaceKind.COMMUNE)
    rows = policy.rows_for(viewer, PledgeSheet)
    if ground is not None:
        above_them = [one.path for one in ground]
        places = places.filter(paths.under_any("path", above_them))
        rows = rows.filter(paths.under_any("unit_path", above_them))
    return _year(rows, places, movement, year, day, lambda group: group.unit_id)


def by_hamlet(ground: Sequence[Place], movement: str, *, year: int, on: date) -> YearOfPledges:
    """Every hamlet of a commune and of those that went into it (`with_forebears`). The gate was the commune's."""
    day = _last_day(year, on)
    here = paths.under_any("path", [one.path for one in ground])
    places = Place.objects.as_of(day).filter(here, kind=PlaceKind.HAMLET)
    rows = PledgeSheet.objects.filter(_on(ground))
    return _year(rows, places, movement, year, day, lambda group: group.hamlet_id or group.unit_id)


def sheets(ground: Sequence[Place], movement: str, *, year: int) -> QuerySet[PledgeSheet]:
    """The sheets of a year one by one, the latest first. The gate was the commune's."""
    rows = _counted(PledgeSheet.objects.filter(_on(ground)), movement, year).select_related("unit", "hamlet")
    return rows.order_by("-signed_on", "unit_path", "signer", "id")


def sheets_of_unit(unit_id: int, movement: str, *, year: int) -> QuerySet[PledgeSheet]:
    """Those a unit wrote for itself alone, not for what lies below it. The gate was the unit's."""
    rows = _counted(PledgeSheet.objects.filter(unit=unit_id), movement, year).select_related("unit", "hamlet")
    return rows.order_by("-signed_on", "signer", "id")


def years_known(viewer: Viewer, movement: str, on: date) -> list[int]:
    """The years in which anybody pledged where the viewer looks, and this one; the latest first."""
    rows = policy.rows_for(viewer, PledgeSheet).filter(movement=movement, taken_back_at=None)
    return sorted({on.year, *(day.year for day in rows.dates("signed_on", "year"))}, reverse=True)


def last_kept_at(unit: Place, movement: str) -> str:
    """Where the last sheet of this movement was put: most likely the next one goes there, too."""
    rows = PledgeSheet.objects.filter(unit=unit, movement=movement, taken_back_at=None)
    return rows.order_by("-recorded_at", "-id").values_list("kept_at", flat=True).first() or ""


def with_forebears(unit: Place, on: date) -> list[Place]:
    """The unit, and those that went into it whole by a day."""
    return [unit, *(link.place for link in lineage.forebears([unit.pk], on)[unit.pk] if link.whole)]


def _on(ground: Sequence[Place]) -> Q:
    return paths.under_any("unit_path", [one.path for one in ground])


def _last_day(year: int, on: date) -> date:
    return min(date(year, 12, 31), on)


def _counted(rows: QuerySet[PledgeSheet], movement: str, year: int) -> QuerySet[PledgeSheet]:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return rows.filter(movement=movement, taken_back_at=None, signed_on__gte=first, signed_on__lt=after)


def _year(
    rows: QuerySet[PledgeSheet],
    places: QuerySet[Place],
    movement: str,
    year: int,
    day: date,
    where: Callable[[Group], int],
) -> YearOfPledges:
    groups, listed = _groups(_counted(rows, movement, year)), list(places.order_by("path"))
    ends = _ends({where(group) for group in groups}, listed, day)
    held: dict[int, list[Group]] = {}
    for group in groups:
        held.setdefault(ends[where(group)].pk, []).append(group)
    known = {place.pk for place in listed}
    others = {place.pk: place for place in ends.values() if place.pk not in known}
    beside = sorted(others.values(), key=lambda place: place.path)
    lines = [PlaceLine(place=one, tally=rules.tally(held.get(one.pk, ())), listed=True) for one in listed]
    lines.sort(key=lambda line: (line.tally.sheets > 0, line.place.path))
    lines += [PlaceLine(place=one, tally=rules.tally(held[one.pk]), listed=False) for one in beside]
    return YearOfPledges(tally=rules.tally(groups), lines=lines)


def _groups(rows: QuerySet[PledgeSheet]) -> list[Group]:
    """One query, however many sheets there are."""
    keys = ("unit_id", "hamlet_id", "signer", "parts")
    found = rows.order_by(*keys).values_list(*keys).annotate(Sum("signed"), Count("pk"))
    return [
        Group(unit, hamlet, signer, tuple(parted(parts)), signed, n) for unit, hamlet, signer, parts, signed, n in found
    ]


def _ends(place_ids: Collection[int], listed: Iterable[Place], day: date) -> Mapping[int, Place]:
    """Place → the place of the list that answers for it: itself, or what took over the whole of it; else itself."""
    found = {place.pk: place for place in listed}
    others = Place.objects.in_bulk([pk for pk in place_ids if pk not in found])
    heirs = lineage.heirs(others.values(), day)
    taken = {
        pk: found[link.place.pk]
        for pk, links in heirs.items()
        for link in links
        if link.whole and link.place.pk in found
    }
    return found | others | taken
