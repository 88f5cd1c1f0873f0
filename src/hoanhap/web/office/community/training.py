"""Courses on screen: who gives what, nominations and answers, sessions, who never learned anything (tập huấn)."""

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.places import lineage, paths
from hoanhap.kernel import clock, ids
from hoanhap.kernel.periods import Period
from hoanhap.people.community import papers, policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import Body, parted
from hoanhap.people.community.schemes import movements
from hoanhap.people.community.training import actions, queries, rules
from hoanhap.people.community.training.actions import CourseDetails, Nomination, SessionDetails
from hoanhap.people.community.training.models import CourseKind, Module, TraineeCategory, TrainingCourse
from hoanhap.people.community.workers import queries as workers
from hoanhap.web.office.community import asking, presenting
from hoanhap.web.office.community.around_forms import CourseForm, NominateForm, SessionForm
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    policy.check_reads(request.viewer)
    asked = request.GET.get("organiser", "")
    organiser = asked if asked in Body.values else ""
    options = (("", _("Tất cả")), *((code, str(label)) for code, label in Body.choices))
    today, path = clock.today(), request.viewer.paths(May.READ_AROUND)[0]
    year = Period(date(today.year, 1, 1), date(today.year + 1, 1, 1))
    done = count("training.courses", Question(period=year, unit_path=path))
    reached, met = rules.against(done, rules.LEAST_COURSES_A_YEAR)
    context = {
        "reached": reached,
        "met": met,
        "rows": queries.courses_for(request.viewer, organiser=organiser),
        "choices": [Choice("organiser", _("Đơn vị tổ chức"), options, organiser)],
        "home": asking.home_of(request.viewer, May.KEEP_TRAINING),
    }
    return render(request, "community/training.html", context)


@require_GET
def show(request: OfficeRequest, course_id: uuid.UUID) -> HttpResponse:
    course = policy.get_given_for(request.viewer, TrainingCourse, course_id)
    home = asking.home_of(request.viewer, May.KEEP_TRAINING)
    names = movements.said_at(course.unit_path, course.starts_on)
    report = queries.report(course)
    context = {
        "course": course,
        "movements": [names.get(code, code) for code in parted(course.movements)],
        "report": report,
        "categories": [(str(category.label), number) for category, number in report.by_category.items()],
        "sessions": queries.sessions_of(course),
        "trainees": queries.trainees_for(request.viewer, course),
        "keeps": request.viewer.may(May.KEEP_TRAINING, course.unit_path),
        "home": home,
    }
    return render(request, "community/course.html", context)


@require_GET
def gaps(request: OfficeRequest) -> HttpResponse:
    """Hamlets where nobody was trained, and the table of who can do what."""
    policy.check_reads(request.viewer)
    today = clock.today()
    table = [
        (row.worker, [(module.label, row.learned.get(module)) for module in Module])
        for row in queries.competence(request.viewer, today)
    ]
    context = {
        "hamlets": queries.untrained_hamlets(request.viewer, today),
        "modules": [str(module.label) for module in Module],
        "table": table,
    }
    return render(request, "community/gaps.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_TRAINING)
    today = clock.today()
    choices = list(movements.said_at(place.path, today).items())
    form = CourseForm(request.POST or None, movements=choices, initial={"starts_on": today})

    def act(typed: asking.Typed) -> TrainingCourse:
        details = CourseDetails(**typed | {"kind": CourseKind(typed["kind"]), "organiser": Body(typed["organiser"])})
        return actions.plan_course(unit=place, details=details, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Mở lớp tập huấn"),
        submit=_("Ghi lớp"),
        done=_("Đã ghi lớp. Hãy cử người đi học."),
        back=reverse("training"),
        to=_address,
        fields={"course-title": "title", "course-modules": "modules", "course-seats": "seats"},
    )


@require_http_methods(["GET", "POST"])
def nominate(request: OfficeRequest, course_id: uuid.UUID, unit: int) -> HttpResponse:
    """A unit sends people of its own register."""
    place = policy.get_unit_for(request.viewer, unit, to=May.KEEP_TRAINING)
    course = policy.get_given_for(request.viewer, TrainingCourse, course_id)
    sent = set(course.trainees.values_list("worker_id", flat=True))
    ground = [place.path, *(link.place.path for link in lineage.forebears([place.pk], clock.today())[place.pk])]
    rows = workers.workers_for(request.viewer, clock.today()).filter(paths.under_any("unit_path", ground))
    known = {str(row.pk): row for row in rows if row.pk not in sent}
    choices = [(key, f"{row.name}, {row.organisation or row.get_body_display()}") for key, row in known.items()]
    form = NominateForm(request.POST or None, workers=choices)

    def act(typed: asking.Typed) -> None:
        category = TraineeCategory(typed["category"])
        chosen = [Nomination(worker=known[key], category=category) for key in typed["workers"]]
        actions.nominate(course, nominations=chosen, unit=place, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Cử người đi %s") % course.title,
        submit=_("Cử đi học"),
        done=_("Đã cử người đi học."),
        back=_address(course),
        fields={"nominee-twice": "workers", "nominee": "workers"},
    )


@require_POST
def answer(request: OfficeRequest, trainee_id: uuid.UUID) -> HttpResponse:
    """The unit that gives the course takes somebody or not."""
    trainee = policy.get_trainee_to_answer(request.viewer, trainee_id)
    accepted = request.POST.get("accepted") == "yes"
    return asking.press(
        request,
        lambda: actions.answer(trainee, accepted=accepted, by=request.viewer.actor, at=clock.now()),
        done=_("Đã ghi: được nhận.") if accepted else _("Đã ghi: không nhận."),
        to=_address(trainee.course),
    )


@require_GET
def paper(request: OfficeRequest, course_id: uuid.UUID) -> HttpResponse:
    """The roll of a course with its result, to be edited and signed."""
    course = policy.get_row_for(request.viewer, TrainingCourse, course_id, to=May.KEEP_TRAINING)
    return presenting.download(papers.course_paper(course, request.viewer), "danh-sach-lop")


@require_http_methods(["GET", "POST"])
def session(request: OfficeRequest, course_id: uuid.UUID) -> HttpResponse:
    course = policy.get_row_for(request.viewer, TrainingCourse, course_id, to=May.KEEP_TRAINING)
    people = [(str(one.pk), one.worker.name) for one in queries.accepted(course)]
    initial = {"held_on": clock.today(), "client_key": str(ids.new_id())}
    form = SessionForm(request.POST or None, course=course, people=people, initial=initial)

    def act(typed: asking.Typed) -> object:
        present = [uuid.UUID(one) for one in typed["present"]]
        details = SessionDetails(**typed | {"module": Module(typed["module"]), "present": present})
        return actions.hold_session(course, details=details, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Ghi buổi học"),
        submit=_("Ghi buổi học"),
        done=_("Đã ghi buổi học."),
        back=_address(course),
        fields={
            "session-day": "held_on",
            "session-twice": "held_on",
            "session-hours": "hours",
            "session-trainer": "trainer",
            "session-present": "present",
        },
    )


def _address(course: TrainingCourse) -> str:
    return reverse("course", args=[course.pk])
