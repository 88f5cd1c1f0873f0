"""Questions to the map: what lay where on a day, who took over, and which unit a text means."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation.places import paths, spelling
from hoanhap.foundation.places.models import FormerName, Place, PlaceKind, PlaceQuerySet, Succession, written
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import NotHere, Refused

_CODE_KINDS = {2: PlaceKind.PROVINCE, 3: PlaceKind.DISTRICT, 5: PlaceKind.COMMUNE}
_OFFERED = 6


def get(place_id: int) -> Place:
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise NotHere
    return place


def as_of(on: date) -> PlaceQuerySet:
    """All units that live on this day."""
    return Place.objects.as_of(on)


def ancestors(place: Place) -> list[Place]:
    """From the province down to the parent; the place itself is not among them."""
    found = Place.objects.in_bulk(paths.ids(place.path)[:-1])
    return [found[place_id] for place_id in paths.ids(place.path)[:-1]]


def subtree(place: Place, *, on: date | None = None, kind: str | None = None) -> QuerySet[Place]:
    """The place and everything below it, top down; of one day and one kind when asked."""
    rows = Place.objects.under(place.path)
    if on is not None:
        rows = rows.as_of(on)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.order_by("path")


def communes_of(place: Place, on: date) -> QuerySet[Place]:
    """The communes inside this place on this day, by code; a commune answers with itself."""
    return subtree(place, on=on, kind=PlaceKind.COMMUNE).order_by("code", "id")


def hamlets_of(commune: Place, on: date) -> QuerySet[Place]:
    return subtree(commune, on=on, kind=PlaceKind.HAMLET).order_by("title", "folded", "id")


def successors(place: Place) -> list[Succession]:
    """Who took over this unit, whole or part, in order of date and path; `.new` is loaded."""
    return list(Succession.objects.filter(old=place).select_related("new").order_by("on", "new__path", "id"))


def predecessors(place: Place) -> list[Succession]:
    """Which units this one took over, whole or part, in order of date and path; `.old` is loaded."""
    return list(Succession.objects.filter(new=place).select_related("old").order_by("on", "old__path", "id"))


def heirs(place: Place, on: date) -> list[Place]:
    """The units that hold this place's ground on a later day, by path: successions followed from one to the next.

    A district abolished with its level has no successor of its own: the heirs of its communes answer.
    """
    found: dict[int, Place] = {}
    seen: set[int] = set()
    ahead = [place]
    while ahead:
        living = [unit for unit in ahead if unit.lives_on(on)]
        found.update({unit.pk: unit for unit in living})
        gone = [unit for unit in ahead if not unit.lives_on(on) and unit.pk not in seen]
        seen.update(unit.pk for unit in gone)
        ahead = _next_of(gone, on)
    return sorted(found.values(), key=lambda unit: unit.path)


def forebears(place: Place, on: date) -> list[Place]:
    """The units that held this place's ground on an earlier day, by path: successions followed backward.

    A unit that lived then and took in others later stands beside those others.
    """
    found: dict[int, Place] = {}
    seen: set[int] = set()
    behind = [place]
    while behind:
        found.update({unit.pk: unit for unit in behind if unit.lives_on(on)})
        fresh = [unit for unit in behind if unit.pk not in seen]
        seen.update(unit.pk for unit in fresh)
        steps = Succession.objects.filter(new__in=fresh, on__gt=on).select_related("old")
        behind = list({step.old_id: step.old for step in steps}.values())
    return sorted(found.values(), key=lambda unit: unit.path)


def _next_of(gone: list[Place], on: date) -> list[Place]:
    steps = Succession.objects.filter(old__in=gone, on__lte=on).select_related("new")
    following = {step.new_id: step.new for step in steps}
    led_on = {step.old_id for step in steps}
    for unit in gone:
        if unit.pk not in led_on and unit.kind == PlaceKind.DISTRICT and unit.valid_to is not None:
            last_day = Place.objects.filter(parent=unit, kind=PlaceKind.COMMUNE, valid_to=unit.valid_to)
            following.update({child.pk: child for child in last_day})
    return list(following.values())


def full_name_on(place: Place, on: date) -> str:
    """What the place was called on this day: "tỉnh Đồng Nai" before it became a city."""
    former = place.former_names.filter(valid_from__lte=on, valid_to__gt=on).first()
    return written(former.title, former.name, place.kind) if former else place.full_name


def hamlet_of(commune: Place, text: str) -> Place | None:
    """The hamlet of this commune that the text means: "ap 2", "Ấp 02" and "ấp 2, xã …" are one; None when none is."""
    first = text.split(",")[0]
    wanted = Q(pk__in=[])
    for reading in spelling.readings(first):
        named = Q(folded=reading.folded)
        wanted |= named & Q(title=reading.title) if reading.title else named
    rows = Place.objects.filter(parent=commune, kind=PlaceKind.HAMLET).filter(wanted).order_by("-valid_from", "id")
    found = list(rows)
    return found[0] if len({row.title for row in found}) == 1 else None


def find(
    name_or_code: str, *, on: date | None = None, within: Place | None = None, kind: str | None = None
) -> list[Place]:
    """The units of a day (today unless told) that the text may mean, larger units first.

    "xã Thường Lạc, huyện Hồng Ngự" narrows by the units above; accents, where typed, narrow to the same accents.
    """
    day = on or clock.today()
    return [place for place in _meant(name_or_code, within=within, kind=kind, on=day) if place.lives_on(day)]


def ever(name_or_code: str, *, within: Place | None = None, kind: str | None = None) -> list[Place]:
    """The same without a day: units that live now or lived once."""
    return _meant(name_or_code, within=within, kind=kind, on=None)


def one(name_or_code: str, *, on: date | None = None, within: Place | None = None, kind: str | None = None) -> Place:
    """The one unit that is meant. Raises Refused: unknown, several, or not there that day (with the successors)."""
    day = on or clock.today()
    found = find(name_or_code, on=day, within=within, kind=kind)
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(name_or_code, found)
    others = ever(name_or_code, within=within, kind=kind)
    if not others:
        raise Refused(
            _("Không tìm thấy đơn vị hành chính “%(name)s”.") % {"name": name_or_code},
            code="place.unknown",
            way_out=_("Kiểm tra lại tên hoặc nhập mã đơn vị hành chính."),
        )
    raise _not_on_that_day(name_or_code, others, day)


def described(place: Place) -> str:
    """The unit with those above it: "xã Thường Lạc, huyện Hồng Ngự, tỉnh Đồng Tháp"."""
    chain = [place, *reversed(ancestors(place))]
    return ", ".join(unit.full_name for unit in chain)


def _meant(text: str, *, within: Place | None, kind: str | None, on: date | None) -> list[Place]:
    parts = [part for part in (piece.strip() for piece in text.split(",")) if part]
    if not parts:
        return []
    rows = _named(parts[0], on)
    if within is not None:
        rows = rows.filter(paths.under("path", within.path))
    if kind is not None:
        rows = rows.filter(kind=kind)
    found = _same_accents(parts[0], list(rows))
    for above in parts[1:]:
        holders = _same_accents(above, list(_named(above, on)))
        found = [place for place in found if any(_below(place, holder) for holder in holders)]
    order = {name: step for step, name in enumerate(PlaceKind.values)}
    return sorted(found, key=lambda place: (order[place.kind], place.path))


def _below(place: Place, holder: Place) -> bool:
    return place.pk != holder.pk and paths.is_under(place.path, holder.path)


def _named(text: str, on: date | None) -> QuerySet[Place]:
    text = text.strip()
    by_key = Place.objects.filter(key=text)
    if by_key.exists():
        return by_key
    if text.isascii() and text.isdigit() and len(text) in _CODE_KINDS:
        by_code = Place.objects.filter(code=text, kind=_CODE_KINDS[len(text)])
        if (by_code if on is None else by_code.as_of(on)).exists() or len(text) == max(_CODE_KINDS):
            return by_code
    named = Q(pk__in=[])
    for reading in spelling.readings(text):
        named |= Q(folded=reading.folded, title=reading.title) if reading.title else Q(folded=reading.folded)
    # A former name keeps finding its unit: people go on writing "tỉnh Đồng Nai" after it became a city.
    return Place.objects.filter(named | Q(pk__in=FormerName.objects.filter(named).values("place_id")))


def _same_accents(text: str, found: list[Place]) -> list[Place]:
    """Typed accents decide between names that fold alike; without a match, or without accents, all stay."""
    if len(found) < 2 or not spelling.has_accents(text):
        return found
    asked = spelling.accented(text)
    return [place for place in found if f" {asked}".endswith(f" {spelling.accented(place.name)}")] or found


def _ambiguous(text: str, found: list[Place]) -> Refused:
    shown = "; ".join(f"{described(place)} ({place.code or place.key})" for place in found[:_OFFERED])
    return Refused(
        _("Có %(count)d đơn vị hành chính khớp với “%(name)s”.") % {"count": len(found), "name": text},
        code="place.ambiguous",
        way_out=_("Ghi thêm đơn vị cấp trên hoặc dùng mã, ví dụ: %(choices)s.") % {"choices": shown},
    )


def _not_on_that_day(text: str, others: list[Place], on: date) -> Refused:
    """None of them lives on that day: name the last that ended before it, else the first that comes after."""
    ended = [(unit.valid_to, unit) for unit in others if unit.valid_to is not None and unit.valid_to <= on]
    last_day = max((day for day, _unit in ended), default=None)
    if last_day is None:
        first_day = min(unit.valid_from for unit in others)
        return _not_yet(text, [unit for unit in others if unit.valid_from == first_day], on)
    nearest = [unit for day, unit in ended if day == last_day]
    if len(nearest) > 1:
        return _ambiguous(text, nearest)
    return Refused(
        _("Ngày %(on)s không còn %(name)s: đơn vị này đã được sắp xếp lại từ ngày %(to)s.")
        % {"on": show(on), "name": described(nearest[0]), "to": show(last_day)},
        code="place.ended",
        way_out=_offer(_("Đơn vị kế tiếp: %(names)s."), heirs(nearest[0], on)),
    )


def _not_yet(text: str, nearest: list[Place], on: date) -> Refused:
    if len(nearest) > 1:
        return _ambiguous(text, nearest)
    return Refused(
        _("Ngày %(on)s chưa có %(name)s: đơn vị này có từ ngày %(from)s.")
        % {"on": show(on), "name": described(nearest[0]), "from": show(nearest[0].valid_from)},
        code="place.not_yet",
        way_out=_offer(_("Khi đó là: %(names)s."), forebears(nearest[0], on)),
    )


def _offer(sentence: str, places: list[Place]) -> str:
    names = ", ".join(f"{place.full_name} ({place.code})" for place in places)
    return sentence % {"names": names} if names else ""
