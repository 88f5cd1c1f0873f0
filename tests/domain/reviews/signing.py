"""Reviews for tests, signed by the real actions."""

from collections.abc import Sequence
from datetime import date

from hoanhap.kernel import clock
from hoanhap.people.cases.actions import moving
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import actions
from hoanhap.people.reviews.actions import Recorded
from hoanhap.people.reviews.models import YearAssessment
from hoanhap.people.reviews.rules import Quarter, ReviewDetails, YearDetails
from tests.cast import SETTER

Q2 = Quarter(2020, 2)
END_OF_Q2 = date(2020, 6, 28)


def sign(cases: Sequence[Case], *, on: date = END_OF_Q2, quarter: Quarter | None = None, **facts: object) -> Recorded:
    """The same review for each of these cases; progress, unless said otherwise."""
    if not facts.get("condition") and not facts.get("not_seen"):
        facts["condition"] = "progress"
    details = ReviewDetails(on=on, **facts)  # type: ignore[arg-type]
    entries = [(case, details) for case in cases]
    return actions.record(entries, quarter=quarter or Quarter.of(on), by=SETTER, at=clock.at(on, 16))


def end_rehab(case: Case, *, on: date, verb: str = "complete") -> Case:
    """Out of rehab by the law's step of that day."""
    case.refresh_from_db()
    at, version = clock.at(on, 15), case.version
    moved = moving.move(case=case, verb=verb, on=on, signer_title="Chủ tịch", by=SETTER, at=at, version=version)
    return moved.case


def assess(case: Case, *, ended_on: date, on: date, **facts: object) -> YearAssessment:
    if not facts.get("outcome") and not facts.get("not_seen"):
        facts["outcome"] = "no_use"
    details = YearDetails(on=on, **facts)  # type: ignore[arg-type]
    return actions.assess(case, ended_on=ended_on, details=details, by=SETTER, at=clock.at(on, 16))
