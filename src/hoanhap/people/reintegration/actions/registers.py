"""Partners, vacancies, courses, demand, kinds and rates: entered with a first day, ended with a last one."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, text
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import Refused
from hoanhap.people.reintegration.actions import writing
from hoanhap.people.reintegration.models import (
    Course,
    LocalKind,
    Partner,
    PartnerKind,
    SupportRate,
    TradeDemand,
    Vacancy,
)
from hoanhap.people.reintegration.queries import kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class RateDetails:
    """What a province sets: đồng, or per cent of the base salary; by which document, how sure we are of it."""

    label: str
    per: SupportRate.Per
    document: str
    valid_from: date
    amount: int | None = None
    multiple: int | None = None
    confidence: Confidence = Confidence.SEEN


@transaction.atomic
def enter_partner(
    *,
    unit: Place,
    kind: PartnerKind,
    name: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    office_phone: str = "",
    address: str = "",
) -> Partner:
    """An organisation, a source of money or a benefactor who wants to help. Raises Refused for one already there."""
    said = text.tidy(name)
    if not said:
        raise Refused(_("Cần ghi tên."), code="partner-name")
    partner = Partner(
        **writing.stamp_unit(unit, by, at),
        kind=kind,
        name=said,
        folded=text.fold(said),
        office_phone=text.tidy(office_phone),
        address=text.tidy(address),
        valid_from=valid_from,
    )
    _insert(partner, _("Nơi này đã có trong sổ."), "partner-twice")
    writing.log_register("partner.entered", partner, by, at, {"kind": kind.value})
    return partner


@transaction.atomic
def open_vacancy(
    partner: Partner,
    *,
    unit: Place,
    trade: str,
    title: str,
    seats: int,
    opened_on: date,
    by: Actor,
    at: datetime,
    pay: str = "",
) -> Vacancy:
    """An employer offers places of work. He is told nothing about anybody."""
    if partner.valid_to is not None:
        raise Refused(_("Nơi này không còn trong sổ."), code="partner-ended")
    _check_trade(trade, unit, opened_on)
    if seats < 1:
        raise Refused(_("Cần ít nhất một chỗ làm."), code="vacancy-seats")
    vacancy = Vacancy(
        **writing.stamp_unit(unit, by, at),
        partner=partner,
        trade=trade,
        title=text.tidy(title),
        seats=seats,
        pay=text.tidy(pay),
        opened_on=opened_on,
    )
    vacancy.save(force_insert=True)
    writing.log_register("vacancy.opened", vacancy, by, at, {"seats": seats})
    return vacancy


@transaction.atomic
def close_vacancy(vacancy: Vacancy, *, on: date, by: Actor, at: datetime) -> Vacancy:
    """Nobody is introduced there any more; who works there works on."""
    if not Vacancy.objects.filter(pk=vacancy.pk, closed_on=None).update(closed_on=max(on, vacancy.opened_on)):
        raise Refused(_("Chỗ làm này đã đóng."), code="vacancy-closed")
    vacancy.refresh_from_db()
    writing.log_register("vacancy.closed", vacancy, by, at)
    return vacancy


@transaction.atomic
def open_course(
    provider: Partner,
    *,
    unit: Place,
    trade: str,
    title: str,
    seats: int,
    starts_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> Course:
    """A class in a trade. Whether anybody wants that trade here is a warning (`queries.registers.wanted`), no bar."""
    if ends_on <= starts_on:
        raise Refused(_("Lớp phải kết thúc sau ngày khai giảng."), code="course-backward")
    if seats < 1:
        raise Refused(_("Lớp cần ít nhất một chỗ."), code="course-seats")
    _check_trade(trade, unit, starts_on)
    course = Course(
        **writing.stamp_unit(unit, by, at),
        provider=provider,
        trade=trade,
        title=text.tidy(title),
        seats=seats,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    course.save(force_insert=True)
    writing.log_register("course.opened", course, by, at, {"seats": seats})
    return course


@transaction.atomic
def record_demand(
    *,
    unit: Place,
    trade: str,
    wanted: int,
    said_by: str,
    valid_from: date,
    valid_to: date,
    by: Actor,
    at: datetime,
) -> TradeDemand:
    """How many workers of a trade are wanted here, for how long this is to be believed, and who says so."""
    _check_trade(trade, unit, valid_from)
    if valid_to <= valid_from:
        raise Refused(_("Ngày hết hạn phải sau ngày bắt đầu."), code="demand-backward")
    if not text.tidy(said_by):
        raise Refused(_("Ghi nguồn của con số này."), code="demand-source")
    demand = TradeDemand(
        **writing.stamp_unit(unit, by, at),
        trade=trade,
        wanted=wanted,
        said_by=text.tidy(said_by),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    demand.save(force_insert=True)
    writing.log_register("demand.recorded", demand, by, at, {"trade": trade, "wanted": wanted})
    return demand


@transaction.atomic
def add_kind(
    *, unit: Place, vocabulary: LocalKind.Vocabulary, label: str, valid_from: date, by: Actor, at: datetime
) -> LocalKind:
    """A kind of help or a trade of this unit and those below it: in every form and table from that day on."""
    said = text.tidy(label)
    if not said:
        raise Refused(_("Cần ghi tên."), code="kind-name")
    at_hand = kinds.supports_at if vocabulary == LocalKind.Vocabulary.HELP else kinds.trades_at
    with translation.override("vi"):  # what is added is called as papers call it
        known = {text.fold(label) for label in at_hand(unit.path, valid_from).values()}
    if text.fold(said) in known:
        raise Refused(_("Đã có trong danh sách."), code="kind-twice")
    row = LocalKind(**writing.stamp_unit(unit, by, at), vocabulary=vocabulary, label=said, valid_from=valid_from)
    row.code = f"local-{row.pk.hex[-12:]}"
    _insert(row, _("Đã có trong danh sách."), "kind-twice")
    writing.log_register("kind.added", row, by, at, {"vocabulary": vocabulary.value})
    return row


@transaction.atomic
def end_kind(row: LocalKind, *, on: date, by: Actor, at: datetime) -> LocalKind:
    """From this day on nobody chooses it; what was written with it stays."""
    if not LocalKind.objects.filter(pk=row.pk, valid_to=None).update(valid_to=max(on, row.valid_from)):
        raise Refused(_("Loại này đã thôi dùng."), code="kind-ended")
    row.refresh_from_db()
    writing.log_register("kind.ended", row, by, at)
    return row


@transaction.atomic
def set_rate(*, unit: Place, details: RateDetails, by: Actor, at: datetime) -> SupportRate:
    """What a province sets, from a day on; the rate of the same name before it ends on that day."""
    if (details.amount is None) == (details.multiple is None):
        raise Refused(_("Ghi số tiền, hoặc phần trăm lương cơ sở, một trong hai."), code="rate-one-of-two")
    label, document = text.tidy(details.label), text.tidy(details.document)
    if not label or not document:
        raise Refused(_("Cần ghi tên mức hỗ trợ và văn bản quy định."), code="rate-document")
    before = SupportRate.objects.select_for_update(of=("self",)).filter(unit=unit, label=label, valid_to=None).first()
    if before is not None:
        if details.valid_from <= before.valid_from:
            raise Refused(_("Mức mới phải bắt đầu sau mức đang áp dụng."), code="rate-before")
        before.valid_to = details.valid_from
        before.save(update_fields=["valid_to"])
    rate = SupportRate(
        **writing.stamp_unit(unit, by, at),
        label=label,
        per=details.per,
        amount=details.amount,
        multiple=details.multiple,
        document=document,
        confidence=details.confidence,
        valid_from=details.valid_from,
    )
    rate.save(force_insert=True)
    writing.log_register("rate.set", rate, by, at)
    return rate


@transaction.atomic
def end_partner(partner: Partner, *, by: Actor, at: datetime) -> Partner:
    """The partner helps no longer; its history stays."""
    on = max(clock.local_day(at), partner.valid_from)
    if not Partner.objects.filter(pk=partner.pk, valid_to=None).update(valid_to=on):
        raise Refused(_("Nơi này không còn trong sổ."), code="partner-ended")
    partner.refresh_from_db()
    writing.log_register("partner.ended", partner, by, at)
    return partner


def _check_trade(trade: str, unit: Place, on: date) -> None:
    if trade not in kinds.trades_at(unit.path, on):
        raise Refused(_("Chọn một nghề trong danh sách."), code="trade-unknown")


def _insert(row: Partner | LocalKind, words: str, code: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(words, code=code) from None
