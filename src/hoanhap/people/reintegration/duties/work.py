"""Somebody asks at 3, 6 and 12 months whether the work was kept: the helper, or the office where there is none."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.duties.helpers import HOLDER
from hoanhap.people.reintegration.models import Placement
from hoanhap.people.reintegration.rules import jobs

CHECK = DutyKind(
    code="reintegration.job_check",
    title=_("Hỏi thăm việc làm của {subject}"),
    action=_("Ghi còn làm hay không"),
    subject_kind="case",
    url="job-check",
    urgency=Urgency.PLAN,
    holder=HOLDER,
)


def renew(placement: Placement, *, by: Actor, at: datetime) -> None:
    """The question asked last is answered, the next one stands."""
    notices.settle_many(_keys(placement), by=by, at=at)
    following = placement.checks.filter(kept=None).order_by("months").first()
    if following is None or placement.ended_on is not None:
        return
    case_id = str(placement.case_id)
    spec = notices.DutySpec(
        kind=CHECK.code,
        key=_key(placement, following.months),
        subject_id=case_id,
        unit_id=placement.unit_id,
        unit_path=placement.unit_path,
        role=Role.COMMUNE_OFFICER,
        account=queries.accounts_of([case_id], clock.local_day(at)).get(case_id),
        due_at=end_of(following.due_on + timedelta(days=jobs.DAYS_TO_ASK)),
        confidence="INFER",
    )
    notices.open_duty(spec, by=by, at=at)


def withdraw(placements: Collection[Placement], *, by: Actor, at: datetime) -> int:
    """Nobody has to ask any more."""
    return notices.cancel([key for one in placements for key in _keys(one)], by=by, at=at)


def _keys(placement: Placement) -> list[str]:
    return [_key(placement, months) for months in jobs.MONTHS]


def _key(placement: Placement, months: int) -> str:
    return f"{CHECK.code}:{placement.pk}:{months}"
