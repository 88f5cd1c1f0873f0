"""Indicators of targets and the mix of open files by measure, for a unit and those below it (chỉ tiêu, cơ cấu hồ sơ).

Above the commune a unit and those below it are protected together: whoever opens one after the other learns no more of
a small figure than that it is small. Who is left of a share is a figure of its own there, so no difference tells it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators import disclosure, register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places import lineage, paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews import keeping_back, policy
from hoanhap.people.reviews.keeping_back import Cells
from hoanhap.people.reviews.outcome_tables import Cell
from hoanhap.people.reviews.rates import Rate
from hoanhap.people.reviews.shares import COUNTED, MEETINGS, SHARES, Column, Share

MOST_BELOW = 40
"""With more units than these it would take minutes to work out what must stay back: only the whole is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One share of the page; without a rate it stays back, or nobody is in its whole."""

    share: Share
    part: Cell
    whole: Cell
    rate: Rate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The figures of one unit, and the units whose figures the viewer may ask for."""

    places: Sequence[Place]
    place: Place
    shares: Sequence[Shown]
    cells: Mapping[str, Cell]
    above: bool
    withheld: bool


def board(viewer: Viewer, *, period: Period, place_id: int | None = None) -> Board:
    """The figures of the viewer's unit or of one right below it. Raises NotHere for who counts nothing."""
    above = policy.counts_above(viewer)
    owns = policy.counting_places(viewer)
    if not owns:
        raise NotHere
    below = {own.pk: _below(own, viewer) for own in owns}
    chosen = next((one for own in owns for one in (own, *below[own.pk]) if one.pk == place_id), owns[0])
    own = next(one for one in owns if chosen.pk == one.pk or chosen in below[one.pk])
    columns = _columns(own, below[own.pk], Question(period, own.path, map_on=viewer.on))
    kept, failed = _kept_back(own, below[own.pk], columns, period, viewer) if above else (frozenset(), False)
    if failed:
        chosen = own
    key = "" if chosen == own else str(chosen.pk)
    cells = {code: Cell(None if (key, code) in kept else number) for code, number in columns[key].items()}
    return Board(
        places=[own] if failed else [place for one in owns for place in (one, *below[one.pk])],
        place=chosen,
        shares=[_shown(share, columns[key], cells, above=above) for share in SHARES],
        cells=cells,
        above=above,
        withheld=failed,
    )


def _below(own: Place, viewer: Viewer) -> list[Place]:
    """The units right below, by name; none where they are too many."""
    if own.kind == PlaceKind.COMMUNE:
        return []
    living = Place.objects.as_of(viewer.on).filter(parent=own).exclude(kind=PlaceKind.HAMLET)
    found = list(living.order_by("folded", "id")[: MOST_BELOW + 1])
    return found if len(found) <= MOST_BELOW else []


def _kept_back(
    own: Place, below: Sequence[Place], columns: Mapping[str, Column], period: Period, viewer: Viewer
) -> tuple[Cells, bool]:
    """The cells of this period that stay back; where that cannot be, the units below do as a whole."""
    kept, failed = keeping_back.kept_back(columns)
    met = {
        one: columns
        if one == period
        else _columns(own, below, Question(one, own.path, map_on=viewer.on), codes=MEETINGS[:2])
        for one in keeping_back.family(period, viewer.on)
    }
    of_meetings = {(key, code) for one, key, code in keeping_back.meetings_kept_back(met) if one == period}
    return kept | of_meetings, failed


def _columns(
    own: Place, below: Sequence[Place], question: Question, *, codes: Sequence[str] = COUNTED
) -> dict[str, Column]:
    """Unit → its figures: "" is the whole, "-" what lies in none of the units below."""
    columns: dict[str, Counter[str]] = {"": Counter(), **{str(one.pk): Counter() for one in below}}
    counted = {code: register.count_by_unit(code, question) for code in codes}
    places = {pk for found in counted.values() for pk in found}
    column_of = _column_of(places, below, question) if below else {}
    for code, found in counted.items():
        for pk, number in found.items():
            columns[""][code] += number
            if below:
                columns.setdefault(column_of.get(pk, "-"), Counter())[code] += number
    return {key: _whole_column(found, codes) for key, found in columns.items()}


def _column_of(place_ids: Collection[int], below: Sequence[Place], question: Question) -> dict[int, str]:
    """Where the figures of each commune stand: under its unit, or under that of the one that took it over whole."""
    places = list(Place.objects.filter(pk__in=place_ids).order_by("id"))
    day = question.map_on or question.on
    gone = [place for place in places if not place.lives_on(day)]
    heirs = lineage.heirs(gone, day) if gone else {}
    found = {}
    for place in places:
        took_over = [link.place.path for link in heirs.get(place.pk, []) if link.whole]
        for one in below:
            if any(paths.is_under(path, one.path) for path in (place.path, *took_over)):
                found[place.pk] = str(one.pk)
    return found


def _whole_column(found: Counter[str], codes: Sequence[str]) -> Column:
    shares = [share for share in SHARES if share.part in codes]
    rests = {share.rest: found[share.whole] - found[share.part] for share in shares}
    return {code: found[code] for code in codes} | rests


def _shown(share: Share, column: Column, cells: Mapping[str, Cell], *, above: bool) -> Shown:
    part, whole = column[share.part], column[share.whole]
    hidden = any(cells[code].value is None for code in (share.part, share.whole, share.rest))
    tells = above and not disclosure.may_print_rate(part, whole, withheld=hidden)
    return Shown(
        share=share,
        part=cells[share.part],
        whole=cells[share.whole],
        rate=None if tells or not whole else Rate(part, whole),
    )
