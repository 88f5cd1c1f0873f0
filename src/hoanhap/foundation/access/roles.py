"""Roles ready for use; what each may do is granted by the packages that guard it, in their apps.py."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.permissions import Permission, permissions
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.organisations.kinds import AgencyKind


class Role(StrEnum):
    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_LEADER = "commune_leader"
    COMMUNE_DEPUTY = "commune_deputy"
    COMMUNE_POLICE = "commune_police"
    POLICE_CHIEF = "police_chief"
    HEALTH_STATION = "health_station"
    REHAB_CENTRE = "rehab_centre"
    FRONT_CADRE = "front_cadre"
    FRONT_HAMLET = "front_hamlet"
    HELPER = "helper"
    JUSTICE = "justice"
    CULTURE = "culture"
    FINANCE = "finance"
    DISTRICT_MERGER = "district_merger"
    DISTRICT_LEADER = "district_leader"
    PROVINCE_MERGER = "province_merger"
    PROVINCE_LEADER = "province_leader"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class RoleDescription:
    """What a role is called, at which levels of the map it sits, and whether it may ever see a name.

    `acts_as`: a deputy or chief holds whatever the named role is granted. `must_end`: a posting without a last day is
    refused. `comes_for`: why this role opens what it shares with those who support. `agency`: the posting is that of
    one agency of this kind; what is meant for another agency at the same place is not its own. `only_related`: of all
    people it knows those alone whom a living relation (a help, an accepted referral) joins to it.
    """

    label: str | Promise
    levels: tuple[str, ...]
    sees_names: bool
    acts_as: Role | None = None
    must_end: bool = False
    comes_for: Purpose = Purpose.SUPPORT
    agency: AgencyKind | None = None
    only_related: bool = False


_COMMUNE, _DISTRICT, _PROVINCE = ("commune",), ("district",), ("province",)
_OFFICES = ("commune", "district", "province")

DESCRIPTIONS: dict[Role, RoleDescription] = {
    Role.COMMUNE_OFFICER: RoleDescription(_("cán bộ Tổ công tác"), _COMMUNE, sees_names=True),
    Role.COMMUNE_LEADER: RoleDescription(_("Chủ tịch UBND cấp xã"), _COMMUNE, sees_names=True),
    Role.COMMUNE_DEPUTY: RoleDescription(
        _("Phó Chủ tịch UBND cấp xã"), _COMMUNE, sees_names=True, acts_as=Role.COMMUNE_LEADER
    ),
    Role.COMMUNE_POLICE: RoleDescription(_("công an cấp xã"), _COMMUNE, sees_names=True, comes_for=Purpose.POLICE_WORK),
    Role.POLICE_CHIEF: RoleDescription(
        _("Trưởng công an cấp xã"),
        _COMMUNE,
        sees_names=True,
        acts_as=Role.COMMUNE_POLICE,
        comes_for=Purpose.POLICE_WORK,
    ),
    Role.HEALTH_STATION: RoleDescription(
        _("trạm y tế"),
        _COMMUNE,
        sees_names=True,
        comes_for=Purpose.HEALTH_CARE,
        agency=AgencyKind.TRAM_Y_TE,
        only_related=True,
    ),
    Role.REHAB_CENTRE: RoleDescription(
        _("cơ sở cai nghiện"), _OFFICES, sees_names=True, agency=AgencyKind.CENTRE, only_related=True
    ),
    Role.FRONT_CADRE: RoleDescription(_("cán bộ Mặt trận Tổ quốc"), _OFFICES, sees_names=False),
    Role.FRONT_HAMLET: RoleDescription(_("Ban công tác Mặt trận"), ("hamlet",), sees_names=False),
    Role.HELPER: RoleDescription(_("người giúp đỡ của hội, đoàn thể"), _COMMUNE, sees_names=True, only_related=True),
    Role.JUSTICE: RoleDescription(_("cán bộ tư pháp"), _OFFICES, sees_names=False),
    Role.CULTURE: RoleDescription(_("cán bộ văn hóa"), _OFFICES, sees_names=False),
    Role.FINANCE: RoleDescription(_("cán bộ tài chính"), _OFFICES, sees_names=False),
    Role.DISTRICT_MERGER: RoleDescription(_("cán bộ tổng hợp cấp huyện"), _DISTRICT, sees_names=False),
    Role.DISTRICT_LEADER: RoleDescription(_("lãnh đạo cấp huyện"), _DISTRICT, sees_names=False),
    Role.PROVINCE_MERGER: RoleDescription(_("cán bộ tổng hợp cấp tỉnh"), _PROVINCE, sees_names=False),
    Role.PROVINCE_LEADER: RoleDescription(_("lãnh đạo cấp tỉnh"), _PROVINCE, sees_names=False),
    Role.INSPECTOR: RoleDescription(
        _("thanh tra"), _OFFICES, sees_names=True, must_end=True, comes_for=Purpose.INSPECTION
    ),
    Role.ADMINISTRATOR: RoleDescription(_("quản trị hệ thống"), _OFFICES, sees_names=False),
}

_granted: dict[Role, set[Permission]] = defaultdict(set)


def grant(role: Role, *allowed: Permission) -> None:
    """Give declared permissions to a role and those who act as it; raises UnknownName for one not declared."""
    for permission in allowed:
        permissions[permission.value]
        for holder in acting_as(role):
            _granted[holder].add(permission)


def acting_as(role: Role) -> tuple[Role, ...]:
    """The role itself and those who hold whatever it is granted."""
    return role, *(other for other, description in DESCRIPTIONS.items() if description.acts_as is role)


def stands_for(role: Role) -> tuple[Role, ...]:
    """The roles whose work comes to this one: itself, and the one it acts as."""
    other = DESCRIPTIONS[role].acts_as
    return (role, other) if other else (role,)


def holders_of(permission: Permission) -> frozenset[Role]:
    """Every role that was granted this."""
    return frozenset(role for role in Role if permission in allowed_to(role))


def allows(role: Role, permission: Permission) -> bool:
    """Asked for each name of a list, so without the copy that `allowed_to` makes."""
    return permission in _granted[role]


def allowed_to(role: Role) -> frozenset[Permission]:
    return frozenset(_granted[role])
