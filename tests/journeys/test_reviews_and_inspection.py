"""The officer signs a quarter on a telephone; an inspector draws twenty files and reads one; all pages are examined."""

import time
from datetime import date

import pytest

from hoanhap.people.reviews.models import Review
from tests.cast import Cast
from tests.domain.care import people
from tests.domain.reviews.signing import sign
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("sqlite")


def after_rehab(cast: Cast, how_many: int) -> list[object]:
    """People who came home in January, reviewed in March and in June; some with a sign, one not met."""
    cases = people.cases(cast.thuong_lac, how_many, state="post_rehab_residence", opened_on=date(2020, 1, 16))
    sign(cases, on=date(2020, 3, 28))
    sign(cases[:4], on=date(2020, 6, 3), condition="at_risk", use_seen=True, seen_on=date(2020, 5, 2))
    sign(cases[4:6], on=date(2020, 6, 3), not_seen="absent")
    sign(cases[6:-2], on=date(2020, 6, 3), work="stable")
    return list(cases)


@pytest.mark.requirement("J1")
def test_a_quarter_is_signed_by_one_tick_a_person(cast: Cast, sit_down: SitDown) -> None:
    after_rehab(cast, 10)
    with sit_down(walk.PHONE) as officer:
        officer.signed_in("can-bo")
        officer.open("/reviews/2020-Q2/")
        officer.presses = 0
        for row in officer.page.locator(".hn-review").all():
            officer.press(row.get_by_text("Tiến bộ", exact=True))
        officer.go(officer.button("Lưu những dòng đã chọn"))
        assert officer.presses == 3, "one tick a person and one press to save"
        officer.open("/reviews/years/")
        officer.open("/outcomes/")
    assert Review.objects.filter(year=2020, quarter=2).count() == 10


def test_the_outcomes_are_read_on_a_desk_and_on_a_telephone(cast: Cast, sit_down: SitDown) -> None:
    after_rehab(cast, 24)
    for kind in (walk.DESK, walk.PHONE):
        with sit_down(kind) as leader:
            leader.signed_in("lanh-dao")
            leader.open("/outcomes/?quarter=2020-Q2")
            assert leader.page.locator("svg.hn-curve").is_visible()
            assert leader.page.evaluate("document.documentElement.scrollWidth") <= kind["viewport"]["width"]
            leader.open("/assignments/")
            leader.open("/assignments/limit/")
            leader.open("/outcomes/indicators/?list=none")
            assert leader.page.evaluate("document.documentElement.scrollWidth") <= kind["viewport"]["width"]
    with sit_down(walk.DESK) as merger:
        merger.signed_in("tong-hop")
        merger.open("/outcomes/")
        merger.open("/outcomes/indicators/")
    with sit_down(walk.PHONE) as police:
        police.signed_in("cong-an")
        police.open("/reviews/offences/")


@pytest.mark.requirement("J11")
def test_an_inspector_draws_twenty_files_and_sees_the_gaps(cast: Cast, sit_down: SitDown) -> None:
    cases = people.cases(cast.thuong_lac, 22)
    sign(cases[:3], on=date(2020, 3, 28))
    assert cast.inspector
    with sit_down(walk.DESK) as inspector:
        inspector.signed_in("thanh-tra")
        inspector.open("/inspection/")
        inspector.presses, began = 0, time.monotonic()
        inspector.go(inspector.door("Rút mẫu hồ sơ"))
        inspector.go(inspector.button("Rút mẫu"))
        assert time.monotonic() - began < 60
        assert inspector.presses == 2
        assert inspector.page.locator("tbody tr").count() == 20
        sample = inspector.page.url
        inspector.go(inspector.page.locator("tbody tr th a").first)
        inspector.go(inspector.link("In hồ sơ"))
        inspector.page.goto(sample)
        inspector.go(inspector.page.locator("tbody tr td a").first)
        inspector.page.get_by_label("Thiếu gì, cần làm gì").fill("Phân công người giúp đỡ")
        inspector.page.get_by_label("Hạn khắc phục").fill("30/06/2020")
        inspector.go(inspector.button("Giao cho đơn vị"))
    with sit_down(walk.PHONE) as leader:
        leader.signed_in("lanh-dao")
        leader.go(leader.link("Trả lời").first)
        leader.go(leader.door("Trả lời"))
        leader.page.get_by_label("Đã làm gì để khắc phục").fill("Đã phân công")
        leader.go(leader.button("Trả lời"))
        leader.open("/inspection/")
        leader.page.goto(sample)
        leader.look()
