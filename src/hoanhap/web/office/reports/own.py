"""A unit's own reports: the list, one report, and the acts of those who write it."""

import uuid

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import vault
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.steering.publications.policy import PublicationPermission
from hoanhap.steering.reports import actions, policy, queries
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office import answers
from hoanhap.web.office.reports import presenting
from hoanhap.web.office.reports.forms import (
    ConfirmForm,
    PeriodForm,
    ReasonForm,
    RemarksForm,
    current_month,
    period_code,
)
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FORM = "BC01"


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Reports of the viewer's own unit, newest first; those who merge are led to their board."""
    if request.viewer.may(ReportPermission.MERGE):
        return redirect("reports-board")
    unit = own_unit(request)
    shape = report_forms.get(FORM)
    period = current_month(shape, clock.today())
    return render(
        request,
        "reports/index.html",
        {
            "unit": unit,
            "may_open": request.viewer.may(ReportPermission.FILL),
            "sees_published": request.viewer.may(PublicationPermission.READ),
            "period": period,
            "period_label": shape.period_label(period),
            "open_fields": period_code(shape, period),
            "current": queries.latest(shape.code, unit, period),
            "reports": presenting.listed(queries.of_unit(unit)),
            "form": PeriodForm(initial=period_code(shape, period)),
        },
    )


@require_POST
def open_period(request: OfficeRequest) -> HttpResponse:
    """Open the report of a period and fill it from the logged work."""
    if not request.viewer.may(ReportPermission.FILL):
        raise NotHere
    form = PeriodForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Kỳ báo cáo chưa đúng."), way_out=_("Chọn lại năm và kỳ."))
    shape, now = report_forms.get(FORM), clock.now()
    report = actions.open_report(shape, own_unit(request), form.period(shape), by=request.viewer, at=now)
    if report.filled_at is None and report.unit.kind == PlaceKind.COMMUNE:
        actions.fill(report, by=request.viewer, at=now)
    return redirect("report", report.pk)


@require_GET
def show(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.READ)
    return render(request, "reports/show.html", presenting.page(report, request.viewer))


@require_POST
def fill(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponseRedirect:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.FILL)
    actions.fill(report, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã điền lại từ công việc đã ghi."))
    return redirect("report", report.pk)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def remarks(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    """The two free texts of a report; a lost update is refused and shows what was typed."""
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.FILL)
    actions.require_open(report)
    written = vault.reveal_many([report], "results", "proposals")[report.pk]
    form = RemarksForm(request.POST or None, initial=written | {"version": report.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.remark(report, **form.cleaned_data, by=request.viewer, at=clock.now())
        except Refused as refusal:
            if refusal.code != actions.CHANGED:
                raise
            _show_both(form, report)
        else:
            flash.done(request, _("Đã lưu nhận xét."))
            return redirect("report", report.pk)
    return presenting.remarks_page(request, report, form)


def _show_both(form: RemarksForm, report: Report) -> None:
    """The form keeps what was typed; beside it stands what somebody else has just written."""
    form.add_error(None, _("Có người vừa sửa phần nhận xét của báo cáo này; bản của bạn chưa được lưu."))
    report.refresh_from_db(fields=["results", "proposals", "version"])
    now = vault.reveal_many([report], "results", "proposals")[report.pk]
    form.lost = [  # type: ignore[attr-defined]
        {"label": form.fields[name].label, "theirs": now[name], "yours": form.cleaned_data.get(name, "")}
        for name in ("results", "proposals")
    ]
    answers.carry(form, version=report.version)


@require_http_methods(["GET", "POST"])
def submit(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.SUBMIT)
    form = ConfirmForm(initial={"seen": queries.mark_of(report, report.run.acts.count())})
    if request.method == "POST":
        try:
            actions.submit(report, by=request.viewer, at=clock.now(), seen=request.POST.get("seen", ""))
        except Refused as refusal:
            if refusal.code != actions.CHANGED:
                raise
            flash.look(request, str(refusal))
            return redirect("report-submit", report.pk)
        flash.done(request, _("Đã gửi báo cáo."))
        return redirect("report", report.pk)
    return presenting.submit_page(request, report, form)


@require_POST
def recall(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponseRedirect:
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.SUBMIT)
    actions.recall(report, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã rút lại báo cáo; bạn có thể sửa và gửi lại."))
    return redirect("report", report.pk)


@require_http_methods(["GET", "POST"])
def amend(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    """A numbered amendment of an accepted report; both stay."""
    report = policy.get_report_for(request.viewer, report_id, to=ReportPermission.FILL)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        made = actions.amend(report, reason=form.cleaned_data["reason"], by=request.viewer, at=now)
        if made.unit.kind == PlaceKind.COMMUNE:
            actions.fill(made, by=request.viewer, at=now)
        flash.done(request, _("Đã lập bản đính chính số %d.") % made.amendment)
        return redirect("report", made.pk)
    lead = _("Bản đã được chấp nhận giữ nguyên. Bản đính chính có số và lý do, gửi lại cho cấp trên duyệt.")
    return presenting.form_page(
        request, report, form, title=_("Lập bản đính chính"), submit=_("Lập bản đính chính"), lead=lead
    )


def own_unit(request: OfficeRequest) -> Place:
    """The unit the viewer reports for: the first posting that may fill (or, for readers, read) reports."""
    viewer = request.viewer
    paths = viewer.paths(ReportPermission.FILL) or viewer.paths(ReportPermission.READ)
    place_id = next((seat.place_id for seat in viewer.seats if seat.path in paths), 0)
    return policy.get_unit_for(viewer, place_id, to=ReportPermission.READ)
