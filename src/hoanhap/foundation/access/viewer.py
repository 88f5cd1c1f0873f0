"""The viewer: an account with its living postings. Every gate asks it; nothing else decides who may see what."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from hoanhap.foundation.access import attestation, succession
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role, allows
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import lineage, paths
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere


@dataclass(frozen=True, slots=True)
class Seat:
    """One living posting as the gates see it, at its place or at the one that took over from it.

    `also`: the paths of units that went into this one, where something may lie yet. `waits`: see `succession`.
    `unchanged`: the place neither ended nor took over from another.
    """

    posting_id: uuid.UUID
    role: Role
    place_id: int
    place_name: str
    path: str
    title: str
    agency_id: uuid.UUID | None = None
    also: tuple[str, ...] = ()
    waits: bool = False
    unchanged: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """Its own path, then those it took over."""
        return self.path, *self.also

    def may(self, permission: Permission) -> bool:
        return allows(self.role, permission)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks or acts on a day, for a purpose. Without a living posting he sees nothing.

    `beside`: the places next to his, read where he sits in many, so that neighbours are asked as one range.
    """

    account_id: uuid.UUID
    name: str
    on: date
    seats: tuple[Seat, ...]
    origin: str = "web"
    purpose: Purpose | None = None
    beside: tuple[str, ...] = ()

    def paths(self, permission: Permission) -> tuple[str, ...]:
        """The parts of the map under which this is allowed."""
        return tuple(dict.fromkeys(path for seat in self.seats if seat.may(permission) for path in seat.paths))

    def may(self, permission: Permission, path: str | None = None) -> bool:
        """Whether this is allowed at this place (anywhere at all, when no path is given)."""
        allowing = (seat for seat in self.seats if seat.may(permission))
        if path is None:
            return any(True for _seat in allowing)
        return any(paths.is_under(path, scope) for seat in allowing for scope in seat.paths)

    def require(self, permission: Permission, path: str) -> None:
        """Raise NotHere unless allowed: missing and forbidden are one answer."""
        if not self.may(permission, path):
            raise NotHere

    def scope_q(self, permission: Permission, field: str = "unit_path") -> Q:
        """A filter for rows under the allowed parts of the map; without any, it matches nothing."""
        return paths.under_any(field, self.paths(permission), self.beside)

    def scope_of_any(self, *permissions: Permission, field: str = "unit_path") -> Q:
        """A filter for rows where one of these is allowed; a part of the map allowed twice is asked once."""
        allowed = (path for permission in permissions for path in self.paths(permission))
        return paths.under_any(field, allowed, self.beside)

    def has_role(self, *roles: Role) -> bool:
        return any(seat.role in roles for seat in self.seats)

    @property
    def seat(self) -> Seat | None:
        """The posting shown at the top of the page and signed with: the first living one."""
        return self.seats[0] if self.seats else None

    @property
    def title(self) -> str:
        return self.seat.title if self.seat else ""

    @property
    def actor(self) -> Actor:
        seat = self.seat
        return Actor(
            str(self.account_id), str(seat.posting_id) if seat else "", self.title, self.origin, self.purpose or ""
        )


def of(account: Account, on: date | None = None, *, origin: str = "web", purpose: Purpose | None = None) -> Viewer:
    """The viewer of an account on a day (today by default); an account switched off has no seat."""
    day = on or clock.today()
    seats = _seats(account, day)
    return Viewer(account.id, account.display_name, day, seats, origin, _own(purpose, seats), _beside(seats))


def _own(purpose: Purpose | None, seats: tuple[Seat, ...]) -> Purpose | None:
    """Why this post opens a shared door: the police do not come to support; who inspects does nothing else."""
    comes_for = DESCRIPTIONS[seats[0].role].comes_for if seats else Purpose.SUPPORT
    if purpose is Purpose.SUPPORT or (
        purpose and purpose is not Purpose.OWN_ACCOUNT and comes_for is Purpose.INSPECTION
    ):
        return comes_for
    return purpose


def _beside(seats: tuple[Seat, ...]) -> tuple[str, ...]:
    held = {path for seat in seats for path in seat.paths}
    return tuple(lineage.beside(held)) if len(held) > paths.ONE_BY_ONE else ()


def _seats(account: Account, day: date) -> tuple[Seat, ...]:
    if not account.is_active:
        return ()
    living = Posting.objects.filter(attestation.living_q(day), account=account)
    linked = ExpressionWrapper(lineage.linked_q(day), output_field=BooleanField())
    rows = list(living.select_related("place").annotate(linked=linked).order_by("valid_from", "id"))
    if not any(row.linked for row in rows):
        return tuple(_seat(row, succession.Standing(row.place), unchanged=True) for row in rows)
    standing = succession.standings(rows, day)
    return tuple(_seat(row, standing[row.pk], unchanged=not row.linked) for row in rows if row.pk in standing)


def _seat(row: Posting, at: succession.Standing, *, unchanged: bool) -> Seat:
    return Seat(
        posting_id=row.pk,
        role=Role(row.role),
        place_id=at.place.pk,
        place_name=at.place.full_name,
        path=at.place.path,
        title=row.title or str(DESCRIPTIONS[Role(row.role)].label),
        agency_id=row.agency_id,
        also=at.also,
        waits=at.waits,
        unchanged=unchanged,
    )
