"""What this package says about a person to that person: contacts and referrals; the health room hands over its own."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part, Room
from hoanhap.people.care import annex
from hoanhap.people.care.health_room_models import HealthRecord, HealthRecordVersion, Referral
from hoanhap.people.care.models import Contact, ContactPlan, ContactVersion
from hoanhap.people.care.policy import CarePermission as May
from hoanhap.people.care.policy import HealthPermission as Health
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import code_of, of_cases
from hoanhap.people.persons.rights import BASIS

_FACTS = {
    "met_at": _("Lúc gặp"),
    "place": _("Nơi gặp"),
    "met": _("Có gặp được"),
    "missed_reason": _("Lý do không gặp"),
    "condition": _("Cán bộ nhận xét"),
    "work": _("Việc làm"),
    "need": _("Nhu cầu"),
    "note": _("Ghi chú"),
    "next_on": _("Hẹn lần sau"),
}
_HEALTH = _("Phần sức khỏe do trạm y tế, cơ sở đang chăm sóc giao riêng, có niêm phong; cán bộ xã không mở được.")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_contact(), _version(), _plan(), _referral(), _record(), _record_version())
    parts.rooms_of_codes.add("health", Room.HEALTH)
    parts.room_gates.add(Room.HEALTH, Health.READ)
    parts.notes.add("care.health", _HEALTH)
    corrections.add("contact.corrected", "case")
    annex.declare()
    for model in (Contact, Referral, HealthRecord):
        holdings.add(model._meta.label, of_case_rows(model))
    holdings.add("care.ContactVersion", of_case_rows(ContactVersion, "contact__case"))
    holdings.add("care.HealthRecordVersion", of_case_rows(HealthRecordVersion, "record__case"))
    _describe()


def _contact() -> Part:
    return Part(
        model="care.Contact",
        title=_("Các lần gặp"),
        rows=of_cases(Contact, "met_at"),
        fields=_FACTS,
    )


def _version() -> Part:
    return Part(
        model="care.ContactVersion",
        title=_("Lần gặp, trước khi được sửa"),
        rows=_of_contacts,
        fields={**_FACTS, "reason": _("Lý do sửa")},
    )


def _of_contacts(person_id: UUID) -> QuerySet[ContactVersion]:
    rows = ContactVersion.objects.filter(contact__case__person=person_id)
    return rows.order_by("contact__met_at", "number", "id")


def _plan() -> Part:
    return Part(
        model="care.ContactPlan",
        title=_("Kế hoạch gặp"),
        rows=of_cases(ContactPlan, "set_at"),
        fields={"every_value": _("Cứ mỗi"), "every_unit": _("Đơn vị"), "next_on": _("Lần sau")},
    )


def _referral() -> Part:
    return Part(
        model="care.Referral",
        title=_("Giới thiệu đến trạm y tế, cơ sở"),
        rows=of_cases(Referral, "sent_at"),
        fields={
            "case": _("Số hồ sơ"),
            "purpose": _("Để làm gì"),
            "message": _("Lời nhắn"),
            "state": _("Tình trạng"),
            "valid_from": _("Từ ngày"),
            "valid_to": _("Đến trước ngày"),
            "declined_because": _("Lý do không nhận"),
            "outcome": _("Kết quả"),
            "outcome_on": _("Ngày có kết quả"),
        },
        show={"case": code_of},
    )


def _record() -> Part:
    return Part(
        model="care.HealthRecord",
        title=_("Sổ sức khỏe"),
        rows=of_cases(HealthRecord, "recorded_at"),
        room=Room.HEALTH,
        fields={"case": _("Số hồ sơ"), "kind": _("Loại"), "text": _("Nội dung")},
        show={"case": code_of},
    )


def _record_version() -> Part:
    return Part(
        model="care.HealthRecordVersion",
        title=_("Sổ sức khỏe, trước khi được sửa"),
        rows=_of_records,
        room=Room.HEALTH,
        fields={"text": _("Nội dung")},
    )


def _of_records(person_id: UUID) -> QuerySet[Any]:
    rows = HealthRecordVersion.objects.filter(record__case__person=person_id)
    return rows.order_by("record__recorded_at", "number", "id")


def _describe() -> None:
    for label in ("Contact", "ContactVersion", "ContactPlan"):
        inventory.entries.add(
            f"care.{label}",
            inventory.Entry(
                purpose=_("Gặp gỡ, hỗ trợ theo kế hoạch; báo cáo kết quả"),
                basis=BASIS,
                retention="cases.ended",
                readers=(May.READ_CONTACT, May.READ_CONTACT_ASSIGNED),
            ),
        )
    inventory.entries.add(
        "care.Referral",
        inventory.Entry(
            purpose=_("Đưa người đến đúng nơi khám, chăm sóc"),
            basis=BASIS,
            retention="cases.ended",
            readers=(Health.REFER, Health.ACCEPT),
        ),
    )
    for label in ("HealthRecord", "HealthRecordVersion"):
        inventory.entries.add(
            f"care.{label}",
            inventory.Entry(
                purpose=_("Khám, chăm sóc sức khỏe"),
                basis=_("Luật 91/2025/QH15 Điều 19, Điều 26; pháp luật về khám bệnh, chữa bệnh"),
                retention="cases.ended",
                readers=(Health.READ,),
            ),
        )
