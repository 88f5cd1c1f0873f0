"""What becomes of clocks, dossiers and what is followed outside when a case is opened, moved, set back or ended."""

from collections.abc import Sequence
from datetime import datetime

from hoanhap.foundation.audit import Actor
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import duties
from hoanhap.people.rehab.actions.dossiers import settle_for
from hoanhap.people.rehab.models import FollowedDecision, FollowedEnd


def follow(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    """Clocks are worked out anew, dossiers whose step was taken are decided, an ended case is followed nowhere."""
    settle_for(cases, by=by, at=at)
    duties.sync(cases, by=by, at=at)
    ended = {case.pk: case for case in cases if case.closed_on is not None}
    for row in FollowedDecision.objects.filter(case__in=ended, ended_on=None).order_by("id"):
        row.ended_on, row.end = max(ended[row.case_id].closed_on or row.from_on, row.from_on), FollowedEnd.OTHER
        row.save(update_fields=["ended_on", "end"])
