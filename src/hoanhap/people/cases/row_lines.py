"""How the rows behind a figure are shown: standings and members of a cohort (các dòng sau một con số)."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel.dates import show
from hoanhap.people.cases.measures import MEMBER, STANDING
from hoanhap.people.cases.queries import BehindRow, rows_behind


def declare() -> None:
    """Called once at start, from apps.ready()."""
    for kind in (STANDING, MEMBER):
        openers.add(kind, partial(_lines, kind))


def _lines(kind: str, viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    return [_line(row) for row in rows_behind(viewer, kind, row_ids)]


def _line(row: BehindRow) -> RowLine:
    return RowLine(
        row_id=row.row_id,
        label=row.full_name or row.code,
        unit_name=row.unit_name,
        detail=f"{_(row.state_label)} · {show(row.from_on)}",
        url="case" if row.case_id else "",
        args={"case_id": str(row.case_id)} if row.case_id else {},
    )
