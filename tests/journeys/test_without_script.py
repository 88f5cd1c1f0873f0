"""The same work where no script runs: an old PC, a strict office, a bundle that did not arrive."""

import re

import pytest
from playwright.sync_api import expect

from hoanhap.people.care.models import Contact
from tests import people
from tests.cast import Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk

pytestmark = pytest.mark.once("postgres")


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_sign_in_log_a_contact_send_a_report(cast: Cast, sit_down: SitDown, kind: dict[str, object]) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_1))
    with sit_down(kind, java_script_enabled=False) as officer:
        officer.sign_in("can-bo")
        assert_no_script_ran(officer)
        officer.menu("Người của tôi")
        officer.go(officer.link("Nguyễn Văn Đào"))
        log_a_contact(officer)
        send_the_report(officer)
        officer.sign_out()
    contact = Contact.objects.get(case=case)
    assert (contact.met, contact.missed_reason, contact.condition) == (True, "", "progress")


def assert_no_script_ran(officer: Walk) -> None:
    expect(officer.page.locator("body")).not_to_have_class(re.compile("js-enabled"))


def log_a_contact(officer: Walk) -> None:
    officer.go(officer.door("Ghi lần gặp").first)
    officer.choose("Gặp ở đâu", "Qua điện thoại")
    officer.choose("Có gặp được không", "Gặp được")
    officer.choose("Tình trạng, theo điều bạn thấy", "Tiến bộ")
    officer.choose("Việc làm", "Chưa có")
    officer.go(officer.door("Ghi"))
    officer.is_told("Đã ghi lần gặp.")


def send_the_report(officer: Walk) -> None:
    officer.menu("Báo cáo")
    officer.go(officer.door("Điền từ công việc đã ghi"))
    officer.sees("Báo cáo tháng 6/2020")
    officer.go(officer.door("Gửi báo cáo"))
    officer.go(officer.door("Gửi báo cáo"))
    officer.is_told("Đã gửi báo cáo.")
