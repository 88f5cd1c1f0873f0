"""The cast of the tests with some persons of Thường Lạc."""

from collections.abc import Callable
from datetime import date

import pytest

from hoanhap.kernel.dates import PartialDate
from hoanhap.people.cases import actions
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import NO_DECISION, Decision, Step
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from tests import cast as casting
from tests.cast import NOW, SETTER, Cast

Register = Callable[..., Person]
Open = Callable[..., Case]


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


@pytest.fixture
def register(cast: Cast) -> Register:
    def _register(name: str = "Nguyễn Văn An", *, unit: str = "thuong_lac", year: int = 1985) -> Person:
        place = getattr(cast, unit)
        hamlet = cast.ap_1.pk if unit == "thuong_lac" else None
        details = PersonDetails(full_name=name, birth=PartialDate(year), hamlet_id=hamlet)
        return person_actions.register(details=details, unit=place, by=SETTER, at=NOW)

    return _register


@pytest.fixture
def open_case(cast: Cast, register: Register) -> Open:
    def _open(
        state: str = "identified",
        on: date = date(2020, 5, 4),
        *,
        name: str = "Nguyễn Văn An",
        unit: str = "thuong_lac",
        decision: Decision = NO_DECISION,
    ) -> Case:
        person = register(name, unit=unit)
        opening = Opening(person=person, steps=(Step(state=state, on=on, decision=decision),))
        return actions.open_case(opening=opening, unit=getattr(cast, unit), by=SETTER, at=NOW)

    return _open
