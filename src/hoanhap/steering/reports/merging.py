"""Merging accepted reports upward: numbers are added, percentages computed anew, shares stand over the whole map."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import State
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import actions, policy, queries
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.models import MergedPart, Report, ReportCell
from hoanhap.steering.reports.policy import ReportPermission


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged report, the reports it was made of, and the units that are still missing."""

    report: Report
    parts: tuple[Report, ...]
    missing: tuple[Place, ...]


@transaction.atomic
def merge(form: Form, unit: Place, period: Period, *, by: Viewer, at: datetime) -> Merge:
    """Add up what is accepted below; again takes in what has come since. Raises Refused with nothing to add."""
    policy.require_own(by, ReportPermission.MERGE, unit.path)
    units = queries.children(unit, period.last_day)
    parts = accepted(form, units, period)
    if not parts:
        raise Refused(
            _("Chưa có báo cáo nào của cấp dưới được chấp nhận trong kỳ này."),
            way_out=_("Chấp nhận báo cáo của các đơn vị trước khi tổng hợp."),
        )
    report = actions.latest_or_new(form, unit, period, by=by.actor, at=at)
    actions.require_open(report)
    _put(report, parts, at)
    audit.record(
        "report.merged",
        by=by.actor,
        subject_kind="report",
        subject_id=report.pk,
        unit_path=report.unit_path,
        at=at,
        detail={"form": form.code, "parts": len(parts), "units": len(units)},
    )
    have = {part.unit_id for part in parts}
    return Merge(report, tuple(parts), tuple(one for one in units if one.pk not in have))


def accepted(form: Form, units: list[Place], period: Period) -> list[Report]:
    """The accepted report of each unit for this period: of several, the last amendment."""
    rows = Report.objects.filter(
        form_code=form.code,
        unit__in=units,
        period_from=period.start,
        period_to=period.end,
        run__state=State.ACCEPTED.value,
    ).select_related("unit", "run")
    return list({row.unit_id: row for row in rows.order_by("amendment")}.values())


def outdated(report: Report) -> bool:
    """Whether the parts have changed since the merge: an amendment was accepted, or one more unit."""
    units = queries.children(report.unit, report.period.last_day)
    now = {part.pk for part in accepted(forms.get(report.form_code), units, report.period)}
    return now != set(MergedPart.objects.filter(report=report).values_list("part_id", flat=True))


def _put(report: Report, parts: list[Report], at: datetime) -> None:
    totals = queries.summed(parts)
    # The ids of rows stay with the parts: they are opened through them and never stored twice.
    actions.put_cells(report, [ReportCell(report=report, code=code, number=total) for code, total in totals.items()])
    MergedPart.objects.filter(report=report).delete()
    MergedPart.objects.bulk_create([MergedPart(report=report, part=part) for part in parts])
    report.merged, report.filled_at = True, at
    report.save(update_fields=["merged", "filled_at"])
