"""How the rows behind figures of people who came back or moved are shown (các dòng sau một con số)."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel.dates import show
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reception.measures import ARRIVAL, DEPARTURE, RETURNEE
from hoanhap.people.reception.models import Arrival, Returnee, Transfer


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(RETURNEE, _lines)
    openers.add(DEPARTURE, _departures)
    openers.add(ARRIVAL, _arrivals)


def _departures(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    """By the number the file bore here; it is opened where it is now."""
    rows = Transfer.objects.filter(_counted(viewer), pk__in=row_ids).select_related("unit", "to_unit")
    return [
        RowLine(
            row_id=row.pk,
            label=row.code,
            unit_name=row.unit.full_name,
            detail=f"{row.to_unit.full_name} · {show(row.accepted_on or row.left_on)}",
            url="",
            args={},
        )
        for row in rows.order_by("accepted_on", "id")
    ]


def _arrivals(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    """By the number of the file, with a link for those who may open it."""
    rows = list(Arrival.objects.filter(_counted(viewer), pk__in=row_ids).select_related("unit", "case"))
    found = case_policy.visible_to(viewer).filter(pk__in=[row.case_id for row in rows])
    readable = set(found.values_list("pk", flat=True))
    return [
        RowLine(
            row_id=row.pk,
            label=row.case.code,
            unit_name=row.unit.full_name,
            detail=show(row.on),
            url="case" if row.case_id in readable else "",
            args={"case_id": str(row.case_id)} if row.case_id in readable else {},
        )
        for row in sorted(rows, key=lambda row: (row.on, str(row.pk)))
    ]


def _counted(viewer: Viewer) -> Q:
    return viewer.scope_of_any(CasePermission.COUNTED, CasePermission.READ) & Q(case__sealed_at=None)


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
