"""The result of a determination is awaited: until when by the law of the day, and when it has come (chờ kết quả)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import duties as case_duties
from hoanhap.people.cases.models import Case, Standing

AWAITED = "addiction_determination"
RESULT = DutyKind(
    code="assessment.result_due",
    title=_("Nhận kết quả xác định tình trạng nghiện của {subject}"),
    action=_("Ghi kết quả"),
    subject_kind=case_duties.SUBJECT,
    url="determination-new",
    urgency=Urgency.LEGAL,
)


def follow(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    """Cases whose determination was asked for wait for its result; the others do not."""
    waiting = [case for case in cases if case.state == AWAITED and case.closed_on is None]
    others = [_key(case) for case in cases if case not in waiting]
    notices.cancel(others, by=by, at=at)
    since = _since([case.pk for case in waiting]) if waiting else {}
    specs = [spec for case in waiting if (spec := _spec(case, since.get(case.pk)))]
    notices.open_many(specs, by=by, at=at)


def answered(case: Case, *, by: Actor, at: datetime) -> None:
    """The paper has come."""
    notices.settle(_key(case), by=by, at=at)


def _since(case_ids: list[UUID]) -> dict[UUID, date]:
    rows = Standing.objects.filter(case__in=case_ids, to_on=None).order_by("id")
    return dict(rows.values_list("case_id", "from_on"))


def _spec(case: Case, since: date | None) -> notices.DutySpec | None:
    """None where the law of that day sets no number of days."""
    if since is None:
        return None
    try:
        due = law.due("determination_result", clock.at(since), calendar=working_calendar())
    except Refused:
        return None
    return notices.DutySpec(
        kind=RESULT.code,
        key=_key(case),
        subject_id=str(case.pk),
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        role=Role.COMMUNE_POLICE.value,
        due_at=due.due_at,
        article=due.article[:200],
        confidence=due.confidence.value,
    )


def _key(case: Case) -> str:
    return f"{RESULT.code}:{case.pk}"
