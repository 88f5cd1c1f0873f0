"""Packages above that owe a case work as it is opened, moved, ended or set back (kế hoạch gặp, người giúp đỡ)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from hoanhap.foundation.audit import Actor
from hoanhap.kernel.registers import Register
from hoanhap.people.cases.models import Case

followers: Register[Callable[[Sequence[Case], Actor, datetime], None]] = Register("followers of cases")
"""Called in the transaction of the act with the cases as they stand after it; must bear being called twice."""


def tell(cases: Sequence[Case], *, by: Actor, at: datetime) -> None:
    """Tell all followers how these cases stand now."""
    for follow in followers.values():
        follow(cases, by, at)
