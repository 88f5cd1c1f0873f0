"""The work of finding a guarantor for somebody who came back and has none; the number of days is a setting."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import queries, rules

NO_GUARANTOR = DutyKind(
    code="commitments.no_guarantor",
    title=_("{subject} chưa có người bảo lãnh"),
    action=_("Ghi bảo lãnh"),
    subject_kind="case",
    url="guarantor-add",
    urgency=Urgency.GAP,
)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.declare(NO_GUARANTOR)


def key_of(case_id: UUID | str) -> str:
    return f"{NO_GUARANTOR.code}:{case_id}"


def ask(cases: Collection[Case], *, by: Actor, at: datetime) -> int:
    """Those of the open cases for whom nobody vouches today: somebody is to be found. How many were opened."""
    on = clock.local_day(at)
    having = set(queries.living(on).filter(case__in=[case.pk for case in cases]).values_list("case_id", flat=True))
    wanted = [case for case in cases if case.closed_on is None and case.pk not in having]
    due_at = end_of(rules.guarantor_by(on, settings.GUARANTOR_DAYS))
    specs = [
        notices.DutySpec(
            kind=NO_GUARANTOR.code,
            key=key_of(case.pk),
            subject_id=str(case.pk),
            unit_id=case.unit_id,
            unit_path=case.unit_path,
            role=Role.COMMUNE_OFFICER,
            due_at=due_at,
        )
        for case in wanted
    ]
    return notices.open_many(specs, by=by, at=at)


def answered(case_ids: Iterable[UUID], *, by: Actor, at: datetime) -> int:
    return notices.settle_many([key_of(case_id) for case_id in case_ids], by=by, at=at)
