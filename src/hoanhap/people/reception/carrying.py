"""What waited for a commune that has ended waits for the one that took over all of it.

Of a split commune it stays where it is: those who reach the old paths answer, and an answer says into which new one.
The work about it stays at the old paths, which the posts of the new commune reach.
"""

from django.db.models import QuerySet

from hoanhap.foundation.places.fates import Passage
from hoanhap.foundation.vault import carrying
from hoanhap.people.reception import duties
from hoanhap.people.reception.models import Returnee, Transfer
from hoanhap.people.reception.returning_models import AWAITED, ReturnState
from hoanhap.people.reception.transfer_models import TransferState


def carry(passage: Passage) -> int:
    """Safe to repeat; how many rows changed."""
    if passage.new is None:
        return 0
    return _returnees(passage) + _transfers(passage)


def _returnees(passage: Passage) -> int:
    assert passage.new is not None  # noqa: S101 - the caller asked
    waiting = Returnee.objects.select_for_update(of=("self",)).filter(
        unit=passage.old, case=None, state__in=(ReturnState.DRAFT, *AWAITED)
    )
    rows = list(waiting.select_related("case").order_by("pk"))
    changed = carrying.carry(rows, scope=passage.new.path)
    for row in rows:
        row.unit, row.unit_path = passage.new, passage.new.path
        row.save(update_fields=["unit", "unit_path", *changed.get(row.pk, [])])
    return len(rows)


def _transfers(passage: Passage) -> int:
    assert passage.new is not None  # noqa: S101 - the caller asked
    rows = list(_waiting(passage).order_by("pk"))
    for row in rows:
        if row.unit_id == passage.new.pk:
            # The person moved within what is one commune now: nobody is to answer any more.
            Transfer.objects.filter(pk=row.pk).update(state=TransferState.WITHDRAWN, withdrawn_at=passage.at)
            duties.answered(row, by=passage.by, at=passage.at)
        else:
            Transfer.objects.filter(pk=row.pk).update(to_unit=passage.new, to_path=passage.new.path)
    return len(rows)


def _waiting(passage: Passage) -> QuerySet[Transfer]:
    return Transfer.objects.select_for_update(of=("self",)).filter(to_unit=passage.old, state=TransferState.SENT)
