"""The days of a year on which deadlines in working days stand still, and the edits of the office."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.notices import holiday_actions
from hoanhap.foundation.notices.policy import NoticePermission
from hoanhap.kernel import clock, dates
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office.calendar import presenting
from hoanhap.web.office.calendar.forms import DayForm, ForgetForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    require_editor(request)
    return render(request, "calendar/year.html", presenting.page(presenting.year(request.GET.get("year"))))


@require_http_methods(["GET", "POST"])
def set_day(request: OfficeRequest) -> HttpResponse:
    require_editor(request)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on, off = form.cleaned_data["on"], form.cleaned_data["off"] == "off"
        name = form.cleaned_data["name"]
        try:
            holiday_actions.set_day(on=on, off=off, name=name, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            flash.done(request, _("Đã ghi ngày %s vào lịch.") % dates.show(on))
            return redirect(address(on.year))
    back = reverse("holidays")
    context = {"title": _("Sửa lịch một ngày"), "form": form, "submit": _("Ghi vào lịch"), "back_url": back}
    lead = _("Thời hạn tính theo ngày làm việc từ nay dùng lịch này; thời hạn đã mở giữ nguyên.")
    return render(request, "ui/form_page.html", context | {"lead": lead, "cancel_url": back})


@require_POST
def forget_day(request: OfficeRequest) -> HttpResponseRedirect:
    require_editor(request)
    form = ForgetForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Ngày chưa đúng."), way_out=_("Mở lại lịch rồi chọn ngày."))
    on = form.cleaned_data["on"]
    holiday_actions.forget_day(on=on, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Ngày %s lại theo lịch chung.") % dates.show(on))
    return redirect(address(on.year))


def require_editor(request: OfficeRequest) -> None:
    """The calendar holds for the whole installation, so there is no part of the map to ask about. Raises NotHere."""
    if not request.viewer.may(NoticePermission.EDIT_HOLIDAYS):
        raise NotHere


def address(year: int) -> str:
    return f"{reverse('holidays')}?{urlencode({'year': year})}"
