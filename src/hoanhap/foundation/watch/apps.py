"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "hoanhap.foundation.watch"
    label = "watch"
    verbose_name = "Giám sát việc xem"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.watch import duties, looks, queries
        from hoanhap.foundation.watch.rules import Look

        _grant()
        codes.declare(
            {
                "watch.alarm": "Cảnh báo xem bất thường",
                "watch.answered": "Trả lời cảnh báo xem bất thường",
                "watch.stopped": "Dừng việc xem quá nhiều người",
                "watch.not_here": "Hỏi một trang không có hoặc không được xem",
                "watch.looks_seen": "Xem ai đã mở hồ sơ",
                "watch.alarms_seen": "Xem danh sách cảnh báo",
                "watch.log_seen": "Xem tình trạng nhật ký",
            }
        )
        looks.declare(Look.QUESTION, "watch.not_here")
        kinds.subject_kinds.add(duties.SUBJECT, kinds.SubjectKind(lines=queries.duty_lines, unnamed=_("một tài khoản")))
        duties.declare()
        _classify()
        fates.declare("watch.Alarm", Fate.STAYS, why="is about officials of the old unit")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.foundation.watch.policy import WatchPermission as May

    permissions.declare(May)
    roles.grant(Role.COMMUNE_LEADER, May.SEE_LOOKS, May.SEE_ALARMS)
    for role in (Role.DISTRICT_LEADER, Role.PROVINCE_LEADER):
        roles.grant(role, May.SEE_ALARMS)
    roles.grant(Role.INSPECTOR, May.SEE_LOOKS)
    roles.grant(Role.ADMINISTRATOR, May.SEE_LOG)


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "watch.Alarm",
        {
            "note": "sensitive",
            **dict.fromkeys(("id", "account", "unit_path", "answered_by"), "technical"),
            **dict.fromkeys(("title", "home", "rule", "unit", "figure", "stopped", "raised_at"), "public"),
            **dict.fromkeys(("answer", "answered_at"), "public"),
        },
    )
