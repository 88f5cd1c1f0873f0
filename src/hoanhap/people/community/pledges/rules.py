"""For which parts a sheet pledges, and what many sheets say together. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# A sheet has a few dozen lines, a list of a whole commune some thousands; more is a slip of the finger.
SIGNED_AT_MOST = 100_000
# A day before is a slip of the finger, too: these movements are younger.
FIRST_DAY = date(2000, 1, 1)
HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Group:
    """Sheets of one place, kind and choice of parts: how many there are, and how many signed on them."""

    unit_id: int
    hamlet_id: int | None
    signer: str
    parts: tuple[str, ...]
    signed: int
    sheets: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What some sheets say together; one that pledges for three parts counts once, and once in each part."""

    groups: tuple[Group, ...] = ()

    @property
    def sheets(self) -> int:
        return sum(one.sheets for one in self.groups)

    @property
    def signed(self) -> int:
        return self.count()

    @property
    def households(self) -> int:
        return self.count(signer=HOUSEHOLD)

    @property
    def others(self) -> int:
        return self.signed - self.households

    def count(self, *, signer: str | None = None, part: str | None = None) -> int:
        """How many signed, of one kind of signer or for one part where asked so."""
        return sum(
            one.signed for one in self.groups if signer in (None, one.signer) and (part is None or part in one.parts)
        )


def tally(groups: Iterable[Group]) -> Tally:
    return Tally(tuple(groups))


def parts_meant(chosen: Collection[str] | None, known: Sequence[str]) -> tuple[str, ...] | None:
    """The parts a sheet pledges for, in the order of the movement: all of them unless some were chosen.

    None for a choice that cannot be: of a part the movement has not, or of no part of a movement made of several.
    """
    if chosen is None:
        return tuple(known)
    if set(chosen) - set(known) or (known and not chosen):
        return None
    return tuple(code for code in known if code in chosen)


def may_sign(signed: int) -> bool:
    """Whether so many may stand on one sheet."""
    return 1 <= signed <= SIGNED_AT_MOST
