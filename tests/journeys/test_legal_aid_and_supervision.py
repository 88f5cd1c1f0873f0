"""A slip to legal aid at the officer's screen, a social supervision at the Front's: at a desk and on a telephone."""

from datetime import date

import pytest

from hoanhap.foundation import vault
from hoanhap.people.inspection import actions as inspection
from hoanhap.people.inspection.actions import SupervisionDetails
from tests.cast import NOW, TODAY, Cast
from tests.domain.care import people
from tests.domain.reintegration import world
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = [pytest.mark.once("postgres")]


@pytest.mark.requirement("S4-33", "S2-53")
@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "telephone"])
def test_the_screens_of_the_two(cast: Cast, sit_down: SitDown, kind: dict[str, object]) -> None:
    case = people.case(cast.thuong_lac, "Nguyễn Văn Đào")
    need, other = (world.need(case, "legal", on=date(2020, 6, 1)) for _number in range(2))
    slip = world.legal_referral(need)
    front = cast.viewer(cast.front_cadre)
    details = SupervisionDetails(
        on=TODAY, place="nhà văn hóa ấp 1", took_part="Mặt trận xã; Hội Phụ nữ", found="Tổ họp đều hằng tháng."
    )
    row = inspection.supervise(unit=cast.thuong_lac, details=details, by=front, at=NOW)
    asked = inspection.recommend(row, words="Niêm yết điểm tư vấn", due_on=date(2020, 6, 30), by=front, at=NOW)
    inspection.answer(asked, words="Đã niêm yết ở ba ấp", by=cast.viewer(cast.leader), at=NOW)
    with sit_down(kind) as officer:
        officer.sign_in("can-bo")
        for address in (
            f"/cases/{case.pk}/support/",
            f"/needs/{other.pk}/legal-aid/",
            f"/legal-aid/{slip.pk}/outcome/",
        ):
            officer.open(address)
    with sit_down(kind) as cadre:
        cadre.sign_in("mat-tran")
        for address in ("/inspection/", "/inspection/supervisions/new/", f"/inspection/supervisions/{row.pk}/"):
            cadre.open(address)
        assert "Đã niêm yết ở ba ấp" in cadre.page.inner_text("main")
    assert vault.reveal(slip, "matter") == "làm lại giấy khai sinh cho con"
