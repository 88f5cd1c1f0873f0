"""A report is downloaded, accepted and remarked on by whom it belongs to, while it may be; its words are for some."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock, periods
from hoanhap.steering.reports import actions, form
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission as May
from hoanhap.web.office.reports import presenting
from tests.cast import Cast
from tests.guards import ABOVE, DESK, POLICE, Everybody, each, may_only

Enter = Callable[[Account], Client]
WHY = "Số người đã gặp chưa khớp với sổ"


@pytest.fixture
def draft(cast: Cast) -> Report:
    """The filled report of June of Thường Lạc, not sent."""
    officer, at = cast.viewer(cast.officer), clock.now()
    report = actions.open_report(form.get("BC01"), cast.thuong_lac, periods.monthly(2020, 6), by=officer, at=at)
    return actions.fill(report, by=officer, at=at)


@pytest.fixture
def sent(cast: Cast, draft: Report) -> Report:
    return actions.submit(draft, by=cast.viewer(cast.officer), at=clock.now())


def state(report: Report) -> str:
    return Report.objects.select_related("run").get(pk=report.pk).run.state


def test_the_files_of_a_report_leave_for_those_who_read_it(cast: Cast, signed_in: Enter, sent: Report) -> None:
    address = f"/reports/{sent.pk}/file/json/"
    answers = {
        name: signed_in(getattr(cast, name)).get(address).status_code
        for name in ("officer", "district_merger", "neighbour_officer", "stranger_officer", "helper")
    }
    out = {name for name, status in answers.items() if status == 200}
    assert out == {"officer", "district_merger"}
    assert set(answers.values()) == {200, 404}
    assert AuditEntry.objects.filter(code="report.exported").count() == 2


def test_a_draft_is_not_there_for_the_level_above(cast: Cast, signed_in: Enter, draft: Report) -> None:
    merger = signed_in(cast.district_merger)
    assert merger.post(f"/reports/{draft.pk}/accept/").status_code == 404
    assert merger.get(f"/reports/{draft.pk}/file/json/").status_code == 404
    assert state(draft) == "draft"


def test_remarks_are_not_opened_for_writing_once_the_report_is_sent(
    cast: Cast, signed_in: Enter, draft: Report
) -> None:
    client, address = signed_in(cast.officer), f"/reports/{draft.pk}/remarks/"
    assert 'name="proposals"' in client.get(address).content.decode()
    actions.submit(draft, by=cast.viewer(cast.officer), at=clock.now())
    answer = client.get(address)
    assert answer.status_code == 422
    assert 'name="proposals"' not in answer.content.decode()


@pytest.mark.parametrize(("verb", "right"), [("fill", May.FILL), ("recall", May.SUBMIT)])
def test_nobody_changes_a_report_he_may_not_read(
    cast: Cast, signed_in: Enter, sent: Report, monkeypatch: pytest.MonkeyPatch, verb: str, right: May
) -> None:
    may_only(monkeypatch, Role.COMMUNE_OFFICER, right)
    client = signed_in(cast.officer)
    assert client.post(f"/reports/{sent.pk}/{verb}/").status_code == 404
    assert state(sent) == "submitted"
    may_only(monkeypatch, Role.COMMUNE_OFFICER, right, May.READ)
    assert client.post(f"/reports/{sent.pk}/{verb}/").status_code in (302, 422)


def test_the_list_of_reports_is_for_readers(
    cast: Cast, signed_in: Enter, sent: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = signed_in(cast.officer), f"/reports/{sent.pk}/"
    assert address in client.get("/reports/").content.decode()
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.FILL)
    assert client.get("/reports/").status_code == 404


def test_why_it_was_returned_is_told_to_those_who_read_its_words(cast: Cast, sent: Report) -> None:
    actions.send_back(sent, reason=WHY, by=cast.viewer(cast.district_merger), at=clock.now())
    everybody = Everybody(cast)
    told = everybody.who(lambda viewer: "".join(one.reason for one in presenting.acted(sent, viewer)))
    assert told == each((*DESK, *POLICE, *ABOVE, "inspector"), WHY)
    assert len(presenting.acted(sent, everybody.viewers["finance"])) == 2
