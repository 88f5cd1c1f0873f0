"""What the parts of an address name of who comes back, who moves house and who stands by."""

from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.commitments.models import ChargeKind, FormKind
from hoanhap.people.commitments.models import Relation as Kinship
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.actions import BatchDetails, Move
from tests import cast as stage
from tests import people, returns
from tests.cast import NOW, SETTER
from tests.watch.matrix.things import SINCE, Ground, Scope, makes


@makes("centre", of=Scope.UNIT)
def _centre(ground: Ground) -> object:
    """The cast's own centre where its post reaches, elsewhere one nobody walks in from."""
    if "centre" in ground.agencies:
        return returns.centre_of(ground.cast)
    kind, name = AgencyKind.CENTRE, f"Cơ sở {ground.number}"
    return organisations.create_agency(kind=kind, name=name, place=ground.unit, valid_from=SINCE, by=SETTER, at=NOW)


@makes("return_batch_id", of=Scope.UNIT)
def _return_batch(ground: Ground) -> object:
    """Not sent yet: all acts of its centre are open."""
    said = BatchDetails(agency=ground["centre"], on=returns.DAY)
    rows = [returns.details(f"Trần Văn Về {ground.number}", ground.unit, row_no=1)]
    return reception.draft_batch(details=said, rows=rows, by=SETTER, at=NOW).pk


makes("unit_id", of=Scope.UNIT)(lambda ground: ground.unit.pk)


@makes("returnee_id", of=Scope.UNIT)
def _returnee(ground: Ground) -> object:
    said = BatchDetails(agency=ground["centre"], on=returns.DAY)
    rows = [returns.details(f"Lê Văn Về {ground.number}", ground.unit, row_no=1)]
    batch = reception.draft_batch(details=said, rows=rows, by=SETTER, at=NOW)
    return reception.send_batch(batch, by=SETTER, name="Mai Văn Quý", at=NOW).rows.get().pk


@makes("transfer_id", of=Scope.UNIT)
def _transfer(ground: Ground) -> object:
    """To the unit of the ground, of somebody from a commune where nobody walks."""
    home = ground.cast.phu_thuan_b
    person = people.register_person(ground.cast, f"Võ Văn Chuyển {ground.number}", unit=home)
    case = people.open_home_case(ground.cast, person, number=f"9{ground.number}/QĐ-UBND")
    move = Move(to=ground.unit, left_on=stage.TODAY)
    return reception.send(case, move=move, by=SETTER, name="Võ Minh Tâm", at=NOW).pk


@makes("sent_id", of=Scope.PERSON)
def _sent(ground: Ground) -> object:
    move = Move(to=ground.cast.phu_thuan_b, left_on=stage.TODAY)
    return reception.send(ground["case"], move=move, by=SETTER, name="Trần Thị Mai", at=NOW).pk


@makes("guarantor_id", of=Scope.PERSON)
def _guarantor(ground: Ground) -> object:
    details = commitments.GuarantorDetails(name="Lê Văn Bảo", valid_from=stage.TODAY)
    return commitments.add_guarantor(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("family_member", of=Scope.PERSON)
def _family(ground: Ground) -> object:
    details = commitments.FamilyDetails(name="Phạm Thị Mẹ", relation=Kinship.MOTHER, agreed_on=stage.TODAY)
    return commitments.add_family(ground["case"], details=details, by=SETTER, at=NOW)


makes("family_id", of=Scope.PERSON)(lambda ground: ground["family_member"].pk)


@makes("charge_id", of=Scope.PERSON)
def _charge(ground: Ground) -> object:
    details = commitments.ChargeDetails(kind=ChargeKind.DAILY, valid_from=stage.TODAY, owner=ground["family_member"])
    return commitments.charge(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("commitment_id", of=Scope.PERSON)
def _commitment(ground: Ground) -> object:
    details = commitments.CommitmentDetails(form=FormKind.PERSON, on=stage.TODAY)
    return commitments.prepare(ground["case"], details=details, by=SETTER, at=NOW).pk
