"""Which figures of reports are withheld from readers who must not see small ones, and what such readers know of them.

A figure is the same wherever it stands: (unit, period, line). So tables of a commune, its district and its province, of
this month, the month before and the half year are linked by themselves. Pure.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import Relation, Tables
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import figures
from hoanhap.steering.reports.form import CheckKind, Form


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: which unit, which period, which line of the form (or a sum that stands on no line)."""

    unit_id: int
    period: Period
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The counted lines of one report, and the units it was merged from (none for a report counted from rows)."""

    unit_id: int
    period: Period
    counts: Mapping[str, int]
    parts: tuple[int, ...] = ()


def tables(
    form: Form, sheets: Collection[Sheet], *, printed: Collection[Spot] = (), kept_back: Collection[Spot] = ()
) -> Tables:
    """All these reports side by side as a reader may hold them."""
    counts = {(sheet.unit_id, sheet.period): figures.with_sums(form, sheet.counts) for sheet in sheets}
    values: dict[Hashable, int] = {
        Spot(unit_id, period, code): number
        for (unit_id, period), numbers in counts.items()
        for code, number in numbers.items()
    }
    relations = [
        relation
        for relation in (*_inside(form, sheets), *_over_units(form, sheets), *_over_periods(form, counts))
        if all(spot in values for spot in relation.keys) and _holds(relation, values)
    ]
    known = frozenset(printed) & values.keys()
    return Tables(values, relations, printed=known, kept_back=(frozenset(kept_back) & values.keys()) - known)


def _holds(relation: Relation, values: Mapping[Hashable, int]) -> bool:
    """Logged work need not agree with itself (a finding says so); what does not hold tells nobody anything."""
    total = sum(weight * values[spot] for spot, weight in relation.terms)
    return total <= 0 if relation.at_most else total == 0


def _inside(form: Form, sheets: Iterable[Sheet]) -> Iterator[Relation]:
    """The sums, parts and flows between the lines of one report."""
    for sheet in sheets:

        def at(code: str, sheet: Sheet = sheet) -> Spot:
            return Spot(sheet.unit_id, sheet.period, code)

        for name, parts in form.sums.items():
            yield disclosure.total(at(name), [at(part) for part in parts])
        for check in form.checks:
            roles = {role: at(code) for role, code in check.roles.items()}
            if check.kind is CheckKind.SUM:
                yield disclosure.total(roles["whole"], [at(code) for code in check.cells])
            elif check.kind is CheckKind.WITHIN:
                yield disclosure.within(roles["part"], roles["whole"])
            elif check.kind is CheckKind.FLOW:
                yield disclosure.flow(roles["opening"], map(at, check.plus), map(at, check.minus), roles["closing"])


def _over_units(form: Form, sheets: Iterable[Sheet]) -> Iterator[Relation]:
    """A merged report is the sum of its parts, line by line."""
    for sheet in sheets:
        for code in figures.with_sums(form, sheet.counts) if sheet.parts else ():
            parts = [Spot(unit_id, sheet.period, code) for unit_id in sheet.parts]
            yield disclosure.total(Spot(sheet.unit_id, sheet.period, code), parts)


def _over_periods(form: Form, counts: Collection[tuple[int, Period]]) -> Iterator[Relation]:
    """What one period leaves is what the next begins with; months add up to the half year and the year."""
    by_unit: dict[int, list[Period]] = defaultdict(list)
    for unit_id, period in counts:
        by_unit[unit_id].append(period)
    carried = [check.roles for check in form.checks if check.kind is CheckKind.CARRY]
    for unit_id, periods in by_unit.items():
        for one in periods:
            for other in periods:
                if one.end == other.start:
                    for roles in carried:
                        yield disclosure.same(
                            Spot(unit_id, one, roles["closing"]), Spot(unit_id, other, roles["opening"])
                        )
                if one.end == other.end and one.start < other.start:
                    for code in form.stocks:
                        yield disclosure.same(Spot(unit_id, one, code), Spot(unit_id, other, code))
            for inner in _tilings(one, periods):
                for code in form.adds_up:
                    yield disclosure.total(Spot(unit_id, one, code), [Spot(unit_id, part, code) for part in inner])


def _tilings(whole: Period, periods: Collection[Period]) -> Iterator[list[Period]]:
    """The shorter periods of equal kind that fill the longer one: twelve months or two halves of a year."""
    inner = [one for one in periods if whole.start <= one.start and one.end <= whole.end and one != whole]
    for first in (one for one in inner if one.start == whole.start):
        row = [first]
        while row[-1].end < whole.end:
            following = [one for one in inner if one.start == row[-1].end and _alike(one, first)]
            if not following:
                break
            row.append(following[0])
        if row[-1].end == whole.end:
            yield row


def _alike(one: Period, other: Period) -> bool:
    """Both about a month, or both about half a year."""
    return abs((one.end - one.start).days - (other.end - other.start).days) <= 5


def shown_rates(form: Form, counts: Mapping[str, int], withheld: Collection[str]) -> set[str]:
    """The percentages of one report that may be printed beside these withheld lines."""
    summed = figures.with_sums(form, counts)
    return {
        cell.code
        for cell in form.cells
        if cell.ratio
        and all(code in summed for code in cell.ratio)
        and disclosure.may_print_rate(
            summed[cell.ratio[0]], summed[cell.ratio[1]], withheld=not set(withheld).isdisjoint(cell.ratio)
        )
    }
