"""Invented people: the same from one seed, lawful, impossible to mistake for real ones, entered by the real actions."""

import re
from datetime import date, timedelta

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import periods
from hoanhap.kernel.text import fold
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.ops.generator import inventing, names, proportions, worlds
from hoanhap.people.care.models import Contact
from hoanhap.people.cases import rules as case_rules
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case, CohortMember, Standing
from hoanhap.people.cases.rules import Step
from hoanhap.people.community.models import TaskForce
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration.models import HelperAssignment

DAY = date(2026, 6, 16)
DAYS = [date(2019, 5, 20), date(2022, 2, 10), DAY, date(2026, 11, 22)]
HAMLETS = [(1, "ấp 1"), (2, "ấp 2")]
_DRUG_WORDS = re.compile(r"ma tuy|heroin|thuoc phien|nghien|drug|addict")


def drawn(count: int = 300, *, seed: str = "thử", on: date = DAY) -> list[inventing.Invented]:
    return list(inventing.people(count, seed=seed, on=on, hamlets=HAMLETS, first_number=500))


def test_one_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert drawn() == drawn()
    assert drawn() != drawn(seed="khác")


def test_no_invented_number_could_belong_to_anybody() -> None:
    numbers = [row.details.id_number for row in drawn() if row.details.id_number]
    assert len(numbers) == len(set(numbers)) > 200
    assert all(re.fullmatch(r"999\d{9}", number) for number in numbers)
    assert all(row.details.phone.startswith("000") for row in drawn() if row.details.phone)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_case_is_lawful_on_its_day(on: date) -> None:
    for row in drawn(on=on):
        case_rules.plan(row.steps, birth=row.details.birth, today=row.entered_on, calendar=WorkingCalendar())


def test_proportions_are_near_the_table() -> None:
    many = drawn(4_000)
    wanted = {row.state: 0 for row in proportions.STATES}
    for share in proportions.STATES:
        wanted[share.state] += share.weight
    stands = [row.steps[0].state if row.state in states.CLOSED else row.state for row in many]
    for state, weight in wanted.items():
        assert stands.count(state) / len(many) * 100 == pytest.approx(weight, abs=3)
    assert sum(row.details.sex == "male" for row in many) / len(many) == pytest.approx(proportions.MALE, abs=0.02)


def test_names_of_communes_do_not_repeat() -> None:
    assert len(set(names.places(500))) == 500


@pytest.fixture
def small(db: None) -> worlds.World:
    return worlds.province(90, on=DAY, communes=3, largest=40)


def test_a_province_has_its_people_with_cases_helpers_and_contacts(small: worlds.World) -> None:
    assert (small.people, len(small.communes), small.communes[0].people) == (90, 3, 40)
    assert Person.objects.count() == Case.objects.count() == 90
    assert Standing.objects.filter(to_on=None).count() == 90
    assert TaskForce.objects.count() == 3
    for model in (HelperAssignment, Contact, CohortMember, Duty):
        assert model.objects.count() > 10
    assert AuditEntry.objects.filter(code="contact.logged").count() == Contact.objects.count()


def test_a_duty_to_meet_stands_open_once_for_each_person_living_in_the_commune(small: worlds.World) -> None:
    living = set(Case.objects.filter(state__in=states.FOLLOWED).values_list("id", flat=True))
    held = list(Duty.objects.filter(kind="care.meet", settled_at=None).values_list("subject_id", flat=True))
    first = Duty.objects.filter(kind="case.first_contact", settled_at=None).values_list("subject_id", flat=True)
    assert sorted(map(str, living)) == sorted([*held, *first])


def test_the_officer_of_a_commune_finds_his_people_and_nobody_elses(small: worlds.World) -> None:
    mine, other = small.communes[0], small.communes[1]
    person = Person.objects.filter(unit=mine.place).order_by("id")[0]
    name = vault.reveal(person, "full_name")
    found = person_queries.search(viewers.of(mine.officer, DAY), fold(name), limit=50)
    assert person.pk in {hit.person_id for hit in found}
    assert {hit.unit_id for hit in found} == {mine.place.pk}
    assert person.pk not in {hit.person_id for hit in person_queries.search(viewers.of(other.officer, DAY), name)}


def test_the_figures_of_the_month_agree_with_the_parts(small: worlds.World) -> None:
    question = indicators.Question(periods.monthly(2026, 6), small.unit.path)
    count = {
        code: indicators.count(code, question)
        for code in ("cohort.managed", "cohort.progress", "cohort.not_yet", "cohort.at_risk", "cohort.not_assessed")
    }
    assert count["cohort.managed"] == sum(count.values()) - count["cohort.managed"] > 0
    stock = {code: indicators.count(f"stock.{code}", question) for code in ("opening", "new", "removed", "total")}
    assert stock["opening"] + stock["new"] - stock["removed"] == stock["total"] > 0


def test_a_district_stands_between_its_province_and_its_communes(db: None) -> None:
    made = worlds.district(30, on=date(2020, 6, 16), communes=2)
    assert made.unit.kind == PlaceKind.DISTRICT
    assert {settled.place.parent_id for settled in made.communes} == {made.unit.pk}
    assert made.people == 30


def test_worlds_with_different_numbers_live_side_by_side(db: None) -> None:
    worlds.commune(5, on=DAY, number=1)
    worlds.commune(5, on=DAY, number=2)
    assert Place.objects.filter(kind=PlaceKind.PROVINCE).count() == 2
    assert Person.objects.count() == 10


def test_no_code_of_a_case_names_drugs(small: worlds.World) -> None:
    codes = Case.objects.values_list("code", flat=True)
    assert not [code for code in codes if _DRUG_WORDS.search(fold(code))]


def test_the_check_for_lawfulness_can_fail() -> None:
    """The known-bad variant of the test above: a case that begins tomorrow is refused."""
    row = drawn(1)[0]
    ahead = (Step(state="identified", on=row.entered_on + timedelta(days=1)),)
    with pytest.raises(Exception, match="ngày sắp tới"):
        case_rules.plan(ahead, birth=row.details.birth, today=row.entered_on, calendar=WorkingCalendar())
