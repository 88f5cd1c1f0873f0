"""The board of a merging officer: every unit below, whether it has sent, and what stands out. Few queries, any size."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from hoanhap.foundation import vault
from hoanhap.foundation.approvals.models import Act
from hoanhap.foundation.approvals.states import State, Verb
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import figures, queries, rules
from hoanhap.steering.reports.figures import Figure
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.models import Report, ReportCell

NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit: its newest report (None: not even opened), its state on the board, and the chosen figures."""

    unit: Place
    report: Report | None
    state: str
    days_late: int
    return_reason: str
    findings: tuple[rules.Finding, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Board:
    form: Form
    unit: Place
    period: Period
    due_at: datetime
    rows: tuple[BoardRow, ...]
    left_out: tuple[tuple[Place, int], ...] = ()

    def in_state(self, *states: str) -> list[BoardRow]:
        return [row for row in self.rows if row.state in states]

    @property
    def sent(self) -> int:
        return len(self.in_state(State.SUBMITTED, State.ACCEPTED))

    @property
    def missing(self) -> list[BoardRow]:
        return self.in_state(NOT_SENT, State.RETURNED)


def board(form: Form, unit: Place, period: Period, now: datetime) -> Board:
    """The units that report to this one for this period, in the order of their names."""
    units = queries.children(unit, period.last_day)
    reports = _newest(form, units, period)
    cells = _cells(reports)
    before = _before(form, units, period)
    reasons = _return_reasons(reports)
    due = rules.due_at(form, period, working_calendar())
    rows = tuple(
        _row(form, one, reports.get(one.pk), cells, before.get(one.pk), reasons, rules.days_late(due, now))
        for one in units
    )
    return Board(form, unit, period, due, rows, tuple(queries.left_out(form, unit, period)))


def _row(
    form: Form,
    unit: Place,
    report: Report | None,
    cells: dict[object, dict[str, int]],
    before: dict[str, int] | None,
    reasons: dict[object, str],
    late: int,
) -> BoardRow:
    state = _state(report)
    counts = cells.get(report.pk) if report and state != NOT_SENT else None
    found = tuple(rules.findings(form, counts, before)) if counts else ()
    by_code = {one.cell.code: one for one in figures.compute(form, counts, 1)} if counts else {}
    reason = reasons.get(report.run_id, "") if report and state == State.RETURNED else ""
    return BoardRow(
        unit=unit,
        report=report,
        state=state,
        days_late=late if state in (NOT_SENT, State.RETURNED) else 0,
        return_reason=reason,
        findings=found,
        figures=tuple(by_code[code] for code in form.board if code in by_code),
    )


def _state(report: Report | None) -> str:
    if report is None or report.run.state == State.DRAFT:
        return NOT_SENT
    return report.run.state


def _newest(form: Form, units: list[Place], period: Period) -> dict[int, Report]:
    rows = Report.objects.filter(
        form_code=form.code, unit__in=units, period_from=period.start, period_to=period.end
    ).select_related("run")
    return {row.unit_id: row for row in rows.order_by("amendment")}


def _cells(reports: dict[int, Report]) -> dict[object, dict[str, int]]:
    found: dict[object, dict[str, int]] = defaultdict(dict)
    rows = ReportCell.objects.filter(report__in=[one.pk for one in reports.values()])
    for report_id, code, number in rows.values_list("report_id", "code", "number"):
        found[report_id][code] = number
    return found


def _before(form: Form, units: list[Place], period: Period) -> dict[int, dict[str, int]]:
    """The accepted counts of the period before, by unit."""
    earlier = form.previous(period)
    accepted = Report.objects.filter(
        form_code=form.code,
        unit__in=units,
        period_from=earlier.start,
        period_to=earlier.end,
        run__state=State.ACCEPTED.value,
    ).select_related("run")
    newest = {row.unit_id: row for row in accepted.order_by("amendment")}
    cells = _cells(newest)
    return {unit_id: cells[row.pk] for unit_id, row in newest.items() if row.pk in cells}


def _return_reasons(reports: dict[int, Report]) -> dict[object, str]:
    runs = [one.run_id for one in reports.values() if one.run.state == State.RETURNED]
    acts = list(Act.objects.filter(run__in=runs, verb=Verb.RETURN.value).order_by("at"))
    said = vault.reveal_many(acts, "reason")
    return {act.run_id: said[act.pk]["reason"] for act in acts}
