"""Reviews in the timeline of a case: what was signed, by whom, and what was struck out (diễn biến)."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import Event, Source, source
from hoanhap.people.reviews import queries
from hoanhap.people.reviews.models import Review, YearAssessment
from hoanhap.people.reviews.queries import OpenedReview
from hoanhap.people.reviews.rules import Quarter

KIND, YEAR_KIND = "review", "year_assessment"


def _reviews(case: Case, viewer: Viewer) -> Iterable[Event]:
    """One event a review, for those who may read them."""
    return (_review(one, one.row) for one in queries.reviews_of(viewer, case) if isinstance(one.row, Review))


def _years(case: Case, viewer: Viewer) -> Iterable[Event]:
    return (_year(one, one.row) for one in queries.years_of(viewer, case) if isinstance(one.row, YearAssessment))


def _review(one: OpenedReview, row: Review) -> Event:
    quarter = Quarter(row.year, row.quarter).label
    said = str(row.get_condition_display() if row.condition else row.get_not_seen_display())
    return Event(
        at=clock.at(row.reviewed_on),
        kind=KIND,
        title=_("Đánh giá %(quarter)s: %(said)s") % {"quarter": quarter, "said": said},
        detail=_joined(_sign(row), _work(row), one.note, one.struck_reason),
        recorder=row.recorded_by,
        subject_id=str(row.pk),
        struck=row.struck_at is not None,
    )


def _year(one: OpenedReview, row: YearAssessment) -> Event:
    said = str(row.get_outcome_display() if row.outcome else row.get_not_seen_display())
    paper = ""
    if row.paper_number and row.paper_on:
        paper = _("phiếu số %(number)s ngày %(day)s") % {"number": row.paper_number, "day": show(row.paper_on)}
    ended = _("kết thúc cai ngày %s") % show(row.ended_on)
    return Event(
        at=clock.at(row.assessed_on),
        kind=YEAR_KIND,
        title=_("Đánh giá sau một năm: %s") % said,
        detail=_joined(ended, paper, _work(row), one.note, one.struck_reason),
        recorder=row.recorded_by,
        subject_id=str(row.pk),
        struck=row.struck_at is not None,
    )


def _sign(row: Review) -> str:
    if not row.use_seen:
        return ""
    if row.seen_on is None:
        return _("thấy dấu hiệu sử dụng lại")
    return _("thấy dấu hiệu sử dụng lại ngày %s") % show(row.seen_on)


def _work(row: Review | YearAssessment) -> str:
    return str(row.get_work_display()) if row.work else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


SOURCES: Mapping[str, Source] = {"reviews": source(_reviews, Review), "years": source(_years, YearAssessment)}
