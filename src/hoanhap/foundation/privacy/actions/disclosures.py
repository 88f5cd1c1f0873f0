"""Handing data to somebody outside: asked for, confirmed by a second person, handed over, ended (cung cấp dữ liệu)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.joint_acts import actions as joint
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import duties, rules
from hoanhap.foundation.privacy.actions.numbering import draw
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc, tidy

BOOK, KIND = "disclosures", "privacy.disclosure"
_CLASSES = {"identity": "nhân thân, liên hệ", "social": "phần hỗ trợ xã hội"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be handed to whom, on what basis and paper, until when."""

    basis: Basis
    document: str
    recipient: str
    purpose: str
    person_count: int
    expires_on: date
    identity: bool = False
    social: bool = False
    subject_kind: str = ""
    subject_id: UUID | None = None


@transaction.atomic
def ask(*, wanted: Wanted, unit: Place, by: Viewer, at: datetime) -> Disclosure:
    """Enter it in the book and ask a second person. Raises NotHere, Refused."""
    by.require(May.RECORD_DISCLOSURE, unit.path)
    _check(wanted, at)
    row = _new(wanted, unit, by, at)
    row.save(force_insert=True)
    _record("privacy.disclosure_asked", row, by.actor, at, {"basis": row.basis, "count": row.person_count})
    act = joint.ask(
        KIND,
        subject_kind=duties.DISCLOSURE,
        subject_id=row.pk,
        unit=unit,
        reason=_("%(purpose)s. Căn cứ: %(paper)s.") % {"purpose": tidy(wanted.purpose), "paper": tidy(wanted.document)},
        recipient=tidy(wanted.recipient),
        what=what_of(row),
        by=by,
        at=at,
    )
    _keep_act(row, act)
    return row


@transaction.atomic
def hand_over(*, disclosure: Disclosure, act: JointAct, by: Viewer, at: datetime) -> Disclosure:
    """The data leave the house, once, by whoever asked, with the second person's word. Raises NotHere, Refused."""
    if act.subject_id != str(disclosure.pk):
        raise Refused(_("Xác nhận này thuộc việc khác."), code="other-act")
    if disclosure.expires_on < clock.local_day(at):
        raise Refused(_("Thời hạn dùng đã qua, không giao nữa."), code="expired")
    used = joint.use(act, by=by, at=at, what=what_of(disclosure))
    moved = Disclosure.objects.filter(pk=disclosure.pk, handed_at=None, ended_at=None).update(
        handed_at=at, handed_by=by.actor.account_id, confirmed_by=str(used.decided_by_id)
    )
    if not moved:
        raise _moved_on()
    disclosure.refresh_from_db()
    _record("privacy.disclosed", disclosure, by.actor, at, {"serial": disclosure.serial, "basis": disclosure.basis})
    _tell_the_trail(disclosure, by.actor, at)
    notices.open_duty(duties.give_back(disclosure), by=by.actor, at=at)
    return disclosure


@transaction.atomic
def end(*, disclosure: Disclosure, ending: str, by: audit.Actor, at: datetime) -> Disclosure:
    """The recipient gave it back, destroyed it, or it was never handed over: how, in words. Raises Refused."""
    said = rules.said(nfc(ending).strip(), name=_("cách kết thúc"), least=4)
    vault.seal(disclosure, ending=said)
    moved = Disclosure.objects.filter(pk=disclosure.pk, ended_at=None).update(
        ended_at=at, ended_by=by.account_id, ending=disclosure.ending
    )
    if not moved:
        raise _moved_on()
    disclosure.refresh_from_db()
    _record("privacy.disclosure_ended", disclosure, by, at, {"handed": disclosure.handed_at is not None})
    notices.settle(duties.return_key(disclosure), by=by, at=at)
    return disclosure


