"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hoanhap.people.intake"
    label = "intake"
    verbose_name = "Tiếp nhận ban đầu"

    def ready(self) -> None:
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.intake import duties, field_classes, measures, rights, timeline

        _declare_codes()
        _grant()
        field_classes.declare()
        duties.declare()
        measures.declare()
        rights.declare()
        case_queries.add_sources("intake", timeline.SOURCES)
        fates.declare("intake.CaseOrigin", Fate.FOLLOWS, way="case")
        fates.declare("intake.ReviewLine", Fate.DATED, way="case")
        for label in ("SelfDeclaration", "ContactRequest", "RiskEntry"):
            fates.declare(
                f"intake.{label}", Fate.STAYS, why="lasts a year at most; its successor reads and ends it there"
            )
        fates.declare("intake.ReviewRound", Fate.STAYS, why="tells what the unit went through while it was there")


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes
    from hoanhap.foundation.watch import looks
    from hoanhap.foundation.watch.rules import Look

    codes.declare(
        {
            "case.origin_noted": "Ghi nguồn phát hiện, nơi trở về",
            "intake.requested": "Ghi yêu cầu liên hệ",
            "intake.answered": "Ghi kết quả liên hệ",
            "intake.request_read": "Xem yêu cầu liên hệ",
            "intake.declared": "Ghi tự khai báo",
            "intake.declaration_read": "Xem tự khai báo",
            "intake.contacted": "Ghi đã gặp người tự khai báo",
            "intake.registered": "Mở hồ sơ từ tự khai báo",
            "intake.withdrawn": "Rút lại tự khai báo",
            "intake.risk_noted": "Ghi vào danh sách cần quan tâm",
            "intake.risk_removed": "Đưa ra khỏi danh sách cần quan tâm",
            "intake.risk_read": "Xem danh sách cần quan tâm",
            "intake.erased": "Xóa nội dung đã hết hạn giữ",
            "intake.round_opened": "Mở đợt rà soát",
            "intake.round_marked": "Ghi kết quả rà soát",
            "intake.round_closed": "Kết thúc đợt rà soát",
        }
    )
    looks.declare(Look.FILE, "intake.request_read", "intake.declaration_read")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.intake.policy import IntakePermission as May

    permissions.declare(May)
    desk = (
        May.READ_REQUEST,
        May.OPEN_REQUEST,
        May.ANSWER_REQUEST,
        May.DECLARE,
        May.NOTE_ORIGIN,
        May.KEEP_RISK,
        May.REVIEW_ROUND,
    )
    roles.grant(Role.COMMUNE_OFFICER, *desk)
    roles.grant(Role.COMMUNE_LEADER, *desk)
    roles.grant(Role.COMMUNE_POLICE, May.READ_SENT, May.OPEN_REQUEST)
    roles.grant(Role.HELPER, May.ANSWER_ASKED)
