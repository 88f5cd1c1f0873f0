"""J2 and J5 in a browser: a helper writes down a visit and a need; the office answers; fifteen people get their list.

A contact costs a helper two presses on its form, a need two; a list of fifteen costs the police three.
"""

from datetime import date

import pytest

from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import HelperSession, LoanList, Need
from tests import people
from tests.cast import Cast
from tests.domain.care import people as many
from tests.domain.reintegration import world
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk

pytestmark = pytest.mark.once("postgres")


@pytest.fixture
def helped(cast: Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2, birth="16/05/1992")
    case = people.open_home_case(cast, person)
    people.assign_helper(cast, case, account=cast.helper)
    return case


def pressed(walker: Walk, since: int) -> int:
    return walker.presses - since


def test_a_helper_on_the_way_home(cast: Cast, sit_down: SitDown, helped: Case) -> None:
    with sit_down(walk.PHONE) as helper:
        helper.signed_in("giup-do")
        helper.open(f"/cases/{helped.pk}/")
        before = helper.presses
        helper.go(helper.door("Vừa gặp xong"))
        helper.choose("Người ấy thế nào, theo điều bạn thấy", "Tiến bộ")
        helper.go(helper.door("Ghi"))
        assert pressed(helper, before) == 3
        assert (Contact.objects.count(), HelperSession.objects.count()) == (1, 1)
        before = helper.presses
        helper.go(helper.door("Người ấy cần gì"))
        helper.choose("Cần gì", "Giấy tờ, căn cước")
        helper.go(helper.door("Ghi nhu cầu"))
        assert pressed(helper, before) == 3
        helper.open(f"/cases/{helped.pk}/diary/new/")
        helper.open("/support/rates/")
    assert Need.objects.get().kind == "papers"
    with sit_down(walk.DESK) as officer:
        officer.signed_in("can-bo")
        officer.open(f"/cases/{helped.pk}/support/")
        officer.go(officer.page.get_by_role("link", name="Trả lời"))
        officer.choose("Trả lời", "Đã sắp xếp được")
        officer.page.get_by_label("Nói với người ấy và người giúp đỡ").fill("sáng thứ Năm ra phường chụp ảnh")
        officer.go(officer.door("Ghi câu trả lời"))
    with sit_down(walk.PHONE) as helper:
        helper.signed_in("giup-do")
        helper.open(f"/cases/{helped.pk}/")
        assert "sáng thứ Năm ra phường chụp ảnh" in helper.page.inner_text("main")


def test_fifteen_people_on_a_list_of_loans(cast: Cast, sit_down: SitDown) -> None:
    many.cases(cast.thuong_lac, 15, state="post_rehab_residence")
    with sit_down(walk.DESK) as police:
        police.signed_in("cong-an")
        police.menu("Vay vốn")
        before = police.presses
        police.go(police.door("Lập danh sách"))
        for box in police.page.locator('input[name="people"]').all():
            box.check()
        police.press(police.page.get_by_text("Công an xác nhận: những người được chọn chấp hành tốt pháp luật"))
        police.go(police.door("Lập danh sách"))
        police.go(police.door("Gửi UBND xác nhận"))
        assert pressed(police, before) == 4
    with sit_down(walk.PHONE) as chair:
        chair.signed_in("lanh-dao")
        chair.menu("Nhu cầu, hỗ trợ")
        chair.go(chair.link("Danh sách vay vốn"))
        chair.go(chair.link("Danh sách ngày"))
        chair.go(chair.door("Xác nhận hoặc trả lại"))
        chair.go(chair.door("Xác nhận"))
    assert LoanList.objects.get().state == "confirmed"


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_every_page_of_the_way_back_holds(cast: Cast, sit_down: SitDown, helped: Case, kind: dict[str, object]) -> None:
    owner = world.partner(cast.thuong_lac)
    world.vacancy(owner, cast.thuong_lac)
    world.course(owner, cast.thuong_lac, trade="welding", on=date(2020, 6, 1))
    need = world.need(helped, "trade", on=date(2020, 3, 1), trade="sewing", words="muốn may áo dài")
    with sit_down(kind) as officer:
        officer.signed_in("can-bo")
        here = f"/cases/{helped.pk}/"
        for address in (
            "/support/",
            f"{here}support/",
            f"{here}needs/new/",
            f"{here}support/new/",
            f"{here}course/",
            f"{here}job/",
            f"{here}loan/",
            f"{here}loan/check/",
            f"{here}diary/new/",
            f"/needs/{need.pk}/answer/",
            "/partners/",
            f"/partners/{owner.pk}/",
            "/courses/",
            "/support/rates/",
            "/allowance/",
        ):
            officer.open(address)
