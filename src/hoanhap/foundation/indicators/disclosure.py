"""Published figures must not give people away: small cells are withheld, and enough others that no sum gives them back.

Whoever reads the tables knows every printed cell, every sum and inequality between cells (also across linked tables and
successive periods), and that nothing is negative. What he can work out about a withheld cell is the range between two
linear programmes; a small cell is safe when he learns no more than that it is small.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hoanhap.foundation.indicators.range_finder import Range, RangeFinder
from hoanhap.kernel.errors import Refused

# A figure below this tells of single persons to somebody who knows the place (0 tells of nobody).
SMALL = 5
# No percentage is printed over fewer than these.
LEAST_DENOMINATOR = 20


@dataclass(frozen=True, slots=True)
class Relation:
    """What every reader knows: the weighted cells add up to nought, or (`at_most`) to no more than nought."""

    terms: tuple[tuple[Hashable, int], ...]
    at_most: bool = False

    @property
    def keys(self) -> tuple[Hashable, ...]:
        return tuple(key for key, _weight in self.terms)


def total(whole: Hashable, parts: Iterable[Hashable]) -> Relation:
    """whole = sum of parts."""
    return Relation(((whole, -1), *((part, 1) for part in parts)))


def within(part: Hashable, whole: Hashable) -> Relation:
    """part ≤ whole."""
    return Relation(((part, 1), (whole, -1)), at_most=True)


def flow(opening: Hashable, plus: Iterable[Hashable], minus: Iterable[Hashable], closing: Hashable) -> Relation:
    """opening + everything in `plus` - everything in `minus` = closing."""
    added, taken = ((key, 1) for key in plus), ((key, -1) for key in minus)
    return Relation(((opening, 1), *added, *taken, (closing, -1)))


def same(one: Hashable, other: Hashable) -> Relation:
    """Two cells that are one figure: the closing of a period and the opening of the next."""
    return Relation(((one, 1), (other, -1)))


@dataclass(frozen=True, slots=True)
class Tables:
    """All cells a reader may hold side by side, those printed earlier included.

    `printed` were published before and cannot be withheld any more; `kept_back` were withheld then and stay so.
    """

    values: Mapping[Hashable, int]
    relations: Sequence[Relation]
    printed: frozenset[Hashable] = field(default_factory=frozenset)
    kept_back: frozenset[Hashable] = field(default_factory=frozenset)

    @property
    def small(self) -> set[Hashable]:
        return {key for key, value in self.values.items() if 0 < value < SMALL} - self.printed


class CannotProtect(Refused):
    """What was printed earlier already gives a small cell away, or nothing is left that could be withheld."""

    def __init__(self, keys: Collection[Hashable]) -> None:
        super().__init__(
            f"Không thể công bố: {len(keys)} số nhỏ vẫn tính ngược lại được từ những số đã công bố.",
            code="disclosure",
            way_out="Bỏ bớt một dòng hoặc một kỳ khỏi bảng công bố, hoặc gộp các đơn vị nhỏ.",
        )
        self.keys = frozenset(keys)


def protect(tables: Tables) -> frozenset[Hashable]:
    """The cells to withhold so that every small one is safe. Raises CannotProtect."""
    withheld = set(tables.small | tables.kept_back)
    while loose := exposed(tables, withheld):
        added = {cell for key in loose if (cell := _companion(tables, withheld, key)) is not None}
        if not added:
            raise CannotProtect(loose)
        withheld |= added
    return frozenset(_without_needless(tables, withheld))


def exposed(tables: Tables, withheld: Collection[Hashable]) -> set[Hashable]:
    """The small cells a reader could narrow down too far, or read, when just these cells are withheld."""
    shown = tables.small - set(withheld)
    finder = RangeFinder(tables.values, [(r.terms, r.at_most) for r in tables.relations], withheld)
    return shown | {key for key in tables.small - shown if not finder.reaches(key, _is_wide)}


def ranges(tables: Tables, withheld: Collection[Hashable]) -> dict[Hashable, Range]:
    """What a reader can work out about each withheld cell: the least and the greatest it can be."""
    finder = RangeFinder(tables.values, [(r.terms, r.at_most) for r in tables.relations], withheld)
    return {key: finder.range_of(key) for key in withheld}


def may_print_rate(numerator: int, denominator: int, *, withheld: bool) -> bool:
    """Whether a percentage may stand in a published table; `withheld`: one of its two figures is."""
    others = denominator - numerator
    tells = 0 < numerator < SMALL or 0 < others < SMALL
    return not withheld and denominator >= LEAST_DENOMINATOR and not tells


def _is_wide(found: Range) -> bool:
    """Everything from 1 to 4 remains possible: "below five" is all that withholding says by itself."""
    return found.least <= 1 and found.greatest >= SMALL - 1


def _companion(tables: Tables, withheld: Collection[Hashable], key: Hashable) -> Hashable | None:
    """One more cell to withhold for the sake of this one: the smallest figure that stands in a sum with it.

    First in its own sums, those with the fewest withheld cells before the others, noughts last (hidden, they may be
    anything to the reader); then in sums one step further.
    """
    reached, tried = {key}, set[Hashable]()
    while reached - tried:
        sums = [r for r in tables.relations if not reached.isdisjoint(r.keys)]
        open_cells = [
            (not tables.values[cell], sum(other in withheld for other in r.keys), r.at_most, tables.values[cell], cell)
            for r in sums
            for cell in r.keys
            if cell not in withheld and cell not in tables.printed
        ]
        if open_cells:
            return min(open_cells, key=lambda choice: (*choice[:4], str(choice[4])))[4]
        tried |= reached
        reached = {cell for r in sums for cell in r.keys if cell in withheld}
    return None


def _without_needless(tables: Tables, withheld: set[Hashable]) -> set[Hashable]:
    """Print again what needs not be withheld, the greatest figures first; skipped where it would take too long."""
    needed = tables.small | tables.kept_back
    companions = sorted(withheld - needed, key=lambda cell: (-tables.values[cell], str(cell)))
    if len(companions) * len(withheld) > _PATIENCE:
        return withheld
    for cell in companions:
        if not exposed(tables, withheld - {cell}):
            withheld = withheld - {cell}
    return withheld


_PATIENCE = 20_000
