"""The cast of the tests, laid out once for each test that asks for it."""

import pytest

from hoanhap.people.cases.models import Case
from tests import cast as casting
from tests import people


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.make()


@pytest.fixture
def case(cast: casting.Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