@transaction.atomic
def enter_export(*, wanted: Wanted, unit: Place, act: JointAct, by: Viewer, at: datetime) -> Disclosure:
    """A list left the house under a joint act of its own, used in this transaction: the book gets its line."""
    if act.used_at is None or act.decided_by_id is None:
        raise Refused(_("Việc này chưa có người thứ hai xác nhận."), code="not-confirmed")
    _check(wanted, at)
    row = _new(wanted, unit, by, at)
    row.joint_act, row.serial = str(act.pk), act.serial
    row.handed_at, row.handed_by, row.confirmed_by = at, by.actor.account_id, str(act.decided_by_id)
    row.save(force_insert=True)
    _record("privacy.disclosed", row, by.actor, at, {"serial": row.serial, "basis": row.basis})
    notices.open_duty(duties.give_back(row), by=by.actor, at=at)
    return row


def what_of(row: Disclosure) -> str:
    """Exactly what the second person confirms, in the same words whatever the screen speaks; nothing else goes out."""
    kept = vault.reveal_many([row], "document", "recipient", "purpose")[row.pk]
    classes = " và ".join(words for name, words in _CLASSES.items() if getattr(row, name))
    whose = f"một người (mã {row.subject_id[-6:].upper()})" if row.subject_id else f"{row.person_count} người"
    return (
        f"Giao cho {kept['recipient']}: {classes} của {whose}, số người {row.person_count}; để {kept['purpose']}; "
        f"theo {kept['document']}; dùng đến {show(row.expires_on)}; sổ cung cấp số {row.code}"
    )


def _new(wanted: Wanted, unit: Place, by: Viewer, at: datetime) -> Disclosure:
    year = clock.local_day(at).year
    row = Disclosure(
        unit=unit,
        unit_path=unit.path,
        year=year,
        number=draw(unit, BOOK, year),
        subject_kind=wanted.subject_kind,
        subject_id=str(wanted.subject_id or ""),
        person_count=wanted.person_count,
        basis=wanted.basis,
        identity=wanted.identity,
        social=wanted.social,
        expires_on=wanted.expires_on,
        asked_by=by.actor.account_id,
        asked_at=at,
    )
    vault.seal(
        row, document=tidy(wanted.document), recipient=tidy(wanted.recipient), purpose=nfc(wanted.purpose).strip()
    )
    return row


def _check(wanted: Wanted, at: datetime) -> None:
    rules.said(tidy(wanted.document), name=_("số, ngày văn bản"), least=3)
    rules.said(tidy(wanted.recipient), name=_("nơi nhận"), least=3)
    rules.said(tidy(wanted.purpose), name=_("mục đích"), least=8)
    if not (wanted.identity or wanted.social):
        raise Refused(_("Chọn ít nhất một loại dữ liệu."), code="classes")
    if wanted.person_count < 1:
        raise Refused(_("Ghi số người có dữ liệu trong lần cung cấp này."), code="person-count")
    today = clock.local_day(at)
    if wanted.expires_on <= today:
        raise Refused(_("Thời hạn dùng phải sau hôm nay."), code="expires")
    if (wanted.expires_on - today).days > 3660:
        raise Refused(_("Thời hạn dùng quá dài."), code="expires")


def _keep_act(row: Disclosure, act: JointAct) -> None:
    row.joint_act, row.serial = str(act.pk), act.serial
    row.save(update_fields=["joint_act", "serial"])


def _tell_the_trail(row: Disclosure, by: audit.Actor, at: datetime) -> None:
    """Where one person's data were handed over, his own trail says so."""
    if row.subject_id:
        audit.record(
            "privacy.person_disclosed",
            by=by,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            unit_path=row.unit_path,
            at=at,
            detail={"disclosure": str(row.pk)},
        )


def _moved_on() -> Refused:
    return Refused(_("Mục này vừa được người khác ghi."), code="disclosure-moved-on", way_out=_("Mở lại trang."))


def _record(
    code: str,
    row: Disclosure,
    by: audit.Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    audit.record(
        code, by=by, subject_kind=duties.DISCLOSURE, subject_id=row.pk, unit_path=row.unit_path, at=at, detail=detail
    )
