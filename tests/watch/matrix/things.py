"""What the parts of an address name: one maker for each part, made by the real actions at any ground.

A door with a part nobody makes fails the matrix with the line to add here:

    @makes("act_id", of=Scope.PERSON)
    def _act(ground: Ground) -> object:
        return joint_acts.ask(..., subject_id=ground["case"].pk, ...).pk
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import Consent, ConsentText, Medium
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import ids
from tests.cast import NOW, SETTER, TODAY, Cast

SINCE = date(2020, 1, 6)
SUPPORTED = date(2020, 6, 1)


class Scope(Enum):
    """Whose a part is; it says at which grounds a door is tried."""

    WORD = auto()  # a word like a format: the same everywhere
    UNIT = auto()  # of an office
    PERSON = auto()  # of one person: also tried unrelated, closed and sealed


@dataclass
class Ground:
    """Where things stand: a unit, one person in it, and who is joined to that person by a living relation.

    `agencies`: whose very agency made what an agency makes here.

    `ground["case"]` and the like are made when first asked for.
    """

    name: str
    cast: Cast
    unit: Place
    writer: Account
    number: int
    helper: Account | None = None
    related: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    made: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, part: str) -> Any:
        if part not in self.made:
            self.made[part] = MAKERS[part].make(self)
        return self.made[part]


@dataclass(frozen=True)
class Maker:
    make: Callable[[Ground], object]
    scope: Scope


MAKERS: dict[str, Maker] = {}


def makes(part: str, *, of: Scope) -> Callable[[Callable[[Ground], object]], None]:
    """Enter the maker of one part of addresses, or of something other makers need."""

    def enter(make: Callable[[Ground], object]) -> None:
        MAKERS[part] = Maker(make, of)

    return enter


def missing(parts: set[str]) -> list[str]:
    """Parts of addresses nobody makes, each with what to do."""
    return [
        f"the address part “{part}” has no maker: add one in tests/watch/matrix/things.py"
        for part in sorted(parts - MAKERS.keys())
    ]


# --- words --------------------------------------------------------------------------------------------------------

makes("kind", of=Scope.WORD)(lambda ground: "xlsx")
makes("suffix", of=Scope.WORD)(lambda ground: "docx")
makes("code", of=Scope.WORD)(lambda ground: "stock.total")
makes("quarter", of=Scope.WORD)(lambda ground: "2020-Q2")
makes("token", of=Scope.WORD)(lambda ground: "no-such-link")
# A key or a session that is not one's own is answered like one that is gone already.
makes("passkey_id", of=Scope.WORD)(lambda ground: ids.new_id())
makes("session_id", of=Scope.WORD)(lambda ground: ids.new_id())


def agrees(ground: Ground, purpose: str) -> Consent:
    """The person of the ground agrees; a text is published where none was."""
    in_use = ConsentText.objects.filter(unit=ground.unit, purpose=purpose, state="published").first()
    if in_use is None:
        body = "Tôi đồng ý với việc được nói rõ ở đây, và rút lại được bất cứ lúc nào."
        text = consents.draft_text(unit=ground.unit, purpose=purpose, body=body, by=SETTER, at=NOW)
        in_use = consents.publish_text(text=text, by=SETTER, at=NOW)
    return consents.give(
        text=in_use,
        subject_kind=PERSON,
        subject_id=ground["person"].pk,
        unit=ground.unit,
        age=40,
        given=consents.Given(agreed=True, medium=Medium.SCREEN, given_on=TODAY),
        by=SETTER,
        at=NOW,
    )
