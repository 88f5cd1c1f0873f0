"""Figures of what surrounds people: teams, clubs, points, workers, training, schemes, recognition.

A stock is taken on the last day of the period, a flow within it. What is active, effective or trained is counted from
what was done, never from what is written on a register.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.community import queries
from hoanhap.people.community.clubs import rules as club_rules
from hoanhap.people.community.clubs.models import Attendance, Club, ClubKind, Meeting
from hoanhap.people.community.models import TaskForce, TaskForceKind
from hoanhap.people.community.points.models import Point
from hoanhap.people.community.row_lines import (
    ATTENDANCE,
    CLUB,
    COURSE,
    MEETING,
    POINT,
    RECOGNITION,
    ROLE,
    SITE,
    TASK_FORCE,
    TRAINEE,
    WORKER,
)
from hoanhap.people.community.rows import living
from hoanhap.people.community.schemes import queries as schemes
from hoanhap.people.community.schemes import solutions
from hoanhap.people.community.schemes.models import Recognition, RecognitionLevel, SchemeKind, Site
from hoanhap.people.community.training.models import (
    CourseKind,
    Trainee,
    TrainingAttendance,
    TrainingCourse,
    TrainingSession,
)
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole

Rows = Callable[[Question], QuerySet]  # type: ignore[type-arg]


def covered(question: Question) -> QuerySet[TaskForce]:
    """Standing teams that live on the last day of the period with a regulation by then, one for each commune."""
    regulated = queries.living(question.on).filter(regulated_since__lte=question.on)
    communes = Place.objects.as_of(question.on).filter(kind=PlaceKind.COMMUNE)
    return regulated.filter(
        paths.under("unit_path", question.unit_path),
        ~Exists(regulated.filter(unit=OuterRef("unit"), id__lt=OuterRef("id"))),
        Exists(communes.filter(pk=OuterRef("unit"))),
    )


def volunteer_teams(question: Question) -> QuerySet[TaskForce]:
    """Volunteer teams that live on the last day; a commune may have several."""
    return queries.living(question.on, kind=TaskForceKind.VOLUNTEER_TEAM).filter(question.within())


def clubs_living(question: Question) -> QuerySet[Club]:
    """Clubs that live on the last day."""
    return Club.objects.filter(question.within(), living(question.on))


def clubs_of_prevention(question: Question) -> QuerySet[Club]:
    """Of these, those for preventing crime and keeping order."""
    return clubs_living(question).filter(kind=ClubKind.PREVENTION)


def clubs_active(question: Question) -> QuerySet[Club]:
    """Of these, those that met at least once in every month of the period that they lived from its first day on.

    One that began within the only month of the period is asked for one meeting since. The same words as
    `clubs.rules.is_active`.
    """
    start, end = question.period.start, question.period.end
    rows, asked = clubs_living(question), Q(pk__in=[])
    for first, last in club_rules.months_of(start, end):
        rows = rows.filter(Q(valid_from__gt=first) | Exists(_met(first, last)))
        asked |= Q(valid_from__lte=first)
    return rows.filter(asked | Exists(_met(start, end)))


def meetings(question: Question) -> QuerySet[Meeting]:
    """Meetings and activities of clubs held in the period."""
    return Meeting.objects.filter(
        question.within(), held_on__gte=question.period.start, held_on__lt=question.period.end
    )


def attendances(question: Question) -> QuerySet[Attendance]:
    """Times somebody took part in the period: one row a person and meeting."""
    return Attendance.objects.filter(
        question.within(),
        meeting__held_on__gte=question.period.start,
        meeting__held_on__lt=question.period.end,
    )


def participants(question: Question) -> QuerySet[Attendance]:
    """People who took part in the period, nobody twice: of each his first row under this part of the map."""
    came = attendances(question)
    return came.filter(~Exists(came.filter(person=OuterRef("person"), id__lt=OuterRef("id"))))


def points_open(question: Question) -> QuerySet[Point]:
    """Counselling points at work on the last day."""
    return Point.objects.filter(question.within(), living(question.on))


def workers(question: Question) -> QuerySet[Worker]:
    """People who work in the community on the last day; somebody in two roles is one."""
    return Worker.objects.filter(question.within(), living(question.on))


def in_role(role: WorkRole) -> Rows:
    """Those who hold this role on the last day."""
    return lambda question: RoleHeld.objects.filter(question.within(), living(question.on), role=role)


def courses(question: Question, *kinds: CourseKind) -> QuerySet[TrainingCourse]:
    """Courses that held a session in the period; one that serves several plans is one."""
    held = TrainingSession.objects.filter(
        course=OuterRef("pk"), held_on__gte=question.period.start, held_on__lt=question.period.end
    )
    return TrainingCourse.objects.filter(question.within(), Exists(held), kind__in=kinds or CourseKind.values)


def trained(question: Question) -> QuerySet[Trainee]:
    """People who were at a session in the period, each once, at the unit that sent them."""
    there = TrainingAttendance.objects.filter(
        trainee=OuterRef("pk"),
        session__held_on__gte=question.period.start,
        session__held_on__lt=question.period.end,
    )
    came = Trainee.objects.filter(question.within(), Exists(there))
    return came.filter(~Exists(came.filter(worker=OuterRef("worker"), id__lt=OuterRef("id"))))


def schemes_running(question: Question) -> QuerySet[Site]:
    """Places where a scheme runs on the last day."""
    return Site.objects.filter(question.within(), schemes.running(question.on))


def schemes_effective(question: Question) -> QuerySet[Site]:
    """Of these, those whose last approved evaluation says that it works; running but not evaluated is not counted."""
    return schemes.effective(Site.objects.filter(question.within()), question.on)


def quarters_effective(question: Question) -> QuerySet[Site]:
    """Quarters where “Khu dân cư không có tệ nạn xã hội” was found to work."""
    return schemes_effective(question).filter(scheme__kind=SchemeKind.QUARTER)


def hamlets_with_solution(question: Question) -> QuerySet[Site]:
    """Hamlets that a scheme which helps people names as its place at some time of the period: one row a hamlet."""
    return _once_a_hamlet(solutions.in_force(Site.objects.filter(question.within()), question.period))


def hamlets_reached(question: Question) -> QuerySet[Site]:
    """Of these, those where something was done for such a scheme in the period."""
    named = solutions.in_force(Site.objects.filter(question.within()), question.period)
    return _once_a_hamlet(solutions.acted(named, question.period))


def recognised(level: RecognitionLevel) -> Rows:
    """Recognised for the year of the last day, at this level alone."""
    return lambda question: Recognition.objects.filter(
        question.within(), level=level, year=question.on.year, decided_on__lte=question.on
    )


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(
        Measure("coverage.task_force", _("Xã có Tổ công tác và quy chế hoạt động"), TASK_FORCE, covered),
        Measure("teams.volunteer", _("Đội công tác xã hội tình nguyện"), TASK_FORCE, volunteer_teams),
        Measure("clubs.living", _("Câu lạc bộ"), CLUB, clubs_living),
        Measure("clubs.active", _("Câu lạc bộ sinh hoạt ít nhất mỗi tháng một buổi"), CLUB, clubs_active),
        Measure("clubs.prevention", _("Câu lạc bộ phòng, chống tội phạm, giữ trật tự"), CLUB, clubs_of_prevention),
        Measure("clubs.meetings", _("Buổi sinh hoạt, hoạt động của câu lạc bộ"), MEETING, meetings),
        Measure("clubs.attendances", _("Lượt người tham gia câu lạc bộ"), ATTENDANCE, attendances),
        Measure("clubs.participants", _("Người tham gia câu lạc bộ"), ATTENDANCE, participants),
        Measure("points.open", _("Điểm tư vấn đang hoạt động"), POINT, points_open),
        Measure("workers.people", _("Người làm công tác tại cộng đồng"), WORKER, workers),
        Measure("workers.collaborators", _("Cộng tác viên"), ROLE, in_role(WorkRole.COLLABORATOR)),
        Measure("workers.reporters", _("Báo cáo viên"), ROLE, in_role(WorkRole.REPORTER)),
        Measure("workers.propagandists", _("Tuyên truyền viên"), ROLE, in_role(WorkRole.PROPAGANDIST)),
        Measure("workers.volunteers", _("Tình nguyện viên"), ROLE, in_role(WorkRole.VOLUNTEER)),
        Measure("training.courses", _("Lớp tập huấn, bồi dưỡng, tham quan"), COURSE, courses),
        Measure("training.visits", _("Lần tham quan thực tế"), COURSE, lambda asked: courses(asked, CourseKind.VISIT)),
        Measure("training.people", _("Người được tập huấn"), TRAINEE, trained),
        Measure("schemes.running", _("Nơi đang có mô hình"), SITE, schemes_running),
        Measure("schemes.effective", _("Mô hình đạt hiệu quả (đã đánh giá)"), SITE, schemes_effective),
        Measure("schemes.quarters", _("Khu dân cư không có tệ nạn xã hội đạt hiệu quả"), SITE, quarters_effective),
        Measure("hamlets.with_solution", _("Ấp, khu phố có giải pháp giúp đỡ"), SITE, hamlets_with_solution),
        Measure("hamlets.reached", _("Ấp, khu phố có giải pháp và có hoạt động trong kỳ"), SITE, hamlets_reached),
    )
    for level in RecognitionLevel:
        add(Measure(f"recognised.{level.value}", _RECOGNISED[level], RECOGNITION, recognised(level)))


_RECOGNISED = {
    RecognitionLevel.FAMILY: _("Gia đình được công nhận"),
    RecognitionLevel.CLAN: _("Dòng họ được công nhận"),
    RecognitionLevel.RESIDENTIAL_AREA: _("Khu dân cư được công nhận"),
    RecognitionLevel.PEOPLES_GROUP: _("Tổ nhân dân được công nhận"),
    RecognitionLevel.HAMLET: _("Ấp, khu phố được công nhận"),
    RecognitionLevel.COMMUNE: _("Xã, phường, thị trấn được công nhận"),
}


def _once_a_hamlet(rows: QuerySet[Site]) -> QuerySet[Site]:
    return rows.filter(~Exists(rows.filter(hamlet=OuterRef("hamlet"), id__lt=OuterRef("id"))))


def _met(start: object, end: object) -> QuerySet[Meeting]:
    return Meeting.objects.filter(club=OuterRef("pk"), held_on__gte=start, held_on__lt=end)
