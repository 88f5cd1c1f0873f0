"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "hoanhap.people.succession"
    label = "succession"
    verbose_name = "Bàn giao khi sắp xếp đơn vị"

    def ready(self) -> None:
        from hoanhap.foundation.access import permissions, roles
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.vault import classes
        from hoanhap.people.succession import duties
        from hoanhap.people.succession.policy import SuccessionPermission as May

        permissions.declare(May)
        roles.grant(roles.Role.COMMUNE_OFFICER, May.PLACE)
        roles.grant(roles.Role.COMMUNE_LEADER, May.PLACE, May.CHECK)
        codes.declare(
            {
                "succession.concluded": "Kết thúc bàn giao của đơn vị cũ",
                "succession.checked": "Kiểm tra hồ sơ nhận bàn giao",
                "succession.listed": "Thấy tên và nơi ở của người chưa biết thuộc đơn vị mới nào",
            }
        )
        duties.declare_all()
        fates.declare("succession.HandOver", Fate.OWN, why="tells of the change itself")
        public = ("old", "unit", "on", "whole", "persons", "cases", "begun_at", "finished_at", "checked_at")
        classes.declare(
            "succession.HandOver",
            {**dict.fromkeys(public, "public"), **dict.fromkeys(("id", "unit_path", "checked_by"), "technical")},
        )
