"""A file is sent to the commune its person moved to, accepted by a named officer, given back or taken back.

Until somebody accepts, the file stays whole where it is and the other side reads the notice alone; from then on it is
whole there, and the side it came from reads one line. At no moment do two units hold it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.places.queries import heirs
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care import health_room_actions
from hoanhap.people.cases.actions import handing_over
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.persons import masks
from hoanhap.people.persons.relocation_models import RelocationReason
from hoanhap.people.reception import duties, rules
from hoanhap.people.reception.models import Arrival, Transfer
from hoanhap.people.reception.transfer_models import RefusedBecause, TransferState
from hoanhap.people.reintegration import actions as helpers


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where to, since when; the hamlet there where it is known."""

    to: Place
    left_on: date
    hamlet: Place | None = None
    client_key: UUID | None = None


@transaction.atomic
def send(case: Case, *, move: Move, by: Actor, name: str, at: datetime) -> Transfer:
    """Tell the other commune and start its clock. The same `client_key` twice is one notice. Raises Refused."""
    held = Case.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=case.pk)
    before = Transfer.objects.filter(client_key=move.client_key, case=held).first() if move.client_key else None
    if before is not None:
        return before
    _check(held, move, at)
    klass = rules.klass_of(held.state)
    timing = rules.answer_clock(klass, at, working_calendar())
    row = Transfer(
        case=held,
        code=held.code,
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        to_unit=move.to,
        to_path=move.to.path,
        to_hamlet=move.hamlet,
        birth_year=held.person.birth_year,
        case_state=held.state,
        measure=held.measure,
        term_from=held.term_from,
        term_to=held.term_to,
        left_on=move.left_on,
        sent_by=by.account_id,
        sent_name=name[:120],
        sent_title=by.title[:120],
        sent_at=at,
        answer_by=timing.due_at,
        article=timing.article[:200],
        confidence=timing.confidence,
        client_key=move.client_key,
    )
    vault.seal(row, initials=masks.initials(vault.reveal(held.person, "full_name")))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise _already() from None
    duties.refusal_heeded(held, by=by, at=at)
    duties.ask_to_answer(row, by=by, at=at)
    _log("move.sent", row, by, at)
    return row


@transaction.atomic
def accept(transfer: Transfer, *, into: Place, by: Actor, name: str, at: datetime, hamlet: Place | None = None) -> Case:
    """A named officer takes the file: it goes over now, whole. Raises Refused: answered, ended, or a twin here."""
    case = _held(transfer)
    row = _answer(transfer, TransferState.ACCEPTED, by, name, at)
    if case.closed_on is not None:
        raise Refused(_("Hồ sơ này đã kết thúc ở nơi gửi."), code="move-closed")
    today = clock.local_day(at)
    if into.pk not in {unit.pk for unit in heirs(row.to_unit, today)}:
        raise NotHere
    if case.unit_id != into.pk:
        on = _counts_from(case, today)
        _note_both_ends(row, case, into, on)
        _leave_old_unit(case, today, by, at)
        given = handing_over.hand_over(
            [case.person_id],
            to=into,
            on=on,
            reason=RelocationReason.TRANSFERRED,
            hamlets=_hamlets(case, hamlet or row.to_hamlet, into),
            by=by,
            at=at,
        )
        if given.twins:
            raise Refused(
                _("Trong danh sách của đơn vị đã có người mang cùng số giấy tờ."),
                code="move-twin",
                way_out=_("Trả lại với lý do “xã đã có hồ sơ của người này”; nơi gửi kết thúc hồ sơ vì chuyển đi."),
            )
    duties.answered(row, by=by, at=at)
    _log("move.accepted", row, by, at)
    case.refresh_from_db()
    return case


@transaction.atomic
def refuse(transfer: Transfer, *, because: RefusedBecause, by: Actor, name: str, at: datetime) -> Transfer:
    """The file stays where it is; its commune is told why. Raises Refused."""
    if because == RefusedBecause.NONE:
        raise Refused(_("Chọn lý do."), code="move-because")
    transfer.refused_because = because
    _held(transfer)
    row = _answer(transfer, TransferState.REFUSED, by, name, at)
    duties.answered(row, by=by, at=at)
    if row.case.closed_on is None:
        duties.tell_refused(row.case, by=by, at=at)
    _log("move.refused", row, by, at)
    return row


@transaction.atomic
def withdraw(transfer: Transfer, *, by: Actor, at: datetime) -> Transfer:
    """The sender takes the notice back before anybody answered. Raises Refused."""
    _held(transfer)
    waiting = Transfer.objects.filter(pk=transfer.pk, state=TransferState.SENT)
    if not waiting.update(state=TransferState.WITHDRAWN, withdrawn_at=at):
        raise _gone()
    row = _fresh(transfer)
    duties.answered(row, by=by, at=at)
    _log("move.withdrawn", row, by, at)
    return row


