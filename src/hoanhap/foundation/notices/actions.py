"""Opening, settling and moving duties (mở việc, xong việc, hẹn lại, bàn giao việc).

Opening is idempotent: while a duty with the same key is open, opening it again changes nothing. The act behind a duty
is audited by whoever acted; here one audit row per kind and unit says what it did to the list of work.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.models import Duty, Ending
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import Refused

CHUNK = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySpec:
    """A duty to be opened. `role` is the post; `account` narrows it to the one person who stands for the subject."""

    kind: str
    key: str
    subject_id: str
    unit_id: int
    unit_path: str
    role: str
    due_at: datetime
    account: UUID | None = None
    article: str = ""
    confidence: str = ""

    def __post_init__(self) -> None:
        if not (self.key and self.subject_id and self.role and self.unit_path):
            raise ValueError("a duty needs a key, a subject, a unit and a post")
        if self.due_at.tzinfo is None:
            raise ValueError("a due moment needs its time zone")


def open_duty(spec: DutySpec, *, by: audit.Actor, at: datetime) -> bool:
    """Open one duty; False when the same work is already open."""
    return open_many([spec], by=by, at=at) == 1


@transaction.atomic
def open_many(specs: Iterable[DutySpec], *, by: audit.Actor, at: datetime) -> int:
    """Open the duties that are not open yet; how many were opened."""
    wanted = {spec.key: spec for spec in specs}
    opened: list[Duty] = []
    for keys in _chunks(list(wanted)):
        standing = set(Duty.objects.filter(key__in=keys, settled_at=None).values_list("key", flat=True))
        duties = [_duty(wanted[key], by, at) for key in keys if key not in standing]
        opened += _written(duties)
    _record("duty.opened", opened, by, at)
    return len(opened)


def settle(key: str, *, by: audit.Actor, at: datetime) -> bool:
    """The work is done; False when nothing was open under this key."""
    return settle_many([key], by=by, at=at) == 1


def settle_many(keys: Collection[str], *, by: audit.Actor, at: datetime) -> int:
    """The work behind these keys is done; how many were open."""
    return _end_keys(keys, Ending.DONE, by, at)


def cancel(keys: Collection[str], *, by: audit.Actor, at: datetime) -> int:
    """The work behind these keys is no longer needed; how many were open."""
    return _end_keys(keys, Ending.CANCELLED, by, at)


@transaction.atomic
def cancel_about(*, subject_kind: str, subject_ids: Collection[str], by: audit.Actor, at: datetime) -> int:
    """Nothing more is to be done about these subjects (the case is closed, the unit is gone)."""
    ids = [str(subject_id) for subject_id in subject_ids]
    return sum(
        _end(Duty.objects.filter(subject_kind=subject_kind, subject_id__in=chunk), Ending.CANCELLED, by, at)
        for chunk in _chunks(ids)
    )


@transaction.atomic
def reschedule(*, key: str, due_at: datetime, reason: str, by: audit.Actor, at: datetime) -> Duty:
    """Move the due moment of an open duty (hẹn lại); the old and the new moment stay in the log."""
    duty = Duty.objects.select_for_update(of=("self",)).filter(key=key, settled_at=None).first()
    if duty is None:
        raise Refused(_("Việc này đã xong hoặc không còn."), code="duty-gone")
    if due_at < at:
        raise Refused(_("Không hẹn lại về một lúc đã qua."), code="duty-past", way_out=_("Chọn một ngày sắp tới."))
    before, duty.due_at = duty.due_at, due_at
    duty.save(update_fields=["due_at"])
    audit.record(
        "duty.rescheduled",
        by=by,
        subject_kind="duty",
        subject_id=duty.id,
        unit_path=duty.unit_path,
        at=at,
        detail={"kind": duty.kind, "from": before.isoformat(), "to": due_at.isoformat(), "reason": bool(reason)},
    )
    return duty


@transaction.atomic
def hand_over(*, holder: str, subject_ids: Collection[str], account: UUID | None, by: audit.Actor, at: datetime) -> int:
    """Give the open duties that one person holds for these subjects to `account`, or back to the post (None)."""
    codes = [kind.code for kind in kinds.duty_kinds.values() if kind.holder == holder]
    moved: list[Duty] = []
    for ids in _chunks([str(subject_id) for subject_id in subject_ids]):
        duties = Duty.objects.filter(kind__in=codes, subject_id__in=ids, settled_at=None)
        moved += duties.exclude(holder_account_id=account) if account else duties.exclude(holder_account=None)
        duties.update(holder_account_id=account)
    _record("duty.handed_over", moved, by, at)
    return len(moved)


@transaction.atomic
def move_about(
    *,
    subject_kind: str,
    subject_ids: Collection[str],
    unit: Place,
    by: audit.Actor,
    at: datetime,
    keep_holders: bool = False,
) -> int:
    """The subjects now belong to another unit: their open work goes along, to the same post there.

    `keep_holders`: who held it in person goes along too (the unit changed, not the people).
    """
    moved: list[Duty] = []
    for ids in _chunks([str(subject_id) for subject_id in subject_ids]):
        open_ones = Duty.objects.filter(subject_kind=subject_kind, subject_id__in=ids, settled_at=None)
        duties = list(open_ones.exclude(unit=unit))
        moved += duties
        there = Duty.objects.filter(id__in=[duty.id for duty in duties])
        there.update(unit=unit, unit_path=unit.path)
        if not keep_holders:
            there.update(holder_account=None)
    _record("duty.moved", moved, by, at)
    return len(moved)


def _written(duties: list[Duty]) -> list[Duty]:
    """Write them; where another hand opened the same work a moment ago, its row stands and ours gives way."""
    try:
        with transaction.atomic():
            return Duty.objects.bulk_create(duties)
    except IntegrityError:
        Duty.objects.bulk_create(duties, ignore_conflicts=True)
        there = set(Duty.objects.filter(id__in=[duty.id for duty in duties]).values_list("id", flat=True))
        return [duty for duty in duties if duty.id in there]


def _duty(spec: DutySpec, by: audit.Actor, at: datetime) -> Duty:
    return Duty(
        kind=spec.kind,
        key=spec.key,
        subject_kind=kinds.duty_kinds[spec.kind].subject_kind,
        subject_id=str(spec.subject_id),
        unit_id=spec.unit_id,
        unit_path=spec.unit_path,
        holder_role=spec.role,
        holder_account_id=spec.account,
        due_at=spec.due_at,
        article=spec.article,
        confidence=spec.confidence,
        opened_at=at,
        opened_by=str(by.account_id),
    )


@transaction.atomic
def _end_keys(keys: Collection[str], ending: Ending, by: audit.Actor, at: datetime) -> int:
    return sum(_end(Duty.objects.filter(key__in=chunk), ending, by, at) for chunk in _chunks(list(keys)))


def _end(duties: QuerySet[Duty], ending: Ending, by: audit.Actor, at: datetime) -> int:
    # Read and write under one lock, so that two hands that end the same work do not both say so in the log.
    ended = list(duties.select_for_update(of=("self",)).filter(settled_at=None).order_by("id"))
    if not ended:
        return 0
    changed = Duty.objects.filter(id__in=[duty.id for duty in ended], settled_at=None).update(
        settled_at=at, settled_by=str(by.account_id), ending=ending
    )
    _record("duty.settled" if ending == Ending.DONE else "duty.cancelled", ended, by, at)
    return changed


def _record(code: str, duties: Sequence[Duty], by: audit.Actor, at: datetime) -> None:
    """One audit row per kind and unit: the act that caused it has its own row per person."""
    groups = Counter((duty.kind, duty.unit_path) for duty in duties)
    audit.record_many(
        code,
        by=by,
        at=at,
        rows=[audit.Subject("duty", kind, path, {"count": count}) for (kind, path), count in groups.items()],
    )


def _chunks(items: list[str]) -> Iterable[list[str]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
