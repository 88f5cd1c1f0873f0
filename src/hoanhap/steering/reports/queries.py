"""Reading reports: one filled report, what changed since last time, the rows behind a figure."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import OPEN_STATES, State
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.places import lineage
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import figures, form, policy, rules, withholding
from hoanhap.steering.reports.figures import Figure
from hoanhap.steering.reports.form import Block, Form
from hoanhap.steering.reports.models import Report, ReportCell
from hoanhap.steering.reports.policy import ReportPermission


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: the figure now, what stood in the period before, and what to look at again."""

    figure: Figure
    before: Figure | None
    flagged: bool

    @property
    def changed(self) -> bool:
        hidden = self.figure.withheld or (self.before is not None and self.before.withheld)
        return self.before is not None and not hidden and self.before.display != self.figure.display


@dataclass(frozen=True, slots=True)
class Filled:
    """A report with its computed lines, in the blocks of its form."""

    report: Report
    form: Form
    blocks: tuple[tuple[Block, tuple[Line, ...]], ...]
    findings: tuple[rules.Finding, ...]
    restricted: bool = False
    """Small figures are withheld from this reader."""

    @property
    def lines(self) -> dict[str, Line]:
        return {line.figure.cell.code: line for _, lines in self.blocks for line in lines}

    @property
    def headline(self) -> list[Figure]:
        lines = self.lines
        return [lines[code].figure for code in self.form.headline if code in lines]


def mark_of(report: Report, acts: int) -> str:
    """What a page of this report showed, small enough for a hidden field: each filling, remark and act changes it."""
    filled = report.filled_at.timestamp() if report.filled_at else 0
    return f"{filled:.6f}-{report.version}-{acts}"


def children(unit: Place, on: date) -> list[Place]:
    """The units that report to this one on the map of that day: districts, or communes where no district stands."""
    below = Place.objects.as_of(on).filter(parent=unit).exclude(kind=PlaceKind.HAMLET)
    return list(below.order_by("folded", "id"))


def left_out(form: Form, unit: Place, period: Period) -> list[tuple[Place, int]]:
    """People counted below this unit in communes that no longer live on the last day: no report names them.

    A commune that went wholly into another is counted by it, handed over or not. Who of a split one waits to be placed
    is counted by nobody; the merging officer must see that.
    """
    stock = form.cell(form.headline[0]).measure
    counted = indicators.count_by_unit(stock, indicators.Question(period, unit.path))
    living = set(places.communes_of(unit, period.last_day).values_list("pk", flat=True))
    rows = Place.objects.filter(pk__in=[unit_id for unit_id in counted if unit_id not in living])
    gone = list(rows.order_by("folded", "id"))
    heirs = lineage.heirs(gone, period.last_day) if gone else {}
    counted_elsewhere = {pk for pk, links in heirs.items() if any(link.whole for link in links)}
    return [(place, counted[place.pk]) for place in gone if place.pk not in counted_elsewhere]


TYPED = ("results", "proposals", "amendment_reason")


def words_of(report: Report, viewer: Viewer) -> Mapping[str, str]:
    """What somebody typed into the report; all empty for readers of figures alone, because words may name people."""
    if not policy.may(viewer, ReportPermission.WORDS, report) or all(getattr(report, name) is None for name in TYPED):
        return dict.fromkeys(TYPED, "")
    return vault.reveal_many([report], *TYPED)[report.pk]


def counts_of(report: Report) -> dict[str, int]:
    return dict(ReportCell.objects.filter(report=report).values_list("code", "number"))


def units_below(report: Report) -> int:
    """The number of communes a share stands over: on the map of the last day of the period."""
    if report.unit.kind == PlaceKind.COMMUNE:
        return 1
    return places.communes_of(report.unit, report.period.last_day).count()


def filled(report: Report) -> Filled:
    """The report with everything computed; an unfilled one has no lines yet."""
    shape = form.get(report.form_code)
    counts = counts_of(report)
    if not counts:
        return Filled(report, shape, (), ())
    units = units_below(report)
    earlier = previous(report)
    before_counts = counts_of(earlier) if earlier else None
    before = {one.cell.code: one for one in figures.compute(shape, before_counts, units)} if before_counts else {}
    found = rules.findings(shape, counts, before_counts or None)
    flagged = {code for finding in found for code in finding.cells}
    now = {one.cell.code: one for one in figures.compute(shape, counts, units)}
    blocks = tuple(
        (
            block,
            tuple(
                Line(now[cell.code], before.get(cell.code), cell.code in flagged)
                for cell in block.cells
                if cell.code in now
            ),
        )
        for block in shape.blocks
    )
    return Filled(report, shape, blocks, tuple(found))


