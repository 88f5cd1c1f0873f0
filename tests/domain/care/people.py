"""People with open cases for tests of contacts and helpers. Everybody is invented."""

from datetime import date
from itertools import count

from hoanhap.foundation.places.models import Place
from hoanhap.people.cases.models import Case, Cohort, CohortMember, Standing
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from tests.cast import NOW, SETTER

OPENED = date(2020, 1, 16)
_numbers = count(1)
_NAMES = ("Nguyễn Văn Đào", "Huỳnh Thị Thảo", "Trần Văn Út", "Lê Thị Sen", "Phan Văn Bé")


def person(unit: Place, name: str = "") -> Person:
    number = next(_numbers)
    details = PersonDetails(full_name=name or f"{_NAMES[number % len(_NAMES)]} {number}")
    return person_actions.register(details=details, unit=unit, by=SETTER, at=NOW)


def case(unit: Place, name: str = "", *, state: str = "rehab_voluntary_home", opened_on: date = OPENED) -> Case:
    """An open case that has stood in one state since it was opened."""
    made = Case.objects.create(
        person=person(unit, name),
        unit=unit,
        unit_path=unit.path,
        code=f"T-{opened_on.year}-{next(_numbers):04d}",
        regime="R2010",
        state=state,
        measure=state if state.startswith("rehab") else "",
        opened_on=opened_on,
    )
    Standing.objects.create(
        case=made,
        number=1,
        state=state,
        verb="open",
        from_on=opened_on,
        unit=unit,
        unit_path=unit.path,
        regime="R2010",
        recorded_by="setup",
        recorded_at=NOW,
    )
    return made


def cohort(unit: Place, cases: list[Case], *, joined_on: date = OPENED) -> Cohort:
    made = Cohort.objects.create(unit=unit, unit_path=unit.path, name="Nhóm 2020", from_on=OPENED)
    CohortMember.objects.bulk_create(
        CohortMember(cohort=made, case=case, unit=unit, unit_path=unit.path, joined_on=joined_on) for case in cases
    )
    return made
