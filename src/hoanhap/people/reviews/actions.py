"""Signing reviews, one or a whole list at once; the one-year assessment; taking either back with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import duties, following, rules
from hoanhap.people.reviews.models import Review, YearAssessment
from hoanhap.people.reviews.rules import Quarter, ReviewDetails, YearDetails


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a list: the reviews written, and the cases somebody else had reviewed meanwhile."""

    written: tuple[Review, ...]
    already: tuple[UUID, ...]


class RowsRefused(Refused):
    """Nothing of a list was written: what is wrong with which case."""

    def __init__(self, rows: Mapping[UUID, Refused]) -> None:
        super().__init__(_("Có dòng chưa ghi được. Chưa dòng nào được lưu."), code="review-rows")
        self.rows = rows


@transaction.atomic
def record(entries: Sequence[tuple[Case, ReviewDetails]], *, quarter: Quarter, by: Actor, at: datetime) -> Recorded:
    """Sign the reviews of one quarter, all or none. Who was reviewed meanwhile is left as it is. Raises RowsRefused."""
    held = _locked([case for case, _details in entries])
    _check_all([(held[case.pk], details) for case, details in entries], quarter, at)
    there = _reviewed(held, quarter)
    rows = [_review(held[case.pk], details, quarter, by, at) for case, details in entries if case.pk not in there]
    Review.objects.bulk_create(rows)
    subjects = [audit.Subject("case", row.case_id, row.unit_path, _said(row)) for row in rows]
    audit.record_many("review.recorded", by=by, at=at, rows=subjects)
    for unit in {case.unit for case in held.values()}:
        duties.settle_done(unit, quarter, by=by, at=at)
    return Recorded(tuple(rows), tuple(pk for pk in held if pk in there))


@transaction.atomic
def correct(review: Review, *, details: ReviewDetails, reason: str, by: Actor, at: datetime) -> Review:
    """Write a review anew: the wrong one stays, struck out with its reason. Raises Refused."""
    quarter = Quarter(review.year, review.quarter)
    case = _locked([review.case])[review.case_id]
    rules.check_review(details, quarter=quarter, opened_on=case.opened_on, today=clock.local_day(at))
    _strike(Review.objects.filter(pk=review.pk), reason, by, at)
    row = _review(case, details, quarter, by, at)
    row.save(force_insert=True)
    _log("review.corrected", row, by, at, _said(row))
    return row


@transaction.atomic
def assess(case: Case, *, ended_on: date, details: YearDetails, by: Actor, at: datetime) -> YearAssessment:
    """Sign how somebody stands a year after this end of rehab, or why he was not assessed. Raises Refused."""
    held = _locked([case])[case.pk]
    if ended_on not in [one.ended_on for one in following.episodes_of([case.pk]).get(case.pk, [])]:
        raise Refused(_("Hồ sơ không có lần kết thúc cai nào vào ngày này."), code="year-no-end")
    rules.check_year(details, ended_on=ended_on, today=clock.local_day(at))
    row = _assessment(held, ended_on, details, by, at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            _("Lần kết thúc cai này đã được đánh giá."), code="year-twice", way_out=_("Sửa bản đánh giá đã có.")
        ) from None
    _log("review.assessed", row, by, at, {"outcome": row.outcome, "not_seen": row.not_seen})
    duties.settle_year(held, ended_on, by=by, at=at)
    return row


@transaction.atomic
def correct_assessment(
    row: YearAssessment, *, details: YearDetails, reason: str, by: Actor, at: datetime
) -> YearAssessment:
    """Write an assessment anew: the wrong one stays, struck out with its reason. Raises Refused."""
    case = _locked([row.case])[row.case_id]
    rules.check_year(details, ended_on=row.ended_on, today=clock.local_day(at))
    _strike(YearAssessment.objects.filter(pk=row.pk), reason, by, at)
    fresh = _assessment(case, row.ended_on, details, by, at)
    fresh.save(force_insert=True)
    _log("review.assessment_corrected", fresh, by, at, {"outcome": fresh.outcome, "not_seen": fresh.not_seen})
    return fresh


def _locked(cases: Sequence[Case]) -> dict[UUID, Case]:
    """The cases under a lock, in one order: two officers over one list follow each other."""
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk for case in cases])
    return {case.pk: case for case in rows.select_related("unit").order_by("pk")}


def _check_all(entries: Sequence[tuple[Case, ReviewDetails]], quarter: Quarter, at: datetime) -> None:
    today, wrong = clock.local_day(at), {}
    for case, details in entries:
        try:
            if case.closed_on is not None and details.on >= case.closed_on:
                raise Refused(_("Hồ sơ đã kết thúc trước ngày đánh giá."), code="review-closed")
            rules.check_review(details, quarter=quarter, opened_on=case.opened_on, today=today)
        except Refused as refusal:
            wrong[case.pk] = refusal
    if wrong:
        raise RowsRefused(wrong)


def _reviewed(held: Mapping[UUID, Case], quarter: Quarter) -> set[UUID]:
    there = Review.objects.filter(case__in=held, year=quarter.year, quarter=quarter.number)
    return set(there.values_list("case_id", flat=True))


def _review(case: Case, details: ReviewDetails, quarter: Quarter, by: Actor, at: datetime) -> Review:
    given = asdict(details)
    note, on = given.pop("note"), given.pop("on")
    row = Review(**given, reviewed_on=on, year=quarter.year, quarter=quarter.number, **_signed(case, by, at))
    vault.seal(row, note=tidy(note))
    return row


def _assessment(case: Case, ended_on: date, details: YearDetails, by: Actor, at: datetime) -> YearAssessment:
    given = asdict(details)
    note, on, number = given.pop("note"), given.pop("on"), tidy(given.pop("paper_number"))[:60]
    row = YearAssessment(**given, paper_number=number, assessed_on=on, ended_on=ended_on, **_signed(case, by, at))
    vault.seal(row, note=tidy(note))
    return row


def _signed(case: Case, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "case": case,
        "unit_id": case.unit_id,
        "unit_path": case.unit_path,
        "recorded_by": by.account_id,
        "recorded_at": at,
    }


def _strike(rows: Any, reason: str, by: Actor, at: datetime) -> None:
    """Only a living one is struck: of two officers who correct it the second is told."""
    said = tidy(reason)
    if not said:
        raise Refused(_("Cần ghi lý do sửa."), code="review-reason-missing")
    row = rows.select_for_update(of=("self",)).select_related("case").first()
    if row is None:
        raise Refused(_("Bản đánh giá này vừa được người khác sửa."), code="review-version")
    row.struck_at, row.struck_by = at, by.account_id
    vault.seal(row, struck_reason=said)
    row.save(update_fields=["struck_at", "struck_by", "struck_reason"])


def _said(row: Review) -> dict[str, str | int | bool | None]:
    return {"quarter": f"{row.year}-Q{row.quarter}", "condition": row.condition, "not_seen": row.not_seen}


def _log(
    code: str, row: Review | YearAssessment, by: Actor, at: datetime, detail: dict[str, str | int | bool | None]
) -> None:
    audit.record(
        code, by=by, subject_kind="case", subject_id=row.case_id, unit_path=row.unit_path, at=at, detail=detail
    )
