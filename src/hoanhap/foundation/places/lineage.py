"""Who took over from whom by a day, followed from unit to unit: rights, figures and data go this way.

Only a unit that has ended hands anything on: one that gave away a piece and lives on keeps what it holds. A way is
`whole` when each step on it was; one part on the way makes all of it a part, and a person has to say who went where.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.places import paths
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
    found = _followed(ended, on, "new")
    return {pk: _merged(link for link in found[pk] if link.place.lives_on(on)) for pk in ended}


def forebears(place_ids: Iterable[int], on: date) -> dict[int, list[Link]]:
    """For each of these units: the ended ones it took over from by the day, whole or in part, near and far, by path."""
    wanted = list(place_ids)
    found = _followed(wanted, on, "old")
    return {pk: _merged(found[pk]) for pk in wanted}


@dataclass(frozen=True, slots=True)
class Past:
    """Which units went into a part of the map, and whether any of it changed within a time."""

    forebears: list[Link]
    changes: bool


def past(path: str, *, since: date, on: date) -> Past:
    """What went into the unit of this path by a day, and whether units below it changed after `since`; one query."""
    place_id = next(iter(paths.ids(path)[-1:]), None)
    here = Q(new=place_id) | (Q(on__gt=since) & paths.under("old__path", path))
    steps = list(_into(on).filter(here))
    links = [Link(step.old, step.share == Share.WHOLE, step.on) for step in steps if step.new_id == place_id]
    if place_id is not None and any(step.goes_on for step in steps if step.new_id == place_id):
        links = forebears([place_id], on)[place_id]
    return Past(_merged(links), changes=any(step.on > since for step in steps))


def beside(above_them: Iterable[str]) -> list[str]:
    """Every place, ended or living, whose parent stands above one of these paths, sorted by path; one query.

    Whatever lies between two of the paths lies under one of these places, or is one of them.
    """
    parents = {pk for path in above_them for pk in paths.ids(path)[:-1]}
    known = Place.objects.filter(Q(parent=None) | Q(parent__in=parents))
    return sorted(known.values_list("path", flat=True))


def above(place: Place, on: date) -> Place | None:
    """The unit above that answers on a day: a level that was abolished without an heir is passed over."""
    higher = place.parent
    while higher is not None and higher.valid_to is not None and not heirs([higher], on).get(higher.pk, [higher]):
        higher = higher.parent
    return higher


def _followed(starts: Iterable[int], on: date, to: End) -> dict[int, list[Link]]:
    """All links from these units in one direction; one query a step, none for a step nobody made."""
    found: dict[int, list[Link]] = defaultdict(list)
    ahead = {(start, start): (True, date.min) for start in starts}
    seen = set(ahead)  # a faulty map that runs in a circle must not run for ever
    while ahead:
        following: dict[tuple[int, int], tuple[bool, date]] = {}
        for step in _steps({at for _start, at in ahead}, on, to):
            here, reached = (step.old_id, step.new) if to == "new" else (step.new_id, step.old)
            for (start, at), (whole, since) in ahead.items():
                if at == here:
                    link = Link(reached, whole=whole and step.share == Share.WHOLE, since=max(since, step.on))
                    found[start].append(link)
                    if step.goes_on and (start, reached.pk) not in seen:
                        seen.add((start, reached.pk))
                        following[start, reached.pk] = (link.whole, link.since)
        ahead = following
    return found


def _steps(at: set[int], on: date, to: End) -> "QuerySet[WithAnnotations[Succession, _GoesOn]]":
    """The steps by this day out of (or into) these units, each with a mark whether another step follows it."""
    steps = Succession.objects.filter(on__lte=on, old__valid_to__lte=on)
    if to == "new":
        further = steps.filter(old=OuterRef("new"))
        return steps.filter(old__in=at).annotate(goes_on=Exists(further)).select_related("new")
    return _into(on).filter(new__in=at)


def _into(on: date) -> "QuerySet[WithAnnotations[Succession, _GoesOn]]":
    steps = Succession.objects.filter(on__lte=on, old__valid_to__lte=on)
    return steps.annotate(goes_on=Exists(steps.filter(new=OuterRef("old")))).select_related("old")


def _merged(links: Iterable[Link]) -> list[Link]:
    """One link a unit: of two ways to it the whole one counts."""
    best: dict[int, Link] = {}
    for link in links:
        known = best.get(link.place.pk)
        if known is None or (link.whole and not known.whole):
            best[link.place.pk] = link
    return sorted(best.values(), key=lambda link: link.place.path)
