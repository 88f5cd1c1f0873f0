"""Requests: received, confirmed, extended once, decided with a ground, done (tiếp nhận, trả lời yêu cầu)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import duties, facts, parts, rules
from hoanhap.foundation.privacy.actions.numbering import draw
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, Consent, IdentityCheck, Outcome, RightsRequest
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.registers import Register
from hoanhap.kernel.text import clean_name, nfc, tidy

BOOK = "requests"
corrections: Register[str] = Register("acts that correct a person's data")
"""Audit codes of the house's own edit actions: one of them must have followed before a correction counts as done."""

followers: Register[Callable[[RightsRequest, audit.Actor, datetime], None]] = Register("followers of requests")
"""Packages above that owe work when somebody asks about his data; must bear being told twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for at the desk, and how it was checked who he is."""

    kind: RequestKind
    person_name: str
    asker: Asker
    identity_check: IdentityCheck
    channel: Channel
    received_at: datetime
    asker_name: str = ""
    contact: str = ""
    asked: str = ""
    processor: bool = False
    subject_kind: str = ""
    subject_id: UUID | None = None
    consent: Consent | None = None


@transaction.atomic
def receive(*, asked: Asked, unit: Place, by: audit.Actor, at: datetime) -> RightsRequest:
    """Enter a request in the book; its clocks begin with the moment of receipt. Raises Refused."""
    _check(asked, at)
    due = rules.due(asked.kind, asked.received_at, working_calendar(), processor=asked.processor)
    year = clock.local_day(asked.received_at).year
    row = RightsRequest(
        unit=unit,
        unit_path=unit.path,
        year=year,
        number=draw(unit, BOOK, year),
        kind=asked.kind.value,
        subject_kind=asked.subject_kind,
        subject_id=str(asked.subject_id or ""),
        asker=asked.asker,
        identity_check=asked.identity_check,
        channel=asked.channel,
        processor=asked.processor,
        received_at=asked.received_at,
        recorded_by=by.account_id,
        recorded_at=at,
        acknowledge_due_at=due.acknowledge_at,
        answer_due_at=due.answer_at,
        consent=asked.consent,
    )
    vault.seal(
        row,
        person_name=clean_name(asked.person_name),
        asker_name=clean_name(asked.asker_name),
        contact=tidy(asked.contact),
        asked=nfc(asked.asked).strip(),
    )
    row.save(force_insert=True)
    _record("privacy.request_received", row, by, at, {"kind": row.kind, "channel": row.channel})
    notices.open_many(
        [duties.acknowledge(row, due.clock.acknowledge_rule), duties.answer(row, due.clock)], by=by, at=at
    )
    _tell(row, by, at)
    return row


@transaction.atomic
def acknowledge(*, request: RightsRequest, by: audit.Actor, at: datetime) -> RightsRequest:
    """The asker was told that his request was received. Raises Refused when he was told before."""
    _claim(request, acknowledged_at=None, put={"acknowledged_at": at, "acknowledged_by": by.account_id})
    _record("privacy.request_acknowledged", request, by, at)
    notices.settle(duties.acknowledge_key(request), by=by, at=at)
    return request


@transaction.atomic
def extend(*, request: RightsRequest, reason: str, by: audit.Actor, at: datetime) -> RightsRequest:
    """Take as long again, once, before the time is over, with a reason the asker is told. Raises Refused."""
    why = rules.said(nfc(reason).strip(), name=_("lý do gia hạn"), least=8)
    if at >= request.answer_due_at:
        raise Refused(_("Đã quá hạn trả lời, không gia hạn được nữa."), code="extension-late")
    kind = RequestKind(request.kind)
    until = rules.extended(kind, request.received_at, request.answer_due_at, processor=request.processor)
    vault.seal(request, extension_reason=why)
    put = {"extended_at": at, "answer_due_at": until, "extension_reason": request.extension_reason}
    _claim(request, extended_at=None, decided_at=None, put=put)
    _record("privacy.request_extended", request, by, at, {"until": until.isoformat()})
    notices.reschedule(key=duties.answer_key(request), due_at=until, reason=why, by=by, at=at)
    return request


@transaction.atomic
def decide(
    *, request: RightsRequest, outcome: Outcome, answer: str, by: audit.Actor, at: datetime, ground: str = ""
) -> RightsRequest:
    """Grant, grant in part or refuse; the latter two name their ground. A refusal is the answer. Raises Refused."""
    words = rules.said(nfc(answer).strip(), name=_("nội dung trả lời"), least=8)
    article = ""
    if outcome is not Outcome.GRANTED:
        article = rules.ground_of(ground, RequestKind(request.kind)).article
    vault.seal(request, answer=words)
    put = {
        "decided_at": at,
        "decided_by": by.account_id,
        "outcome": outcome.value,
        "ground": ground if article else "",
        "article": article,
        "answer": request.answer,
    }
    if request.acknowledged_at is None:
        # An answer within the first two days confirms the receipt as well.
        put |= {"acknowledged_at": at, "acknowledged_by": by.account_id}
    _claim(request, decided_at=None, put=put)
    _record("privacy.request_decided", request, by, at, {"outcome": outcome.value, "ground": put["ground"]})
    notices.settle(duties.acknowledge_key(request), by=by, at=at)
    if outcome is Outcome.REFUSED:
        return finish(request=request, by=by, at=at)
    return request


