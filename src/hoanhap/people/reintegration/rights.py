"""What this package says about a person to that person: his helpers by office and not by name, and all help given."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import of_cases
from hoanhap.people.persons.rights import BASIS
from hoanhap.people.reintegration.models import (
    Enrolment,
    HelperAssignment,
    HelperSession,
    JobCheck,
    LegalAidReferral,
    Loan,
    LoanEntry,
    LoanFollowUp,
    Need,
    Placement,
    Support,
)
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import kinds

_SEALED = (HelperAssignment, Need, LoanEntry, LoanFollowUp, Support, HelperSession, LegalAidReferral)
_HELP = (May.READ_SUPPORT,)
_READERS: Mapping[str, tuple[str, ...]] = {
    "HelperAssignment": (May.READ_HELPER,),
    "Need": (May.READ_SUPPORT, May.RAISE_NEED_ASSIGNED),
    "HelperSession": (May.READ_SUPPORT, May.KEEP_DIARY_OWN),
    "LoanEntry": (May.READ_LOAN_LIST,),
    **dict.fromkeys(
        ("Enrolment", "Placement", "JobCheck", "Loan", "LoanFollowUp", "Support", "LegalAidReferral"), _HELP
    ),
}


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_assignment(), _need(), _enrolment(), _placement(), _check())
    parts.add(_entry(), _loan(), _visit(), _support(), _session(), _legal_referral())
    parts.third_persons.add("reintegration.helpers", helpers_of)
    for model in _SEALED:
        holdings.add(model._meta.label, of_case_rows(model))
    for name, readers in _READERS.items():
        inventory.entries.add(
            f"reintegration.{name}",
            inventory.Entry(purpose=_PURPOSES[name], basis=BASIS, retention="cases.ended", readers=readers),
        )


_PURPOSES = {
    "HelperAssignment": _("Biết ai được phân công giúp đỡ ai"),
    "Need": _("Trả lời nhu cầu của người được hỗ trợ"),
    "LegalAidReferral": _("Giới thiệu đến nơi trợ giúp pháp lý; biết kết quả"),
    "Enrolment": _("Hỗ trợ học nghề"),
    "Placement": _("Hỗ trợ việc làm"),
    "JobCheck": _("Hỏi thăm việc làm ở mốc 3, 6, 12 tháng"),
    "LoanEntry": _("Lập danh sách được vay vốn"),
    "Loan": _("Hỗ trợ vay vốn"),
    "LoanFollowUp": _("Theo dõi việc dùng vốn"),
    "Support": _("Ghi hỗ trợ đã nhận; báo cáo số liệu"),
    "HelperSession": _("Nhật ký giúp đỡ; căn cứ chi hỗ trợ cho người giúp đỡ"),
}


def helpers_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """The helpers' names, wherever a note speaks of them."""
    names = HelperAssignment.objects.filter(case__person=person_id).order_by("id")
    return [(name, say("(người giúp đỡ)")) for name in names.values_list("helper_name", flat=True)]


def _assignment() -> Part:
    return Part(
        model="reintegration.HelperAssignment",
        title=_("Người được phân công giúp đỡ"),
        rows=of_cases(HelperAssignment, "valid_from"),
        fields={
            "kind": _("Vai trò"),
            "organisation": _("Hội, đoàn thể"),
            "decision_number": _("Quyết định số"),
            "valid_from": _("Từ ngày"),
            "valid_to": _("Đến trước ngày"),
            "end_reason": _("Lý do thôi"),
        },
        masked={"helper_name": (_("Tên"), _("(người giúp đỡ)"))},
    )


def _need() -> Part:
    return Part(
        model="reintegration.Need",
        title=_("Nhu cầu đã nêu"),
        rows=of_cases(Need, "raised_on"),
        fields={
            "kind": _("Loại"),
            "trade": _("Nghề"),
            "words": _("Nội dung"),
            "source": _("Do ai ghi"),
            "raised_on": _("Ngày nêu"),
            "state": _("Tình trạng"),
            "answer": _("Trả lời"),
            "answer_words": _("Nội dung trả lời"),
            "answered_on": _("Ngày trả lời"),
            "ended_on": _("Ngày kết thúc"),
        },
        show={"kind": _kind, "trade": _trade},
    )


def _legal_referral() -> Part:
    return Part(
        model="reintegration.LegalAidReferral",
        title=_("Giấy giới thiệu trợ giúp pháp lý"),
        rows=of_cases(LegalAidReferral, "referred_on"),
        fields={
            "office": _("Nơi trợ giúp"),
            "matter": _("Việc cần được giúp"),
            "referred_on": _("Ngày giới thiệu"),
            "outcome": _("Kết quả"),
            "outcome_on": _("Ngày có kết quả"),
        },
        show={"office": lambda row: str(row.office.name)},
    )


