"""One person of ấp 2 with a case, a helper who signs in, and a contact."""

from datetime import date

import pytest

from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import Cast

NUMBER = "000099994821"


@pytest.fixture
def case(cast: Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2, id_number=NUMBER, phone="0912000111")
    return people.open_home_case(cast, person)


@pytest.fixture
def helped(cast: Cast, case: Case) -> Case:
    people.assign_helper(cast, case, account=cast.helper)
    return case


@pytest.fixture
def contact(cast: Cast, case: Case) -> Contact:
    return people.log_contact(cast, case, on=date(2020, 5, 14))
