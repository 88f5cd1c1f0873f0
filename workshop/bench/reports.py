"""Filling one commune's report and merging the accepted ones, beside SQL that counts the same figures."""

import time
from collections.abc import Iterator
from functools import partial

from django.db import connection

from hoanhap.foundation.access import viewer as viewers
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.ops.generator.worlds import World
from hoanhap.steering.reports import actions, merging, queries
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.form import Form, Window
from hoanhap.steering.reports.models import Report
from workshop.bench import counted_in_sql
from workshop.bench.imports import WrongAnswer
from workshop.bench.measuring import Measured, side_by_side
from workshop.bench.stage import Stage, refresh_statistics, say

FORM = "BC01"
_OF_CELLS = """
SELECT cell.code, SUM(cell.number) FROM reports_reportcell cell
JOIN reports_report report ON report.id = cell.report_id
JOIN approvals_run run ON run.id = report.run_id
JOIN places_place place ON place.id = report.unit_id
WHERE place.parent_id = %s AND report.form_code = %s AND report.period_from = %s AND report.period_to = %s
  AND run.state = 'accepted'
GROUP BY cell.code
"""


def fill_commune(stage: Stage) -> Iterator[Measured]:
    """The largest commune's monthly report, filled anew each time."""
    form = forms.get(FORM)
    period, now = _last_month(form, stage), clock.now()
    commune = stage.province.communes[0]
    by = viewers.of(commune.officer, stage.on)
    report = _draft(form, commune.place.pk, period) or actions.open_report(form, commune.place, period, by=by, at=now)
    taken = side_by_side(
        lambda: actions.fill(report, by=by, at=now),
        lambda: counted_in_sql.figures(commune.place.path, period),
        runs=stage.sizes.runs,
    )
    _agree(report, counted_in_sql.figures(commune.place.path, period))
    yield Measured(
        name="report.fill.commune", size=commune.people, value=taken.value, baseline=taken.baseline, cpu=taken.cpu,
        against="hand-written SQL counts the same lines; filling also keeps the ids of all rows",
    )  # fmt: skip


def merge_district(stage: Stage) -> Iterator[Measured]:
    yield from _merge(stage, stage.district, "report.merge.15", {})


def merge_province(stage: Stage) -> Iterator[Measured]:
    yield from _merge(stage, stage.province, "report.merge.168", {"value": 2, "ratio": 3})


def _merge(stage: Stage, world: World, name: str, most: dict[str, float]) -> Iterator[Measured]:
    form = forms.get(FORM)
    period, now = _last_month(form, stage), clock.now()
    _accept_all(world, form, period, stage)
    by = viewers.of(world.merger, stage.on)
    merge = partial(merging.merge, form, world.unit, period, by=by, at=now)
    merged = merge()
    if len(merged.parts) != len(world.communes) or merged.missing:
        raise WrongAnswer(f"{len(merged.parts)} of {len(world.communes)} reports merged")
    cells, counted = partial(_of_cells, world, period), partial(counted_in_sql.figures, world.unit.path, period)
    _agree(merged.report, cells())
    _agree(merged.report, counted())
    size = len(world.communes)
    taken = side_by_side(merge, counted, runs=stage.sizes.runs)
    yield Measured(
        name=name, size=size, value=taken.value, baseline=taken.baseline, cpu=taken.cpu, most=most,
        against="hand-written SQL counts the same lines over the base tables; merging also stores",
        beside={"people": world.people},
    )  # fmt: skip
    taken = side_by_side(merge, cells, runs=stage.sizes.runs)
    yield Measured(
        name=f"{name}.against_cells", size=size, value=taken.value, baseline=taken.baseline, cpu=taken.cpu,
        against="one GROUP BY over the accepted cells; merging also checks, stores and logs",
    )  # fmt: skip


def _accept_all(world: World, form: Form, period: Period, stage: Stage) -> None:
    """Every commune opens, fills and sends its report, the level above accepts it: the real actions."""
    receiver, start = viewers.of(world.merger, stage.on), time.monotonic()
    for commune in world.communes:
        officer, leader = viewers.of(commune.officer, stage.on), viewers.of(commune.leader, stage.on)
        at = clock.now()
        report = actions.open_report(form, commune.place, period, by=officer, at=at)
        actions.fill(report, by=officer, at=at)
        actions.submit(report, by=leader, at=at)
        actions.accept(report, by=receiver, at=at)
    say(f"{len(world.communes)} reports filled, sent and accepted, {time.monotonic() - start:.0f} s")
    refresh_statistics()


def _of_cells(world: World, period: Period) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_OF_CELLS, [world.unit.pk, FORM, period.start.isoformat(), period.end.isoformat()])
        return {code: int(number) for code, number in cursor.fetchall()}


def _agree(report: Report, other: dict[str, int]) -> None:
    ours = queries.counts_of(report)
    differing = {
        code: (ours.get(code), other.get(code)) for code in {*ours, *other} if ours.get(code) != other.get(code)
    }
    if differing:
        raise WrongAnswer(f"the report and the SQL beside it differ: {differing}")


def _draft(form: Form, unit_id: int, period: Period) -> Report | None:
    rows = Report.objects.filter(form_code=form.code, unit_id=unit_id, period_from=period.start, amendment=0)
    return rows.filter(run__state="draft").select_related("unit", "run").first()


def _last_month(form: Form, stage: Stage) -> Period:
    """The newest monthly period that has ended."""
    period = form.period(Window.MONTH, stage.on.year, stage.on.month)
    return period if period.end <= stage.on else form.previous(period)
