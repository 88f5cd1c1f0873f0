"""The reminder that a person has no helper, and who holds the duties of a person who has one."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import calendar
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.foundation.places import paths
from hoanhap.kernel import clock
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import queries, rules
from hoanhap.people.reintegration.models import HelperKind

HOLDER = "case.helper"
NO_HELPER = DutyKind(
    code="reintegration.no_helper",
    title=_("{subject} chưa có người giúp đỡ"),
    action=_("Phân công"),
    subject_kind="case",
    url="helper-assign",
    urgency=Urgency.GAP,
)


def key_of(case_id: UUID | str) -> str:
    return f"{NO_HELPER.code}:{case_id}"


def remind(cases: Collection[Case], *, by: Actor, at: datetime) -> int:
    """Open the reminder for those of the cases that should have a helper and have none (a measure has begun)."""
    wanted = [case for case in cases if case.closed_on is None and case.state in states.FOLLOWED]
    helped = queries.helped_on(clock.local_day(at), [case.pk for case in wanted])
    return _open([case for case in wanted if case.pk not in helped], by=by, at=at)


def renew(unit_path: str, *, by: Actor, at: datetime) -> int:
    """Below this path, open what is missing and take back what lies with accounts that have no post any more.

    Safe to repeat (nightly). How many reminders were opened.
    """
    on = clock.local_day(at)
    mains = queries.living(on).filter(paths.under("unit_path", unit_path), kind=HelperKind.MAIN)
    gone = mains.filter(~queries.posted_on(on), account__isnull=False).order_by("case_id")
    give_to(list(gone.values_list("case_id", flat=True)), None, by=by, at=at)
    below = Case.objects.filter(paths.under("unit_path", unit_path))
    return _open(queries.lacking(below, on), by=by, at=at)


def answered(case_ids: Iterable[UUID], *, by: Actor, at: datetime) -> int:
    """The cases have a helper now."""
    return notices.settle_many([key_of(case_id) for case_id in case_ids], by=by, at=at)


def withdraw(case_ids: Iterable[UUID], *, by: Actor, at: datetime) -> int:
    """Nobody of the commune is to be named for these cases now."""
    return notices.cancel([key_of(case_id) for case_id in case_ids], by=by, at=at)


def give_to(case_ids: Collection[UUID], account: UUID | None, *, by: Actor, at: datetime) -> int:
    """The duties of these cases now lie with the helper's account, or with the post when he has none."""
    ids = [str(case_id) for case_id in case_ids]
    return notices.hand_over(holder=HOLDER, subject_ids=ids, account=account, by=by, at=at)


def _open(cases: Iterable[Case], *, by: Actor, at: datetime) -> int:
    due_at = end_of(rules.assign_by(clock.local_day(at), calendar.working_calendar()))
    specs = [
        notices.DutySpec(
            kind=NO_HELPER.code,
            key=key_of(case.pk),
            subject_id=str(case.pk),
            unit_id=case.unit_id,
            unit_path=case.unit_path,
            role=Role.COMMUNE_OFFICER,
            due_at=due_at,
            confidence="INFER",
        )
        for case in cases
    ]
    return notices.open_many(specs, by=by, at=at)
