"""The nightly work: opens what has ended, once."""

import base64
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation.audit import chain
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notices
from hoanhap.kernel import clock
from hoanhap.ops import daily
from hoanhap.people.cases import actions as cases
from hoanhap.steering.reports.models import Report
from tests import cast as casting
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.web.office.imports import lists


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


def test_reports_of_ended_windows_are_opened_once(cast: Cast) -> None:
    # Six offices report: three communes (one of them a stranger's), the district, the province; month and half-year.
    opened = daily.run(NOW)
    periods = set(Report.objects.values_list("period_from", "period_to"))
    assert (date(2020, 5, 15), date(2020, 6, 15)) in periods
    assert (date(2019, 12, 15), date(2020, 6, 15)) in periods
    assert opened == Report.objects.count() > 0
    assert daily.run(NOW) == 0


def test_a_window_that_has_not_ended_stays_closed(cast: Cast) -> None:
    daily.run(clock.at(date(2020, 6, 14), 23))
    assert not Report.objects.filter(period_to=date(2020, 6, 15)).exists()


def test_the_officer_finds_it_in_todays_work(cast: Cast) -> None:
    daily.run(NOW)
    codes = [line.kind.code for line in notices.lines(cast.viewer(cast.officer), NOW)]
    assert "report.send" in codes
    assert "community.no_task_force" in codes


def test_a_list_nobody_took_is_destroyed_after_a_week(cast: Cast) -> None:
    batch = imports.preview(lists.sheet(), name="a.xlsx", unit=cast.thuong_lac, on=TODAY, by=casting.SETTER, at=NOW)
    assert daily.clean(NOW + timedelta(days=6)) == 0
    assert batch.rows.exists()
    assert daily.clean(NOW + timedelta(days=7)) == 1
    assert not batch.rows.exists()
    assert AuditEntry.objects.get(code="import.discarded").account_id == "daily"


def test_the_command_does_all_of_it_and_says_so(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    imports.preview(lists.sheet(), name="a.xlsx", unit=cast.thuong_lac, on=TODAY, by=casting.SETTER, at=NOW)
    clock.set_start(NOW + timedelta(days=8))
    try:
        assert daily.main([]) == 0
    finally:
        clock.set_start(None)
    said = capsys.readouterr().out
    assert "bỏ 1 bản xem trước" in said
    assert "nối 0 dòng" not in said


@pytest.mark.parametrize("key", ["", base64.b64encode(bytes(32)).decode()], ids=["missing", "foreign"])
def test_with_a_missing_or_foreign_master_key_nothing_is_begun(cast: Cast, settings, tmp_path: Path, key: str) -> None:  # type: ignore[no-untyped-def]
    settings.MASTER_KEY, settings.MASTER_KEY_FILE = key, tmp_path / "none.key"
    with pytest.raises(ImproperlyConfigured):
        daily.main([])
    assert not Report.objects.exists()


def test_the_log_is_linked(cast: Cast) -> None:
    daily.run(NOW)
    assert daily.link() > 0
    assert daily.link() == 0
    assert chain.first_fault() is None


def test_the_night_puts_away_what_ended_long_ago(cast: Cast) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    end = date(2020, 6, 10)
    cases.close(case=case, verb="close_moved", on=end, signer_title="x", by=daily.NIGHT, at=NOW, version=case.version)
    assert daily.put_away(NOW) == (0, 0)
    assert daily.put_away(NOW + timedelta(days=90)) == (1, 0)
    assert daily.put_away(NOW + timedelta(days=9_000)) == (0, 0)  # no term of keeping is shipped
