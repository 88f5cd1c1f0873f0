"""What a commune still lacks, and until when it should have it. Pure.

No instrument we have read sets a number of days for setting up a task force or issuing its regulation; the two numbers
below are office practice. They remind, they never block.
"""

from dataclasses import dataclass
from datetime import date

WORKING_DAYS_TO_SET_UP = 10
WORKING_DAYS_TO_REGULATE = 10


@dataclass(frozen=True, slots=True)
class Missing:
    task_force: bool
    regulation: bool


def missing(*, has_force: bool, regulated_since: date | None, on: date) -> Missing:
    """A regulation issued later does not count yet."""
    return Missing(task_force=not has_force, regulation=has_force and (regulated_since is None or regulated_since > on))


def overlaps(from_1: date, to_1: date | None, from_2: date, to_2: date | None) -> bool:
    """Do two half-open periods share a day? An open end lasts for ever; what ends on the day it began has no day."""
    if from_1 == to_1 or from_2 == to_2:
        return False
    return (to_2 is None or from_1 < to_2) and (to_1 is None or from_2 < to_1)
