"""A need of legal aid is answered with a slip to an office; later somebody says what came of it (trợ giúp pháp lý)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, text
from hoanhap.kernel.errors import Refused
from hoanhap.people.reintegration.actions import needs, registers, writing
from hoanhap.people.reintegration.models import (
    ENDED,
    LegalAidOutcome,
    LegalAidReferral,
    Need,
    NeedAnswer,
    NeedState,
    Partner,
    PartnerKind,
)
from hoanhap.people.reintegration.rules import needs as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDetails:
    """An office of legal aid nobody entered yet."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """To which office, about what, on which day."""

    office: Partner | OfficeDetails
    matter: str
    referred_on: date
    client_key: UUID | None = None


@transaction.atomic
def refer(need: Need, *, details: ReferralDetails, by: Actor, at: datetime) -> LegalAidReferral:
    """Write a slip for somebody to carry to an office of legal aid; that answers his need. Raises Refused."""
    held = writing.locked(need.case)
    before: LegalAidReferral | None = writing.sent_before(LegalAidReferral.objects.all(), held, details.client_key)
    if before is not None:
        return before
    current = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    matter = text.nfc(details.matter).strip()
    _check(current, details.referred_on, matter, at)
    row = LegalAidReferral(
        **writing.stamp(held, by, at),
        need=current,
        office=_office(details.office, held.unit, by, at),
        referred_on=details.referred_on,
        client_key=details.client_key,
    )
    vault.seal(row, matter=matter)
    row.save(force_insert=True)
    writing.log("legal_aid.referred", row, by, at, {"office": str(row.office_id)})
    if current.state == NeedState.OPEN:
        needs.answer_need(current, answer=NeedAnswer.REFERRED, on=details.referred_on, by=by, at=at)
    return row


@transaction.atomic
def say_outcome(
    referral: LegalAidReferral, *, outcome: LegalAidOutcome, on: date, by: Actor, at: datetime
) -> LegalAidReferral:
    """What came of the slip, as the person or the office said. Raises Refused when that is known already."""
    if outcome == LegalAidOutcome.WAITING:
        raise Refused(_("Chọn một kết quả."), code="legal-outcome")
    if not referral.referred_on <= on <= clock.local_day(at):
        raise Refused(_("Ngày này không nằm giữa ngày giới thiệu và hôm nay."), code="legal-day")
    waiting = LegalAidReferral.objects.filter(pk=referral.pk, outcome=LegalAidOutcome.WAITING)
    if not waiting.update(outcome=outcome, outcome_on=on):
        raise Refused(_("Giấy này đã có kết quả."), code="legal-outcome-twice")
    referral.refresh_from_db()
    writing.log("legal_aid.outcome", referral, by, at, {"outcome": outcome.value})
    return referral


def _check(need: Need, on: date, matter: str, at: datetime) -> None:
    if need.kind != rules.LEGAL_AID:
        raise Refused(_("Chỉ nhu cầu trợ giúp pháp lý được trả lời bằng giấy này."), code="legal-kind")
    if need.state in ENDED:
        raise Refused(_("Nhu cầu này đã kết thúc."), code="need-ended", way_out=_("Nêu một nhu cầu mới nếu còn cần."))
    if not need.raised_on <= on <= clock.local_day(at):
        raise Refused(_("Ngày này không nằm giữa ngày nêu nhu cầu và hôm nay."), code="legal-day")
    if not matter:
        raise Refused(_("Ghi người ấy cần được giúp việc gì."), code="legal-matter")
    if need.legal_referrals.filter(outcome=LegalAidOutcome.WAITING).exists():
        raise Refused(
            _("Nhu cầu này có một giấy giới thiệu chưa biết kết quả."),
            code="legal-waits",
            way_out=_("Ghi kết quả của giấy ấy trước."),
        )


def _office(said: Partner | OfficeDetails, unit: Place, by: Actor, at: datetime) -> Partner:
    """An office of the register, or one that comes into it now. Raises Refused without a way to find and call it."""
    if isinstance(said, Partner):
        if said.kind != PartnerKind.LEGAL_AID or said.valid_to is not None:
            raise Refused(_("Chọn một nơi trợ giúp pháp lý trong sổ."), code="legal-office")
        return said
    if not text.tidy(said.name) or not text.tidy(said.address) or not text.tidy(said.phone):
        raise Refused(_("Nơi trợ giúp pháp lý cần đủ tên, địa chỉ, điện thoại."), code="legal-office-facts")
    return registers.enter_partner(
        unit=unit,
        kind=PartnerKind.LEGAL_AID,
        name=said.name,
        address=said.address,
        office_phone=said.phone,
        valid_from=clock.local_day(at),
        by=by,
        at=at,
    )
