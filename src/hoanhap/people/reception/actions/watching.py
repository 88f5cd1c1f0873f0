"""What nobody needs to press: communes that did not answer, people who did not come, moves that were not answered.

Called once a night and safe to repeat.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.reception import duties, rules
from hoanhap.people.reception.models import Returnee, Transfer
from hoanhap.people.reception.returning_models import ReturnState
from hoanhap.people.reception.transfer_models import TransferState


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one round opened."""

    unconfirmed: int
    missing: int
    late_moves: int


@transaction.atomic
def keep_watch(*, by: Actor, at: datetime) -> Watched:
    """One round of all three."""
    return Watched(
        unconfirmed=_remind_unconfirmed(by, at), missing=_raise_missing(by, at), late_moves=_warn_late(by, at)
    )


def _remind_unconfirmed(by: Actor, at: datetime) -> int:
    calendar = working_calendar()
    waiting = Returnee.objects.filter(state=ReturnState.ANNOUNCED, batch__isnull=False, announced_at__isnull=False)
    late = [
        row
        for row in waiting.select_related("batch", "case").order_by("batch_id", "id")
        if row.announced_at and end_of(rules.confirm_by(clock.local_day(row.announced_at), calendar)) <= at
    ]
    return duties.remind_unconfirmed(late, by=by, at=at)


def _raise_missing(by: Actor, at: datetime) -> int:
    """The morning after the day: whoever was awaited and is not here."""
    today = clock.local_day(at)
    passed = Q(meet_on__lt=today) | Q(meet_on=None, due_on__lt=today)
    waiting = Returnee.objects.filter(passed, state__in=(ReturnState.ANNOUNCED, ReturnState.CONFIRMED))
    rows = list(waiting.select_related("batch", "case").order_by("id"))
    Returnee.objects.filter(pk__in=[row.pk for row in rows]).update(state=ReturnState.MISSING, missed_on=today)
    duties.miss(rows, by=by, at=at)
    subjects = [audit.Subject("returnee", row.pk, row.unit_path, {"state": "missing"}) for row in rows]
    audit.record_many("return.missed", by=by, at=at, rows=subjects)
    return len(rows)


def _warn_late(by: Actor, at: datetime) -> int:
    late = Transfer.objects.filter(state=TransferState.SENT, answer_by__lte=at, warned_at=None)
    rows = list(late.order_by("answer_by", "id"))
    duties.warn_chiefs(rows, by=by, at=at)
    Transfer.objects.filter(pk__in=[row.pk for row in rows]).update(warned_at=at)
    return len(rows)
