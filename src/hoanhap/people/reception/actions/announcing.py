"""A centre prepares a batch, sends it to the communes, takes a row back; a commune enters by hand who is announced.

A row of a batch that nobody has sent is seen by its centre alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.vault import carrying, sealing
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, tidy
from hoanhap.people.care.health_room_rules import refuse_kept_elsewhere
from hoanhap.people.persons.rules import id_digits
from hoanhap.people.reception import duties, rules
from hoanhap.people.reception.models import Certificate, ReturnBatch, Returnee, SheetFault
from hoanhap.people.reception.returning_models import OF_CENTRES, BatchState, Origin, ReturnState

CHUNK = 500
_SENT_ANEW = ("unit", "unit_path", "due_on", "state", "returned_because", "announced_by", "announced_at")
_HAND = (Origin.PRISON, Origin.PAROLE, Origin.EDUCATION, Origin.REFORM_SCHOOL, *OF_CENTRES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturneeDetails:
    """What a row says about somebody who comes back; `health` is for the station of his commune alone."""

    full_name: str
    unit: Place
    origin: Origin
    due_on: date
    row_no: int = 0
    birth: PartialDate | None = None
    sex: str = ""
    id_number: str = ""
    lacks_id_card: bool = False
    phone: str = ""
    address: str = ""
    family_contact: str = ""
    skills: str = ""
    papers: str = ""
    health: str = ""
    detox_done: bool = False
    training_done: bool = False
    health_checked_on: date | None = None
    fit: bool = False
    certificate_number: str = ""
    certificate_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDetails:
    """A hand-over of a centre: when, where, from which sheet."""

    agency: Agency
    on: date
    meeting_place: str = ""
    file_name: str = ""
    file_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDetails:
    """One certificate: number, day, holder, after which kind of rehab."""

    number: str
    on: date
    kind: Origin
    holder: str
    birth_year: int | None = None


@transaction.atomic
def draft_batch(
    *,
    details: BatchDetails,
    rows: Sequence[ReturneeDetails],
    faults: Sequence[tuple[int, str]] = (),
    by: Actor,
    at: datetime,
) -> ReturnBatch:
    """Keep a list to be looked through; nobody is told yet. `faults`: rows of the sheet not taken, and why."""
    place = details.agency.place
    if place is None:
        raise Refused(_("Cơ sở này chưa có địa bàn."), code="batch-agency")
    today = clock.local_day(at)
    rules.checked_day(details.on, today)
    for row in rows:
        check(row, on=today)
    batch = ReturnBatch(
        agency=details.agency,
        unit=place,
        unit_path=place.path,
        on=details.on,
        meeting_place=tidy(details.meeting_place)[:200],
        file_sha256=details.file_sha256,
        read_count=len(rows) + len({row_no for row_no, _message in faults}),
        made_by=by.account_id,
        made_at=at,
    )
    vault.seal(batch, file_name=tidy(details.file_name)[:200] or None)
    batch.save(force_insert=True)
    _store(batch, rows)
    kept = [SheetFault(batch=batch, unit_path=place.path, row_no=row_no) for row_no, _said in faults]
    sealing.seal_many((fault, {"message": said}) for fault, (_no, said) in zip(kept, faults, strict=True))
    SheetFault.objects.bulk_create(kept, batch_size=CHUNK)
    _log("batch.drafted", batch, by, at, rows=len(rows))
    return batch


@transaction.atomic
def send_batch(batch: ReturnBatch, *, by: Actor, name: str, at: datetime) -> ReturnBatch:
    """Tell the communes: each sees its own rows from this moment. Raises Refused."""
    drafts = ReturnBatch.objects.filter(pk=batch.pk, state=BatchState.DRAFT)
    claimed = drafts.update(
        state=BatchState.SENT, sent_by=by.account_id, sent_name=name[:120], sent_title=by.title[:120], sent_at=at
    )
    if not claimed:
        raise Refused(_("Đợt này đã gửi hoặc đã bỏ."), code="batch-sent")
    rows = list(batch.rows.filter(state=ReturnState.DRAFT).select_related("unit", "batch", "case").order_by("row_no"))
    if not rows:
        raise Refused(_("Đợt này chưa có ai."), code="batch-empty", way_out=_("Tải lên danh sách có ít nhất một dòng."))
    today = clock.local_day(at)
    for row in rows:
        rules.checked_day(row.due_on, today)
        _refuse_ended(row.unit, today)
    batch.rows.filter(state=ReturnState.DRAFT).update(
        state=ReturnState.ANNOUNCED, announced_by=by.account_id, announced_at=at
    )
    _certify(batch, rows, by, at)
    batch.faults.all().delete()
    duties.ask_to_confirm(rows, by=by, at=at)
    batch.refresh_from_db()
    _log("batch.sent", batch, by, at, rows=len(rows))
    audit.record_many("return.announced", by=by, at=at, rows=[_subject(row) for row in rows])
    return batch


@transaction.atomic
def cancel_batch(batch: ReturnBatch, *, by: Actor, at: datetime) -> ReturnBatch:
    """Throw a draft away, with everything its sheet said. Raises Refused once it was sent."""
    if not ReturnBatch.objects.filter(pk=batch.pk, state=BatchState.DRAFT).update(state=BatchState.CANCELLED):
        raise Refused(_("Đợt này đã gửi hoặc đã bỏ."), code="batch-sent")
    batch.rows.all().delete()
    batch.faults.all().delete()
    batch.refresh_from_db()
    _log("batch.cancelled", batch, by, at)
    return batch


@transaction.atomic
def withdraw_row(row: Returnee, *, by: Actor, at: datetime) -> Returnee:
    """He does not come after all (another term, another day): the commune is told no more. Raises Refused."""
    open_states = (ReturnState.ANNOUNCED, ReturnState.CONFIRMED, ReturnState.RETURNED)
    if not Returnee.objects.filter(pk=row.pk, state__in=open_states).update(
        state=ReturnState.WITHDRAWN, returned_because="", ended_on=clock.local_day(at)
    ):
        raise Refused(_("Không rút lại được: xã đã nhận hoặc đã ghi kết quả."), code="return-over")
    row.refresh_from_db()
    duties.finish([row], by=by, at=at)
    audit.record_many("return.withdrawn", by=by, at=at, rows=[_subject(row)])
    return row


@transaction.atomic
def redirect_row(row: Returnee, *, unit: Place, due_on: date, by: Actor, at: datetime) -> Returnee:
    """A commune gave him back: another one is asked, with everything this row says. Raises Refused."""
    today = clock.local_day(at)
    rules.checked_day(due_on, today)
    _refuse_ended(unit, today)
    held = Returnee.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if held.state != ReturnState.RETURNED:
        raise Refused(_("Dòng này không bị trả lại."), code="return-over")
    changed = carrying.carry([held], scope=unit.path).get(held.pk, [])
    held.unit, held.unit_path, held.due_on = unit, unit.path, due_on
    held.state, held.returned_because = ReturnState.ANNOUNCED, ""
    held.announced_by, held.announced_at = by.account_id, at
    held.save(update_fields=[*_SENT_ANEW, *changed])
    duties.finish([held], by=by, at=at)
    duties.ask_to_confirm([held], by=by, at=at)
    audit.record_many("return.announced", by=by, at=at, rows=[_subject(held)])
    return held


@transaction.atomic
def announce_by_hand(details: ReturneeDetails, *, by: Actor, at: datetime) -> Returnee:
    """A paper told the commune that somebody comes back (prison, school, a centre without an account)."""
    today = clock.local_day(at)
    check(details, on=today)
    _refuse_ended(details.unit, today)
    if details.health:
        raise Refused(_("Sức khỏe không ghi ở đây."), code="return-health")
    row = _row(details, None)
    row.state, row.announced_by, row.announced_at = ReturnState.ANNOUNCED, by.account_id, at
    vault.seal(row, **_sealed(details))
    row.save(force_insert=True)
    duties.ask_to_confirm([row], by=by, at=at)
    audit.record_many("return.announced", by=by, at=at, rows=[_subject(row)])
    return row


@transaction.atomic
def record_certificates(
    agency: Agency, *, entries: Sequence[CertificateDetails], by: Actor, at: datetime
) -> list[Certificate]:
    """Enter certificates of people who are not handed over in a batch. Raises Refused for a number given twice."""
    if agency.place is None:
        raise Refused(_("Cơ sở này chưa có địa bàn."), code="batch-agency")
    rows = [_certificate(agency, agency.place, entry, by, at) for entry in entries]
    sealing.seal_many((row, {"holder": clean_name(one.holder)}) for row, one in zip(rows, entries, strict=True))
    _insert_certificates(rows)
    detail: dict[str, str | int | bool | None] = {"count": len(rows)}
    audit.record(
        "certificate.recorded",
        by=by,
        subject_kind="agency",
        subject_id=agency.pk,
        unit_path=agency.place.path,
        at=at,
        detail=detail,
    )
    return rows


def check(details: ReturneeDetails, *, on: date) -> None:
    """What one row must say. Raises Refused."""
    if not clean_name(details.full_name):
        raise Refused(_("Thiếu họ và tên."), code="name-missing")
    if details.unit.kind != PlaceKind.COMMUNE:
        raise Refused(_("Nơi về phải là một xã, phường, thị trấn."), code="return-unit")
    if details.origin not in _HAND:
        raise Refused(_("Chọn nơi người này trở về từ đâu."), code="return-origin")
    if details.birth is not None and details.birth.earliest > on:
        raise Refused(_("Ngày sinh %(birth)s ở tương lai.") % {"birth": details.birth}, code="birth-in-future")
    rules.checked_day(details.due_on, on)
    rules.checked_fitness(
        fit=details.fit,
        detox=details.detox_done,
        training=details.training_done,
        checked_on=details.health_checked_on,
        on=on,
    )
    id_digits(details.id_number)
    for said in (details.health, details.skills, details.papers):
        refuse_kept_elsewhere(said, code="return-health")
    if bool(details.certificate_number) != bool(details.certificate_on):
        raise Refused(_("Giấy chứng nhận cần đủ số và ngày."), code="certificate-half")


def _store(batch: ReturnBatch, rows: Sequence[ReturneeDetails]) -> None:
    made = [_row(row, batch) for row in rows]
    sealing.seal_many((row, _sealed(said)) for row, said in zip(made, rows, strict=True))
    Returnee.objects.bulk_create(made, batch_size=CHUNK)


def _row(details: ReturneeDetails, batch: ReturnBatch | None) -> Returnee:
    return Returnee(
        batch=batch,
        agency_id=batch.agency_id if batch else None,
        row_no=details.row_no,
        unit=details.unit,
        unit_path=details.unit.path,
        origin=details.origin,
        birth_year=details.birth.year if details.birth else None,
        sex=details.sex,
        lacks_id_card=details.lacks_id_card,
        detox_done=details.detox_done,
        training_done=details.training_done,
        health_checked_on=details.health_checked_on,
        fit=details.fit,
        certificate_number=tidy(details.certificate_number)[:60],
        certificate_on=details.certificate_on,
        due_on=details.due_on,
    )


def _sealed(details: ReturneeDetails) -> dict[str, str | None]:
    return {
        "full_name": clean_name(details.full_name)[:120],
        "birth_date": details.birth.iso if details.birth else None,
        "id_number": id_digits(details.id_number) or None,
        **{
            name: tidy(getattr(details, name))[:500] or None
            for name in ("phone", "address", "family_contact", "skills", "papers")
        },
        "health": tidy(details.health)[:4000] or None,
    }


def _refuse_ended(unit: Place, on: date) -> None:
    if not unit.lives_on(on):
        raise Refused(
            _("%s đã được sắp xếp, không nhận thêm người.") % unit.heading,
            code="unit-ended",
            way_out=_("Chọn đơn vị mới."),
        )


def _certify(batch: ReturnBatch, rows: Sequence[Returnee], by: Actor, at: datetime) -> None:
    """What the sheet says of certificates goes into the centre's own register, sealed with its own keys."""
    having = [row for row in rows if row.certificate_number and row.certificate_on]
    names = vault.reveal_many(having, "full_name")
    made = []
    for row in having:
        assert row.certificate_on is not None  # noqa: S101 - asked above
        entry = CertificateDetails(
            number=row.certificate_number,
            on=row.certificate_on,
            kind=Origin(row.origin),
            holder=names[row.pk]["full_name"],
            birth_year=row.birth_year,
        )
        certificate = _certificate(batch.agency, batch.unit, entry, by, at)
        certificate.returnee = row
        made.append(certificate)
    sealing.seal_many((one, {"holder": names[row.pk]["full_name"]}) for one, row in zip(made, having, strict=True))
    _insert_certificates(made)


