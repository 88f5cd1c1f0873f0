"""Roles ready for use; what each may do is granted by the packages that guard it, in their apps.py."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.permissions import Permission, permissions


class Role(StrEnum):
    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_LEADER = "commune_leader"
    COMMUNE_POLICE = "commune_police"
    HELPER = "helper"
    DISTRICT_MERGER = "district_merger"
    DISTRICT_LEADER = "district_leader"
    PROVINCE_MERGER = "province_merger"
    PROVINCE_LEADER = "province_leader"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class RoleDescription:
    """What a role is called, at which level of the map it sits, and whether it may ever see a name."""

    label: str | Promise
    level: str
    sees_names: bool


DESCRIPTIONS: dict[Role, RoleDescription] = {
    Role.COMMUNE_OFFICER: RoleDescription(_("cán bộ Tổ công tác"), "commune", sees_names=True),
    Role.COMMUNE_LEADER: RoleDescription(_("lãnh đạo UBND cấp xã"), "commune", sees_names=True),
    Role.COMMUNE_POLICE: RoleDescription(_("công an cấp xã"), "commune", sees_names=True),
    Role.HELPER: RoleDescription(_("người được phân công giúp đỡ"), "commune", sees_names=True),
    Role.DISTRICT_MERGER: RoleDescription(_("cán bộ tổng hợp cấp huyện"), "district", sees_names=False),
    Role.DISTRICT_LEADER: RoleDescription(_("lãnh đạo cấp huyện"), "district", sees_names=False),
    Role.PROVINCE_MERGER: RoleDescription(_("cán bộ tổng hợp cấp tỉnh"), "province", sees_names=False),
    Role.PROVINCE_LEADER: RoleDescription(_("lãnh đạo cấp tỉnh"), "province", sees_names=False),
    Role.ADMINISTRATOR: RoleDescription(_("quản trị hệ thống"), "province", sees_names=False),
}

_granted: dict[Role, set[Permission]] = defaultdict(set)


def grant(role: Role, *allowed: Permission) -> None:
    """Give declared permissions to a role; raises UnknownName for one that was not declared."""
    for permission in allowed:
        permissions[permission.value]
        _granted[role].add(permission)


def allowed_to(role: Role) -> frozenset[Permission]:
    return frozenset(_granted[role])
