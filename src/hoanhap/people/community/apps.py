"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "hoanhap.people.community"
    label = "community"
    verbose_name = "Tổ công tác"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.community import carrying, duties, measures, row_lines, subjects

        codes.declare(
            {
                "task_force.set_up": "Lập Tổ công tác",
                "task_force.regulated": "Ghi quy chế Tổ công tác",
                "task_force.dissolved": "Giải thể Tổ công tác",
                "task_force.member_added": "Thêm thành viên Tổ công tác",
                "task_force.member_ended": "Thôi thành viên Tổ công tác",
            }
        )
        _grant()
        _classify()
        kinds.declare(duties.NO_TASK_FORCE)
        kinds.declare(duties.NO_REGULATION)
        kinds.subject_kinds.add(duties.SUBJECT, subjects.COMMUNES)
        measures.declare()
        row_lines.declare()
        _describe()
        fates.declare("community.TaskForce", Fate.OWN, why="carrying.py")
        fates.unit_carriers.add("community.task_forces", carrying.end)


def _describe() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.foundation.privacy import inventory

    inventory.entries.add(
        "community.TaskForceMember",
        inventory.Entry(
            purpose=_("Biết ai trong Tổ công tác"),
            basis=_("Quyết định thành lập Tổ; Luật 91/2025/QH15 Điều 19"),
            retention=_("theo hồ sơ của Tổ"),
            readers=("community.read_task_force", "community.read_task_force_above"),
        ),
    )


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.community.policy import CommunityPermission as May

    permissions.declare(May)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        roles.grant(role, May.READ_TASK_FORCE, May.KEEP_TASK_FORCE)
    # Whoever sits in a task force, steers it, pays for it or inspects it; a hamlet knows that of its commune.
    for role in (
        Role.COMMUNE_POLICE,
        Role.HEALTH_STATION,
        Role.FRONT_CADRE,
        Role.JUSTICE,
        Role.CULTURE,
        Role.FINANCE,
        Role.DISTRICT_MERGER,
        Role.DISTRICT_LEADER,
        Role.PROVINCE_MERGER,
        Role.PROVINCE_LEADER,
        Role.INSPECTOR,
    ):
        roles.grant(role, May.READ_TASK_FORCE)
    roles.grant(Role.FRONT_HAMLET, May.READ_TASK_FORCE_ABOVE)


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "community.TaskForce",
        {
            "id": "technical",
            "unit": "public",
            "unit_path": "technical",
            "kind": "public",
            "decision_number": "public",
            "decision_on": "public",
            "regulation_number": "public",
            "regulation_on": "public",
            "regulated_since": "public",
            "valid_from": "public",
            "valid_to": "public",
            "recorded_by": "technical",
            "recorded_at": "technical",
        },
    )
    classes.declare(
        "community.TaskForceMember",
        {
            "id": "technical",
            "task_force": "technical",
            # Names of officials and volunteers in office, not of persons served.
            "name": "personal",
            "agency_name": "public",
            "role": "public",
            "account": "technical",
            "valid_from": "public",
            "valid_to": "public",
        },
    )
