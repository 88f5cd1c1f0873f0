"""Reading the register book."""

from django.db.models import F, QuerySet

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import policy
from hoanhap.foundation.documents.models import Document
from hoanhap.foundation.places import paths


def book(viewer: Viewer, *, unit_path: str, year: int, kind: str | None = None) -> QuerySet[Document]:
    """Papers of a unit and the units below it in one year, by kind and number; drafts stand last in their kind."""
    rows = policy.visible_to(viewer).filter(paths.under("unit_path", unit_path), year=year)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.select_related("unit", "agency").order_by("kind", F("number").asc(nulls_last=True), "id")


def of_subject(viewer: Viewer, *, subject_kind: str, subject_id: object) -> QuerySet[Document]:
    """Papers made about one thing (a report, a decision), oldest first."""
    rows = policy.visible_to(viewer).filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return rows.order_by("drafted_at", "id")
