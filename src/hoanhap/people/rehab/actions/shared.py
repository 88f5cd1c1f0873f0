"""What all acts of this package share: the case held while they write, and their line in the log."""

from datetime import datetime
from uuid import UUID

from hoanhap.foundation import audit
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab.models.shared import OfCase


def hold(case_id: UUID) -> Case:
    """The case as it stands, locked until the transaction ends."""
    found = Case.objects.select_for_update(of=("self",)).select_related("person", "unit").filter(pk=case_id).first()
    if found is None:
        raise NotHere
    return found


def fields(case: Case, by: audit.Actor, at: datetime) -> dict[str, object]:
    """The columns every row has."""
    return {
        "case": case,
        "unit_id": case.unit_id,
        "unit_path": case.unit_path,
        "recorded_by": by.account_id,
        "recorded_at": at,
    }


def log(
    code: str,
    row: OfCase,
    *,
    by: audit.Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    """Said of the case: that is whom a person asks about."""
    audit.record(
        code, by=by, subject_kind="case", subject_id=row.case_id, unit_path=row.unit_path, at=at, detail=detail
    )
