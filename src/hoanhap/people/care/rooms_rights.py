"""What plans, talks, groups and sheets of the health room say about a person to that person, and why they are kept."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part, Room
from hoanhap.kernel.dates import show
from hoanhap.people.care.clinic import sheets
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SubstitutionPhase
from hoanhap.people.care.counselling import rules
from hoanhap.people.care.counselling.models import Counselling, GroupAttendance, GroupMember, Topic
from hoanhap.people.care.individual_plan.models import IndividualPlan, PlanStep
from hoanhap.people.care.policy import CarePermission as May
from hoanhap.people.care.policy import HealthPermission as Health
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.rights import of_cases
from hoanhap.people.persons.rights import BASIS


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_plan(), _step(), _counselling(), _member(), _attendance(), _detox(), _sheet(), _phase())
    for code in ("plan.written", "counselling.voided"):
        corrections.add(code, "case")
    for model in (IndividualPlan, PlanStep, Counselling, ClinicSheet):
        holdings.add(model._meta.label, of_case_rows(model))
    _describe()


def _plan() -> Part:
    return Part(
        model="care.IndividualPlan",
        title=_("Kế hoạch cá nhân"),
        rows=of_cases(IndividualPlan, "number"),
        fields={
            "wish": _("Mong muốn của tôi"),
            "strengths": _("Điểm mạnh"),
            "goals": _("Mục tiêu"),
            "agreed_on": _("Ngày lập"),
        },
    )


def _step() -> Part:
    return Part(
        model="care.PlanStep",
        title=_("Việc đã hẹn trong kế hoạch"),
        rows=of_cases(PlanStep, "agreed_on"),
        fields={
            "what": _("Việc"),
            "owner": _("Ai làm"),
            "agreed_on": _("Ngày hẹn"),
            "due_on": _("Trước ngày"),
            "state": _("Kết quả"),
            "ended_on": _("Ngày xong"),
        },
    )


def _counselling() -> Part:
    return Part(
        model="care.Counselling",
        title=_("Các buổi tư vấn"),
        rows=_sessions,
        fields={
            "held_on": _("Ngày"),
            "audience": _("Tư vấn cho"),
            "kind": _("Loại"),
            "topics": _("Nội dung"),
            "leaflet": _("Tờ rơi đã đưa"),
            "note": _("Ghi chép"),
        },
        show={
            "topics": lambda row: ", ".join(str(Topic(code).label) for code in rules.unpacked(row.topics)),
            "leaflet": lambda row: row.leaflet.name if row.leaflet else "",
        },
    )


def _sessions(person_id: UUID) -> QuerySet[Any]:
    rows = Counselling.objects.filter(case__person=person_id).select_related("case", "leaflet")
    return rows.order_by("held_on", "id")


def _member() -> Part:
    return Part(
        model="care.GroupMember",
        title=_("Nhóm sinh hoạt đã tham gia"),
        rows=_memberships,
        fields={"group": _("Nhóm"), "joined_on": _("Từ ngày"), "left_on": _("Đến trước ngày")},
        show={"group": lambda row: row.group.name},
    )


def _memberships(person_id: UUID) -> QuerySet[Any]:
    rows = GroupMember.objects.filter(case__person=person_id).select_related("case", "group")
    return rows.order_by("joined_on", "id")


def _attendance() -> Part:
    return Part(
        model="care.GroupAttendance",
        title=_("Các buổi sinh hoạt nhóm"),
        rows=_meetings,
        fields={"meeting": _("Buổi"), "present": _("Có mặt")},
        show={"meeting": lambda row: f"{row.meeting.group.name}, {show(row.meeting.met_on)}"},
    )


def _meetings(person_id: UUID) -> QuerySet[Any]:
    rows = GroupAttendance.objects.filter(case__person=person_id).select_related("case", "meeting__group")
    return rows.order_by("meeting__met_on", "id")


def _detox() -> Part:
    return Part(
        model="care.DetoxEpisode",
        title=_("Các đợt cắt cơn"),
        rows=of_cases(DetoxEpisode, "began_on"),
        room=Room.HEALTH,
        fields={"began_on": _("Từ ngày"), "ended_on": _("Đến ngày"), "ending": _("Kết quả")},
    )


def _sheet() -> Part:
    return Part(
        model="care.ClinicSheet",
        title=_("Phiếu khám, phiếu ngày, xét nghiệm, quá liều"),
        rows=of_cases(ClinicSheet, "on", "series", "number"),
        room=Room.HEALTH,
        fields={"kind": _("Loại phiếu"), "on": _("Ngày"), "facts": _("Nội dung")},
        show={"facts": sheets.said},
    )


def _phase() -> Part:
    return Part(
        model="care.SubstitutionPhase",
        title=_("Điều trị thay thế"),
        rows=of_cases(SubstitutionPhase, "from_on"),
        room=Room.HEALTH,
        fields={
            "phase": _("Giai đoạn"),
            "medicine": _("Thuốc"),
            "from_on": _("Từ ngày"),
            "to_on": _("Đến trước ngày"),
        },
    )


def _describe() -> None:
    plan = inventory.Entry(
        purpose=_("Hỗ trợ theo mong muốn và mục tiêu của người ấy"),
        basis=BASIS,
        retention="cases.ended",
        readers=(CasePermission.READ_SOCIAL,),
    )
    talk = inventory.Entry(
        purpose=_("Tư vấn, sinh hoạt nhóm; đếm số buổi, số người"),
        basis=BASIS,
        retention="cases.ended",
        readers=(CasePermission.READ_SOCIAL, May.COUNSEL),
    )
    clinic = inventory.Entry(
        purpose=_("Khám, cắt cơn, xét nghiệm, điều trị thay thế, cấp cứu quá liều"),
        basis=_("Luật 91/2025/QH15 Điều 19, Điều 26; pháp luật về khám bệnh, chữa bệnh"),
        retention="cases.ended",
        readers=(Health.READ,),
    )
    for label in ("IndividualPlan", "PlanStep"):
        inventory.entries.add(f"care.{label}", plan)
    for label in ("Counselling", "GroupMember", "GroupAttendance"):
        inventory.entries.add(f"care.{label}", talk)
    for label in ("DetoxEpisode", "ClinicSheet", "SubstitutionPhase"):
        inventory.entries.add(f"care.{label}", clinic)
