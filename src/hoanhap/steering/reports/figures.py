"""The arithmetic of a filled form: counts come in, percentages and shares are computed, never typed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hoanhap.kernel import numbers
from hoanhap.steering.reports.form import Cell, Form, Show


@dataclass(frozen=True, slots=True)
class Figure:
    """One filled line: the number above the line and, where there is one, the number below it."""

    cell: Cell
    numerator: int
    denominator: int | None = None

    @property
    def value(self) -> int | Decimal | None:
        """The number itself: a count, or per cent with two decimals (None over nought)."""
        if self.cell.show is Show.PERCENT:
            return numbers.ratio(self.numerator, self.denominator or 0)
        return self.numerator

    @property
    def display(self) -> str:
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


def with_sums(form: Form, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts and the sums that stand on no line of their own."""
    whole = {name: parts for name, parts in form.sums.items() if all(part in counts for part in parts)}
    return {**counts, **{name: sum(counts[part] for part in parts) for name, parts in whole.items()}}


def _figure(cell: Cell, counts: Mapping[str, int], units: int) -> Figure:
    if cell.ratio:
        above, below = cell.ratio
        return Figure(cell, counts[above], counts[below])
    return Figure(cell, counts[cell.code], units if cell.show is Show.SHARE else None)
