"""What the table of doors says, read without asking what anybody was granted."""

from hoanhap.foundation.access.roles import DESCRIPTIONS
from hoanhap.foundation.access.viewer import Seat
from hoanhap.web.office.door import Door, Reach
from tests.watch.matrix.grounds import GONE, SEALED
from tests.watch.matrix.things import Ground

LOOKED = frozenset({200, 302})
ACTED = frozenset({200, 302, 422})  # an empty body may be refused in words
LEFT = ("former_officer",)
NOT_HERE, NOT_SO, TO_SIGN_IN = frozenset({404}), frozenset({405}), frozenset({302})
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE")


def expected(
    door: Door, method: str, seats: tuple[Seat, ...] | None, who: str, ground: Ground | None, *, person: bool
) -> frozenset[int]:
    """The answers the table allows; `seats` is None for somebody not signed in. A leaver's session has ended."""
    seats = None if who in LEFT else seats
    if seats is None and door.reach is not Reach.EVERYBODY:
        return TO_SIGN_IN | NOT_HERE | NOT_SO if door.reach.name == "NOBODY" else TO_SIGN_IN
    if method not in door.methods and not (method == "HEAD" and "GET" in door.methods):
        return NOT_SO
    may = door.reach in (Reach.EVERYBODY, Reach.SIGNED_IN) or any(
        reaches(door, seat, who, ground, person=person) for seat in seats or () if seat.role in door.roles
    )
    answers = (ACTED if method == "POST" else LOOKED) if may else NOT_HERE
    return answers | NOT_SO if method == "HEAD" else answers


def reaches(door: Door, seat: Seat, who: str, ground: Ground | None, *, person: bool) -> bool:
    """Whether this post, which the door is for, reaches what stands at this ground."""
    if door.reach is Reach.POST or ground is None:
        return True
    if ground.name == GONE or (person and ground.name == SEALED):
        return False
    if door.reach is Reach.OWN:
        return False  # the makers hand it to somebody who does not walk here
    there = ground.unit.path
    if door.reach is Reach.AGENCY:
        return who in ground.agencies
    if door.reach is Reach.UNIT:
        return seat.path == there
    if door.reach is Reach.ABOVE:
        return parent(there) == seat.path
    related = who in ground.related
    if door.reach is Reach.RELATED or (person and DESCRIPTIONS[seat.role].only_related):
        return related and there.startswith(seat.path)
    if DESCRIPTIONS[seat.role].levels == ("hamlet",):
        return parent(seat.path) == there
    return there.startswith(seat.path)


def parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"
