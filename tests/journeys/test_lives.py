"""Three lives through the browser: a decision at home, somebody who comes back, a mover; at a desk and on a phone."""

from datetime import date

import pytest

from hoanhap.kernel import clock
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step
from hoanhap.people.reception.models import Transfer
from tests import people, returns
from tests.cast import NOW, TODAY, Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("sqlite")

MAY_BE_EMPTY = " (không bắt buộc)"
BOTH = pytest.mark.parametrize("screen", [walk.DESK, walk.PHONE], ids=["desk", "phone"])


@BOTH
def test_a_decision_at_home(cast: Cast, sit_down: SitDown, screen: dict[str, object]) -> None:
    """The law's next steps are offered, a term too long is refused with its article, the right one is written."""
    person = people.register_person(cast, "Nguyễn Thị Ví Dụ", birth="1991")
    opening = cases.Opening(person=person, steps=(Step(state="registered", on=TODAY),))
    case = cases.open_case(opening=opening, unit=person.unit, by=cast.viewer(cast.officer).actor, at=NOW)
    with sit_down(screen) as officer:
        officer.signed_in("can-bo")
        officer.open(f"/cases/{case.pk}/move/")
        officer.choose("Bước tiếp theo", "Bắt đầu cai nghiện tại gia đình")
        officer.press(officer.page.get_by_text("Quyết định: số, ngày, người ký, thời hạn"))
        officer.type("Số quyết định" + MAY_BE_EMPTY, "05/QĐ-UBND")
        officer.type("Ngày quyết định" + MAY_BE_EMPTY, "16/06/2020")
        officer.type("Thời hạn từ ngày" + MAY_BE_EMPTY, "16/06/2020")
        officer.type("Đến hết ngày" + MAY_BE_EMPTY, "16/06/2023")
        officer.go(officer.button("Ghi bước này"))
        officer.reads("Thời hạn dài hơn mức tối đa 12 tháng")
        officer.reads("NĐ 94/2010/NĐ-CP")
        officer.type("Đến hết ngày" + MAY_BE_EMPTY, "16/12/2020")
        officer.go(officer.button("Ghi bước này"))
        officer.is_told("Đã ghi: Bắt đầu cai nghiện tại gia đình.")
        officer.reads("Cai nghiện tự nguyện tại gia đình")
        officer.sign_out()
    assert Case.objects.get(pk=case.pk).state == "rehab_voluntary_home"


@BOTH
def test_somebody_comes_back(cast: Cast, sit_down: SitDown, screen: dict[str, object]) -> None:
    """The commune says who waits for him, and on the day receives him: two forms from the same line."""
    returns.send(cast, [returns.details("Trần Văn Trở Về", cast.thuong_lac, lacks_id_card=True)])
    with sit_down(screen) as officer:
        officer.signed_in("can-bo")
        officer.open("/returns/")
        officer.go(officer.page.get_by_role("link", name="Xác nhận ngày đón"))
        officer.type("Hoặc ghi tên người giúp đỡ" + MAY_BE_EMPTY, "Lê Thị Hạnh")
        officer.go(officer.button("Xác nhận"))
        officer.is_told("Đã hẹn ngày đón; nơi gửi thấy ngay.")
        clock.set_start(clock.at(returns.DAY, 9))
        officer.sign_out()
    with sit_down(screen) as officer:
        officer.signed_in("can-bo")
        officer.open("/returns/")
        officer.go(officer.page.get_by_role("link", name="Ghi đã nhận"))
        officer.go(officer.button("Đã nhận"))
        officer.is_told("Đã tiếp nhận; hồ sơ đã mở.")
        officer.sees("Trần Văn Trở Về")
        officer.reads("Lê Thị Hạnh")
        officer.sign_out()
    case = Case.objects.get()
    assert (case.state, case.opened_on) == ("support_only", date(2020, 7, 10))


@BOTH
def test_a_mover(cast: Cast, sit_down: SitDown, screen: dict[str, object]) -> None:
    """Sent with two fields; the other side reads initials, accepts, and only then reads the name."""
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Chuyển"))
    with sit_down(screen) as officer:
        officer.signed_in("can-bo")
        officer.open(f"/cases/{case.pk}/move-out/")
        officer.type("Nơi đến", "xã Long Khánh A, huyện Hồng Ngự")
        officer.go(officer.button("Gửi hồ sơ đến nơi mới"))
        officer.sees("Chuyển đến, chuyển đi")
        officer.sign_out()
    with sit_down(screen) as neighbour:
        neighbour.signed_in("can-bo-lka")
        neighbour.open("/moves/")
        neighbour.never_reads("Nguyễn Văn Chuyển")
        neighbour.reads("N. V. C.")
        neighbour.go(neighbour.page.get_by_role("link", name="Nhận hồ sơ"))
        neighbour.go(neighbour.button("Nhận hồ sơ"))
        neighbour.sees("Nguyễn Văn Chuyển")
        neighbour.sign_out()
    assert Transfer.objects.get().state == "accepted"
    assert Case.objects.get(pk=case.pk).unit_id == cast.long_khanh_a.pk
