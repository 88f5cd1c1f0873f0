"""What becomes of guarantors when a case has ended (hồ sơ kết thúc thì thôi bảo lãnh)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions


def follow(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    """An ended case ends its guarantors; what they signed stays."""
    for case in cases:
        if case.closed_on is not None:
            actions.end_all(case, on=case.closed_on, reason=_("hồ sơ kết thúc"), by=by, at=at)
