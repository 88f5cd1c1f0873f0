"""People with open cases for tests of contacts and helpers, opened by the real actions. Everybody is invented."""

from collections.abc import Sequence
from datetime import date
from itertools import count

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.durations import add_months
from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment.actions import DeterminationDetails
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.assessment.models import Determination
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case, Cohort
from hoanhap.people.cases.rules import NO_DECISION, Decision, Step
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.rules import PersonDetails
from tests.cast import NOW, SETTER, TODAY

OPENED = date(2020, 1, 16)
HOME = "rehab_voluntary_home"
FACILITY = "rehab_voluntary_facility"
_numbers = count(1)
_NAMES = ("Nguyễn Văn Đào", "Huỳnh Thị Thảo", "Trần Văn Út", "Lê Thị Sen", "Phan Văn Bé")


def case(unit: Place, name: str = "", *, state: str = HOME, opened_on: date = OPENED) -> Case:
    """One open case taken over from a list in this state."""
    return cases(unit, 1, name, state=state, opened_on=opened_on)[0]


def cases(unit: Place, how_many: int, name: str = "", *, state: str = HOME, opened_on: date = OPENED) -> list[Case]:
    """Many at once, as an import does it."""
    names = [name or f"{_NAMES[number % len(_NAMES)]} {number}" for number in _next(how_many)]
    details = [PersonDetails(full_name=one) for one in names]
    persons = person_actions.bulk_register(details=details, unit=unit, by=SETTER, at=NOW)
    step = Step(state=state, on=opened_on, decision=_decision(state, opened_on), signer_title="Chủ tịch UBND xã")
    openings = [Opening(person=person, steps=(step,)) for person in persons]
    return case_actions.bulk_open(openings=openings, unit=unit, by=SETTER, at=NOW)


def determined(
    case: Case, *, result: Result = Result.HAS, on: date = TODAY, number: str = "9/PKQ", name: str = "Huỳnh Thị Lụa"
) -> Determination:
    """The result of determining addiction, with its paper: by it the case is a management file."""
    details = DeterminationDetails(
        result=result, determined_on=on, paper_number=number, facility="Trung tâm Y tế huyện", signer=name
    )
    return assessment.determine(case, details=details, by=SETTER, at=clock.at(on, 15))[0]


def cohort(unit: Place, cases: Sequence[Case], *, joined_on: date = OPENED) -> Cohort:
    made = case_actions.start_cohort(unit=unit, name="Nhóm 2020", from_on=OPENED, by=SETTER, at=NOW)
    case_actions.add_to_cohort(cohort=made, cases=cases, joined_on=joined_on, by=SETTER, at=NOW)
    return made


def _decision(state: str, on: date) -> Decision:
    if not state.startswith("rehab"):
        return NO_DECISION
    return Decision(number="05/QĐ-UBND", on=on, signer="Lê Văn Thành", term_from=on, term_to=add_months(on, 6))


def _next(how_many: int) -> list[int]:
    return [next(_numbers) for _ in range(how_many)]
