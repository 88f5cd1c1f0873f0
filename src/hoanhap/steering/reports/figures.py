"""The arithmetic of a filled form: counts come in, percentages and shares are computed, never typed. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hoanhap.kernel import numbers
from hoanhap.steering.reports.form import Cell, Form, Show

WITHHELD = "…"
"""Stands where a figure is small, or would give a small one back."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One filled line: the number above the line and, where there is one, the number below it."""

    cell: Cell
    numerator: int
    denominator: int | None = None
    withheld: bool = False

    @property
    def value(self) -> int | Decimal | None:
        """The number itself: a count, or per cent with two decimals (None over nought, and where it is withheld)."""
        if self.withheld:
            return None
        if self.cell.show is Show.PERCENT:
            return numbers.ratio(self.numerator, self.denominator or 0)
        return self.numerator

    @property
    def display(self) -> str:
        if self.withheld:
            return WITHHELD
        if self.cell.show is Show.PERCENT:
            return numbers.percent(self.numerator, self.denominator or 0)
        if self.cell.show is Show.SHARE:
            return f"{numbers.group(self.numerator)}/{numbers.group(self.denominator or 0)}"
        return numbers.group(self.numerator)


def compute(form: Form, counts: Mapping[str, int], units: int) -> list[Figure]:
    """All lines of the form from the counted ones; `units` is the number of communes below the reporting unit.

    A line that the form gained after a report was filled was not counted then: it is left out of that report.
    """
    summed = with_sums(form, counts)
    known = [cell for cell in form.cells if all(code in summed for code in cell.ratio or (cell.code,))]
    return [_figure(cell, summed, units) for cell in known]


def without(found: Iterable[Figure], lines: Collection[str], rates: Collection[str]) -> list[Figure]:
    """The same figures with these lines taken out of them, and of the percentages only these left in.

    A withheld figure carries no number at all, so that nothing made of it can tell one.
    """
    return [
        Figure(one.cell, 0, withheld=True)
        if one.cell.code in lines or (one.cell.ratio and one.cell.code not in rates)
        else one
        for one in found
    ]


def with_sums(form: Form, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts and the sums that stand on no line of their own."""
    whole = {name: parts for name, parts in form.sums.items() if all(part in counts for part in parts)}
    return {**counts, **{name: sum(counts[part] for part in parts) for name, parts in whole.items()}}


def _figure(cell: Cell, counts: Mapping[str, int], units: int) -> Figure:
    if cell.ratio:
        above, below = cell.ratio
        return Figure(cell, counts[above], counts[below])
    return Figure(cell, counts[cell.code], units if cell.show is Show.SHARE else None)
