"""Which agency stands where, and which kind of agency holds a task, on a given day."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation.organisations.kinds import AgencyKind, Level
from hoanhap.foundation.organisations.models import Agency, Post, TaskOwner
from hoanhap.foundation.organisations.tasks import tasks
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused

Row = TypeVar("Row", bound=Model)


def agencies_at(place: Place, on: date, *, kind: AgencyKind | None = None) -> QuerySet[Agency]:
    """The agencies that stand at exactly this place on this day."""
    rows = _living(Agency.objects.all(), on).filter(place=place)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.order_by("kind", "name", "id")


def agencies_under(path: str, on: date) -> QuerySet[Agency]:
    """The agencies at this place and everywhere below it."""
    return (
        _living(Agency.objects.all(), on).filter(paths.under("place__path", path)).order_by("place__path", "kind", "id")
    )


def posts_of(agency: Agency, on: date) -> QuerySet[Post]:
    return _living(Post.objects.all(), on).filter(agency=agency).order_by("code", "id")


def owner_of(task: str, level: str, on: date) -> AgencyKind:
    """The kind of agency that holds the task. Raises UnknownName for a wrong task, Refused when nobody holds it."""
    label = tasks[task].label
    row = _living(TaskOwner.objects.all(), on).filter(task=task, level=Level(level)).first()
    if row is None:
        raise Refused(
            _("Ngày %(on)s không có cơ quan nào ở %(level)s giữ việc “%(task)s”.")
            % {"on": show(on), "level": Level(level).label.lower(), "task": label},
            code="task.no_owner",
        )
    return AgencyKind(row.kind)


def owners(task: str) -> QuerySet[TaskOwner]:
    """The whole history of a task, level by level."""
    tasks[task]
    return TaskOwner.objects.filter(task=task).order_by("level", "valid_from", "id")


def _living(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    return rows.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
