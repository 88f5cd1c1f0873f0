"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hoanhap.foundation.notices"
    label = "notices"
    verbose_name = "Việc, thời hạn"

    def ready(self) -> None:
        from hoanhap.foundation.access import permissions, roles
        from hoanhap.foundation.access.roles import Role
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.notices.policy import NoticePermission
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.vault import classes

        codes.declare(
            {
                "duty.opened": "Mở việc",
                "duty.settled": "Xong việc",
                "duty.cancelled": "Bỏ việc không còn cần",
                "duty.rescheduled": "Hẹn lại việc",
                "duty.handed_over": "Giao việc cho người khác",
                "duty.moved": "Chuyển việc sang đơn vị khác",
                "holiday.set": "Sửa lịch ngày làm việc",
                "holiday.forgotten": "Bỏ sửa lịch ngày làm việc",
            }
        )
        permissions.declare(NoticePermission)
        roles.grant(Role.ADMINISTRATOR, NoticePermission.EDIT_HOLIDAYS)
        classes.declare(
            "notices.Duty",
            {
                "id": "technical",
                "kind": "public",
                "key": "technical",
                "subject_kind": "technical",
                "subject_id": "technical",
                "unit": "public",
                "unit_path": "technical",
                "holder_role": "public",
                "holder_account": "technical",
                "due_at": "public",
                "article": "public",
                "confidence": "public",
                "opened_at": "technical",
                "opened_by": "technical",
                "settled_at": "technical",
                "settled_by": "technical",
                "ending": "public",
            },
        )
        classes.declare("notices.HolidayChange", {"id": "technical", "on": "public", "off": "public", "name": "public"})
        fates.declare("notices.Duty", Fate.OWN, why="actions.move_about")
