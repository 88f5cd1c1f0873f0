"""What the parts of an address name of the ways in: requests, declarations, determinations."""

from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake import risk, rounds
from hoanhap.people.intake.models import Relation, Source
from tests.cast import NOW, SETTER
from tests.watch.matrix.things import SINCE, Ground, Scope, makes

makes("instrument", of=Scope.WORD)(lambda ground: "dast10")


@makes("contact_request_id", of=Scope.UNIT)
def _contact_request(ground: Ground) -> object:
    details = intake.RequestDetails(source=Source.POLICE, relation=Relation.OFFICIAL, who="người ở cuối ấp")
    return intake.ask_contact(ground.unit, details=details, by=SETTER, at=NOW).pk


@makes("declaration_id", of=Scope.UNIT)
def _declaration(ground: Ground) -> object:
    details = intake.DeclarationDetails(name=f"Lê Văn Ví Dụ {ground.number}", declared_on=NOW.date())
    return intake.declare(ground.unit, details=details, by=SETTER, at=NOW).pk


makes("risk_id", of=Scope.UNIT)(lambda ground: risk.add(ground.unit, name="Bé Tư", by=SETTER, at=NOW).pk)
makes("round_id", of=Scope.UNIT)(lambda ground: rounds.open_round(ground.unit, by=SETTER, at=NOW).pk)


@makes("diagnoser", of=Scope.UNIT)
def _diagnoser(ground: Ground) -> object:
    details = assessment.DiagnoserDetails(
        name="Huỳnh Thị Lụa",
        facility="Trạm Y tế Thường Lạc",
        qualification="trained_doctor",
        certificate=f"CC-{ground.number}",
        valid_from=SINCE,
    )
    return assessment.add_diagnoser(details=details, unit=ground.unit, by=SETTER, at=NOW)


makes("diagnoser_id", of=Scope.UNIT)(lambda ground: ground["diagnoser"].pk)


@makes("determination_id", of=Scope.PERSON)
def _determination(ground: Ground) -> object:
    details = assessment.DeterminationDetails(
        result=Result.HAS,
        determined_on=NOW.date(),
        paper_number=f"{ground.number}/PKQ",
        facility="Trung tâm Y tế huyện",
        diagnoser=ground["diagnoser"],
    )
    row, _remarks = assessment.determine(ground["case"], details=details, by=SETTER, at=NOW)
    return row.pk
