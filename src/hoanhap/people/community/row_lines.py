"""How the task forces behind a figure are shown."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.people.community import policy
from hoanhap.people.community.models import TaskForce

TASK_FORCE = "task_force"


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(TASK_FORCE, _lines)


def _lines(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    rows = policy.visible_to(viewer).filter(pk__in=row_ids).select_related("unit").order_by("unit__folded", "id")
    return [_line(row) for row in rows]


def _line(row: TaskForce) -> RowLine:
    said = _("Quyết định %(decision)s, quy chế %(regulation)s") % {
        "decision": row.decision_number,
        "regulation": row.regulation_number or "–",
    }
    return RowLine(
        row_id=row.pk,
        label=row.unit.full_name,
        unit_name=row.unit.full_name,
        detail=said,
        url="task-force",
        args={"task_force_id": str(row.pk)},
    )
