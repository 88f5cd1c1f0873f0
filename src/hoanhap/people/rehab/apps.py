"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    name = "hoanhap.people.rehab"
    label = "rehab"
    verbose_name = "Biện pháp cai nghiện"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.vault import classes
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.rehab import completeness, duties, following, papers, rights, scan_room, subjects, timeline
        from hoanhap.people.rehab.field_classes import FIELD_CLASSES

        _grant()
        _declare_codes()
        _declare_fates()
        for label, fields in FIELD_CLASSES.items():
            classes.declare(label, fields)
        kinds.subject_kinds.add(duties.UNIT, subjects.UNITS)
        duties.declare()
        papers.declare()
        completeness.declare()
        rights.declare()
        followers.add("rehab.clocks", following.follow)
        case_queries.add_sources("rehab", timeline.SOURCES)
        scan_room.declare()
        _declare_acts()


def _declare_acts() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.people.cases.management_file import ActTable, legal_acts
    from hoanhap.people.rehab import queries

    label = _("quyết định do nơi khác thi hành")
    followed = ActTable(label=label, rows=queries.decided_elsewhere, number="decision_number", signed_on="decision_on")
    legal_acts.add("rehab.followed", followed)


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.rehab.policy import RehabPermission as May

    permissions.declare(May)
    roles.grant(Role.COMMUNE_OFFICER, May.READ, May.KEEP)
    roles.grant(Role.COMMUNE_LEADER, May.READ, May.KEEP, May.RECORD_VIOLATION)
    roles.grant(Role.COMMUNE_POLICE, May.READ, May.KEEP, May.RECORD_VIOLATION, May.CHECK_RESIDENCE)


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "rehab.viewed": "Xem biện pháp, giấy tờ của hồ sơ",
            "rehab.dossier_opened": "Lập danh mục giấy tờ",
            "rehab.dossier_noted": "Ghi giấy tờ đã có, còn thiếu",
            "rehab.dossier_submitted": "Trình hồ sơ",
            "rehab.dossier_refused": "Không tiếp nhận hồ sơ",
            "rehab.dossier_dropped": "Thôi lập hồ sơ",
            "rehab.dossier_decided": "Hồ sơ đã được quyết định",
            "rehab.scan_attached": "Lưu bản chụp giấy tờ của danh mục",
            "rehab.scan_taken_back": "Gỡ bản chụp giấy tờ của danh mục",
            "rehab.paper_written": "Lập giấy tờ của hồ sơ",
            "rehab.paper_issued": "Giấy tờ của hồ sơ vào sổ, lấy số",
            "rehab.paper_taken": "Tải giấy tờ của hồ sơ",
            "rehab.certificate_recorded": "Ghi sổ cấp giấy chứng nhận",
            "rehab.violation_recorded": "Ghi vi phạm",
            "rehab.absence_begun": "Ghi vắng mặt",
            "rehab.absence_ended": "Ghi đã về",
            "rehab.happening_recorded": "Ghi việc làm mốc thời hạn",
            "rehab.followed_begun": "Theo dõi quyết định do nơi khác thi hành",
            "rehab.followed_ended": "Ghi quyết định nơi khác đã kết thúc",
            "rehab.residence_checked": "Kiểm tra cư trú",
            "rehab.transition_chosen": "Ghi lựa chọn khi đổi luật",
        }
    )


def _declare_fates() -> None:
    from hoanhap.foundation.places import fates
    from hoanhap.foundation.places.fates import Fate

    for label in (
        "Dossier",
        "DossierItem",
        "CasePaper",
        "Certificate",
        "Violation",
        "Absence",
        "Happening",
        "StepGround",
        "FollowedDecision",
        "TransitionChoice",
    ):
        fates.declare(f"rehab.{label}", Fate.FOLLOWS, way="case")
    # Who was seen where is told of the unit that went there.
    fates.declare("rehab.ResidenceCheck", Fate.DATED, way="case")
