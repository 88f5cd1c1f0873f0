"""What of the indicators stays back above the commune, so that no page and no two pages give a small figure away.

A unit and those below it are protected together. Periods overlap: a year and its last quarter end on one day, and the
meetings of four quarters are those of the year. Therefore a stock stays back by its day alone, whatever the period, and
meetings are protected for a year and its quarters together. Only then come the figures of what happened in the period.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import CannotProtect, Relation, Tables
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews.rules import Quarter
from hoanhap.people.reviews.shares import (
    AFTER,
    FLOWS,
    IN_REHAB,
    MANAGED,
    MEETINGS,
    MIX,
    SERVICES,
    SHARES,
    WHOLE,
    Column,
)

Columns = Mapping[str, Column]
Cells = frozenset[Hashable]
Meeting = tuple[Period, str, str]


def family(period: Period, on: date) -> list[Period]:
    """A year and its quarters as far as they came, when the period is one of them; the year first."""
    year, until = period.start.year, on + timedelta(days=1)
    quarters = [Quarter(year, number).period for number in (1, 2, 3, 4)]
    whole = [Period(date(year, 1, 1), date(year + 1, 1, 1)), *quarters]
    found = [Period(one.start, min(one.end, until)) for one in whole if one.start < until]
    return found if period in found else [period]


def kept_back(columns: Columns) -> tuple[Cells, bool]:
    """Stocks and what happened, by (unit, code); where the stocks of the units cannot be protected, the whole alone."""
    try:
        return _protected(columns), False
    except CannotProtect:
        return _protected({"": columns[""]}), True


def meetings_kept_back(by_period: Mapping[Period, Columns]) -> frozenset[Meeting]:
    """Of first meetings, by (period, unit, code): all of them where they cannot be protected otherwise."""
    keys = list(dict.fromkeys(key for columns in by_period.values() for key in columns))
    values: dict[Meeting, int] = {
        (period, key, code): columns.get(key, {}).get(code, 0)
        for period, columns in by_period.items()
        for key in keys
        for code in MEETINGS
    }
    try:
        known = list(_sums_of_meetings(list(by_period), keys))
        kept = disclosure.protect(Tables(dict[Hashable, int](values.items()), known))
    except CannotProtect:
        return frozenset(values)
    return frozenset(cell for cell in values if cell in kept)


def relations(columns: Columns) -> Sequence[Relation]:
    """What every reader knows of the figures of a unit and those below it in one period, meetings apart."""
    sums = [relation for key in columns for relation in _sums(key)]
    below = [key for key in columns if key]
    if below:
        sums += [disclosure.total(("", code), [(key, code) for key in below]) for code in _codes(columns)]
    return sums


def _codes(columns: Columns) -> list[str]:
    return [code for code in columns[""] if code not in MEETINGS]


def _protected(columns: Columns) -> Cells:
    values: dict[Hashable, int] = {(key, code): columns[key][code] for key in columns for code in _codes(columns)}
    flows = frozenset((key, code) for key in columns for code in FLOWS)
    stocks = {cell: number for cell, number in values.items() if cell not in flows}
    known = relations(columns)
    held = disclosure.protect(Tables(stocks, [one for one in known if flows.isdisjoint(one.keys)]))
    told = frozenset(stocks.keys() - held)
    try:
        return disclosure.protect(Tables(values, known, printed=told, kept_back=held))
    except CannotProtect:
        return held | flows


def _sums(key: str) -> Iterator[Relation]:
    """What every reader knows of the figures of one unit."""

    def cells(codes: Sequence[str]) -> list[Hashable]:
        return [(key, code) for code in codes]

    for share in SHARES:
        if share.whole not in MEETINGS:
            yield disclosure.total((key, share.whole), cells([share.part, share.rest]))
    yield disclosure.total((key, WHOLE), cells(MIX))
    yield disclosure.total((key, "known.managed"), cells(MANAGED))
    yield disclosure.total((key, "stock.after_rehab"), cells(AFTER))
    rehab = ((key, "stock.in_rehab"), 1)
    yield Relation((*((cell, 1) for cell in cells(IN_REHAB)), ((key, "stock.in_rehab"), -1)), at_most=True)
    yield Relation((rehab, *((cell, -1) for cell in cells((*IN_REHAB, "mix.paused")))), at_most=True)
    yield disclosure.within((key, "services.addicted"), (key, "files.managed"))
    for code in SERVICES:
        yield disclosure.within((key, code), (key, "services.any"))
    yield Relation((((key, "services.any"), 1), *((cell, -1) for cell in cells(SERVICES))), at_most=True)


def _sums_of_meetings(periods: Sequence[Period], keys: Sequence[str]) -> Iterator[Relation]:
    whole, *parts = MEETINGS
    for period in periods:
        for key in keys:
            yield disclosure.total((period, key, whole), [(period, key, part) for part in parts])
        if len(keys) > 1:
            for code in MEETINGS:
                yield disclosure.total((period, "", code), [(period, key, code) for key in keys if key])
    year, *quarters = periods
    if quarters:
        for key in keys:
            for code in MEETINGS:
                yield disclosure.total((year, key, code), [(quarter, key, code) for quarter in quarters])
