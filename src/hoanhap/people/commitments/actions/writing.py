"""What every write here begins and ends with: the case held and open, the row placed with it, one entry in the log."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case


def held(case: Case) -> Case:
    """The case, locked until the transaction ends. Raises Refused for one that has ended."""
    found = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if found.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="commitment-case-closed")
    return found


def placed(case: Case, by: Actor, at: datetime) -> dict[str, Any]:
    """Where the row lies and who wrote it."""
    return {
        "case": case,
        "unit_id": case.unit_id,
        "unit_path": case.unit_path,
        "recorded_by": by.account_id,
        "recorded_at": at,
    }


def record(code: str, row: Any, by: Actor, at: datetime, **detail: str) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=row.case_id,
        unit_path=row.unit_path,
        at=at,
        detail={row._meta.model_name: str(row.pk), **detail},
    )
