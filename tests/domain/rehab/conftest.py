"""The cast of the tests with files that stand anywhere in any of the three laws."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import NO_DECISION, Decision, Step
from tests import cast as casting
from tests import people
from tests.cast import Cast

Open = Callable[..., Case]
Move = Callable[..., Case]


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


@pytest.fixture
def by(cast: Cast) -> Actor:
    return cast.viewer(cast.officer).actor


@pytest.fixture
def open_case(cast: Cast, by: Actor) -> Open:
    """A file that stands in this state since this day."""
    numbers = iter(range(1, 100))

    def _open(state: str, on: date, *, birth: str = "1990", decision: Decision = NO_DECISION, hour: int = 9) -> Case:
        person = people.register_person(cast, f"Nguyễn Văn Ví Dụ {next(numbers)}", birth=birth)
        opening = cases.Opening(person=person, steps=(Step(state=state, on=on, decision=decision),))
        return cases.open_case(opening=opening, unit=person.unit, by=by, at=clock.at(on, hour))

    return _open


@pytest.fixture
def move(by: Actor) -> Move:
    """One step of the law, as the plain act makes it."""

    def _move(case: Case, verb: str, at: datetime, *, decision: Decision = NO_DECISION) -> Case:
        case.refresh_from_db()
        on = clock.local_day(at)
        moved = cases.move(
            case=case, verb=verb, on=on, signer_title="Chủ tịch", by=by, at=at, version=case.version, decision=decision
        )
        return moved.case

    return _move


def decided(on: date, days: int, number: str = "01/QĐ") -> Decision:
    return Decision(number=number, on=on, signer="Lê Văn Thành", term_from=on, term_to=on + timedelta(days=days))


def owed(case: Case) -> dict[str, Duty]:
    """The open duties about a case by kind."""
    rows = Duty.objects.filter(subject_kind="case", subject_id=str(case.pk), settled_at=None).order_by("id")
    return {duty.kind: duty for duty in rows}
