"""Who stands by people: family, guarantors, what each has taken on, and what was promised."""

from datetime import date

from hoanhap.kernel import clock
from hoanhap.ops.demonstration.scene import BINH, DAO, DIEM, Scene
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.commitments.actions import ChargeDetails, CommitmentDetails, FamilyDetails, GuarantorDetails
from hoanhap.people.commitments.models import ChargeKind, FormKind, GuarantorKind, Relation

SINCE, UNTIL = date(2020, 3, 2), date(2020, 7, 16)


def in_spring(scene: Scene) -> None:
    by, at = scene.officer(SINCE), clock.at(SINCE, 14)
    first, second, third = scene.case(DAO), scene.case(BINH), scene.case(DIEM)
    mother = commitments.add_family(
        first,
        details=FamilyDetails(
            name="Phạm Thị Bưởi", relation=Relation.MOTHER, phone="0999 000 301", carer=True, agreed_on=SINCE
        ),
        by=by,
        at=at,
    )
    daily = ChargeDetails(
        kind=ChargeKind.DAILY, valid_from=SINCE, owner=mother, words="Cùng ăn cơm tối, nhắc nghỉ ngơi đúng giờ."
    )
    commitments.charge(first, details=daily, by=by, at=at)
    commitments.charge(first, details=ChargeDetails(kind=ChargeKind.VISIT, valid_from=SINCE), by=by, at=at)
    uncle = GuarantorDetails(
        name="Trần Văn Năm", relation="chú ruột", phone="0999 000 302", document_number="03/GBL", valid_from=SINCE
    )
    commitments.add_guarantor(second, details=uncle, by=by, at=at)
    union = GuarantorDetails(
        name="Hội Nông dân xã Thường Lạc",
        kind=GuarantorKind.ORGANISATION,
        document_number="04/GBL",
        valid_from=SINCE,
        valid_to=date(2021, 1, 16),
    )
    guarantor = commitments.add_guarantor(third, details=union, by=by, at=at)
    work = ChargeDetails(kind=ChargeKind.WORK, valid_from=SINCE, owner=guarantor)
    commitments.charge(third, details=work, by=by, at=at)
    said = CommitmentDetails(form=FormKind.PERSON, on=SINCE, valid_to=UNTIL)
    own = commitments.prepare(first, details=said, by=by, at=at)
    commitments.sign_electronically(own, code="CKS-2020-0031", by=by, at=at)
    said = CommitmentDetails(form=FormKind.FAMILY, on=SINCE, valid_to=UNTIL, signer=mother)
    commitments.prepare(first, details=said, by=by, at=at)
