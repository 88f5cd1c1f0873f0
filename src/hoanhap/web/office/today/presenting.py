"""What the first screen shows: the viewer's duties with their buttons, the figures of his people, his next report."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField, Count, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Seat, Viewer
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.queries import Counts, DutyLine
from hoanhap.foundation.notices.rules import Lateness, end_of
from hoanhap.foundation.places import queries as places
from hoanhap.kernel import clock, numbers
from hoanhap.kernel.periods import Period
from hoanhap.kernel.text import upper_first
from hoanhap.people.care import queries as care
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import policy as cases
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reintegration import queries as reintegration
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.steering.reports import board as boards
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports import policy as reports
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office import addresses
from hoanhap.web.office.people.navigation import reads_people
from hoanhap.web.office.reports.forms import current_month
from hoanhap.web.office.reports.own import FORM
from hoanhap.web.office.reports.presenting import STATE_WORDS
from hoanhap.web.office.today import quiet, recent

PAGE = 25
OUTCOME = ("cohort.managed", "cohort.progress", "cohort.working")
Rows = dict[str, QuerySet[Any, Any]]


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
    helpers_late: int
    outcome: Outcome | None

    @property
    def title(self) -> str:
        return _("%s người đang được hỗ trợ") % numbers.group(self.supported)


@dataclass(frozen=True, slots=True)
class NextReport:
    """The report of the last month that ended."""

    label: str
    period: str
    report: Report | None
    state: str | Promise
    kind: str

    @property
    def title(self) -> str:
        return _("Báo cáo %s") % self.label


def page(viewer: Viewer, now: datetime, number: str | None) -> dict[str, Any]:
    """Everything on the first screen, in a fixed number of queries."""
    period = current_month(report_forms.get(FORM), viewer.on)
    counted = _counted(_duties(viewer, now) | _people(viewer) | _followed(viewer, period))
    counts = Counts(late=counted["late"], today=counted["today"], later=counted["later"])
    shown = Paginator(range(counts.total), PAGE).get_page(number)
    start = max(shown.start_index() - 1, 0)
    lines = notices.lines(viewer, now, start=start, limit=PAGE) if counts.total else []
    return {
        "counts": counts,
        "page": shown,
        "now": [_task(line) for line in lines if line.when.lateness is not Lateness.LATER],
        "later": [_task(line) for line in lines if line.when.lateness is Lateness.LATER],
        "figures": _figures(viewer, counted, period),
        "next_report": _next_report(viewer, period),
        "recent": recent.table(viewer, report_forms.get(FORM), period),
        "quiet": quiet.words_for(viewer),
        "may_merge": viewer.may(ReportPermission.MERGE),
    }


def _task(line: DutyLine) -> Task:
    href = addresses.of(line.url, line.args)
    return Task(line.title, line.duty.due_at, upper_first(line.detail), href, str(line.kind.action))


def _duties(viewer: Viewer, now: datetime) -> Rows:
    mine, midnight = notices.open_for(viewer, now), end_of(clock.local_day(now))
    return {
        "late": mine.filter(due_at__lte=now),
        "today": mine.filter(due_at__gt=now, due_at__lte=midnight),
        "later": mine.filter(due_at__gt=max(now, midnight)),
    }


def _people(viewer: Viewer) -> Rows:
    if not reads_people(viewer):
        return {}
    rows: Rows = {"supported": cases.visible_to(viewer).filter(closed_on=None)}
    if viewer.may(ReintegrationPermission.READ_HELPER):
        rows["lacking"] = reintegration.without_helper(viewer)
    if viewer.may(CarePermission.SET_PLAN):
        rows["helpers_late"] = care.late_with_helpers(viewer)
    return rows


def _followed(viewer: Viewer, period: Period) -> Rows:
    """For those who may count the contacts of a whole commune; a helper sees his own people alone."""
    seat = next((seat for seat in viewer.seats if seat.may(CasePermission.READ)), None)
    if seat is None or not viewer.may(CarePermission.COUNT_CONTACT, seat.path):
        return {}
    question = Question(period, seat.path, unchanged=seat.unchanged)
    return {code: indicators.register[code].rows(question) for code in OUTCOME}


def _counted(rows: Rows) -> Counter[str]:
    """How many rows each queryset has, all in one query; a word that was not asked counts nothing."""
    parts = [
        found.order_by().annotate(word=Value(word, CharField())).values("word").annotate(number=Count("pk"))
        for word, found in rows.items()
    ]
    first, *others = [part.values_list("word", "number") for part in parts]
    return Counter(dict(first.union(*others, all=True)))


def _figures(viewer: Viewer, counted: Counter[str], period: Period) -> Figures | None:
    if not reads_people(viewer):
        return None
    managed, progress, working = (counted[code] for code in OUTCOME)
    label = report_forms.get(FORM).period_label(period)
    outcome = Outcome(label, managed, progress, working) if managed else None
    return Figures(counted["supported"], counted["lacking"], counted["helpers_late"], outcome)


def _next_report(viewer: Viewer, period: Period) -> NextReport | None:
    seat = _reporting_seat(viewer)
    if seat is None:
        return None
    mine = reports.visible_to(viewer).filter(unit_path=seat.path, form_code=FORM, period_from=period.start)
    newest = mine.filter(period_to=period.end).select_related("run").order_by("-amendment", "id")
    report = newest.first()
    if report is None and not seat.unchanged and not places.get(seat.place_id).lives_on(period.last_day):
        return None  # the period was that of the units before the merger
    state, kind = STATE_WORDS[report.run.state if report else boards.NOT_SENT]
    return NextReport(report_forms.get(FORM).period_label(period), period.display, report, state, kind)


def _reporting_seat(viewer: Viewer) -> Seat | None:
    """The posting that writes reports of its own unit; those who merge have their board."""
    if viewer.may(ReportPermission.MERGE):
        return None
    return next((seat for seat in viewer.seats if seat.may(ReportPermission.FILL)), None)
