"""How the contacts behind a figure are shown."""

from collections.abc import Collection
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel.dates import show
from hoanhap.people.care.measures import CONTACT
from hoanhap.people.care.rows import ContactRow, rows_behind


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(CONTACT, _lines)


def _lines(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    return [_line(row) for row in rows_behind(viewer, row_ids)]


def _line(row: ContactRow) -> RowLine:
    said = [show(row.met_at.date()), row.title, row.condition_label, row.work_label]
    return RowLine(
        row_id=row.row_id,
        label=row.full_name or row.code,
        unit_name=row.unit_name,
        detail=" · ".join(part for part in said if part),
        url="case" if row.case_id else "",
        args={"case_id": str(row.case_id)} if row.case_id else {},
    )
