"""Which work a hand-over or a move asks for, until when and from whom (việc của bàn giao, chuyển nơi cư trú)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.notices.kinds import DutyKind, SubjectLine, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import masks
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.reception import policy, rules
from hoanhap.people.reception.models import ReturnBatch, Returnee, Transfer

RETURNEE, BATCH, TRANSFER = "returnee", "return_batch", "transfer"


def _kind(code: str, title: object, action: object, subject: str, url: str, urgency: Urgency) -> DutyKind:
    return DutyKind(
        code=f"reception.{code}", title=title, action=action, subject_kind=subject, url=url, urgency=urgency
    )


CONFIRM = _kind("confirm", _("Xác nhận ngày đón {subject}"), _("Xác nhận"), RETURNEE, "return-confirm", Urgency.PLAN)
WELCOME = _kind("welcome", _("Đón {subject}"), _("Ghi đã nhận"), RETURNEE, "return-receive", Urgency.PLAN)
MISSING = _kind("missing", _("Chưa thấy {subject} về"), _("Mở"), RETURNEE, "return", Urgency.GAP)
MISSING_CENTRE = _kind("missing_centre", _("Xã chưa thấy {subject} về"), _("Mở"), RETURNEE, "return-batch", Urgency.GAP)
ASK_AGAIN = _kind("ask_again", _("Hỏi lại xã chưa hẹn đón: {subject}"), _("Mở"), BATCH, "return-batch", Urgency.PLAN)
SENT_BACK = _kind("sent_back", _("Xã trả lại {subject}"), _("Chọn nơi về"), RETURNEE, "return-batch", Urgency.GAP)
MINUTES = _kind("minutes", _("Lưu biên bản đã ký của {subject}"), _("Lưu ảnh"), RETURNEE, "return", Urgency.PLAN)
ID_CARD = _kind("id_card", _("Giúp {subject} làm căn cước"), _("Mở hồ sơ"), "case", "case", Urgency.PLAN)
TWO_FILES = _kind(
    "two_files",
    _("{subject} đã được nơi khác tiếp nhận: kết thúc hồ sơ vì chuyển đi"),
    _("Mở hồ sơ"),
    "case",
    "case",
    Urgency.GAP,
)
ANSWER = _kind("answer_move", _("Trả lời giấy chuyển {subject}"), _("Trả lời"), TRANSFER, "moves", Urgency.LEGAL)
NO_ANSWER = _kind("move_late", _("Quá hạn nhận giấy chuyển {subject}"), _("Xem"), TRANSFER, "moves", Urgency.LEGAL)
REFUSED = _kind("move_refused", _("Nơi đến trả lại hồ sơ của {subject}"), _("Mở hồ sơ"), "case", "case", Urgency.GAP)
KINDS = (
    CONFIRM, WELCOME, MISSING, MISSING_CENTRE, ASK_AGAIN, SENT_BACK, MINUTES, ID_CARD, TWO_FILES, ANSWER, NO_ANSWER,
    REFUSED,
)  # fmt: skip
_OF_ROW = (CONFIRM, WELCOME, MISSING, MISSING_CENTRE, SENT_BACK, MINUTES)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add(RETURNEE, kinds.SubjectKind(lines=_row_lines, unnamed=_("một người bạn không phụ trách")))
    kinds.subject_kinds.add(BATCH, kinds.SubjectKind(lines=_batch_lines, unnamed=_("đợt của nơi khác")))
    kinds.subject_kinds.add(TRANSFER, kinds.SubjectKind(lines=_transfer_lines, unnamed=_("của nơi khác")))
    for kind in KINDS:
        kinds.declare(kind)


def key(kind: DutyKind, subject_id: object, *more: object) -> str:
    return ":".join([kind.code, str(subject_id), *map(str, more)])


# --- who comes back ------------------------------------------------------------------------------------------------


def ask_to_confirm(rows: Iterable[Returnee], *, by: Actor, at: datetime) -> int:
    """The communes are to say when and who receives, within three working days."""
    due = end_of(rules.confirm_by(clock.local_day(at), working_calendar()))
    return notices.open_many([_of_commune(CONFIRM, row, due) for row in rows], by=by, at=at)


def ask_to_welcome(row: Returnee, *, by: Actor, at: datetime) -> None:
    """The commune has said a day: confirmed, and awaited on that day."""
    notices.settle(key(CONFIRM, row.pk), by=by, at=at)
    notices.cancel([key(WELCOME, row.pk)], by=by, at=at)
    notices.open_duty(_of_commune(WELCOME, row, end_of(row.expected_on)), by=by, at=at)


def miss(rows: Collection[Returnee], *, by: Actor, at: datetime) -> int:
    """Red at both ends from this moment."""
    notices.cancel([key(kind, row.pk) for row in rows for kind in (CONFIRM, WELCOME)], by=by, at=at)
    specs = [_of_commune(MISSING, row, at) for row in rows]
    specs += [spec for row in rows if (spec := _of_centre(MISSING_CENTRE, row, at)) is not None]
    return notices.open_many(specs, by=by, at=at)


def give_back(row: Returnee, *, by: Actor, at: datetime) -> None:
    """The commune says he is not its own: the centre looks again."""
    finish([row], by=by, at=at)
    spec = _of_centre(SENT_BACK, row, end_of(rules.confirm_by(clock.local_day(at), working_calendar())))
    if spec is not None:
        notices.open_duty(spec, by=by, at=at)


def finish(rows: Collection[Returnee], *, by: Actor, at: datetime) -> None:
    """He is here, or will not come: nothing about his coming is left to do."""
    notices.settle_many([key(kind, row.pk) for row in rows for kind in _OF_ROW], by=by, at=at)


def ask_for_minutes(row: Returnee, *, by: Actor, at: datetime) -> None:
    due = working_calendar().add(clock.local_day(at), rules.WORKING_DAYS_FOR_MINUTES)
    notices.open_duty(_of_commune(MINUTES, row, end_of(due)), by=by, at=at)


def minutes_kept(row: Returnee, *, by: Actor, at: datetime) -> None:
    notices.settle(key(MINUTES, row.pk), by=by, at=at)


def ask_for_id_card(case: Case, *, by: Actor, at: datetime) -> None:
    due = end_of(clock.local_day(at) + timedelta(days=rules.DAYS_FOR_ID_CARD))
    notices.open_duty(_of_case(ID_CARD, case, due), by=by, at=at)


def id_card_made(case: Case, *, by: Actor, at: datetime) -> bool:
    return notices.settle(key(ID_CARD, case.pk), by=by, at=at)


def tell_other_owners(cases: Iterable[Case], *, by: Actor, at: datetime) -> int:
    """Whoever holds another open file on somebody who was received here ends it; told without saying where."""
    due = end_of(working_calendar().add(clock.local_day(at), rules.WORKING_DAYS_TO_CONFIRM))
    return notices.open_many([_of_case(TWO_FILES, case, due) for case in cases], by=by, at=at)


def remind_unconfirmed(rows: Iterable[Returnee], *, by: Actor, at: datetime) -> int:
    """Nobody answered in time: the centres ask again, one piece of work a batch."""
    due = end_of(working_calendar().add(clock.local_day(at), 1))
    batches = {row.batch_id: row for row in rows if row.batch_id is not None}
    specs = [spec for row in batches.values() if (spec := _of_centre(ASK_AGAIN, row, due, batch=True)) is not None]
    return notices.open_many(specs, by=by, at=at)


def all_answered(batch: ReturnBatch, *, by: Actor, at: datetime) -> None:
    notices.settle(key(ASK_AGAIN, batch.pk), by=by, at=at)


# --- who moves -----------------------------------------------------------------------------------------------------

_RECEIVERS = (Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE)
_CHIEFS = (Role.COMMUNE_LEADER, Role.POLICE_CHIEF)
_ENDS = ("out", "in")
"""The commune that sent, and the one that is asked."""


def ask_to_answer(transfer: Transfer, *, by: Actor, at: datetime) -> None:
    """Who keeps the files of the new commune and whom the law names there: one answer serves both."""
    specs = [_of_transfer(ANSWER, transfer, role, "in") for role in _RECEIVERS]
    notices.open_many(specs, by=by, at=at)


def warn_chiefs(transfers: Iterable[Transfer], *, by: Actor, at: datetime) -> int:
    """Not answered in time: the chiefs of both communes."""
    specs = [
        _of_transfer(NO_ANSWER, one, role, end, due_at=at) for one in transfers for end in _ENDS for role in _CHIEFS
    ]
    return notices.open_many(specs, by=by, at=at)


def answered(transfer: Transfer, *, by: Actor, at: datetime) -> None:
    keys = [key(ANSWER, transfer.pk, role.value) for role in _RECEIVERS]
    keys += [key(NO_ANSWER, transfer.pk, role.value, end) for role in _CHIEFS for end in _ENDS]
    notices.settle_many(keys, by=by, at=at)


def tell_refused(case: Case, *, by: Actor, at: datetime) -> None:
    due = end_of(working_calendar().add(clock.local_day(at), 1))
    notices.open_duty(_of_case(REFUSED, case, due), by=by, at=at)


def refusal_heeded(case: Case, *, by: Actor, at: datetime) -> None:
    notices.settle(key(REFUSED, case.pk), by=by, at=at)


# --- how they are written and called -------------------------------------------------------------------------------


def _of_commune(kind: DutyKind, row: Returnee, due_at: datetime) -> notices.DutySpec:
    return notices.DutySpec(
        kind=kind.code,
        key=key(kind, row.pk),
        subject_id=str(row.pk),
        unit_id=row.unit_id,
        unit_path=row.unit_path,
        role=Role.COMMUNE_OFFICER,
        due_at=due_at,
    )


def _of_centre(kind: DutyKind, row: Returnee, due_at: datetime, *, batch: bool = False) -> notices.DutySpec | None:
    """Work of the centre, at the place where it stands; a row entered by hand has no centre."""
    if row.batch is None:
        return None
    subject = row.batch_id if batch else row.pk
    return notices.DutySpec(
        kind=kind.code,
        key=key(kind, subject),
        subject_id=str(subject),
        unit_id=row.batch.unit_id,
        unit_path=row.batch.unit_path,
        role=Role.REHAB_CENTRE,
        due_at=due_at,
    )


def _of_case(kind: DutyKind, case: Case, due_at: datetime) -> notices.DutySpec:
    return notices.DutySpec(
        kind=kind.code,
        key=key(kind, case.pk),
        subject_id=str(case.pk),
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        role=Role.COMMUNE_OFFICER,
        due_at=due_at,
    )


def _of_transfer(
    kind: DutyKind, row: Transfer, role: Role, end: str, due_at: datetime | None = None
) -> notices.DutySpec:
    """The key names the end, not the unit: a merger in between changes the unit."""
    incoming = end == "in"
    more = (role.value,) if kind is ANSWER else (role.value, end)
    return notices.DutySpec(
        kind=kind.code,
        key=key(kind, row.pk, *more),
        subject_id=str(row.pk),
        unit_id=row.to_unit_id if incoming else row.unit_id,
        unit_path=row.to_path if incoming else row.unit_path,
        role=role,
        due_at=due_at or row.answer_by,
        article=row.article,
        confidence=row.confidence,
    )


def _row_lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """By name for the commune that awaits him, by name for the centre that sends him; each look is logged."""
    wanted = list(ids)
    awaited = list(policy.expected_for(viewer).filter(pk__in=wanted).select_related("unit"))
    known = {row.pk for row in awaited}
    sent = list(policy.rows_of_centre(viewer).filter(pk__in=wanted).select_related("unit", "case"))
    rows = [*awaited, *(row for row in sent if row.pk not in known)]
    names = vault.reveal_many(rows, "full_name")
    _log_names(rows, viewer)
    lines = {}
    for row in rows:
        form = person_policy.name_form(viewer, row.unit_path)
        full = names[row.pk]["full_name"]
        lines[str(row.pk)] = SubjectLine(
            label=masks.name(full, form) if row.pk in known else full,
            detail=row.unit.full_name,
            args={"returnee_id": str(row.pk)} if row.pk in known else {"return_batch_id": str(row.batch_id)},
        )
    return lines


def _log_names(rows: Iterable[Returnee], viewer: Viewer) -> None:
    subjects = [audit.Subject("returnee", row.pk, row.unit_path) for row in rows]
    with transaction.atomic():
        audit.record_many("return.listed", by=viewer.actor, at=clock.now(), rows=subjects)


def _batch_lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    rows = policy.batches_for(viewer).filter(pk__in=list(ids))
    return {
        str(row.pk): SubjectLine(label=f"{row.number} · {row.on:%d/%m/%Y}", args={"return_batch_id": str(row.pk)})
        for row in rows
    }


def _transfer_lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """By the number of the notice and the two communes, never by a name."""
    wanted = list(ids)
    rows = [*policy.incoming_for(viewer).filter(pk__in=wanted), *policy.outgoing_for(viewer).filter(pk__in=wanted)]
    return {
        str(row.pk): SubjectLine(
            label=row.number,
            detail=f"{row.unit.full_name} → {row.to_unit.full_name}",
            args={"transfer_id": str(row.pk)},
        )
        for row in rows
    }
