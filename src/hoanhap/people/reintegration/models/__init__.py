"""Tables of reintegration, one noun a file (bảng của hỗ trợ hòa nhập)."""

from hoanhap.people.reintegration.models.diary import HelperSession
from hoanhap.people.reintegration.models.helpers import HelperAssignment, HelperKind
from hoanhap.people.reintegration.models.legal_aid import LegalAidOutcome, LegalAidReferral
from hoanhap.people.reintegration.models.loans import Loan, LoanEntry, LoanFollowUp, LoanList, Purpose
from hoanhap.people.reintegration.models.needs import (
    ENDED,
    WAITING,
    LocalKind,
    Need,
    NeedAnswer,
    NeedSource,
    NeedState,
)
from hoanhap.people.reintegration.models.registers import (
    Course,
    HelperLimit,
    Partner,
    PartnerKind,
    SupportRate,
    TradeDemand,
    Vacancy,
)
from hoanhap.people.reintegration.models.supports import Support
from hoanhap.people.reintegration.models.work import Enrolment, JobCheck, Placement

__all__ = [
    "ENDED",
    "WAITING",
    "Course",
    "Enrolment",
    "HelperAssignment",
    "HelperKind",
    "HelperLimit",
    "HelperSession",
    "JobCheck",
    "LegalAidOutcome",
    "LegalAidReferral",
    "Loan",
    "LoanEntry",
    "LoanFollowUp",
    "LoanList",
    "LocalKind",
    "Need",
    "NeedAnswer",
    "NeedSource",
    "NeedState",
    "Partner",
    "PartnerKind",
    "Placement",
    "Purpose",
    "Support",
    "SupportRate",
    "TradeDemand",
    "Vacancy",
]
