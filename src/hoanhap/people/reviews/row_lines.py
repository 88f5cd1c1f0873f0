"""How the reviews and assessments behind a figure are shown: by name to those who may read them, else by code."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.persons import queries as persons
from hoanhap.people.reviews import policy
from hoanhap.people.reviews.measures import REVIEW, YEAR
from hoanhap.people.reviews.models import Review, YearAssessment
from hoanhap.people.reviews.policy import ReviewPermission
from hoanhap.people.reviews.rules import Quarter

Detail = Callable[[Any], str]


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(REVIEW, partial(_lines, Review, _of_review))
    openers.add(YEAR, partial(_lines, YearAssessment, _of_year))


def _lines(model: Any, detail: Detail, viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    readable = policy.cases_for(viewer, to=ReviewPermission.READ)
    seen = (policy.countable(viewer) & Q(case__sealed_at=None)) | Q(case__in=readable.order_by().values("pk"))
    rows = list(model.everything.filter(seen, pk__in=row_ids).select_related("unit", "case__person"))
    cases = {case.pk: case for case in readable.filter(pk__in={row.case_id for row in rows})}
    named = [row.case for row in rows if row.case_id in cases]
    names = persons.names_of((case.person for case in named), viewer)
    persons.log_look("person.listed", named, viewer=viewer, at=clock.now())
    lines = [_line(row, names.get(row.case.person_id, "") if row.case_id in cases else "", detail) for row in rows]
    return sorted(lines, key=lambda line: (line.unit_name, line.label, line.detail, str(line.row_id)))


def _line(row: Any, name: str, detail: Detail) -> RowLine:
    return RowLine(
        row_id=row.pk,
        label=name or row.case.code,
        unit_name=row.unit.full_name,
        detail=detail(row),
        url="case" if name else "",
        args={"case_id": str(row.case_id)} if name else {},
    )


def _of_review(row: Review) -> str:
    said = row.get_condition_display() if row.condition else row.get_not_seen_display()
    return f"{Quarter(row.year, row.quarter).label} · {said}"


def _of_year(row: YearAssessment) -> str:
    said = row.get_outcome_display() if row.outcome else row.get_not_seen_display()
    return f"{show(row.assessed_on)} · {said}"
