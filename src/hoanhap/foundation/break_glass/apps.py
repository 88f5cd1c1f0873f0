"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class BreakGlassConfig(AppConfig):
    name = "hoanhap.foundation.break_glass"
    label = "break_glass"
    verbose_name = "Mở khẩn cấp"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.break_glass import duties, queries
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.watch import looks
        from hoanhap.foundation.watch.rules import Look

        _grant()
        codes.declare(
            {
                "glass.tried": "Hỏi mở khẩn cấp",
                "glass.opened": "Mở khẩn cấp hồ sơ",
                "glass.viewed": "Xem hồ sơ mở khẩn cấp",
                "glass.revealed": "Xem thông tin che trong hồ sơ mở khẩn cấp",
                "glass.closed": "Đóng hồ sơ mở khẩn cấp",
                "glass.reviewed": "Xem việc mở khẩn cấp",
                "glass.judged": "Kết luận về việc mở khẩn cấp",
                "glass.lifted": "Gỡ tạm dừng quyền mở khẩn cấp",
            }
        )
        kinds.subject_kinds.add(
            duties.SUBJECT, kinds.SubjectKind(lines=queries.duty_lines, unnamed=_("một hồ sơ bạn không phụ trách"))
        )
        duties.declare()
        looks.declare(Look.FILE, "glass.viewed")
        looks.declare(Look.REVEAL, "glass.revealed")
        looks.declare(Look.QUESTION, "glass.tried")
        _classify()
        fates.declare("break_glass.Opening", Fate.STAYS, why="what was opened in the old unit is judged there")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.foundation.break_glass.policy import BreakGlassPermission as May

    permissions.declare(May)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.HEALTH_STATION):
        roles.grant(role, May.OPEN)
    roles.grant(Role.COMMUNE_LEADER, May.REVIEW)


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "break_glass.Opening",
        {
            **dict.fromkeys(("reason", "review_note", "lift_note"), "sensitive"),
            **dict.fromkeys(("id", "account", "subject_id", "unit_path", "reviewed_by", "lifted_by"), "technical"),
            # Which file was opened, when and why in one word: it tells of the person whose file it is.
            **dict.fromkeys(("label", "unit", "category"), "personal"),
            **dict.fromkeys(("title", "home", "opened_at", "ends_at", "review_due_at"), "public"),
            **dict.fromkeys(("verdict", "reviewed_at", "lifted_at"), "public"),
        },
    )
    classes.declare("break_glass.Tries", dict.fromkeys(("id", "account", "on", "made"), "technical"))
