"""Writes, one function a verb: vouch, ask the family, give work, commit (bảo lãnh, giao việc, cam kết)."""

from hoanhap.people.commitments.actions.charging import ChargeDetails, charge, end_charge, end_charges_of_unit
from hoanhap.people.commitments.actions.guaranteeing import (
    GuarantorDetails,
    add_guarantor,
    attach_paper,
    end_all,
    end_guarantor,
)
from hoanhap.people.commitments.actions.kin import FamilyDetails, add_family, agree, withdraw_agreement
from hoanhap.people.commitments.actions.pledging import (
    CommitmentDetails,
    prepare,
    sign_electronically,
    sign_on_paper,
    withdraw_commitment,
)

__all__ = [
    "ChargeDetails",
    "CommitmentDetails",
    "FamilyDetails",
    "GuarantorDetails",
    "add_family",
    "add_guarantor",
    "agree",
    "attach_paper",
    "charge",
    "end_all",
    "end_charge",
    "end_charges_of_unit",
    "end_guarantor",
    "prepare",
    "sign_electronically",
    "sign_on_paper",
    "withdraw_agreement",
    "withdraw_commitment",
]
