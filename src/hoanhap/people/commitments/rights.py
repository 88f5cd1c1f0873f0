"""What this package says about a person to that person: who vouched, who does what, what was signed; others masked."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation import vault
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import of_cases
from hoanhap.people.commitments.models import Charge, Commitment, FamilyMember, Guarantor
from hoanhap.people.commitments.policy import CommitmentPermission as May
from hoanhap.people.persons.rights import BASIS

_PURPOSES = {
    "Guarantor": _("Biết ai bảo lãnh cho ai, từ ngày nào, theo giấy nào"),
    "FamilyMember": _("Liên hệ và giao việc cho người thân đã đồng ý"),
    "Charge": _("Biết ai làm gì cho một người"),
    "Commitment": _("Biết cam kết nào đã ký, đến khi nào"),
}


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_guarantor(), _family(), _charge(), _commitment())
    parts.third_persons.add("commitments.others", others_of)
    for model in (Guarantor, FamilyMember, Charge):
        holdings.add(model._meta.label, of_case_rows(model))
    for label, purpose in _PURPOSES.items():
        inventory.entries.add(
            f"commitments.{label}",
            inventory.Entry(purpose=purpose, basis=BASIS, retention="cases.ended", readers=(May.READ,)),
        )


def others_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """Names of guarantors and of the family, wherever a note speaks of them."""
    for table, instead in ((Guarantor, say("(người bảo lãnh)")), (FamilyMember, say("(người thân)"))):
        rows = table._default_manager.filter(case__person=person_id).order_by("id")
        for said in vault.reveal_many(rows, "name").values():
            if said["name"]:
                yield said["name"], instead


def _guarantor() -> Part:
    return Part(
        model="commitments.Guarantor",
        title=_("Bảo lãnh"),
        rows=of_cases(Guarantor, "valid_from"),
        fields={
            "kind": _("Cá nhân hay tổ chức"),
            "relation": _("Quan hệ"),
            "document_number": _("Giấy tờ số"),
            "valid_from": _("Từ ngày"),
            "valid_to": _("Đến trước ngày"),
            "end_reason": _("Lý do thôi"),
        },
        masked={
            "name": (_("Tên"), _("(người, tổ chức bảo lãnh)")),
            "phone": (_("Điện thoại"), _("(có thể có; đã che)")),
        },
    )


def _family() -> Part:
    return Part(
        model="commitments.FamilyMember",
        title=_("Người thân tham gia"),
        rows=of_cases(FamilyMember, "recorded_at"),
        fields={
            "relation": _("Quan hệ"),
            "carer": _("Người chăm sóc chính"),
            "agreed_on": _("Đồng ý ngày"),
            "withdrawn_on": _("Rút lại ngày"),
        },
        masked={
            "name": (_("Tên"), _("(người thân)")),
            "phone": (_("Điện thoại"), _("(có thể có; đã che)")),
        },
        show={"carer": lambda row: say("có") if row.carer else say("không")},
    )


def _charge() -> Part:
    return Part(
        model="commitments.Charge",
        title=_("Ai làm gì"),
        rows=of_cases(Charge, "valid_from"),
        fields={
            "kind": _("Việc"),
            "words": _("Nội dung"),
            "owner_kind": _("Ai làm"),
            "valid_from": _("Từ ngày"),
            "valid_to": _("Đến trước ngày"),
        },
    )


def _commitment() -> Part:
    return Part(
        model="commitments.Commitment",
        title=_("Cam kết"),
        rows=of_cases(Commitment, "on"),
        fields={
            "form": _("Bản cam kết"),
            "on": _("Ngày"),
            "valid_to": _("Đến trước ngày"),
            "signed_at": _("Ký lúc"),
            "signed_by": _("Cách ký"),
            "withdrawn_on": _("Thôi hiệu lực ngày"),
        },
    )