def _check(case: Case, move: Move, at: datetime) -> None:
    today = clock.local_day(at)
    if case.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="move-closed")
    if move.to.kind != PlaceKind.COMMUNE or not move.to.lives_on(today):
        raise Refused(
            _("Chọn xã, phường, thị trấn đang có."),
            code="move-to",
            way_out=_("Nơi đến không có trong danh sách thì kết thúc hồ sơ vì chuyển nơi cư trú."),
        )
    if move.to.pk == case.unit_id:
        raise Refused(_("Người này đang thuộc xã ấy."), code="move-to")
    if move.left_on > today:
        raise Refused(_("Ghi chuyển đi khi đã đến ngày."), code="move-day")
    if move.left_on < case.opened_on:
        raise Refused(_("Hồ sơ mở ngày %s; ngày chuyển đi không thể sớm hơn.") % show(case.opened_on), code="move-day")
    if move.hamlet is not None and move.hamlet.parent_id != move.to.pk:
        raise Refused(_("Ấp, khóm không thuộc nơi đến."), code="move-hamlet")
    if Transfer.objects.filter(case=case, state=TransferState.SENT).exists():
        raise _already()


def _held(transfer: Transfer) -> Case:
    """The file, locked before its notice: whoever closes the file meanwhile goes the same way round."""
    return Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=transfer.case_id)


def _answer(transfer: Transfer, state: TransferState, by: Actor, name: str, at: datetime) -> Transfer:
    """Of two who answer at once the first has answered."""
    accepted_on = clock.local_day(at) if state is TransferState.ACCEPTED else None
    claimed = Transfer.objects.filter(pk=transfer.pk, state=TransferState.SENT).update(
        state=state,
        answered_by=by.account_id,
        answered_name=(name or by.title)[:120],
        answered_at=at,
        accepted_on=accepted_on,
        refused_because=transfer.refused_because if state is TransferState.REFUSED else "",
    )
    if not claimed:
        raise _gone()
    return _fresh(transfer)


def _counts_from(case: Case, today: date) -> date:
    """Today; from tomorrow when his last step was made today, for that step belongs to the unit that made it."""
    begun_today = Standing.objects.filter(case__person=case.person_id, from_on__gte=today).exists()
    return today + timedelta(days=1) if begun_today else today


def _note_both_ends(row: Transfer, case: Case, into: Place, on: date) -> None:
    """Figures ask who left which unit and who came to which: as the map is now, not as it was when this was sent."""
    row.unit_id, row.unit_path, row.accepted_on = case.unit_id, case.unit_path, on
    row.save(update_fields=["unit", "unit_path", "accepted_on"])
    Arrival.objects.create(transfer=row, case=case, unit=into, unit_path=into.path, on=on)


def _leave_old_unit(case: Case, on: date, by: Actor, at: datetime) -> None:
    """What people of the old commune did for him ends with his leaving: helper, referrals, work given to them."""
    helpers.end_all(case, on=on, reason=_("chuyển nơi cư trú"), by=by, at=at)
    health_room_actions.end_all(case, by=by, at=at)
    commitments.end_charges_of_unit(case, on=on, by=by, at=at)


def _hamlets(case: Case, hamlet: Place | None, into: Place) -> dict[int, int]:
    """His hamlet before → his hamlet there; one that is not of the receiving unit is nobody's."""
    if hamlet is None or hamlet.parent_id != into.pk or case.person.hamlet_id is None:
        return {}
    return {case.person.hamlet_id: hamlet.pk}


def _fresh(transfer: Transfer) -> Transfer:
    return Transfer.objects.select_related("case", "unit", "to_unit", "to_hamlet").get(pk=transfer.pk)


def _already() -> Refused:
    return Refused(
        _("Hồ sơ này đang chờ nơi đến trả lời."),
        code="move-waiting",
        way_out=_("Rút lại giấy chuyển trước, nếu gửi nhầm."),
    )


def _gone() -> Refused:
    return Refused(
        _("Giấy chuyển này đã được trả lời hoặc đã rút lại."),
        code="move-answered",
        way_out=_("Mở lại danh sách để xem bản mới."),
    )


def _log(code: str, row: Transfer, by: Actor, at: datetime) -> None:
    """Under the file, at the unit that sent it: both sides find it in their own log of the file."""
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=row.case_id,
        unit_path=row.unit_path,
        at=at,
        detail={"transfer": str(row.pk), "to": row.to_unit_id},
    )
