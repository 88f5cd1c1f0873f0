"""Courses with seats and demand, work through a vacancy or another way, kept at 3, 6 and 12 months or not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import needs as need_actions
from hoanhap.people.reintegration.actions import registers, work
from hoanhap.people.reintegration.duties import work as duties
from hoanhap.people.reintegration.models import Enrolment, NeedState, Placement
from hoanhap.people.reintegration.queries import needs
from hoanhap.people.reintegration.queries import registers as register_queries
from hoanhap.people.reintegration.queries import supports as support_queries
from tests import people as everybody
from tests.cast import NOW, SETTER, TODAY, Cast, attest_until
from tests.domain.care import people
from tests.domain.reintegration import world

BEGUN = date(2020, 2, 10)
YEAR = Period(date(2020, 1, 1), date(2022, 1, 1))


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.case(cast.thuong_lac, "Nguyễn Văn Đào")


def start(case: Case, *, vacancy: object = None, on: date = BEGUN, **more: object) -> Placement:
    found = Placement.Found.VACANCY if vacancy else Placement.Found.SELF
    facts = {"trade": "sewing", "found": found, "vacancy": vacancy, "on": on, "by": SETTER, "at": NOW} | more
    return work.start_job(case, **facts)  # type: ignore[arg-type]


def waiting_checks() -> list[tuple[str, date]]:
    rows = Duty.objects.filter(kind=duties.CHECK.code, settled_at=None).order_by("due_at", "id")
    return [(str(duty.holder_account_id or duty.holder_role), due_day(duty.due_at)) for duty in rows]


@pytest.mark.requirement("S2-25", "S3-25")
def test_the_chain_from_a_need_by_course_and_work_to_the_check_after_three_months(cast: Cast, case: Case) -> None:
    school = world.partner(cast.thuong_lac)
    need = world.need(case, "trade", on=date(2020, 1, 20), trade="sewing")
    enrolled = work.enrol(
        case, course=world.course(school, cast.thuong_lac), on=date(2020, 2, 4), need=need, by=SETTER, at=NOW
    )
    work.end_enrolment(enrolled, result=Enrolment.Result.PASSED, on=date(2020, 2, 9), by=SETTER, at=NOW)
    placement = start(case, vacancy=world.vacancy(school, cast.thuong_lac), need=need)
    work.check_job(placement, kept=True, on=date(2020, 5, 11), by=SETTER, at=NOW)
    need.refresh_from_db()
    assert need.state == "answered"
    need_actions.end_need(need, state=NeedState.MET, on=date(2020, 5, 12), by=SETTER, at=NOW)
    need.refresh_from_db()
    assert [(link.on, link.words) for link in needs.chain(need)] == [
        (date(2020, 1, 20), "nêu nhu cầu"),
        (date(2020, 2, 4), "trả lời: đã sắp xếp được"),
        (date(2020, 2, 4), "vào lớp May công nghiệp"),
        (date(2020, 2, 9), "hoàn thành, có chứng chỉ"),
        (date(2020, 2, 10), "bắt đầu đi làm"),
        (date(2020, 5, 11), "còn làm sau 3 tháng"),
        (date(2020, 5, 12), "đã được đáp ứng"),
    ]


@pytest.mark.requirement("S5-27")
def test_a_course_nobody_asks_for_here_carries_a_warning(cast: Cast) -> None:
    school = world.partner(cast.thuong_lac)
    world.course(school, cast.thuong_lac, trade="welding")
    officer = cast.viewer(cast.officer)
    (row,) = register_queries.courses(officer)
    assert (row.trade, row.wanted, row.warns) == ("Hàn, cơ khí", 0, True)
    registers.record_demand(
        unit=cast.thuong_lac,
        trade="welding",
        wanted=4,
        said_by="hai xưởng hàn của xã",
        valid_from=world.SPRING,
        valid_to=date(2020, 12, 1),
        by=SETTER,
        at=NOW,
    )
    assert [row.wanted for row in register_queries.courses(officer)] == [4]
    elsewhere = world.course(world.partner(cast.long_khanh_a), cast.long_khanh_a, trade="welding")
    assert register_queries.wanted(elsewhere.unit_path, "welding", TODAY) == 0


def test_open_vacancies_are_demand_and_old_demand_is_none(cast: Cast) -> None:
    owner = world.partner(cast.thuong_lac)
    vacancy = world.vacancy(owner, cast.thuong_lac, seats=3)
    asked = (cast.thuong_lac.path, "sewing")
    assert register_queries.wanted(*asked, TODAY) == 3
    start(people.case(cast.thuong_lac), vacancy=vacancy)
    assert register_queries.wanted(*asked, TODAY) == 2
    assert register_queries.wanted(*asked, world.SPRING - timedelta(days=1)) == 0
    registers.close_vacancy(vacancy, on=TODAY, by=SETTER, at=NOW)
    assert register_queries.wanted(*asked, TODAY) == 0


def test_a_course_is_full_and_nobody_sits_in_it_twice(cast: Cast, case: Case) -> None:
    course = world.course(world.partner(cast.thuong_lac), cast.thuong_lac, seats=1)

    def enrol(one: Case, on: date = BEGUN) -> Enrolment:
        return work.enrol(one, course=course, on=on, by=SETTER, at=NOW)

    first, other = enrol(case), people.case(cast.thuong_lac)
    for one, on, code in ((other, BEGUN, "course-full"), (other, date(2020, 5, 1), "course-over")):
        with pytest.raises(Refused) as refusal:
            enrol(one, on)
        assert refusal.value.code == code
    work.end_enrolment(first, result=Enrolment.Result.LEFT, on=BEGUN, by=SETTER, at=NOW)
    assert enrol(other)
    with pytest.raises(Refused) as refusal:
        work.end_enrolment(first, result=Enrolment.Result.PASSED, on=BEGUN, by=SETTER, at=NOW)
    assert refusal.value.code == "enrolment-ended"


@pytest.mark.requirement("S4-36")
def test_a_person_matched_with_an_opening_is_asked_after_at_three_and_six_months(cast: Cast) -> None:
    attest_until(date(2021, 12, 31))
    person = everybody.register_person(cast, "Nguyễn Văn Đào")
    case = everybody.open_home_case(cast, person)
    everybody.assign_helper(cast, case, account=cast.helper)
    placement = start(case, vacancy=world.vacancy(world.partner(cast.thuong_lac), cast.thuong_lac))
    assert waiting_checks() == [(str(cast.helper.pk), date(2020, 5, 24))]
    work.check_job(placement, kept=True, on=date(2020, 5, 10), by=SETTER, at=NOW)
    assert waiting_checks() == [(str(cast.helper.pk), date(2020, 8, 24))]
    for on, code in ((date(2020, 6, 1), "job-early"),):
        with pytest.raises(Refused) as refusal:
            work.check_job(placement, kept=True, on=on, by=SETTER, at=NOW)
        assert refusal.value.code == code
    later = clock.at(date(2020, 8, 20), 9)
    work.check_job(placement, kept=True, on=date(2020, 8, 10), by=SETTER, at=later)
    assert [(check.months, check.kept) for check in placement.checks.order_by("months")] == [
        (3, True),
        (6, True),
        (12, None),
    ]
    assert waiting_checks() == [(str(cast.helper.pk), date(2021, 2, 24))]


@pytest.mark.requirement("S5-28")
def test_retention_after_three_six_and_twelve_months_counts_from_the_rows(cast: Cast) -> None:
    """Four begin on one day: one stays a year, one stops after four months, one after two, one is never asked."""
    stays, four, two, silent = (start(one) for one in people.cases(cast.thuong_lac, 4))
    at = clock.at(date(2021, 3, 1), 9)
    for months in (date(2020, 5, 10), date(2020, 8, 10), date(2021, 2, 10)):
        work.check_job(stays, kept=True, on=months, by=SETTER, at=at)
    work.check_job(four, kept=True, on=date(2020, 5, 10), by=SETTER, at=at)
    work.end_job(four, reason=Placement.EndReason.CONTRACT, on=date(2020, 6, 12), by=SETTER, at=at)
    work.check_job(two, kept=False, on=date(2020, 4, 10), by=SETTER, at=at)
    assert silent.ended_on is None
    asked = Question(YEAR, cast.thuong_lac.path)
    figures = {
        months: tuple(count(f"jobs.{name}_{months}", asked) for name in ("due", "kept", "unasked"))
        for months in (3, 6, 12)
    }
    assert figures == {3: (4, 2, 1), 6: (4, 1, 1), 12: (4, 1, 1)}
    kept = support_queries.kept_work(cast.viewer(cast.officer), YEAR)
    assert [(row.months, row.due, row.kept, row.unknown) for row in kept] == [(3, 4, 2, 1), (6, 4, 1, 1), (12, 4, 1, 1)]
    assert count("jobs.employed", Question(Period(date(2021, 2, 1), date(2021, 3, 1)), cast.thuong_lac.path)) == 2
    assert count("jobs.started", asked) == 4
    assert count("jobs.due_3", Question(YEAR, cast.long_khanh_a.path)) == 0


def test_who_stopped_after_the_day_asked_about_was_at_work_on_it(cast: Cast, case: Case) -> None:
    placement = start(case)
    work.end_job(placement, reason=Placement.EndReason.BETTER, on=date(2020, 5, 20), by=SETTER, at=NOW)
    assert [(check.months, check.kept) for check in placement.checks.order_by("months")] == [
        (3, True),
        (6, False),
        (12, False),
    ]
    assert waiting_checks() == []
    with pytest.raises(Refused):
        work.check_job(placement, kept=True, on=TODAY, by=SETTER, at=NOW)


def test_a_vacancy_has_so_many_seats_and_a_person_one_of_them(cast: Cast, case: Case) -> None:
    vacancy = world.vacancy(world.partner(cast.thuong_lac), cast.thuong_lac, seats=1)
    start(case, vacancy=vacancy)
    with pytest.raises(Refused) as refusal:
        start(people.case(cast.thuong_lac), vacancy=vacancy)
    assert refusal.value.code == "vacancy-full"
    with pytest.raises(Refused) as refusal:
        start(people.case(cast.thuong_lac), vacancy=None, found=Placement.Found.VACANCY)
    assert refusal.value.code == "job-found"
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(case=case).update(found=Placement.Found.SELF)


def test_nothing_about_anybody_is_written_into_what_an_employer_sees(cast: Cast, case: Case) -> None:
    """The register of vacancies names no person, and what is logged about it names none either."""
    vacancy = world.vacancy(world.partner(cast.thuong_lac), cast.thuong_lac)
    start(case, vacancy=vacancy)
    fields = {field.name for field in type(vacancy)._meta.concrete_fields} | {
        field.name for field in type(vacancy.partner)._meta.concrete_fields
    }
    assert not fields & {"person", "case", "need", "placement"}
    entries = AuditEntry.objects.filter(subject_kind__in=("vacancy", "partner"))
    assert entries.exists()
    assert not entries.filter(detail__icontains=str(case.pk)).exists()


def test_the_file_ends_and_nobody_is_asked_any_more(cast: Cast) -> None:
    from hoanhap.people.cases import actions as cases

    case = everybody.open_home_case(cast, everybody.register_person(cast, "Nguyễn Văn Đào"))
    start(case)
    world.need(case)
    case.refresh_from_db()
    cases.close(case=case, verb="close_moved", on=TODAY, signer_title="x", by=SETTER, at=NOW, version=case.version)
    assert not Duty.objects.filter(subject_id=str(case.pk), settled_at=None).exists()
    with pytest.raises(Refused) as refusal:
        start(case)
    assert refusal.value.code == "support-case-closed"
