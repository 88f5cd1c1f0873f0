"""Readers of large figures only: what they see of reports, linked over units, levels and months."""

from datetime import datetime, timedelta

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import State
from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import actions, export, merging, queries, withheld
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report, ReportCell
from hoanhap.steering.reports.withholding import Sheet, Spot, tables
from tests.cast import NOW, SETTER, Cast

FORM = forms.get("BC01")
CODES = [cell.code for cell in FORM.cells if cell.measure]


def written(unit: Place, period: Period, at: datetime = NOW, **numbers: int) -> Report:
    """An accepted report with just these counted lines (dots as double underscores)."""
    report = actions.latest_or_new(FORM, unit, period, by=SETTER, at=at)
    given = {name.replace("__", "."): number for name, number in numbers.items()}
    total = given["stock.opening"] + given["stock.new"] - given["stock.removed"]
    counts = dict.fromkeys(CODES, 0) | given | {"stock.total": total, "stock.in_rehab": total}
    ReportCell.objects.filter(report=report).delete()
    ReportCell.objects.bulk_create([ReportCell(report=report, code=code, number=n) for code, n in counts.items()])
    Report.objects.filter(pk=report.pk).update(filled_at=at)
    _set_state(report, State.ACCEPTED)
    report.refresh_from_db()
    return report


def _set_state(report: Report, state: State) -> None:
    type(report.run).objects.filter(pk=report.run_id).update(state=state.value)
    report.run.refresh_from_db()


def month(number: int) -> Period:
    return FORM.period(Window.MONTH, 2020, number)


def districts(cast: Cast, number: int = 6, removed: int = 2) -> Report:
    period, at = month(number), NOW + timedelta(minutes=number + removed)
    written(cast.thuong_lac, period, at, stock__opening=30, stock__new=8, stock__removed=removed)
    written(cast.long_khanh_a, period, at, stock__opening=40, stock__new=9, stock__removed=7)
    written(cast.phu_thuan_b, period, at, stock__opening=50, stock__new=6, stock__removed=8)
    merged = merging.merge(FORM, cast.hong_ngu, period, by=cast.viewer(cast.district_merger), at=at).report
    _set_state(merged, State.ACCEPTED)
    return merged


def of(cast: Cast, unit: Place, number: int = 6) -> Report:
    found = queries.current(FORM.code, unit, month(number))
    assert found is not None
    return found


@pytest.fixture
def cast(db: None) -> Cast:
    from tests import cast as stage

    return stage.make()


@pytest.fixture
def district_leader(cast: Cast) -> Viewer:
    return cast.viewer(cast.district_leader)


def test_a_leader_above_sees_no_small_figure_and_none_that_gives_it_back(cast: Cast, district_leader: Viewer) -> None:
    merged = districts(cast)
    seen = {}
    for one in (merged, *(of(cast, unit) for unit in (cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b))):
        lines = withheld.shown(one, district_leader).lines
        seen |= {
            Spot(one.unit_id, one.period, code): line.figure for code, line in lines.items() if line.figure.cell.measure
        }
    small = Spot(cast.thuong_lac.pk, month(6), "stock.removed")
    assert seen[small].display == "…"
    assert (seen[small].numerator, seen[small].value) == (0, None)
    hidden = {spot for spot, figure in seen.items() if figure.withheld}
    assert disclosure.exposed(_linked(cast, merged), hidden) == set()
    assert len(hidden) < 12


def _linked(cast: Cast, merged: Report) -> disclosure.Tables:
    parts = [of(cast, unit) for unit in (cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b)]
    sheets = [Sheet(one.unit_id, one.period, queries.counts_of(one)) for one in parts]
    whole = Sheet(merged.unit_id, merged.period, queries.counts_of(merged), tuple(one.unit_id for one in parts))
    return tables(FORM, [whole, *sheets])


def test_hiding_the_small_figure_alone_would_be_noticed(cast: Cast) -> None:
    """Known-bad: what a reader sees when only cells below five are blanked."""
    tables_seen = _linked(cast, districts(cast))
    assert disclosure.exposed(tables_seen, tables_seen.small) == tables_seen.small


def test_who_knows_the_people_counts_or_inspects_sees_the_whole(cast: Cast) -> None:
    merged, own = districts(cast), of(cast, cast.thuong_lac)
    for account in (cast.officer, cast.leader, cast.police, cast.district_merger, cast.province_merger):
        assert withheld.shown(own, cast.viewer(account)).lines["stock.removed"].figure.value == 2
    assert withheld.shown(merged, cast.viewer(cast.district_merger)).findings == queries.filled(merged).findings


def test_last_months_figure_does_not_tell_this_months(cast: Cast, district_leader: Viewer) -> None:
    districts(cast, 5)
    withheld.lines_of(of(cast, cast.thuong_lac, 5))
    merged = districts(cast, 6)
    content = withheld.shown(of(cast, cast.thuong_lac), district_leader)
    assert content.lines["stock.removed"].before is not None
    assert content.lines["stock.removed"].before.display == "…"
    assert merged.period.start == month(5).end


def test_the_files_tell_no_more_than_the_screen(cast: Cast, district_leader: Viewer) -> None:
    districts(cast)
    own = of(cast, cast.thuong_lac)
    data = {cell["code"]: cell for cell in export.as_data(own, viewer=district_leader)["cells"]}
    assert (data["stock.removed"]["value"], data["stock.removed"]["display"]) == (None, "…")
    assert b"stock" not in export.as_file(own, "pdf", viewer=district_leader)
    assert all("rows" not in cell for cell in data.values())


def test_it_is_decided_once_and_again_when_the_report_was_filled_anew(cast: Cast, district_leader: Viewer) -> None:
    merged = districts(cast)
    own = of(cast, cast.thuong_lac)
    first = withheld.lines_of(own)
    kept = own.withholding.digest  # type: ignore[attr-defined]
    assert withheld.lines_of(own) == first
    own.refresh_from_db()
    assert Report.objects.get(pk=own.pk).withholding.digest == kept  # type: ignore[attr-defined]
    _set_state(merged, State.RETURNED)
    districts(cast, removed=9)
    assert withheld.lines_of(of(cast, cast.thuong_lac)) == frozenset()


def test_a_report_not_merged_yet_is_looked_at_alone(cast: Cast, district_leader: Viewer) -> None:
    one = written(cast.thuong_lac, month(6), stock__opening=30, stock__new=8, stock__removed=2)
    hidden = withheld.lines_of(one)
    assert "stock.removed" in hidden
    assert hidden & {"stock.opening", "stock.new", "stock.total"}
