"""When an evaluation is due, what counts as effective, how a plan of replication is said. Pure."""

from collections.abc import Sequence
from datetime import date

from hoanhap.kernel import durations
from hoanhap.kernel.durations import Duration, Unit

# The plan asks to look at schemes regularly; each year is the office's reading of it. It flags, it never blocks.
MONTHS_BETWEEN_EVALUATIONS = 12


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
