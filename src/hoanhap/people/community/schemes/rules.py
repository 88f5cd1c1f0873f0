"""When an evaluation is due, how a plan of replication is said, when a hamlet counts for the target. Pure."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from hoanhap.kernel import durations
from hoanhap.kernel.durations import Duration, Unit

# The plan asks to look at schemes regularly; each year is the office's reading of it. It flags, it never blocks.
MONTHS_BETWEEN_EVALUATIONS = 12

# The target speaks of solutions that re-educate and help people; a street or house that keeps its own order is none.
# Which kinds those are is the office's reading: they are named on the page that counts with them.
ONLY_KEEP_ORDER = ("street", "boarding_house", "order")


class HamletState(StrEnum):
    """How a hamlet stands to the target in a period."""

    REACHED = "reached"  # a solution, and something was done for it in the period
    IDLE = "idle"  # a solution on paper: planned or running, nothing was done
    NONE = "none"  # no solution


def hamlet_state(*, solutions: int, activities: int) -> HamletState:
    """A hamlet counts only with a solution and at least one activity in the period."""
    if not solutions:
        return HamletState.NONE
    return HamletState.REACHED if activities else HamletState.IDLE


def lacks_evaluation(*, started_on: date, evaluated_on: date | None, on: date) -> bool:
    """Nobody looked at it for twelve months: since the last approved evaluation, or since it began."""
    last = evaluated_on or started_on
    return on >= durations.add(last, Duration(MONTHS_BETWEEN_EVALUATIONS, Unit.MONTH))


def progress(done: int, missing: Sequence[str]) -> tuple[str, str]:
    """How far a plan is, as a leader reads it: ("3/4", "Phú Thuận B")."""
    return f"{done}/{done + len(missing)}", ", ".join(missing)


def may_hold(current: str, wanted: str) -> bool:
    """Whether one standing of a scheme may follow another at the same place; what stopped stays stopped that year."""
    return wanted in _AFTER.get(current, ())


_AFTER: dict[str, tuple[str, ...]] = {
    "": ("pilot", "replicating", "kept"),
    "pilot": ("kept", "stopped"),
    "replicating": ("kept", "stopped"),
    "kept": ("kept", "stopped"),
    "stopped": ("replicating",),
}
