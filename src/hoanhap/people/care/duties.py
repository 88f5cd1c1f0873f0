"""The duty to meet a person: opened from the plan, held by the helper's account or the commune's officer."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case

HOLDER = "case.helper"
MEET = DutyKind(
    code="care.meet",
    title=_("Gặp {subject}"),
    action=_("Ghi lần gặp"),
    subject_kind="case",
    url="contact-log",
    urgency=Urgency.PLAN,
    holder=HOLDER,
)


def key_of(case_id: UUID | str) -> str:
    return f"{MEET.code}:{case_id}"


def settle(case: Case, *, by: Actor, at: datetime) -> None:
    """The person was met, or it was recorded that he could not be."""
    notices.settle(key_of(case.pk), by=by, at=at)


def withdraw(case_ids: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """The planned day was changed or dropped: the old duty goes, without having been done."""
    return notices.cancel([key_of(case_id) for case_id in case_ids], by=by, at=at)


def open_for(days: Iterable[tuple[Case, date]], *, by: Actor, at: datetime) -> int:
    """Open the duty to meet each person until the end of the day given."""
    wanted = list(days)
    accounts = _holders([str(case.pk) for case, _day in wanted], clock.local_day(at))
    specs = [
        notices.DutySpec(
            kind=MEET.code,
            key=key_of(case.pk),
            subject_id=str(case.pk),
            unit_id=case.unit_id,
            unit_path=case.unit_path,
            role=Role.COMMUNE_OFFICER,
            account=accounts.get(str(case.pk)),
            due_at=end_of(day),
        )
        for case, day in wanted
    ]
    return notices.open_many(specs, by=by, at=at)


def _holders(case_ids: list[str], on: date) -> Mapping[str, UUID]:
    # Helpers are a neighbour of this package in the house: who they are is asked through the register.
    return kinds.holders[HOLDER](case_ids, on) if HOLDER in kinds.holders else {}
