"""Reads of classifications and determinations; scores are read through `instruments_room` alone."""

from datetime import date
from uuid import UUID

from hoanhap.people.assessment.models import Determination
from hoanhap.people.cases.models import Case


def determination_of(case: Case, on: date | None = None) -> Determination | None:
    """The latest result for this case (by a day, when given): the paper's own, never concluded from a measure."""
    found = Determination.objects.filter(case=case)
    if on is not None:
        found = found.filter(determined_on__lte=on)
    return found.order_by("-determined_on", "-recorded_at", "-id").first()


def determinations_of(case_ids: list[UUID]) -> dict[UUID, Determination]:
    """The latest result of each of many cases; one query."""
    rows = Determination.objects.filter(case__in=case_ids).order_by("determined_on", "recorded_at", "id")
    return {row.case_id: row for row in rows}
