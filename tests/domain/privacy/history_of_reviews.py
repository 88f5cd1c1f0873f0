"""What was signed of a person and found in his file: a word of its own in each sealed field."""

from dataclasses import replace
from datetime import date, timedelta

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.inspection import actions as inspection
from hoanhap.people.inspection.models import SampledCase
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.models import YearAssessment
from hoanhap.people.reviews.rules import Quarter, ReviewDetails, YearDetails
from tests.cast import NOW, TODAY, Cast

WORDS = {
    "reviews.Review.note": "đang học sửa xe ở chợ",
    "reviews.Review.struck_reason": "đánh dấu nhầm dòng",
    "reviews.YearAssessment.note": "gia đình nói vẫn đi làm",
    "reviews.YearAssessment.struck_reason": "chọn nhầm kết quả",
    "inspection.Finding.words": "bổ sung bản cam kết vào hồ sơ",
    "inspection.Finding.answer": "đã bổ sung và lưu bản chụp",
}


def fill(cast: Cast, case: Case) -> None:
    """Reviewed, corrected, assessed, drawn, found and answered."""
    case.refresh_from_db()
    _reviews(cast, case)
    _year(cast, case)
    _inspection(cast, case)


def _reviews(cast: Cast, case: Case) -> None:
    by = cast.viewer(cast.officer).actor
    sign = ReviewDetails(
        on=TODAY, condition="not_yet", use_seen=True, seen_on=TODAY, work="none", note="đang học sửa xe ở chợ"
    )
    wrong = reviews.record([(case, sign)], quarter=Quarter.of(TODAY), by=by, at=NOW).written[0]
    fresh = replace(sign, work="occasional")
    reviews.correct(wrong, details=fresh, reason=WORDS["reviews.Review.struck_reason"], by=by, at=NOW)
    before = Quarter.of(TODAY).previous
    absent = ReviewDetails(on=TODAY, not_seen="absent")
    reviews.record([(case, absent)], quarter=before, by=by, at=NOW)


def _year(cast: Cast, case: Case) -> None:
    """As if a rehab had ended a year ago: the act itself asks for one that did."""
    ended, by = TODAY - timedelta(days=366), cast.viewer(cast.officer).actor
    details = YearDetails(on=TODAY, outcome="relapsed", seen_on=date(2020, 3, 1), work="none", paper_number="8/PKQ",
                          paper_on=date(2020, 3, 2), note=WORDS["reviews.YearAssessment.note"])  # fmt: skip
    row: YearAssessment = reviews._assessment(case, ended, details, by, NOW)
    row.save(force_insert=True)
    missed = YearDetails(on=TODAY, not_seen="ill")
    reason = WORDS["reviews.YearAssessment.struck_reason"]
    reviews.correct_assessment(row, details=missed, reason=reason, by=by, at=NOW)


def _inspection(cast: Cast, case: Case) -> None:
    unit: Place = case.unit
    viewer = cast.viewer(cast.inspector)
    sample = inspection.draw(unit=unit, size=1, by=viewer, at=clock.at(TODAY, 10))
    SampledCase.objects.filter(sample=sample).update(case=case, lacking="helper", paper_only=True)
    finding = inspection.find(unit=unit, words=WORDS["inspection.Finding.words"], due_on=TODAY + timedelta(days=9),
                              by=viewer, at=clock.at(TODAY, 10), case=case, sample=sample, item="helper")  # fmt: skip
    inspection.answer(
        finding, words=WORDS["inspection.Finding.answer"], by=cast.viewer(cast.leader), at=clock.at(TODAY, 11)
    )
