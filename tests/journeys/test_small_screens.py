"""The smallest phone (320 px, or a desk at 400 %): the longest names and the widest table stay inside the page."""

from datetime import date

import pytest

from hoanhap.kernel import clock
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import HelperDetails
from tests import people
from tests.cast import NOW, SETTER, Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("postgres")

SMALLEST = {**walk.PHONE, "viewport": {"width": 320, "height": 640}}
LONG = "N" * 60


def test_long_names_do_not_widen_the_page(cast: Cast, sit_down: SitDown) -> None:
    case = people.open_home_case(cast, people.register_person(cast, f"{LONG} {LONG[:59]}", hamlet=cast.ap_1))
    helper = HelperDetails(helper_name="H" * 100, organisation="O" * 150, valid_from=clock.today())
    reintegration.assign(case, details=helper, by=SETTER, at=NOW)
    force = community.set_up(
        unit=cast.thuong_lac,
        decision_number="12/QĐ-UBND",
        decision_on=date(2020, 1, 5),
        valid_from=date(2020, 1, 6),
        by=SETTER,
        at=NOW,
    )
    community.add_member(
        force, name="Lê Thanh Phong", role=MemberRole.HEAD, valid_from=clock.today(), by=SETTER, at=NOW
    )
    with sit_down(SMALLEST) as officer:
        officer.signed_in("can-bo")
        here = f"/cases/{case.pk}/"
        for address in (
            "/",
            "/people/",
            here,
            f"{here}move/",
            f"{here}contacts/new/",
            f"{here}helper/",
            "/task-forces/",
        ):
            officer.open(address)
