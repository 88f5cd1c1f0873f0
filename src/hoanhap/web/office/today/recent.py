"""How the last months came out, beside today's work: a figure, a small bar and the way to the report."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import recent
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.policy import ReportPermission

MANAGED, PROGRESS = "cohort.managed", "cohort.progress"


@dataclass(frozen=True, slots=True)
class Line:
    """One month."""

    short: str
    label: str
    progress: int
    managed: int
    href: str


def table(viewer: Viewer, shape: Form, until: Period) -> dict[str, Any]:
    """The months of the unit the viewer is posted to; nothing for those who read no reports."""
    path = next(iter(viewer.paths(ReportPermission.READ)), "")
    found = recent.months(viewer, shape, path, (MANAGED, PROGRESS), until=until) if path else []
    lines = [_line(month, shape, until) for month in found]
    return {"lines": lines, "title": _("Kết quả %d kỳ gần đây") % len(lines)}


def _line(month: recent.Month, shape: Form, until: Period) -> Line:
    _window, year, number = shape.window_of(month.period)
    short = _("T%(number)d") if year == until.last_day.year else _("T%(number)d/%(year)d")
    return Line(
        short=short % {"number": number, "year": year},
        label=shape.period_label(month.period),
        progress=month.numbers[PROGRESS],
        managed=month.numbers[MANAGED],
        href=reverse("report", args=[month.report_id]),
    )
