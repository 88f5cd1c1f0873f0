"""Hamlets go along when their commune becomes another: each once, under a name that nobody else bears there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hoanhap.foundation.audit import Actor, Subject
from hoanhap.foundation.audit import actions as audit
from hoanhap.foundation.places import spelling
from hoanhap.foundation.places.actions import new_hamlet
from hoanhap.foundation.places.models import Place, PlaceKind, Share, Succession


@transaction.atomic
def carry(hamlets: Iterable[Place], *, into: Place, on: date, by: Actor, at: datetime) -> dict[int, int]:
    """Id of each of these hamlets of a commune that ended → id of the hamlet that goes on in the other commune.

    "ấp 1" of two communes that merge become "ấp 1 (Thường Lạc)" and "ấp 1 (Long Khánh A)"; an officer may rename them.
    A hamlet that was carried before is left as it is, wherever it went.
    """
    wanted = {hamlet.pk: hamlet for hamlet in hamlets}
    Place.objects.select_for_update(no_key=True).get(pk=into.pk)  # numbers the hamlets of one commune one by one
    gone = carried(wanted)
    fresh = [wanted[pk] for pk in sorted(wanted) if pk not in gone]
    taken = _names(into, on)
    for hamlet in fresh:
        heir = new_hamlet(into, hamlet.title, _free_name(hamlet, taken), since=on)
        taken[heir.title, heir.folded].add(heir.pk)
        Place.objects.filter(pk=hamlet.pk).filter(Q(valid_to=None) | Q(valid_to__gt=on)).update(valid_to=on)
        Succession.objects.create(old=hamlet, new=heir, share=Share.WHOLE, on=on)
        gone[hamlet.pk] = heir.pk
    subjects = [Subject("place", str(hamlet.pk), into.path, {"to": gone[hamlet.pk]}) for hamlet in fresh]
    audit.record_many("place.hamlet_carried", by=by, at=at, rows=subjects)
    return gone


def carried(hamlet_ids: Iterable[int]) -> dict[int, int]:
    """Of these hamlets, those that went on elsewhere, and as which."""
    steps = Succession.objects.filter(old__in=list(hamlet_ids), share=Share.WHOLE, old__kind=PlaceKind.HAMLET)
    return dict(steps.order_by("on").values_list("old_id", "new_id"))


Names = dict[tuple[str, str], set[int]]
"""Title and folded name → who bears it."""


def _names(into: Place, on: date) -> Names:
    """The names that are taken: those of the commune itself, and of all communes that go into it on this day."""
    beside = Succession.objects.filter(new=into, on=on).values("old")
    rows = Place.objects.filter(Q(parent=into) | Q(parent__in=beside), kind=PlaceKind.HAMLET)
    taken: Names = defaultdict(set)
    for pk, title, folded in rows.values_list("pk", "title", "folded"):
        taken[title, folded].add(pk)
    return taken


def _free_name(hamlet: Place, taken: Names) -> str:
    """Its own name while no other hamlet there bears it, else with its old commune behind."""
    assert hamlet.parent is not None  # noqa: S101 - hamlets always lie in a commune
    if taken[hamlet.title, spelling.search_key(hamlet.name)] <= {hamlet.pk}:
        return hamlet.name
    name, number = f"{hamlet.name} ({hamlet.parent.name})", 2
    while taken[hamlet.title, spelling.search_key(name)]:
        name = f"{hamlet.name} ({hamlet.parent.name} {number})"
        number += 1
    return name
