"""What every write of this room does alike: the file under a lock and still open, the row's place, the log."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case

Detail = Mapping[str, str | int | bool | None]


def locked(case: Case) -> Case:
    """The file under a lock. Raises Refused once it has ended."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if held.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="support-case-closed")
    return held


def stamp(case: Case, by: Actor, at: datetime) -> dict[str, Any]:
    """Where a row about this file lies, and who wrote it."""
    return {"case": case, "unit_id": case.unit_id, "unit_path": case.unit_path, **_written(by, at)}


def stamp_unit(unit: Place, by: Actor, at: datetime) -> dict[str, Any]:
    """Where a row of a register lies, and who wrote it."""
    return {"unit": unit, "unit_path": unit.path, **_written(by, at)}


def check_day(day: date, *, case: Case, at: datetime, code: str = "support-day") -> None:
    """Raise Refused for a day to come or before the file was opened."""
    if day > clock.local_day(at):
        raise Refused(_("Ghi khi đã đến ngày."), code=code)
    if day < case.opened_on:
        raise Refused(_("Ngày này trước ngày mở hồ sơ."), code=code)


def sent_before(rows: QuerySet[Any], case: Case, client_key: UUID | None) -> Any | None:
    """The row this very entry of a form made before. Raises Refused when it was made for another file."""
    found = rows.filter(client_key=client_key).first() if client_key else None
    if found is not None and found.case_id != case.pk:
        raise other_case()
    return found


def other_case() -> Refused:
    return Refused(_("Mã của lần ghi này đã dùng cho hồ sơ khác."), code="support-client-key")


def log(code: str, row: Any, by: Actor, at: datetime, detail: Detail | None = None) -> None:
    """One entry about the file the row is about."""
    name = row._meta.model_name
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=row.case_id,
        unit_path=row.unit_path,
        at=at,
        detail={name: str(row.pk), **(detail or {})},
    )


def log_register(code: str, row: Model, by: Actor, at: datetime, detail: Detail | None = None) -> None:
    """One entry about a row of a register."""
    audit.record(
        code,
        by=by,
        subject_kind=str(row._meta.model_name),
        subject_id=row.pk,
        unit_path=row.unit_path,  # type: ignore[attr-defined]
        at=at,
        detail=detail or {},
    )


def _written(by: Actor, at: datetime) -> dict[str, Any]:
    return {"recorded_by": by.account_id, "recorded_at": at}
