"""Writes before a file: a request for contact and its answer, a self-declaration on its way, where a case came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import attestation, roles
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import duties, risk, rules
from hoanhap.people.intake.models import (
    CaseOrigin,
    Choice,
    ContactRequest,
    Origin,
    Outcome,
    Relation,
    SelfDeclaration,
    Source,
    Stage,
    Where,
)
from hoanhap.people.intake.policy import IntakePermission

Row = TypeVar("Row", ContactRequest, SelfDeclaration)
REQUEST_WORDS = ("who", "caller", "reason", "police_note", "guardian", "answer")
DECLARED_WORDS = ("name", "birth", "phone", "guardian", "wish")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """Whom to make contact with and why, in few words; who called; who is asked, within how many days."""

    source: Source
    relation: Relation
    who: str
    reason: str = ""
    caller: str = ""
    police_note: str = ""
    minor: bool = False
    guardian: str = ""
    asked: Account | None = None
    days: int = rules.USUAL_DAYS
    client_key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationDetails:
    """What was declared at the desk, at a counselling point, at home."""

    name: str
    declared_on: date
    declared_by: Source = Source.SELF
    relation: str = ""
    choice: Choice = Choice.UNDECIDED
    place: Where = Where.DESK
    birth: PartialDate | None = None
    phone: str = ""
    guardian: str = ""
    wish: str = ""
    client_key: UUID | None = None


@transaction.atomic
def note_origin(case: Case, *, source: Source, origin: str = "", by: Actor, at: datetime) -> CaseOrigin:
    """Keep who found the person and where a returnee came from; over what stood there. Raises Refused."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    rules.checked_origin(held.state, source, origin, after=states.AFTER)
    row = CaseOrigin.objects.filter(case=held).first() or CaseOrigin(case=held)
    is_new = row._state.adding
    row.unit_path, row.source, row.origin = held.unit_path, source, Origin(origin) if origin else ""
    row.noted_on, row.recorded_by, row.recorded_at = clock.local_day(at), by.account_id, at
    if is_new:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["unit_path", "source", "origin", "noted_on", "recorded_by", "recorded_at"])
    _log("case.origin_noted", "case", held.pk, held.unit_path, by, at, {"source": row.source, "origin": row.origin})
    return row


@transaction.atomic
def note_origins(items: Sequence[tuple[Case, Source, str]], *, on: date, by: Actor, at: datetime) -> int:
    """Who found each of these people, of files that were just opened from a list. How many. Raises Refused."""
    rows = []
    for case, source, origin in items:
        rules.checked_origin(case.state, source, origin, after=states.AFTER)
        row = CaseOrigin(case=case, unit_path=case.unit_path, source=source, origin=Origin(origin) if origin else "")
        row.noted_on, row.recorded_by, row.recorded_at = on, by.account_id, at
        rows.append(row)
    CaseOrigin.objects.bulk_create(rows, batch_size=500)
    subjects = [audit.Subject("case", row.case_id, row.unit_path) for row in rows]
    audit.record_many("case.origin_noted", by=by, at=at, rows=subjects)
    return len(rows)


@transaction.atomic
def ask_contact(unit: Place, *, details: RequestDetails, by: Actor, at: datetime) -> ContactRequest:
    """Ask for contact with somebody; neither person nor case is made. The same `client_key` twice is one."""
    if sent := _sent_before(ContactRequest.objects.filter(unit=unit), details.client_key):
        return sent
    _refuse_unit(unit, at)
    days = rules.checked_days(details.days)
    if details.asked:
        _check_seat(unit, details.asked, clock.local_day(at))
    today = clock.local_day(at)
    row = ContactRequest(
        unit=unit,
        unit_path=unit.path,
        source=details.source,
        relation=details.relation,
        minor=details.minor,
        asked_account=details.asked,
        due_at=clock.at(today + timedelta(days=days), 23, 59),
        expires_on=rules.expires_on(today),
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=details.client_key,
    )
    vault.seal(
        row,
        who=rules.checked_who(details.who, code="request-who"),
        caller=tidy(details.caller)[: rules.SHORT],
        reason=rules.checked_text(details.reason, code="request-reason"),
        police_note=rules.checked_text(details.police_note, code="request-police"),
        guardian=rules.checked_guardian(details.guardian, minor=details.minor),
    )
    _insert(row)
    _log("intake.requested", "contact_request", row.pk, row.unit_path, by, at, {"source": row.source})
    duties.ask(row, by=by, at=at)
    return row


