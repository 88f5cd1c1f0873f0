"""One person of ấp 2 about whom everything is known, with a helper, contacts of three hands, and a police record."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.kernel import clock
from hoanhap.kernel.dates import parse_vietnamese
from hoanhap.people.care import actions as care
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from tests import people
from tests.cast import NOW, SETTER, Cast

NAME = "Nguyễn Văn Đào"
WHOLE = {
    "full_name": NAME,
    "birth_date": "05/06/1992",
    "id_number": "000099994821",
    "phone": "0912000111",
    "permanent_address": "số 11 đường Thường Trú",
    "current_address": "số 22 đường Hiện Nay",
    "relative": "mẹ Trần Thị Thân Nhân",
}
"""Sealed field → what stands there whole; no value is part of another text of the page."""

WISH, PRIOR, CAUSE = "Có việc làm gần nhà", "01 tiền án năm 2016", "Buồn chuyện gia đình"
OFFICERS, HELPERS, OTHERS = "Ghi của cán bộ xã", "Ghi của người giúp đỡ", "Ghi của người giúp đỡ khác"
SOCIAL = (WISH, OFFICERS, OTHERS)


@dataclass(frozen=True)
class World:
    case: Case
    person: Person


def _met(by: Account, case: Case, on: date, note: str, cast: Cast) -> None:
    details = ContactDetails(met_at=clock.at(on, 9), place="home", met=True, condition="progress", note=note)
    care.log_contact(case, details=details, by=cast.viewer(by).actor, at=clock.at(on, 17))


@pytest.fixture
def world(cast: Cast) -> World:
    known = {name: value for name, value in WHOLE.items() if name != "birth_date"}
    details = replace(
        PersonDetails(**known, birth=parse_vietnamese(WHOLE["birth_date"]), sex="male", hamlet_id=cast.ap_2.pk),
        occupation="Thợ hồ",
    )
    person = persons.register(details=details, unit=cast.thuong_lac, by=SETTER, at=clock.at(people.DECIDED, 8))
    case = people.open_home_case(cast, person)
    cases.set_wish(case=case, wish=WISH, by=SETTER, at=NOW, version=case.version)
    cases.record_prior(case=case, prior_record=PRIOR, by=SETTER, at=NOW, version=0)
    people.assign_helper(cast, case, account=cast.helper)
    _met(cast.officer, case, date(2020, 4, 2), OFFICERS, cast)
    _met(cast.helper, case, date(2020, 5, 3), HELPERS, cast)
    _met(cast.other_helper, case, date(2020, 5, 20), OTHERS, cast)
    case.refresh_from_db()
    return World(case, person)
