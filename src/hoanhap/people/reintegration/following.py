"""What becomes of helpers and their reminder when a case is opened, moved, set back or ended."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions, duties


def follow(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    """Who lives in the commune and has no helper is missed; in a facility nobody is; an ended case ends its helpers."""
    duties.remind([case for case in cases if case.state in states.FOLLOWED], by=by, at=at)
    duties.withdraw([case.pk for case in cases if case.state in states.IN_FACILITY], by=by, at=at)
    for case in cases:
        if case.closed_on is not None:
            actions.end_all(case, on=case.closed_on, reason=_("hồ sơ kết thúc"), by=by, at=at)
