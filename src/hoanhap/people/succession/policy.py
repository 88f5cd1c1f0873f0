"""Who places people of a split unit, who looks through what came, and who says where an official goes on."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind, Share, Succession
from hoanhap.kernel.errors import NotHere
from hoanhap.people.persons.models import Person
from hoanhap.people.succession.models import HandOver


class SuccessionPermission(Permission):
    PLACE = "succession.place"
    CHECK = "succession.check"


def visible_to(viewer: Viewer) -> QuerySet[HandOver]:
    """What came to the viewer's units, or went out of them."""
    into = viewer.scope_q(SuccessionPermission.PLACE)
    out = viewer.scope_q(SuccessionPermission.PLACE, "old__path")
    return HandOver.objects.filter(into | out)


def get_hand_over_for(viewer: Viewer, record_id: UUID | str) -> HandOver:
    """The gate of one record that came to a unit of the viewer's, to be checked. Raises NotHere."""
    reach = viewer.scope_q(SuccessionPermission.CHECK)
    return gate.one_of(HandOver.objects.filter(reach).select_related("old", "unit"), record_id)


def units_to_sort(viewer: Viewer) -> list[Place]:
    """The units that have ended, still hold people, and of which one of the viewer's took over something.

    Either side may place, for as long as somebody waits: the time of transition closes the files, not this list.
    """
    seats = [seat for seat in viewer.seats if seat.may(SuccessionPermission.PLACE)]
    mine = Q(pk__in=[])
    for seat in seats:
        mine |= Q(pk=seat.place_id) | Q(successions_out__new=seat.place_id, successions_out__on__lte=viewer.on)
    ended = Place.objects.filter(mine, kind=PlaceKind.COMMUNE, valid_to__lte=viewer.on)
    return list(ended.filter(Exists(Person.objects.filter(unit=OuterRef("pk")))).distinct().order_by("path"))


def get_persons_to_place(viewer: Viewer, person_ids: list[str]) -> list[Person]:
    """The gate of people who wait: all of them lie in units the viewer may sort. Raises NotHere."""
    units = units_to_sort(viewer)
    waiting = Person.objects.filter(unit__in=units).select_related("unit")
    return [gate.one_of(waiting, person_id) for person_id in person_ids]


def get_hamlet_to_place(viewer: Viewer, hamlet_id: int) -> Place:
    """The gate of a hamlet of a unit the viewer may sort. Raises NotHere."""
    rows = Place.objects.filter(pk=hamlet_id, kind=PlaceKind.HAMLET, parent__in=units_to_sort(viewer))
    found = rows.select_related("parent").first()
    if found is None:
        raise NotHere
    return found


def get_target_for(viewer: Viewer, old: Place, unit_id: int) -> Place:
    """One of the units that took over a part of the old one. Raises NotHere."""
    steps = Succession.objects.filter(old=old, on__lte=viewer.on, new=unit_id).select_related("new")
    step = steps.first()
    if step is None:
        raise NotHere
    return step.new


def at_split_units(viewer: Viewer) -> Q:
    """Over Posting: at a unit that was split, when the viewer keeps the accounts of one of those that came after."""
    mine = Q(pk__in=[])
    for path in viewer.paths(AccessPermission.KEEP_ACCOUNTS):
        mine |= paths.under("new__path", path)
    steps = Succession.objects.filter(mine, on__lte=viewer.on, share=Share.PART, old=OuterRef("place"))
    return Q(Exists(steps), place__valid_to__lte=viewer.on)


def living_after(postings: QuerySet[Posting], day: date) -> QuerySet[Posting]:
    """Those of them that still live on this day."""
    return postings.filter(Q(valid_to=None) | Q(valid_to__gt=day))


def get_posting_for(viewer: Viewer, posting_id: UUID | str) -> Posting:
    """The gate of one posting at a split unit. Raises NotHere."""
    return gate.one_of(Posting.objects.filter(at_split_units(viewer)).select_related("account", "place"), posting_id)
