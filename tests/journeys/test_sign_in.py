"""Second factors by hand: the telephone, a key of the machine, codes on paper, and ending a session from elsewhere."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import rules
from hoanhap.foundation.sign_in.models import CodeApp, Passkey, Session
from hoanhap.kernel import clock
from tests import cast as stage
from tests import telephone
from tests.cast import Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk

pytestmark = pytest.mark.once("postgres")

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def gives_password(somebody: Walk, username: str = "can-bo") -> None:
    somebody.open("/sign-in/")
    somebody.type("Tên đăng nhập", username)
    somebody.type("Mật khẩu", stage.PASSWORD)
    somebody.go(somebody.button("Đăng nhập"))


def code_of(letters: str) -> str:
    """What the telephone shows whose owner typed this secret."""
    return rules.code(base64.b32decode(letters.replace(" ", "")), rules.step_at(clock.wall()))


def codes_on_paper(somebody: Walk) -> list[str]:
    somebody.sees("Mã dự phòng")
    codes = [text.strip() for text in somebody.page.get_by_role("main").locator("code").all_inner_texts()]
    assert len(set(codes)) == 10
    return codes


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_the_first_time_telephone_codes_on_paper_and_in(cast: Cast, sit_down: SitDown, kind: dict[str, Any]) -> None:
    with sit_down(kind) as officer:
        gives_password(officer)
        officer.sees("Thêm lớp bảo vệ thứ hai")
        officer.go(officer.door("Cài bằng điện thoại"))
        picture = officer.page.get_by_role("img", name="Mã QR để điện thoại quét")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") > 0
        officer.type("Mã 6 số trên điện thoại", "000000")
        officer.go(officer.button("Xong"))
        officer.complains()
        letters = officer.page.get_by_role("main").locator("code").inner_text()
        officer.type("Mã 6 số trên điện thoại", code_of(letters))
        officer.go(officer.button("Xong"))
        codes_on_paper(officer)
        officer.go(officer.door("Tôi đã cất mã, tiếp tục"))
        officer.sees("Việc hôm nay")
    assert CodeApp.objects.get(account=cast.officer).confirmed_at


def test_lost_telephone_a_code_on_paper_and_a_new_telephone(cast: Cast, sit_down: SitDown) -> None:
    telephone.give(cast.officer)
    with sit_down() as officer:
        officer.sign_in("can-bo")
        officer.go(officer.link("Tài khoản", exact=True))
        officer.go(officer.link("Lập 10 mã mới"))
        officer.go(officer.button("Lập 10 mã mới và xem"))
        paper = codes_on_paper(officer)[0]
        officer.sign_out()
        gives_password(officer)
        officer.go(officer.link("Dùng một mã dự phòng"))
        officer.type("Một mã dự phòng chưa dùng", paper.upper())
        officer.go(officer.button("Tiếp tục"))
        officer.sees("Việc hôm nay")
        officer.go(officer.link("Tài khoản", exact=True))
        officer.reads("Còn 9 mã chưa dùng")
        officer.go(officer.link("Đổi điện thoại"))
        letters = officer.page.get_by_role("main").locator("code").inner_text()
        officer.type("Mã 6 số trên điện thoại", code_of(letters))
        officer.go(officer.button("Xong"))
        officer.is_told("Điện thoại đã sẵn sàng.")


@pytest.fixture
def at_a_machine_with_a_key(browser: Browser, server: str, browser_context_args: dict[str, Any]) -> Iterator[Walk]:
    """Chromium with a fingerprint reader made of air. Keys belong to names: an address of digits has none."""
    named = server.replace("127.0.0.1", "localhost")
    with walk.sit_down(browser, named, {**browser_context_args, **walk.DESK}) as somebody:
        machine = somebody.page.context.new_cdp_session(somebody.page)
        machine.send("WebAuthn.enable")
        machine.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield somebody


def test_a_key_is_enrolled_and_opens_alone_and_confirms(cast: Cast, at_a_machine_with_a_key: Walk) -> None:
    officer = at_a_machine_with_a_key
    gives_password(officer)
    officer.go(officer.link("Hoặc dùng khóa đăng nhập"))
    officer.page.get_by_label("Tên để nhận ra khóa").fill("máy ở cơ quan")
    officer.go(officer.button("Tạo khóa"))
    codes_on_paper(officer)
    officer.go(officer.door("Tôi đã cất mã, tiếp tục"))
    officer.sign_out()
    officer.go(officer.button("Đăng nhập bằng khóa"))
    officer.sees("Việc hôm nay")
    officer.sign_out()
    gives_password(officer)
    officer.sees("Lớp bảo vệ thứ hai")
    officer.go(officer.button("Dùng khóa đăng nhập"))
    officer.sees("Việc hôm nay")
    officer.open("/sign-in/confirm/?next=/my-account/sessions/")
    officer.go(officer.button("Xác nhận bằng khóa"))
    officer.sees("Máy đang đăng nhập")
    key = Passkey.objects.get(account=cast.officer)
    assert (key.name, key.used_at is not None) == ("máy ở cơ quan", True)


def test_a_machine_without_that_key_says_so_and_offers_another_way(cast: Cast, at_a_machine_with_a_key: Walk) -> None:
    stranger = at_a_machine_with_a_key
    telephone.give(cast.officer)
    stranger.open("/sign-in/")
    stranger.press(stranger.button("Đăng nhập bằng khóa"))
    expect(stranger.page.get_by_role("alert")).to_contain_text("Trình duyệt chưa dùng được khóa")
    stranger.sees("Đăng nhập")


def test_ending_a_session_from_another_machine(cast: Cast, sit_down: SitDown) -> None:
    telephone.give(cast.officer)
    with sit_down() as desk, sit_down(walk.PHONE) as phone:
        for somebody in (desk, phone):
            somebody.sign_in("can-bo")
        desk.go(desk.link("Tài khoản", exact=True))
        desk.go(desk.page.get_by_role("link", name=re.compile("Xem 2 phiên làm việc")))
        desk.sees("Máy đang đăng nhập")
        desk.go(desk.page.get_by_role("button", name=re.compile("^Kết thúc:? ?")).first)
        desk.is_told("Phiên làm việc đó đã kết thúc.")
        phone.open("/")
        phone.sees("Đăng nhập")
        desk.menu("Việc hôm nay")
    assert Session.objects.filter(account=Account.objects.get(username="can-bo")).count() == 1
