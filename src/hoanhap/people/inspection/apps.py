"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "hoanhap.people.inspection"
    label = "inspection"
    verbose_name = "Kiểm tra hồ sơ"

    def ready(self) -> None:
        from hoanhap.foundation.documents import register
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.inspection import duties, papers, rights

        _declare_codes()
        _grant()
        _classify()
        kinds.declare(duties.FINDING)
        kinds.subject_kinds.add(duties.SUBJECT, duties.SUBJECTS)
        register.papers.add(papers.FINDINGS, papers.findings)
        rights.declare()
        fates.declare("inspection.Sample", Fate.STAYS, why="a draw in the old unit; its successor reads it there")
        fates.declare(
            "inspection.Supervision", Fate.STAYS, why="tells of the old unit; its successor reads and answers"
        )
        fates.declare("inspection.SampledCase", Fate.DATED, way="case")
        fates.declare("inspection.Finding", Fate.DATED, way="case")
        fates.unit_carriers.add("inspection.findings", duties.carry)


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "inspection.drawn": "Rút mẫu hồ sơ để kiểm tra",
            "inspection.sampled": "Hồ sơ được chọn để kiểm tra",
            "inspection.read": "Xem mẫu hồ sơ kiểm tra",
            "inspection.supervised": "Ghi cuộc giám sát xã hội",
            "inspection.supervision_read": "Xem cuộc giám sát xã hội",
            "inspection.found": "Ghi kiến nghị kiểm tra",
            "inspection.answered": "Trả lời kiến nghị kiểm tra",
            "inspection.accepted": "Ghi kiến nghị đã khắc phục",
            "inspection.asked_again": "Yêu cầu khắc phục lại",
            "inspection.finding_read": "Xem kiến nghị kiểm tra",
            "inspection.exported": "Xuất biên bản kiểm tra",
        }
    )


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.inspection.policy import InspectionPermission as May

    permissions.declare(May)
    roles.grant(Role.INSPECTOR, May.DRAW, May.FIND, May.READ)
    roles.grant(Role.COMMUNE_OFFICER, May.READ, May.ANSWER)
    roles.grant(Role.COMMUNE_LEADER, May.READ, May.ANSWER)
    # The Front supervises the work of a unit; samples and files stay shut to it.
    roles.grant(Role.FRONT_CADRE, May.SUPERVISE)
    for role in (Role.DISTRICT_MERGER, Role.DISTRICT_LEADER, Role.PROVINCE_MERGER, Role.PROVINCE_LEADER):
        roles.grant(role, May.FOLLOW)


def _classify() -> None:
    from hoanhap.foundation.vault import classes
    from hoanhap.foundation.vault.classes import FieldClass

    def fields(
        *, technical: str = "", public: str = "", personal: str = "", sensitive: str = ""
    ) -> dict[str, FieldClass]:
        return {
            **dict.fromkeys(technical.split(), "technical"),
            **dict.fromkeys(public.split(), "public"),
            **dict.fromkeys(personal.split(), "personal"),
            **dict.fromkeys(sensitive.split(), "sensitive"),
        }

    # Names of officials who inspect and answer, in office.
    classes.declare(
        "inspection.Sample",
        fields(
            technical="id unit_path seed digest drawn_by", public="unit on kind size population drawn_name drawn_at"
        ),
    )
    classes.declare(
        "inspection.SampledCase",
        fields(technical="id unit_path sample number", public="unit", personal="case asked held lacking paper_only"),
    )
    classes.declare(
        "inspection.Supervision",
        fields(
            technical="id unit_path recorded_by client_key",
            public="unit on place took_part recorded_name recorded_at",
            sensitive="found",
        ),
    )
    classes.declare(
        "inspection.Finding",
        fields(
            technical="id unit_path sample supervision found_by",
            public="unit number found_name found_at answered_name answered_at closed_name closed_at",
            personal="case item due_on state",
            sensitive="words answer",
        ),
    )
