"""Field → where it may be read, by role: said from the rules of the rooms, never from what was seen.

Words of the social room are for the desk of the commune; the police have their own room, and read of a file its steps,
its papers and who stands by the person. The health room opens to the station or centre that has the person in care; of
it the officer opens what tests showed. Who counts, leads above the commune or keeps accounts reads no word of
anybody; plans of work are read by whoever reads the team, and name nobody.
"""

from collections.abc import Mapping

from hoanhap.people.persons import masks
from tests.proofs.sowing import ARRIVING, FAMILY, GIVEN
from tests.watch.matrix.grounds import CLOSED, NEIGHBOUR, OWN, UNRELATED

COMMUNE, RELATED, OPEN, BELOW = {OWN, UNRELATED, CLOSED}, {OWN}, {OWN, UNRELATED}, {OWN, NEIGHBOUR}
HERE, NOBODY_S, ENDED, BACK = {OWN}, {""}, {CLOSED}, {UNRELATED}

Fields = tuple[str, ...]
Seen = Mapping[str, set[str]]


def _of(model: str, *names: str) -> Fields:
    return tuple(f"{model}.{name}" for name in names)


def _seen(*parts: tuple[Fields, set[str]]) -> Seen:
    return {name: where for names, where in parts for name in names}


# --- one person ---------------------------------------------------------------------------------------------------

NAME: Fields = (FAMILY, GIVEN)
IDENTITY: Fields = (*NAME, *_of("persons.Person", *(name for name in masks.MASKS if name != "full_name")))
SOCIAL: Fields = (
    *_of("assessment.Classification", "note"),
    *_of("assessment.Determination", "struck_reason"),
    *_of("care.Contact", "need", "note"),
    *_of("care.Counselling", "note"),
    *_of("care.IndividualPlan", "wish", "strengths", "goals"),
    *_of("care.PlanStep", "what"),
    *_of("cases.Case", "wish"),
    *_of("cases.Correction", "reason"),
    *_of("cases.UseProfile", "cause"),
    *_of("files.StoredFile", "title"),
    *_of("reintegration.HelperSession", "words"),
    *_of("reintegration.LegalAidReferral", "matter"),
    *_of("reintegration.Need", "words"),
    *_of("reintegration.Support", "words"),
    *_of("reviews.Review", "note", "struck_reason"),
)
# What is said once something ended, was answered or came back: where the rows are that say it.
SOCIAL_AT_THE_END: Fields = ("commitments.Guarantor.end_reason", "reintegration.HelperAssignment.end_reason")
SOCIAL_ANSWERED: Fields = ("reintegration.Need.answer_words",)
SOCIAL_YEAR: Fields = _of("reviews.YearAssessment", "note", "struck_reason")
CIRCLE: Fields = (
    *_of("commitments.Charge", "words"),
    *_of("commitments.FamilyMember", "name", "phone"),
    *_of("commitments.Guarantor", "name", "phone", "relation"),
)
PAPERS: Fields = ("rehab.CasePaper.body",)
# A plan of work names nobody: whoever reads the team reads it. Its end in words stands once a task has ended.
PLANS: Fields = (*_of("community.WorkPlan", "aim"), *_of("community.WorkTask", "what", "result", "reason"))
STORIES: Fields = _of("community.Story", "title", "body", "shown_as")
HEALTH: Fields = (
    *_of("assessment.Determination", "findings"),
    *_of("care.ClinicSheet", "facts"),
    *_of("care.HealthRecord", "text"),
    *_of("care.HealthRecordVersion", "text"),
    *_of("care.Referral", "message"),
)
TESTS: Fields = ("care.ClinicSheet.facts",)
POLICE: Fields = ("cases.PoliceRecord.prior_record",)
OFFENCES: Fields = ("reviews.OffenceCheck.finding",)
# What stands on no page of its own and in the copy the person asked for: of him who asked.
# Who opened his file in an emergency, and why, is the person's to know.
COPY: Fields = (
    *_of("break_glass.Opening", "reason"),
    *_of("care.ContactVersion", "need", "note", "reason"),
    *_of("care.Referral", "message"),
    *_of("privacy.Consent", "paper_number"),
    *_of("reception.Transfer", "initials"),
    *_of("rehab.Absence", "reason"),
    *_of("rehab.Dossier", "words"),
    *_of("rehab.Violation", "said"),
    *_of("reintegration.LoanFollowUp", "words"),
)

# --- before there is a file, and while it moves ---------------------------------------------------------------------

CALLS: Fields = _of("intake.ContactRequest", "who", "reason", "guardian")
CALLERS: Fields = ("intake.ContactRequest.caller",)
CALLS_ANSWERED: Fields = ("intake.ContactRequest.answer",)
CALLS_OF_POLICE: Fields = ("intake.ContactRequest.police_note",)
WAYS_IN: Fields = (
    *_of("intake.SelfDeclaration", "name", "birth", "phone", "guardian", "wish"),
    *_of("intake.RiskEntry", "name", "guardian"),
)
COMES_BACK: Fields = (*_of("reception.Returnee", "full_name", "phone", "address", "family_contact"), ARRIVING)
COMES_BACK_SOCIAL: Fields = _of("reception.Returnee", "skills", "papers")

