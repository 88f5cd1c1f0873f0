"""A share in a baseline period and now, and how far they lie apart (kỳ gốc, so với kỳ gốc). Pure.

A baseline ends before the period it is held against begins: no row of a flow counts in both, and no sum runs from one
to the other. So what must stay back of the two together is what stays back of each alone, and each shows the same cells
beside whichever other it stands: holding one period against several tells no more than their own pages do. A difference
is told only where both figures are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoanhap.kernel import numbers
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews.indicators import Board, Shown

KEPT_BACK = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One share then and now."""

    then: Shown
    now: Shown

    @property
    def persons(self) -> int | None:
        """How many people more; None when one of the two figures stays back."""
        before, after = self.then.part.value, self.now.part.value
        return None if before is None or after is None else after - before

    @property
    def points(self) -> Decimal | None:
        """How many percentage points more; None without two rates."""
        if self.then.rate is None or self.now.rate is None:
            return None
        before, after = (numbers.ratio(one.part, one.whole) for one in (self.then.rate, self.now.rate))
        return None if before is None or after is None else after - before

    @property
    def persons_display(self) -> str:
        return KEPT_BACK if self.persons is None else _signed(Decimal(self.persons))

    @property
    def points_display(self) -> str:
        """ "+4,00"; a dash when nobody stands below one of the lines, else what says that a figure stays back."""
        if self.points is not None:
            return _signed(self.points)
        return numbers.NOTHING if 0 in (self.then.whole.value, self.now.whole.value) else KEPT_BACK


def may_be_baseline(base: Period, now: Period) -> bool:
    """Over before the other begins: what overlaps could be told apart by subtracting one from the other."""
    return base.end <= now.start


def beside(base: Board, now: Board) -> Sequence[Change]:
    """Every share of the page then and now; none when the two are not of one unit (one of them told the whole only)."""
    if base.place != now.place:
        return []
    then = {shown.share.part: shown for shown in base.shares}
    return [Change(then=then[shown.share.part], now=shown) for shown in now.shares]


def _signed(value: Decimal) -> str:
    return f"+{numbers.decimal(value)}" if value > 0 else numbers.decimal(value)
