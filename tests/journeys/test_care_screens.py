"""The screens of care on a telephone: every page is looked at, and the nurse's day is walked by presses."""

import pytest

from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.individual_plan import actions as plans
from hoanhap.people.care.individual_plan.rules import StepDetails
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("sqlite")


@pytest.mark.requirement("J3", "S2-44")
def test_the_nurse_records_a_day_and_a_test(cast: Cast, sit_down: SitDown) -> None:
    """A day of detox and a test on a telephone; each look at a page is an examination of it."""
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", phone="0912000111"))
    people.refer(cast, case, cast.health_station)
    here = f"/cases/{case.pk}/health/"
    with sit_down(walk.PHONE) as nurse:
        nurse.signed_in("tram-y-te")
        nurse.open(f"{here}detox/")
        nurse.go(nurse.button("Lưu"))
        nurse.open("/")
        nurse.go(nurse.link("Ghi phiếu").first)
        nurse.presses = 0
        nurse.choose("Biểu hiện cai", "Nhẹ")
        nurse.go(nurse.button("Lưu"))
        assert nurse.presses == 2
        nurse.open(f"{here}test/")
        nurse.page.get_by_label("Bộ thử").fill("QuickTest 4")
        nurse.presses = 0
        nurse.choose("Kết quả", "Âm tính")
        nurse.go(nurse.button("Lưu"))
        assert nurse.presses == 2
        for path in ("detox/exam/", "detox/end/", "substitution/", "overdose/"):
            nurse.open(here + path)
        nurse.open("/referrals/")


def test_the_officer_looks_at_plan_talks_and_groups(cast: Cast, sit_down: SitDown) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))
    people.refer(cast, case, cast.health_station)
    leaflet = counselling.add_leaflet(unit=cast.thuong_lac, details=talks.LEAFLET, by=SETTER, at=NOW)
    talks.write_plan(cast, case)
    plans.agree(case, step=StepDetails(what="Đăng ký lớp sửa xe", owner="officer", due_on=TODAY), by=SETTER, at=NOW)
    talks.counsel(cast, case, topics=("harm",), leaflet=leaflet)
    talks.counsel(cast, case, kind="psychological", note="Buồn vì xa con")
    talks.consent(cast, case.person, "groups")
    group = groups.start(unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=TODAY, by=SETTER, at=NOW)
    groups.join(group, case=case, on=TODAY, by=SETTER, at=NOW)
    here = f"/cases/{case.pk}/"
    with sit_down(walk.PHONE) as officer:
        officer.signed_in("can-bo")
        for address in (
            here,
            f"{here}own-plan/",
            f"{here}own-plan/write/",
            f"{here}own-plan/steps/",
            f"{here}counselling/",
            f"{here}counselling/new/",
            "/leaflets/",
            "/leaflets/new/",
            "/support-groups/",
            f"/support-groups/{group.pk}/",
            f"/support-groups/{group.pk}/join/",
            f"/support-groups/{group.pk}/meet/",
            "/first-aid/overdose/",
        ):
            officer.open(address)
        officer.open(here)
        officer.go(officer.button("Kết quả xét nghiệm: xem (ghi nhật ký)"))
