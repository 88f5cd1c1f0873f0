"""Writes of the health room: send, answer, end a referral; write and correct an entry (giới thiệu, ghi sổ sức khỏe)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import health_room_duties as duties
from hoanhap.people.care import health_room_rules as rules
from hoanhap.people.care.clinic import duties as clinic_duties
from hoanhap.people.care.health_room_models import (
    OPEN,
    DeclineReason,
    HealthKind,
    HealthRecord,
    HealthRecordVersion,
    Referral,
    ReferralOutcome,
    ReferralPurpose,
    ReferralState,
)
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.rules import LostUpdate

_DAY = timedelta(days=1)
Row = TypeVar("Row", Referral, HealthRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """What the commune asks a station or centre for; `message` is all the receiver reads of the social room."""

    agency: Agency
    purpose: ReferralPurpose
    valid_from: date
    valid_to: date
    message: str = ""
    client_key: UUID | None = None


@transaction.atomic
def send(case: Case, *, details: ReferralDetails, by: Actor, at: datetime) -> Referral:
    """Ask a station or centre to see the person. The same `client_key` twice is one referral. Raises Refused."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    sent_before = _sent_before(Referral.objects.all(), held, details.client_key)
    if sent_before is not None:
        return sent_before
    if held.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="referral-case-closed")
    today = clock.local_day(at)
    rules.checked_period(details.valid_from, details.valid_to, today)
    _clear_run_out(held, details.agency, today, by, at)
    referral = Referral(
        case=held,
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        agency=details.agency,
        purpose=details.purpose,
        valid_from=details.valid_from,
        valid_to=details.valid_to,
        sent_by=by.account_id,
        sent_title=by.title[:120],
        sent_at=at,
        client_key=details.client_key,
    )
    vault.seal(referral, message=rules.checked_message(details.message))
    _insert(referral)
    _log("referral.sent", referral, by, at)
    duties.ask(referral, by=by, at=at)
    return referral


@transaction.atomic
def accept(referral: Referral, *, by: Actor, name: str, at: datetime) -> Referral:
    """A named officer of the receiver takes the person into care: from here the room is open to it. Raises Refused."""
    if referral.valid_to <= clock.local_day(at) or referral.case.closed_on is not None:
        raise Refused(_("Giấy giới thiệu này đã hết hạn hoặc hồ sơ đã kết thúc."), code="referral-over")
    return _answer(referral, ReferralState.ACCEPTED, "referral.accepted", by, name, at)


@transaction.atomic
def decline(referral: Referral, *, because: DeclineReason, by: Actor, name: str, at: datetime) -> Referral:
    """The receiver does not take the person; nothing opens. Raises Refused."""
    if because == DeclineReason.NONE:
        raise Refused(_("Chọn lý do."), code="referral-reason")
    referral.declined_because = because
    return _answer(referral, ReferralState.DECLINED, "referral.declined", by, name, at)


