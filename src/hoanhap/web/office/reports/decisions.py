"""What the level above does with a report it received."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.steering.reports import actions, policy
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office.reports import presenting
from hoanhap.web.office.reports.forms import ReasonForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_POST
def accept(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponseRedirect:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.DECIDE)
    actions.accept(report, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã chấp nhận báo cáo của %s.") % report.unit.full_name)
    return redirect(presenting.board_address(report))


@require_http_methods(["GET", "POST"])
def send_back(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.DECIDE)
    form = ReasonForm(request.POST or None, initial={"reason": presenting.suggested_reason(report)})
    if request.method == "POST" and form.is_valid():
        actions.send_back(report, reason=form.cleaned_data["reason"], by=request.viewer, at=clock.now())
        flash.done(request, _("Đã trả lại báo cáo cho %s.") % report.unit.full_name)
        return redirect(presenting.board_address(report))
    title = _("Trả lại báo cáo của %s") % report.unit.full_name
    return presenting.form_page(request, report, form, title=title, submit=_("Trả lại"))
