"""Plan a course, nominate, answer, hold sessions with attendance (mở lớp, cử, nhận, ghi buổi học)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.places.queries import heirs
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, tidy
from hoanhap.people.community import writing
from hoanhap.people.community.rows import Body, joined, parted
from hoanhap.people.community.schemes import movements
from hoanhap.people.community.training import rules
from hoanhap.people.community.training.models import (
    Answer,
    CourseKind,
    Module,
    Trainee,
    TraineeCategory,
    TrainingAttendance,
    TrainingCourse,
    TrainingSession,
)
from hoanhap.people.community.workers.models import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDetails:
    """What is taught, by whom, in which movements' names; one course, however many these are."""

    title: str
    kind: CourseKind
    organiser: Body
    modules: Collection[str]
    starts_on: date
    movements: Collection[str] = ()
    place: str = ""
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDetails:
    """One session; `present` are ids of trainees."""

    held_on: date
    module: Module
    hours: Decimal
    trainer: str
    present: Collection[UUID]
    client_key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """Who is sent, and as what."""

    worker: Worker
    category: TraineeCategory


@transaction.atomic
def plan_course(*, unit: Place, details: CourseDetails, by: Actor, at: datetime) -> TrainingCourse:
    """Enter a course or a visit. Raises Refused."""
    modules = joined(details.modules, known=Module.values)
    known = movements.known_at(unit.path, details.starts_on)
    if not modules:
        raise Refused(_("Chọn ít nhất một nội dung."), code="course-modules")
    if set(details.movements) - known.keys():
        raise Refused(_("Chọn phong trào, chương trình trong danh sách."), code="course-movement")
    if details.seats is not None and details.seats < 1:
        raise Refused(_("Lớp cần ít nhất một chỗ."), code="course-seats")
    course = TrainingCourse(
        **writing.stamp(unit, by, at),
        title=writing.named(details.title, code="course-title"),
        kind=details.kind,
        organiser=details.organiser,
        modules=modules,
        movements=joined(details.movements, known=list(known)),
        place=tidy(details.place),
        starts_on=details.starts_on,
        seats=details.seats,
    )
    course.save(force_insert=True)
    writing.log("training.planned", course, by, at, {"kind": details.kind.value})
    return course


@transaction.atomic
def nominate(
    course: TrainingCourse, *, nominations: Collection[Nomination], unit: Place, by: Actor, at: datetime
) -> list[Trainee]:
    """A unit sends people of its register to a course of its own or of a level above. Raises Refused for one twice."""
    held = TrainingCourse.objects.select_for_update(of=("self",)).select_related("unit").get(pk=course.pk)
    if not writing.holds(held.unit, unit, at=at):
        raise Refused(_("Lớp này không dành cho đơn vị."), code="course-unit")
    return [_nominate(held, one, unit, by, at) for one in nominations]


@transaction.atomic
def answer(trainee: Trainee, *, accepted: bool, by: Actor, at: datetime) -> Trainee:
    """Whoever gives the course takes somebody, or not: seats are few. Raises Refused for a second answer."""
    given = Answer.ACCEPTED if accepted else Answer.DECLINED
    course = TrainingCourse.objects.select_for_update(of=("self",)).get(pk=trainee.course_id)
    if accepted:
        _check_seats(course)
    moved = Trainee.objects.filter(pk=trainee.pk, answer=Answer.WAITING).update(
        answer=given, answered_by=by.account_id, answered_at=at
    )
    if not moved:
        raise Refused(_("Lời cử này đã được trả lời."), code="nomination-answered")
    trainee.refresh_from_db()
    writing.log("training.answered", course, by, at, {"trainee": str(trainee.pk), "answer": given.value})
    return trainee


@transaction.atomic
def hold_session(course: TrainingCourse, *, details: SessionDetails, by: Actor, at: datetime) -> TrainingSession:
    """Write down a session with who was there, in one press. Sent twice it stands once. Raises Refused."""
    sent = TrainingSession.objects.filter(client_key=details.client_key).first() if details.client_key else None
    if sent is not None and sent.course_id == course.pk:
        return sent
    _check_session(course, details, at)
    session = TrainingSession(
        **writing.stamp(course.unit, by, at),
        course=course,
        held_on=details.held_on,
        module=details.module,
        hours=details.hours,
        trainer=clean_name(writing.named(details.trainer, code="session-trainer")),
        client_key=details.client_key,
    )
    writing.insert(session, words=_("Buổi học này đã được ghi."), code="session-twice")
    TrainingAttendance.objects.bulk_create(
        TrainingAttendance(**writing.stamp(course.unit, by, at), session=session, trainee_id=one)
        for one in sorted(set(details.present))
    )
    writing.log("training.held", course, by, at, {"present": len(set(details.present))})
    return session


def _nominate(course: TrainingCourse, one: Nomination, unit: Place, by: Actor, at: datetime) -> Trainee:
    given_by, kept_by = (heirs(place, clock.local_day(at)) for place in (course.unit, one.worker.unit))
    if not any(paths.is_under(here.path, unit.path) for here in kept_by) or one.worker.valid_to is not None:
        raise Refused(_("Người được cử phải ở trong sổ của đơn vị."), code="nominee")
    own = any(rules.accepted_at_once(course_path=here.path, nominated_by_path=unit.path) for here in given_by)
    if own:
        _check_seats(course)
    trainee = Trainee(
        **writing.stamp(unit, by, at),
        course=course,
        worker=one.worker,
        category=one.category,
        answer=Answer.ACCEPTED if own else Answer.WAITING,
        answered_by=by.account_id if own else "",
        answered_at=at if own else None,
    )
    writing.insert(trainee, words=_("%s đã được cử đi lớp này.") % one.worker.name, code="nominee-twice")
    writing.log("training.nominated", course, by, at, {"trainee": str(trainee.pk)})
    return trainee


def _check_seats(course: TrainingCourse) -> None:
    if course.seats is not None and course.trainees.filter(answer=Answer.ACCEPTED).count() >= course.seats:
        raise Refused(_("Lớp đã đủ chỗ."), code="course-full")


def _check_session(course: TrainingCourse, details: SessionDetails, at: datetime) -> None:
    writing.check_day(details.held_on, since=course.starts_on, at=at, code="session-day")
    if details.module not in parted(course.modules):
        raise Refused(_("Nội dung này không thuộc lớp."), code="session-module")
    if not 0 < details.hours <= 24:
        raise Refused(_("Số giờ từ trên 0 đến 24."), code="session-hours")
    accepted = set(course.trainees.filter(answer=Answer.ACCEPTED).values_list("pk", flat=True))
    if not details.present or set(details.present) - accepted:
        raise Refused(_("Chọn người đã được nhận vào lớp."), code="session-present")
