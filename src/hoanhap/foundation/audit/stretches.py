"""What another process does of a check: open the log and read one stretch. Needs no Django, so it starts at once."""

from dataclasses import dataclass

from hoanhap.foundation.audit import segments
from hoanhap.foundation.audit.segments import Found, Mark
from hoanhap.foundation.audit.sources import Address, Log


@dataclass(frozen=True, slots=True)
class Stretch:
    """Positions, the digest stored ahead of them, the moment before them, and the checkpoints around and inside."""

    first: int
    last: int
    before: bytes
    neighbour: str
    marks: tuple[Mark, ...]


def checked(log: Log, part: Stretch) -> Found:
    rows = log.stretch(part.first, part.last)
    found = segments.check(rows, first=part.first, before=part.before, neighbour=part.neighbour, marks=list(part.marks))
    found.faults += segments.after_missing(found, part.last)
    return found


def elsewhere(at: Address, part: Stretch) -> Found:
    with at.opened() as log:
        return checked(log, part)
