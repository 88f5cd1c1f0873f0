"""Training: nominated, taken or not, there or not; one course in two plans is one; who was never trained is named."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.community.rows import Body
from hoanhap.people.community.training import actions, queries
from hoanhap.people.community.training.models import (
    Answer,
    CourseKind,
    Module,
    Trainee,
    TraineeCategory,
    TrainingCourse,
    TrainingSession,
)
from hoanhap.people.community.workers.models import Worker
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community.around import JUNE, course, session, worker

FRONT = TraineeCategory.FRONT_CADRE


def send(one: TrainingCourse, unit: Place, *workers: Worker, category: TraineeCategory = FRONT) -> list[Trainee]:
    chosen = [actions.Nomination(worker=found, category=category) for found in workers]
    return actions.nominate(one, nominations=chosen, unit=unit, by=SETTER, at=NOW)


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def figure(cast: Cast, code: str, path: str | None = None) -> int:
    return count(code, Question(period=JUNE, unit_path=path or cast.hong_ngu.path))


@pytest.mark.requirement("S2-31")
def test_a_unit_nominates_three_and_two_are_taken(cast: Cast) -> None:
    one = course(cast.dong_thap, organiser=Body.LABOUR)
    sent = send(one, cast.thuong_lac, *(worker(cast.thuong_lac, name) for name in ("Trần An", "Lý Bình", "Ngô Cúc")))
    assert {trainee.answer for trainee in sent} == {Answer.WAITING}
    for trainee, taken in zip(sent, (True, True, False), strict=True):
        actions.answer(trainee, accepted=taken, by=SETTER, at=NOW)
    seen = queries.trainees_for(cast.viewer(cast.officer), one)
    assert [(row.worker.name, row.get_answer_display()) for row in seen] == [
        ("Lý Bình", "được nhận"),
        ("Ngô Cúc", "không nhận"),
        ("Trần An", "được nhận"),
    ]
    assert [row.worker.name for row in queries.accepted(one)] == ["Lý Bình", "Trần An"]
    assert refused(lambda: actions.answer(sent[0], accepted=False, by=SETTER, at=NOW)) == "nomination-answered"
    assert list(queries.trainees_for(cast.viewer(cast.neighbour_officer), one)) == []
    assert len(queries.trainees_for(cast.viewer(cast.province_merger), one)) == 3


@pytest.mark.requirement("S1-50")
def test_what_a_cadre_learned_and_which_hamlets_have_nobody(cast: Cast) -> None:
    an, binh = (
        worker(cast.thuong_lac, "Trần An", hamlet=cast.ap_1),
        worker(cast.thuong_lac, "Lý Bình", hamlet=cast.ap_2),
    )
    one = course(cast.thuong_lac)
    first, second = send(one, cast.thuong_lac, an, binh)
    session(one, first.pk, on=date(2020, 6, 9))
    session(one, first.pk, on=date(2020, 6, 10), module=Module.COUNSELLING)
    assert [(row.session.held_on.day, row.session.hours) for row in queries.history(an)] == [
        (10, Decimal("3.5")),
        (9, Decimal("3.5")),
    ]
    assert list(queries.history(binh)) == []
    viewer = cast.viewer(cast.officer)
    assert [place.name for place in queries.untrained_hamlets(viewer, TODAY)] == ["2"]
    assert [place.name for place in queries.untrained_hamlets(viewer, date(2020, 6, 8))] == ["1", "2"]
    assert second.answer == Answer.ACCEPTED


@pytest.mark.requirement("S1-51")
def test_one_course_in_two_plans_stands_in_both_and_counts_once(cast: Cast) -> None:
    one = course(cast.thuong_lac, movements=("help_campaign", "three_noes"))
    course(cast.long_khanh_a, movements=("help_campaign",))
    found = queries.together(cast.hong_ngu.path, *(JUNE.start, JUNE.end))
    assert (found.total, found.by_movement["help_campaign"], found.by_movement["three_noes"]) == (2, 2, 1)
    viewer = cast.viewer(cast.district_merger)
    assert [row.pk for row in queries.courses_for(viewer, movement="three_noes")] == [one.pk]
    (trainee,) = send(one, cast.thuong_lac, worker(cast.thuong_lac, "Trần An"))
    session(one, trainee.pk)
    assert figure(cast, "training.courses") == 1


@pytest.mark.requirement("S1-53")
def test_courses_are_found_by_who_gives_them(cast: Cast) -> None:
    course(cast.thuong_lac, "Lớp A", organiser=Body.STEERING)
    course(cast.thuong_lac, "Lớp B")
    found = queries.courses_for(cast.viewer(cast.officer), organiser="steering")
    assert [one.title for one in found] == ["Lớp A"]


@pytest.mark.requirement("S1-54")
def test_a_course_reports_each_category_and_nobody_twice(cast: Cast) -> None:
    one = course(cast.thuong_lac)
    categories = (TraineeCategory.DIGNITARY, TraineeCategory.RESPECTED, TraineeCategory.OFFICER)
    sent = []
    for number, category in enumerate((*categories, TraineeCategory.OFFICER)):
        sent += send(one, cast.thuong_lac, worker(cast.thuong_lac, f"Trần {number}"), category=category)
    session(one, *(trainee.pk for trainee in sent))
    session(one, sent[0].pk, on=date(2020, 6, 10))
    found = queries.report(one)
    assert (found.sessions, found.hours, found.people) == (2, Decimal("7.0"), 4)
    assert dict(found.by_category) == {categories[0]: 1, categories[1]: 1, categories[2]: 2}
    assert figure(cast, "training.people") == 4


@pytest.mark.requirement("S4-27")
def test_visits_are_counted_and_the_people_who_went(cast: Cast) -> None:
    one = course(cast.thuong_lac, kind=CourseKind.VISIT, modules=(Module.RECOGNISING,))
    sent = send(one, cast.thuong_lac, worker(cast.thuong_lac, "Trần An"), worker(cast.thuong_lac, "Lý Bình"))
    session(one, *(trainee.pk for trainee in sent), module=Module.RECOGNISING)
    assert (figure(cast, "training.visits"), figure(cast, "training.people")) == (1, 2)
    assert figure(cast, "training.visits", cast.long_khanh_a.path) == 0


@pytest.mark.requirement("S5-23", "S4-39")
def test_the_table_of_who_can_do_what(cast: Cast) -> None:
    an, binh = worker(cast.thuong_lac, "Trần An"), worker(cast.thuong_lac, "Lý Bình")
    one = course(cast.thuong_lac, modules=(Module.APPROACH, Module.COUNSELLING))
    first, second = send(one, cast.thuong_lac, an, binh)
    session(one, first.pk, second.pk, on=date(2020, 6, 9), module=Module.APPROACH)
    session(one, first.pk, on=date(2020, 6, 10), module=Module.COUNSELLING)
    found = {row.worker.name: dict(row.learned) for row in queries.competence(cast.viewer(cast.officer), TODAY)}
    assert found == {
        "Lý Bình": {Module.APPROACH: date(2020, 6, 9)},
        "Trần An": {Module.APPROACH: date(2020, 6, 9), Module.COUNSELLING: date(2020, 6, 10)},
    }


@pytest.mark.requirement("S4-12")
def test_a_course_counts_for_the_target_once_it_was_held(cast: Cast) -> None:
    one = course(cast.thuong_lac)
    assert figure(cast, "training.courses") == 0
    (trainee,) = send(one, cast.thuong_lac, worker(cast.thuong_lac, "Trần An"))
    session(one, trainee.pk)
    assert figure(cast, "training.courses") == 1


def test_a_person_in_two_courses_is_one_of_the_people(cast: Cast) -> None:
    an = worker(cast.thuong_lac, "Trần An")
    for title in ("Lớp A", "Lớp B"):
        one = course(cast.thuong_lac, title)
        (trainee,) = send(one, cast.thuong_lac, an)
        session(one, trainee.pk)
    assert figure(cast, "training.people") == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"module": Module.SPEAKING}, "session-module"),
        ({"hours": Decimal(0)}, "session-hours"),
        ({"hours": Decimal(25)}, "session-hours"),
        ({"held_on": date(2020, 6, 1)}, "session-day"),
        ({"held_on": date(2020, 6, 17)}, "session-day"),
        ({"trainer": " "}, "session-trainer"),
        ({"present": ()}, "session-present"),
        ({"present": (ids.new_id(),)}, "session-present"),
    ],
)
def test_what_a_session_refuses(cast: Cast, changes: dict[str, object], code: str) -> None:
    one = course(cast.thuong_lac)
    (trainee,) = send(one, cast.thuong_lac, worker(cast.thuong_lac, "Trần An"))
    facts = {
        "held_on": TODAY,
        "module": Module.LAW,
        "hours": Decimal(2),
        "trainer": "Bùi Thanh Sơn",
        "present": (trainee.pk,),
        **changes,
    }
    details = actions.SessionDetails(**facts)  # type: ignore[arg-type]
    assert refused(lambda: actions.hold_session(one, details=details, by=SETTER, at=NOW)) == code
    assert not TrainingSession.objects.exists()


def test_who_was_not_taken_is_not_there(cast: Cast) -> None:
    one = course(cast.dong_thap)
    (trainee,) = send(one, cast.thuong_lac, worker(cast.thuong_lac, "Trần An"))
    assert refused(lambda: session(one, trainee.pk)) == "session-present"


def test_seats_are_few(cast: Cast) -> None:
    one = course(cast.dong_thap, seats=1)
    sent = send(one, cast.thuong_lac, worker(cast.thuong_lac, "Trần An"), worker(cast.thuong_lac, "Lý Bình"))
    actions.answer(sent[0], accepted=True, by=SETTER, at=NOW)
    assert refused(lambda: actions.answer(sent[1], accepted=True, by=SETTER, at=NOW)) == "course-full"
    actions.answer(sent[1], accepted=False, by=SETTER, at=NOW)


def test_who_may_be_sent_where(cast: Cast) -> None:
    an, other = worker(cast.thuong_lac, "Trần An"), worker(cast.long_khanh_a, "Lý Bình")
    of_the_neighbour, of_the_district = course(cast.long_khanh_a), course(cast.hong_ngu)
    assert refused(lambda: send(of_the_neighbour, cast.thuong_lac, an)) == "course-unit"
    assert refused(lambda: send(of_the_district, cast.thuong_lac, other)) == "nominee"
    send(of_the_district, cast.thuong_lac, an)
    assert refused(lambda: send(of_the_district, cast.thuong_lac, an)) == "nominee-twice"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"modules": ()}, "course-modules"),
        ({"title": " "}, "course-title"),
        ({"movements": ("no-such",)}, "course-movement"),
        ({"seats": 0}, "course-seats"),
    ],
)
def test_a_half_course_is_refused(cast: Cast, changes: dict[str, object], code: str) -> None:
    facts: dict[str, object] = {"title": "Lớp", **changes}
    assert refused(lambda: course(cast.thuong_lac, **facts)) == code  # type: ignore[arg-type]
