"""Reads of training: who learned what when, which hamlets have nobody trained, one course in figures."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Sum

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.community import policy
from hoanhap.people.community.rows import holding, living, parted
from hoanhap.people.community.training.models import (
    Answer,
    Module,
    Trainee,
    TraineeCategory,
    TrainingAttendance,
    TrainingCourse,
    TrainingSession,
)
from hoanhap.people.community.workers.models import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseReport:
    """One course in figures: sessions, hours, people who came, and how many of each category."""

    sessions: int
    hours: Decimal
    people: int
    by_category: Mapping[TraineeCategory, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skilled:
    """One line of the table of who can do what: module → the last day it was learned."""

    worker: Worker
    learned: Mapping[Module, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Courses of a period: all of them once, and how many served each movement."""

    total: int
    by_movement: Mapping[str, int]


def courses_for(viewer: Viewer, *, organiser: str = "", movement: str = "") -> QuerySet[TrainingCourse]:
    """Courses of the viewer's part of the map and of the levels above, the newest first."""
    rows = policy.given_to(viewer, TrainingCourse).select_related("unit")
    if organiser:
        rows = rows.filter(organiser=organiser)
    if movement:
        rows = rows.filter(holding("movements", movement))
    return rows.annotate(held=Count("sessions", distinct=True)).order_by("-starts_on", "id")


def trainees_for(viewer: Viewer, course: TrainingCourse) -> QuerySet[Trainee]:
    """Who was nominated: whoever gives the course sees all, a unit below it those it sent."""
    rows = policy.rows_for(viewer, Trainee).filter(course=course)
    return rows.select_related("worker", "unit").order_by("unit_path", "worker__folded", "id")


def sessions_of(course: TrainingCourse) -> QuerySet[TrainingSession]:
    """The sessions of a course with how many came. The gate was the course's."""
    return course.sessions.annotate(came=Count("attendance")).order_by("held_on", "module", "id")


def report(course: TrainingCourse) -> CourseReport:
    """The course in figures; somebody who came to several sessions is one of the people."""
    came = Trainee.objects.filter(course=course).filter(Exists(_was_there(OuterRef("pk"))))
    sums = course.sessions.aggregate(hours=Sum("hours"), sessions=Count("pk"))
    counted = Counter(came.order_by().values_list("category", flat=True))
    return CourseReport(
        sessions=sums["sessions"],
        hours=sums["hours"] or Decimal(0),
        people=sum(counted.values()),
        by_category={category: counted[category.value] for category in TraineeCategory if counted[category.value]},
    )


def sessions_attended(course: TrainingCourse) -> dict[UUID, int]:
    """Trainee → how many sessions of the course he was at."""
    rows = TrainingAttendance.objects.filter(session__course=course).order_by().values("trainee")
    return {row["trainee"]: row["times"] for row in rows.annotate(times=Count("pk"))}


def last_trained(worker_ids: Collection[UUID], on: date) -> dict[UUID, date]:
    """Worker → the last day up to this one on which he was at a session. One query."""
    rows = TrainingAttendance.objects.filter(trainee__worker__in=worker_ids, session__held_on__lte=on)
    found = rows.order_by().values("trainee__worker").annotate(last=Max("session__held_on"))
    return {row["trainee__worker"]: row["last"] for row in found}


def history(worker: Worker) -> QuerySet[TrainingAttendance]:
    """The sessions somebody was at, the newest first. The gate was the worker's."""
    rows = TrainingAttendance.objects.filter(trainee__worker=worker)
    return rows.select_related("session", "session__course", "trainee").order_by("-session__held_on", "id")


def untrained_hamlets(viewer: Viewer, on: date) -> list[Place]:
    """Living hamlets of the viewer's part of the map where nobody who works there was ever trained."""
    reach = viewer.scope_q(policy.May.READ_AROUND, "path")
    trained = TrainingAttendance.objects.filter(
        trainee__worker__hamlet=OuterRef("pk"),
        trainee__worker__in=Worker.objects.filter(living(on)).values("pk"),
        session__held_on__lte=on,
    )
    rows = Place.objects.as_of(on).filter(reach, ~Exists(trained), kind=PlaceKind.HAMLET)
    return list(rows.select_related("parent").order_by("path"))


def competence(viewer: Viewer, on: date) -> list[Skilled]:
    """Every living worker with what he learned and when last, by name. Two queries."""
    workers = list(policy.rows_for(viewer, Worker).filter(living(on)).select_related("unit").order_by("folded", "id"))
    rows = TrainingAttendance.objects.filter(trainee__worker__in=workers, session__held_on__lte=on)
    learned: dict[UUID, dict[Module, date]] = {}
    found = rows.order_by().values("trainee__worker", "session__module").annotate(last=Max("session__held_on"))
    for row in found:
        learned.setdefault(row["trainee__worker"], {})[Module(row["session__module"])] = row["last"]
    return [Skilled(worker=worker, learned=learned.get(worker.pk, {})) for worker in workers]


def together(unit_path: str, start: date, end: date) -> Together:
    """Courses that began in [start, end): one that serves two plans stands in both and counts once.

    The gate was the page's.
    """
    rows = TrainingCourse.objects.filter(
        paths.under("unit_path", unit_path), starts_on__gte=start, starts_on__lt=end
    ).order_by("id")
    tags = list(rows.values_list("movements", flat=True))
    return Together(total=len(tags), by_movement=Counter(code for column in tags for code in parted(column)))


def accepted(course: TrainingCourse) -> QuerySet[Trainee]:
    """Who was taken: the tick list of a session. The gate was the course's."""
    return (
        course.trainees.filter(answer=Answer.ACCEPTED).select_related("worker", "unit").order_by("worker__folded", "id")
    )


def _was_there(trainee: OuterRef) -> QuerySet[TrainingAttendance]:
    return TrainingAttendance.objects.filter(trainee=trainee)