def _enrolment() -> Part:
    return Part(
        model="reintegration.Enrolment",
        title=_("Học nghề"),
        rows=of_cases(Enrolment, "enrolled_on"),
        fields={
            "course": _("Lớp"),
            "enrolled_on": _("Vào lớp ngày"),
            "result": _("Kết quả"),
            "ended_on": _("Ngày kết thúc"),
        },
        show={"course": lambda row: str(row.course.title)},
    )


def _placement() -> Part:
    return Part(
        model="reintegration.Placement",
        title=_("Việc làm"),
        rows=of_cases(Placement, "started_on"),
        fields={
            "vacancy": _("Chỗ làm"),
            "trade": _("Nghề"),
            "found": _("Tìm được bằng cách nào"),
            "started_on": _("Bắt đầu ngày"),
            "ended_on": _("Thôi việc ngày"),
            "end_reason": _("Lý do thôi việc"),
        },
        show={"trade": _trade, "vacancy": _vacancy},
    )


def _check() -> Part:
    return Part(
        model="reintegration.JobCheck",
        title=_("Hỏi thăm việc làm"),
        rows=of_cases(JobCheck, "due_on"),
        fields={
            "months": _("Sau mấy tháng"),
            "due_on": _("Đến ngày"),
            "kept": _("Còn làm"),
            "checked_on": _("Ngày hỏi"),
        },
    )


def _entry() -> Part:
    return Part(
        model="reintegration.LoanEntry",
        title=_("Danh sách được vay vốn"),
        rows=of_cases(LoanEntry, "recorded_at"),
        fields={
            "purpose": _("Vay để"),
            "amount": _("Số tiền đề nghị"),
            "months": _("Số tháng"),
            "law_abiding": _("Công an xác nhận chấp hành tốt pháp luật"),
            "trade_paper": _("Có giấy của cơ sở đào tạo"),
            "other_loan": _("Đang có khoản vay khác cùng mục đích"),
            "remark": _("Ghi chú"),
            "struck": _("Không được xác nhận vì"),
        },
    )


def _loan() -> Part:
    return Part(
        model="reintegration.Loan",
        title=_("Khoản vay"),
        rows=of_cases(Loan, "disbursed_on"),
        fields={
            "lender": _("Nơi cho vay"),
            "purpose": _("Vay để"),
            "amount": _("Số tiền"),
            "months": _("Số tháng"),
            "disbursed_on": _("Ngày nhận tiền"),
            "closed_on": _("Ngày trả hết"),
        },
        show={"lender": lambda row: str(row.lender.name)},
    )


def _visit() -> Part:
    return Part(
        model="reintegration.LoanFollowUp",
        title=_("Theo dõi khoản vay"),
        rows=of_cases(LoanFollowUp, "followed_on"),
        fields={
            "followed_on": _("Ngày"),
            "use": _("Dùng vốn"),
            "result": _("Hiệu quả"),
            "repaid": _("Đã trả"),
            "overdue": _("Có khoản quá hạn"),
            "words": _("Ghi chú"),
        },
    )


def _support() -> Part:
    return Part(
        model="reintegration.Support",
        title=_("Hỗ trợ đã nhận"),
        rows=of_cases(Support, "given_on"),
        fields={
            "kind": _("Loại"),
            "given_on": _("Ngày"),
            "amount": _("Số tiền"),
            "source": _("Nguồn"),
            "words": _("Ghi chú"),
            "struck": _("Ghi nhầm, đã gạch"),
        },
        show={"kind": _kind, "source": lambda row: str(row.source.name) if row.source else ""},
    )


def _session() -> Part:
    return Part(
        model="reintegration.HelperSession",
        title=_("Các buổi giúp đỡ"),
        rows=of_cases(HelperSession, "started_at"),
        fields={
            "started_at": _("Từ lúc"),
            "ended_at": _("Đến lúc"),
            "place": _("Ở đâu"),
            "words": _("Ghi chú"),
            "struck": _("Ghi nhầm, đã gạch"),
        },
    )


def _kind(row: Any) -> str:
    return kinds.labels().get(row.kind, str(row.kind))


def _trade(row: Any) -> str:
    return kinds.labels().get(f"trade:{row.trade}", str(row.trade))


def _vacancy(row: Placement) -> str:
    return f"{row.vacancy.title}, {row.vacancy.partner.name}" if row.vacancy else ""
