"""The paper of a report: its number, and its files."""

import json
import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.text import fold
from hoanhap.steering.reports import export, papers, policy
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
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
    answer["Content-Disposition"] = f'attachment; filename="{file_name(report)}.{kind}"'
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


def file_name(report: Report) -> str:
    """Period, unit and amendment, so that files of several units do not take each other's place in one folder."""
    window, year, number = report_forms.get(report.form_code).window_of(report.period)
    spans = {
        Window.MONTH: f"{number:02d}",
        Window.HALF_YEAR: "6-thang-dau" if number == 1 else "6-thang-cuoi",
        Window.YEAR: "ca-nam",
    }
    amendment = f"-dinh-chinh-{report.amendment}" if report.amendment else ""
    return f"bao-cao-{year}-{spans[window]}-{slugify(fold(report.unit.full_name))}{amendment}"


def _content(request: OfficeRequest, report: Report, kind: str) -> bytes:
    if kind == "json":
        return json.dumps(export.as_data(report, viewer=request.viewer), ensure_ascii=False, indent=1).encode()
    return export.as_file(report, kind, viewer=request.viewer)
