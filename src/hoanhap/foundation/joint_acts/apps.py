"""Registers what this package gives to the rest of the house."""

from datetime import timedelta

from django.apps import AppConfig


class JointActsConfig(AppConfig):
    name = "hoanhap.foundation.joint_acts"
    label = "joint_acts"
    verbose_name = "Việc cần hai người"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from hoanhap.foundation.access.policy import AccessPermission
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.joint_acts import duties, kinds, queries
        from hoanhap.foundation.notices import kinds as notice_kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate

        codes.declare(
            {
                "joint.asked": "Xin người thứ hai xác nhận một việc",
                "joint.confirmed": "Xác nhận việc của người khác",
                "joint.declined": "Không đồng ý việc của người khác",
                "joint.withdrawn": "Rút lại yêu cầu xác nhận",
                "joint.used": "Thực hiện việc đã được xác nhận",
                "joint.lapsed": "Yêu cầu xác nhận hết hạn",
                "joint.viewed": "Xem yêu cầu xác nhận",
            }
        )
        for code in ("access.account_created", "access.posted", "access.password_changed", "access.factors_reset"):
            kinds.takeovers.add(code, code)
        notice_kinds.subject_kinds.add(
            duties.SUBJECT,
            notice_kinds.SubjectKind(lines=queries.duty_lines, unnamed=_("một việc không còn chờ bạn")),
        )
        duties.declare()
        kinds.register.add(
            kinds.ROLE_CHANGE,
            kinds.JointKind(
                kinds.ROLE_CHANGE,
                _("Giao vai trò được xem họ tên"),
                AccessPermission.KEEP_ACCOUNTS,
                AccessPermission.CONFIRM_ROLES,
                timedelta(days=7),
            ),
        )
        _classify()
        fates.declare("joint_acts.JointAct", Fate.STAYS, why="lasts for some days")


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "joint_acts.JointAct",
        {
            **dict.fromkeys(("sealed_what", "sealed_reason", "sealed_recipient", "sealed_note"), "sensitive"),
            **dict.fromkeys(("id", "subject_kind", "subject_id", "unit_path", "version"), "technical"),
            **dict.fromkeys(("asked_by", "decided_by"), "technical"),
            **dict.fromkeys(("serial", "kind", "unit", "asked_title", "asked_at", "expires_at"), "public"),
            **dict.fromkeys(("state", "decided_title", "decided_at", "used_at"), "public"),
        },
    )
