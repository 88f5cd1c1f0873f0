"""Today's work: one's own duties with their doors, the figures of one's people, nobody else's work."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from hoanhap.web.office import addresses
from tests import people
from tests.cast import SETTER, Cast
from tests.web.ui.markup import Page

Enter = Callable[[Account], Client]
MOST_QUERIES = 12


def crowd(cast: Cast, how_many: int) -> None:
    """People with everything the page asks about: a duty, a cohort, a contact."""
    cases = []
    for number in range(how_many):
        person = people.register_person(cast, f"Nguyễn Văn Số {number}", hamlet=cast.ap_2)
        cases.append(people.open_home_case(cast, person))
    people.follow_together(cast, cases)
    for case in cases[:2]:
        people.log_contact(cast, case, on=date(2020, 5, 20), work="stable")


def test_it_works_for_the_officer(cast: Cast, signed_in: Enter) -> None:
    crowd(cast, 3)
    case = people.open_home_case(cast, people.register_person(cast, "Huỳnh Thị Thảo", hamlet=cast.ap_1))
    page = signed_in(cast.officer).get("/").content.decode()
    assert "Thứ Ba, 16/06/2020" in page
    assert "Huỳnh Thị Thảo chưa có người giúp đỡ" in page
    assert f'href="/cases/{case.pk}/helper/"' in page
    assert "4 người đang được hỗ trợ" in page
    assert "02 người tiến bộ (66,67 %), trong đó 02 người" in page
    assert "04 người chưa có người giúp đỡ" in page


def test_the_longest_overdue_stands_first(cast: Cast, signed_in: Enter) -> None:
    late = people.open_home_case(cast, people.register_person(cast, "Người Trễ"))
    early = people.open_home_case(cast, people.register_person(cast, "Người Sớm"))
    for case, day in ((late, date(2020, 4, 1)), (early, date(2020, 6, 10))):
        people.assign_helper(cast, case)
        people.log_contact(cast, case, on=day)
    page = signed_in(cast.officer).get("/").content.decode()
    assert page.index("Gặp Người Trễ") < page.index("Sắp tới") < page.index("Gặp Người Sớm")
    assert "Trễ 46 ngày" in page


def test_each_name_shown_is_logged(cast: Cast, signed_in: Enter) -> None:
    crowd(cast, 2)
    signed_in(cast.officer).get("/")
    rows = AuditEntry.objects.filter(code="person.listed", account_id=str(cast.officer.pk))
    assert rows.count() == 2


def test_the_helper_sees_own_people_and_own_duties_alone(cast: Cast, signed_in: Enter) -> None:
    mine = people.open_home_case(cast, people.register_person(cast, "Của Tôi"))
    people.open_home_case(cast, people.register_person(cast, "Của Ai Khác"))
    people.assign_helper(cast, mine, account=cast.helper)
    page = signed_in(cast.helper).get("/").content.decode()
    assert "Gặp Tôi" in page
    assert "Của Ai Khác" not in page
    assert "1 người đang được hỗ trợ" in page
    assert "Báo cáo tháng" not in page


@pytest.mark.parametrize("who", ["neighbour_officer", "stranger_officer", "district_merger", "police", "administrator"])
def test_nobody_else_sees_this_work(cast: Cast, signed_in: Enter, who: str) -> None:
    crowd(cast, 2)
    answer = signed_in(getattr(cast, who)).get("/")
    assert answer.status_code == 200
    assert "Nguyễn Văn Số" not in answer.content.decode()


def test_a_merger_is_led_to_the_board(cast: Cast, signed_in: Enter) -> None:
    page = Page(signed_in(cast.district_merger).get("/").content.decode())
    assert "/reports/board/" in {link.get("href") for link in page.all("a")}
    assert "Người của tôi" not in page.text


def sent_report(cast: Cast, number: int) -> Report:
    by, at = cast.viewer(cast.officer), clock.now()
    shape = report_forms.get("BC01")
    report = reports.open_report(shape, cast.thuong_lac, shape.period(Window.MONTH, 2020, number), by=by, at=at)
    return reports.submit(reports.fill(report, by=by, at=at), by=by, at=at)


def test_the_last_months_stand_beside_with_the_way_to_each_report(cast: Cast, signed_in: Enter) -> None:
    crowd(cast, 3)
    may, june = sent_report(cast, 5), sent_report(cast, 6)
    for who in ("officer", "leader", "police"):
        page = Page(signed_in(getattr(cast, who)).get("/").content.decode())
        assert "Kết quả 2 kỳ gần đây" in page.text
        assert page.text.index("0/3") < page.text.index("2/3")
        links = [link.get("href") for link in page.all("a")]
        assert links[-2:] == [f"/reports/{may.pk}/", f"/reports/{june.pk}/"]
    for who in ("helper", "neighbour_officer", "administrator"):
        assert "kỳ gần đây" not in signed_in(getattr(cast, who)).get("/").content.decode()


def test_late_contacts_of_helpers_are_a_calm_line_for_the_officer_alone(cast: Cast, signed_in: Enter) -> None:
    late = []
    for number, account in ((1, cast.helper), (2, cast.helper), (3, None)):
        case = people.open_home_case(cast, people.register_person(cast, f"Người {number}"))
        people.assign_helper(cast, case, account=account)
        people.log_contact(cast, case, on=date(2020, 4, 1))
        late.append(case)
    said = "02 lần gặp của người giúp đỡ đã quá hẹn"
    officer = signed_in(cast.officer)
    page = Page(officer.get("/").content.decode())
    assert said in page.text
    link = next(link for link in page.all("a") if link.get("href") == "/people/?mark=not-met")
    listed = officer.get(link.get("href")).content.decode()
    assert listed.count('href="/cases/') == 3  # the third is late too, and the officer's own work
    for who in ("helper", "leader", "police", "neighbour_officer", "district_merger"):
        assert said not in signed_in(getattr(cast, who)).get("/").content.decode()
    people.log_contact(cast, late[0], on=date(2020, 6, 15))
    assert "01 lần gặp của người giúp đỡ đã quá hẹn" in officer.get("/").content.decode()


def test_an_empty_day_says_so(cast: Cast, signed_in: Enter) -> None:
    assert "Không còn việc nào đang chờ" in signed_in(cast.officer).get("/").content.decode()


def test_a_subject_without_a_door_gives_no_button_and_no_fault() -> None:
    assert addresses.of("no-such-door", {"case_id": "x"}) == ""
    assert addresses.of("case", {}) == ""


@pytest.mark.parametrize("page", ["", "0", "-1", "abc", "999", "1'; drop"])
def test_any_page_number_is_answered(cast: Cast, signed_in: Enter, page: str) -> None:
    crowd(cast, 1)
    assert signed_in(cast.officer).get("/", {"page": page}).status_code == 200


def test_only_reading(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.officer).post("/").status_code == 405


def test_strangers_go_to_the_door(cast: Cast) -> None:
    assert Client().get("/").headers["Location"] == "/sign-in/?next=/"


def _queries(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get("/").status_code == 200
    wanted = [query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]
    return len(wanted)


def test_the_queries_are_few_and_do_not_grow_with_the_people(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    crowd(cast, 2)
    few = _queries(client)
    for number in range(12):
        people.open_home_case(cast, people.register_person(cast, f"Thêm {number}", hamlet=cast.ap_1))
    assert _queries(client) == few
    assert few <= MOST_QUERIES


def test_an_account_whose_posting_has_ended_is_led_out(cast: Cast, signed_in: Enter) -> None:
    browser = signed_in(cast.officer)
    assert browser.get("/").status_code == 200
    access.end_posting(cast.officer.postings.get(), on=clock.today(), by=SETTER, at=clock.now())
    assert browser.get("/").headers["Location"].startswith("/sign-in/")


def test_an_account_without_a_posting_is_told_so(cast: Cast, signed_in: Enter) -> None:
    assert "Tài khoản chưa được phân công" not in signed_in(cast.officer).get("/").content.decode()
    page = signed_in(cast.everybody()["unposted"]).get("/").content.decode()
    assert "Tài khoản chưa được phân công" in page
    assert "Không còn việc nào đang chờ" not in page
