"""The monthly residence check: a whole list saved at once (kiểm tra cư trú)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import duties
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.models import Found, ResidenceCheck

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntry:
    case_id: UUID
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many were written, and how many had been seen that day already."""

    written: int
    known: int


@transaction.atomic
def record_checks(
    *, cases: Collection[Case], entries: Sequence[CheckEntry], on: date, by: audit.Actor, at: datetime
) -> Checked:
    """Write who was seen on a day, for cases whose gate was passed: a handful of queries, however long the list.

    The same list sent twice writes once. Raises NotHere for a case outside the list, Refused for a wrong day or word.
    """
    if on > clock.local_day(at):
        raise Refused(_("Ngày kiểm tra không thể sau hôm nay."), code="check-day")
    known = {case.pk: case for case in cases}
    if any(entry.case_id not in known for entry in entries):
        raise NotHere
    if any(entry.found not in Found.values for entry in entries):
        raise Refused(_("Kết quả kiểm tra không hợp lệ."), code="check-found")
    wanted = {entry.case_id: entry.found for entry in entries}
    held = Case.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    here = {case.pk: case for case in held}
    _refuse_outside(here.values(), on)
    seen = set(ResidenceCheck.objects.filter(case__in=wanted, on=on).values_list("case_id", flat=True))
    rows = [
        ResidenceCheck(**shared.fields(here[case_id], by, at), on=on, found=found)
        for case_id, found in wanted.items()
        if case_id not in seen
    ]
    ResidenceCheck.objects.bulk_create(rows, batch_size=_CHUNK)
    audit.record_many(
        "rehab.residence_checked",
        by=by,
        at=at,
        rows=[audit.Subject("case", row.case_id, row.unit_path, {"on": on.isoformat()}) for row in rows],
    )
    for unit_id, path in sorted({(row.unit_id, row.unit_path) for row in rows}):
        duties.renew_residence(path, unit_id, by=by, at=at)
    return Checked(written=len(rows), known=len(seen))


def _refuse_outside(cases: Iterable[Case], on: date) -> None:
    """A file that another ended meanwhile, or that was not open yet, is nobody to look after on this day."""
    for case in cases:
        if on < case.opened_on or (case.closed_on is not None and on > case.closed_on):
            raise Refused(
                _("Hồ sơ %s không mở vào ngày này.") % case.code,
                code="check-day",
                way_out=_("Mở lại danh sách để xem bản mới."),
            )
