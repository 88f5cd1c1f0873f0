"""All a measure can leave behind, each sealed field with a word of its own; part of the history of the copies."""

from datetime import date

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions, papers
from hoanhap.people.rehab.models import Dossier
from hoanhap.people.rehab.papers import PaperDetails
from tests.cast import Cast

WORDS = {
    "rehab.Dossier.words": "xin làm lại đơn vào thứ Hai",
    "rehab.CasePaper.body": "trao tận tay tại nhà văn hóa",
    "rehab.Violation.said": "hai buổi tư vấn không thấy đến",
    "rehab.Absence.reason": "về quê chăm mẹ ốm",
}
SINCE = date(2020, 6, 1)


def fill(cast: Cast, case: Case, by: Actor) -> None:
    """While the case stands in home rehab."""
    at = clock.at(SINCE, 9)
    _refused(case, by)
    details = PaperDetails(code="reception_minutes", on=SINCE, words=WORDS["rehab.CasePaper.body"])
    papers.write(case=case, details=details, by=by, at=at)
    actions.record_violation(case=case, kind="breaks_rules", on=SINCE, said=WORDS["rehab.Violation.said"], by=by, at=at)
    absence = actions.begin_absence(
        case=case, from_on=SINCE, reported=True, reason=WORDS["rehab.Absence.reason"], by=by, at=at
    )
    actions.end_absence(absence=absence, to_on=date(2020, 6, 3), by=by, at=clock.at(date(2020, 6, 3), 9))


def _refused(case: Case, by: Actor) -> None:
    """A dossier that was not accepted before the measure began."""
    row = Dossier(
        case=case,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        verb="start_home",
        regime="R2010",
        state="refused",
        opened_on=date(2020, 1, 6),
        ended_on=date(2020, 1, 8),
        ground="papers_missing",
        article="NĐ 94/2010/NĐ-CP",
        recorded_by=by.account_id,
        recorded_at=clock.at(date(2020, 1, 6), 9),
    )
    vault.seal(row, words=WORDS["rehab.Dossier.words"])
    row.save(force_insert=True)
