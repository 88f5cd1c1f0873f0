"""How the last months of one unit came out, as the reports it has sent say it (kết quả các kỳ gần đây); one query."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import State
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import policy
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission

SENT = (State.SUBMITTED.value, State.ACCEPTED.value)
_LOOKED_BACK = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month that was sent: its newest report, amendments included, and the numbers asked for."""

    report_id: uuid.UUID
    period: Period
    numbers: Mapping[str, int]


def months(
    viewer: Viewer, form: Form, unit_path: str, codes: Sequence[str], *, until: Period, limit: int = 4
) -> list[Month]:
    """At most `limit` months within a year up to `until`, the earliest first; a month lacking a number is left out."""
    wanted = Q(pk__in=[])
    period = until
    for _number in range(_LOOKED_BACK):
        wanted |= Q(period_from=period.start, period_to=period.end)
        period = form.previous(period)
    if not viewer.may(ReportPermission.SMALL, unit_path):
        return []  # a row of small numbers over months tells of single persons
    sent = policy.visible_to(viewer).filter(wanted, form_code=form.code, unit_path=unit_path, run__state__in=SENT)
    counted = {code: Sum("cells__number", filter=Q(cells__code=code)) for code in codes}
    named = {f"number_{place}": total for place, total in enumerate(counted.values())}
    rows: QuerySet[Report, Any] = (
        sent.values("id", "period_from", "period_to").annotate(**named).order_by("period_to", "amendment", "id")
    )
    found: dict[Period, Month] = {}
    for row in rows:
        numbers = {code: row[name] for code, name in zip(codes, named, strict=True)}
        if None not in numbers.values():
            month = Period(row["period_from"], row["period_to"])
            found[month] = Month(row["id"], month, numbers)
    return list(found.values())[-limit:]
