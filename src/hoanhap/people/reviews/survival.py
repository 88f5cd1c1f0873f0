"""How long people stay without a sign of use: Kaplan–Meier with Greenwood's variance, log-rank test. Pure.

A sign is what an officer signed; who was no longer seen leaves the curve on the last day somebody signed for him
("censored"), so time nobody looked at is never counted as time without use.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Followed:
    """One person followed for so many days; `sign`: a sign of use was signed on the last of them."""

    days: int
    sign: bool

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("nobody is followed for less than no time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What holds from this day on: the share without a sign, Greenwood's variance, the log-log interval.

    `at_risk` were followed just before the day. Without a limit (`None`) the interval cannot be worked out.
    """

    day: int
    at_risk: int
    signs: int
    left: int
    share: float
    variance: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    people: tuple[Followed, ...]
    points: tuple[Point, ...]

    @property
    def signs(self) -> int:
        return sum(one.sign for one in self.people)

    @property
    def longest(self) -> int:
        return max((one.days for one in self.people), default=0)

    def at(self, day: int) -> Point:
        """The point that holds on this day; from the first day nobody has left yet."""
        found = [point for point in self.points if point.day <= day]
        return found[-1] if found else _start(len(self.people))

    def at_risk(self, day: int) -> int:
        """How many are followed for this many days or longer."""
        return sum(one.days >= day for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """How far apart the curves of several groups are, and how often chance alone parts them so."""

    statistic: float
    degrees: int
    p: float


def kaplan_meier(people: Iterable[Followed]) -> Curve:
    """The curve of these people: one point for every day on which somebody showed a sign or was last seen."""
    everybody = tuple(people)
    points, share, spread = [], 1.0, 0.0
    for day in sorted({one.days for one in everybody}):
        at_risk = sum(one.days >= day for one in everybody)
        signs = sum(one.days == day and one.sign for one in everybody)
        left = sum(one.days == day and not one.sign for one in everybody)
        share *= (at_risk - signs) / at_risk
        spread += signs / (at_risk * (at_risk - signs)) if at_risk > signs else math.inf
        low, high = _log_log(share, spread)
        points.append(
            Point(
                day=day,
                at_risk=at_risk,
                signs=signs,
                left=left,
                share=share,
                variance=share * share * spread if math.isfinite(spread) else None,
                low=low,
                high=high,
            )
        )
    return Curve(everybody, tuple(points))


def log_rank(groups: Mapping[str, Sequence[Followed]]) -> LogRank:
    """Whether the curves of these groups differ more than chance would make them; two groups at least."""
    names = sorted(groups)
    if len(names) < 2:
        raise ValueError("one group has nothing to be compared with")
    days = sorted({one.days for people in groups.values() for one in people if one.sign})
    size = len(names) - 1
    apart = [0.0] * size
    variance = [[0.0] * size for _row in range(size)]
    for day in days:
        _add_day(day, [groups[name] for name in names], apart, variance)
    solved = _solve(variance, apart)
    statistic = 0.0 if solved is None else sum(one * other for one, other in zip(apart, solved, strict=True))
    return LogRank(statistic=statistic, degrees=size, p=chi_square_tail(statistic, size))


def chi_square_tail(value: float, degrees: int) -> float:
    """How often a chi-square figure with so many degrees is greater than this; whole degrees have closed forms."""
    if degrees < 1:
        raise ValueError("a chi-square figure has at least one degree")
    half = max(value, 0.0) / 2
    if degrees % 2 == 0:
        terms = (math.exp(-half) * math.pow(half, step) / math.factorial(step) for step in range(degrees // 2))
        return min(sum(terms), 1.0)
    more = (
        math.exp(-half) * math.pow(half, step - 0.5) / math.gamma(step + 0.5)
        for step in range(1, (degrees - 1) // 2 + 1)
    )
    return min(math.erfc(math.sqrt(half)) + sum(more), 1.0)


def _start(people: int) -> Point:
    return Point(day=0, at_risk=people, signs=0, left=0, share=1.0, variance=0.0, low=1.0, high=1.0)


def _log_log(share: float, spread: float) -> tuple[float | None, float | None]:
    """The 95 % interval on the scale log(-log); nothing is known of its width at nought."""
    if share <= 0.0:
        return None, None
    if spread <= 0.0:
        return 1.0, 1.0
    width = Z95 * math.sqrt(spread) / abs(math.log(share))
    middle = math.log(-math.log(share))
    return math.exp(-math.exp(middle + width)), math.exp(-math.exp(middle - width))


def _add_day(day: int, groups: Sequence[Sequence[Followed]], apart: list[float], variance: list[list[float]]) -> None:
    """What one day with a sign adds: signs seen less signs expected, and how far chance scatters them."""
    at_risk = [sum(one.days >= day for one in people) for people in groups]
    signs = [sum(one.days == day and one.sign for one in people) for people in groups]
    everybody, all_signs = sum(at_risk), sum(signs)
    scatter = all_signs * (everybody - all_signs) / (everybody - 1) if everybody > 1 else 0.0
    for row, count in enumerate(at_risk[:-1]):
        apart[row] += signs[row] - all_signs * count / everybody
        for column, other in enumerate(at_risk[:-1]):
            own = count / everybody if row == column else 0.0
            variance[row][column] += scatter * (own - count * other / everybody**2)


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float] | None:
    """The answer of a small system of equations; None when it has no single one (groups without anybody at risk)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        if abs(rows[pivot][column]) < 1e-12:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                times = rows[row][column] / rows[column][column]
                rows[row] = [one - times * other for one, other in zip(rows[row], rows[column], strict=True)]
    return [rows[row][size] / rows[row][row] for row in range(size)]
