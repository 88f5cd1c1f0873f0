"""Editing the calendar of working days (nghỉ bù, làm bù theo quyết định)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.notices.models import HolidayChange
from hoanhap.kernel import text
from hoanhap.kernel.errors import Refused


@transaction.atomic
def set_day(*, on: date, off: bool, name: str, by: audit.Actor, at: datetime) -> HolidayChange:
    """Make a day a day off or a working day; saying it again about the same day replaces what was said."""
    named = text.nfc(name).strip()
    if not named:
        raise Refused(_("Cần ghi tên ngày nghỉ hoặc lý do làm bù."), code="holiday-name")
    change, _made = HolidayChange.objects.update_or_create(on=on, defaults={"off": off, "name": named})
    _record("holiday.set", on, by, at, {"off": off})
    return change


@transaction.atomic
def forget_day(*, on: date, by: audit.Actor, at: datetime) -> None:
    """Take an edit back: the day counts again as the built-in calendar says."""
    gone, _rows = HolidayChange.objects.filter(on=on).delete()
    if not gone:
        raise Refused(_("Ngày này chưa được sửa trong lịch."), code="holiday-unknown")
    _record("holiday.forgotten", on, by, at, {})


def _record(code: str, on: date, by: audit.Actor, at: datetime, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(code, by=by, subject_kind="holiday", subject_id=on.isoformat(), at=at, detail=detail)
