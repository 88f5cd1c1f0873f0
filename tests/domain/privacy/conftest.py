"""The cast on its day, a person of the commune with a file, and a little history (2020: the office's own rhythm)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from tests import cast as stage
from tests import people
from tests.cast import Cast


@dataclass
class World:
    cast: Cast
    person: Person
    case: Case


@pytest.fixture
def world(db: None) -> Iterator[World]:
    clock.set_start(stage.NOW)
    cast = stage.make()
    person = people.register_person(
        cast, "Phạm Văn Mẫu", birth="16/05/1992", id_number="079092009999", phone="0912000111", hamlet=cast.ap_1
    )
    yield World(cast, person, people.open_home_case(cast, person))
    clock.set_start(None)
