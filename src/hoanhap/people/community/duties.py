"""Reminders to a commune without a task force or without its regulation."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import calendar
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.community import queries, rules

SUBJECT = "commune"
NO_TASK_FORCE = DutyKind(
    code="community.no_task_force",
    title=_("Chưa có Tổ công tác: {subject}"),
    action=_("Lập Tổ công tác"),
    subject_kind=SUBJECT,
    url="task-force-set-up",
    urgency=Urgency.GAP,
)
NO_REGULATION = DutyKind(
    code="community.no_regulation",
    title=_("Tổ công tác {subject} chưa có quy chế hoạt động"),
    action=_("Ghi quy chế"),
    subject_kind=SUBJECT,
    url="task-force-regulation",
    urgency=Urgency.GAP,
)


def renew(unit_path: str, *, by: Actor, at: datetime) -> None:
    """Open what is missing below this path and settle what is there; safe to repeat (nightly, after each act)."""
    on = clock.local_day(at)
    lacking = queries.without(unit_path, on)
    wanted = [_spec(row, on) for row in lacking]
    keys = {spec.key for spec in wanted}
    communes = Place.objects.under(unit_path).filter(kind="commune").values_list("id", flat=True)
    possible = {f"{kind.code}:{unit_id}" for unit_id in communes for kind in (NO_TASK_FORCE, NO_REGULATION)}
    notices.settle_many(sorted(possible - keys), by=by, at=at)
    notices.open_many(wanted, by=by, at=at)


def _spec(row: queries.Coverage, on: date) -> notices.DutySpec:
    kind = NO_TASK_FORCE if row.missing.task_force else NO_REGULATION
    days = rules.WORKING_DAYS_TO_SET_UP if row.missing.task_force else rules.WORKING_DAYS_TO_REGULATE
    return notices.DutySpec(
        kind=kind.code,
        key=f"{kind.code}:{row.place.id}",
        subject_id=str(row.place.id),
        unit_id=row.place.id,
        unit_path=row.place.path,
        role=Role.COMMUNE_OFFICER,
        due_at=end_of(calendar.working_calendar().add(on, days)),
        confidence="INFER",
    )
