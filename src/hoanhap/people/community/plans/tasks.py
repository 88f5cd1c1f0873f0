"""What becomes of a task: mended, given to somebody, begun, done, dropped, taken up again (giao, làm, xong, thôi).

Each press says which version of the task it saw: what another hand wrote meanwhile is never written over. The same
press twice counts once.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.community import writing
from hoanhap.people.community.models import TaskForceMember
from hoanhap.people.community.plans import rules
from hoanhap.people.community.plans.actions import TaskDetails, able, dissolved, fill_task, record, stale, words
from hoanhap.people.community.plans.models import WorkPlan, WorkState, WorkTask

_STAMPS = ["version", "moved_by", "moved_at"]


@transaction.atomic
def change(task: WorkTask, *, details: TaskDetails, version: int, by: Actor, at: datetime) -> WorkTask:
    """Mend an open task: its words, kind, hamlet, day. Who does it: `assign`. Raises Refused."""
    held = _locked(task)
    _check_version(held, version)
    _check_open(held)
    _check_living(held, at)
    # Under a lock too: the days of the plan may be changed at this moment.
    fill_task(held, WorkPlan.objects.select_for_update(of=("self",)).get(pk=held.plan_id), details)
    return _save(held, ["what", "kind", "hamlet", "due_on"], "task_force.task_changed", by, at)


@transaction.atomic
def assign(task: WorkTask, *, member: TaskForceMember | None, version: int, by: Actor, at: datetime) -> WorkTask:
    """Give an open task to a member who sits in the team today, or to nobody yet. Raises Refused."""
    held = _locked(task)
    given = member.pk if member is not None else None
    if _pressed_twice(held, version, by) and held.member_id == given:
        return held
    _check_version(held, version)
    _check_open(held)
    _check_living(held, at)
    today = clock.local_day(at)
    held.member, held.assigned_on = able(member, held.plan.task_force, today), today if member else None
    detail = {"member": str(given) if given else None}
    return _save(held, ["member", "assigned_on"], "task_force.task_assigned", by, at, detail)


@transaction.atomic
def begin(task: WorkTask, *, version: int, by: Actor, at: datetime) -> WorkTask:
    """Somebody has begun with it. Raises Refused."""
    held = _locked(task)
    if _pressed_twice(held, version, by) and held.state == WorkState.DOING:
        return held
    _check_version(held, version)
    _check_living(held, at)
    _move(held, WorkState.DOING)
    return _save(held, ["state"], "task_force.task_begun", by, at)


@transaction.atomic
def finish(task: WorkTask, *, on: date, result: str, version: int, by: Actor, at: datetime) -> WorkTask:
    """It is done, on a day, with its result in words; also after the team was dissolved, for a day before. Refused."""
    held, said = _locked(task), words(result, said=_("Ghi kết quả."), code="task-result")
    same = held.state == WorkState.DONE and held.done_on == on and vault.reveal(held, "result") == said
    if _pressed_twice(held, version, by) and same:
        return held
    _check_version(held, version)
    _move(held, WorkState.DONE)
    writing.check_day(on, since=held.plan.starts_on, at=at, code="task-day")
    end = held.plan.task_force.valid_to
    if end is not None and on >= end:
        raise Refused(_("Ngày này Tổ đã giải thể."), code="task-day")
    held.done_on = on
    vault.seal(held, result=said)
    return _save(held, ["state", "done_on", "result"], "task_force.task_done", by, at)


@transaction.atomic
def drop(task: WorkTask, *, reason: str, version: int, by: Actor, at: datetime) -> WorkTask:
    """It is not done after all, for a reason in words. Raises Refused."""
    held, said = _locked(task), words(reason, said=_("Ghi lý do."), code="task-reason")
    same = held.state == WorkState.DROPPED and vault.reveal(held, "reason") == said
    if _pressed_twice(held, version, by) and same:
        return held
    _check_version(held, version)
    _move(held, WorkState.DROPPED)
    vault.seal(held, reason=said)
    return _save(held, ["state", "reason"], "task_force.task_dropped", by, at)


@transaction.atomic
def reopen(task: WorkTask, *, version: int, by: Actor, at: datetime) -> WorkTask:
    """It was ended by mistake: it stands as not begun again, the log says what it had been. Raises Refused."""
    held = _locked(task)
    if _pressed_twice(held, version, by) and held.state == WorkState.TODO:
        return held
    _check_version(held, version)
    _check_living(held, at)
    detail = {"was": held.state, "done_on": held.done_on.isoformat() if held.done_on else None}
    _move(held, WorkState.TODO)
    held.done_on = held.result = held.reason = None
    fields = ["state", "done_on", "result", "reason"]
    return _save(held, fields, "task_force.task_reopened", by, at, detail)


def _locked(task: WorkTask) -> WorkTask:
    rows = WorkTask.objects.select_for_update(of=("self",)).select_related("plan__task_force")
    return rows.get(pk=task.pk)


def _check_version(held: WorkTask, version: int) -> None:
    if held.version != version:
        raise stale()


def _pressed_twice(held: WorkTask, version: int, by: Actor) -> bool:
    """Whether the last word on this task came from the same hand, off the same page."""
    return held.version == version + 1 and held.moved_by == by.account_id


def _check_open(held: WorkTask) -> None:
    if held.state not in rules.OPEN:
        raise _ended(held)


def _check_living(held: WorkTask, at: datetime) -> None:
    end = held.plan.task_force.valid_to
    if end is not None and end <= clock.local_day(at):
        raise dissolved()


def _move(held: WorkTask, wanted: WorkState) -> None:
    if not rules.may_follow(held.state, wanted):
        raise _ended(held)
    held.state = wanted


def _ended(held: WorkTask) -> Refused:
    return Refused(
        _("Việc này đang ở “%s”, không ghi được bước này.") % held.get_state_display(),
        code="task-state",
        way_out=_("Ghi nhầm thì mở lại việc trước."),
    )


def _save(
    held: WorkTask, fields: list[str], code: str, by: Actor, at: datetime, detail: writing.Detail | None = None
) -> WorkTask:
    held.version += 1
    held.moved_by, held.moved_at = by.account_id, at
    held.save(update_fields=[*fields, *_STAMPS])
    record(code, held.plan, by, at, {"task": str(held.pk)} | dict(detail or {}))
    return held
