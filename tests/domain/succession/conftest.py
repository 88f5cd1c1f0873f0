"""huyện Hồng Ngự, where two communes merge into a ward, or one is split in two, on 1/7/2020."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case, Cohort
from hoanhap.people.persons.models import Person
from tests import cast as stage
from tests import map_changes, people
from tests.cast import Cast
from tests.map_changes import DAY

NIGHT = Actor(account_id="daily", title="việc hằng đêm", origin="job")
EVE = DAY - timedelta(days=1)
AT = clock.at(DAY, 2)


@dataclass
class Scene:
    """People of xã Thường Lạc and xã Long Khánh A, and what the map of 1/7 makes of them."""

    cast: Cast
    ward: Place
    persons: list[Person]
    cases: list[Case]
    neighbour: Case
    cohort: Cohort


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    clock.set_start(stage.NOW)
    yield stage.make()
    clock.set_start(None)


@pytest.fixture
def merged(cast: Cast) -> Scene:
    """Three people in Thường Lạc (two of ấp 1, one met and helped), one in Long Khánh A; merged from 1/7."""
    persons = [
        people.register_person(cast, "Nguyễn Văn An", hamlet=cast.ap_1, id_number="087090000001", phone="0912345678"),
        people.register_person(cast, "Trần Văn Bình", hamlet=cast.ap_1),
        people.register_person(cast, "Lê Thị Cúc", hamlet=cast.ap_2),
    ]
    cases = [people.open_home_case(cast, person) for person in persons]
    other = people.register_person(cast, "Phạm Văn Dũng", unit=cast.long_khanh_a)
    neighbour = people.open_home_case(cast, other)
    people.assign_helper(cast, cases[0], account=cast.helper)
    people.log_contact(cast, cases[0], on=stage.TODAY)
    cohort = people.follow_together(cast, cases)
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    map_changes.merge(cast.thuong_lac, cast.long_khanh_a, into=ward)
    return Scene(cast, ward, persons, cases, neighbour, cohort)
