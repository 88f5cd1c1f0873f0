"""The board of a merging officer: who has sent, what stands out, one press to remind and one to merge."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.steering.reports import actions, merging, policy, queries
from hoanhap.steering.reports import board as boards
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office.reports import presenting
from hoanhap.web.office.reports.forms import PeriodForm, current_month, period_code
from hoanhap.web.office.reports.own import FORM
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest) -> HttpResponse:
    shape, unit = report_forms.get(FORM), merging_unit(request)
    period, form = chosen_period(shape, request)
    found = boards.board(shape, unit, period, clock.now())
    merged = queries.latest(shape.code, unit, period)
    context = presenting.board_page(found, merged) | {"form": form, "period_fields": period_code(shape, period)}
    return render(request, "reports/board.html", context)


@require_POST
def merge(request: OfficeRequest) -> HttpResponseRedirect:
    shape, unit = report_forms.get(FORM), merging_unit(request)
    made = merging.merge(shape, unit, posted_period(shape, request), by=request.viewer, at=clock.now())
    if made.missing:
        names = ", ".join(place.full_name for place in made.missing)
        flash.look(request, _("Đã tổng hợp, còn thiếu: %s.") % names)
    else:
        flash.done(request, _("Đã tổng hợp đủ %d đơn vị.") % len(made.parts))
    return redirect("report", made.report.pk)


@require_POST
def remind(request: OfficeRequest) -> HttpResponseRedirect:
    shape, unit = report_forms.get(FORM), merging_unit(request)
    period = posted_period(shape, request)
    count = actions.remind(shape, unit, period, by=request.viewer, at=clock.now())
    said = ngettext("Đã nhắc %d đơn vị; việc hiện trong “Việc hôm nay” của họ.", "Đã nhắc %d đơn vị.", count) % count
    flash.done(request, said)
    return redirect(presenting.board_of(shape, period))


def merging_unit(request: OfficeRequest) -> Place:
    """The unit this viewer merges for. Raises NotHere for everybody else."""
    viewer = request.viewer
    allowed = viewer.paths(ReportPermission.MERGE)
    place_id = next((seat.place_id for seat in viewer.seats if seat.path in allowed), None)
    if place_id is None:
        raise NotHere
    return policy.get_unit_for(viewer, place_id, to=ReportPermission.MERGE)


def chosen_period(shape: Form, request: OfficeRequest) -> tuple[Period, PeriodForm]:
    """The period in the address, or the month that has just ended."""
    if "window" in request.GET:
        form = PeriodForm(request.GET)
        if form.is_valid():
            return form.period(shape), form
    period = current_month(shape, clock.today())
    return period, PeriodForm(period_code(shape, period))


def posted_period(shape: Form, request: OfficeRequest) -> Period:
    form = PeriodForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Kỳ báo cáo chưa đúng."), way_out=_("Chọn lại năm và kỳ."))
    return form.period(shape)
