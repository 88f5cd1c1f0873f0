"""Rates that say how sure they are, and when a comparison would only be noise (tỷ lệ, khoảng tin cậy). Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoanhap.foundation.indicators.disclosure import LEAST_DENOMINATOR, SMALL
from hoanhap.kernel import numbers
from hoanhap.people.reviews.survival import Z95, Curve


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. A part greater than its whole cannot be made."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} cannot be part of {self.whole}")

    @property
    def display(self) -> str:
        """ "52,94 %", or a dash when nobody stands below the line."""
        return numbers.percent(self.part, self.whole)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval; none without a whole."""
        return wilson(self.part, self.whole) if self.whole else None

    @property
    def interval_display(self) -> str:
        """ "30,96 – 73,83 %"."""
        return between(self.interval)

    @property
    def is_small(self) -> bool:
        """Too few for a rate to tell one place from another."""
        return self.whole < LEAST_DENOMINATOR


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for a share: never outside 0 to 1, and honest with few people."""
    if not 0 <= part <= whole or whole < 1:
        raise ValueError(f"{part} of {whole} is no share")
    share, extra = part / whole, z * z / whole
    middle = (share + extra / 2) / (1 + extra)
    half = z * math.sqrt(share * (1 - share) / whole + extra / (4 * whole)) / (1 + extra)
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return low, high


def between(found: tuple[float | None, float | None] | None) -> str:
    """An interval as it is printed; a dash where it cannot be worked out."""
    if found is None or found[0] is None or found[1] is None:
        return numbers.NOTHING
    return f"{_hundredths(found[0])} – {_hundredths(found[1])} %"


def share_display(share: float) -> str:
    return f"{_hundredths(share)} %"


def _hundredths(share: float) -> str:
    return numbers.decimal(Decimal(str(round(share * 100, 2))).quantize(Decimal("0.01")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The curve read after so many months: for the screen of a commune, or coarse for those above it."""

    months: int
    at_risk: int
    signs: int
    left: int
    share: float
    low: float | None
    high: float | None


DAYS_A_MONTH = 365.25 / 12


def readings(curve: Curve, *, months: Sequence[int], coarse: bool) -> list[Reading]:
    """The curve after these many months, as long as somebody is followed so far.

    `coarse`: a reading is left out while it would tell of one to four people more than the reading before it (signs,
    or people no longer followed), or when so few remain: what is left out is told together with the next.
    """
    found, since = [], 0
    for count in months:
        day = round(count * DAYS_A_MONTH)
        at_risk = curve.at_risk(day)
        if at_risk == 0:
            break
        passed = [one for one in curve.people if since <= one.days < day]
        signs = sum(one.sign for one in passed)
        left = len(passed) - signs
        if coarse and any(0 < number < SMALL for number in (at_risk, signs, left)):
            continue
        point = curve.at(day - 1)
        # Without a sign so far nothing is known of the width of the interval: not "100 – 100 %".
        low, high = (point.low, point.high) if point.share < 1 else (None, None)
        found.append(
            Reading(months=count, at_risk=at_risk, signs=signs, left=left, share=point.share, low=low, high=high)
        )
        since = day
    return found


def may_compare(groups: Sequence[Curve]) -> bool:
    """Whether curves may be compared at all: two or more, each with twenty people and five signs."""
    return len(groups) > 1 and all(len(curve.people) >= LEAST_DENOMINATOR and curve.signs >= SMALL for curve in groups)
