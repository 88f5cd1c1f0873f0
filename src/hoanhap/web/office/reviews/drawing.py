"""The curve as an SVG picture, drawn by the server without script: steps, the band of its interval, the time scale.

Only what the page may tell is drawn: for a commune every step, above it the coarse readings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hoanhap.people.reviews.outcomes import GroupCurve
from hoanhap.people.reviews.rates import DAYS_A_MONTH
from hoanhap.people.reviews.survival import Curve

WIDTH, HEIGHT = 360, 260
LEFT, RIGHT, TOP, BOTTOM = 58, 10, 12, 38
GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid with its words: `at` along its axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the template draws; coordinates within WIDTH × HEIGHT."""

    line: str
    band: str
    across: Sequence[Mark]
    down: Sequence[Mark]
    ticks: Sequence[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    words_at: int = HEIGHT - 12


@dataclass(frozen=True, slots=True)
class _Corner:
    day: float
    share: float
    low: float | None
    high: float | None


def picture(group: GroupCurve, *, coarse: bool) -> Picture | None:
    """The picture of this curve; none where there is nothing to draw."""
    if group.curve is None or not group.curve.points:
        return None
    corners = _coarse(group) if coarse else _fine(group.curve)
    if len(corners) < 2:
        return None
    months = max(3, -(-int(corners[-1].day / DAYS_A_MONTH + 0.999) // 3) * 3)
    last = months * DAYS_A_MONTH
    step = 3 if months <= 12 else 6
    return Picture(
        line=_steps([(one.day, one.share) for one in corners], last),
        band=_band(corners, last),
        across=[Mark(_y(share / 100), f"{share} %") for share in GRID],
        down=[Mark(_x(count * DAYS_A_MONTH, last), str(count)) for count in range(0, months + 1, step)],
        ticks=[] if coarse else [Mark(_x(p.day, last), f"{_y(p.share):.1f}") for p in group.curve.points if p.left],
    )


def _fine(curve: Curve) -> list[_Corner]:
    return [_Corner(0, 1.0, 1.0, 1.0), *(_Corner(p.day, p.share, p.low, p.high) for p in curve.points)]


def _coarse(group: GroupCurve) -> list[_Corner]:
    read = [_Corner(one.months * DAYS_A_MONTH, one.share, one.low, one.high) for one in group.read]
    return [_Corner(0, 1.0, 1.0, 1.0), *read]


def _steps(points: Sequence[tuple[float, float]], last: float) -> str:
    """A path that goes straight and then down, as the share holds until the day it changes."""
    first, *others = points
    path = [f"M{_x(first[0], last):.1f} {_y(first[1]):.1f}"]
    for day, share in others:
        path += [f"H{_x(day, last):.1f}", f"V{_y(share):.1f}"]
    return " ".join(path)


def _band(corners: Sequence[_Corner], last: float) -> str:
    known = [(one.day, one.low, one.high) for one in corners if one.low is not None and one.high is not None]
    if len(known) < 2:
        return ""
    upper = _steps([(day, high) for day, _low, high in known], last)
    back: list[str] = []
    for index in range(len(known) - 1, -1, -1):
        day, low, _high = known[index]
        back.append(f"L{_x(day, last):.1f} {_y(low):.1f}")
        if index:
            back.append(f"L{_x(day, last):.1f} {_y(known[index - 1][1]):.1f}")
    return f"{upper} {' '.join(back)} Z"


def _x(day: float, last: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * day / last


def _y(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
