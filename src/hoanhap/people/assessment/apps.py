"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "hoanhap.people.assessment"
    label = "assessment"
    verbose_name = "Phân loại, đánh giá"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.assessment import duties, field_classes, rights, timeline
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers

        _declare_codes()
        _grant()
        field_classes.declare()
        kinds.declare(duties.RESULT)
        followers.add("assessment.results", duties.follow)
        case_queries.add_sources("assessment", timeline.SOURCES)
        rights.declare()
        _declare_acts()
        for label in ("Classification", "Determination", "Scoring"):
            fates.declare(f"assessment.{label}", Fate.FOLLOWS, way="case")
        fates.declare("assessment.Diagnoser", Fate.STAYS, why="a list of the old unit; its successor reads and ends it")


def _declare_acts() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.people.assessment import queries
    from hoanhap.people.cases.management_file import ActTable, legal_acts

    label = _("phiếu kết quả xác định tình trạng nghiện")
    results = ActTable(label=label, rows=queries.holding, number="paper_number", signed_on="determined_on")
    legal_acts.add("assessment.result", results)


def _declare_codes() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.foundation.audit import codes
    from hoanhap.foundation.watch import looks
    from hoanhap.foundation.watch.rules import Look

    codes.declare(
        {
            "case.classified": "Phân loại",
            "case.determination_asked": "In đề nghị xác định tình trạng nghiện",
            "case.determined": "Ghi kết quả xác định tình trạng nghiện",
            "case.determination_struck": "Gạch bỏ kết quả xác định ghi nhầm",
            "diagnoser.added": "Thêm người có chứng chỉ xác định tình trạng nghiện",
            "diagnoser.ended": "Ghi chứng chỉ hết hiệu lực",
            "health.scored": "Ghi phiếu sàng lọc, theo dõi",
            "health.scores_read": "Xem phiếu sàng lọc, theo dõi",
        }
    )
    looks.declare(Look.FILE, "health.scores_read")
    looks.cover(_("Mở phần sức khỏe"), "health.scored", "health.scores_read")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.assessment.policy import AssessmentPermission as May

    permissions.declare(May)
    desk = (May.READ_RESULT, May.WRITE_RESULT, May.READ_CLASS, May.CLASSIFY, May.COUNT, May.KEEP_DIAGNOSERS)
    roles.grant(Role.COMMUNE_OFFICER, *desk)
    roles.grant(Role.COMMUNE_LEADER, *desk)
    roles.grant(Role.COMMUNE_POLICE, May.READ_RESULT, May.WRITE_RESULT, May.READ_CLASS, May.COUNT)
    roles.grant(Role.INSPECTOR, May.READ_RESULT, May.COUNT)
    for role in (Role.DISTRICT_MERGER, Role.PROVINCE_MERGER):
        roles.grant(role, May.COUNT)
