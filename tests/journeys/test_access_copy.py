"""A person asks for his data: from the desk to the copy in his hand, and each screen of the rights at each size."""

from pathlib import Path

import pytest

from hoanhap.foundation.privacy.models import RightsRequest
from tests import people
from tests.cast import Cast
from tests.domain.privacy import history
from tests.journeys import walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("postgres")

NAME, NUMBER = "Nguyễn Văn Ví Dụ", "079092001234"


def test_an_access_copy_from_the_desk_to_the_hand(cast: Cast, sit_down: SitDown) -> None:
    person = people.register_person(cast, NAME, birth="1992", id_number=NUMBER)
    people.assign_helper(cast, people.open_home_case(cast, person))
    with sit_down() as officer:
        officer.signed_in("can-bo")
        officer.menu("Quyền dữ liệu")
        officer.sees("Quyền đối với dữ liệu")
        officer.go(officer.door("Ghi một yêu cầu"))
        officer.choose("Người đó yêu cầu gì", "Xem, nhận bản sao dữ liệu")
        officer.type("Họ tên người có dữ liệu", NAME)
        officer.type("Số CCCD/CMND của người đó (không bắt buộc)", NUMBER)
        officer.choose("Ai đến yêu cầu", "chính người có dữ liệu")
        officer.choose("Đã kiểm tra người yêu cầu là ai bằng cách nào", "xem căn cước, giấy tờ tùy thân")
        officer.choose("Yêu cầu đến bằng đường nào", "tại trụ sở")
        officer.go(officer.button("Ghi vào sổ"))
        officer.is_told("Đã ghi yêu cầu số 01/2020 vào sổ.")
        officer.go(officer.button("Đã báo cho người yêu cầu"))
        officer.go(officer.door("Ghi trả lời"))
        officer.choose("Trả lời", "đáp ứng")
        officer.type("Nội dung trả lời", "Giao một bản sao tận tay")
        officer.go(officer.button("Ghi trả lời"))
        officer.go(officer.page.get_by_role("main").get_by_role("link", name="Lập bản sao").first)
        officer.reads("(người giúp đỡ)")
        officer.never_reads("Lê Thị Hạnh")
        coming = officer.download(officer.button("Lập bản giao"))
        assert coming.suggested_filename == "ban-sao-2020-01.pdf"
        assert Path(str(coming.path())).read_bytes().startswith(b"%PDF")
        officer.open(f"/privacy/requests/{RightsRequest.objects.get().pk}/")
        officer.go(officer.button("Đã làm xong, đã giao"))
        officer.reads("đã làm xong")


def test_every_screen_of_the_rights_at_the_desk_and_on_the_telephone(cast: Cast, sit_down: SitDown) -> None:
    told = history.told(cast)
    row = RightsRequest.objects.get(kind="access")
    for kind in (walk.DESK, walk.PHONE):
        with sit_down(kind) as leader:
            leader.signed_in("lanh-dao")
            for address in (
                "/privacy/",
                "/privacy/requests/new/",
                f"/privacy/requests/{row.pk}/",
                f"/privacy/requests/{row.pk}/answer/",
                f"/privacy/requests/{row.pk}/copy/",
                f"/privacy/people/{told.person.pk}/consents/",
                f"/privacy/people/{told.person.pk}/consents/jobs_training/",
                "/privacy/texts/",
                "/privacy/disclosures/",
                "/privacy/disclosures/new/",
                "/privacy/breaches/",
                "/privacy/breaches/new/",
                "/privacy/terms/",
                "/privacy/terms/cases-ended/",
                "/privacy/inventory/",
                "/privacy/sealed/",
                f"/cases/{told.case.pk}/seal/",
            ):
                leader.open(address)
