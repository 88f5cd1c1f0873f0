"""Write the plan of a task force and put tasks into it (lập kế hoạch, thêm việc)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.kernel.text import nfc, tidy
from hoanhap.people.community import duties, writing
from hoanhap.people.community import rules as force_rules
from hoanhap.people.community.models import TaskForce, TaskForceMember
from hoanhap.people.community.plans import rules
from hoanhap.people.community.plans.models import Span, WorkKind, WorkPlan, WorkTask

STALE = "plan-stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDetails:
    """Which days the plan covers (`until`: its last day, for own days alone), its aim, its paper if there is one."""

    span: Span
    starts_on: date
    aim: str
    until: date | None = None
    document_number: str = ""
    document_on: date | None = None
    client_key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """What is to be done, until when, where; who does it, if somebody was given it already. Nobody helped is named."""

    what: str
    kind: WorkKind
    due_on: date
    hamlet: Place | None = None
    member: TaskForceMember | None = None
    client_key: UUID | None = None


@transaction.atomic
def make_plan(task_force: TaskForce, *, details: PlanDetails, by: Actor, at: datetime) -> WorkPlan:
    """Write a plan. Sent twice it stands once. Raises Refused for days planned already."""
    force = _locked(task_force, at)
    sent = WorkPlan.objects.filter(client_key=details.client_key).first() if details.client_key else None
    if sent is not None and sent.task_force_id == force.pk:
        return sent
    plan = WorkPlan(**writing.stamp(force.unit, by, at), task_force=force, client_key=details.client_key)
    _fill(plan, force, details)
    writing.insert(plan, words=_("Tổ đã có kế hoạch cho thời gian này."), code="plan-twice")
    record("task_force.plan_made", plan, by, at, {"span": plan.span})
    return plan


@transaction.atomic
def change_plan(plan: WorkPlan, *, details: PlanDetails, version: int, by: Actor, at: datetime) -> WorkPlan:
    """Mend a plan; its tasks must still lie in its days. Raises Refused, also when another hand was quicker."""
    force = _locked(plan.task_force, at)
    held = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if held.version != version:
        raise stale()
    _fill(held, force, details)
    if held.tasks.exclude(due_on__gte=held.starts_on, due_on__lt=held.ends_on).exists():
        raise Refused(
            _("Có việc có hạn ngoài thời gian này."),
            code="plan-days",
            way_out=_("Đổi hạn của việc ấy trước, hoặc chọn thời gian dài hơn."),
        )
    held.version += 1
    fields = ["span", "starts_on", "ends_on", "aim", "document_number", "document_on", "version"]
    held.save(update_fields=fields)
    record("task_force.plan_changed", held, by, at)
    return held


@transaction.atomic
def add_task(plan: WorkPlan, *, details: TaskDetails, by: Actor, at: datetime) -> WorkTask:
    """Put a task into a plan, given to a member or not. Sent twice it stands once. Raises Refused."""
    force = _locked(plan.task_force, at)
    sent = WorkTask.objects.filter(client_key=details.client_key).first() if details.client_key else None
    if sent is not None and sent.plan_id == plan.pk:
        return sent
    held = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    today = clock.local_day(at)
    task = WorkTask(
        **writing.stamp(force.unit, by, at),
        plan=held,
        moved_by=by.account_id,
        moved_at=at,
        client_key=details.client_key,
        member=able(details.member, force, today),
        assigned_on=today if details.member else None,
    )
    fill_task(task, held, details)
    writing.insert(task, words=_("Việc này đã được ghi."), code="task-twice")
    given = str(details.member.pk) if details.member else None
    record("task_force.task_added", held, by, at, {"task": str(task.pk), "kind": task.kind, "member": given})
    return task


def fill_task(task: WorkTask, plan: WorkPlan, details: TaskDetails) -> None:
    """What is to be done, when and where, as it is kept. Raises Refused."""
    if not plan.period.contains(details.due_on):
        raise Refused(
            _("Hạn phải nằm trong thời gian của kế hoạch: %s.") % plan.period.display,
            code="task-due",
            way_out=_("Chọn ngày trong thời gian ấy, hoặc ghi việc vào kế hoạch sau."),
        )
    _check_hamlet(details.hamlet, plan)
    vault.seal(task, what=words(details.what, said=_("Ghi việc cần làm."), code="task-what"))
    task.kind, task.due_on, task.hamlet = details.kind, details.due_on, details.hamlet


def able(member: TaskForceMember | None, force: TaskForce, on: date) -> TaskForceMember | None:
    """The member, held fast, if he may be given work on this day. Raises Refused with who else may."""
    if member is None:
        return None
    held = TaskForceMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    seat = rules.Seat(force=held.task_force_id, valid_from=held.valid_from, valid_to=held.valid_to)
    if not rules.sits(seat, force=force.pk, on=on):
        raise Refused(
            _("%s không ở trong Tổ vào ngày giao việc.") % held.name,
            code="task-member",
            way_out=_("Chọn người đang trong Tổ, hoặc để “chưa giao”."),
        )
    return held


def words(value: str, *, said: str, code: str) -> str:
    """Words as they are kept. Raises Refused for none."""
    kept = nfc(value).strip()
    if not kept:
        raise Refused(said, code=code)
    return kept


def stale() -> Refused:
    """Somebody else wrote since this page was opened: nothing is lost, nothing is written over."""
    return Refused(
        _("Người khác vừa ghi thay đổi ở đây."), code=STALE, way_out=_("Mở lại bảng việc để xem, rồi ghi lại nếu cần.")
    )


def record(code: str, plan: WorkPlan, by: Actor, at: datetime, detail: writing.Detail | None = None) -> None:
    """One entry under the team, then what the plan asks for is looked at again."""
    about = {"plan": str(plan.pk)} | dict(detail or {})
    force = plan.task_force_id
    audit.record(
        code, by=by, subject_kind="task_force", subject_id=force, unit_path=plan.unit_path, at=at, detail=about
    )
    duties.renew_plan(plan, by=by, at=at)


def _locked(task_force: TaskForce, at: datetime) -> TaskForce:
    """The team under a lock, so that two plans do not both find their days free. Raises Refused once dissolved."""
    force = TaskForce.objects.select_for_update(of=("self",)).select_related("unit").get(pk=task_force.pk)
    if force.valid_to is not None and force.valid_to <= clock.local_day(at):
        raise dissolved()
    return force


def dissolved() -> Refused:
    return Refused(
        _("Tổ này đã giải thể, không nhận kế hoạch, việc mới."),
        code="plan-force-gone",
        way_out=_("Ghi vào kế hoạch của Tổ đang hoạt động."),
    )


def _fill(plan: WorkPlan, force: TaskForce, details: PlanDetails) -> None:
    period = _period(force, details)
    others = force.plans.exclude(pk=plan.pk).filter(starts_on__lt=period.end, ends_on__gt=period.start)
    other = others.order_by("starts_on", "id").first()
    if other is not None:
        raise Refused(
            _("Tổ đã có kế hoạch %s, trùng với thời gian này.") % other.called,
            code="plan-twice",
            way_out=_("Thêm việc vào kế hoạch ấy, hoặc chọn thời gian khác."),
        )
    number = tidy(details.document_number)
    if bool(number) != (details.document_on is not None):
        raise Refused(_("Văn bản cần đủ số và ngày."), code="plan-document")
    vault.seal(plan, aim=words(details.aim, said=_("Ghi mục đích của kế hoạch."), code="plan-aim"))
    plan.span, plan.starts_on, plan.ends_on = details.span, period.start, period.end
    plan.document_number, plan.document_on = number, details.document_on


def _period(force: TaskForce, details: PlanDetails) -> Period:
    period = rules.period_of(details.span, details.starts_on, details.until)
    if period is None:
        raise Refused(_("Ghi ngày cuối của kế hoạch, không trước ngày đầu."), code="plan-until")
    if period.end - period.start > rules.LONGEST:
        raise Refused(_("Một kế hoạch dài nhất một năm."), code="plan-until")
    if not force_rules.overlaps(period.start, period.end, force.valid_from, force.valid_to):
        raise Refused(_("Tổ không hoạt động trong thời gian này."), code="plan-days")
    return period


def _check_hamlet(hamlet: Place | None, plan: WorkPlan) -> None:
    if hamlet is None:
        return
    if hamlet.kind != PlaceKind.HAMLET or not paths.is_under(hamlet.path, plan.unit_path):
        raise Refused(_("Ấp, khu phố này không thuộc đơn vị."), code="task-hamlet")
