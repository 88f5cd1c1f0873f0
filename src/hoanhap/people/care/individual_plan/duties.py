"""Each step agreed is work of the commune's officer until its day: to do it, or to ask who was to do it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.people.care.individual_plan.models import PlanStep

STEP = DutyKind(
    code="care.plan_step",
    title=_("Xem việc đã hẹn với {subject}"),
    action=_("Mở kế hoạch"),
    subject_kind="case",
    url="own-plan",
    urgency=Urgency.PLAN,
)


def ask(step: PlanStep, *, by: Actor, at: datetime) -> None:
    notices.open_duty(
        notices.DutySpec(
            kind=STEP.code,
            key=_key(step),
            subject_id=str(step.case_id),
            unit_id=step.case.unit_id,
            unit_path=step.unit_path,
            role=Role.COMMUNE_OFFICER,
            due_at=end_of(step.due_on),
        ),
        by=by,
        at=at,
    )


def settle(step: PlanStep, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(step), by=by, at=at)


def withdraw(steps: Iterable[PlanStep], *, by: Actor, at: datetime) -> None:
    notices.cancel([_key(step) for step in steps], by=by, at=at)


def _key(step: PlanStep) -> str:
    return f"{STEP.code}:{step.pk}"
