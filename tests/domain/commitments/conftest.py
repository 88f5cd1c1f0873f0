"""The cast of the tests, and one case of xã Thường Lạc with a helper."""

import pytest

from hoanhap.people.cases.models import Case
from tests import cast as casting
from tests import people


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.make()


@pytest.fixture
def case(cast: casting.Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2)
    return people.open_home_case(cast, person)
