"""Nobody signs what he did not see: a page that grew old is refused, and typed words are never lost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.approvals.states import State
from hoanhap.kernel import clock
from hoanhap.steering.reports import actions
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests import people
from tests.cast import Cast

Enter = Callable[[Account], Client]


@pytest.fixture
def draft(cast: Cast) -> Report:
    """The filled report of June of Thường Lạc."""
    shape = report_forms.get("BC01")
    officer, at = cast.viewer(cast.officer), clock.now()
    report = actions.open_report(shape, cast.thuong_lac, shape.period(Window.MONTH, 2020, 6), by=officer, at=at)
    return actions.fill(report, by=officer, at=at)


def state_of(report: Report) -> str:
    return type(report.run).objects.get(pk=report.run_id).state


def seen_on(client: Client, address: str) -> dict[str, str]:
    """The hidden mark of a page as the browser would send it."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return {"seen": found.group(1)}


def count_anew(cast: Cast, report: Report) -> None:
    """One more file, one more filling: the figures are no longer those of the page."""
    people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    actions.fill(report, by=cast.viewer(cast.officer), at=clock.now())


def test_what_was_seen_is_sent_and_accepted(cast: Cast, signed_in: Enter, draft: Report) -> None:
    officer, merger, address = signed_in(cast.officer), signed_in(cast.district_merger), f"/reports/{draft.pk}/"
    officer.post(f"{address}submit/", seen_on(officer, f"{address}submit/"))
    assert state_of(draft) == State.SUBMITTED
    merger.post(f"{address}accept/", seen_on(merger, address))
    assert state_of(draft) == State.ACCEPTED


def test_figures_that_changed_meanwhile_are_not_sent(cast: Cast, signed_in: Enter, draft: Report) -> None:
    client, address = signed_in(cast.officer), f"/reports/{draft.pk}/submit/"
    old = seen_on(client, address)
    count_anew(cast, draft)
    answer = client.post(address, old, follow=True)
    assert "đã thay đổi từ khi bạn mở trang" in answer.content.decode()
    assert state_of(draft) == State.DRAFT
    client.post(address)
    assert state_of(draft) == State.DRAFT


@pytest.mark.parametrize("verb", ["accept", "return"])
def test_a_report_sent_anew_is_not_decided_from_an_old_page(
    cast: Cast, signed_in: Enter, draft: Report, verb: str
) -> None:
    officer, merger, address = cast.viewer(cast.officer), signed_in(cast.district_merger), f"/reports/{draft.pk}/"
    actions.submit(draft, by=officer, at=clock.now())
    old = seen_on(merger, address if verb == "accept" else f"{address}return/")
    actions.recall(draft, by=officer, at=clock.now())
    count_anew(cast, draft)
    actions.submit(draft, by=officer, at=clock.now())
    answer = merger.post(f"{address}{verb}/", {**old, "reason": "Xem lại số người."}, follow=True)
    page = answer.content.decode()
    assert "đã thay đổi từ khi bạn mở trang" in page
    assert state_of(draft) == State.SUBMITTED
    if verb == "return":
        assert "Xem lại số người." in page


def test_remarks_typed_beside_somebody_else_s_are_kept(cast: Cast, signed_in: Enter, draft: Report) -> None:
    client, address = signed_in(cast.officer), f"/reports/{draft.pk}/remarks/"
    actions.remark(draft, results="Của lãnh đạo", proposals="", version=1, by=cast.viewer(cast.leader), at=clock.now())
    page = client.post(address, {"results": "Của cán bộ", "proposals": "", "version": "1"}).content.decode()
    assert "Của lãnh đạo" in page
    assert "Của cán bộ" in page
    assert 'name="version" value="2"' in page
    client.post(address, {"results": "Cả hai", "proposals": "", "version": "2"})
    assert vault.reveal(Report.objects.get(period_from=date(2020, 5, 15)), "results") == "Cả hai"
