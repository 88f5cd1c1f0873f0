"""A stated need is to be answered; what nobody answered for fourteen days goes to the head of the Tổ công tác."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role, holders_of
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import calendar
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.community import queries as community
from hoanhap.people.community.models import TaskForceMember
from hoanhap.people.reintegration.models import Need, NeedState
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.people.reintegration.rules import needs as rules

ANSWER = DutyKind(
    code="reintegration.need",
    title=_("Trả lời nhu cầu của {subject}"),
    action=_("Xem, trả lời"),
    subject_kind="case",
    url="case-support",
    urgency=Urgency.PLAN,
)
LATE = DutyKind(
    code="reintegration.need_late",
    title=_("Nhu cầu của {subject} chưa được trả lời sau 14 ngày"),
    action=_("Xem, trả lời"),
    subject_kind="case",
    url="case-support",
    urgency=Urgency.GAP,
)


def ask(need: Need, *, by: Actor, at: datetime) -> None:
    """The office answers within fourteen days of the day it was said."""
    due_at = end_of(max(rules.answer_by(need.raised_on), clock.local_day(at)))
    notices.open_duty(_spec(ANSWER, need, Role.COMMUNE_OFFICER, due_at, None), by=by, at=at)


def answered(need: Need, *, by: Actor, at: datetime) -> None:
    notices.settle_many([_key(ANSWER, need), _key(LATE, need)], by=by, at=at)


def remind_late(*, by: Actor, at: datetime) -> int:
    """Tell the heads which needs nobody answered for fourteen days. Safe to repeat (nightly); how many were opened."""
    today = clock.local_day(at)
    waiting = Need.objects.filter(state=NeedState.OPEN, case__closed_on=None, raised_on__lte=rules.late_from(today))
    late = list(waiting.defer("words", "answer_words").order_by("raised_on", "id"))
    heads = _heads({need.unit_id for need in late}, today)
    due_at = end_of(calendar.working_calendar().add(today, 1))
    specs = [_spec(LATE, need, Role.COMMUNE_LEADER, due_at, heads.get(need.unit_id)) for need in late]
    return notices.open_many(specs, by=by, at=at)


def _heads(unit_ids: Collection[int], on: date) -> Mapping[int, UUID]:
    """Heads of living teams who may act on a need; of other units the chair is asked."""
    forces = community.living(on).filter(unit__in=unit_ids).values("pk")
    rows = TaskForceMember.objects.filter(task_force__in=forces, role="head", valid_to=None, account__isnull=False)
    heads = rows.order_by("id").values_list("task_force__unit_id", "task_force__unit_path", "account_id")
    able = set(
        Posting.objects.filter(
            attestation.living_q(on),
            role__in=holders_of(ReintegrationPermission.GIVE_SUPPORT),
            account__in=[account for _unit, _path, account in heads],
            account__is_active=True,
        ).values_list("account_id", "path")
    )
    return {unit: account for unit, path, account in heads if (account, path) in able}


def _spec(kind: DutyKind, need: Need, role: Role, due_at: datetime, account: UUID | None) -> notices.DutySpec:
    return notices.DutySpec(
        kind=kind.code,
        key=_key(kind, need),
        subject_id=str(need.case_id),
        unit_id=need.unit_id,
        unit_path=need.unit_path,
        role=role,
        account=account,
        due_at=due_at,
        confidence="INFER",
    )


def _key(kind: DutyKind, need: Need) -> str:
    return f"{kind.code}:{need.pk}"
