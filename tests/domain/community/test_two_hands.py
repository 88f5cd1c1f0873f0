"""Two officers over one register: what one has just ended or taken, the other finds so."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hoanhap.kernel.errors import Refused
from hoanhap.people.community.points import actions as points
from hoanhap.people.community.points.models import PointStaff
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes import naming
from hoanhap.people.community.schemes.actions import SchemeDetails
from hoanhap.people.community.schemes.models import Movement, Scheme, SchemeKind, SiteStatus, SiteYear
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.actions import Nomination
from hoanhap.people.community.training.models import Trainee, TraineeCategory
from hoanhap.people.community.workers import actions as workers
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole
from tests import cast as stage
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.domain.community.test_points import point
from tests.two_hands import at_once


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def test_who_was_ended_meanwhile_gets_no_role_and_no_place(cast: Cast) -> None:
    mai, here = around.worker(cast.thuong_lac, "Trần Thị Mai"), point(cast.thuong_lac)
    workers.end_worker(Worker.objects.get(pk=mai.pk), on=TODAY, by=SETTER, at=NOW)
    give, place = workers.give_role, points.place_staff
    assert refused(lambda: give(mai, role=WorkRole.REPORTER, valid_from=TODAY, by=SETTER, at=NOW)) == "worker-ended"
    assert refused(lambda: place(here, worker=mai, valid_from=TODAY, by=SETTER, at=NOW)) == "staff-day"
    assert not RoleHeld.objects.exists()


def test_nobody_is_left_at_a_point_that_closed_or_works_there_after_he_left(cast: Cast) -> None:
    """Also whoever was to begin later: he never did."""
    mai, binh = around.worker(cast.thuong_lac, "Trần Thị Mai"), around.worker(cast.thuong_lac, "Lý Bình")
    first, second = point(cast.thuong_lac), point(cast.thuong_lac, "Điểm tư vấn ấp 2")
    later = TODAY + timedelta(days=10)
    for here, one in ((first, mai), (second, binh)):
        points.place_staff(here, worker=one, valid_from=later, by=SETTER, at=NOW)
    points.close_point(first, on=TODAY, by=SETTER, at=NOW)
    workers.end_worker(binh, on=TODAY, by=SETTER, at=NOW)
    assert [(row.valid_from, row.valid_to) for row in PointStaff.objects.order_by("id")] == [(later, later)] * 2


def test_what_stopped_stays_stopped_that_year(cast: Cast) -> None:
    one = around.site(around.scheme(cast.thuong_lac), cast.thuong_lac)
    said = {"document": "KH 1", "by": SETTER, "at": NOW}
    schemes.set_year(one, year=2020, status=SiteStatus.STOPPED, stopped_on=TODAY, **said)  # type: ignore[arg-type]
    kept = SiteStatus.KEPT
    assert refused(lambda: schemes.set_year(one, year=2020, status=kept, **said)) == "site-status"  # type: ignore[arg-type]
    assert SiteYear.objects.get(year=2020).status == SiteStatus.STOPPED


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    return stage.make()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_scheme_entered_by_two_hands_is_one(lasting: Cast) -> None:
    details = SchemeDetails(name="Đường Bưng sạch", kind=SchemeKind.STREET, owner=Body.WOMEN)
    unit = lasting.thuong_lac
    enter = [lambda: schemes.enter_scheme(unit=unit, details=details, by=SETTER, at=NOW)] * 2
    assert at_once(*enter).count("scheme-twice") == 1
    add = [lambda: naming.add_movement(unit=unit, name="Ấp không", valid_from=TODAY, by=SETTER, at=NOW)] * 2
    assert at_once(*add).count("movement-twice") == 1
    assert (Scheme.objects.count(), Movement.objects.count()) == (1, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_seat_of_a_course_is_taken_once(lasting: Cast) -> None:
    unit, course = lasting.thuong_lac, around.course(lasting.thuong_lac, seats=1)
    sent = [
        Nomination(worker=around.worker(unit, name), category=TraineeCategory.values[0])  # type: ignore[arg-type]
        for name in ("Trần An", "Lý Bình")
    ]
    works = [
        lambda one=one: training.nominate(course, nominations=[one], unit=unit, by=SETTER, at=NOW)  # type: ignore[misc]
        for one in sent
    ]
    assert at_once(*works).count("course-full") == 1
    assert Trainee.objects.filter(answer="accepted").count() == 1
