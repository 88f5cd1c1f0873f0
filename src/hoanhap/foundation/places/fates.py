"""What becomes of the rows of each table when people or whole units go to another unit.

Every table that tells a unit (`unit_path`) is declared here by its package; a test finds the one that is not. So a new
table of a new package cannot be forgotten by the hand-over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.registers import Register


class Fate(StrEnum):
    FOLLOWS = "follows"  # lies where its person lies: unit, path and keys go along
    DATED = "dated"  # tells what a unit did: unit and path stay as they were, the keys go along
    STAYS = "stays"  # a paper of the old unit; its successor reads and ends it there
    OWN = "own"  # its package moves it by an act of its own


SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Way:
    """`way`: the look-up from a row to its case or person ("case", "contact__case", "person"); for the first two fates.

    SUBJECT: the row names its subject by kind and id, because its package knows no people. `why`: what the package
    says about rows that stay, or go by an act of its own.
    """

    fate: Fate
    way: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One unit has ended on a day; somebody carries out what follows for what the unit itself holds, at a moment.

    `new` took over all of it. None: it was split (`parts`), or nobody came after it (a level that was abolished).
    """

    old: Place
    new: Place | None
    parts: bool
    on: date
    by: Actor
    at: datetime


fates: Register[Way] = Register("what becomes of tables when units change")

unit_carriers: Register[Callable[[Passage], int]] = Register("what units hold and hand over when they end")
"""Called in one transaction for each unit that has ended; must bear being called again. How many rows changed."""


def declare(model_label: str, fate: Fate, *, way: str = "", why: str = "") -> None:
    """Say what becomes of a table, named like "care.Contact"."""
    if fate in (Fate.FOLLOWS, Fate.DATED) and not way:
        raise ValueError(f"{model_label}: how does a row find its case or person?")
    fates.add(model_label, Way(fate, way, why))
