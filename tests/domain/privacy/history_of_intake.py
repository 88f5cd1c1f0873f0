"""How somebody came in, how he was classified, determined and asked: part of the history of the copies."""

from datetime import date

from hoanhap.foundation.audit import Actor
from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment.actions import DeterminationDetails
from hoanhap.people.assessment.classifying import Details
from hoanhap.people.assessment.determination_rules import Findings, Lasting, Result
from hoanhap.people.assessment.models import Kind
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake import rounds
from hoanhap.people.intake.models import Choice, Reason, Relation, Source, Verdict
from tests.cast import NOW, Cast

ON = date(2020, 6, 2)
WORDS = {
    "assessment.Classification.note": "nghe đồn là hiền lành",
    "assessment.Determination.struck_reason": "ghi nhầm số phiếu",
}
HEALTH_WORDS = {
    "assessment.Determination.findings": "Khó kiểm soát việc sử dụng",
    "assessment.Scoring.answers": "Người nhà phàn nàn: có",
}
GUARDIAN = "Phan Thị Giám"


def fill(cast: Cast, case: Case, by: Actor) -> None:
    """A declaration, an origin, a round, a classification, two results, one sitting."""
    declared = intake.declare(
        cast.thuong_lac,
        details=intake.DeclarationDetails(
            name="Nguyễn Văn Ví Dụ",
            declared_on=ON,
            declared_by=Source.FAMILY,
            relation=Relation.PARENT,
            choice=Choice.HOME,
        ),
        by=by,
        at=NOW,
    )
    intake.register(declared, case, by=by, at=NOW)
    intake.note_origin(case, source=Source.FACILITY, origin="voluntary", by=by, at=NOW)
    review = rounds.open_round(cast.thuong_lac, by=by, at=NOW)
    lines = review.lines.values_list("pk", flat=True)
    rounds.mark(review, list(lines), verdict=Verdict.MOVED, reason=Reason.AWAY, by=by, at=NOW)
    assessment.classify(
        case,
        details=Details(
            from_on=ON,
            level="light",
            cause="friends",
            traits=("working",),
            drugs=("other",),
            routes=("smoke",),
            first_use_year=2012,
            note=WORDS["assessment.Classification.note"],
        ),
        by=by,
        at=NOW,
    )
    _results(cast, case, by)


def _results(cast: Cast, case: Case, by: Actor) -> None:
    agency = cast.health_station.postings.get().agency
    assert agency is not None
    for number, met in (("1/PKQ", {"control", "harm", "craving"}), ("2/PKQ", set[str]())):
        findings = Findings(met=frozenset(met), lasting=Lasting.MONTH) if met else None
        row, _remarks = assessment.determine(
            case,
            details=DeterminationDetails(
                result=Result.HAS,
                determined_on=ON,
                received_on=ON,
                paper_number=number,
                facility="Trung tâm Y tế",
                signer="Huỳnh Thị Lụa",
                guardian=GUARDIAN,
                agency=agency if met else None,
                findings=findings,
            ),
            by=by,
            at=NOW,
        )
        if not met:
            assessment.strike(row, reason=WORDS["assessment.Determination.struck_reason"], by=by, at=NOW)
    answers = {f"d{item}": 1 for item in range(1, 11)}
    assessment.keep_answers(case, agency=agency, kind=Kind.DAST10, answers=answers, taken_on=ON, by=by, at=NOW)
