"""Who took over from whom by a day, followed from unit to unit: rights, figures and data go this way.

Only a unit that has ended hands anything on: one that gave away a piece and lives on keeps what it holds. A way is
`whole` when each step on it was; one part on the way makes all of it a part, and a person has to say who went where.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.places.models import Place, Share, Succession

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

End = Literal["old", "new"]


class _GoesOn(TypedDict):
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Link:
    """The unit at the other end of a way, whether all of it went this way, and the day of the latest step."""

    place: Place
    whole: bool
    since: date


def linked_q(on: date) -> Q:
    """Over rows with a `place`: has it ended by this day, or taken over from another? One look that spares two."""
    steps = Succession.objects.filter(on__lte=on)
    return Q(place__valid_to__lte=on) | Q(Exists(steps.filter(new=OuterRef("place"))))


def heirs(places: Iterable[Place], on: date) -> dict[int, list[Link]]:
    """For each of these units that has ended by the day: who holds its ground then, by path; nobody is an empty list.

    A district abolished with its level has no heir: what its communes became says nothing about its offices.
    """
    ended = {place.pk: place for place in places if place.valid_to is not None and place.valid_to <= on}
    found = _followed(list(ended.values()), on, "new")
    return {pk: _merged(link for link in found[pk] if link.place.lives_on(on)) for pk in ended}


def forebears(places: Collection[Place], on: date) -> dict[int, list[Link]]:
    """For each of these units: the ended ones it took over from by the day, whole or in part, near and far, by path."""
    found = _followed(list(places), on, "old")
    return {place.pk: _merged(found[place.pk]) for place in places}


def paths_of(place: Place, on: date) -> tuple[str, ...]:
    """The unit's own path and those of the units it took over whole by the day: its part of the map through time."""
    return (place.path, *(link.place.path for link in forebears([place], on)[place.pk] if link.whole))


def _followed(starts: list[Place], on: date, to: End) -> dict[int, list[Link]]:
    """All links from these units in one direction; one query a step, none for a step nobody made."""
    found: dict[int, list[Link]] = defaultdict(list)
    ahead = {(place.pk, place.pk): Link(place, whole=True, since=date.min) for place in starts}
    while ahead:
        following: dict[tuple[int, int], Link] = {}
        for step in _steps({at for _start, at in ahead}, on, to):
            here: int = step.old_id if to == "new" else step.new_id
            for (start, at), link in ahead.items():
                if at == here:
                    reached = step.new if to == "new" else step.old
                    whole = link.whole and step.share == Share.WHOLE
                    found[start].append(Link(reached, whole=whole, since=max(link.since, step.on)))
                    if step.goes_on:
                        following[start, reached.pk] = found[start][-1]
        ahead = following
    return found


def _steps(at: set[int], on: date, to: End) -> "QuerySet[WithAnnotations[Succession, _GoesOn]]":
    """The steps by this day out of (or into) these units, each with a mark whether another step follows it."""
    steps = Succession.objects.filter(on__lte=on, old__valid_to__lte=on)
    if to == "new":
        further = steps.filter(old=OuterRef("new"))
        return steps.filter(old__in=at).annotate(goes_on=Exists(further)).select_related("new")
    further = steps.filter(new=OuterRef("old"))
    return steps.filter(new__in=at).annotate(goes_on=Exists(further)).select_related("old")


def _merged(links: Iterable[Link]) -> list[Link]:
    """One link a unit: of two ways to it the whole one counts."""
    best: dict[int, Link] = {}
    for link in links:
        known = best.get(link.place.pk)
        if known is None or (link.whole and not known.whole):
            best[link.place.pk] = link
    return sorted(best.values(), key=lambda link: link.place.path)
