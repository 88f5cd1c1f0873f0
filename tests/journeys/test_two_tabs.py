"""Two tabs of one officer on the same file: nothing is written twice, and the second is told what the first did."""

import pytest
from playwright.sync_api import expect

from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case, Standing
from tests import people
from tests.cast import Cast
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk

pytestmark = pytest.mark.once("postgres")

KEY = "input[name=client_key]"


def open_case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_1))


def say_met(tab: Walk) -> None:
    tab.choose("Gặp ở đâu", "Tại nhà")
    tab.choose("Có gặp được không", "Gặp được")
    tab.choose("Tình trạng, theo điều bạn thấy", "Tiến bộ")
    tab.choose("Việc làm", "Chưa có")


def test_a_contact_sent_twice_is_one_contact(cast: Cast, sit_down: SitDown) -> None:
    """A tab that was doubled, or a network that sends again, carries the same key."""
    case = open_case(cast)
    with sit_down() as first:
        first.signed_in("can-bo")
        second = first.beside()
        for tab in (first, second):
            tab.open(f"/cases/{case.pk}/contacts/new/")
        key = first.page.locator(KEY).input_value()
        second.page.locator(KEY).evaluate("(field, key) => { field.value = key }", key)
        for tab in (first, second):
            say_met(tab)
            tab.go(tab.door("Ghi"))
            tab.is_told("Đã ghi lần gặp.")
        assert Contact.objects.filter(case=case).count() == 1
        second.open(f"/cases/{case.pk}/contacts/new/")  # a form opened anew is another contact
        say_met(second)
        second.go(second.door("Ghi"))
        assert Contact.objects.filter(case=case).count() == 2


def test_a_move_in_two_tabs_is_made_once_and_the_second_is_told(cast: Cast, sit_down: SitDown) -> None:
    case = open_case(cast)
    before = Standing.objects.filter(case=case).count()
    with sit_down() as first:
        first.signed_in("can-bo")
        second = first.beside()
        for tab in (first, second):
            tab.open(f"/cases/{case.pk}/move/")
            tab.choose("Bước tiếp theo", "Ngừng biện pháp theo nguyện vọng")
        first.go(first.door("Ghi bước này"))
        first.is_told("Đã ghi: Ngừng biện pháp theo nguyện vọng.")
        second.go(second.door("Ghi bước này"))
        second.sees("Chuyển bước")
        expect(second.page.get_by_role("alert")).to_contain_text("Hồ sơ này vừa được người khác cập nhật.")
        expect(second.page.get_by_role("radio", name="Ngừng biện pháp theo nguyện vọng")).to_have_count(0)
    case.refresh_from_db()
    assert case.state == "addicted"
    assert Standing.objects.filter(case=case).count() == before + 1
