"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "hoanhap.people.care"
    label = "care"
    verbose_name = "Lần gặp, chăm sóc"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.people.care import (
            duties,
            field_classes,
            following,
            health_room_duties,
            measures,
            policy,
            queries,
            rights,
            row_lines,
            timeline,
        )
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.cases.queries import people as case_people
        from hoanhap.people.persons.policy import person_relations

        _declare_codes()
        _grant()
        field_classes.declare()
        kinds.declare(duties.MEET)
        health_room_duties.declare()
        followers.add("care.plans", following.follow)
        person_relations.add("care.referrals", policy.persons_referred_to)
        case_queries.timeline_sources.add("care.contacts", timeline.events)
        case_people.row_facts.add("last_contact", queries.last_of)
        case_people.people_filters.add("not-met", queries.overdue)
        measures.declare()
        rights.declare()
        row_lines.declare()
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
        }
    )
    looks.declare(Look.FILE, "health.read")
    looks.cover(_("Mở phần sức khỏe"), "health.read", "health.written", "health.corrected")


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
    )
    roles.grant(Role.COMMUNE_LEADER, May.READ_CONTACT, May.COUNT_CONTACT)
    roles.grant(Role.INSPECTOR, May.COUNT_CONTACT)
    roles.grant(Role.HELPER, May.READ_CONTACT_ASSIGNED, May.LOG_CONTACT_ASSIGNED)
    for role in (Role.DISTRICT_MERGER, Role.DISTRICT_LEADER, Role.PROVINCE_MERGER, Role.PROVINCE_LEADER):
        roles.grant(role, May.COUNT_CONTACT)
    permissions.declare(Health)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        roles.grant(role, Health.REFER)
    for role in (Role.HEALTH_STATION, Role.REHAB_CENTRE):
        roles.grant(role, Health.READ, Health.WRITE, Health.ACCEPT)