@transaction.atomic
def answer(request: ContactRequest, *, outcome: Outcome, note: str = "", by: Actor, at: datetime) -> ContactRequest:
    """What came of it. Of two who answer at once the first has answered. Raises Refused."""
    if outcome is Outcome.WAITING:
        raise Refused(_("Chọn kết quả."), code="request-outcome")
    if outcome is Outcome.DECLARED:
        raise Refused(_("Ghi tự khai báo từ chính trang này."), code="request-outcome")
    return _answered(request, outcome, note, None, by, at)


@transaction.atomic
def declare(
    unit: Place, *, details: DeclarationDetails, by: Actor, at: datetime, request: ContactRequest | None = None
) -> SelfDeclaration:
    """Record a self-declaration, perhaps what a request for contact became. Raises Refused."""
    if sent := _sent_before(SelfDeclaration.objects.filter(unit=unit), details.client_key):
        return sent
    _refuse_unit(unit, at)
    today = clock.local_day(at)
    if details.declared_on > today:
        raise Refused(_("Ngày khai báo ở tương lai."), code="declaration-ahead")
    minor = rules.is_minor(details.birth, details.declared_on)
    row = SelfDeclaration(
        unit=unit,
        unit_path=unit.path,
        declared_on=details.declared_on,
        declared_by=details.declared_by,
        relation=details.relation,
        choice=details.choice,
        place=details.place,
        minor=minor,
        expires_on=rules.expires_on(details.declared_on),
        contacted_on=details.declared_on if rules.met(details.declared_by, details.place) else None,
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=details.client_key,
    )
    row.stage = Stage.CONTACTED if row.contacted_on else Stage.DECLARED
    vault.seal(
        row,
        name=rules.checked_who(details.name, code="declaration-name"),
        birth=details.birth.iso if details.birth else "",
        phone=tidy(details.phone)[:60],
        guardian=rules.checked_guardian(details.guardian, minor=minor),
        wish=rules.checked_text(details.wish, code="declaration-wish"),
    )
    _insert(row)
    _log("intake.declared", "declaration", row.pk, row.unit_path, by, at, {"choice": row.choice})
    if request is not None:
        _answered(request, Outcome.DECLARED, "", row, by, at)
    duties.follow_declaration(row, by=by, at=at)
    return row


@transaction.atomic
def mark_contacted(row: SelfDeclaration, *, on: date, by: Actor, at: datetime) -> SelfDeclaration:
    """The person himself was met. Raises Refused."""
    if not row.declared_on <= on <= clock.local_day(at):
        raise Refused(_("Ngày gặp nằm ngoài thời gian khai báo."), code="declaration-contacted")
    return _moved(row, (Stage.DECLARED,), Stage.CONTACTED, "intake.contacted", by, at, contacted_on=on)


@transaction.atomic
def withdraw(row: SelfDeclaration, *, by: Actor, at: datetime) -> SelfDeclaration:
    """The person does not go on: nothing follows, the words are erased at once. Raises Refused."""
    today = clock.local_day(at)
    before = (Stage.DECLARED, Stage.CONTACTED)
    return _moved(
        row, before, Stage.WITHDRAWN, "intake.withdrawn", by, at, ended_on=today, **_erased(DECLARED_WORDS, at)
    )


@transaction.atomic
def register(row: SelfDeclaration, case: Case, *, by: Actor, at: datetime) -> SelfDeclaration:
    """A file was opened from it: its words stand there now and are erased here, with those of the request before it."""
    if not paths.is_under(case.unit_path, row.unit_path):
        raise Refused(_("Hồ sơ này thuộc đơn vị khác."), code="declaration-elsewhere")
    before, today = (Stage.DECLARED, Stage.CONTACTED), clock.local_day(at)
    met = {"contacted_on": row.contacted_on or today, "ended_on": today, "case": case}
    moved = _moved(row, before, Stage.REGISTERED, "intake.registered", by, at, **met, **_erased(DECLARED_WORDS, at))
    asked = ContactRequest.objects.filter(declaration=row, erased_at=None)
    asked.update(**_erased(REQUEST_WORDS, at))
    note_origin(case, source=Source(row.declared_by), by=by, at=at)
    return moved