def _certificate(agency: Agency, place: Place, entry: CertificateDetails, by: Actor, at: datetime) -> Certificate:
    number = tidy(entry.number)[:60]
    if not number or not clean_name(entry.holder):
        raise Refused(_("Giấy chứng nhận cần số và họ tên."), code="certificate-half")
    if entry.on > clock.local_day(at):
        raise Refused(_("Ngày cấp giấy chứng nhận chưa đến."), code="certificate-day")
    if entry.kind not in OF_CENTRES:
        raise Refused(_("Giấy chứng nhận là của cơ sở cai nghiện."), code="certificate-kind")
    return Certificate(
        agency=agency,
        unit=place,
        unit_path=place.path,
        number=number,
        on=entry.on,
        year=entry.on.year,
        kind=entry.kind,
        birth_year=entry.birth_year,
        recorded_by=by.account_id,
        recorded_at=at,
    )


def _insert_certificates(rows: Sequence[Certificate]) -> None:
    try:
        with transaction.atomic():
            Certificate.objects.bulk_create(rows, batch_size=CHUNK)
    except IntegrityError:
        raise Refused(
            _("Có số giấy chứng nhận đã cấp trong năm."),
            code="certificate-twice",
            way_out=_("Xem sổ cấp giấy chứng nhận rồi sửa số bị trùng."),
        ) from None


def _subject(row: Returnee) -> audit.Subject:
    return audit.Subject("returnee", row.pk, row.unit_path, {"origin": row.origin, "batch": str(row.batch_id or "")})


def _log(code: str, batch: ReturnBatch, by: Actor, at: datetime, **detail: int) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="return_batch",
        subject_id=batch.pk,
        unit_path=batch.unit_path,
        at=at,
        detail=dict(detail),
    )
