"""One door: which methods it takes, for which posts and purpose it opens, how far they reach; and the posts by name."""

from dataclasses import dataclass, field
from enum import Enum, auto

from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.roles import Role, acting_as


class Reach(Enum):
    """How far a post reaches through a door."""

    NOBODY = auto()  # shut, until something else opens it for a moment (a link to set up, a secret just offered)
    EVERYBODY = auto()  # signed in or not
    SIGNED_IN = auto()  # everybody signed in; the page shows only what is his
    POST = auto()  # whoever holds such a post; the address names nothing
    BELOW = auto()  # what lies at the post's place or below it; helpers: their people alone; hamlets: their commune's
    RELATED = auto()  # what a living relation (a help, an accepted referral) joins to the very post
    OWN = auto()  # what belongs to the very account
    AGENCY = auto()  # what belongs to the very agency of the post
    UNIT = auto()  # what belongs to the very unit of the post
    ABOVE = auto()  # what belongs to a unit directly below that of the post


@dataclass(frozen=True, slots=True)
class Door:
    """`permissions`: one of them opens; none with a reach of POST or further means that `roles` alone decide.

    `purpose`: the kind of task it serves; it stands beside every act and every read that is logged behind this door.
    """

    methods: tuple[str, ...]
    reach: Reach
    roles: frozenset[Role] = frozenset()
    permissions: tuple[Permission, ...] = ()
    purpose: Purpose = field(kw_only=True)


OFFICER, LEADER, POLICE, HELPER = Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.COMMUNE_POLICE, Role.HELPER
MERGERS = (Role.DISTRICT_MERGER, Role.PROVINCE_MERGER)
COMMUNE = (OFFICER, LEADER, POLICE)
ABOVE = (*MERGERS, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER)
FIGURES = (Role.FRONT_CADRE, Role.JUSTICE, Role.CULTURE, Role.FINANCE, Role.INSPECTOR)
CARERS = (Role.HEALTH_STATION, Role.REHAB_CENTRE)
CENTRE = (Role.REHAB_CENTRE,)
READERS = (*COMMUNE, HELPER, Role.INSPECTOR)
FORCES = (*COMMUNE, *ABOVE, *FIGURES, Role.HEALTH_STATION, Role.FRONT_HAMLET)
AROUND = (*COMMUNE, *ABOVE, *FIGURES, Role.HEALTH_STATION)
KEEPS_AROUND = (OFFICER, LEADER, Role.FRONT_CADRE, *MERGERS)
TELLERS = (OFFICER, LEADER, Role.FRONT_CADRE)
SUPPORT, STEERING, REPORTING = Purpose.SUPPORT, Purpose.STEERING, Purpose.REPORTING
UPKEEP, SAFETY = Purpose.UPKEEP, Purpose.SAFETY
LEADERS = (LEADER, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER)
KEEPER = Role.ADMINISTRATOR
SECONDS = (*LEADERS, KEEPER)
OPENERS = (OFFICER, POLICE, Role.HEALTH_STATION)
DESK = (OFFICER, LEADER)
OVERSEERS = (OFFICER, *LEADERS, Role.ADMINISTRATOR, Role.INSPECTOR)
REPORTERS = (OFFICER, *LEADERS, POLICE, Role.HEALTH_STATION, Role.ADMINISTRATOR)
RIGHTS = Purpose.RIGHTS
REGISTERS = (*DESK, HELPER, *ABOVE, Role.INSPECTOR)
SEES_RESULTS = (*COMMUNE, Role.INSPECTOR)
LOOK, ACT, BOTH = ("GET",), ("POST",), ("GET", "POST")


def door(
    methods: tuple[str, ...], reach: Reach, roles: tuple[Role, ...], *permissions: Permission, purpose: Purpose
) -> Door:
    """A door for these roles and whoever acts as one of them."""
    holders = frozenset(holder for role in roles for holder in acting_as(role))
    return Door(methods, reach, holders, permissions, purpose=purpose)