@transaction.atomic
def erase_due(*, on: date, by: Actor, at: datetime) -> int:
    """Erase the words of what has run out: requests, declarations, the risk list (nightly). How many rows."""
    erased = _erase(ContactRequest.objects.all(), "contact_request", REQUEST_WORDS, on, by, at)
    erased += _erase(SelfDeclaration.objects.all(), "declaration", DECLARED_WORDS, on, by, at)
    return erased + risk.erase_due(on=on, by=by, at=at)


def _erase(rows: QuerySet[Row], kind: str, words: tuple[str, ...], on: date, by: Actor, at: datetime) -> int:
    found = list(rows.select_for_update(of=("self",)).filter(expires_on__lte=on, erased_at=None).order_by("id"))
    rows.filter(pk__in=[row.pk for row in found]).update(**_erased(words, at))
    subjects = [audit.Subject(kind, row.pk, row.unit_path) for row in found]
    audit.record_many("intake.erased", by=by, at=at, rows=subjects)
    duties.withdraw([row.pk for row in found], by=by, at=at)
    return len(found)


def _erased(words: tuple[str, ...], at: datetime) -> dict[str, object]:
    return {**dict.fromkeys(words), "erased_at": at}


def _answered(
    request: ContactRequest,
    outcome: Outcome,
    note: str,
    declaration: SelfDeclaration | None,
    by: Actor,
    at: datetime,
) -> ContactRequest:
    vault.seal(request, answer=rules.checked_text(note, code="request-note"))
    claimed = ContactRequest.objects.filter(pk=request.pk, outcome="", erased_at=None).update(
        outcome=outcome,
        answer=request.answer,
        answered_by=by.account_id,
        answered_at=at,
        declaration=declaration,
    )
    if not claimed:
        raise Refused(_("Yêu cầu này đã có kết quả."), code="request-answered", way_out=_("Mở lại danh sách."))
    request.refresh_from_db()
    _log("intake.answered", "contact_request", request.pk, request.unit_path, by, at, {"outcome": outcome.value})
    duties.answered(request.pk, by=by, at=at)
    return request


def _moved(
    row: SelfDeclaration, before: tuple[Stage, ...], after: Stage, code: str, by: Actor, at: datetime, **fields: object
) -> SelfDeclaration:
    claimed = SelfDeclaration.objects.filter(pk=row.pk, stage__in=before, erased_at=None)
    if not claimed.update(stage=after, **fields):
        raise Refused(_("Khai báo này vừa được người khác ghi tiếp."), code="declaration-moved")
    row.refresh_from_db()
    _log(code, "declaration", row.pk, row.unit_path, by, at)
    duties.follow_declaration(row, by=by, at=at)
    return row


def _refuse_unit(unit: Place, at: datetime) -> None:
    if unit.kind != "commune" or not unit.lives_on(clock.local_day(at)):
        raise Refused(_("Chỉ cấp xã đang hoạt động tiếp nhận."), code="unit-not-commune")


def _check_seat(unit: Place, account: Account, on: date) -> None:
    """Whoever is asked must have a living post there that answers, or the request would lie where nobody sees it."""
    answering = Q(attestation.living_q(on), role__in=roles.holders_of(IntakePermission.ANSWER_ASKED))
    living = Posting.objects.filter(answering, account=account, account__is_active=True)
    if not any(paths.is_under(unit.path, path) for path in living.values_list("path", flat=True)):
        raise Refused(_("Tài khoản này không có nhiệm vụ tại đơn vị."), code="request-asked")


def _insert(row: ContactRequest | SelfDeclaration) -> None:
    """Of one entry sent twice in the same moment the first is written; the second is told so."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        words, way_out = _("Nội dung này vừa được ghi."), _("Mở lại danh sách.")
        raise Refused(words, code="intake-twice", way_out=way_out) from error


def _sent_before(rows: QuerySet[Row], client_key: UUID | None) -> Row | None:
    return rows.filter(client_key=client_key).first() if client_key else None


def _log(
    code: str, kind: str, pk: object, path: str, by: Actor, at: datetime, detail: Mapping[str, str] | None = None
) -> None:
    audit.record(code, by=by, subject_kind=kind, subject_id=str(pk), unit_path=path, at=at, detail=dict(detail or {}))
