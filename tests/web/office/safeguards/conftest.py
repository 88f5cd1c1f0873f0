"""A file of xã Thường Lạc with an ID number and a telephone; the commune beside it opens it in an emergency."""

from datetime import date

import pytest

from hoanhap.kernel import clock
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import Cast
from tests.web.office.safeguards.words import NAME, NUMBER, PHONE


@pytest.fixture
def case(cast: Cast) -> Case:
    person = people.register_person(cast, NAME, id_number=NUMBER, phone=PHONE, hamlet=cast.ap_2)
    found = people.open_home_case(cast, person)
    people.assign_helper(cast, found)
    people.log_contact(cast, found, on=date(2020, 6, 1))
    found.refresh_from_db()
    case_actions.set_wish(
        case=found,
        wish="Muốn có việc làm gần nhà",
        by=cast.viewer(cast.officer).actor,
        at=clock.now(),
        version=found.version,
    )
    return found
