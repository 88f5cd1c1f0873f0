"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "hoanhap.people.care"
    label = "care"
    verbose_name = "Lần gặp, chăm sóc"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.people.care import (
            completeness,
            duties,
            field_classes,
            following,
            health_room_duties,
            measures,
            policy,
            queries,
            rights,
            room_lines,
            rooms_rights,
            row_lines,
            team_works,
            timeline,
        )
        from hoanhap.people.care.clinic import duties as clinic_duties
        from hoanhap.people.care.clinic import measures as clinic_measures
        from hoanhap.people.care.counselling import measures as counselling_measures
        from hoanhap.people.care.individual_plan import duties as plan_duties
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.cases.queries import people as case_people
        from hoanhap.people.persons.policy import person_relations

        _declare_codes()
        _grant()
        field_classes.declare()
        kinds.declare(duties.MEET)
        health_room_duties.declare()
        kinds.declare(plan_duties.STEP)
        clinic_duties.declare()
        followers.add("care.plans", following.follow)
        person_relations.add("care.referrals", policy.persons_referred_to)
        case_queries.add_sources("care", timeline.SOURCES)
        case_people.row_facts.add("last_contact", queries.last_of)
        case_people.people_filters.add("not-met", queries.overdue)
        for figures in (measures, counselling_measures, clinic_measures):
            figures.declare()
        rights.declare()
        rooms_rights.declare()
        row_lines.declare()
        room_lines.declare()
        team_works.declare()
        completeness.declare()
        _declare_fates()


def _declare_codes() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.foundation.audit import codes
    from hoanhap.foundation.watch import looks
    from hoanhap.foundation.watch.rules import Look

    codes.declare(
        {
            "contact.logged": "Ghi lần gặp",
            "contact.corrected": "Sửa lần gặp",
            "contact.planned": "Đặt kế hoạch gặp",
            "referral.sent": "Giới thiệu đến trạm y tế, cơ sở",
            "referral.accepted": "Nhận người được giới thiệu",
            "referral.declined": "Không nhận người được giới thiệu",
            "referral.withdrawn": "Rút lại giấy giới thiệu",
            "referral.ended": "Kết thúc giới thiệu",
            "health.read": "Xem sổ sức khỏe",
            "health.written": "Ghi sổ sức khỏe",
            "health.corrected": "Sửa sổ sức khỏe",
            **_ROOM,
            "referral.outcome": "Ghi kết quả giới thiệu",
            "plan.viewed": "Xem kế hoạch cá nhân",
            "plan.written": "Ghi kế hoạch cá nhân",
            "plan.printed": "In kế hoạch cá nhân",
            "plan.step_agreed": "Hẹn việc trong kế hoạch",
            "plan.step_done": "Ghi việc đã hẹn là xong",
            "plan.step_dropped": "Ghi việc đã hẹn là không làm nữa",
            "counselling.viewed": "Xem các buổi tư vấn",
            "counselling.note_opened": "Mở ghi chép tư vấn tâm lý",
            "counselling.recorded": "Ghi buổi tư vấn",
            "counselling.voided": "Ghi buổi tư vấn là ghi nhầm",
            "leaflet.approved": "Đưa tờ rơi vào thư viện",
            "group.started": "Lập nhóm sinh hoạt",
            "group.joined": "Vào nhóm sinh hoạt",
            "group.left": "Rời nhóm sinh hoạt",
            "group.met": "Ghi buổi sinh hoạt nhóm",
            "group.ended": "Kết thúc nhóm sinh hoạt",
        }
    )
    looks.declare(Look.FILE, "health.read", "health.result_seen", "plan.viewed", "counselling.viewed")
    looks.cover(_("Mở phần sức khỏe"), "health.read", "health.written", "health.corrected", *_ROOM)


_ROOM = {
    "health.detox_started": "Bắt đầu đợt cắt cơn (sổ sức khỏe)",
    "health.detox_ended": "Kết thúc đợt cắt cơn (sổ sức khỏe)",
    "health.sheet_written": "Ghi phiếu (sổ sức khỏe)",
    "health.sheet_corrected": "Sửa phiếu (sổ sức khỏe)",
    "health.phase_set": "Ghi giai đoạn điều trị thay thế (sổ sức khỏe)",
    "health.result_seen": "Xem kết quả xét nghiệm (sổ sức khỏe)",
}


def _declare_fates() -> None:
    from hoanhap.foundation.places import fates
    from hoanhap.foundation.places.fates import Fate

    fates.declare("care.ContactPlan", Fate.FOLLOWS, way="case")
    fates.declare("care.Referral", Fate.FOLLOWS, way="case")
    fates.declare("care.HealthRecord", Fate.FOLLOWS, way="case")
    fates.declare("care.HealthRecordVersion", Fate.FOLLOWS, way="record__case")
    # A contact counts for the commune that made it; what it says in words goes along with the file.
    fates.declare("care.Contact", Fate.DATED, way="case")
    fates.declare("care.ContactVersion", Fate.DATED, way="contact__case")
    for label in ("IndividualPlan", "PlanStep", "DetoxEpisode", "SubstitutionPhase"):
        fates.declare(f"care.{label}", Fate.FOLLOWS, way="case")
    for label in ("Counselling", "ClinicSheet", "GroupMember", "GroupAttendance"):
        fates.declare(f"care.{label}", Fate.DATED, way="case")
    for label in ("Leaflet", "SupportGroup", "GroupMeeting"):
        fates.declare(f"care.{label}", Fate.STAYS, why="of the old unit; its successor keeps and ends it there")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.care.policy import CarePermission as May
    from hoanhap.people.care.policy import HealthPermission as Health

    permissions.declare(May)
    roles.grant(
        Role.COMMUNE_OFFICER,
        May.READ_CONTACT,
        May.LOG_CONTACT,
        May.CORRECT_CONTACT,
        May.SET_PLAN,
        May.COUNT_CONTACT,
        May.KEEP_OWN_PLAN,
        May.COUNSEL,
        May.KEEP_LEAFLET,
    )
    roles.grant(Role.COMMUNE_LEADER, May.READ_CONTACT, May.COUNT_CONTACT, May.KEEP_LEAFLET)
    roles.grant(Role.INSPECTOR, May.COUNT_CONTACT)
    roles.grant(Role.HELPER, May.READ_CONTACT_ASSIGNED, May.LOG_CONTACT_ASSIGNED)
    for role in (Role.DISTRICT_MERGER, Role.DISTRICT_LEADER, Role.PROVINCE_MERGER, Role.PROVINCE_LEADER):
        roles.grant(role, May.COUNT_CONTACT)
    permissions.declare(Health)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        roles.grant(role, Health.REFER)
    for role in (Role.HEALTH_STATION, Role.REHAB_CENTRE):
        roles.grant(role, Health.READ, Health.WRITE, Health.ACCEPT)
    # The officer of the Tổ công tác leads the case: results of tests, by a press, and nothing else of the room.
    roles.grant(Role.COMMUNE_OFFICER, Health.READ_RESULT)
