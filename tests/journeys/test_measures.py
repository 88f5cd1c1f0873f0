"""Two walks about measures: a dossier from the choice to the decision, and forty people seen with one list."""

import pytest

from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.rules import Step
from hoanhap.people.rehab.models import Dossier, ResidenceCheck
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("postgres")

DOSSIER_PRESSES, LIST_PRESSES = 12, 6


@pytest.mark.requirement("S2-36", "S1-24")
def test_a_dossier_is_handed_in_with_few_presses(cast: Cast, sit_down: SitDown) -> None:
    person = people.register_person(cast, "Lê Văn Sáu", birth="1991")
    opening = Opening(person=person, steps=(Step(state="registered", on=TODAY),))
    case = cases.open_case(opening=opening, unit=person.unit, by=cast.viewer(cast.officer).actor, at=NOW)
    with sit_down(walk.DESK) as officer:
        officer.signed_in(cast.officer.username)
        officer.open(f"/cases/{case.pk}/")
        officer.presses = 0
        officer.go(officer.link("Biện pháp, giấy tờ, thời hạn"))
        officer.go(officer.door("Lập danh mục giấy tờ"))
        officer.choose("Hồ sơ để làm gì", "Bắt đầu cai nghiện tại cộng đồng")
        officer.go(officer.button("Mở danh mục"))
        officer.reads("Chưa trình được, còn thiếu")
        officer.press(officer.page.get_by_label("Đơn đề nghị"))
        officer.press(officer.page.get_by_label("Bản tóm tắt lý lịch"))
        officer.go(officer.button("Lưu danh mục"))
        officer.go(officer.button("Trình người quyết định"))
        officer.is_told("Đã trình hồ sơ.")
        assert officer.presses <= DOSSIER_PRESSES
        officer.open(f"/cases/{case.pk}/papers/new/")
        officer.open(f"/cases/{case.pk}/papers/new/?code=decision")
        officer.open(f"/cases/{case.pk}/move/")
    assert Dossier.objects.get().state == "submitted"


@pytest.mark.requirement("S2-40")
@pytest.mark.parametrize("screen", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_forty_people_are_seen_with_one_list(cast: Cast, sit_down: SitDown, screen: dict[str, object]) -> None:
    for number in range(40):
        people.open_home_case(cast, people.register_person(cast, f"Trần Văn Thử {number:02d}", birth="1990"))
    with sit_down(screen) as police:
        police.signed_in(cast.police.username)
        police.open("/residence-checks/")
        police.presses = 0
        police.reads("40 người đã quá hạn kiểm tra.")
        police.go(police.link("Đánh dấu tất cả có mặt, rồi sửa người không gặp"))
        absent = police.page.get_by_role("group", name="Trần Văn Thử 07")
        police.press(absent.get_by_text("vắng mặt", exact=True))
        police.go(police.button("Lưu danh sách"))
        police.is_told("Đã ghi 40 người.")
        assert police.presses <= LIST_PRESSES
    assert ResidenceCheck.objects.filter(found="present").count() == 39
    assert ResidenceCheck.objects.filter(found="absent").count() == 1