@transaction.atomic
def finish(*, request: RightsRequest, by: audit.Actor, at: datetime) -> RightsRequest:
    """What was granted was done and handed over. A correction or a copy must really have been made. Raises Refused."""
    if request.decided_at is None:
        raise Refused(_("Chưa ghi quyết định trả lời."), code="not-decided")
    entry = _proof_of(request)
    _claim(request, done_at=None, put={"done_at": at, "done_by": by.account_id, "done_entry": entry})
    _record("privacy.request_done", request, by, at, {"outcome": request.outcome})
    notices.settle(duties.answer_key(request), by=by, at=at)
    return request


@transaction.atomic
def attach(*, request: RightsRequest, subject_kind: str, subject_id: UUID, by: audit.Actor, at: datetime) -> None:
    """Say whose data the request is about, once it is known."""
    _claim(request, done_at=None, put={"subject_kind": subject_kind, "subject_id": str(subject_id)})
    _record("privacy.request_attached", request, by, at)
    _tell(request, by, at)


@transaction.atomic
def copy_made(*, request: RightsRequest, file: str, digest: str, by: audit.Actor, at: datetime) -> None:
    """A copy for the person left the house: which kind of file, and its digest."""
    RightsRequest.objects.filter(pk=request.pk).update(copy_made_at=at)
    request.copy_made_at = at
    _record("privacy.copy_made", request, by, at, {"file": file, "digest": digest})


def _tell(request: RightsRequest, by: audit.Actor, at: datetime) -> None:
    if request.subject_id:
        for follow in followers.values():
            follow(request, by, at)


def _check(asked: Asked, at: datetime) -> None:
    if not tidy(asked.person_name):
        raise Refused(_("Cần ghi họ tên người có dữ liệu."), code="name-missing")
    if asked.asker != Asker.PERSON and not tidy(asked.asker_name):
        raise Refused(_("Cần ghi họ tên người yêu cầu."), code="asker-missing")
    if asked.asker != Asker.PERSON and asked.identity_check == IdentityCheck.ID_CARD:
        raise Refused(
            _("Người yêu cầu thay phải có giấy ủy quyền hoặc giấy tờ chứng minh quan hệ."), code="authority-missing"
        )
    if asked.received_at > at:
        raise Refused(_("Lúc nhận không thể sau lúc này."), code="received-ahead")
    rules.said(asked.asked, name=_("nội dung yêu cầu"))


def _proof_of(request: RightsRequest) -> str:
    """The log entry of the act that was asked for; none is asked for after a refusal."""
    kind = RequestKind(request.kind)
    if request.outcome == Outcome.REFUSED or not request.subject_id:
        return ""
    if kind is RequestKind.ACCESS and request.copy_made_at is None:
        raise Refused(
            _("Chưa lập bản sao nào để giao."),
            code="copy-missing",
            way_out=_("Bấm “Lập bản sao” trước khi ghi đã giao."),
        )
    return _correction_since(request) if kind is RequestKind.CORRECTION else ""


def _correction_since(request: RightsRequest) -> str:
    names = parts.names_in_log(UUID(request.subject_id))
    entries = AuditEntry.objects.filter(code__in=corrections.keys(), at__gte=request.received_at)
    for kind, subject_id in names:
        found = entries.filter(subject_kind=kind, subject_id=subject_id).order_by("-at", "-id").first()
        if found is not None:
            return str(found.pk)
    raise Refused(
        _("Chưa thấy lần sửa nào trong hồ sơ kể từ khi nhận yêu cầu."),
        code="not-corrected",
        way_out=_("Mở hồ sơ, sửa mục được yêu cầu, rồi ghi đã làm."),
    )


def _claim(request: RightsRequest, *, put: dict[str, object], **still: object) -> None:
    """Write only while the row is as it was seen: of two officers one decides. `still`: what must yet be empty."""
    wanted = {f"{name}__isnull": True for name in still}
    changed = RightsRequest.objects.filter(pk=request.pk, version=request.version, **wanted).update(
        **put, version=F("version") + 1
    )
    if not changed:
        raise Refused(
            _("Yêu cầu này vừa được người khác xử lý."), code="request-moved-on", way_out=_("Mở lại trang để xem.")
        )
    request.refresh_from_db()


def _record(
    code: str,
    request: RightsRequest,
    by: audit.Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    audit.record(
        code,
        by=by,
        subject_kind=duties.REQUEST,
        subject_id=request.pk,
        unit_path=request.unit_path,
        at=at,
        detail=detail,
    )


def label_of(kind: str) -> str:
    return facts.facts().labels[RequestKind(kind)]
