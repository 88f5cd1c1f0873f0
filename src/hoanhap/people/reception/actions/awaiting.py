"""A commune says when it receives and who helps, gives somebody back, misses him, and ends the waiting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, tidy
from hoanhap.people.reception import duties, rules
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.returning_models import AWAITED, ClosedBecause, ReturnedBecause, ReturnState


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The day, who receives, and who helps from that day on."""

    on: date
    receiver_name: str
    helper_name: str
    helper_office: str = ""
    helper_account: Account | None = None


@transaction.atomic
def confirm(row: Returnee, *, appointment: Appointment, by: Actor, at: datetime) -> Returnee:
    """The commune receives on this day; the helper is named before it. Again changes it. Raises Refused.

    Of two who confirm at once the first has confirmed.
    """
    today = clock.local_day(at)
    rules.checked_day(appointment.on, today)
    receiver, helper = clean_name(appointment.receiver_name), clean_name(appointment.helper_name)
    if not receiver:
        raise Refused(_("Ghi ai sẽ đón."), code="return-receiver")
    if not helper:
        raise Refused(_("Ghi ai sẽ giúp đỡ từ ngày ấy."), code="return-helper")
    seen = Returnee.objects.filter(pk=row.pk, state__in=AWAITED, confirmed_at=row.confirmed_at)
    changed = seen.update(
        state=ReturnState.CONFIRMED,
        meet_on=appointment.on,
        receiver_name=receiver[:120],
        helper_name=helper[:120],
        helper_office=tidy(appointment.helper_office)[:200],
        helper_account=appointment.helper_account,
        confirmed_by=by.account_id,
        confirmed_at=at,
        missed_on=None,
    )
    _refuse_unless(changed)
    fresh = fresh_of(row)
    duties.finish([fresh], by=by, at=at)
    duties.ask_to_welcome(fresh, by=by, at=at)
    settle_batch(fresh, by, at)
    log("return.confirmed", fresh, by, at)
    return fresh


@transaction.atomic
def give_back(row: Returnee, *, because: ReturnedBecause, by: Actor, at: datetime) -> Returnee:
    """He is not this commune's: gone from its lists, back with the centre. Raises Refused."""
    if because == ReturnedBecause.NONE:
        raise Refused(_("Chọn lý do."), code="return-because")
    if row.batch_id is None:
        raise Refused(_("Dòng này do xã tự ghi."), code="return-own", way_out=_("Kết thúc với lý do, hoặc sửa lại."))
    waiting = Returnee.objects.filter(pk=row.pk, state__in=(ReturnState.ANNOUNCED, ReturnState.CONFIRMED))
    _refuse_unless(waiting.update(state=ReturnState.RETURNED, returned_because=because))
    fresh = fresh_of(row)
    duties.give_back(fresh, by=by, at=at)
    settle_batch(fresh, by, at)
    log("return.given_back", fresh, by, at, because=because.value)
    return fresh


@transaction.atomic
def note_missing(row: Returnee, *, by: Actor, at: datetime) -> Returnee:
    """He has not come; red at both ends. Raises Refused before his day."""
    today = clock.local_day(at)
    if today < row.expected_on:
        raise Refused(_("Chưa đến ngày hẹn."), code="return-early")
    waiting = Returnee.objects.filter(pk=row.pk, state__in=(ReturnState.ANNOUNCED, ReturnState.CONFIRMED))
    _refuse_unless(waiting.update(state=ReturnState.MISSING, missed_on=today))
    fresh = fresh_of(row)
    duties.miss([fresh], by=by, at=at)
    log("return.missed", fresh, by, at)
    return fresh


@transaction.atomic
def close_row(row: Returnee, *, because: ClosedBecause, by: Actor, at: datetime) -> Returnee:
    """He will not come here: why. Raises Refused."""
    if because == ClosedBecause.NONE:
        raise Refused(_("Chọn lý do."), code="return-because")
    changed = Returnee.objects.filter(pk=row.pk, state__in=AWAITED).update(
        state=ReturnState.CLOSED, closed_because=because, ended_on=clock.local_day(at)
    )
    _refuse_unless(changed)
    fresh = fresh_of(row)
    duties.finish([fresh], by=by, at=at)
    settle_batch(fresh, by, at)
    log("return.closed", fresh, by, at, because=because.value)
    return fresh


def fresh_of(row: Returnee) -> Returnee:
    return Returnee.objects.select_related("batch", "agency", "unit", "case").get(pk=row.pk)


def settle_batch(row: Returnee, by: Actor, at: datetime) -> None:
    """Once every commune has answered, nobody of the centre needs to ask again."""
    if row.batch is not None and not row.batch.rows.filter(state=ReturnState.ANNOUNCED).exists():
        duties.all_answered(row.batch, by=by, at=at)


def log(code: str, row: Returnee, by: Actor, at: datetime, **detail: str) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="returnee",
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=at,
        detail={"state": row.state, **detail},
    )


def _refuse_unless(changed: int) -> None:
    if not changed:
        raise Refused(
            _("Người này đã được ghi kết quả khác."),
            code="return-over",
            way_out=_("Mở lại danh sách để xem bản mới."),
        )
