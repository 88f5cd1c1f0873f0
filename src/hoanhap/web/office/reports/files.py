"""The paper of a report: its number, and its files."""

import json
import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.steering.reports import export, papers, policy
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office.reports import presenting
from hoanhap.web.office.reports.forms import IssueForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def download(request: OfficeRequest, report_id: uuid.UUID, kind: str) -> HttpResponse:
    """The report as docx, pdf, xlsx or json; writing a file is logged like every way out."""
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.READ)
    if kind not in export.CONTENT_TYPES:
        raise NotHere
    if report.filled_at is None:
        raise Refused(_("Báo cáo chưa được điền số liệu."), way_out=_("Điền rồi mới xuất văn bản."))
    content = _content(request, report, kind)
    audit.record(
        "report.exported",
        by=request.viewer.actor,
        subject_kind="report",
        subject_id=report.pk,
        unit_path=report.unit_path,
        at=clock.now(),
        detail={"kind": kind},
    )
    answer = HttpResponse(content, content_type=export.CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-{report.period_from:%Y-%m}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def issue(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    """Enter the paper in the register book and give it its number."""
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.SUBMIT)
    form = IssueForm(request.POST or None, initial={"issued_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        document = papers.issue(
            report, issued_on=typed["issued_on"], given=typed["number"], by=request.viewer, at=clock.now()
        )
        flash.done(request, _("Đã vào sổ: số %s.") % document.notation)
        return redirect("report", report.pk)
    lead = _("Văn bản lấy số trong sổ của UBND theo năm. Số đã cấp thì không đổi được.")
    return presenting.form_page(request, report, form, title=_("Vào sổ, lấy số"), submit=_("Lấy số"), lead=lead)


def _content(request: OfficeRequest, report: Report, kind: str) -> bytes:
    if kind == "json":
        return json.dumps(export.as_data(report, viewer=request.viewer), ensure_ascii=False, indent=1).encode()
    return export.as_file(report, kind, viewer=request.viewer)