def without_lines(content: Filled, lines: Collection[str], lines_before: Collection[str]) -> Filled:
    """The same report for a reader of large figures only: what is withheld now and before is out, and no findings.

    A finding quotes figures, so it goes whole.
    """
    rates = withholding.shown_rates(content.form, counts_of(content.report), lines)
    earlier = previous(content.report)
    rates_before = withholding.shown_rates(content.form, counts_of(earlier), lines_before) if earlier else set()
    blocks = tuple(
        (block, tuple(_without(line, (lines, rates), (lines_before, rates_before)) for line in block_lines))
        for block, block_lines in content.blocks
    )
    return Filled(content.report, content.form, blocks, (), restricted=True)


def _without(
    line: Line, now: tuple[Collection[str], Collection[str]], before: tuple[Collection[str], Collection[str]]
) -> Line:
    old = figures.without([line.before], *before)[0] if line.before else None
    return Line(figures.without([line.figure], *now)[0], old, flagged=False)


def previous(report: Report) -> Report | None:
    """The accepted report of the period before, if there was one."""
    period = form.get(report.form_code).previous(report.period)
    return current(report.form_code, report.unit, period)


def current(form_code: str, unit: Place, period: Period) -> Report | None:
    """What counts for this unit and period: the last accepted one, amendments included."""
    accepted = Report.objects.filter(
        form_code=form_code,
        unit=unit,
        period_from=period.start,
        period_to=period.end,
        run__state=State.ACCEPTED.value,
    )
    return accepted.select_related("unit", "run").order_by("-amendment").first()


def latest(form_code: str, unit: Place, period: Period) -> Report | None:
    """The newest report of this unit and period in any state."""
    rows = Report.objects.filter(form_code=form_code, unit=unit, period_from=period.start, period_to=period.end)
    return rows.select_related("unit", "run").order_by("-amendment").first()


def history(report: Report) -> list[Report]:
    """The first report and its amendments, the first one first."""
    rows = Report.objects.filter(
        form_code=report.form_code, unit=report.unit, period_from=report.period_from, period_to=report.period_to
    )
    return list(rows.select_related("run").order_by("amendment"))


def rows_behind(report: Report, code: str) -> list[uuid.UUID]:
    """The ids of the rows a line was counted from; of a merged report, those of all its parts."""
    shape = form.get(report.form_code)
    cell = shape.cell(code)
    counted = cell.ratio[0] if cell.ratio else code
    return [row_id for one in cells_of(leaves(report), counted) for row_id in one.row_ids]


def leaves(report: Report) -> list[Report]:
    """The reports that were counted from rows: this one, or the accepted ones below it it was merged from."""
    level, counted = [report], []
    while level:
        counted += [one for one in level if not one.merged]
        merged = [one.pk for one in level if one.merged]
        below = Report.objects.filter(merged_into__report__in=merged).select_related("unit", "run")
        level = list(below.order_by("unit__folded", "unit_id")) if merged else []
    return counted


def cells_of(reports: list[Report], code: str | None = None) -> list[ReportCell]:
    """The counted lines of these reports (one line of each, when a code is given), in the order of the units."""
    wanted = ReportCell.objects.filter(report__in=[one.pk for one in reports])
    if code is not None:
        wanted = wanted.filter(code=code)
    return list(wanted.select_related("report__unit").order_by("report__unit__folded", "report__unit_id", "code"))


def cell_by_part(report: Report, code: str) -> list[tuple[Report, int]]:
    """How a line of a merged report is made up: each part with its own number, the largest first."""
    cell = form.get(report.form_code).cell(code)
    counted = cell.ratio[0] if cell.ratio else code
    parts = Report.objects.filter(merged_into__report=report).select_related("unit", "run")
    numbers = dict(ReportCell.objects.filter(report__in=parts, code=counted).values_list("report_id", "number"))
    return sorted(((part, numbers.get(part.pk, 0)) for part in parts), key=lambda pair: (-pair[1], pair[0].unit.folded))


def measure_of(report: Report, code: str) -> indicators.Measure:
    """What the rows behind a line are (cases, contacts, task forces). Raises NotHere for a line that counts none."""
    cell = form.get(report.form_code).cell(code)
    source = form.get(report.form_code).cell(cell.ratio[0]) if cell.ratio else cell
    if not source.measure:
        raise NotHere
    return indicators.register[source.measure]


def summed(parts: list[Report]) -> Mapping[str, int]:
    """The counted lines of many reports added up, in one query."""
    cells = ReportCell.objects.filter(report__in=parts).order_by()
    return {row["code"]: row["total"] for row in cells.values("code").annotate(total=Sum("number"))}


def of_unit(unit: Place, limit: int = 24) -> list[Report]:
    """The unit's reports, the newest period first."""
    rows = Report.objects.filter(unit=unit).select_related("run").order_by("-period_to", "-period_from", "-amendment")
    return list(rows[:limit])


def unsent(form_code: str, units: list[Place], period: Period) -> list[Report]:
    """The opened reports of these units that still lie with them (draft or returned)."""
    rows = Report.objects.filter(
        form_code=form_code, unit__in=units, period_from=period.start, period_to=period.end, run__state__in=OPEN_STATES
    )
    return list(rows.select_related("unit", "run").order_by("unit__folded", "unit_id", "amendment"))
