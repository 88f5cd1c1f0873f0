"""A file that ends while its move waits for an answer is not to be answered any more."""

from collections.abc import Sequence
from datetime import datetime

from hoanhap.foundation.audit import Actor
from hoanhap.people.cases.models import Case
from hoanhap.people.reception import duties
from hoanhap.people.reception.models import Transfer
from hoanhap.people.reception.transfer_models import TransferState


def follow(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    ended = [case for case in cases if case.closed_on is not None]
    if not ended:
        return
    waiting = Transfer.objects.filter(case__in=[case.pk for case in ended], state=TransferState.SENT)
    for row in waiting.order_by("id"):
        waits = Transfer.objects.filter(pk=row.pk, state=TransferState.SENT)
        if waits.update(state=TransferState.WITHDRAWN, withdrawn_at=at):
            duties.answered(row, by=by, at=at)
