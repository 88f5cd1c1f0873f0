"""The rows behind a figure: names for those who know the people, codes for the levels above; each look is logged."""

import uuid

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.foundation import audit
from hoanhap.foundation.indicators import rows as indicator_rows
from hoanhap.kernel import clock
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports import policy, queries
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office import addresses
from hoanhap.web.ui.requests import OfficeRequest

PAGE = 50


@require_GET
@transaction.atomic
def show(request: OfficeRequest, report_id: uuid.UUID, code: str) -> HttpResponse:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.OPEN_ROWS)
    measure = queries.measure_of(report, code)
    ids = queries.rows_behind(report, code)
    page = Paginator(ids, PAGE).get_page(request.GET.get("page"))
    lines = indicator_rows.opened(request.viewer, measure.subject_kind, list(page.object_list))
    _log(request, report, code, len(page.object_list))
    content = queries.filled(report)
    return render(
        request,
        "reports/rows.html",
        {
            "report": report,
            "line": content.lines.get(code),
            "period_label": report_forms.get(report.form_code).period_label(report.period),
            "rows": [(line, addresses.of(line.url, line.args)) for line in lines],
            "page": page,
            "total": len(ids),
            "parts": queries.cell_by_part(report, code) if report.merged else [],
            "code": code,
        },
    )


def _log(request: OfficeRequest, report: Report, code: str, count: int) -> None:
    audit.record(
        "report.rows_opened",
        by=request.viewer.actor,
        subject_kind="report",
        subject_id=report.pk,
        unit_path=report.unit_path,
        at=clock.now(),
        detail={"cell": code, "rows": count},
    )
