"""What these very registers hold about a person: it stands in his copy like everything else."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import facts, parts
from hoanhap.foundation.privacy.actions.requests import label_of
from hoanhap.foundation.privacy.inventory import Entry, entries
from hoanhap.foundation.privacy.models import Consent, Disclosure, RightsRequest
from hoanhap.foundation.privacy.parts import Part
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.foundation.privacy.subjects import PERSON

_LAW = _("Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_requests(), _consents(), _disclosures())
    parts.leave_out(
        {
            "joint_acts.JointAct.sealed_reason": _JOINT,
            "joint_acts.JointAct.sealed_what": _JOINT,
            "joint_acts.JointAct.sealed_recipient": _JOINT,
            "joint_acts.JointAct.sealed_note": _JOINT,
            "privacy.Breach.what": _BREACH,
            "privacy.BreachStep.said": _BREACH,
        }
    )
    _describe()


_JOINT = _("Lý do nội bộ khi hai người cùng xác nhận một việc: nói về việc của cơ quan; việc đã làm có trong nhật ký.")
_BREACH = _("Hồ sơ sự cố dữ liệu: không ghi tên người; người bị ảnh hưởng được báo riêng.")


def _rows(model: Any, order: str) -> Any:
    def rows(subject_id: UUID) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(subject_kind=PERSON, subject_id=str(subject_id))
        return found.order_by(order, "id")

    return rows


def _requests() -> Part:
    return Part(
        model="privacy.RightsRequest",
        order=90,
        title=_("Yêu cầu của ông/bà về dữ liệu"),
        rows=_rows(RightsRequest, "received_at"),
        fields={
            "kind": _("Yêu cầu"),
            "person_name": _("Người có dữ liệu"),
            "asker": _("Người yêu cầu là"),
            "contact": _("Cách liên hệ"),
            "identity_check": _("Cách kiểm tra danh tính"),
            "channel": _("Nơi nhận"),
            "received_at": _("Nhận lúc"),
            "asked": _("Nội dung"),
            "acknowledge_due_at": _("Hạn xác nhận"),
            "acknowledged_at": _("Đã xác nhận lúc"),
            "answer_due_at": _("Hạn trả lời"),
            "extended_at": _("Gia hạn lúc"),
            "extension_reason": _("Lý do gia hạn"),
            "decided_at": _("Trả lời lúc"),
            "outcome": _("Kết quả"),
            "ground": _("Căn cứ từ chối"),
            "article": _("Điều luật"),
            "answer": _("Nội dung trả lời"),
            "done_at": _("Làm xong lúc"),
            "copy_made_at": _("Lập bản sao lúc"),
        },
        masked={"asker_name": (_("Người yêu cầu thay"), _("(tên đã che)"))},
        show={"kind": lambda row: label_of(row.kind), "ground": _ground},
    )


def _ground(row: RightsRequest) -> str:
    found = facts.facts().grounds.get(row.ground)
    return found.label if found else ""


def _consents() -> Part:
    return Part(
        model="privacy.Consent",
        order=90,
        title=_("Đồng ý của ông/bà"),
        rows=_rows(Consent, "given_on"),
        fields={
            "purpose": _("Mục đích"),
            "text": _("Lời đồng ý"),
            "given_by": _("Người đồng ý"),
            "child_agrees": _("Trẻ cũng đồng ý"),
            "medium": _("Cách ghi"),
            "paper_number": _("Số bản giấy"),
            "given_on": _("Ngày đồng ý"),
            "withdrawn_on": _("Ngày rút lại"),
        },
        masked={"giver_name": (_("Cha, mẹ, người giám hộ"), _("(tên đã che)"))},
        show={"purpose": lambda row: facts.facts().purposes[row.purpose].label, "text": lambda row: row.text.body},
    )


def _disclosures() -> Part:
    return Part(
        model="privacy.Disclosure",
        order=90,
        title=_("Đã cung cấp dữ liệu của ông/bà cho"),
        rows=_rows(Disclosure, "asked_at"),
        fields={
            "recipient": _("Nơi nhận"),
            "purpose": _("Mục đích"),
            "basis": _("Căn cứ"),
            "document": _("Văn bản"),
            "identity": _("Có nhân thân, liên hệ"),
            "social": _("Có phần hỗ trợ xã hội"),
            "handed_at": _("Giao lúc"),
            "expires_on": _("Dùng đến ngày"),
            "ended_at": _("Kết thúc lúc"),
            "ending": _("Kết thúc thế nào"),
        },
    )


def _describe() -> None:
    desk = (May.HANDLE_REQUEST,)
    for label, purpose, retention, readers in (
        ("privacy.RightsRequest", _("Trả lời yêu cầu của người có dữ liệu đúng hạn"), "privacy.requests", desk),
        ("privacy.Consent", _("Chứng minh sự đồng ý và việc rút lại"), "privacy.consents", (May.KEEP_CONSENT,)),
        ("privacy.Disclosure", _("Biết dữ liệu đã đi đâu"), "privacy.disclosures", (May.RECORD_DISCLOSURE,)),
        ("privacy.Breach", _("Xử lý, báo sự cố dữ liệu"), "privacy.breaches", (May.HANDLE_BREACH,)),
        ("privacy.BreachStep", _("Xử lý, báo sự cố dữ liệu"), "privacy.breaches", (May.HANDLE_BREACH,)),
    ):
        entries.add(label, Entry(purpose=purpose, basis=_LAW, retention=retention, readers=readers))
    _describe_below()


def _describe_below() -> None:
    """Tables of the packages below, which know nothing of this one."""
    audit, account, safety = "audit", _("đến khi tài khoản bị xóa"), _("Bảo vệ dữ liệu: biết ai làm gì, vì sao")
    below: tuple[tuple[str, Any, Any, tuple[str, ...]], ...] = (
        ("approvals.Act", _("Biết vì sao báo cáo bị trả lại"), "audit", ("reports.read",)),
        ("break_glass.Opening", safety, audit, ("break_glass.open", "break_glass.review")),
        ("joint_acts.JointAct", safety, audit, (May.RECORD_DISCLOSURE, May.CONFIRM_DISCLOSURE)),
        ("watch.Alarm", safety, audit, ("watch.see_alarms",)),
        ("sign_in.CodeApp", _("Đăng nhập bằng yếu tố thứ hai"), account, ()),
        ("sign_in.Passkey", _("Đăng nhập bằng yếu tố thứ hai"), account, ()),
    )
    for label, purpose, retention, readers in below:
        entries.add(label, Entry(purpose=purpose, basis=_LAW, retention=retention, readers=readers))
