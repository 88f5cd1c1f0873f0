"""What the first screen shows: the viewer's duties with their buttons, the figures of his people, his next report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import Promise

from hoanhap.foundation.access.viewer import Seat, Viewer
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.queries import DutyLine
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import policy as cases
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reintegration import queries as reintegration
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.steering.reports import board as boards
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports import policy as reports
from hoanhap.steering.reports import queries as report_queries
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office import addresses
from hoanhap.web.office.reports.forms import current_month
from hoanhap.web.office.reports.own import FORM
from hoanhap.web.office.reports.presenting import STATE_WORDS

PAGE = 25


@dataclass(frozen=True, slots=True)
class Task:
    """One duty, ready to draw."""

    what: str
    due_at: datetime
    detail: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the people followed fared in the last month that ended, as its report counts them."""

    label: str
    managed: int
    progress: int
    working: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people the viewer supports, and what is missing."""

    supported: int
    without_helper: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class NextReport:
    """The report of the last month that ended."""

    label: str
    period: str
    report: Report | None
    state: str | Promise
    kind: str


def page(viewer: Viewer, now: datetime, number: str | None) -> dict[str, Any]:
    """Everything on the first screen, in a fixed number of queries."""
    counts = notices.counts(viewer, now)
    shown = Paginator(range(counts.total), PAGE).get_page(number)
    start = max(shown.start_index() - 1, 0)
    lines = notices.lines(viewer, now, start=start, limit=PAGE) if counts.total else []
    return {
        "counts": counts,
        "page": shown,
        "tasks": [_task(line) for line in lines],
        "figures": _figures(viewer),
        "next_report": _next_report(viewer),
        "may_add": viewer.may(CasePermission.OPEN),
        "may_merge": viewer.may(ReportPermission.MERGE),
    }


def _task(line: DutyLine) -> Task:
    href = addresses.of(line.kind.url, line.args)
    return Task(line.title, line.duty.due_at, line.detail, href, str(line.kind.action))


def _figures(viewer: Viewer) -> Figures | None:
    if not (viewer.may(CasePermission.READ) or viewer.may(CasePermission.READ_ASSIGNED)):
        return None
    may_see_helpers = viewer.may(ReintegrationPermission.READ_HELPER)
    return Figures(
        supported=cases.visible_to(viewer).filter(closed_on=None).count(),
        without_helper=reintegration.without_helper(viewer).count() if may_see_helpers else 0,
        outcome=_outcome(viewer),
    )


def _outcome(viewer: Viewer) -> Outcome | None:
    """For those who may count the contacts of a whole commune; a helper sees his own people alone."""
    path = next((path for path in viewer.paths(CasePermission.READ)), "")
    if not path or not viewer.may(CarePermission.COUNT_CONTACT, path):
        return None
    shape = report_forms.get(FORM)
    period = current_month(shape, viewer.on)
    question = Question(period, path)
    managed = indicators.count("cohort.managed", question)
    if not managed:
        return None
    return Outcome(
        label=shape.period_label(period),
        managed=managed,
        progress=indicators.count("cohort.progress", question),
        working=indicators.count("cohort.working", question),
    )


def _next_report(viewer: Viewer) -> NextReport | None:
    seat = _reporting_seat(viewer)
    if seat is None:
        return None
    shape = report_forms.get(FORM)
    period = current_month(shape, viewer.on)
    unit = reports.get_unit_for(viewer, seat.place_id, to=ReportPermission.READ)
    report = report_queries.latest(shape.code, unit, period)
    state, kind = STATE_WORDS[report.run.state if report else boards.NOT_SENT]
    return NextReport(shape.period_label(period), period.display, report, state, kind)


def _reporting_seat(viewer: Viewer) -> Seat | None:
    """The posting that writes reports of its own unit; those who merge have their board."""
    if viewer.may(ReportPermission.MERGE):
        return None
    return next((seat for seat in viewer.seats if seat.may(ReportPermission.FILL)), None)
