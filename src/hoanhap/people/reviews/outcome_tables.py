"""Tables of outcomes: what was counted of each group, and what of it stays back above the commune."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import CannotProtect, Relation, Tables
from hoanhap.people.reviews import rules
from hoanhap.people.reviews.episodes import Ended
from hoanhap.people.reviews.models import Condition, NotSeen, Outcome, Review, Work
from hoanhap.people.reviews.rates import Rate

QUARTER_PARTS = ("progress", "not_yet", "at_risk")
YEAR_PARTS = (Outcome.NO_USE.value, Outcome.USED.value)
REASONS = tuple(one for one in NotSeen.values if one)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure; None when it stays back."""

    value: int | None

    @property
    def display(self) -> str:
        return "…" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group in the table of a quarter or of the year after rehab. Every part is no more than its whole."""

    group: str
    label: str
    cells: Mapping[str, Cell]
    good: Rate | None
    total: bool = False

    def __getitem__(self, code: str) -> Cell:
        return self.cells[code]

    @property
    def is_small(self) -> bool:
        """Too few, or kept back: no rate is printed above the commune, and nowhere is it a ranking."""
        return self.good is None or self.good.is_small


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of groups and their sum; `protected`: small cells stay back, `withheld`: all of it does."""

    lines: Sequence[Line]
    whole: Line
    protected: bool = False
    withheld: bool = False


def count_year(rows: Sequence[Ended], on: date) -> Counter[str]:
    """The ends of rehab of one group: due, assessed with their outcome, not assessed with the reason."""
    found: Counter[str] = Counter(all=len(rows))
    for row in rows:
        is_due = row.written or bool(row.not_seen) or rules.due_on(row.episode.ended_on) <= on
        found["due"] += is_due
        found["not_due"] += not is_due
        if row.outcome:
            found["seen"] += 1
            found[Outcome.NO_USE if row.outcome == Outcome.NO_USE else Outcome.USED] += 1
            found["relapsed"] += row.outcome == Outcome.RELAPSED
            found["working"] += row.outcome == Outcome.NO_USE and row.work == Work.STABLE
        elif is_due:
            found["not_seen"] += 1
            found[f"not_seen.{row.not_seen or 'unwritten'}"] += 1
    return found


def count_quarter(rows: Sequence[Review]) -> Counter[str]:
    """The reviews of one group in one quarter."""
    found: Counter[str] = Counter(all=len(rows), due=len(rows))
    for row in rows:
        if row.condition:
            found["seen"] += 1
            found[row.condition] += 1
            found["working"] += row.condition == Condition.PROGRESS and row.work == Work.STABLE
        else:
            found["not_seen"] += 1
            found[f"not_seen.{row.not_seen}"] += 1
    return found


def table(counted: Mapping[tuple[str, str], Counter[str]], parts: Sequence[str], *, above: bool, good: str) -> Table:
    whole: Counter[str] = sum(counted.values(), Counter[str]())
    codes = ["all", "due", "not_due", "seen", *parts, "relapsed", "working", "not_seen"]
    codes += [f"not_seen.{reason}" for reason in (*REASONS, "unwritten")]
    kept, failed = _kept_back(counted, whole, codes, parts) if above else (frozenset[Hashable](), False)
    lines = [_line(key, found, codes, good, kept, above=above) for key, found in counted.items()]
    total = _line(("", _("Tổng")), whole, codes, good, kept, above=above, total=True)
    return Table([] if failed else lines, total, protected=bool(kept), withheld=failed)


def _line(
    key: tuple[str, str],
    found: Counter[str],
    codes: Sequence[str],
    good: str,
    kept: Collection[Hashable],
    *,
    above: bool,
    total: bool = False,
) -> Line:
    group = key[0]
    cells = {code: Cell(None if (group, code) in kept else found[code]) for code in codes}
    rate: Rate | None = Rate(found[good], found["seen"])
    hidden = cells[good].value is None or cells["seen"].value is None
    if above and not disclosure.may_print_rate(found[good], found["seen"], withheld=hidden):
        rate = None
    return Line(group=group, label=key[1], cells=cells, good=rate, total=total)


def _kept_back(
    counted: Mapping[tuple[str, str], Counter[str]], whole: Counter[str], codes: Sequence[str], parts: Sequence[str]
) -> tuple[frozenset[Hashable], bool]:
    """The cells that stay back above the commune; when even that gives a person away, the lines do."""
    columns = {key[0]: found for key, found in counted.items()} | {"": whole}
    if len(counted) == 1:
        columns.pop("")
    values: dict[Hashable, int] = {(group, code): found[code] for group, found in columns.items() for code in codes}
    sums: list[Relation] = []
    for group in columns:
        reasons = [(group, code) for code in codes if code.startswith("not_seen.")]
        sums += [
            disclosure.total((group, "all"), [(group, "due"), (group, "not_due")]),
            disclosure.total((group, "due"), [(group, "seen"), (group, "not_seen")]),
            disclosure.total((group, "seen"), [(group, part) for part in parts]),
            disclosure.total((group, "not_seen"), reasons),
            disclosure.within((group, "working"), (group, parts[0])),
        ]
        if "used" in parts:
            sums.append(disclosure.within((group, "relapsed"), (group, "used")))
    if "" in columns:
        below = [group for group in columns if group]
        sums += [disclosure.total(("", code), [(group, code) for group in below]) for code in codes]
    try:
        return disclosure.protect(Tables(values, sums)), False
    except CannotProtect:
        return frozenset(values), True
