"""Which periods a report can be opened for: nobody counts what has not happened."""

from collections.abc import Callable

from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.notices.models import Duty
from hoanhap.steering.reports.models import Report
from tests.cast import Cast

Enter = Callable[[Account], Client]


def test_a_period_that_has_not_begun_is_not_opened(cast: Cast, signed_in: Enter) -> None:
    for who, address in ((cast.officer, "/reports/open/"), (cast.district_merger, "/reports/board/remind/")):
        answer = signed_in(who).post(address, {"year": "2020", "window": "month-8"})
        assert answer.status_code == 422
        assert "Kỳ này chưa bắt đầu." in answer.content.decode()
    assert not Report.objects.exists()
    assert not Duty.objects.exists()


def test_the_period_under_way_is_opened_from_its_first_day(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.officer).post("/reports/open/", {"year": "2020", "window": "month-7"})  # 15/06 – 14/07
    assert answer.status_code == 302
    assert Report.objects.count() == 1


def test_who_only_reads_reports_is_offered_no_form_to_open_one(cast: Cast, signed_in: Enter) -> None:
    for account, offered in ((cast.officer, True), (cast.leader, True), (cast.police, False), (cast.finance, False)):
        page = signed_in(account).get("/reports/").content.decode()
        assert ("/reports/open/" in page) is offered, account.username
        assert ("để lập báo cáo đầu tiên" in page) is offered


def test_a_reader_opens_no_period(cast: Cast, signed_in: Enter) -> None:
    for account in (cast.police, cast.finance, cast.district_leader):
        answer = signed_in(account).post("/reports/open/", {"year": "2020", "window": "month-7"})
        assert answer.status_code == 404
    assert not Report.objects.exists()
