"""All a measure can leave behind, each sealed field with a word of its own; part of the history of the copies."""

from datetime import date

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions, papers
from hoanhap.people.rehab.actions import CheckEntry, FollowedDetails, shared
from hoanhap.people.rehab.models import Absence, CasePaper, Dossier, DossierItem, StepGround, TransitionChoice
from hoanhap.people.rehab.papers import PaperDetails
from tests.cast import Cast

WORDS = {
    "rehab.Dossier.words": "xin làm lại đơn vào thứ Hai",
    "rehab.CasePaper.body": "trao tận tay tại nhà văn hóa",
    "rehab.Violation.said": "hai buổi tư vấn không thấy đến",
    "rehab.Absence.reason": "về quê chăm mẹ ốm",
}
SINCE, BACK = date(2020, 6, 1), date(2020, 6, 3)
ARTICLE = "NĐ 94/2010/NĐ-CP"


def fill(cast: Cast, case: Case, by: Actor) -> None:
    """While the case stands in home rehab."""
    _refused(case, by)
    _papers(cast, case, by)
    _conduct(case, by)
    _outside(case, by)


def _refused(case: Case, by: Actor) -> None:
    """A dossier that was not accepted before the measure began."""
    at = clock.at(date(2020, 1, 6), 9)
    row = Dossier(
        **shared.fields(case, by, at),
        verb="start_home",
        regime="R2010",
        state="refused",
        opened_on=date(2020, 1, 6),
        submitted_at=at,
        submitted_by=by.account_id,
        ended_on=date(2020, 1, 8),
        ground="papers_missing",
        article=ARTICLE,
    )
    vault.seal(row, words=WORDS["rehab.Dossier.words"])
    row.save(force_insert=True)
    for position, (paper, state, waived) in enumerate((("application", "present", ""), ("cv", "waived", "held")), 1):
        DossierItem.objects.create(
            dossier=row, case=case, unit_path=case.unit_path, position=position, paper=paper, state=state,
            number="7", on=SINCE, waived_because=waived,
        )  # fmt: skip


def _papers(cast: Cast, case: Case, by: Actor) -> None:
    """A certificate that is in the register; its form and its reason are those of a later law."""
    at = clock.at(SINCE, 9)
    details = PaperDetails(code="reception_minutes", on=SINCE, words=WORDS["rehab.CasePaper.body"])
    written = papers.write(case=case, details=details, by=by, at=at)
    CasePaper.objects.filter(pk=written.pk).update(form="NĐ116-25", ground="own_wish")
    details = PaperDetails(code="completion_certificate", on=SINCE, completion="reduced")
    certificate = papers.write(case=case, details=details, by=by, at=at)
    papers.issue(certificate, issued_on=SINCE, by=cast.viewer(cast.officer, SINCE), at=at)


def _conduct(case: Case, by: Actor) -> None:
    at = clock.at(SINCE, 9)
    actions.record_violation(case=case, kind="breaks_rules", on=SINCE, said=WORDS["rehab.Violation.said"], by=by, at=at)
    absence = actions.begin_absence(
        case=case, from_on=SINCE, reported=True, reason=WORDS["rehab.Absence.reason"], by=by, at=at
    )
    actions.end_absence(absence=absence, to_on=BACK, by=by, at=clock.at(BACK, 9))
    Absence.objects.filter(pk=absence.pk).update(days_added=2, article=ARTICLE)
    actions.record_happening(case=case, code="measure_started", happened_at=at, by=by, at=at)
    standing = case.standings.order_by("number").first()
    assert standing is not None
    StepGround.objects.create(
        case=case, unit_path=case.unit_path, standing=standing, verb="withdraw", ground="own_wish", regime="R2010",
        article=ARTICLE, confidence="INFER",
    )  # fmt: skip


def _outside(case: Case, by: Actor) -> None:
    at = clock.at(BACK, 9)
    details = FollowedDetails(
        kind="ost", facility_name="Cơ sở điều trị", decider_name="Cơ sở ấy", decision_number="9", decision_on=SINCE,
        from_on=SINCE, to_on=date(2020, 9, 1), deducted_days=3,
    )  # fmt: skip
    row = actions.follow_decision(case=case, details=details, by=by, at=at)
    actions.end_followed(followed=row, on=BACK, end="transferred", by=by, at=at)
    entries = [CheckEntry(case_id=case.pk, found="present")]
    actions.record_checks(cases=[case], entries=entries, on=BACK, by=by, at=at)
    TransitionChoice.objects.create(
        **shared.fields(case, by, at), from_regime="R2010", to_regime="R2021", state="registered", way="change",
        on=BACK, article=ARTICLE, confidence="SEEN",
    )  # fmt: skip
