"""Level × cause as a table, and what of it stays back above the commune (bảng chéo mức độ và nguyên nhân)."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import CannotProtect, Relation, Tables
from hoanhap.people.assessment import classifying

_ALL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Level × cause of the open cases of a part of the map; both axes in their own order.

    `units`: id, name and number of each commune that has any. `kept_back`: the figures nobody is told, by level and
    cause ("" for a sum), or by the id of a unit.
    """

    counts: Mapping[tuple[str, str], int]
    units: Sequence[tuple[int, str, int]]
    kept_back: frozenset[Hashable] = field(default_factory=frozenset)

    def at(self, level: str, cause: str) -> int | None:
        """One cell, or a sum where level or cause is ""; None when it stays back."""
        return None if (level, cause) in self.kept_back else self.counted(level, cause)

    def row(self, level: str) -> int | None:
        return self.at(level, _ALL)

    def column(self, cause: str) -> int | None:
        return self.at(_ALL, cause)

    @property
    def total(self) -> int | None:
        return self.at(_ALL, _ALL)

    @property
    def of_units(self) -> list[tuple[str, int | None]]:
        return [(name, None if pk in self.kept_back else number) for pk, name, number in self.units]

    def counted(self, level: str, cause: str) -> int:
        """As it was counted, told or not."""
        return sum(
            number for (one, other), number in self.counts.items() if level in (one, _ALL) and cause in (other, _ALL)
        )


def above_commune(table: CrossTable) -> CrossTable:
    """The table without what would give a person away to whoever knows the place; nothing at all when that fails."""
    values = figures(table)
    try:
        kept = disclosure.protect(Tables(values, list(sums(table))))
    except CannotProtect:
        kept = frozenset(values)
    return replace(table, kept_back=kept)


def figures(table: CrossTable) -> dict[Hashable, int]:
    """Every figure a reader finds: cells and sums by level and cause, units by id."""
    axes = [(level, cause) for level in (*classifying.LEVELS, _ALL) for cause in (*classifying.CAUSES, _ALL)]
    return {key: table.counted(*key) for key in axes} | {pk: number for pk, _name, number in table.units}


def sums(table: CrossTable) -> Iterator[Relation]:
    """What every reader can add up."""
    for level in (*classifying.LEVELS, _ALL):
        yield disclosure.total((level, _ALL), [(level, cause) for cause in classifying.CAUSES])
    for cause in (*classifying.CAUSES, _ALL):
        yield disclosure.total((_ALL, cause), [(level, cause) for level in classifying.LEVELS])
    if table.units:
        yield disclosure.total((_ALL, _ALL), [pk for pk, _name, _number in table.units])
