"""Reads of plans: those of a force, the board of one, those with a late task. The words lie behind the force's gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.people.community import queries
from hoanhap.people.community.models import TaskForce, TaskForceMember
from hoanhap.people.community.plans import rules
from hoanhap.people.community.plans.models import WorkPlan, WorkState, WorkTask

Words = Mapping[UUID, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan with its tasks counted."""

    plan: WorkPlan
    aim: str
    tasks: int
    done: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One task as the board shows it. `gone`: who was given it has left the force, and it waits for somebody else."""

    task: WorkTask
    what: str
    result: str
    reason: str
    days_late: int
    gone: bool
    mine: bool

    @property
    def open(self) -> bool:
        return self.task.state in rules.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A member who sits in the force today, and how many open tasks of the plan are his."""

    member: TaskForceMember
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A plan with its tasks by state, and what its members carry."""

    plan: WorkPlan
    aim: str
    cards: list[Card]
    loads: list[Load]

    def column(self, state: WorkState) -> list[Card]:
        """Open ones by their day; what has ended, the latest first."""
        found = [card for card in self.cards if card.task.state == state]
        ended = state not in rules.OPEN
        return sorted(found, key=lambda card: card.task.moved_at, reverse=True) if ended else found

    @property
    def late(self) -> int:
        return sum(1 for card in self.cards if card.days_late)

    @property
    def unassigned(self) -> int:
        return sum(1 for card in self.cards if card.open and card.task.member_id is None)

    @property
    def gone(self) -> int:
        return sum(1 for card in self.cards if card.gone)


def late(found: QuerySet[WorkPlan], on: date) -> QuerySet[WorkPlan]:
    """Those of these plans in which an open task is late, of teams that still live and whose person is not put away."""
    overdue = WorkTask.objects.filter(plan=OuterRef("pk"), state__in=rules.OPEN, due_on__lt=on)
    living = Q(task_force__valid_to=None) | Q(task_force__valid_to__gt=on)
    outside = Q(task_force__person=None) | Q(task_force__person__sealed_at=None)
    return found.filter(living, outside, Exists(overdue)).order_by("unit_path", "id")


def current(force: TaskForce, on: date) -> PlanLine | None:
    """The plan of this day, or the last one before it, without its words. The gate was the force's."""
    found = _counted(force, on).filter(starts_on__lte=on).order_by("-starts_on", "id").first()
    return _line(found, "") if found is not None else None


def of_force(viewer: Viewer, force: TaskForce, at: datetime) -> list[PlanLine]:
    """All plans of a force, the latest first. The gate was the force's."""
    rows = list(_counted(force, clock.local_day(at)).order_by("-starts_on", "id"))
    said = opened(viewer, force, rows, "aim", at=at)
    return [_line(row, said[row.pk]["aim"]) for row in rows]


def board(viewer: Viewer, plan: WorkPlan, at: datetime) -> Board:
    """The plan with its tasks and who carries how many. The gate was the force's."""
    on, force = clock.local_day(at), plan.task_force
    tasks = list(plan.tasks.select_related("member", "hamlet").order_by("due_on", "id"))
    aim = opened(viewer, force, [plan], "aim", at=at)[plan.pk]["aim"]
    said = vault.reveal_many(tasks, "what", "result", "reason")
    cards = [_card(viewer, task, said[task.pk], on) for task in tasks]
    given = [card.task.member_id for card in cards if card.open]
    loads = [Load(member=one, tasks=given.count(one.pk)) for one in queries.members(force, on)]
    return Board(plan=plan, aim=aim, cards=cards, loads=loads)


def what_of(viewer: Viewer, task: WorkTask, at: datetime) -> str:
    """What is to be done, for the page of one task. The gate was the task's."""
    return opened(viewer, task.plan.task_force, [task], "what", at=at)[task.pk]["what"]


def opened(viewer: Viewer, force: TaskForce, rows: Iterable[WorkPlan | WorkTask], *names: str, at: datetime) -> Words:
    """Words of a plan; where the team stands by one person they are about him, and the look is logged under him."""
    if force.person_id is not None:
        about = audit.Subject(PERSON, force.person_id, force.unit_path)
        with transaction.atomic():
            audit.record_many("task_force.plan_read", by=viewer.actor, at=at, rows=[about])
    return vault.reveal_many(rows, *names)


def _counted(force: TaskForce, on: date) -> QuerySet[WorkPlan]:
    is_open = Q(tasks__state__in=rules.OPEN)
    return WorkPlan.objects.filter(task_force=force).annotate(
        number=Count("tasks"),
        done=Count("tasks", filter=Q(tasks__state=WorkState.DONE)),
        late=Count("tasks", filter=is_open & Q(tasks__due_on__lt=on)),
    )


def _line(row: WorkPlan, aim: str) -> PlanLine:
    counted = {name: getattr(row, name) for name in ("done", "late")}
    return PlanLine(plan=row, aim=aim, tasks=getattr(row, "number"), **counted)  # noqa: B009 - an annotation


def _card(viewer: Viewer, task: WorkTask, said: Mapping[str, str], on: date) -> Card:
    member = task.member
    return Card(
        task=task,
        **said,
        days_late=rules.days_late(task.state, task.due_on, on),
        gone=member is not None and task.state in rules.OPEN and rules.left(member.valid_to, on),
        mine=member is not None and member.account_id is not None and member.account_id == viewer.account_id,
    )
