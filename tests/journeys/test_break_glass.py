"""An emergency, on a phone and at a desk: a file of the commune beside is opened, closed, judged; and two people."""

import pytest

from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds
from hoanhap.kernel import clock
from tests import people
from tests.cast import Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk

pytestmark = pytest.mark.once("postgres")

NAME, NUMBER, PHONE = "Nguyễn Văn Đào", "087092001821", "0912000111"
BOTH = pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])


@BOTH
def test_an_emergency_and_its_review(cast: Cast, sit_down: SitDown, kind: dict[str, object]) -> None:
    person = people.register_person(cast, NAME, id_number=NUMBER, phone=PHONE, hamlet=cast.ap_2)
    case = people.open_home_case(cast, person)
    people.assign_helper(cast, case)
    police = cast.neighbour_police
    with sit_down(kind) as officer:
        officer.signed_in(police.username)
        open_the_file(officer)
        see_the_file_and_close_it(officer)
        officer.sign_out()
    with sit_down(kind) as leader:
        leader.signed_in("lanh-dao")
        judge(leader, case.code)
        see_who_looked(leader, f"/cases/{case.pk}/", police.display_name)
        leader.sign_out()
    with sit_down(kind) as officer:
        officer.signed_in(police.username)
        officer.open("/emergency/")
        officer.reads("Có lý do chính đáng")
        officer.never_reads(NAME)


def open_the_file(officer: Walk) -> None:
    officer.menu("Bảo vệ dữ liệu")
    officer.go(officer.door("Mở khẩn cấp"))
    officer.sees("Mở khẩn cấp")
    officer.go(officer.door("Mở khẩn cấp một hồ sơ"))
    officer.go(officer.door("Mở hồ sơ trong 30 phút"))
    officer.complains()
    officer.type("Số CCCD/CMND hoặc mã hồ sơ", NUMBER)
    officer.choose("Chuyện gì đang xảy ra", "Nguy hiểm đến tính mạng, cần cấp cứu")
    officer.type("Vì sao phải xem hồ sơ này ngay", "Gặp tai nạn giao thông, cần biết người thân để báo tin ngay")
    officer.go(officer.door("Mở hồ sơ trong 30 phút"))


def see_the_file_and_close_it(officer: Walk) -> None:
    officer.sees(NAME)
    officer.reads("còn 30 phút")
    officer.reads("Lê Thị Hạnh")
    officer.never_reads(PHONE)
    officer.go(officer.page.locator('form:has(input[value="phone"]) button'))
    officer.reads(PHONE)
    here = officer.page.url.removeprefix(officer.address).removesuffix("reveal/")
    officer.go(officer.button("Xong, đóng hồ sơ ngay"))
    officer.is_told("Đã đóng hồ sơ.")
    gone = officer.page.request.get(officer.address + here)
    assert gone.status == 404


def judge(leader: Walk, code: str) -> None:
    leader.reads(f"Xem lại việc mở khẩn cấp {code}")
    leader.go(leader.page.get_by_role("main").locator('a[href^="/emergency/queue/"]').first)
    leader.sees(f"Mở khẩn cấp hồ sơ {code}")
    leader.reads("Gặp tai nạn giao thông")
    leader.reads("Xem thông tin che trong hồ sơ mở khẩn cấp")
    leader.go(leader.door("Ghi kết luận"))
    leader.complains()
    leader.choose("Kết luận của bạn", "Có lý do chính đáng")
    leader.type("Giải thích", "Đã gọi bệnh viện huyện, đúng có tai nạn")
    leader.go(leader.door("Ghi kết luận"))
    leader.is_told("Đã ghi kết luận")
    leader.sees("Xem lại việc mở khẩn cấp")


def see_who_looked(leader: Walk, file: str, name: str) -> None:
    leader.open(file)
    leader.go(leader.link("Ai đã mở hồ sơ này"))
    leader.sees("Ai đã mở hồ sơ này")
    leader.reads(name)
    leader.reads("mở khẩn cấp")
    leader.never_reads(PHONE)


@BOTH
def test_the_second_person_confirms(cast: Cast, sit_down: SitDown, kind: dict[str, object]) -> None:
    joint_acts.ask(
        kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=cast.police.pk,
        unit=cast.thuong_lac,
        reason="Cán bộ mới về công an xã từ đầu tháng sáu",
        what="Giao vai trò công an cấp xã tại xã Thường Lạc cho Phạm Quốc Huy",
        by=cast.viewer(cast.administrator),
        at=clock.now(),
    )
    with sit_down(kind) as leader:
        leader.signed_in("lanh-dao")
        leader.menu("Bảo vệ dữ liệu")
        leader.go(leader.page.get_by_role("main").locator('a[href="/two-people/"]').first)
        leader.go(leader.page.get_by_role("main").locator('a[href^="/two-people/"]').first)
        leader.reads("Giao vai trò công an cấp xã tại xã Thường Lạc")
        leader.go(leader.button("Xác nhận"))
        leader.is_told("Đã xác nhận.")
        leader.open("/safeguards/reading/")
        leader.open("/emergency/queue/")
    with sit_down(kind) as administrator:
        administrator.signed_in("quan-tri")
        administrator.go(administrator.page.get_by_role("main").locator('a[href^="/two-people/mine/"]').first)
        administrator.reads("Bạn làm tiếp được rồi")
        administrator.open("/safeguards/log/")
