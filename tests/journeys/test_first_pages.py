"""The first page and every door in the header, for roles that do no casework: all there, kindly worded, none broken."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.web.office.test_first_page import WITHOUT_WORK

pytestmark = pytest.mark.once("postgres")

KINDLY = {
    "health_station": "Người được giới thiệu đến đơn vị của bạn hiện ở đây để bạn nhận.",
    "front_cadre": "Số liệu của đơn vị ở mục Báo cáo",
    "front_hamlet": "Cần trao đổi với ai, xem Tổ công tác của xã.",
    "inspector": "Mỗi lần xem đều được ghi lại.",
    "administrator": "Tài khoản quản trị không thấy thông tin của người được hỗ trợ.",
    "unposted": WITHOUT_WORK,
}


@pytest.mark.parametrize(("screen", "who"), [
    *((walk.DESK, who) for who in KINDLY), (walk.PHONE, "front_hamlet"), (walk.PHONE, "inspector"),
])  # fmt: skip
def test_a_first_page_and_what_its_header_leads_to(
    cast: Cast, sit_down: SitDown, screen: dict[str, Any], who: str
) -> None:
    account = getattr(cast, who)
    with sit_down(screen) as visitor:
        visitor.sign_in(account.username)
        visitor.reads(KINDLY[who])
        header = visitor.page.get_by_role("navigation", name="Các mục chính").get_by_role("link")
        for address in [link.get_attribute("href") for link in header.all()]:
            visitor.open(str(address))
