"""What this package says about a person to that person, and why it keeps what is no file yet."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import code_of, of_cases
from hoanhap.people.intake.models import CaseOrigin, ContactRequest, ReviewLine, SelfDeclaration
from hoanhap.people.intake.policy import IntakePermission as May
from hoanhap.people.persons.rights import BASIS

_NO_PERSON = _("Yêu cầu liên hệ không gắn với hồ sơ của ai, tự xóa sau 12 tháng; hỏi trực tiếp tại xã.")
_GONE = _("Nội dung khai báo đã chuyển vào hồ sơ và được xóa ở đây khi mở hồ sơ.")
_YEAR = _("12 tháng, rồi tự xóa nội dung")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_origin(), _declaration(), _line())
    names = ("who", "caller", "reason", "police_note", "guardian", "answer", "source", "relation", "minor", "outcome")
    parts.leave_out({f"intake.ContactRequest.{name}": _NO_PERSON for name in names})
    gone = ("name", "birth", "phone", "guardian", "wish")
    parts.leave_out({f"intake.SelfDeclaration.{name}": _GONE for name in gone})
    holdings.add("intake.SelfDeclaration", of_case_rows(SelfDeclaration))
    holdings.add("intake.ContactRequest", of_case_rows(ContactRequest, "declaration__case"))
    corrections.add("case.origin_noted", "case")
    _describe()


def _origin() -> Part:
    return Part(
        model="intake.CaseOrigin",
        title=_("Nguồn phát hiện, nơi trở về"),
        rows=of_cases(CaseOrigin, "noted_on"),
        fields={
            "case": _("Số hồ sơ"),
            "source": _("Nguồn"),
            "origin": _("Trở về từ"),
            "noted_on": _("Ghi ngày"),
        },
        show={"case": code_of},
    )


def _declaration() -> Part:
    return Part(
        model="intake.SelfDeclaration",
        title=_("Tự khai báo"),
        rows=_declared,
        fields={
            "case": _("Số hồ sơ"),
            "declared_on": _("Ngày khai báo"),
            "declared_by": _("Ai khai báo"),
            "relation": _("Quan hệ"),
            "choice": _("Hình thức đã chọn"),
            "place": _("Nơi khai báo"),
            "minor": _("Dưới 18 tuổi"),
            "stage": _("Đã đến bước"),
            "contacted_on": _("Ngày gặp"),
            "ended_on": _("Ngày xong"),
        },
        show={"case": code_of},
    )


def _declared(person_id: UUID) -> QuerySet[SelfDeclaration]:
    rows = SelfDeclaration.objects.filter(case__person=person_id).select_related("case")
    return rows.order_by("declared_on", "id")


def _line() -> Part:
    return Part(
        model="intake.ReviewLine",
        title=_("Kết quả các đợt rà soát"),
        rows=of_cases(ReviewLine, "round__opened_on"),
        fields={"case": _("Số hồ sơ"), "verdict": _("Kết quả"), "reason": _("Lý do")},
        show={"case": code_of},
    )


def _describe() -> None:
    for label, purpose, retention, readers in (
        ("CaseOrigin", _("Biết người được phát hiện từ đâu; báo cáo số liệu"), "cases.ended", (May.NOTE_ORIGIN,)),
        ("SelfDeclaration", _("Tiếp nhận người tự khai báo, gặp và mở hồ sơ"), _YEAR, (May.DECLARE,)),
        (
            "ContactRequest",
            _("Nhờ người liên hệ, tư vấn; không lập hồ sơ"),
            _YEAR,
            (May.READ_REQUEST, May.READ_SENT, May.ANSWER_ASKED),
        ),
        ("RiskEntry", _("Quan tâm, phòng ngừa sớm"), _YEAR, (May.KEEP_RISK,)),
        ("ReviewLine", _("Rà soát danh sách định kỳ"), "cases.ended", (May.REVIEW_ROUND,)),
    ):
        apart: dict[str, tuple[str, ...]] = {"police_note": ("police.read",)} if label == "ContactRequest" else {}
        entry = inventory.Entry(purpose=purpose, basis=BASIS, retention=retention, readers=readers, apart=apart)
        inventory.entries.add(f"intake.{label}", entry)
