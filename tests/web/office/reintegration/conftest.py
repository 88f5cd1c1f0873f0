"""One person of ấp 2 with a case and a helper who signs in; partners and people after rehab beside them."""

import pytest

from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2, birth="16/05/1992")
    return people.open_home_case(cast, person)


@pytest.fixture
def helped(cast: Cast, case: Case) -> Case:
    people.assign_helper(cast, case, account=cast.helper)
    return case