# --- the office itself --------------------------------------------------------------------------------------------

BOOKS: Fields = (
    *_of("privacy.Disclosure", "document", "ending", "purpose", "recipient"),
    *_of("privacy.RightsRequest", "answer", "asked", "asker_name", "contact", "extension_reason", "person_name"),
)
REPORT: Fields = _of("reports.Report", "results", "proposals")
DRAFT: Fields = ("reports.Report.amendment_reason",)  # nobody above reads what was not sent
RETURNED: Fields = ("approvals.Act.reason",)
FINDINGS: Fields = _of("inspection.Finding", "words", "answer")
# What the Front saw and recommends: of the work of a unit, never of a file. Of other findings it reads none.
SUPERVISED: Fields = (
    "inspection.Supervision.found",
    *(f"inspection.Finding.{name} of supervision" for name in ("words", "answer")),
)
BREACHES: Fields = ("privacy.Breach.what", "privacy.BreachStep.said")
OPENINGS: Fields = _of("break_glass.Opening", "reason", "review_note", "lift_note")
ALARMS: Fields = ("watch.Alarm.note",)
HANDING: Fields = tuple(
    f"joint_acts.JointAct.{name} of privacy.disclosure" for name in ("sealed_reason", "sealed_recipient")
)
POSTING: Fields = tuple(
    f"joint_acts.JointAct.{name} of access.role_change" for name in ("sealed_note", "sealed_reason", "sealed_recipient")
)

_REPORT = ((REPORT + DRAFT, HERE), (RETURNED, NOBODY_S))
_DESK = (
    (IDENTITY, COMMUNE),
    (SOCIAL, COMMUNE),
    (SOCIAL_AT_THE_END, ENDED),
    (SOCIAL_ANSWERED, OPEN),
    (SOCIAL_YEAR, BACK),
    (CIRCLE, COMMUNE),
    (PAPERS, COMMUNE),
    (STORIES, COMMUNE),
    (COPY, RELATED),
    (CALLS + CALLERS + CALLS_ANSWERED, HERE),
    (WAYS_IN, HERE),
    (COMES_BACK + COMES_BACK_SOCIAL, HERE),
    (BOOKS, HERE),
    (FINDINGS + SUPERVISED, HERE),
    (PLANS, HERE),
    *_REPORT,
)
_LEADER = (*_DESK, (OPENINGS + BREACHES + ALARMS, HERE), (HANDING, HERE), (POSTING, HERE))
_POLICE = (
    (IDENTITY, COMMUNE),
    (POLICE, COMMUNE),
    (OFFENCES, BACK),
    (CIRCLE, COMMUNE),
    (PAPERS, COMMUNE),
    (CALLS + CALLERS + CALLS_OF_POLICE, HERE),
    (COMES_BACK, HERE),
    (("reintegration.LoanEntry.remark",), HERE),
    (PLANS, HERE),
    *_REPORT,
)
_ABOVE = ((REPORT, BELOW), (PLANS, BELOW), (RETURNED, NOBODY_S))
_READS_TEAMS = ((PLANS, HERE),)
_LEADER_ABOVE = (*_ABOVE, (POSTING, BELOW), (BREACHES + ALARMS, BELOW))

MAY_SEE: Mapping[str, Seen] = {
    "officer": _seen(*_DESK, (TESTS, COMMUNE), (("exchange.ImportBatch.file_name",), HERE)),
    "leader": _seen(*_LEADER),
    "deputy": _seen(*_LEADER),
    "police": _seen(*_POLICE),
    "police_chief": _seen(*_POLICE),
    "health_station": _seen((NAME, RELATED), (("persons.Person.phone",), RELATED), (HEALTH, RELATED), *_READS_TEAMS),
    "centre": _seen(
        (("reception.Returnee.full_name",), HERE),
        (("reception.Certificate.holder", "reception.SheetFault.message"), NOBODY_S),
    ),
    "front_cadre": _seen((STORIES, COMMUNE), (SUPERVISED, HERE), *_READS_TEAMS),
    **{name: _seen(*_READS_TEAMS) for name in ("front_hamlet", "justice", "culture", "finance")},
    "helper": _seen(
        ((GIVEN, "persons.Person.phone"), RELATED), (("reintegration.HelperSession.words",), RELATED), (CALLS, HERE)
    ),
    "inspector": _seen((NAME, COMMUNE | {NEIGHBOUR}), (FINDINGS + SUPERVISED, BELOW), *_ABOVE),
    "district_merger": _seen(*_ABOVE),
    "province_merger": _seen(*_ABOVE),
    "district_leader": _seen(*_LEADER_ABOVE),
    "province_leader": _seen(*_LEADER_ABOVE),
    "administrator": _seen((POSTING, BELOW)),
}
"""A role that stands nowhere may read no sealed word at all."""
