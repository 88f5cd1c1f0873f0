"""Who stands by somebody, how he came back and where he moved; part of the history of the copies."""

from datetime import date

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.commitments.actions import (
    ChargeDetails,
    CommitmentDetails,
    FamilyDetails,
    GuarantorDetails,
)
from hoanhap.people.commitments.models import ChargeKind, FormKind, Relation
from hoanhap.people.reception.models import Arrival, Certificate, ReturnBatch, Returnee, Transfer
from tests.cast import NOW, TODAY, Cast, agency_at

WORDS = {
    "commitments.Guarantor.relation": "chú ruột bên ngoại",
    "commitments.Guarantor.end_reason": "chuyển vào Nam làm thuê",
    "commitments.Charge.words": "cùng ăn cơm tối mỗi ngày",
    "reception.Returnee.skills": "hàn điện bậc ba",
    "reception.Returnee.papers": "giấy khai sinh bản chính",
    "reception.Returnee.full_name": "Nguyễn Văn Ví Dụ",
    "reception.Certificate.holder": "Nguyễn Văn Ví Dụ",
    "reception.Transfer.initials": "N. V. V. D.",
}
SINCE = date(2020, 5, 4)


def fill(cast: Cast, case: Case, by: Actor) -> None:
    """Every table of both packages holds a row about the person, with nothing left empty that may be filled."""
    _by_his_side(case, by)
    _back(cast, case)
    _away(cast, case)


def _by_his_side(case: Case, by: Actor) -> None:
    guarantor = commitments.add_guarantor(
        case,
        details=GuarantorDetails(
            name="Đoàn Văn Bảo",
            relation=WORDS["commitments.Guarantor.relation"],
            phone="0933333333",
            document_number="7/GBL",
            valid_from=SINCE,
        ),
        by=by,
        at=NOW,
    )
    said = WORDS["commitments.Guarantor.end_reason"]
    commitments.end_guarantor(guarantor, on=TODAY, reason=said, by=by, at=NOW)
    kin = commitments.add_family(
        case,
        details=FamilyDetails(
            name="Đoàn Thị Mẹ", relation=Relation.MOTHER, phone="0944444444", carer=True, agreed_on=SINCE
        ),
        by=by,
        at=NOW,
    )
    details = ChargeDetails(kind=ChargeKind.DAILY, valid_from=SINCE, owner=kin, words=WORDS["commitments.Charge.words"])
    commitments.charge(case, details=details, by=by, at=NOW)
    commitment = commitments.prepare(
        case, details=CommitmentDetails(form=FormKind.PERSON, on=SINCE, valid_to=date(2021, 1, 1)), by=by, at=NOW
    )
    commitment = commitments.sign_electronically(commitment, code="A-1", by=by, at=NOW)
    commitments.withdraw_commitment(commitment, on=TODAY, by=by, at=NOW)
    commitments.withdraw_agreement(kin, on=TODAY, by=by, at=NOW)


def _back(cast: Cast, case: Case) -> None:
    centre = agency_at(cast.dong_thap, AgencyKind.CENTRE)
    batch = ReturnBatch.objects.create(
        agency=centre, unit=cast.dong_thap, unit_path=cast.dong_thap.path, on=SINCE, made_by="x", made_at=NOW
    )
    row = Returnee(
        batch=batch, agency=centre, unit=case.unit, unit_path=case.unit_path, origin="rehab_compulsory",
        birth_year=1992, sex="male", lacks_id_card=True, detox_done=True, training_done=True, health_checked_on=SINCE,
        fit=True, certificate_number="11/GCN", certificate_on=SINCE, due_on=SINCE, meet_on=SINCE, state="received",
        receiver_name="Cao Thị Đón", helper_name="Cao Thị Giúp", helper_office="Hội LHPN", giver_name="Cao Văn Giao",
        taker_name="Cao Thị Nhận", received_on=SINCE, received_at=NOW, person=case.person, case=case,
    )  # fmt: skip
    vault.seal(row, **{name: WORDS[f"reception.Returnee.{name}"] for name in ("skills", "papers", "full_name")})
    row.save(force_insert=True)
    certificate = Certificate(
        agency=centre, unit=cast.dong_thap, unit_path=cast.dong_thap.path, number="11/GCN", on=SINCE, year=2020,
        kind="rehab_compulsory", birth_year=1992, returnee=row, recorded_by="x", recorded_at=NOW,
    )  # fmt: skip
    vault.seal(certificate, holder=WORDS["reception.Certificate.holder"])
    certificate.save(force_insert=True)


def _away(cast: Cast, case: Case) -> None:
    """One move that was given back, one that was accepted long ago."""
    for more in (
        {"state": "refused", "refused_because": "not_here"},
        {"state": "accepted", "accepted_on": SINCE},
    ):
        row = Transfer(
            case=case, code="LKA-2019-009", unit=cast.long_khanh_a, unit_path=cast.long_khanh_a.path,
            to_unit=case.unit, to_path=case.unit_path, to_hamlet=cast.ap_1, birth_year=1992,
            case_state="rehab_voluntary_home", measure="rehab_voluntary_home", term_from=SINCE,
            term_to=date(2020, 11, 4), left_on=SINCE, sent_by="x", sent_at=NOW, answer_by=NOW, answered_by="x",
            answered_name="Cao Thị Nhận", answered_at=NOW, **more,
        )  # fmt: skip
        vault.seal(row, initials=WORDS["reception.Transfer.initials"])
        row.save(force_insert=True)
    Arrival.objects.create(transfer=row, case=case, unit=case.unit, unit_path=case.unit_path, on=SINCE)
