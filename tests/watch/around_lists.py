"""How the lists of the surroundings grow, for the count of questions they ask."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse

from hoanhap.foundation.places.actions import new_hamlet
from hoanhap.foundation.places.models import Place, PlaceKind, Share, Succession
from hoanhap.kernel import clock
from hoanhap.people.community.clubs.models import Club
from hoanhap.people.community.models import TaskForce
from hoanhap.people.community.plans.models import Span, WorkPlan
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes.models import Scheme, Site
from hoanhap.people.community.stigma import actions as stigma
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import TraineeCategory, TrainingCourse
from hoanhap.people.community.workers.models import WorkRole
from tests import cast as stage
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around, works
from tests.domain.community.test_teams import seat, set_up

SINCE = date(2004, 1, 1)
Grow = Callable[[Cast, int, int], None]


def clubs(cast: Cast, start: int, end: int) -> None:
    for number in range(start, end):
        around.meet(around.club(cast.thuong_lac, f"CLB {number}"), TODAY, guests=number + 1)


def members(cast: Cast, start: int, end: int) -> None:
    """One club; its members and as many meetings."""
    club = Club.objects.first() or around.club(cast.thuong_lac)
    for number in range(start, end):
        person = around.agreed(cast, f"Nguyễn Văn Ví Dụ {number}")
        around.join(club, person)
        around.meet(club, date(2020, 5, 1 + number), person)


def workers(cast: Cast, start: int, end: int) -> None:
    """Each in two roles, each trained once."""
    course = TrainingCourse.objects.first() or around.course(cast.thuong_lac)
    for number in range(start, end):
        roles = (WorkRole.VOLUNTEER, WorkRole.REPORTER)
        worker = around.worker(cast.thuong_lac, f"Trần Thị Ví Dụ {number}", *roles, hamlet=cast.ap_1)
        sent = training.Nomination(worker=worker, category=TraineeCategory.OTHER)
        (trainee,) = training.nominate(course, nominations=[sent], unit=cast.thuong_lac, by=SETTER, at=NOW)
        if number == 0:
            around.session(course, trainee.pk)


def courses(cast: Cast, start: int, end: int) -> None:
    for number in range(start, end):
        around.course(cast.thuong_lac, f"Lớp {number}")


def schemes(cast: Cast, start: int, end: int) -> None:
    for number in range(start, end):
        around.site(around.scheme(cast.thuong_lac, f"Mô hình {number}"), cast.thuong_lac, started=date(2019, 6, 1))


def sites(cast: Cast, start: int, end: int) -> None:
    scheme = Scheme.objects.first() or around.scheme(cast.thuong_lac)
    for number in range(start, end):
        around.site(scheme, cast.thuong_lac, label=f"Khu {number}")


def surveyed_communes(cast: Cast, start: int, end: int) -> None:
    """Further communes of the district, each with a survey that is told."""
    for number in range(start, end):
        place = stage._place(89800 + number, PlaceKind.COMMUNE, "xã", f"Ví Dụ {number}", cast.hong_ngu, SINCE)
        _survey(place, SINCE.year + 16)


def surveyed_years(cast: Cast, start: int, end: int) -> None:
    for number in range(start, end):
        _survey(cast.thuong_lac, 2001 + number)


def _survey(unit: Place, year: int) -> None:
    at = clock.at(date(year, 6, 16), 9)
    survey = stigma.open_survey(unit=unit, by=SETTER, at=at)
    for _sheet in range(5):
        stigma.add_sheet(survey, answers=(3, 3, 3, 3, 3), sheet_id=uuid.uuid4(), by=SETTER, at=at)
    stigma.close_survey(survey, by=SETTER, at=at)


def solutions(cast: Cast, start: int, end: int) -> None:
    """One hamlet more each time, each with its solution and something done for it."""
    scheme = Scheme.objects.first() or around.scheme(cast.thuong_lac)
    for number in range(start, end):
        hamlet = new_hamlet(cast.thuong_lac, "khóm", f"số {number}", since=date(2019, 1, 1))
        around.activity(around.site(scheme, cast.thuong_lac, hamlet=hamlet), TODAY)


def communes_with_hamlets(cast: Cast, start: int, end: int) -> None:
    for number in range(start, end):
        commune = around.commune(cast, 87100 + number, f"Mới {number}")
        around.site(around.scheme(commune), commune, hamlet=new_hamlet(commune, "ấp", "1", since=date(2019, 1, 1)))


def activities(cast: Cast, start: int, end: int) -> None:
    """One place with all that was done there."""
    site = Site.objects.first() or around.site(around.scheme(cast.thuong_lac), cast.thuong_lac)
    for number in range(start, end):
        around.activity(site, TODAY, done=f"Thăm lần {number}")


def pledges(cast: Cast, start: int, end: int) -> None:
    """One hamlet more each time, each with its sheet and its scheme."""
    for number in range(start, end):
        hamlet = new_hamlet(cast.thuong_lac, "khóm", f"số {number}", since=date(2019, 1, 1))
        around.pledge(cast.thuong_lac, 30 + number, hamlet=hamlet)
        scheme = around.scheme(cast.thuong_lac, f"Mô hình {number}")
        Scheme.objects.filter(pk=scheme.pk).update(movement="three_noes")


def communes_with_pledges(cast: Cast, start: int, end: int) -> None:
    """One commune more each time, each in its hamlet; and one that was taken over by it."""
    for number in range(start, end):
        commune, before = (around.commune(cast, 87200 + 2 * number + step, f"{step} {number}") for step in (0, 1))
        around.pledge(commune, 30, hamlet=new_hamlet(commune, "ấp", "1", since=date(2019, 1, 1)))
        around.pledge(before, 20, on=date(2020, 5, 4))
        Place.objects.filter(pk=before.pk).update(valid_to=date(2020, 6, 1))
        Succession.objects.create(old=before, new=commune, share=Share.WHOLE, on=date(2020, 6, 1))


def seats(cast: Cast, start: int, end: int) -> None:
    """One team with its members."""
    force = TaskForce.objects.first() or set_up(cast.thuong_lac)
    for number in range(start, end):
        seat(force, f"Lê Văn Ví Dụ {number}", Body.VETERANS)


def named(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name)


def of_one(name: str, model: type) -> Callable[[Cast], str]:
    """The page of the only row of a table."""
    return lambda cast: reverse(name, args=[model.objects.get().pk])  # type: ignore[attr-defined]


def plans(cast: Cast, start: int, end: int) -> None:
    """A plan for each of so many days, with one task."""
    force = TaskForce.objects.first() or works.force(cast.thuong_lac)
    for number in range(start, end):
        day = date(2020, 2, 1) + timedelta(days=number)
        plan = works.plan(force, span=Span.OWN, starts_on=day, until=day)
        works.task(plan, due_on=day)


def tasks(cast: Cast, start: int, end: int) -> None:
    """One plan; so many tasks, each of a member of its own, in a hamlet, every other one done."""
    plan = WorkPlan.objects.first() or works.plan(works.force(cast.thuong_lac))
    for number in range(start, end):
        member = works.member(plan.task_force, f"Trần Thị Ví Dụ {number}")
        task = works.task(plan, member=member, hamlet=cast.ap_1)
        if number % 2:
            works.done(task)


LISTS: dict[str, tuple[str, Grow, Callable[[Cast], str]]] = {
    "clubs": ("officer", clubs, named("clubs")),
    "club": ("officer", members, of_one("club", Club)),
    "workers": ("officer", workers, named("workers")),
    "training": ("officer", courses, named("training")),
    "training-gaps": ("officer", workers, named("training-gaps")),
    "course": ("officer", workers, of_one("course", TrainingCourse)),
    "schemes": ("officer", schemes, named("schemes")),
    "scheme": ("officer", sites, of_one("scheme", Scheme)),
    "stigma": ("district_merger", surveyed_communes, named("stigma")),
    "stigma-unit": ("officer", surveyed_years, lambda cast: reverse("stigma-unit", args=[cast.thuong_lac.pk])),
    "hamlet-solutions": ("officer", solutions, named("hamlet-solutions")),
    "hamlet-solutions-above": ("district_merger", communes_with_hamlets, named("hamlet-solutions")),
    "movement": ("officer", pledges, lambda cast: reverse("movement", args=["three_noes"])),
    "movement-above": ("district_merger", communes_with_pledges, lambda cast: reverse("movement", args=["three_noes"])),
    "site": ("officer", activities, of_one("site", Site)),
    "work-plans": ("officer", plans, of_one("work-plans", TaskForce)),
    "work-plan": ("officer", tasks, of_one("work-plan", WorkPlan)),
    "task-force": ("officer", seats, of_one("task-force", TaskForce)),
}
