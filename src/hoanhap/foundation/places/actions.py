"""Writes to the map: load the reference data, and add a hamlet below a commune."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit import actions as audit
from hoanhap.foundation.places import paths, queries, reference, spelling
from hoanhap.foundation.places.models import FormerName, Place, PlaceKind, Succession
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy

_BATCH = 900
_PLACE_FIELDS = (
    "key", "code", "title", "name", "folded", "kind", "parent_id", "path", "valid_from", "valid_to", "from_known",
)  # fmt: skip
_HAMLETS_PER_COMMUNE = 1000
_USUAL_HAMLET_TITLE = "ấp"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one loading wrote; a second loading of the same data writes nothing."""

    places_added: int
    places_changed: int
    successions_added: int
    former_names_added: int

    def counts(self) -> dict[str, int]:
        return asdict(self)


def load_reference(*, only_provinces: Iterable[str] | None = None) -> Loaded:
    """Bring the reference map into the database, all or nothing; `only_provinces` (names) loads a part of it."""
    wanted = reference.whole() if only_provinces is None else reference.only(list(only_provinces))
    with transaction.atomic():
        added, changed = _load_places(wanted)
        return Loaded(added, changed, _load_successions(wanted), _load_former_names(wanted))


@transaction.atomic
def add_hamlet(*, commune: Place, name: str, by: Actor, at: datetime, title: str = "") -> Place:
    """A new hamlet that lives as long as its commune. Raises Refused when it is there already or has no name."""
    if commune.kind != PlaceKind.COMMUNE:
        raise Refused(_("Ấp, khóm, tổ dân phố chỉ thuộc một xã, phường, thị trấn hoặc đặc khu."), code="hamlet.parent")
    read_title, bare = spelling.split_title(tidy(name), spelling.HAMLET_TITLES)
    if not spelling.search_key(bare):
        raise Refused(_("Chưa ghi tên ấp, khóm hoặc tổ dân phố."), code="hamlet.unnamed")
    Place.objects.select_for_update().get(pk=commune.pk)  # numbers the hamlets of one commune one after another
    kept_title = title or read_title or _USUAL_HAMLET_TITLE
    existing = queries.hamlet_of(commune, f"{kept_title} {bare}")
    if existing is not None:
        raise Refused(
            _("%(commune)s đã có %(hamlet)s.") % {"commune": commune.heading, "hamlet": existing.full_name},
            code="hamlet.exists",
        )
    hamlet = new_hamlet(commune, kept_title, bare)
    audit.record("place.hamlet_added", by=by, subject_kind="place", subject_id=hamlet.pk, unit_path=commune.path, at=at)
    return hamlet


def hamlet_for(*, commune: Place, text: str, by: Actor, at: datetime) -> Place:
    """The hamlet a text means, added when the commune has none like it yet."""
    return queries.hamlet_of(commune, text) or add_hamlet(commune=commune, name=text.split(",")[0], by=by, at=at)


def new_hamlet(commune: Place, title: str, name: str, *, since: date | None = None) -> Place:
    first = commune.pk * _HAMLETS_PER_COMMUNE
    last = Place.objects.filter(parent=commune, kind=PlaceKind.HAMLET).order_by("-id").values_list("id", flat=True)[:1]
    number = max([first, *last]) + 1
    if number >= first + _HAMLETS_PER_COMMUNE:
        raise Refused(
            _("%(commune)s đã đủ số ấp, khóm, tổ dân phố.") % {"commune": commune.heading}, code="hamlet.full"
        )
    hamlet = Place(
        id=number,
        key=f"{commune.key}-{number - first}",
        title=title,
        name=name,
        folded=spelling.search_key(name),
        kind=PlaceKind.HAMLET,
        parent=commune,
        path=paths.join(commune.path, number),
        valid_from=max(commune.valid_from, since or commune.valid_from),
        valid_to=commune.valid_to,
        from_known=since is not None,
    )
    hamlet.save(force_insert=True)
    return hamlet


def _load_places(wanted: reference.Map) -> tuple[int, int]:
    ids = {unit.key: unit.id for unit in wanted.units}
    there = {row[0]: row for row in Place.objects.values_list("id", *_PLACE_FIELDS).iterator()}
    fresh, changed = [], []
    for unit in wanted.units:
        place = _as_place(unit, ids.get(unit.parent), wanted.paths[unit.key])
        values = (place.pk, *(getattr(place, field) for field in _PLACE_FIELDS))
        if place.pk not in there:
            fresh.append(place)
        elif there[place.pk] != values:
            changed.append(place)
    Place.objects.bulk_create(fresh, batch_size=_BATCH)
    Place.objects.bulk_update(changed, _PLACE_FIELDS, batch_size=50)
    return len(fresh), len(changed)


def _as_place(unit: reference.Unit, parent_id: int | None, path: str) -> Place:
    return Place(
        id=unit.id,
        key=unit.key,
        code=unit.code,
        title=unit.title,
        name=unit.name,
        folded=spelling.search_key(unit.name),
        kind=str(unit.kind),
        parent_id=parent_id,
        path=path,
        valid_from=unit.valid_from or reference.BEGINNING,
        valid_to=unit.valid_to,
        from_known=unit.valid_from is not None,
    )


def _load_successions(wanted: reference.Map) -> int:
    ids = {unit.key: unit.id for unit in wanted.units}
    there: set[tuple[int, int, date]] = set(Succession.objects.values_list("old_id", "new_id", "on"))
    fresh = [
        Succession(old_id=ids[step.old], new_id=ids[step.new], share=step.share, on=step.on)
        for step in wanted.steps
        if (ids[step.old], ids[step.new], step.on) not in there
    ]
    return len(Succession.objects.bulk_create(fresh, batch_size=_BATCH))


def _load_former_names(wanted: reference.Map) -> int:
    ids = {unit.key: unit.id for unit in wanted.units}
    there: set[tuple[int, date]] = set(FormerName.objects.values_list("place_id", "valid_from"))
    fresh = [
        FormerName(
            place_id=ids[naming.key],
            title=naming.title,
            name=naming.name,
            folded=spelling.search_key(naming.name),
            valid_from=naming.valid_from,
            valid_to=naming.valid_to,
        )
        for naming in wanted.former
        if (ids[naming.key], naming.valid_from) not in there
    ]
    return len(FormerName.objects.bulk_create(fresh, batch_size=_BATCH))
