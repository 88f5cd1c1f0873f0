"""Rights follow a unit to its successors, on the day and before any job has run.

Whole: a posting at the unit that ended is one at its heir, and who is posted at the heir reaches what still lies under
the old paths. Part: which of the new units an official works for is no fact of the map, so his posting goes on at what
came from the old unit alone, and the new units reach what nobody has placed yet; both end with the time of transition,
within which the new posting is to be confirmed. Without an heir (a district abolished with its level): no right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.places import lineage, paths
from hoanhap.foundation.places.lineage import Link
from hoanhap.foundation.places.models import Place


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a posting stands on a day: its place, the older paths it reaches too, and whether it waits for a word.

    `waits`: the place was split; the posting reaches what came from it, until somebody says where it goes on.
    """

    place: Place
    also: tuple[str, ...] = ()
    waits: bool = False


def transition() -> timedelta:
    """How long what came from a split unit stays open to those who worked there and to both sides."""
    return timedelta(days=settings.TRANSITION_DAYS)


def standings(postings: Sequence[Posting], day: date) -> dict[object, Standing]:
    """Posting id → where it stands on this day; one that gives no right any more is left out."""
    heirs = lineage.heirs([posting.place for posting in postings], day)
    at = {posting.pk: _place(posting.place, heirs.get(posting.place_id), day) for posting in postings}
    forebears = lineage.forebears({place.pk for place, _waits in at.values() if place}, day)
    return {
        pk: Standing(place, _also(forebears[place.pk], day, parts=not waits), waits)
        for pk, (place, waits) in at.items()
        if place is not None
    }


def reaching(place: Place, day: date) -> set[int]:
    """Where somebody may be posted whose rights come to this place by the day.

    At it or above it; and where units went on, at whoever took it over, and at all these took over from.
    """
    here = set(paths.ids(place.path))
    ended = Place.objects.filter(pk__in=here, valid_to__lte=day)
    for links in lineage.heirs(ended, day).values():
        here.update(pk for link in links for pk in paths.ids(link.place.path))
    return here | {link.place.pk for links in lineage.forebears(here, day).values() for link in links}


def _place(place: Place, heirs: list[Link] | None, day: date) -> tuple[Place | None, bool]:
    if heirs is None:
        return place, False
    whole = [link.place for link in heirs if link.whole]
    if whole:
        return whole[0], False
    if any(_in_transition(link, day) for link in heirs):
        return place, True
    return None, False


def _also(forebears: list[Link], day: date, *, parts: bool) -> tuple[str, ...]:
    return tuple(link.place.path for link in forebears if link.whole or (parts and _in_transition(link, day)))


def _in_transition(link: Link, day: date) -> bool:
    return day < link.since + transition()
