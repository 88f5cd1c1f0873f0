"""Declares permissions, the kind of joint act, the audit code and the field classes of publications."""

from datetime import timedelta

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "hoanhap.steering.publications"
    label = "publications"
    verbose_name = "Công bố số liệu"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from hoanhap.foundation.access import permissions, roles
        from hoanhap.foundation.access.roles import Role
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.joint_acts import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.steering.publications.actions import KIND
        from hoanhap.steering.publications.policy import PublicationPermission as May

        permissions.declare(May)
        for merger, leader in (
            (Role.DISTRICT_MERGER, Role.DISTRICT_LEADER),
            (Role.PROVINCE_MERGER, Role.PROVINCE_LEADER),
        ):
            roles.grant(merger, May.PREPARE, May.READ)
            roles.grant(leader, May.AGREE, May.READ)
        for reader in (Role.FRONT_CADRE, Role.JUSTICE, Role.CULTURE, Role.FINANCE, Role.INSPECTOR):
            roles.grant(reader, May.READ)
        kinds.register.add(
            KIND, kinds.JointKind(KIND, _("Công bố bảng số liệu"), May.PREPARE, May.AGREE, timedelta(days=3))
        )
        codes.declare({"publications.published": "Công bố bảng số liệu", "publications.exported": "Tải bảng công bố"})
        _classify()
        fates.declare("publications.Publication", Fate.STAYS, why="published")


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "publications.Publication",
        {
            **dict.fromkeys(("id", "unit_path", "joint_act", "published_by"), "technical"),
            **dict.fromkeys(("report", "unit", "period_from", "period_to", "published_at"), "public"),
        },
    )
    classes.declare(
        "publications.PublishedLine",
        {"id": "technical", "publication": "public", "unit": "public", "code": "public", "number": "public"},
    )