@transaction.atomic
def end(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Either side ends it: unanswered it is withdrawn, accepted it is over; the room shuts at once. Raises Refused."""
    over = {ReferralState.SENT: ReferralState.WITHDRAWN, ReferralState.ACCEPTED: ReferralState.ENDED}
    for before, after in over.items():
        if Referral.objects.filter(pk=referral.pk, state=before).update(
            state=after, ended_at=at, ended_by=by.account_id
        ):
            referral.refresh_from_db()
            duties.withdraw([referral], by=by, at=at)
            clinic_duties.withdraw_of([referral], by=by, at=at)
            _log(f"referral.{after.value}", referral, by, at)
            return referral
    raise _gone()


@transaction.atomic
def say_outcome(referral: Referral, *, outcome: ReferralOutcome, by: Actor, at: datetime) -> Referral:
    """The receiver tells the commune what became of it, in one word of a list. Raises Refused."""
    if outcome == ReferralOutcome.NONE:
        raise Refused(_("Chọn kết quả."), code="referral-outcome")
    open_now = Referral.objects.filter(pk=referral.pk, state__in=(ReferralState.ACCEPTED, ReferralState.ENDED))
    if not open_now.update(outcome=outcome, outcome_on=clock.local_day(at)):
        raise _gone()
    referral.refresh_from_db()
    clinic_duties.answered(referral, by=by, at=at)
    _log("referral.outcome", referral, by, at, {"outcome": outcome.value})
    return referral


@transaction.atomic
def end_all(case: Case, *, by: Actor, at: datetime) -> int:
    """The file is closed: no station or centre comes in through it any more."""
    found = list(Referral.objects.filter(case=case, state__in=OPEN).defer("message").order_by("id"))
    for referral in found:
        end(referral, by=by, at=at)
    return len(found)


@transaction.atomic
def write(
    room: Referral, *, kind: HealthKind, text: str, by: Actor, at: datetime, client_key: UUID | None = None
) -> HealthRecord:
    """Add an entry. The caller has passed the gate of the room. The same `client_key` twice is one entry."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=room.case_id)
    sent_before = _sent_before(HealthRecord.objects.filter(recorded_by=by.account_id), case, client_key)
    if sent_before is not None:
        return sent_before
    record = HealthRecord(
        case=case,
        unit_path=case.unit_path,
        referral=room,
        kind=kind,
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=client_key,
    )
    vault.seal(record, text=rules.checked_text(text))
    record.save(force_insert=True)
    _log("health.written", room, by, at, {"record": str(record.pk), "kind": kind.value})
    return record


def correct(record: HealthRecord, *, text: str, by: Actor, at: datetime, version: int) -> HealthRecord:
    """Correct an entry; what it said before stays. Raises LostUpdate when somebody wrote before, both texts shown."""
    said = rules.checked_text(text)
    with transaction.atomic():
        current = HealthRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
        if current.version == version:
            return _corrected(current, said, by, at)
        _log("health.read", current, by, at, {"record": str(current.pk)})
    label = _("Nội dung")
    raise LostUpdate(
        _("Mục này vừa được người khác sửa."),
        theirs={label: vault.reveal(current, "text")},
        yours={label: said},
        version=current.version,
    )


def _corrected(record: HealthRecord, text: str, by: Actor, at: datetime) -> HealthRecord:
    before = HealthRecordVersion(
        record=record,
        unit_path=record.unit_path,
        number=record.version,
        recorded_by=record.recorded_by,
        recorded_at=record.recorded_at,
    )
    vault.seal(before, text=vault.reveal(record, "text"))
    before.save(force_insert=True)
    record.version += 1
    record.recorded_by, record.recorded_at = by.account_id, at
    vault.seal(record, text=text)
    record.save(update_fields=["text", "recorded_by", "recorded_at", "version"])
    _log("health.corrected", record, by, at, {"record": str(record.pk), "version": record.version})
    return record


def _answer(referral: Referral, state: ReferralState, code: str, by: Actor, name: str, at: datetime) -> Referral:
    """Of two who answer at once the first has answered."""
    claimed = Referral.objects.filter(pk=referral.pk, state=ReferralState.SENT).update(
        state=state,
        answered_by=by.account_id,
        answered_name=name[:120],
        answered_at=at,
        declined_because=referral.declined_because,
    )
    if not claimed:
        raise _gone()
    referral.refresh_from_db()
    duties.answered(referral, by=by, at=at)
    _log(code, referral, by, at)
    return referral


def _clear_run_out(case: Case, agency: Agency, today: date, by: Actor, at: datetime) -> None:
    """What has run out to the same receiver makes room for a new one; what lives is not sent twice."""
    for earlier in Referral.objects.filter(case=case, agency=agency, state__in=OPEN).defer("message").order_by("id"):
        if earlier.valid_to > today:
            raise Refused(
                _("Đã giới thiệu người này đến %(agency)s, đến hết ngày %(day)s.")
                % {"agency": agency.name, "day": show(earlier.valid_to - _DAY)},
                code="referral-twice",
                way_out=_("Rút lại hoặc kết thúc lần trước rồi giới thiệu lại."),
            )
        end(earlier, by=by, at=at)


def _insert(referral: Referral) -> None:
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        # The same entry came in for another file at this very moment.
        raise Refused(_("Mã của lần ghi này đã dùng cho hồ sơ khác."), code="client-key") from None


def _sent_before(rows: QuerySet[Row], case: Case, client_key: UUID | None) -> Row | None:
    found = rows.filter(client_key=client_key).first() if client_key else None
    if found is not None and found.case_id != case.pk:
        raise Refused(_("Mã của lần ghi này đã dùng cho hồ sơ khác."), code="client-key")
    return found


def _gone() -> Refused:
    return Refused(
        _("Giấy giới thiệu này đã được trả lời hoặc đã rút lại."),
        code="referral-answered",
        way_out=_("Mở lại danh sách để xem bản mới."),
    )


def _log(
    code: str,
    row: Referral | HealthRecord,
    by: Actor,
    at: datetime,
    detail: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    about = {"referral": str(row.pk)} if isinstance(row, Referral) else {}
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=row.case_id,
        unit_path=row.unit_path,
        at=at,
        detail={**about, **(detail or {})},
    )
