"""What the level above does with a report it received."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.steering.reports import actions, policy, queries
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office import answers
from hoanhap.web.office.reports import presenting
from hoanhap.web.office.reports.forms import ReturnForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_POST
def accept(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponseRedirect:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.DECIDE)
    try:
        actions.accept(report, by=request.viewer, at=clock.now(), seen=request.POST.get("seen", ""))
    except Refused as refusal:
        if refusal.code != actions.CHANGED:
            raise
        flash.look(request, str(refusal))
        return redirect("report", report.pk)
    flash.done(request, _("Đã chấp nhận báo cáo của %s.") % report.unit.full_name)
    return redirect(presenting.board_address(report))


@require_http_methods(["GET", "POST"])
def send_back(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.DECIDE)
    mark = queries.mark_of(report, report.run.acts.count())
    initial = {"reason": presenting.suggested_reason(report), "seen": mark}
    form = ReturnForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_back(report, **form.cleaned_data, by=request.viewer, at=clock.now())
        except Refused as refusal:
            if refusal.code != actions.CHANGED:
                raise
            form.add_error(None, str(refusal))
            answers.carry(form, seen=mark)
        else:
            flash.done(request, _("Đã trả lại báo cáo cho %s.") % report.unit.full_name)
            return redirect(presenting.board_address(report))
    title = _("Trả lại báo cáo của %s") % report.unit.full_name
    return presenting.form_page(request, report, form, title=title, submit=_("Trả lại"))
