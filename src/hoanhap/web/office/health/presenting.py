"""What the receiver's list and one person's health room show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import calendar
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.kernel.text import upper_first
from hoanhap.people.care import health_room, policy
from hoanhap.people.care import health_room_rules as rules
from hoanhap.people.care.clinic import queries as clinic_queries
from hoanhap.people.care.clinic.queries import Clinic, OpenedSheet
from hoanhap.people.care.clinic.rules import LACKS
from hoanhap.people.care.health_room import OpenedRecord
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.persons import queries as persons


@dataclass(frozen=True, slots=True)
class Waiting:
    """One referral that waits; whom it is about is not told before somebody accepts."""

    referral: Referral
    sender: str
    due_at: datetime
    last_day: date


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the room."""

    record: OpenedRecord
    href: str

    @property
    def day(self) -> date:
        return clock.local_day(self.record.record.recorded_at)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet of the room, between its entries."""

    sheet: OpenedSheet
    href: str

    @property
    def day(self) -> date:
        return self.sheet.row.on


def index(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """What waits for an answer, and who is in care."""
    asked = list(policy.waiting_for(viewer).filter(valid_to__gt=viewer.on).select_related("unit"))
    cared = health_room.in_care(viewer, at=now)
    names, days = health_room.names_of_accounts({one.sent_by for one in asked}), calendar.working_calendar()
    return {
        "waiting": [
            Waiting(
                referral=one,
                sender=", ".join(part for part in (names.get(one.sent_by, ""), one.sent_title) if part),
                due_at=end_of(rules.answer_by(clock.local_day(one.sent_at), days)),
                last_day=one.last_day,
            )
            for one in asked
        ],
        "in_care": cared,
        "late": {row.referral.pk for row in cared if clinic_queries.is_flagged(row.referral, viewer.on)},
    }


def room(viewer: Viewer, opened: Referral, now: datetime, revealed: Mapping[str, str]) -> dict[str, Any]:
    """Everything on the page of one room; the look at it is logged here. The caller has passed its gate."""
    person, path = opened.case.person, opened.unit_path
    (phone,) = persons.masked_of(viewer, person, "phone", revealed=revealed)
    year = upper_first(_("sinh %s") % person.birth_year) if person.birth_year else ""
    names = health_room.names_of_accounts({opened.sent_by})
    writes = viewer.may(HealthPermission.WRITE, path)
    records = [_line(one, writes) for one in health_room.read(viewer, opened, at=now)]
    clinic = clinic_queries.of_room(viewer, opened)
    return {
        "room": opened,
        "name": persons.names_of([person], viewer)[person.pk],
        "about": " · ".join(part for part in (year, opened.case.unit.full_name) if part),
        "phone": phone,
        "lines": _mixed(records, clinic, writes),
        "clinic": clinic,
        "lacks": [LACKS[lack] for lack in clinic.lacks],
        "seen": clinic_queries.who_saw(opened.case) if _has_test(clinic) else [],
        "message": health_room.message_of(opened),
        "sender": ", ".join(part for part in (names.get(opened.sent_by, ""), opened.sent_title) if part),
        "may_write": writes,
        "back_url": reverse("referrals"),
    }


def _mixed(records: list[Line], clinic: Clinic, writes: bool) -> list[Line | SheetLine]:
    """Entries and sheets together, the newest day first."""
    sheets = [
        SheetLine(one, reverse("sheet-correct", args=[one.row.pk]) if writes and one.own else "")
        for one in clinic.sheets
    ]
    return sorted([*records, *sheets], key=lambda line: line.day, reverse=True)


def _has_test(clinic: Clinic) -> bool:
    return any(one.row.kind == "test" for one in clinic.sheets)


def _line(one: OpenedRecord, writes: bool) -> Line:
    return Line(one, reverse("health-correct", args=[one.record.pk]) if writes and one.own else "")
