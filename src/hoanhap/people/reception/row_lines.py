"""How the rows behind a figure of people who came back are shown (các dòng sau một con số)."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel.dates import show
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reception.measures import RETURNEE
from hoanhap.people.reception.models import Returnee


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(RETURNEE, _lines)


def _lines(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    """By the number of the file; without a file by the day. A link for those who may open the file."""
    counted = viewer.scope_of_any(CasePermission.COUNTED, CasePermission.READ) & (
        Q(case=None) | Q(case__sealed_at=None)
    )
    rows = list(
        Returnee.objects.filter(counted, pk__in=row_ids).select_related("case", "unit").order_by("due_on", "id")
    )
    cases = [row.case_id for row in rows if row.case_id is not None]
    readable = set(case_policy.visible_to(viewer).filter(pk__in=cases).values_list("pk", flat=True))
    return [_line(row, row.case_id in readable) for row in rows]


def _line(row: Returnee, opens: bool) -> RowLine:
    return RowLine(
        row_id=row.pk,
        label=row.case.code if row.case else show(row.due_on),
        unit_name=row.unit.full_name,
        detail=f"{row.get_origin_display()} · {show(row.received_on or row.due_on)}",
        url="case" if opens else "",
        args={"case_id": str(row.case_id)} if opens else {},
    )
