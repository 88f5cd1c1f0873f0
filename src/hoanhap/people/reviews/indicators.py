"""Indicators of targets and the mix of open files by measure, for a unit and those below it (chỉ tiêu, cơ cấu hồ sơ).

Above the commune a unit and those below it are protected together: whoever opens one after the other learns no more of
a small figure than that it is small. Who is left of a share is a figure of its own there, so no difference tells it.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators import disclosure, register
from hoanhap.foundation.indicators.disclosure import CannotProtect, Relation, Tables
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places import lineage, paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews import policy
from hoanhap.people.reviews.outcome_tables import Cell
from hoanhap.people.reviews.rates import Rate

Column = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many: the codes of two measures, the first counting part of the rows of the second."""

    part: str
    whole: str
    label: str | Promise
    note: str | Promise = ""

    @property
    def rest(self) -> str:
        return f"{self.part}.rest"


SHARES = (
    Share(
        part="contacts.first_in_time",
        whole="contacts.first_due",
        label=_("Người mới tiếp nhận được gặp lần đầu trong 7 ngày"),
        note=_("Trong những người mà ngày thứ bảy sau khi ghi hồ sơ rơi vào kỳ."),
    ),
    Share(
        part="known.managed",
        whole="stock.total",
        label=_("Người đã phát hiện đang được quản lý, hỗ trợ"),
        note=_(
            "Chỉ tính người đã phát hiện, kể cả người chưa có hồ sơ quản lý; số người chưa phát hiện thì không biết. "
            "Chưa tính là đang quản lý: mới lập danh sách, chờ quyết định, được hoãn, được miễn, vắng mặt."
        ),
    ),
    Share(
        part="files.managed",
        whole="stock.total",
        label=_("Người đã phát hiện có hồ sơ quản lý"),
        note=_(
            "Có hồ sơ quản lý từ ngày văn bản đầu tiên có đủ số, ngày: quyết định áp dụng biện pháp hoặc phiếu kết quả "
            "xác định. Chỉ tiêu nói về người có hồ sơ quản lý chỉ tính những người này."
        ),
    ),
    Share(
        part="services.any",
        whole="services.addicted",
        label=_("Người nghiện có hồ sơ quản lý được cai nghiện, điều trị hoặc tư vấn"),
        note=_("Mỗi người tính một lần, dù được mấy dịch vụ trong kỳ. Sổ sức khỏe không được hỏi đến."),
    ),
    Share(
        part="jobs.in_rehab",
        whole="stock.in_rehab",
        label=_("Người đang cai nghiện, điều trị có việc làm"),
    ),
    Share(part="jobs.after_rehab", whole="stock.after_rehab", label=_("Người sau cai nghiện có việc làm")),
    Share(
        part="resources.reached",
        whole="stock.total",
        label=_("Người có hồ sơ đang mở được ít nhất một nguồn lực xã hội"),
        note=_(
            "Việc làm, học nghề, học văn hóa, vay vốn, giấy tờ, bảo hiểm y tế, chữa bệnh, nhà ở, trợ giúp khó khăn, "
            "pháp lý: mọi lần hỗ trợ đã ghi trong kỳ. Mỗi người tính một lần."
        ),
    ),
)
SERVICES = ("services.rehab", "services.treatment", "services.counselling")
_IN_REHAB = (
    "rehab.home",
    "mix.community_voluntary",
    "mix.community_compulsory",
    "mix.facility_voluntary",
    "mix.facility_compulsory",
    "mix.substitution",
)
_AFTER = ("mix.after_residence", "mix.after_centre")
_MANAGED = ("mix.user_management", "mix.education", *_IN_REHAB, *_AFTER, "stock.support")
MIX = (*_MANAGED, "mix.waiting", "mix.paused")
WHOLE = "stock.total"
MOST_BELOW = 40
"""With more units than these it would take minutes to work out what must stay back: only the whole is shown."""
_COUNTED = tuple(dict.fromkeys((*(code for one in SHARES for code in (one.part, one.whole)), *SERVICES, *MIX)))


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
    kept, failed = _kept_back(columns) if above else (frozenset[Hashable](), False)
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


def _columns(own: Place, below: Sequence[Place], question: Question) -> dict[str, Column]:
    """Unit → its figures: "" is the whole, "-" what lies in none of the units below."""
    columns: dict[str, Counter[str]] = {"": Counter(), **{str(one.pk): Counter() for one in below}}
    counted = {code: register.count_by_unit(code, question) for code in _COUNTED}
    places = {pk for found in counted.values() for pk in found}
    column_of = _column_of(places, below, question) if below else {}
    for code, found in counted.items():
        for pk, number in found.items():
            columns[""][code] += number
            if below:
                columns.setdefault(column_of.get(pk, "-"), Counter())[code] += number
    return {key: _whole_column(found) for key, found in columns.items()}


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


def _whole_column(found: Counter[str]) -> Column:
    counted = {code: found[code] for code in _COUNTED}
    return counted | {share.rest: counted[share.whole] - counted[share.part] for share in SHARES}


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


# --- what stays back ------------------------------------------------------------------------------------------------


def _kept_back(columns: Mapping[str, Column]) -> tuple[frozenset[Hashable], bool]:
    """The cells that stay back above the commune; where that cannot be, the units below do as a whole."""
    try:
        return _protected(columns), False
    except CannotProtect:
        return _protected({"": columns[""]}), True


def _protected(columns: Mapping[str, Column]) -> frozenset[Hashable]:
    values: dict[Hashable, int] = {(key, code): column[code] for key, column in columns.items() for code in column}
    return disclosure.protect(Tables(values, _relations(columns)))


def _relations(columns: Mapping[str, Column]) -> Sequence[Relation]:
    """What every reader knows of the figures of a unit and those below it."""
    sums = [relation for key in columns for relation in _sums(key)]
    below = [key for key in columns if key]
    if below:
        sums += [disclosure.total(("", code), [(key, code) for key in below]) for code in columns[""]]
    return sums


def _sums(key: str) -> Iterator[Relation]:
    """What every reader knows of the figures of one unit."""

    def cells(codes: Sequence[str]) -> list[Hashable]:
        return [(key, code) for code in codes]

    for share in SHARES:
        yield disclosure.total((key, share.whole), cells([share.part, share.rest]))
    yield disclosure.total((key, WHOLE), cells(MIX))
    yield disclosure.total((key, "known.managed"), cells(_MANAGED))
    yield disclosure.total((key, "stock.after_rehab"), cells(_AFTER))
    rehab = ((key, "stock.in_rehab"), 1)
    yield Relation((*((cell, 1) for cell in cells(_IN_REHAB)), ((key, "stock.in_rehab"), -1)), at_most=True)
    yield Relation((rehab, *((cell, -1) for cell in cells((*_IN_REHAB, "mix.paused")))), at_most=True)
    yield disclosure.within((key, "services.addicted"), (key, "files.managed"))
    for code in SERVICES:
        yield disclosure.within((key, code), (key, "services.any"))
    yield Relation((((key, "services.any"), 1), *((cell, -1) for cell in cells(SERVICES))), at_most=True)
