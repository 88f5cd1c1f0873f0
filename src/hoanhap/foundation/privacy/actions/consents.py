"""Texts of consent and what people agreed to: publish, give, withdraw (đồng ý, rút lại đồng ý)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import facts, rules
from hoanhap.foundation.privacy.actions import requests
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import (
    Asker,
    Channel,
    Consent,
    ConsentText,
    GivenBy,
    IdentityCheck,
    Medium,
    RightsRequest,
)
from hoanhap.foundation.privacy.models.consents import TextState
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, nfc, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How somebody agreed. `agreed` is the box he ticked himself: nothing is agreed to by silence."""

    agreed: bool
    medium: Medium
    given_on: date
    given_by: GivenBy = GivenBy.PERSON
    giver_name: str = ""
    child_agrees: bool = False
    paper_number: str = ""


@transaction.atomic
def draft_text(*, unit: Place, purpose: str, body: str, by: audit.Actor, at: datetime) -> ConsentText:
    """Write the next version of a text; people meet it once it is published. Raises Refused."""
    if purpose not in facts.facts().purposes:
        raise Refused(_("Không có mục đích này."), code="purpose")
    words = rules.said(nfc(body).strip(), name=_("lời đồng ý"), least=40)
    last = ConsentText.objects.filter(unit=unit, purpose=purpose).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            text = ConsentText.objects.create(
                unit=unit,
                unit_path=unit.path,
                purpose=purpose,
                version=last + 1,
                body=words,
                written_by=by.account_id,
                written_at=at,
            )
    except IntegrityError:
        raise _moved_on() from None
    _record_text("privacy.text_drafted", text, by, at)
    return text


@transaction.atomic
def publish_text(*, text: ConsentText, by: audit.Actor, at: datetime) -> ConsentText:
    """From now on people are shown this version; the one before stays for those who agreed to it. Raises Refused."""
    in_use = ConsentText.objects.filter(unit_id=text.unit_id, purpose=text.purpose, state=TextState.PUBLISHED)
    in_use.update(state=TextState.SUPERSEDED, superseded_at=at)
    moved = ConsentText.objects.filter(pk=text.pk, state=TextState.DRAFT).update(
        state=TextState.PUBLISHED, digest=digest_of(text.body), published_by=by.account_id, published_at=at
    )
    if not moved:
        raise _moved_on()
    text.refresh_from_db()
    _record_text("privacy.text_published", text, by, at)
    return text


@transaction.atomic
def give(
    *,
    text: ConsentText,
    subject_kind: str,
    subject_id: UUID,
    unit: Place,
    age: int | None,
    given: Given,
    by: audit.Actor,
    at: datetime,
) -> Consent:
    """Keep that somebody agreed to this very text. Raises Refused."""
    _check(text, given, age, at)
    consent = Consent(
        unit=unit,
        unit_path=unit.path,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        purpose=text.purpose,
        text=text,
        given_by=given.given_by,
        child_agrees=given.child_agrees,
        medium=given.medium,
        given_on=given.given_on,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    vault.seal(
        consent,
        giver_name=clean_name(given.giver_name) if given.given_by == GivenBy.GUARDIAN else "",
        paper_number=tidy(given.paper_number) if given.medium == Medium.PAPER else "",
    )
    try:
        with transaction.atomic():
            consent.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Người này đang đồng ý mục đích này rồi."), code="consent-twice") from None
    _record("privacy.consent_given", consent, by, at)
    return consent


@transaction.atomic
def withdraw(*, consent: Consent, person_name: str, on: date, by: audit.Actor, at: datetime) -> RightsRequest:
    """Take it back: one press, no reason asked. What follows from it is work with the law's clock. Raises Refused."""
    moved = Consent.objects.filter(pk=consent.pk, withdrawn_on=None).update(
        withdrawn_on=on, withdrawn_by=by.account_id, withdrawn_recorded_at=at
    )
    if not moved:
        raise Refused(_("Đồng ý này đã được rút lại trước đó."), code="consent-gone")
    consent.refresh_from_db()
    _record("privacy.consent_withdrawn", consent, by, at)
    asked = requests.Asked(
        kind=RequestKind.WITHDRAWAL,
        person_name=person_name,
        asker=Asker.PERSON,
        identity_check=IdentityCheck.ID_CARD,
        channel=Channel.DESK,
        received_at=at,
        subject_kind=consent.subject_kind,
        subject_id=UUID(consent.subject_id),
        consent=consent,
    )
    return requests.receive(asked=asked, unit=consent.unit, by=by, at=at)


def digest_of(body: str) -> str:
    """What proves later that the words were these."""
    return hashlib.sha256(nfc(body).encode()).hexdigest()


def _check(text: ConsentText, given: Given, age: int | None, at: datetime) -> None:
    if text.state != TextState.PUBLISHED:
        raise Refused(_("Lời đồng ý này không còn dùng."), code="text-not-in-use", way_out=_("Mở lại trang."))
    if not given.agreed:
        raise Refused(_("Im lặng không phải là đồng ý: người đó tự đánh dấu vào ô."), code="not-agreed")
    if given.given_on > clock.local_day(at):
        raise Refused(_("Ngày đồng ý không thể sau hôm nay."), code="given-ahead")
    if given.medium == Medium.PAPER and not tidy(given.paper_number):
        raise Refused(_("Cần ghi số bản giấy đã ký."), code="paper-missing")
    guardian = given.given_by == GivenBy.GUARDIAN
    if guardian and not clean_name(given.giver_name):
        raise Refused(_("Cần ghi họ tên cha, mẹ hoặc người giám hộ."), code="guardian-name")
    rules.who_consents(text.purpose, age=age, by_guardian=guardian, child_agrees=given.child_agrees)


def _moved_on() -> Refused:
    return Refused(_("Văn bản này vừa được người khác sửa."), code="text-moved-on", way_out=_("Mở lại trang."))


def _record(code: str, consent: Consent, by: audit.Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        subject_kind=consent.subject_kind,
        subject_id=consent.subject_id,
        unit_path=consent.unit_path,
        at=at,
        detail={"for": consent.purpose, "text": consent.text.digest[:12], "consent": str(consent.pk)},
    )


def _record_text(code: str, text: ConsentText, by: audit.Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="privacy_text",
        subject_id=text.pk,
        unit_path=text.unit_path,
        at=at,
        detail={"for": text.purpose, "version": text.version, "digest": text.digest[:12]},
    )
