"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "hoanhap.people.cases"
    label = "cases"
    verbose_name = "Hồ sơ quản lý"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.watch import looks
        from hoanhap.foundation.watch.rules import Look
        from hoanhap.people.cases import (
            club_timeline,
            completeness,
            duties,
            file_room,
            holdings,
            management_file,
            measures,
            policy,
            queries,
            rights,
            row_lines,
            sealed,
        )
        from hoanhap.people.cases.queries import people
        from hoanhap.people.persons.policy import person_relations

        _grant()
        _declare_codes()
        _classify()
        looks.declare(Look.FILE, "case.viewed", "case.printed")
        looks.cover(_("Mở phần của công an"), "police.read", "police.written")
        person_relations.add("cases.relations", policy.persons_of_relations)
        kinds.subject_kinds.add(
            duties.SUBJECT, kinds.SubjectKind(lines=queries.duty_lines, unnamed=_("một người bạn không phụ trách"))
        )
        duties.declare()
        measures.declare()
        management_file.declare()
        rights.declare()
        sealed.declare()
        holdings.declare()
        file_room.declare()
        row_lines.declare()
        completeness.declare()
        queries.add_sources("cases", queries.OWN_SOURCES)
        queries.timeline_sources.add("cases.clubs", club_timeline.SOURCE)
        people.people_filters.add("young", people.young)
        fates.declare("cases.Case", Fate.OWN, why="actions/handing_over.py")
        fates.declare("cases.Standing", Fate.OWN, why="actions/crossing.py")
        fates.declare("cases.Cohort", Fate.OWN, why="actions/cohorts_crossing.py")
        fates.declare("cases.CohortMember", Fate.OWN, why="actions/cohorts_crossing.py")
        for label in ("Correction", "UseProfile", "PoliceRecord", "StageRecord"):
            fates.declare(f"cases.{label}", Fate.FOLLOWS, way="case")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.cases.policy import CasePermission as May
    from hoanhap.people.cases.policy import PolicePermission as Police

    permissions.declare(May)
    permissions.declare(Police)
    work = (May.READ, May.OPEN, May.IMPORT, May.MOVE, May.CLOSE, May.CORRECT, May.REVEAL, May.COHORT, May.COUNTED)
    roles.grant(Role.COMMUNE_OFFICER, *work, May.READ_SOCIAL)
    roles.grant(Role.COMMUNE_LEADER, *work, May.READ_SOCIAL)
    roles.grant(Role.COMMUNE_POLICE, May.READ, May.COUNTED, Police.READ, Police.WRITE)
    roles.grant(Role.HELPER, May.READ_ASSIGNED)
    roles.grant(Role.INSPECTOR, May.READ, May.COUNTED)
    roles.grant(Role.DISTRICT_MERGER, May.COUNTED)
    roles.grant(Role.PROVINCE_MERGER, May.COUNTED)


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "case.opened": "Mở hồ sơ",
            "case.viewed": "Xem hồ sơ",
            "case.printed": "In hồ sơ",
            "case.moved": "Chuyển bước hồ sơ",
            "case.closed": "Kết thúc hồ sơ",
            "case.handed_over": "Bàn giao hồ sơ sang đơn vị khác",
            "case.corrected": "Đính chính bước ghi sai của hồ sơ",
            "case.term_moved": "Dời ngày hết thời hạn do có ngày không được tính",
            "case.regime_adopted": "Chuyển hồ sơ sang quy định mới",
            "case.stage_recorded": "Ghi giai đoạn cai nghiện",
            "case.wish_written": "Ghi mong muốn của người được hỗ trợ",
            "case.use_written": "Ghi quá trình sử dụng",
            "police.written": "Ghi tiền án, tiền sự",
            "police.read": "Xem tiền án, tiền sự",
            "cohort.started": "Lập nhóm theo dõi",
            "cohort.joined": "Đưa vào nhóm theo dõi",
            "cohort.left": "Rời nhóm theo dõi",
        }
    )


def _classify() -> None:
    from hoanhap.foundation.vault import classes
    from hoanhap.people.cases.field_classes import FIELD_CLASSES

    for label, fields in FIELD_CLASSES.items():
        classes.declare(label, fields)
